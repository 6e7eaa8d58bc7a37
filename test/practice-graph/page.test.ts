import { type Browser, type Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { pageStand, type Stand } from './page-stand.ts';
import { people } from './page-world.ts';

let stand: Stand;
let browser: Browser;

beforeAll(async () => {
  stand = await pageStand();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await stand.stop();
});

const channel = `#/team/${encodeURIComponent('19:leder@thread.tacv2')}`;

async function open(
  hash: string,
  { width = 1280, theme = 'default', as = people.ase.id } = {},
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    locale: 'nb-NO',
    reducedMotion: 'reduce',
  });
  await page.addInitScript((chosen) => {
    localStorage.setItem('practice.theme', chosen);
  }, theme);
  await page.goto(`${stand.url}/${hash}?as=${as}`);
  await page.getByText('Ingenting forlater denne maskinen').waitFor();
  return page;
}

describeInBrowser('the page', () => {
  it('draws the card without its author reaching the page', async () => {
    const page = await open(channel);
    await page.getByText('<script>alert(1)</script>').waitFor();
    const link = page.getByRole('link', { name: 'KS om endring' });
    expect(await link.getAttribute('href')).toBe('https://www.ks.no/');
    await page.close();
  });

  it('presses a step and shows what came back, then the service’s own no', async () => {
    const page = await open(channel);
    await page.getByRole('button', { name: '4', exact: true }).click();
    await page.getByText('Du svarte 4 av 5').waitFor();
    expect(stand.asked.at(-1)).toEqual({
      method: 'POST',
      path: `/api/people/${people.ase.id}/actions`,
      body: { message: '2', action: '4', inputs: {} },
    });
    await page.getByRole('button', { name: 'Trekk svaret' }).click();
    await page.getByRole('alert').getByText('Runden er lukket.').waitFor();
    await page.close();
  });

  it('keeps secondary actions in the overflow menu, by keyboard too', async () => {
    const page = await open(channel, { as: people.bjorn.id });
    await page.getByRole('button', { name: 'Flere valg' }).focus();
    await page.keyboard.press('Enter');
    const entry = page.getByText('Hvorfor spør vi?');
    await entry.waitFor();
    await page.keyboard.press('Escape');
    expect(await entry.isVisible()).toBe(false);
    await page.close();
  });

  it.each(['default', 'dark', 'contrast'])(
    'needs no sideways scrolling at 320 pixels (%s)',
    async (theme) => {
      const page = await open(channel, { width: 320, theme, as: people.oddvar.id });
      await page.getByText('Hvem får vite det først?').waitFor();
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.messages, .card')]
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.className),
      );
      expect(wide).toEqual([]);
      await page.close();
    },
  );

  it.each([
    ['the channel', channel, 'default'],
    ['the channel in the dark', channel, 'dark'],
    ['the meeting', '#/calendar/MCMxOTptZWV0aW5n', 'default'],
    ['files and tasks', '#/files', 'default'],
    ['the calendar in high contrast', '#/calendar', 'contrast'],
  ])('is accessible: %s', async (_what, hash, theme) => {
    const page = await open(hash, { theme, as: people.oddvar.id });
    await page.locator('main').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });
});

describeInBrowser('a tab in the page', () => {
  const told = async (page: Page) =>
    JSON.parse(
      (await page.frameLocator('iframe').locator('#told', { hasText: '{' }).textContent()) ?? '',
    ) as Record<string, unknown>;

  it('learns from the real teams-js who reads it and where', async () => {
    const page = await open('#/calendar/MCMxOTptZWV0aW5n', { as: people.oddvar.id });
    expect(await told(page)).toMatchObject({
      frame: 'sidePanel',
      locale: 'nn-no',
      person: people.oddvar.id,
      meeting: 'MCMxOTptZWV0aW5n',
      chat: '19:meeting_abc@thread.v2',
      token: `token of ${people.oddvar.id}`,
      theme: 'default',
    });
    await page.close();
  });

  it('follows the theme, and starts anew for another person', async () => {
    const page = await open('#/app', { as: people.hr.id });
    await told(page);
    await page.getByRole('button', { name: 'Utseende og tjeneste' }).click();
    await page.getByLabel('Mørk').check();
    await page.frameLocator('iframe').getByText('"theme":"dark"').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Bytt person').selectOption(people.ase.id);
    await page.frameLocator('iframe').getByText(`token of ${people.ase.id}`).waitFor();
    expect(await told(page)).toMatchObject({ person: people.ase.id, frame: 'content' });
    await page.close();
  });

  it('goes to the stage when it shares itself', async () => {
    const page = await open('#/calendar/MCMxOTptZWV0aW5n');
    await told(page);
    await page.frameLocator('iframe').locator('#told').click();
    await page.frameLocator('iframe').getByText('"frame":"meetingStage"').waitFor();
    expect(await told(page)).toMatchObject({ meeting: 'MCMxOTptZWV0aW5n' });
    await page.close();
  });

  it('is the only one heard: another window gets no token', async () => {
    const page = await open('#/app', { as: people.hr.id });
    await told(page);
    const got = await page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          addEventListener('message', ({ data }: MessageEvent<{ args?: unknown[] }>) => {
            if (data.args?.[0] === true) resolve(true);
          });
          postMessage({ id: 1, func: 'authentication.getAuthToken', args: [] }, location.origin);
          setTimeout(() => {
            resolve(false);
          }, 500);
        }),
    );
    expect(got).toBe(false);
    await page.close();
  });
});
