import { type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { kåre, åse } from '../support/tab/meeting.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';

let browser: Browser;
let stand: TabStand;
const pages: Page[] = [];

/** Somebody opens the meeting's side panel. */
async function open(person: typeof åse, frame = 'sidePanel', width = 300): Promise<FrameLocator> {
  const page = await browser.newPage({ viewport: { width, height: 760 }, locale: 'nb-NO' });
  pages.push(page);
  await page.goto(stand.address('minutes', { as: person.id, meeting: 'a', frame }));
  const tab = page.frameLocator('iframe');
  await tab.getByRole('heading', { level: 1 }).waitFor();
  return tab;
}

function firstPage(): Page {
  const [page] = pages;
  if (!page) throw new Error('nobody has opened the meeting');
  return page;
}
const itemNamed = (title: string) => stand.meeting.view.items.find((item) => item.title.text.includes(title));

describeInBrowser('a meeting in the side panel', () => {
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
    await Promise.all(pages.splice(0).map((page) => page.close()));
    await stand.close();
  });

  it('is led from the keyboard alone, from the start to finished minutes', async () => {
    const tab = await open(åse);
    const { keyboard } = firstPage();
    await tab.getByRole('button', { name: 'Start møtet' }).press('Enter');
    await tab.getByText('Pågår').waitFor();
    for (let item = 1; item < 4; item += 1) await keyboard.press('Control+Enter');
    await tab.getByRole('button', { name: /Innføring av felles/, expanded: true }).waitFor();
    await keyboard.type('Alle seksjoner er hørt.');
    await keyboard.press('Alt+B');
    await keyboard.type('Systemet innføres 1. september.');
    await keyboard.press('Alt+P');
    await keyboard.type('Lage plan for opplæring');
    await keyboard.press('Enter');
    await keyboard.type('Varsle de tillitsvalgte');
    await expectKept(() => itemNamed('Innføring')?.followUps[1]?.text.text, 'Varsle de tillitsvalgte');
    expect(itemNamed('Innføring')).toMatchObject({
      notes: { text: 'Alle seksjoner er hørt.' },
      decision: { text: 'Systemet innføres 1. september.' },
      followUps: [
        { text: { text: 'Lage plan for opplæring' } },
        { text: { text: 'Varsle de tillitsvalgte' } },
      ],
    });
    for (const row of [1, 2]) {
      const owner = tab.getByLabel('Ansvarlig').nth(row - 1);
      await owner.focus();
      await keyboard.type('Kåre');
      await tab
        .getByLabel('Frist')
        .nth(row - 1)
        .fill('2027-02-01');
    }
    await expectKept(() => itemNamed('Innføring')?.followUps[1]?.due, '2027-02-01');
    await tab.getByRole('button', { name: 'Ferdigstill referatet' }).press('Enter');
    expect(await tab.getByText('retter det i en ny versjon').isVisible()).toBe(true);
    await tab.getByRole('button', { name: 'Ja, ferdigstill' }).press('Enter');
    await tab.getByRole('heading', { name: 'Hit er referatet sendt' }).waitFor();
    await tab.getByText('Vi fikk ikke kontakt med Filer').waitFor();
    await tab.getByRole('button', { name: 'Prøv igjen nå' }).press('Enter');
    await tab.getByRole('button', { name: 'Prøv igjen nå' }).waitFor({ state: 'detached' });
  });

  it('leads from each check to its field', async () => {
    const tab = await open(åse);
    expect(await tab.getByRole('button', { name: 'Ferdigstill referatet' }).count()).toBe(0);
    stand.meeting.start();
    await tab.getByRole('button', { name: /Skriv beslutningen/ }).click();
    expect(
      await tab
        .getByLabel('Beslutning', { exact: true })
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
    expect(
      await tab.getByRole('button', { name: 'Ferdigstill referatet' }).getAttribute('aria-disabled'),
    ).toBe('true');
  });

  it('shows each what the other types as it is typed, with the caret where it was', async () => {
    const chair = await open(åse);
    const colleague = await open(kåre);
    const mine = chair.getByLabel('Kort om drøftingen');
    const theirs = colleague.getByLabel('Kort om drøftingen');
    await mine.pressSequentially('Referatet er godkjent.');
    await expectKept(() => theirs.inputValue(), 'Referatet er godkjent.');
    await mine.press('Home');
    await theirs.press('Control+End');
    await Promise.all([
      mine.pressSequentially('Enstemmig: ', { delay: 30 }),
      theirs.pressSequentially(' Ingen merknader.', { delay: 30 }),
    ]);
    const whole = 'Enstemmig: Referatet er godkjent. Ingen merknader.';
    await expectKept(() => mine.inputValue(), whole);
    await expectKept(() => theirs.inputValue(), whole);
    expect(stand.meeting.view.items[0]?.notes.text).toBe(whole);
    expect(await mine.evaluate((field) => (field as HTMLTextAreaElement).selectionStart)).toBe(11);
  });

  it('says who else writes in the item', async () => {
    const tab = await open(åse);
    stand.meeting.present([{ ...kåre, item: stand.meeting.view.items[0]?.id ?? null }]);
    await expectSeen(tab.getByText('Kåre skriver her'));
  });

  it('loses nothing that was typed while the network was away', async () => {
    const tab = await open(åse);
    const colleague = await open(kåre);
    const notes = tab.getByLabel('Kort om drøftingen');
    await notes.pressSequentially('Før. ');
    await expectKept(() => stand.meeting.view.items[0]?.notes.text, 'Før. ');
    stand.cut(true);
    await notes.pressSequentially('Mens nettet var borte. ');
    await tab.getByText('Ikke lagret ennå').first().waitFor();
    await tab.getByRole('button', { name: 'Nytt oppfølgingspunkt' }).click();
    await tab.getByPlaceholder('Hva skal gjøres?').pressSequentially('Ringe IT');
    stand.cut(false);
    await tab.getByText(/Lagret \d\d:\d\d/).waitFor({ timeout: 30_000 });
    expect(stand.meeting.view.items[0]?.notes.text).toBe('Før. Mens nettet var borte. ');
    await expectKept(() => stand.meeting.view.items[0]?.followUps[0]?.text.text, 'Ringe IT');
    await expectKept(() => colleague.getByPlaceholder('Hva skal gjøres?').inputValue(), 'Ringe IT', 30_000);
  });

  it('tells what could not be kept when somebody removes the item', async () => {
    const tab = await open(åse);
    stand.cut(true);
    await tab.getByLabel('Kort om drøftingen').pressSequentially('Viktig');
    stand.meeting.change(
      [{ id: crypto.randomUUID(), type: 'remove-item', item: stand.meeting.view.items[0]?.id ?? '' }],
      kåre,
    );
    stand.cut(false);
    await tab
      .getByText(/fjernet/)
      .first()
      .waitFor({ timeout: 30_000 });
    await expectSeen(tab.getByText('Viktig'));
  });

  it('tells how to go about an item, with the film, the time of each step and the questions', async () => {
    const [first, ...others] = stand.meeting.view.items;
    const guidance = {
      text: 'Les dette høyt om dere ikke får vist filmen.',
      film: { title: 'Episode 1', link: 'https://dfo.example/1' },
      steps: [
        { minutes: 5, text: 'Hver for seg: Skriv to setninger.' },
        { minutes: 10, text: 'Sammen: Velg én.' },
      ],
      questions: ['Hvem av oss tier?'],
    };
    const items = first ? [{ ...first, guidance }, ...others] : others;
    stand.meeting.view = { ...stand.meeting.view, items };
    const tab = await open(åse);
    const film = tab.getByRole('link', { name: 'Film: Episode 1' });
    expect(await film.getAttribute('href')).toBe('https://dfo.example/1');
    expect(await tab.getByText(guidance.text).isVisible()).toBe(true);
    const step = tab.getByText('Hver for seg: Skriv to setninger.');
    expect(await step.textContent()).toBe('Hver for seg: Skriv to setninger. 5 min');
    expect(await tab.getByText('Hvem av oss tier?').isVisible()).toBe(true);
    const frame = firstPage().frames().at(-1);
    expect(frame && (await accessibilityFaults(frame))).toEqual([]);
  });

  it('is read, not written, by those who may only read', async () => {
    stand.meeting.view = { ...stand.meeting.view, may: { write: false, lead: false } };
    const tab = await open(kåre);
    await tab.getByText('Du leser').waitFor();
    expect(await tab.getByRole('textbox').count()).toBe(0);
    expect(await tab.getByRole('button').count()).toBe(0);
  });

  it('shows the room the item that the chair writes in, and its decision as it is written', async () => {
    const stage = await open(kåre, 'meetingStage', 1280);
    const item = itemNamed('Innføring')?.id ?? '';
    stand.meeting.present([{ ...åse, item }]);
    await stage.getByRole('heading', { name: /Innføring av felles/ }).waitFor();
    const edit = { at: 0, remove: 0, insert: 'Systemet innføres.' };
    const target = { of: 'item', item, field: 'decision' } as const;
    stand.meeting.change([{ id: crypto.randomUUID(), type: 'edit', target, revision: 0, edit }], åse);
    await expectSeen(stage.getByText('Systemet innføres.'));
  });

  it('moves an item with Alt and an arrow, and by hand in the full tab', async () => {
    const tab = await open(åse, 'content', 1280);
    await tab.getByRole('button', { name: /Orienteringer/ }).focus();
    await firstPage().keyboard.press('Enter');
    await firstPage().keyboard.press('Alt+ArrowUp');
    await expectKept(() => stand.meeting.view.items[0]?.title.text, 'Orienteringer');
    const rows = tab.getByRole('navigation').getByRole('listitem');
    await rows.nth(4).dragTo(rows.nth(0));
    await expectKept(() => stand.meeting.view.items[0]?.title.text, 'Eventuelt');
  });
});

async function expectSeen(words: Locator): Promise<void> {
  await words.first().waitFor();
  expect(await words.first().isVisible()).toBe(true);
}

/** Waits for what others will see; says what it was instead when it never comes. */
async function expectKept<Value>(
  read: () => Value | Promise<Value>,
  wanted: Value,
  limitMs = 10_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  let found = await read();
  while (found !== wanted && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    found = await read();
  }
  expect(found).toBe(wanted);
}
