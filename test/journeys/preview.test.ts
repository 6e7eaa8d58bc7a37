import { join } from 'node:path';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { actionOf, startStory, type Story, until } from '../support/story.ts';

/** Where a person may put pictures of what is tested, to look at. */
const pictures = process.env['PICTURES_DIR'];

let story: Story;
let browser: Browser;
let page: Page;
let admin: string;

/** Renderers log what they cannot do, and the content policy what it does not let them. */
const complaints: string[] = [];

describeInBrowser('the administrator, before a week comes', () => {
  beforeAll(async () => {
    story = await startStory();
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 1400 }, locale: 'nb-NO' });
    page.on('console', (message) => {
      // What teams-js fetches for itself lies outside this machine.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    admin = (await story.state()).people.find(({ roles }) => roles.includes('Puls.Admin'))?.id ?? '';
  });
  afterAll(async () => {
    await browser.close();
    await story.stop();
  });

  async function openWeek(): Promise<Frame> {
    const setup = (await story.state()).tabs.find(({ url }) => url.includes('setup'))?.id ?? '';
    await page.goto('about:blank');
    await page.goto(`${story.practice.url}/#/app/${encodeURIComponent(setup)}?as=${admin}`);
    const inside = page.locator('iframe').first().contentFrame();
    await inside
      .getByRole('button', { name: /^Uke \d+/ })
      .first()
      .click();
    await inside
      .getByRole('group', { name: /^Kortet for uke/ })
      .getByText('Prøv denne uka')
      .waitFor();
    const frame = page.frames().find((one) => one.url().includes('/tab/setup'));
    if (frame === undefined) throw new Error('no tab on the page');
    return frame;
  }
  const card = (frame: Frame) => frame.getByRole('group', { name: /^Kortet for/ });
  async function picture(name: string, frame: Frame): Promise<void> {
    if (pictures === undefined) return;
    await card(frame).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  it('sees the real card with its buttons and the sentence for a unit, in each language', async () => {
    const frame = await openWeek();
    await card(frame)
      .getByRole('button', { name: /^4, ganske enig/ })
      .waitFor();
    await card(frame)
      .getByText(/minst 6/)
      .waitFor();
    await frame.getByText(/^Under ⋯ på kortet: .*Hvorfor spør vi/).waitFor();
    await picture('preview', frame);
    await frame.getByLabel('Språk på kortet').selectOption('nn');
    await card(frame).getByText('Prøv denne veka').waitFor();
    await frame.getByLabel('Språk på kortet').selectOption('en');
    await card(frame).getByText('Try this week').waitFor();
    expect(await card(frame).getAttribute('lang')).toBe('en');
  });

  it('meets no accessibility fault, at any width and in any theme', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const theme of ['default', 'dark', 'contrast']) {
      await page.evaluate(`localStorage.setItem('practice.theme', '${theme}')`);
      const frame = await openWeek();
      await frame.waitForSelector(`[data-theme=${theme}]`);
      for (const width of theme === 'default' ? [360, 1280] : [360]) {
        await page.setViewportSize({ width, height: 1400 });
        expect([await accessibilityFaults(frame), await overflow(frame)]).toEqual([[], 0]);
        await picture(`preview-${theme}-${width}`, frame);
      }
    }
  });

  it('gets a trial in the own chat, and the buttons of the picture do nothing', async () => {
    const frame = await openWeek();
    await card(frame).getByRole('button', { name: /^4, / }).click();
    await frame
      .getByText('Dette er bare et bilde av kortet. Knappene virker i Teams.')
      .waitFor({ state: 'attached' });
    await frame.getByRole('button', { name: 'Send en prøve til meg' }).click();
    await frame
      .getByText(/^Prøven er sendt/)
      .first()
      .waitFor();
    const chat = (await story.state()).personalChats[admin] ?? '';
    await until('the trial', async () =>
      (await story.cardsIn(chat)).find((one) => actionOf(one.card, 'trial')),
    );
    expect(complaints).toEqual([]);
  });
});
