import { type Page } from 'playwright-core';
import { membersOf, nextInOslo, startStory, until, type Story } from '../support/story.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';

/** The same week and meeting once more, by hand, in the page that `npm start` opens. */
let story: Story;
let page: Page;
let close: () => Promise<void>;
const faults: string[] = [];

const go = async (hash: string) => {
  await page.goto('about:blank');
  await page.goto(`${story.practice.url}/${hash}`);
};

beforeAll(async () => {
  story = await startStory();
  const browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'nb-NO' });
  page.on('pageerror', (error) => faults.push(error.message));
  close = () => browser.close();
}, 120_000);

afterAll(async () => {
  await close();
  await story.stop();
});

describeInBrowser('the practice page', () => {
  it('says that nothing leaves the machine, and who one is', async () => {
    await go('');
    await page.getByText('Ingenting forlater denne maskinen').first().waitFor();
    await page.getByText(/Du er/).first().waitFor();
    expect(await page.title()).toContain('Lederpuls');
  });

  it('lets a leader answer in the card on Monday morning', async () => {
    await page.getByRole('button', { name: /Neste mandag/ }).click();
    const world = await story.state();
    const channel = world.channels.find(({ installed }) => installed);
    await until('the card', async () => (await story.cardsIn(channel?.id ?? ''))[0]);
    const leader = channel === undefined ? '' : membersOf(world, channel)[0];
    await go(`#/team/${encodeURIComponent(channel?.id ?? '')}?as=${leader}`);
    await page.getByText('Prøv denne uka').first().waitFor();
    await page.getByRole('button', { name: /^4, / }).first().click();
    await page.getByText(/Du svarte 4 av 5/).waitFor();
    expect(await page.getByRole('button', { name: 'Endre', exact: true }).isEnabled()).toBe(true);
  });

  it('closes the round on Friday and shows HR a sentence, pictures and a table', async () => {
    const world = await story.state();
    for (const channel of world.channels.filter(({ installed }) => installed)) {
      const message = (await story.cardsIn(channel.id))[0]?.id ?? '';
      for (const [index, person] of membersOf(world, channel).entries())
        await story.press(person, message, String(2 + (index % 4))).catch(() => undefined);
    }
    await story.clock(nextInOslo(world.now, 5, '15:00'));
    const hr = world.people.find(({ roles }) => roles.includes('Puls.HR'))?.id ?? '';
    const results = world.tabs.find(({ url }) => url.includes('results'))?.id ?? '';
    await go(`#/app/${encodeURIComponent(results)}?as=${hr}`);
    const tab = page.locator('iframe').first().contentFrame();
    await tab.getByRole('heading').first().waitFor();
    await tab
      .getByRole('button', { name: /Vis tabell/ })
      .first()
      .click();
    await tab.getByRole('table').first().waitFor();
    expect(await tab.getByRole('row').count()).toBeGreaterThan(2);
  }, 120_000);

  it('runs the meeting in the side panel, from the agenda to published minutes', async () => {
    const [meeting] = (await story.state()).meetings;
    await go(`#/calendar/${encodeURIComponent(meeting?.id ?? '')}?as=${meeting?.organizer ?? ''}`);
    const panel = page.locator('iframe').first().contentFrame();
    await panel.getByRole('button', { name: /Start møtet/ }).click();
    await panel.getByText('Pågår').first().waitFor();
    expect(await panel.getByRole('button', { name: /Start møtet/ }).count()).toBe(0);
  });

  it('makes an item of a message in the menu at it, for whoever sends it once', async () => {
    const [meeting] = (await story.state()).meetings;
    const { organizer = '', chat = '' } = meeting ?? {};
    await story.type(organizer, chat, 'Vi må avklare de nye lokalene. <b>Huseier</b> vil ha svar.');
    await page
      .getByRole('button', { name: /Gjør noe med meldingen/ })
      .last()
      .click();
    await page.getByRole('button', { name: 'Legg til i agendaen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Legg til i agendaen' });
    const title = dialog.getByLabel(/^Tittel/);
    expect(await title.inputValue()).toBe('Vi må avklare de nye lokalene. <b>Huseier</b> vil ha svar.');
    await title.fill('Nye lokaler');
    await dialog.getByRole('button', { name: 'Legg til' }).click();
    await dialog.getByText('Saken er på sakslista').waitFor();
    await dialog.getByRole('button', { name: 'Lukk' }).click();
    const panel = page.locator('iframe').first().contentFrame();
    await panel.getByText('Nye lokaler').first().waitFor();
  });

  it('throws no script error on the way', () => {
    expect(faults).toEqual([]);
  });
});
