import { type BrowserContext, type Page } from 'playwright-core';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { startStory, until, type Story } from '../support/story.ts';

/** The chair has never let Lederpuls act for her, and is asked when the minutes are to be saved. */
let story: Story;
let context: BrowserContext;
let page: Page;
let chair = '';
let close: () => Promise<void>;

const tab = () => page.locator('iframe').first().contentFrame();
const popup = async () => {
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    tab().getByRole('button', { name: 'Gi tillatelse' }).click(),
  ]);
  return opened;
};

beforeAll(async () => {
  story = await startStory();
  const [meeting] = (await story.state()).meetings;
  const { id = '', chat = '', organizer = '' } = meeting ?? {};
  chair = organizer;
  await story.api('POST', '/api/consents', { person: chair, required: true });
  const opened = await story.tab<MeetingView>(chair, 'POST', '/api/minutes/open', { meeting: id, chat });
  for (const step of ['start', 'finish'])
    await story.tab(chair, 'POST', `/api/minutes/meetings/${opened.body.id}/${step}`, {});
  const browser = await openBrowser();
  // The stand-in for Entra ID answers with a certificate of its own.
  context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'nb-NO' });
  page = await context.newPage();
  close = () => browser.close();
  await page.goto(`${story.practice.url}/#/calendar/${encodeURIComponent(id)}?as=${chair}`);
}, 120_000);

afterAll(async () => {
  await close();
  await story.stop();
});

describeInBrowser('a chair who has not yet let Lederpuls save for her', () => {
  it('reads why it asks, and loses nothing by closing the window or saying no', async () => {
    await tab().getByText('Lederpuls trenger tillatelse fra deg').first().waitFor();
    const first = await popup();
    await first.getByRole('button', { name: 'Godta' }).waitFor();
    await first.close();
    await tab().getByText('Vinduet ble lukket før du svarte.').waitFor();
    const second = await popup();
    await second.getByRole('button', { name: 'Avbryt' }).click();
    await tab().getByText('Tillatelsen ble ikke gitt.').waitFor();
    expect((await story.state()).files).toEqual([]);
  });

  it('is asked for no more than the work takes, and the minutes are saved once she has said yes', async () => {
    const window = await popup();
    await window.getByText('Files.ReadWrite.All').waitFor();
    expect(await window.getByRole('listitem').allTextContents()).toEqual([
      ...['Files.ReadWrite.All', 'Tasks.ReadWrite'],
    ]);
    const asked = new URL(window.url());
    expect(asked.searchParams.get('prompt')).toBeNull();
    expect(await context.cookies(story.practice.url)).toEqual([]);
    await window.getByRole('button', { name: 'Godta' }).click();
    await until('the minutes among the files', async () => (await story.state()).files.length > 0);
    await tab().getByText('Lederpuls trenger tillatelse fra deg').waitFor({ state: 'detached' });
    expect((await story.state()).lackingConsent).toEqual([]);
  });

  it('never leads to an address that comes with the question', async () => {
    const { services, tenant } = await story.state();
    const service = services[0]?.address ?? '';
    const stray = await context.newPage();
    const asked: string[] = [];
    stray.on('request', (request) => asked.push(new URL(request.url()).origin));
    await stray.goto(`${service}/tab/consent?state=x&tenant=${tenant}&redirect_uri=https://evil.example`);
    await stray.getByRole('link', { name: 'Åpne Lederpuls i Teams' }).waitFor();
    await stray.goto(`${service}/tab/consent-end#code=1&state=${'a'.repeat(43)}`);
    await stray.getByRole('link', { name: 'Åpne Lederpuls i Teams' }).waitFor();
    expect(new URL(stray.url()).hash).toBe('');
    expect(new Set(asked)).toEqual(new Set([new URL(service).origin, 'https://res.cdn.office.net']));
    await stray.close();
  });
});
