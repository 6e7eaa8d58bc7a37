import { type Browser } from 'playwright-core';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { tabStand, teamsAppId, type TabStand } from '../support/tab/stand.ts';

let browser: Browser;
let stand: TabStand;

describeInBrowser('somebody who opens the tab outside Teams', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stand = await tabStand();
  });

  afterAll(async () => {
    await browser.close();
    await stand.close();
  });

  it.each([
    ['results', 'nb-NO', 'Åpne Lederpuls i Teams', `entity/${teamsAppId}/results`],
    ['minutes?meeting=m1', 'nn-NO', 'Opne Lederpuls i Teams', `app/${teamsAppId}`],
    ['setup', 'en-GB', 'Open Lederpuls in Teams', `entity/${teamsAppId}/setup`],
  ])('at %s, in %s, is told so at once, with the way in', async (page, locale, words, place) => {
    const reader = await browser.newPage({ locale, viewport: { width: 320, height: 600 }, bypassCSP: true });
    await reader.goto(`${stand.service}/tab/${page}`);
    const link = reader.getByRole('link', { name: words });
    await link.waitFor({ timeout: 5000 });
    expect(await link.getAttribute('href')).toBe(`https://teams.microsoft.com/l/${place}`);
    expect(locale.split('-')).toContain(await reader.getAttribute('html', 'lang'));
    expect(await accessibilityFaults(reader)).toEqual([]);
    expect(await overflow(reader)).toBe(0);
    await reader.close();
  });

  it('without scripts reads where it opens, too', async () => {
    const reader = await browser.newPage({ javaScriptEnabled: false });
    await reader.goto(`${stand.service}/tab/results`);
    expect(await reader.textContent('body')).toContain('Lederpuls åpnes i Microsoft Teams');
    await reader.close();
  });
});
