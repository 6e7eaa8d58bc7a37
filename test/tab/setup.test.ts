import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { type UnitsBody } from '../../bot/programme/api.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { channelId, tenant } from '../support/office.ts';
import { openTab } from '../support/tab/open.ts';
import { turnTo } from '../support/tab/setup-page.ts';
import { setupStand, type SetupStand } from '../support/tab/setup-stand.ts';

const widths = [280, 320, 1280];

const units: UnitsBody['units'] = [
  { id: 'etat', name: 'Direktoratet for prøving', kind: 'agency', parent: null },
  { id: 'dig', name: 'Avdeling for digitale tjenester', kind: 'department', parent: 'etat' },
  { id: 'plan', name: 'Plan', kind: 'section', parent: 'dig' },
  { id: 'arkiv', name: 'Arkiv', kind: 'section', parent: 'dig' },
  { id: 'stab', name: 'Stab', kind: 'department', parent: 'etat' },
];
const leaders = (unit: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ person: `${unit}${at}`, name: `Leder ${unit} ${at}`, unit }));
const member = (id: string) => ({ id, teamsId: `29:${id}`, name: `Leder ${id}`, guest: false });

/** What a unit is called; after that comes what its size means. */
const begins = (name: string) => new RegExp(`^${name}`);

describeInBrowser('the administrator’s page', () => {
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
    stand = await begun(database);
  });
  afterEach(async () => {
    await stand.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => browser.close());

  async function visit(
    width = 1280,
    theme = 'default',
    first: 'units' | 'rules' | 'year' = 'units',
  ): Promise<{ page: Page; frame: Frame }> {
    const context = await browser.newContext({
      ...{ viewport: { width, height: 800 }, locale: 'nb-NO', reducedMotion: 'reduce', bypassCSP: true },
    });
    const page = await context.newPage();
    const frame = await openTab(page, await stand.address('setup', theme));
    if (first === 'year') return { page, frame };
    await turnTo(frame, first);
    if (first === 'units') {
      await frame.getByRole('tree').waitFor();
      await frame.getByRole('table', { name: 'Ledere, kanaler og hjemmeenhet' }).waitFor();
    }
    return { page, frame };
  }

  const kept = async () => (await stand.us.programme.setup(tenant, 'nb')).units;
  const tree = async (frame: Frame) => {
    const rows = await frame.getByRole('treeitem').all();
    return Promise.all(
      rows.map(
        async (row) =>
          `${await row.getAttribute('aria-level')} ${(await row.locator('span').first().textContent()) ?? ''}`,
      ),
    );
  };
  const choose = (frame: Frame, name: string) => frame.getByRole('treeitem', { name: begins(name) }).click();
  const save = (frame: Frame) => frame.getByRole('button', { name: 'Lagre enhetene' }).click();

  it.each(['default', 'dark', 'contrast'])(
    'has no accessibility fault and no sideways scroll in the %s theme, with changes under way',
    async (theme) => {
      const { page, frame } = await visit(280, theme);
      await frame.getByLabel(/^Hent inn en fil/).setInputFiles({
        ...{
          name: 'feil.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from('id;name;kind;parent\na;=1;etat;\n'),
        },
      });
      await frame.getByText('Arket Enheter, rad 2').waitFor();
      await turnTo(frame, 'rules');
      await frame.getByLabel('Bak et tall').fill('9');
      await frame.getByText('Enheter som får egne tall').waitFor();
      expect([await accessibilityFaults(frame), await overflow(frame)]).toEqual([[], 0]);
      await turnTo(frame, 'units');
      await choose(frame, 'Arkiv');
      await page.keyboard.press('Alt+ArrowLeft');
      await frame.getByRole('group', { name: 'Ikke lagret ennå' }).waitFor();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        expect({ width, faults: await accessibilityFaults(frame), overflow: await overflow(frame) }).toEqual({
          ...{ width, faults: [], overflow: 0 },
        });
      }
      await page.context().close();
    },
    60_000,
  );

  it('leads to what a channel waits for, and keeps what was begun on another page', async () => {
    const [known] = (await stand.us.programme.setup(tenant, 'nb')).programmes;
    if (!known) throw new Error('there is no programme');
    await stand.us.programme.keepProgramme(tenant, known.id, { ...known, state: 'paused' });
    const { page, frame } = await visit();
    await choose(frame, 'Stab');
    await frame.getByLabel('Ny enhet under Stab').fill('Økonomi');
    await turnTo(frame, 'year');
    await frame.getByRole('table').getByRole('link', { name: 'Program' }).first().click();
    const part = () => frame.evaluate<string>('document.activeElement?.id');
    expect([await part(), await frame.getByRole('tree').isVisible()]).toEqual(['programmes', false]);
    await turnTo(frame, 'units');
    expect(await frame.getByLabel('Ny enhet under Stab').inputValue()).toBe('Økonomi');
    await page.context().close();
  });

  it('is worked by keyboard alone: walk, move, hear it, take it back, save', async () => {
    const { page, frame } = await visit(320);
    await frame.getByRole('treeitem', { name: 'Direktoratet' }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const focused = () => frame.evaluate<string>('document.activeElement.querySelector("span")?.textContent');
    expect(await focused()).toBe('Arkiv');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await tree(frame)).toEqual([
      '1 Direktoratet for prøving',
      '2 Avdeling for digitale tjenester',
      '3 Arkiv',
      '3 Plan',
      '2 Stab',
    ]);
    expect(await focused()).toBe('Arkiv');
    await frame
      .getByRole('status')
      .getByText('Arkiv ligger under Avdeling for digitale tjenester, nummer 1 av 2')
      .waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    expect((await tree(frame))[3]).toBe('2 Arkiv');
    expect(await focused()).toBe('Arkiv');
    await frame.getByRole('button', { name: 'Angre siste' }).press('Enter');
    expect((await tree(frame))[2]).toBe('3 Arkiv');
    await frame.getByRole('button', { name: 'Lagre enhetene' }).press('Enter');
    await frame.getByRole('status').getByText('Lagret').waitFor();
    expect((await kept()).map(({ id }) => id)).toEqual(['etat', 'dig', 'arkiv', 'plan', 'stab']);
    await page.context().close();
  });

  it('says what a change means before it is saved', async () => {
    const { page, frame } = await visit();
    await frame
      .getByRole('treeitem', { name: 'Arkiv' })
      .getByText('Får aldri egne tall; svarene teller i')
      .waitFor();
    await choose(frame, 'Stab');
    await frame.getByLabel('Ligger under').selectOption('arkiv');
    const unsaved = frame.getByRole('group', { name: 'Ikke lagret ennå' });
    await unsaved.getByText('Ledere som flyttes: 7.').waitFor();
    await unsaved.getByText('Stab legges under Arkiv.').waitFor();
    await unsaved.getByText('Arkiv kan få egne tall.').waitFor();
    await unsaved.getByRole('button', { name: 'Forkast' }).click();
    expect(await unsaved.count()).toBe(0);
    expect(await kept()).toMatchObject(units);
    await page.context().close();
  });

  it('adds, renames and removes units, but none that a channel is placed in', async () => {
    const { page, frame } = await visit();
    await choose(frame, 'Stab');
    await frame.getByLabel('Ny enhet under Stab').fill('Økonomi');
    await page.keyboard.press('Enter');
    await frame.getByRole('treeitem', { name: 'Økonomi' }).waitFor();
    await frame.getByLabel('Navn', { exact: true }).fill('Økonomi og plan');
    await page.keyboard.press('Enter');
    await choose(frame, 'Stab');
    await frame.getByRole('button', { name: 'Fjern Stab' }).click();
    await choose(frame, 'Plan');
    await frame.getByText('Enheten kan ikke fjernes').waitFor();
    await save(frame);
    await frame.getByRole('status').getByText('Lagret').waitFor();
    const now = await kept();
    expect(now.map(({ name, parent }) => [name, parent])).toContainEqual(['Økonomi og plan', 'etat']);
    expect(now.some(({ id }) => id === 'stab')).toBe(false);
    expect(now[0]?.leaders).toBe(20);
    await page.context().close();
  });

  it('lets a unit be dragged onto another and beside it', async () => {
    const { page, frame } = await visit();
    const row = (name: string) => frame.getByRole('treeitem', { name: begins(name) });
    // A page that scrolls between press and release would drag another row.
    await page.setViewportSize({ width: 1280, height: 2000 });
    await row('Arkiv').dragTo(row('Stab'));
    expect(await tree(frame)).toEqual([
      '1 Direktoratet for prøving',
      '2 Avdeling for digitale tjenester',
      '3 Plan',
      '2 Stab',
      '3 Arkiv',
    ]);
    await row('Stab').dragTo(row('Avdeling for digitale tjenester'), { targetPosition: { x: 40, y: 3 } });
    expect((await tree(frame))[1]).toBe('2 Stab');
    await page.context().close();
  });

  it('tells the second of two administrators what the first saved, and keeps what was typed', async () => {
    const { page, frame } = await visit();
    await choose(frame, 'Arkiv');
    await frame.getByLabel('Navn', { exact: true }).fill('Arkiv og innsyn');
    await page.keyboard.press('Enter');
    const theirs = [...units.filter(({ id }) => id !== 'stab'), { ...units[4], name: 'Stab og støtte' }];
    await stand.us.programme.keepUnits(tenant, { units: theirs as UnitsBody['units'], homes: [] });
    await save(frame);
    await frame.getByText('Stab heter nå Stab og støtte.').waitFor();
    expect(await tree(frame)).toContain('3 Arkiv og innsyn');
    expect((await kept()).some(({ name }) => name === 'Arkiv og innsyn')).toBe(false);
    await save(frame);
    await frame.getByRole('status').getByText('Lagret').waitFor();
    expect((await kept()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Arkiv og innsyn', 'Stab og støtte']),
    );
    await page.context().close();
  });

  it('gives everybody the suggested home with one press, and moves one', async () => {
    const { page, frame } = await visit();
    await frame.getByText('Uten hjemmeenhet: 2.').waitFor();
    await frame.getByRole('button', { name: 'Godta alle forslag (2)' }).click();
    await frame.getByText('Alle har hjemmeenhet: 22.').waitFor();
    await frame.getByLabel('Finn en leder').fill('ny1');
    await frame.getByLabel('Hjemmeenhet for Leder ny1').selectOption('stab');
    await frame.getByRole('treeitem', { name: 'Stab' }).getByText('avdeling, 8 ledere').waitFor();
    const homes = new Map((await stand.us.people.homes(tenant)).map(({ person, unit }) => [person, unit]));
    expect([homes.get('ny1'), homes.get('ny2')]).toEqual(['stab', 'plan']);
    await page.context().close();
  });

  it('makes rules stricter, says what that costs, and never weaker', async () => {
    const { page, frame } = await visit(1280, 'default', 'rules');
    await frame.getByLabel('Bak et tall').fill('5');
    await frame.getByText('«Bak et tall» kan ikke være lavere enn 6.').waitFor();
    await frame.getByLabel('Bak et tall').fill('8');
    await frame.getByText(/Enheter som får egne tall når alle svarer: \d av 5 \(nå \d\)/).waitFor();
    await frame.getByLabel('Kommentarer til spørsmålene').check();
    await frame.getByText('Kommentarer slås på. Det må drøftes på nytt').waitFor();
    await frame.getByLabel('Tallene tas vare på i så mange måneder').fill('36');
    await frame.getByText('Skriv i rettslig grunnlag hvorfor').waitFor();
    await frame.getByLabel('Rettslig grunnlag').fill('Programmet går over tre år.');
    await frame.getByRole('button', { name: 'Lagre reglene' }).click();
    await frame.getByRole('status').getByText('Lagret').waitFor();
    expect((await stand.us.programme.setup(tenant, 'nb')).policy).toMatchObject({
      ...{ version: 2, comments: true, retentionMonths: 36, minimums: { scores: 8 } },
    });
    await page.context().close();
  });

  it('offers Danish to a channel whose pack has it, and to no other', async () => {
    const offered = async () => {
      const { page, frame } = await visit(1280, 'default', 'year');
      await frame.getByLabel('Språk i plan').waitFor();
      const names = await frame.getByLabel('Språk i plan').locator('option').allTextContents();
      await page.context().close();
      return names;
    };
    expect(await offered()).toEqual(['bokmål', 'nynorsk', 'engelsk']);
    const [known] = (await stand.us.programme.setup(tenant, 'nb')).programmes;
    if (!known) throw new Error('there is no programme');
    await stand.us.programme.keepProgramme(tenant, known.id, { ...known, pack: 'lederens-oppgaver' });
    expect(await offered()).toEqual(['bokmål', 'nynorsk', 'engelsk', 'dansk']);
  });

  it('sends a file out, and takes it in again when it has shown what it changes', async () => {
    const { page, frame } = await visit();
    await frame.getByLabel('Filtype').selectOption('units');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      frame.getByRole('button', { name: 'Hent ut' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Enheter.csv');
    const text = readFileSync(await download.path(), 'utf8').replace('Stab;', 'Stab og støtte;');
    await frame.getByLabel(/^Hent inn en fil/).setInputFiles({
      ...{ name: 'Enheter.csv', mimeType: 'text/csv', buffer: Buffer.from(text) },
    });
    await frame.getByText('Stab heter nå Stab og støtte.').waitFor();
    expect((await kept())[4]?.name).toBe('Stab');
    await frame.getByRole('button', { name: 'Hent inn', exact: true }).click();
    await frame.getByRole('treeitem', { name: 'Stab og støtte' }).waitFor();
    expect((await kept())[4]?.name).toBe('Stab og støtte');
    await page.context().close();
  });
});

/** Twenty leaders in five units; two in the channel have no home yet. */
async function begun(database: Database): Promise<SetupStand> {
  const stand = await setupStand(database);
  const homes = [...leaders('arkiv', 4), ...leaders('stab', 7)];
  await stand.us.programme.keepUnits(tenant, { units, homes });
  const known = Array.from({ length: 9 }, (_, at) => member(`leder${at}`));
  stand.us.roster('plan', [...known, member('ny1'), member('ny2')]);
  await stand.us.programme.keepChannel(tenant, channelId('plan'), {
    ...{ unit: 'plan', programme: 'uka', language: 'nb', state: 'active' },
  });
  return stand;
}
