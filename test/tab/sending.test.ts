import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { GraphFault } from '../../bot/platform/graph/graph.ts';
import { readWorkbook } from '../../bot/platform/spreadsheets/spreadsheets.ts';
import { desk, fault, monday, refusal } from '../prompts/desk.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { channelId } from '../support/office.ts';
import { openTab } from '../support/tab/open.ts';
import { turnTo } from '../support/tab/setup-page.ts';
import { setupStand, type SetupStand } from '../support/tab/setup-stand.ts';

const names = Array.from({ length: 12 }, (_one, at) => `leder-${String(at + 1).padStart(2, '0')}`);
/** Where a person may put pictures of the page to look at. */
const pictures = process.env['PICTURES_DIR'];

describeInBrowser('following what is sent', () => {
  let browser: Browser;
  let folder: string;
  let database: Database;
  let at: Awaited<ReturnType<typeof desk>>;
  let stand: SetupStand;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lederpuls-test-'));
    database = await embeddedDatabase(folder);
    at = await desk(database, names);
    stand = await setupStand(database, { ...at.sendingParts, ...at.us });
    await at.roundsAt(monday);
  });
  afterEach(async () => {
    await stand.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => browser.close());

  async function visit({ width = 1280, theme = 'default' } = {}): Promise<{ page: Page; frame: Frame }> {
    const context = await browser.newContext({
      ...{ viewport: { width, height: 900 }, locale: 'nb-NO', reducedMotion: 'reduce', bypassCSP: true },
    });
    const page = await context.newPage();
    const frame = await openTab(page, await stand.address('setup', theme));
    await turnTo(frame, 'sending');
    await frame.getByRole('article', { name: 'Ukas kort, uke 40' }).waitFor();
    return { page, frame };
  }
  const card = (frame: Frame) => frame.getByRole('article', { name: 'Ukas kort, uke 40' });

  async function picture(frame: Frame, name: string): Promise<void> {
    if (pictures === undefined) return;
    await card(frame).scrollIntoViewIfNeeded();
    await frame.locator('#sending').screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** Four are posted, two are skipped, one is handed over; the others Teams is too busy for. */
  async function halfWay(): Promise<void> {
    at.graph(new GraphFault('not-allowed', { status: 403 }));
    const answers: Readonly<Record<string, () => Error | undefined>> = {
      [channelId('leder-01')]: () => refusal('bot-removed'),
      [channelId('leder-02')]: () => refusal('too-large', 413, 'refused'),
      [channelId('leder-03')]: () => fault('unknown'),
    };
    at.world.script(({ channel }) => {
      const answer = answers[channel];
      if (answer) return answer();
      return at.world.messages.length < 4 ? undefined : fault('busy', 30_000);
    });
    await at.service().run();
    at.wait(2000);
    await at.service().run();
  }

  it('tells how far it has come, at which rate, what was not sent and what can be done', async () => {
    await halfWay();
    const { page, frame } = await visit();
    const one = card(frame);
    await one.getByText('4 av 12 er sendt').waitFor();
    await one.getByText('5 venter').waitFor();
    await one.getByText('2 hoppet over').waitFor();
    await one.getByText('1 må sjekkes av deg').waitFor();
    await one.getByText(/i sekundet nå\. Ferdig omtrent kl\./).waitFor();
    const bar = one.getByRole('progressbar', { name: 'Hvor langt utsendingen er kommet' });
    expect(await bar.getAttribute('aria-valuetext')).toBe('4 av 12 er sendt');
    expect(await bar.getAttribute('aria-valuenow')).toBe('7');
    const missed = one.getByRole('table', { name: 'Ikke sendt, og hvorfor' });
    expect(await missed.getByRole('row').count()).toBe(4);
    await missed.getByText('Kortet var for stort for Teams.').waitFor();
    const parked = frame.getByRole('table', { name: 'Kanaler som ikke får kort nå' });
    await parked.getByText('Be en teameier legge appen til igjen.').waitFor();
    await picture(frame, 'sending');
    await page.context().close();
  });

  it('follows by itself while something is under way, and says once that it is done', async () => {
    const { page, frame } = await visit();
    await card(frame).getByText('12 venter').waitFor();
    await at.run();
    await card(frame).getByText('12 av 12 er sendt').waitFor();
    await frame.getByText('Utsendingen er ferdig. 12 av 12 er sendt.').waitFor({ state: 'attached' });
    await picture(frame, 'sent');
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/setup/sending')) asked += 1;
    });
    await page.waitForTimeout(4500);
    expect(asked).toBe(0);
    await page.context().close();
  });

  it('tells what stopping means before it stops, and goes on again', async () => {
    await halfWay();
    const { page, frame } = await visit();
    const one = card(frame);
    await one.getByRole('button', { name: 'Stans utsendingen' }).click();
    await one.getByText(/^5 kort holdes igjen\. 4 er sendt eller på vei/).waitFor();
    await one.getByRole('button', { name: 'Avbryt' }).click();
    expect(await one.getByText('holdes igjen').count()).toBe(0);
    await one.getByRole('button', { name: 'Stans utsendingen' }).click();
    await one.getByRole('button', { name: 'Stans nå' }).click();
    await one.getByText('5 holdes igjen').waitFor();
    await one.getByText(/Utsendingen er stanset\./).waitFor();
    expect(await accessibilityFaults(frame)).toEqual([]);
    await picture(frame, 'stopped');
    at.world.script(() => undefined);
    at.wait(60_000);
    await at.run();
    expect(at.world.messages).toHaveLength(4);

    await one.getByRole('button', { name: 'Fortsett utsendingen' }).click();
    await one.getByText('5 kort som holdes igjen, sendes nå.').waitFor();
    await one.getByRole('button', { name: 'Fortsett nå' }).click();
    await one.getByText('5 venter').waitFor();
    await at.run();
    await one.getByText('9 av 12 er sendt').waitFor();
    await page.context().close();
  });

  it('takes one press for a card that was handed over', async () => {
    await halfWay();
    const { page, frame } = await visit();
    const one = card(frame);
    await one.getByRole('button', { name: 'Kortet ligger i kanalen (leder-03)' }).click();
    await one.getByText('5 av 12 er sendt').waitFor();
    expect(await one.getByText('må sjekkes av deg').count()).toBe(0);
    await page.context().close();
  });

  it('posts again what somebody looked for in vain', async () => {
    await halfWay();
    const { page, frame } = await visit();
    const one = card(frame);
    await one.getByRole('button', { name: 'Kortet ligger ikke der: post på nytt (leder-03)' }).click();
    await one.getByText('6 venter').waitFor();
    expect(await one.getByText('må sjekkes av deg').count()).toBe(0);
    await page.context().close();
  });

  it('shows the plan beside the log, flags what does not add up, and gives it as a spreadsheet', async () => {
    await at.run();
    const posts = database.tables<{ post: { channel: string } }>();
    await posts.deleteFrom('post').where('channel', '=', channelId('leder-07')).execute();
    const { page, frame } = await visit();
    const one = card(frame);
    await one.getByText('1 av 12 kanaler mangler i loggen.').waitFor();
    await one.getByRole('button', { name: 'Plan mot logg: Ukas kort, uke 40' }).click();
    await one.getByText(/^12 kanaler i runden = 11 sendt \+ 0 hoppet over/).waitFor();
    await one.getByText('Rader som ikke stemmer: 1.').waitFor();
    const table = one.getByRole('table', { name: 'Plan mot logg: Ukas kort, uke 40' });
    expect(await table.getByRole('row').nth(1).textContent()).toContain('leder-07');
    expect(await accessibilityFaults(frame)).toEqual([]);
    await picture(frame, 'proof');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      one.getByRole('button', { name: 'Last ned som Excel: plan mot logg, Ukas kort, uke 40' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Plan mot logg, Ukas kort, uke 40.xlsx');
    const [sheet, sum] = await readWorkbook({
      ...{ bytes: readFileSync(await download.path()), mostRows: 100 },
    });
    expect(sheet?.rows).toHaveLength(13);
    expect(sheet?.rows.find((row) => row[1]?.text === 'leder-07')?.map(({ text }) => text)).toContain(
      'mangler i loggen',
    );
    expect(sum?.rows.map(([name, count]) => `${name?.text ?? ''} ${count?.text ?? ''}`)).toEqual(
      expect.arrayContaining(['Sendt 11', 'Kanaler i runden 12', 'Rader som ikke stemmer 1']),
    );
    await page.context().close();
  });

  it.each(['default', 'dark', 'contrast'])(
    'has no accessibility fault and no sideways scroll in the %s theme',
    async (theme) => {
      await halfWay();
      const { page, frame } = await visit({ width: 280, theme });
      await card(frame).getByRole('button', { name: 'Stans utsendingen' }).click();
      await card(frame)
        .getByRole('button', { name: /^Plan mot logg/ })
        .click();
      await card(frame)
        .getByText(/^12 kanaler i runden/)
        .waitFor();
      for (const width of [280, 320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect({ width, faults: await accessibilityFaults(frame), overflow: await overflow(frame) }).toEqual({
          ...{ width, faults: [], overflow: 0 },
        });
      }
      if (theme === 'dark') await picture(frame, 'sending-dark');
      await page.setViewportSize({ width: 320, height: 900 });
      if (theme === 'contrast') await picture(frame, 'sending-narrow');
      await page.context().close();
    },
  );
});
