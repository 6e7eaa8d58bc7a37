import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { type Language } from '../../bot/platform/texts.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { channelId, tenant } from '../support/office.ts';
import { until } from '../support/story.ts';
import { openTab } from '../support/tab/open.ts';
import { type SetupStand } from '../support/tab/setup-stand.ts';
import { yearStand } from '../support/tab/year-stand.ts';

/** What the page says in either form of Norwegian. */
const words = {
  nb: {
    ...{ week: /^Uke 2 /, form: 'Endre uke 2', day: 'Dag', move: 'Flytt hit', moved: 'flyttes til' },
    ...{
      edit: 'Endre Digital ledelse',
      at: 'Klokka',
      ask: 'Se hva som endres',
      changed: 'flyttes det neste',
    },
    ...{ state: 'Tilstand for plan', gone: 'faller bort', pause: 'Sett på pause Digital ledelse' },
  },
  nn: {
    ...{ week: /^Veke 2 /, form: 'Endre veke 2', day: 'Dag', move: 'Flytt hit', moved: 'blir flytta til' },
    ...{
      edit: 'Endre Digital leiing',
      at: 'Klokka',
      ask: 'Sjå kva som blir endra',
      changed: 'blir flytta det',
    },
    ...{ state: 'Tilstand for plan', gone: 'fell bort', pause: 'Set på pause Digital leiing' },
  },
} as const;

describeInBrowser('the programme year on the administrator’s page', () => {
  let browser: Browser;
  let stand: SetupStand;
  let folder: string;
  let database: Database;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lederpuls-test-'));
    database = await embeddedDatabase(folder);
    stand = await yearStand(database);
  });
  afterEach(async () => {
    await stand.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => browser.close());

  async function visit(width = 1280, language: Language = 'nb'): Promise<{ page: Page; frame: Frame }> {
    const context = await browser.newContext({
      ...{
        viewport: { width, height: 800 },
        locale: `${language}-NO`,
        reducedMotion: 'reduce',
        bypassCSP: true,
      },
    });
    const page = await context.newPage();
    const frame = await openTab(page, await stand.address('setup'));
    await frame.getByRole('button', { name: words[language === 'nn' ? 'nn' : 'nb'].week }).waitFor();
    return { page, frame };
  }

  const programme = async () => {
    const found = (await stand.us.programme.setup(tenant, 'nb')).programmes[0];
    if (found === undefined) throw new Error('no programme');
    return found;
  };
  const coming = async () => (await stand.us.programme.coming(tenant, 'uka', 'nb')).weeks;
  const week = async (name: string) => (await coming()).find((one) => one.week === name);
  const press = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name }).click();
  const told = (frame: Frame, name: string) => frame.getByRole('group', { name });
  const kept = (frame: Frame) => frame.getByRole('status').getByText('Lagret').waitFor();

  it.each(['nb', 'nn'] as const)(
    'has no accessibility fault and no sideways scroll in %s, with everything open',
    async (language) => {
      const { page, frame } = await visit(280, language);
      const say = words[language];
      await press(frame, say.week);
      const form = frame.getByRole('form', { name: say.form });
      await form.getByLabel(say.day).fill('2027-01-13');
      await form.getByRole('button', { name: say.move }).click();
      await frame.getByText(say.moved).first().waitFor();
      await press(frame, say.edit);
      await frame.getByLabel(say.at, { exact: true }).first().fill('09:15');
      await press(frame, say.ask);
      await frame.getByText(say.changed).first().waitFor();
      await frame.getByLabel(say.state).selectOption('paused');
      await frame.getByText(say.gone).first().waitFor();
      await press(frame, say.pause);
      await told(frame, say.pause).getByRole('list').waitFor();
      for (const width of [280, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect({ width, faults: await accessibilityFaults(frame), overflow: await overflow(frame) }).toEqual({
          ...{ width, faults: [], overflow: 0 },
        });
      }
      await page.context().close();
    },
    90_000,
  );

  it('moves a week when it has told what that does, and lets the rhythm decide again', async () => {
    const { page, frame } = await visit();
    await press(frame, words.nb.week);
    const form = frame.getByRole('form', { name: 'Endre uke 2' });
    await form.getByLabel('Dag').fill('2027-01-13');
    await form.getByRole('button', { name: 'Flytt hit' }).click();
    const effect = told(frame, 'Endre uke 2');
    await effect.getByText('2 poster i 2 kanaler flyttes til onsdag 13. januar kl. 08.30').waitFor();
    await effect
      .getByText('Den åpne runden (uke 48) går sin gang til fredag 27. november kl. 15.00.')
      .waitFor();
    expect(await week('2027-W02')).toMatchObject({ opens: { day: '2027-01-11' } });
    await effect.getByRole('button', { name: 'Gjør det' }).click();
    await kept(frame);
    await frame
      .getByRole('button', { name: /^Uke 2 onsdag 13\. januar kl\. 08\.30/ })
      .getByText('Endret')
      .waitFor();
    expect(await week('2027-W02')).toMatchObject({ opens: { day: '2027-01-13' }, change: 'moved' });
    await frame.getByRole('button', { name: 'Følg rytmen igjen' }).click();
    await effect.getByText('flyttes til mandag 11. januar').waitFor();
    await effect.getByRole('button', { name: 'Gjør det' }).click();
    await frame.getByRole('button', { name: /^Uke 2 mandag 11\. januar/ }).waitFor();
    expect(await week('2027-W02')).toMatchObject({ change: null });
    await page.context().close();
  });

  it('marks holidays and quiet weeks with their reason, and cannot change what is open', async () => {
    const { page, frame } = await visit();
    const row = (name: RegExp) => frame.getByRole('button', { name });
    await row(/^Uke 53 /)
      .getByText('Ingen post: rolig uke, jul og nyttår.')
      .waitFor();
    await row(/^Uke 7 tirsdag 16\. februar/)
      .getByText('Flyttet fra mandag 15. februar: Planleggingsdag.')
      .waitFor();
    await row(/^Uke 13 tirsdag 30\. mars/)
      .getByText('Flyttet fra mandag 29. mars: andre påskedag.')
      .waitFor();
    await row(/^Uke 48 /)
      .getByText('Åpen')
      .waitFor();
    await row(/^Uke 48 /).click();
    await frame.getByText('Runden lukkes fredag 27. november kl. 15.00.').waitFor();
    expect(await frame.getByRole('form', { name: 'Endre uke 48' }).count()).toBe(0);
    await page.context().close();
  });

  it('says why a day cannot be used, and keeps what was typed', async () => {
    const { page, frame } = await visit();
    await press(frame, words.nb.week);
    const form = frame.getByRole('form', { name: 'Endre uke 2' });
    const refused = async (day: string, text: string) => {
      await form.getByLabel('Dag').fill(day);
      await form.getByRole('button', { name: 'Flytt hit' }).click();
      await told(frame, 'Endre uke 2').getByText(text).waitFor();
      expect(await form.getByLabel('Dag').inputValue()).toBe(day);
    };
    await refused('2027-01-19', 'Den uka har allerede en post.');
    await refused('2027-01-16', 'Runden ville lukkes før den åpner.');
    await refused('2026-11-02', 'Tidspunktet er passert.');
    const go = told(frame, 'Endre uke 2').getByRole('button', { name: 'Gjør det' });
    expect(await go.getAttribute('aria-disabled')).toBe('true');
    await page.context().close();
  });

  it('stops a programme and sets it going again, by keyboard', async () => {
    const { page, frame } = await visit(320);
    await frame.getByRole('button', { name: 'Avslutt Digital ledelse' }).press('Enter');
    const stop = told(frame, 'Avslutt Digital ledelse');
    await stop.getByText('Programmet avsluttes. Ingen nye poster sendes.').waitFor();
    expect((await programme()).state).toBe('running');
    await stop.getByRole('button', { name: 'Avbryt' }).press('Enter');
    await frame.waitForFunction('document.activeElement.textContent === "Avslutt"');
    await page.keyboard.press('Enter');
    await stop.getByText('Programmet avsluttes. Ingen nye poster sendes.').waitFor();
    await stop.getByRole('button', { name: 'Gjør det' }).press('Enter');
    await frame.getByText('Programmet er avsluttet. Ingenting sendes').waitFor();
    expect((await programme()).state).toBe('stopped');
    await frame.getByRole('button', { name: 'Sett i gang Digital ledelse' }).press('Enter');
    const start = told(frame, 'Sett i gang Digital ledelse');
    await start.getByText('Neste post kommer mandag 30. november').waitFor();
    await start.getByRole('button', { name: 'Gjør det' }).press('Enter');
    await kept(frame);
    expect((await programme()).state).toBe('running');
    await page.context().close();
  });

  it('tells the second of two administrators, and loses nothing that was typed', async () => {
    const { page, frame } = await visit();
    await press(frame, 'Endre Digital ledelse');
    const form = frame.getByRole('form', { name: 'Innhold, tider og fridager' });
    await form.getByLabel('Klokka', { exact: true }).fill('09:15');
    await press(frame, 'Se hva som endres');
    const effect = told(frame, 'Innhold, tider og fridager');
    await effect.getByText('flyttes det neste året').waitFor();
    const now = await programme();
    await stand.us.programme.keepProgramme(tenant, now.id, { ...now, closeAt: '14:00' });
    await effect.getByRole('button', { name: 'Gjør det' }).click();
    await effect.getByText('Noen andre har lagret imens. Det du har valgt, står.').waitFor();
    expect(await form.getByLabel('Klokka', { exact: true }).inputValue()).toBe('09:15');
    await until('the form shows what the other has saved', async () =>
      (await form.getByLabel('Lukkes klokka').inputValue()) === '14:00' ? true : undefined,
    );
    expect((await programme()).postAt).toBe('08:30');
    await effect.getByText('flyttes det neste året').waitFor();
    await effect.getByRole('button', { name: 'Gjør det' }).click();
    await kept(frame);
    expect(await programme()).toMatchObject({ postAt: '09:15', closeAt: '14:00' });
    await page.context().close();
  });

  it('makes a second programme with a rhythm, a name and a day off of its own', async () => {
    const { page, frame } = await visit();
    await press(frame, 'Nytt program');
    const form = frame.getByRole('form', { name: 'Innhold, tider og fridager' });
    await form.getByLabel('Navn').fill('Toppledergruppa');
    await form.getByLabel('Hvor ofte').selectOption('working-day');
    await form.getByLabel('Hvilken i måneden').selectOption('3');
    await form.getByLabel('juli').uncheck();
    await form.getByLabel('Dato').fill('2027-02-03');
    await form.getByLabel('Hva det er (valgfritt)').fill('Samling');
    await form.getByRole('button', { name: 'Legg til fridag' }).click();
    await form.getByText('Onsdag 3. februar 2027 – Samling').waitFor();
    await press(frame, 'Se hva som endres');
    await form.getByText('Programmet er nytt.').waitFor();
    await press(frame, 'Gjør det');
    await frame.getByRole('region', { name: 'Toppledergruppa' }).getByText('arbeidsdag nummer 3').waitFor();
    const made = (await stand.us.programme.setup(tenant, 'nb')).programmes.find(
      ({ name }) => name !== undefined,
    );
    expect(made).toMatchObject({
      ...{ name: 'Toppledergruppa', every: 'working-day', nth: 3, quiet: ['christmas', 'easter'] },
      ...{ daysOff: ['2027-02-03'], dayNames: { '2027-02-03': 'Samling' }, startWeek: '2026-W49' },
    });
    await frame.getByLabel('Program for drift').selectOption('Toppledergruppa');
    await told(frame, 'Endring i drift')
      .getByText('Kanalen følger «Toppledergruppa» fra neste runde.')
      .waitFor();
    expect((await stand.us.programme.channel(tenant, channelId('drift')))?.programme).toBe('uka');
    await told(frame, 'Endring i drift').getByRole('button', { name: 'Gjør det' }).click();
    await kept(frame);
    expect((await stand.us.programme.channel(tenant, channelId('drift')))?.programme).toBe(made?.id);
    await page.context().close();
  });
});
