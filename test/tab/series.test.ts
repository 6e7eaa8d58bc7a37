import { readFileSync } from 'node:fs';
import { type Browser, type Frame } from 'playwright-core';
import { type ApprovalView, type VersionsReply } from '../../bot/minutes/api/series.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { kåre, åse } from '../support/tab/meeting.ts';
import { openTab } from '../support/tab/open.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let browser: Browser;
let stand: TabStand;

async function open(width: number): Promise<Frame> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'nb-NO', bypassCSP: true });
  const frame = width < 900 ? 'sidePanel' : 'content';
  const tab = await openTab(page, stand.address('minutes', { meeting: 'a', frame }));
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

const set = (view: Partial<MeetingView>) => {
  stand.meeting.view = { ...stand.meeting.view, ...view };
};
const posted = (what: string) => stand.asked.some((path) => path.endsWith(`/${what}`));

const approval: ApprovalView = {
  ...{ way: 'silence', version: 2, since: '2027-01-18T10:00:00.000Z', approvedAt: null },
  silentAt: '2027-01-25T10:00:00.000Z',
  verdicts: [
    {
      ...{ id: 'v', item: null, version: 1, person: kåre, side: null, verdict: 'remark' },
      ...{ text: 'Jeg var ikke til stede.', at: '2027-01-18T10:00:00.000Z' },
    },
  ],
  waitsFor: [],
  missingSides: [],
  may: { approve: false, remark: true, correct: true, reopen: false, sign: [] },
};
const versions: VersionsReply = {
  followUps: [],
  versions: [
    { version: 1, at: '2027-01-18T10:00:00.000Z', by: 'Åse Ødegård', reason: '', changes: [] },
    {
      ...{ version: 2, at: '2027-01-19T10:00:00.000Z', by: 'Åse Ødegård', reason: 'Feil beløp' },
      changes: [
        {
          item: '3/27 Ny stilling',
          field: 'decision',
          before: 'Vi lyser ut i mars.',
          after: 'Vi lyser ut i april.',
        },
      ],
    },
  ],
};

describeInBrowser('the series of a meeting', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    stand = await tabStand();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await stand.close();
  });

  it.each([280, 1280])(
    'offers people and template at first, and its set-up to the chair, at %i px',
    async (width) => {
      const twoSided = { ...stand.meeting.view.series, fresh: true, twoSided: true };
      set({ series: twoSided, roles: [{ person: åse, role: 'chair', side: 'employer' }] });
      const tab = await open(width);
      await tab.getByRole('heading', { name: 'Ny møteserie' }).waitFor();
      await tab.getByText('Møteserien', { exact: true }).click();
      await tab.getByLabel('Rollen til Kåre Bjørnstad').selectOption('Referent');
      await tab.getByRole('button', { name: 'Avlys møtet' }).press('Enter');
      await tab.getByLabel('Hvorfor avlyses møtet?').fill('Snøstorm');
      expect(await faults(tab)).toEqual([]);
      await tab.getByRole('button', { name: 'Ja, avlys møtet' }).press('Enter');
      await tab.getByRole('button', { name: 'Avlys møtet', exact: true }).waitFor();
      expect([posted('roles'), posted('cancel')]).toEqual([true, true]);
    },
  );

  it('shows the letters that the template gives its kinds', async () => {
    const { kinds } = stand.meeting.view;
    set({ kinds: { ...kinds, B: { letter: 'F', name: 'Forhandlingssak' } } });
    const tab = await open(280);
    const row = tab.getByRole('button', { name: /Forhandlingssak.*Innføring/ });
    expect(await row.textContent()).toMatch(/^F/);
  });

  it('sends an item on with one press, and takes up what waits', async () => {
    stand.meeting.start();
    set({ queue: [{ item: crypto.randomUUID(), number: '9/27', title: 'Innkjøp', why: 'returned' }] });
    const tab = await open(280);
    const first = stand.meeting.view.items[0]?.id;
    await tab.getByRole('button', { name: 'Utsett' }).press('Enter');
    await tab.getByRole('button', { name: /Orienteringer/, expanded: true }).waitFor();
    const outcomeOf = () => stand.meeting.view.items.find(({ id }) => id === first)?.outcome;
    for (let tries = 0; outcomeOf() === null && tries < 100; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(outcomeOf()).toBe('postponed');
    await tab.getByText('Saker i kø (1)').click();
    await tab.getByRole('button', { name: 'Ta opp her: Innkjøp' }).press('Enter');
    await tab.getByRole('button', { name: 'Til neste møte' }).press('Enter');
    await tab.getByText('Saken er flyttet til neste møte').waitFor({ state: 'attached' });
    expect([posted('take'), posted('put-off')]).toEqual([true, true]);
  });

  it.each([280, 1280])('shows how approval goes, and what changed side by side, at %i px', async (width) => {
    stand.meeting.start();
    stand.meeting.finish();
    set({ approval });
    stand.replies[`/api/minutes/meetings/${stand.meeting.view.id}/versions`] = versions;
    const tab = await open(width);
    await tab.getByText('Versjon 2 blir godkjent mandag 25. januar hvis ingen har merknader.').waitFor();
    await tab.getByText(/Merknad til versjon 1 fra Kåre/).waitFor();
    await tab.getByText('Versjoner og endringer').click();
    const row = tab.getByRole('row', { name: /Beslutning/ });
    await row.waitFor();
    expect(await row.textContent()).toBe(
      '3/27 Ny stilling: BeslutningVi lyser ut i mars.Vi lyser ut i april.',
    );
    await tab.getByRole('button', { name: 'Skriv merknad' }).press('Enter');
    await tab.getByLabel('Hva bør rettes?').fill('Navnet mitt mangler.');
    expect(await faults(tab)).toEqual([]);
    await tab.getByRole('button', { name: 'Send merknaden' }).press('Enter');
    await tab.getByRole('button', { name: 'Skriv merknad' }).waitFor();
    expect(posted('remark')).toBe(true);
  });
});
