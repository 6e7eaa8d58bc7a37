import { type Browser, type Frame } from 'playwright-core';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { åse } from '../support/tab/meeting.ts';
import { openTab } from '../support/tab/open.ts';
import { turnTo } from '../support/tab/setup-page.ts';
import { tabStand, type TabStand } from '../support/tab/stand.ts';

const themes = ['default', 'dark', 'contrast'];
const narrow = 280;
const wide = 1280;
const pages = [
  ['minutes', { meeting: 'a', frame: 'sidePanel' }],
  ['minutes', { meeting: 'a', frame: 'content' }],
  ['minutes', { meeting: 'a', frame: 'meetingStage' }],
  ['results', {}],
  ['setup', {}],
  ['followups', {}],
  ['prompts', {}],
  ['trust', {}],
] as const;

let browser: Browser;
let stand: TabStand;

/** Opens a page of the tab inside Teams and waits until it says it is there. */
async function visit(address: string, width: number): Promise<{ frame: Frame; close: () => Promise<void> }> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: 'nb-NO',
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  const page = await context.newPage();
  const frame = await openTab(page, address);
  await frame.waitForSelector('h1, [role=alert]');
  return { frame, close: () => context.close() };
}

/** Teams tells the page of a new theme, and the page follows. */
async function changeTheme(frame: Frame, theme: string): Promise<void> {
  await frame.parentFrame()?.evaluate(`window.tell('themeChange', ['${theme}'])`);
  await frame.waitForSelector(`[data-theme=${theme}]`);
}

/** Two pictures on: a layout for the new width has been asked for; then it is there. */
async function redrawn(frame: Frame): Promise<void> {
  await frame.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await frame.waitForSelector('h1');
}

describeInBrowser('every page of the tab', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stand = await tabStand();
  });
  afterAll(async () => {
    await browser.close();
    await stand.close();
  });

  it.each(pages)(
    '%s has no accessibility fault in any theme, and no sideways scroll at any width (%o)',
    async (page, at) => {
      const { frame, close } = await visit(stand.address(page, at), narrow);
      for (const theme of themes) {
        await changeTheme(frame, theme);
        for (const width of [narrow, 320, wide]) {
          await frame.page().setViewportSize({ width, height: 800 });
          await redrawn(frame);
          const seen = { theme, width, overflow: await overflow(frame) };
          // Between the narrowest and the widest nothing is drawn that is not in one of them.
          const faults = width === 320 ? [] : await accessibilityFaults(frame);
          expect({ ...seen, faults }).toEqual({ theme, width, overflow: 0, faults: [] });
        }
      }
      await close();
    },
  );

  it.each(themes)(
    'holds in the %s theme for a meeting under way and for its finished minutes',
    async (theme) => {
      const other = await tabStand('nn');
      const item = other.meeting.view.items[3]?.id ?? '';
      other.meeting.start();
      const id = '30000000-0000-4000-8000-000000000001';
      other.meeting.change([{ id, type: 'add-follow-up', item, followUp: id, text: 'Varsle' }], åse);
      const at = { meeting: 'a', frame: 'sidePanel', theme };
      const { frame, close } = await visit(other.address('minutes', at), 280);
      await frame.getByRole('button', { name: /Avgjerdssak/ }).click();
      await frame.getByText('Om møtet').click();
      await frame.getByText(/Frammøte: /).click();
      expect([await accessibilityFaults(frame), await overflow(frame)]).toEqual([[], 0]);
      other.meeting.finish();
      await frame.getByRole('heading', { name: 'Hit er referatet sendt' }).waitFor();
      expect([await accessibilityFaults(frame), await overflow(frame)]).toEqual([[], 0]);
      await close();
      await other.close();
    },
  );

  it.each(themes)('stands in the %s theme from its first picture', async (theme) => {
    const { frame, close } = await visit(stand.address('results', { theme }), wide);
    await frame.waitForSelector(`[data-theme=${theme}]`);
    expect(await accessibilityFaults(frame)).toEqual([]);
    await close();
  });

  it('explains how to open it when there is no Teams around it', async () => {
    const page = await browser.newPage({ locale: 'nn-NO' });
    await page.goto(`${stand.service}/tab/minutes`);
    await page.getByRole('heading', { name: 'Lederpuls blir opna i Microsoft Teams' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('nn');
    await page.close();
  });

  it('says why figures do not come into the agency’s list, and lets the administrator try again', async () => {
    const { frame, close } = await visit(stand.address('setup'), narrow);
    await turnTo(frame, 'rules');
    const part = frame.getByRole('region', { name: 'Tall i SharePoint' });
    await part.getByText('Listen mangler kolonner, eller de er av feil slag: LpKey, LpMargin.').waitFor();
    await part
      .getByText('42 rader. Runder som står der: 3. Sist skrevet fredag 15. januar. Runder som venter: 1.')
      .waitFor();
    await part.getByRole('button', { name: 'Prøv nå' }).click();
    await frame.getByText('Vi ser på listen nå.').waitFor({ state: 'attached' });
    expect(await accessibilityFaults(frame)).toEqual([]);
    expect(await overflow(frame)).toBe(0);
    await close();
  });

  it('tells somebody without the role what to ask for', async () => {
    stand.refused.add('/api/setup').add('/api/setup/courses');
    const { frame, close } = await visit(stand.address('setup'), wide);
    await frame.getByText('Du har ikke tilgang til denne siden').waitFor();
    expect(await accessibilityFaults(frame)).toEqual([]);
    stand.refused.clear();
    await close();
  });
});
