import { type Browser, type BrowserContextOptions, type Frame, type Page } from 'playwright-core';
import { areaPictures, heatPicture, ratePicture, trendPictures } from '../../bot/pulses/model/pictures.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { openTab } from '../support/tab/open.ts';
import { results, resultsOfUnit } from '../support/tab/results.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';

/** A browser on a busy machine takes its time. */
const patienceMs = 120_000;

interface Visit {
  readonly page: Page;
  readonly frame: Frame;
  readonly close: () => Promise<void>;
}

let browser: Browser;
let stand: TabStand;

async function visit(
  width: number,
  { client = 'web', ...options }: BrowserContextOptions & { client?: string } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    ...{ viewport: { width, height: 800 }, locale: 'nb-NO', reducedMotion: 'reduce', bypassCSP: true },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const frame = await openTab(page, stand.address('results', { client }));
  await frame.waitForSelector('h1');
  return { page, frame, close: () => context.close() };
}

async function openTables(frame: Frame): Promise<void> {
  const closed = frame.getByRole('button', { name: /^Vis tabell/ });
  while ((await closed.count()) > 0) await closed.first().click();
}

describeInBrowser('the results page', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    stand = await tabStand('nb');
    stand.roles.add('Puls.HR');
  });
  afterEach(() => stand.close());
  afterAll(() => browser.close());

  it(
    'begins with a sentence, and asks for no more than it shows first',
    async () => {
      const { frame, close } = await visit(1280);
      await frame.getByText('Lavest av områdene er Gevinstrealisering').waitFor();
      expect(stand.asked.filter((path) => path.startsWith('/api/results'))).toEqual([
        '/api/results?period=12m&show=page',
      ]);
      await close();
    },
    patienceMs,
  );

  it(
    'has the figures of every picture in a table',
    async () => {
      const { frame, close } = await visit(1280);
      await openTables(frame);
      const text = (await frame.locator('main').textContent()) ?? '';
      const pictures = areaPictures(results);
      expect(pictures).toHaveLength(6);
      const table = frame.getByRole('table', { name: 'Tabell: Områdene nå' });
      for (const [row, { round, own }] of pictures.entries()) {
        const cells = await table
          .getByRole('row')
          .nth(row + 1)
          .textContent();
        expect(cells).toContain(round.area.name);
        expect(cells).toContain(own?.shown ? `${own.text} (± 0,3)` : 'Skjult');
      }
      for (const { points } of trendPictures(results))
        for (const { own } of points) expect(text).toContain(own?.shown ? own.text : 'Skjult');
      const rates = ratePicture(results);
      expect(await frame.getByRole('table', { name: 'Tabell: Svarprosent' }).getByRole('row').count()).toBe(
        rates.history.length + 1,
      );
      const heat = frame.getByRole('table', { name: 'Tabell: Enheter og områder' });
      expect(await heat.getByRole('row').count()).toBe(heatPicture(results).rows.length + 1);
      await close();
    },
    patienceMs,
  );

  it(
    'says why a figure is hidden to who points, presses or comes by keyboard',
    async () => {
      const { frame, page, close } = await visit(320);
      const hidden = frame.getByRole('button', {
        name: /^Skjult: Seksjon for arkiv, Endringsledelse\. Det kom/,
      });
      await hidden.focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      await frame.getByRole('tooltip').getByText('Det kom færre enn 6 svar.').waitFor();
      await page.keyboard.press('Escape');
      await frame.getByRole('tooltip').waitFor({ state: 'hidden' });
      await hidden.click();
      const said = frame.getByRole('tooltip');
      await said.waitFor();
      expect(await said.textContent()).toBe('Det kom færre enn 6 svar.');
      await close();
    },
    patienceMs,
  );

  it(
    'lets the service choose when a filter is set by keyboard, and says so',
    async () => {
      const { frame, page, close } = await visit(1280);
      await frame.getByLabel('Periode', { exact: true }).focus();
      await page.keyboard.press('ArrowDown');
      await frame.getByText('Utvalget er oppdatert.').waitFor({ state: 'attached' });
      await frame.getByLabel('Enhet', { exact: true }).selectOption({ label: '\u00A0\u00A0IT-avdelingen' });
      await frame.getByLabel('Område', { exact: true }).selectOption({ label: 'Digital innsikt' });
      const wanted = '/api/results?period=24m&area=digital-innsikt&unit=it&show=page';
      while (stand.asked.at(-1) !== wanted) await page.waitForTimeout(50);
      expect(stand.asked.at(-1)).toBe(wanted);
      await close();
    },
    patienceMs,
  );

  it(
    'explains that it cannot be split by gender or age',
    async () => {
      const { frame, page, close } = await visit(320);
      await frame.getByRole('button', { name: /etter kjønn eller alder/ }).focus();
      await page.keyboard.press('Enter');
      const why = frame.getByText('Vi samler ikke inn slike opplysninger.');
      await why.waitFor();
      expect(await why.textContent()).toContain('I små grupper kunne de røpet hvem som svarte hva.');
      await close();
    },
    patienceMs,
  );

  it(
    'shows the same areas as a radar, with the names and figures in a list',
    async () => {
      const { frame, page, close } = await visit(1280);
      await frame.getByRole('button', { name: 'Radar' }).focus();
      await page.keyboard.press('Space');
      await frame.locator('.recharts-radar-polygon').first().waitFor();
      expect(
        await frame.getByRole('listitem').filter({ hasText: 'Gevinstrealisering: 3,1 av 5' }).count(),
      ).toBe(1);
      expect(await accessibilityFaults(frame)).toEqual([]);
      await close();
    },
    patienceMs,
  );

  it(
    'downloads what is on screen, by keyboard, and says where it went',
    async () => {
      stand.replies['/api/results/export'] = {};
      const { frame, page, close } = await visit(1280);
      await frame.getByLabel('Språk i filen').selectOption('nn');
      await frame.getByRole('button', { name: 'Last ned Excel' }).focus();
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      expect(download.suggestedFilename()).toBe('Resultater Direktoratet for prøving 2027-01-20.xlsx');
      await frame.getByText('er sendt til nedlastinger').first().waitFor();
      expect(stand.asked.at(-1)).toBe('/api/results/export?period=12m&show=page&format=xlsx&language=nn');
      await close();
    },
    patienceMs,
  );

  it(
    'says in words when the service has no file, and when a phone cannot save one',
    async () => {
      stand.refused.add('/api/results/export');
      const desk = await visit(1280);
      await desk.frame.getByRole('button', { name: 'Last ned PDF' }).click();
      await desk.frame.getByRole('alert').waitFor();
      await desk.close();
      const phone = await visit(320, { client: 'android' });
      await phone.frame.getByText('Teams på mobil kan ikke lagre filer herfra').waitFor();
      expect(await phone.frame.getByRole('button', { name: /Last ned/ }).count()).toBe(0);
      await phone.close();
    },
    patienceMs,
  );

  it(
    'tells a leader without own figures whose they read, and compares a unit with the agency',
    async () => {
      stand.roles.clear();
      const chain = results.units.filter(({ id }) => ['agency', 'service', 'archive'].includes(id));
      stand.replies['/api/results'] = {
        ...resultsOfUnit,
        units: chain,
        focus: { unit: 'service', agency: 'agency' },
      };
      const { frame, close } = await visit(320);
      await frame
        .getByText(
          'Seksjon for arkiv har ikke egne tall nå. Det kom færre enn 6 svar. Du ser Avdeling for digitale',
        )
        .waitFor();
      await frame
        .getByText(/fra hele virksomheten|over hele virksomheten|under hele virksomheten/)
        .first()
        .waitFor();
      expect(await overflow(frame)).toBeLessThanOrEqual(0);
      await close();
    },
    patienceMs,
  );

  it(
    'loads no picture while there is nothing to draw',
    async () => {
      stand.replies['/api/results'] = { ...results, rounds: [], receipts: [], comments: [] };
      const { frame, close } = await visit(1280);
      await frame.getByText('Ingen resultater ennå').waitFor();
      const loaded = await frame.evaluate<readonly string[]>(
        'performance.getEntriesByType("resource").map(({ name }) => name)',
      );
      expect(loaded.filter((name) => name.includes('/charts-'))).toEqual([]);
      await close();
    },
    patienceMs,
  );

  it(
    'draws in the colours of high contrast, with nothing told by colour alone',
    async () => {
      stand.replies['/api/results'] = resultsOfUnit;
      const { frame, close } = await visit(1280, { forcedColors: 'active' });
      await frame.locator('.recharts-line-curve').first().waitFor();
      const dashed = await frame.locator('.recharts-line-curve[stroke-dasharray]').count();
      expect(dashed).toBeGreaterThan(0);
      const own = await frame.evaluate<string>(
        'getComputedStyle(document.querySelector(".recharts-bar-rectangle")).getPropertyValue("--chart-own")',
      );
      expect(own).toBe('Highlight');
      expect(await accessibilityFaults(frame)).toEqual([]);
      await close();
    },
    patienceMs,
  );

  it.each([280, 320, 1280])(
    'never scrolls sideways, with every table open, at %i px',
    async (width) => {
      const { frame, close } = await visit(width);
      await openTables(frame);
      await frame.getByRole('button', { name: 'Vis alle 48' }).click();
      expect(await overflow(frame)).toBeLessThanOrEqual(0);
      expect(await accessibilityFaults(frame)).toEqual([]);
      await close();
    },
    patienceMs,
  );

  it.each(['nb', 'nn'])(
    'has no fault for assistive technology in any theme (%s)',
    async (language) => {
      await stand.close();
      stand = await tabStand(language);
      stand.roles.add('Puls.HR');
      const { frame, close } = await visit(1280);
      await frame.locator('svg.recharts-surface').first().waitFor();
      expect(await frame.getByText(/^1[24] av 14 møte(r)? \((86|100) %\)/).count()).toBe(2);
      for (const theme of ['default', 'dark', 'contrast']) {
        await frame.parentFrame()?.evaluate(`window.tell('themeChange', ['${theme}'])`);
        await frame.waitForSelector(`[data-theme=${theme}]`);
        expect([theme, await accessibilityFaults(frame)]).toEqual([theme, []]);
      }
      await close();
    },
    patienceMs,
  );
});
