import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { tenant } from '../support/office.ts';
import { openTab } from '../support/tab/open.ts';
import { type SetupStand } from '../support/tab/setup-stand.ts';
import { yearStand } from '../support/tab/year-stand.ts';

describeInBrowser('what the weeks of a programme hold', () => {
  let browser: Browser;
  let page: Page;
  let frame: Frame;
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
    const context = await browser.newContext({
      ...{
        viewport: { width: 1280, height: 900 },
        locale: 'nb-NO',
        reducedMotion: 'reduce',
        bypassCSP: true,
      },
    });
    page = await context.newPage();
    frame = await openTab(page, await stand.address('setup'));
    await press(/^Uke 49 /);
  });
  afterEach(async () => {
    await page.context().close();
    await stand.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => browser.close());

  const press = (name: RegExp | string) => frame.getByRole('button', { name }).first().click();
  const confirm = async () => {
    await press('Gjør det');
    await frame.getByRole('status').getByText('Lagret').waitFor();
  };
  const told = (text: string | RegExp) => frame.getByRole('listitem').getByText(text).waitFor();
  const row = (name: RegExp) => frame.getByRole('button', { name });
  const titles = async () =>
    (await stand.us.programme.coming(tenant, 'uka', 'nb')).weeks.flatMap(({ title }) => title ?? []);
  /** By its place in the pack. */
  const heading = async (at: number) =>
    (await stand.us.programme.coming(tenant, 'uka', 'nb')).entries[at - 1]?.title ?? '';

  it('are chosen by the administrator, who sees first what that does to the other weeks', async () => {
    const [second, third, seventh] = [await heading(2), await heading(3), await heading(7)];
    await frame.getByLabel('Innhold', { exact: true }).selectOption({ label: `7. ${seventh}` });
    await press('Bytt til denne');
    await told(`Uke 49 får «${seventh}», ikke «${second}».`);
    await told(`Uke 50 får «${second}», ikke «${third}».`);
    await told(/^3 uker til får noe annet/);
    expect(await titles()).not.toContain(undefined);
    expect((await titles())[1]).toBe(second);
    for (const width of [280, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, faults: await accessibilityFaults(frame), overflow: await overflow(frame) }).toEqual({
        ...{ width, faults: [], overflow: 0 },
      });
    }
    await confirm();
    await row(/^Uke 49 /)
      .getByText('Valgt')
      .waitFor();
    const now = await titles();
    expect([now[1], now[2], now.filter((title) => title === seventh).length]).toEqual([seventh, second, 1]);

    await press('Følg rekkefølgen i pakka');
    await told(`Uke 49 får «${second}», ikke «${seventh}».`);
    await confirm();
    expect((await titles())[1]).toBe(second);
  });

  it('can be left out of a programme, and taken in again', async () => {
    const [second, third] = [await heading(2), await heading(3)];
    await press('Ikke bruk denne');
    await told(`«${second}» kommer ikke i dette programmet.`);
    await confirm();
    const out = frame.getByRole('region', { name: 'Kommer ikke i dette programmet' });
    await out.getByText(second).waitFor();
    expect([(await titles())[1], (await titles()).includes(second)]).toEqual([third, false]);
    expect(await accessibilityFaults(frame)).toEqual([]);

    await out.getByRole('button', { name: `Ta med igjen: ${second}` }).click();
    await told(`«${second}» kommer i programmet igjen.`);
    await confirm();
    expect((await titles())[1]).toBe(second);
  });
});
