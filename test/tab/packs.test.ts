import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { loadPacks } from '../../bot/content/packs.ts';
import { packBook } from '../../bot/content/sheets/book.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { openTab } from '../support/tab/open.ts';
import { turnTo } from '../support/tab/setup-page.ts';
import { setupStand, type SetupStand } from '../support/tab/setup-stand.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
interface AxeReply {
  readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[];
}

describeInBrowser('the packs on the administrator’s page', () => {
  let browser: Browser;
  let stand: SetupStand;
  let folder: string;
  let database: Database;
  let page: Page;
  let packs: ReturnType<Frame['locator']>;

  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), 'lederpuls-test-'));
    const own = join(folder, 'packs');
    for (const [pack, text] of [
      ['modenhet', 'extends: modenhet\nhide: [finnes-ikke]\n'],
      ['jobb-smartere', 'extends: jobb-smartere\nhide: [send-lenken]\n'],
    ] as const) {
      mkdirSync(join(own, pack), { recursive: true });
      writeFileSync(join(own, pack, 'changes.yaml'), text);
    }
    database = await embeddedDatabase(join(folder, 'data'));
    stand = await setupStand(database, undefined, own);
  });
  afterAll(async () => {
    await stand.close();
    await database.close();
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => page.context().close());

  async function visit(width = 1280, theme = 'default'): Promise<Frame> {
    const context = await browser.newContext({
      ...{ viewport: { width, height: 900 }, locale: 'nb-NO', reducedMotion: 'reduce', bypassCSP: true },
    });
    page = await context.newPage();
    const frame = await openTab(page, await stand.address('setup', theme));
    await turnTo(frame, 'content');
    packs = frame.getByRole('region', { name: 'Innholdspakker', exact: true });
    await packs.getByText('Fant 40 av 40 uker.').waitFor();
    return frame;
  }
  const weeks = () => packs.getByRole('table').first().getByRole('row');
  const count = (text: string | RegExp) => packs.getByText(text).waitFor();

  it('are read week by week, each with its source, in each language', async () => {
    await visit();
    const first = weeks().nth(1);
    expect(await first.innerText()).toMatch(/1\. Er den nye måten den eneste\?/);
    const source = first.getByRole('link', {
      name: 'Lederutfordringer i digitale omstillingsprosesser, KS 2018',
    });
    expect(await source.getAttribute('href')).toMatch(/^https:\/\/www\.ks\.no\//);
    expect(await source.getAttribute('rel')).toContain('noreferrer');
    await first.getByText('Er den nye måten').click();
    await first.getByText('I 2018 kunne hjemmetjenesten i Bærum').waitFor();
    await packs.getByLabel('Språk i teksten').selectOption('nn');
    await first.getByText('I 2018 kunne heimetenesta i Bærum').waitFor();
    await packs.getByRole('button', { name: 'Vis alle (40)' }).click();
    expect(await weeks().count()).toBe(41);
  });

  it('are searched and filtered', async () => {
    await visit();
    await packs.getByLabel('Søk i tekst').fill('bærum nøkler');
    await count(/^Fant [1-5] av 40 uker\.$/);
    await packs.getByLabel('Søk i tekst').fill('');
    await packs.getByLabel('Område').selectOption('gevinstrealisering');
    await count('Fant 8 av 40 uker.');
    await packs.getByLabel('Kilde', { exact: true }).selectOption('Difi/Digdir 2017');
    await count('Fant 2 av 40 uker.');
    await packs.getByLabel('Søk i tekst').fill('finnes ikke i det hele tatt');
    await count('Fant 0 av 40 uker.');
    expect(await packs.getByRole('table').count()).toBe(0);
  });

  it('are searched all at once, and each find says where it stands', async () => {
    await visit();
    await packs.getByLabel('Pakke', { exact: true }).selectOption({ label: 'Alle pakker (73 uker)' });
    await packs.getByLabel('Kilde', { exact: true }).selectOption('Spark 2014');
    await count('Fant 12 av 74 uker.');
    await packs.getByLabel('Søk i tekst').fill('hvilket ord står i veien');
    await count('Fant 1 av 74 uker.');
    expect(await weeks().nth(1).innerText()).toContain('Lederens seks oppgaver, 6. Hvilket ord');
  });

  it('tell what the agency has changed and hidden, and which of its packs is not used and why', async () => {
    await visit();
    await packs.getByText('Pakken modenhet har feil og brukes ikke.').waitFor();
    await packs
      .getByText('modenhet/changes.yaml: hide: Pakken modenhet har ingen uke som heter finnes-ikke')
      .waitFor();
    await packs.getByLabel('Pakke', { exact: true }).selectOption('jobb-smartere');
    await count('Fant 10 av 10 uker.');
    expect(await packs.getByLabel('Pakke', { exact: true }).innerText()).toContain(
      'Jobb smartere (9 uker, endret av dere)',
    );
    await packs.getByText(/^Skjult\. Send lenken/).waitFor();
  });

  it('are taken home as a spreadsheet, and tried: what to mend, then how it would be', async () => {
    await visit();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      packs.getByRole('button', { name: 'Last ned pakken som regneark' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('digital-ledelse.xlsx');
    const files = loadPacks('bot/content/packs').files('tre-ledermoter');
    const [week, ...others] = files.weeks;
    if (!week) throw new Error('no week');
    const choose = async (change: Partial<typeof week>) => {
      const buffer = Buffer.from(
        await packBook({ ...files, weeks: [{ ...week, ...change }, ...others] }, 'nb'),
      );
      await packs
        .getByLabel('Regneark med egen pakke')
        .setInputFiles({ name: 'vår.xlsx', mimeType: '', buffer });
    };
    await choose({ minutes: 99 });
    await packs.getByText('vår.xlsx kan ikke brukes ennå. Antall feil: 1.').waitFor();
    await packs
      .getByText(/^Arket Oppsett, rad \d+, kolonnen Minutter: Tallet er for høyt: høyst 15\.$/)
      .waitFor();
    await choose({ heading: { nb: 'Hva nå?', nn: 'Hva no?', en: 'What now?' } });
    await packs.getByText('vår.xlsx er en pakke som kan brukes: 6 uker. Ingenting er lagret.').waitFor();
    await packs.getByText(`Nynorsk uten ord som bare bokmål har: ${week.id}, heading, nn`).waitFor();
    await packs.getByText('1. Hva nå?').waitFor();
  }, 60_000);

  it.each(['default', 'dark', 'contrast'])(
    'have no accessibility fault and no sideways scroll in the %s theme',
    async (theme) => {
      const frame = await visit(320, theme);
      await packs.getByText('Er den nye måten').first().click();
      await frame.evaluate(axe);
      const { violations } = await frame.evaluate<AxeReply>('axe.run(document)');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      for (const width of [280, 320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect({ width, overflow: await frame.evaluate<number>(overflow) }).toEqual({ width, overflow: 0 });
      }
    },
    60_000,
  );
});
