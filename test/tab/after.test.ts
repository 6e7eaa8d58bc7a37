import { readFileSync } from 'node:fs';
import { type Browser, type Frame } from 'playwright-core';
import { type ApprovalView, type VersionsReply } from '../../bot/minutes/api/series.ts';
import { type ItemView, type PublicationView } from '../../bot/minutes/api.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { åse } from '../support/tab/meeting.ts';
import { openTab } from '../support/tab/open.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let browser: Browser;
let stand: TabStand;

const approval: ApprovalView = {
  ...{ way: 'chair', version: 1, since: '2027-01-18T10:00:00.000Z', silentAt: null },
  ...{ approvedAt: '2027-01-19T10:00:00.000Z', verdicts: [], waitsFor: [], missingSides: [] },
  may: { approve: false, remark: false, correct: false, reopen: true, sign: [] },
};
const deleted: PublicationView = {
  ...{ id: '20000000-0000-4000-8000-000000000001', kind: 'task', title: 'Lage plan', state: 'done' },
  ...{ link: null, nextTryAt: null, mayHaveArrived: false, deleted: true },
  reason: 'Oppgaven er slettet i Planner. Oppfølgingspunktet står fortsatt i referatet.',
};
const kept: PublicationView = {
  ...{ id: '20000000-0000-4000-8000-000000000002', kind: 'task', title: 'Melde på kurs', state: 'done' },
  ...{ link: 'https://planner.example/1', nextTryAt: null, mayHaveArrived: false, reason: null },
};
const at = '2027-01-20T10:00:00.000Z';
const versions: VersionsReply = {
  versions: [{ version: 1, at: '2027-01-18T10:00:00.000Z', by: 'Åse Ødegård', reason: '', changes: [] }],
  followUps: [
    {
      ...{ followUp: 'f', text: 'Melde på kurs', at, field: 'due', kept: 'planner' },
      ...{ here: '2027-01-25', planner: '2027-02-01' },
    },
    { followUp: 'f', text: 'Melde på kurs', at, field: 'done', kept: 'here', here: 'false', planner: 'true' },
    { followUp: 'g', text: 'Lage plan', at, field: 'task', kept: 'here', here: '', planner: '' },
  ],
};

async function approved(language: string, width: number, theme = 'default'): Promise<Frame> {
  stand = await tabStand(language);
  stand.meeting.start();
  const [first, second, ...rest] = stand.meeting.view.items as [ItemView, ItemView, ...ItemView[]];
  stand.meeting.view = {
    ...stand.meeting.view,
    ...{ state: 'approved', approval, may: { write: false, lead: true } },
    publications: [deleted, kept],
    items: [
      { ...first, title: { text: 'Ny stilling', revision: 1 } },
      { ...second, access: { level: 'exempt', basis: 'offl. § 14' } },
      ...rest,
    ],
  };
  stand.replies[`/api/minutes/meetings/${stand.meeting.view.id}/versions`] = versions;
  const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'nb-NO', bypassCSP: true });
  const frame = width < 900 ? 'sidePanel' : 'content';
  const tab = await openTab(page, stand.address('minutes', { meeting: 'a', frame, theme, as: åse.id }));
  await tab.waitForSelector('h1');
  return tab;
}

async function faults(tab: Frame): Promise<readonly unknown[]> {
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    'axe.run(document)',
  );
  const wide = await tab.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
    ...(wide > 0 ? [wide] : []),
  ];
}

const asked = (what: string) => stand.asked.some((path) => path.endsWith(what));
async function until(claim: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !claim() && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(claim()).toBe(true);
}

describeInBrowser('approved minutes', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await stand.close();
  });

  it('give an item as a file of its own, and say why an exempt one has none', async () => {
    const tab = await approved('nb', 1280);
    await tab.getByRole('button', { name: 'Særutskrift av Ny stilling (Word)' }).press('Enter');
    await until(() => asked('/excerpt'));
    expect(await tab.getByText('får ingen særutskrift').count()).toBe(1);
    expect(await tab.getByRole('button', { name: /^Særutskrift/ }).count()).toBe(
      stand.meeting.view.items.length - 1,
    );
  });

  it('bring in what was done in Planner, and let a deleted task be made again', async () => {
    const tab = await approved('nb', 1280);
    await until(() => asked('/look'));
    expect(await tab.getByText('slettet i Planner').count()).toBe(1);
    await tab.getByRole('button', { name: 'Lag oppgaven på nytt' }).click();
    await until(() => asked('/publish'));
  });

  it('show what was changed in Planner beside what stood here', async () => {
    const tab = await approved('nb', 1280);
    await tab.getByText('Versjoner og endringer').click();
    const table = tab.getByRole('table', { name: /endret i Planner/ });
    await table.waitFor();
    const words = await table.innerText();
    for (const part of ['1. februar', 'gjelder', 'Slettet', 'Oppfølgingspunktet står'])
      expect(words).toContain(part);
  });

  it.each([
    ['nb', 280, 'default'],
    ['nn', 1280, 'dark'],
    ['en', 280, 'contrast'],
  ])('can be read by everybody: %s, %d px, %s', async (language, width, theme) => {
    const tab = await approved(language, width, theme);
    await tab.locator('details summary').last().click();
    await tab.getByRole('table').last().waitFor();
    expect(await faults(tab)).toEqual([]);
  });
});
