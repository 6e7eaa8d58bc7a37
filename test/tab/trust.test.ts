import { readFileSync } from 'node:fs';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { openTab } from '../support/tab/open.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';
import { trust } from '../support/tab/trust.ts';

const views = ['Drøfting og tall', 'Slik virker det', 'Hva vet Lederpuls om meg?'];

let browser: Browser;
let stand: TabStand;

async function visit(at: { width: number; theme?: string }): Promise<{ page: Page; frame: Frame }> {
  const viewport = { width: at.width, height: 800 };
  const context = await browser.newContext({ viewport, locale: 'nb-NO', bypassCSP: true });
  const page = await context.newPage();
  const frame = await openTab(page, stand.address('trust', { theme: at.theme ?? 'default' }));
  await frame.waitForSelector('h1');
  return { page, frame };
}

async function faults(frame: Frame): Promise<unknown> {
  const across = await overflow(frame);
  return [...(await accessibilityFaults(frame)), ...(across ? [across] : [])];
}

describeInBrowser('the page of trust', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stand = await tabStand();
  });
  afterAll(async () => {
    await browser.close();
    await stand.close();
  });

  it.each([
    ['default', 320],
    ['dark', 320],
    ['contrast', 1280],
  ] as const)(
    'has no accessibility fault and no sideways scroll in any of its parts (%s, %i px)',
    async (theme, width) => {
      const { page, frame } = await visit({ width, theme });
      await frame.getByRole('button', { name: 'Vis notatet' }).click();
      await frame.getByRole('heading', { name: 'Drøftingsnotat om Lederpuls' }).waitFor();
      for (const view of views) {
        await frame.getByRole('button', { name: view, exact: true }).click();
        await frame.getByRole('heading', { level: 2 }).first().waitFor();
        expect([view, await faults(frame)]).toEqual([view, []]);
      }
      await page.context().close();
    },
    180_000,
  );

  it('is walked through by keyboard, and deleting asks first and gives the focus back', async () => {
    const { page, frame } = await visit({ width: 320 });
    await frame.getByRole('button', { name: views[0] ?? '' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await frame.getByText('4 av 5').first().waitFor();
    const remove = frame.getByRole('button', { name: 'Slett det som kan slettes' });
    await remove.focus();
    await page.keyboard.press('Enter');
    const no = frame.getByRole('button', { name: 'Nei, behold' });
    await no.waitFor();
    await frame.waitForFunction("document.activeElement?.textContent === 'Nei, behold'");
    await page.keyboard.press('Enter');
    await frame.waitForFunction("document.activeElement?.textContent === 'Slett det som kan slettes'");
    expect(await frame.getByText('4 av 5').count()).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    await frame.getByRole('button', { name: 'Ja, slett' }).focus();
    await page.keyboard.press('Enter');
    await frame.getByText('Du har ingen svar i åpne runder.').waitFor();
    expect(await frame.getByText('4 av 5').count()).toBe(0);
    await page.context().close();
  });

  it('lets a person take everything with them as a file', async () => {
    const { page, frame } = await visit({ width: 1280 });
    await frame.getByRole('button', { name: views[2] ?? '' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      frame.getByRole('button', { name: 'Last ned' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('lederpuls.json');
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({ name: 'Åse Ødegård' });
    await page.context().close();
  });

  it('shows a leader without a role how it works and what is known, and no more', async () => {
    stand.replies['/api/trust'] = { ...trust, insight: null };
    const { page, frame } = await visit({ width: 320 });
    const group = frame.getByRole('group', { name: 'Deler av siden' });
    expect(await group.getByRole('button').allTextContents()).toEqual(views.slice(1));
    await frame.getByRole('heading', { name: 'Grensene' }).waitFor();
    expect(await frame.getByText('Hovedtillitsvalgt').count()).toBe(0);
    stand.replies['/api/trust'] = trust;
    await page.context().close();
  });
});
