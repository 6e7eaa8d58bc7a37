import { mkdirSync } from 'node:fs';
import { type Browser, type BrowserContext, type Frame, type Locator } from 'playwright-core';
import { standingAgenda } from '../../bot/minutes/model/template.ts';
import { readTemplates } from '../../bot/minutes/templates.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { kåre, åse } from '../support/tab/meeting.ts';
import { openTab } from '../support/tab/open.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';

let browser: Browser;
let stand: TabStand;
const contexts: BrowserContext[] = [];

/** Pictures for a person to look at, where one is named: `PICTURES_DIR`. */
const pictures = process.env['PICTURES_DIR'];

async function open(person: typeof åse, frame = 'sidePanel', width = 300): Promise<Frame> {
  const context = await browser.newContext({
    viewport: { width, height: 760 },
    locale: 'nb-NO',
    bypassCSP: true,
  });
  contexts.push(context);
  const page = await context.newPage();
  const tab = await openTab(page, stand.address('minutes', { as: person.id, meeting: 'a', frame }));
  await tab.waitForSelector('h1');
  return tab;
}

async function picture(tab: Frame, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await tab.page().screenshot({ path: `${pictures}/${name}.png` });
}

const keysOf = (tab: Frame) => tab.page().keyboard;
/** Marks some words of a field and types others, letter by letter, as a person does. */
async function retype(tab: Frame, field: Locator, words: string, instead: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, marked) => {
    const area = element as HTMLTextAreaElement;
    const at = area.value.indexOf(marked);
    area.setSelectionRange(at, at + marked.length);
  }, words);
  await keysOf(tab).type(instead, { delay: 20 });
}

const itemAt = (place: number) => stand.meeting.view.items[place];

async function until(what: string, claim: () => unknown): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await claim())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describeInBrowser('a meeting while it is held', () => {
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
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    await stand.close();
  });

  it('is held from the keyboard alone, from attendance to finished minutes', async () => {
    const tab = await open(åse);
    const keys = keysOf(tab);
    await tab.evaluate('window.focus()');
    await keys.press('?');
    await tab.getByRole('dialog', { name: 'Hurtigtaster' }).waitFor();
    await picture(tab, 'keys');
    await keys.press('Escape');
    await keys.press('Alt+m');
    for (let person = 0; person < 4; person += 1) {
      await keys.type('Til stede');
      await keys.press('Tab');
    }
    await keys.press('Alt+s');
    await keys.press('Enter');
    await tab.getByText('Pågår').waitFor();
    await keys.press('Control+Enter');
    await keys.type('Kort om driften.');
    await keys.press('Alt+u');
    await keys.type('Tatt');
    await keys.press('Control+Enter');
    await keys.press('Alt+1');
    await until('postponed', () => itemAt(2)?.outcome === 'postponed');
    // To put an item off leads on to the next one.
    await keys.press('Alt+i');
    await keys.press('Tab');
    await keys.type('Inhabil');
    await keys.press('Alt+b');
    await keys.type('Systemet innføres.');
    await keys.press('Alt+p');
    await keys.type('Lage plan');
    await keys.press('Tab');
    // One letter chooses from a list; a letter with a ring would be pasted, not pressed.
    await keys.press('k');
    await keys.press('Tab');
    await keys.type('02022027');
    await keys.press('Alt+k');
    await until('a break', () => stand.meeting.view.course.since === null);
    await keys.press('Alt+k');
    await keys.press('Control+Shift+Enter');
    await until('back', () => stand.meeting.view.course.item === itemAt(2)?.id);
    await keys.press('Alt+s');
    await keys.press('Enter');
    await picture(tab, 'finish');
    await tab.getByRole('button', { name: 'Ja, ferdigstill' }).waitFor();
    await keys.press('Enter');
    await tab.getByRole('heading', { name: 'Hit er referatet sendt' }).waitFor();
    const { attendance } = stand.meeting.view;
    expect(attendance.map(({ status }) => status)).toEqual(['present', 'present', 'present', 'present']);
    expect(attendance[0]?.moves).toEqual([{ item: itemAt(3)?.id, move: 'disqualified', source: 'manual' }]);
    expect(itemAt(1)).toMatchObject({ notes: { text: 'Kort om driften.' }, outcome: 'noted' });
    expect(itemAt(3)).toMatchObject({
      decision: { text: 'Systemet innføres.' },
      followUps: [{ text: { text: 'Lage plan' }, owner: { name: kåre.name }, due: '2027-02-02' }],
    });
  }, 60_000);

  it('has one clock for all, which survives a reload and says quietly that an item runs over', async () => {
    const chair = await open(åse);
    await chair.getByRole('button', { name: 'Start møtet' }).click();
    await chair.getByText('Sak 1/27').first().waitFor();
    stand.meeting.since(3);
    const other = await open(kåre, 'content', 1280);
    await other
      .getByRole('timer')
      .getByText(/^3:0\d av 5 min$/)
      .waitFor();
    await picture(other, 'full-tab');
    expect(await other.getByText(/min over/).count()).toBe(0);
    stand.meeting.since(8);
    const again = await open(åse);
    await again
      .getByRole('timer')
      .getByText(/^8:0\d av 5 min$/)
      .waitFor();
    await again.getByText('3 min over').waitFor();
    await until('said once', async () =>
      (await again.locator('[aria-live]').allTextContents())
        .join(' ')
        .includes('Sak 1/27 har brukt opp tiden'),
    );
    await again.getByText(/Brukt 8 av 5 min · Slutter ca\. kl\. \d\d\.\d\d/).waitFor();
    await picture(again, 'overrun');
    const asked = stand.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(stand.asked).toHaveLength(asked);
  }, 40_000);

  it('draws nothing but the clock again as the seconds pass', async () => {
    stand.meeting.start();
    const tab = await open(åse);
    await tab.getByRole('timer').waitFor();
    // What is loaded by and by has come.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const touched = await tab.evaluate(async () => {
      const seen: string[] = [];
      const watch = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const clock = (target.parentElement ?? (target as Element)).closest('[role=timer]');
          seen.push(clock ? 'clock' : target.nodeName);
        }
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      await new Promise((resolve) => setTimeout(resolve, 2_600));
      watch.disconnect();
      return seen;
    });
    expect(touched.length).toBeGreaterThan(0);
    expect(new Set(touched)).toEqual(new Set(['clock']));
  });

  it('shows the room the item that the chair opens, and of an exempt one nothing', async () => {
    stand.meeting.start();
    const chair = await open(åse);
    const room = await open(kåre, 'meetingStage', 1280);
    await room.getByRole('heading', { name: 'Godkjenning av referat fra forrige møte' }).waitFor();
    await chair.getByRole('button', { name: /^Beslutningssak/ }).click();
    await room.getByRole('heading', { name: /Innføring av felles/ }).waitFor();
    await room.getByRole('timer').waitFor();
    await chair.getByLabel('Beslutning', { exact: true }).fill('Systemet innføres 1. september.');
    await room.getByText('Systemet innføres 1. september.').waitFor();
    await picture(room, 'stage');
    expect([await accessibilityFaults(room), await overflow(room)]).toEqual([[], 0]);
    const item = itemAt(3)?.id ?? '';
    const access = { level: 'exempt', basis: 'offl. § 14' } as const;
    stand.meeting.change([{ id: crypto.randomUUID(), type: 'set-item', item, set: { access } }], åse);
    await room.getByRole('heading', { name: 'Unntatt sak' }).waitFor();
    expect(await room.locator('article').textContent()).toBe('Unntatt sak');
  }, 30_000);

  it('shows the room a meeting of the course: film, steps, questions and time', async () => {
    const template = readTemplates().get('dfo-episode-1');
    if (!template) throw new Error('no template');
    const items = standingAgenda(template, 'nb', () => crypto.randomUUID());
    stand.meeting.view = { ...stand.meeting.view, items };
    stand.meeting.start();
    const chair = await open(åse);
    const room = await open(kåre, 'meetingStage', 1280);
    await room.getByText(/^Film: /).waitFor();
    await picture(room, 'stage-film');
    await chair.getByRole('button', { name: /Arbeid: et felles bilde/ }).click();
    await room.getByText(/Hver for seg: Skriv to setninger/).waitFor();
    await room
      .getByRole('timer')
      .getByText(/av 20 min/)
      .waitFor();
    await picture(room, 'stage-steps');
    const place = items.findIndex(({ guidance }) => (guidance?.questions.length ?? 0) > 0);
    const asked = items[place];
    if (!asked) throw new Error('no item with questions');
    await chair.getByRole('button', { name: asked.title.text }).click();
    await room.getByText(asked.guidance?.questions[0] ?? '').waitFor();
    await picture(room, 'stage-questions');
    for (const width of [1280, 320]) {
      await room.page().setViewportSize({ width, height: 720 });
      expect({ width, faults: await accessibilityFaults(room), overflow: await overflow(room) }).toEqual({
        ...{ width, faults: [], overflow: 0 },
      });
    }
  }, 30_000);

  it('asks about what Teams has seen, and notes it with one press', async () => {
    stand.meeting.start();
    const chair = await open(åse, 'sidePanel', 280);
    const item = itemAt(0)?.id ?? '';
    const row = stand.meeting.view.attendance[1];
    if (!row) throw new Error('nobody');
    const moves = [{ item, move: 'left', source: 'teams' }] as const;
    stand.meeting.tell({
      ...{ id: crypto.randomUUID(), type: 'suggested', inTeams: 'ended' },
      attendance: [{ ...row, moves }],
    });
    await chair.getByText(/Kåre Bjørnstad har gått ut av samtalen/).waitFor();
    await chair.getByText('Møtet er slutt i Teams').waitFor();
    await picture(chair, 'suggestion');
    await chair.getByRole('button', { name: 'Ja, før det' }).click();
    await chair.getByText('Med i saken: 0 av 1').waitFor();
    await chair.getByText(/Med i saken/).click();
    await chair.getByText(/Frammøte:/).click();
    await chair.getByLabel('Sølvi Håkonsen', { exact: true }).selectOption({ label: 'Vara for Åse Ødegård' });
    await until('a deputy', () => stand.meeting.view.attendance[2]?.deputyFor?.id === åse.id);
    await chair.getByText('Frammøte: 2 av 3').waitFor();
    await picture(chair, 'attendance');
    expect([await accessibilityFaults(chair), await overflow(chair)]).toEqual([[], 0]);
  }, 30_000);

  it('names in the list who writes in another item, for all who have it open', async () => {
    stand.meeting.start();
    const chair = await open(åse);
    const item = itemAt(3)?.id ?? null;
    stand.meeting.present([{ ...kåre, item }]);
    const row = chair.getByRole('button', { name: /Innføring av felles.*Kåre skriver her/ });
    await row.waitFor();
    expect(await row.isVisible()).toBe(true);
  });

  it('loses nothing of two who write in the same sentence while one has no network', async () => {
    stand.meeting.start();
    const away = await open(åse);
    const there = await open(kåre);
    const mine = away.getByLabel('Kort om drøftingen');
    const theirs = there.getByLabel('Kort om drøftingen');
    await mine.fill('Vi starter i mai. Ledelsen følger opp.');
    await until('both have it', async () => (await theirs.inputValue()).endsWith('opp.'));
    await away.page().context().setOffline(true);
    await retype(away, mine, 'mai', 'juni');
    await away.getByText('Ikke lagret ennå').first().waitFor();
    await retype(there, theirs, 'i mai', 'etter ferien');
    await theirs.press('Control+End');
    await theirs.pressSequentially(' Takk til alle.');
    // A browser without network still hears what was on its way: then it would write in the middle of their words.
    await until('kept', () => itemAt(0)?.notes.text.includes('Takk til alle.'));
    await mine.press('Control+End');
    await mine.pressSequentially(' Mer kommer.');
    await away.page().context().setOffline(false);
    await away.getByText(/Flere skrev i den samme teksten/).waitFor({ timeout: 30_000 });
    const whole = itemAt(0)?.notes.text ?? '';
    for (const words of ['juni', 'etter ferien', 'Takk til alle.', 'Mer kommer.'])
      expect(whole).toContain(words);
    await away.getByText('Du skrev', { exact: true }).waitFor();
    await picture(away, 'clash');
    expect([await accessibilityFaults(away), await overflow(away)]).toEqual([[], 0]);
    await away.getByRole('button', { name: 'Bruk mitt' }).click();
    const settled = 'Vi starter i juni. Ledelsen følger opp. Takk til alle. Mer kommer.';
    await until('settled for both', async () => (await theirs.inputValue()) === settled);
    expect(await away.getByText(/Flere skrev i den samme teksten/).count()).toBe(0);
  }, 60_000);

  it.each(['nn', 'en'])('speaks %s while the meeting is held', async (language) => {
    await stand.close();
    stand = await tabStand(language);
    stand.meeting.start();
    stand.meeting.since(9);
    const tab = await open(åse, 'sidePanel', 280);
    await tab.getByText('4 min over').waitFor();
    await picture(tab, `panel-${language}`);
    expect([await accessibilityFaults(tab), await overflow(tab)]).toEqual([[], 0]);
  });
});
