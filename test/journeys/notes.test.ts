import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type FrameLocator, type Page } from 'playwright-core';
import { type AboutMe, type Forgotten } from '../../bot/programme/api/trust.ts';
import { type LookBackReply, type NoteReply } from '../../bot/prompts/api/notes.ts';
import { type State } from '../../infra/practice/api.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { largestChannel, membersOf, nextInOslo, startStory, type Story, until } from '../support/story.ts';

let story: Story;
let world: State;
let leader: string;
let colleague: string;

const secret = 'Ta opp med Åse før sommeren';

const look = async (person: string) =>
  (await story.tab<LookBackReply>(person, 'GET', '/api/prompts')).body.programmes.flatMap(
    ({ prompts }) => prompts,
  );
const keep = (person: string, round: string, text: string, version: string | null = null) =>
  story.tab<NoteReply>(person, 'PUT', `/api/prompts/${encodeURIComponent(round)}/note`, { text, version });
const withRole = (role: string) =>
  world.people.find(({ roles }) => (roles as readonly string[]).includes(role))?.id ?? '';

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
  const largest = largestChannel(world);
  [leader = '', colleague = ''] = largest === undefined ? [] : membersOf(world, largest);
}, 120_000);

afterAll(async () => {
  await story.stop();
});

describe('looking back', () => {
  it('shows nothing before Monday, and then what was posted, with where to read more', async () => {
    expect(await look(leader)).toEqual([]);
    await story.clock(nextInOslo(world.now, 1, '08:30'));
    const [prompt] = await until('the prompt', async () => {
      const found = await look(leader);
      return found.length > 0 && found;
    });
    expect(prompt?.heading).not.toBe('');
    expect(prompt?.source.url ?? 'https://').toMatch(/^https:/);
    expect(prompt?.note).toBeNull();
  }, 120_000);

  it('gives a note to its writer, and to nobody else in any role', async () => {
    const [prompt] = await look(leader);
    const round = prompt?.round ?? '';
    expect((await keep(leader, round, secret)).body).toMatchObject({ kept: true, note: { text: secret } });
    expect((await look(leader))[0]?.note?.text).toBe(secret);
    const others = [colleague, withRole('Puls.Admin'), withRole('Puls.HR'), withRole('Puls.Representative')];
    const places = ['/api/prompts', '/api/trust/me', '/api/trust', '/api/setup', '/api/results'];
    for (const other of others)
      for (const place of places) {
        const { body } = await story.tab<unknown>(other, 'GET', place);
        expect(JSON.stringify(body)).not.toContain(secret);
      }
    expect((await story.tab(undefined, 'GET', '/api/prompts')).status).toBe(401);
    expect((await keep(leader, `${round}x`, 'x')).status).toBe(403);
    expect((await keep(leader, round, 'x'.repeat(2001))).status).toBe(400);
  });

  it('stands in clear in no file of database, log or world', () => {
    const files = readdirSync(story.practice.dataDir, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name));
    expect(files.filter((file) => readFileSync(file).includes(secret))).toEqual([]);
    expect(files.length).toBeGreaterThan(2);
  });

  it('is the writer’s own to see, take along and delete', async () => {
    const own = await story.tab<AboutMe>(leader, 'GET', '/api/trust/me');
    expect(own.body.notes).toMatchObject([{ text: secret }]);
    const gone = await story.tab<Forgotten>(leader, 'POST', '/api/trust/me/forget', { confirm: true });
    expect(gone.body).toMatchObject({ notes: 1, about: { notes: [] } });
    expect((await look(leader))[0]?.note).toBeNull();
  });

  it.each(['mine notater', 'mine notat', 'my notes'])(
    '“%s” answers with the way to the page, and tells nothing of what is there',
    async (said) => {
      const chat = (await story.state()).personalChats[leader] ?? '';
      const before = (await story.cardsIn(chat)).length;
      await story.type(leader, 'personal', said);
      const card = await until('the answer', async () => (await story.cardsIn(chat))[before], 20_000);
      expect(JSON.stringify(card)).toContain('/prompts');
    },
  );
});

describeInBrowser('the page of earlier prompts', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function open(language: string): Promise<{ page: Page; tab: FrameLocator }> {
    await story.tab(leader, 'PUT', '/api/me/language', { language });
    const context = await browser.newContext({ viewport: { width: 700, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${story.practice.url}/#/app/prompts?as=${leader}`);
    return { page, tab: page.frameLocator('iframe') };
  }

  it.each([
    ['nb', 'Refleksjoner', 'Lagret'],
    ['nn', 'Refleksjonar', 'Lagra'],
  ])(
    'is written on by keyboard alone, saves by itself, and has no accessibility fault in %s',
    async (language, title, saved) => {
      const { page, tab } = await open(language);
      await tab.getByRole('heading', { level: 1, name: title }).waitFor();
      const field = tab.getByRole('textbox', { name: /^Mitt notat: / }).first();
      await tab.locator('summary').first().focus();
      for (let steps = 0; steps < 4; steps++) {
        await page.keyboard.press('Tab');
        if (await field.evaluate((element) => element.ownerDocument.activeElement === element)) break;
      }
      await page.keyboard.type(` ${language} hei`);
      await tab.getByText(new RegExp(`^${saved} \\d\\d:\\d\\d$`)).waitFor();
      expect((await look(leader))[0]?.note?.text).toContain(`${language} hei`);
      const frame = page.frames().find((one) => one.url().includes('/tab/prompts'));
      expect(frame && (await accessibilityFaults(frame))).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  it('keeps what was typed while the service is away, and saves it when it is back', async () => {
    const { page, tab } = await open('nb');
    const field = tab.getByRole('textbox', { name: /^Mitt notat: / }).first();
    await field.waitFor();
    await page.route('**/api/prompts/*/note', (route) => route.abort());
    await field.fill('Skrevet uten nett');
    await tab.getByText(/^Ikke lagret ennå/).waitFor();
    expect(await field.inputValue()).toBe('Skrevet uten nett');
    await page.unroute('**/api/prompts/*/note');
    await tab.getByText(/^Lagret \d\d:\d\d$/).waitFor();
    expect((await look(leader))[0]?.note?.text).toBe('Skrevet uten nett');
    await page.context().close();
  }, 120_000);

  it('shows both texts when another window was faster, and keeps both if asked', async () => {
    const { page, tab } = await open('nb');
    const field = tab.getByRole('textbox', { name: /^Mitt notat: / }).first();
    await field.waitFor();
    const [prompt] = await look(leader);
    await keep(leader, prompt?.round ?? '', 'Fra mobilen', prompt?.note?.version);
    await field.fill('Fra skrivebordet');
    await tab.getByText('Fra mobilen').waitFor();
    expect(await field.inputValue()).toBe('Fra skrivebordet');
    await tab.getByRole('button', { name: 'Behold begge' }).click();
    await tab.getByText(/^Lagret \d\d:\d\d$/).waitFor();
    expect((await look(leader))[0]?.note?.text).toBe('Fra mobilen\n\nFra skrivebordet');
    await page.context().close();
  }, 120_000);
});
