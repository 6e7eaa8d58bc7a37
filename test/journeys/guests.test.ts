import { type Browser, type Frame } from 'playwright-core';
import { type WorldMeeting } from '../../infra/practice/api.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { startStory, type Story } from '../support/story.ts';

let browser: Browser;
let story: Story;
let meeting: WorldMeeting;

/** The meeting's tab on the practice page, as that person has it. */
async function tabOf(person: string): Promise<Frame> {
  const page = await browser.newPage({ locale: 'nb-NO', bypassCSP: true });
  const address = `${story.practice.url}/#/calendar/${encodeURIComponent(meeting.id)}?as=${person}`;
  await page.goto(address);
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (!frame) throw new Error('The page shows no tab.');
  await frame.waitForSelector('h1');
  return frame;
}

describeInBrowser('a guest in the leader meeting', () => {
  beforeAll(async () => {
    [browser, story] = await Promise.all([openBrowser(), startStory()]);
    const found = (await story.state()).meetings.find(({ title }) => title.startsWith('Seksjonsmøte'));
    if (!found) throw new Error('The practice world has no such meeting.');
    meeting = found;
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await story.stop();
  });

  it('reads the item that the chair has invited them to, and no other', async () => {
    const chair = await tabOf(meeting.organizer);
    const guest = (await story.state()).people.find((person) => person.guest === true);
    const refused = await tabOf(guest?.id ?? '');
    await refused.getByRole('alert').waitFor();

    await chair
      .getByRole('button', { name: /Digital ledelse/ })
      .first()
      .click();
    await chair.getByText('Gjester i saken').click();
    await chair.getByRole('checkbox', { name: guest?.name ?? '' }).click();
    await chair.getByText(`Gjester i saken: ${guest?.name ?? ''}`).waitFor();
    await chair
      .getByText(/^Lagret/)
      .first()
      .waitFor();
    expect([await accessibilityFaults(chair), await overflow(chair)]).toEqual([[], 0]);

    const page = await tabOf(guest?.id ?? '');
    await page.getByText('Møtelederen har invitert deg til dette.').waitFor();
    expect(await page.locator('h2').allTextContents()).toEqual([expect.stringContaining('Digital ledelse')]);
    expect([await accessibilityFaults(page), await overflow(page)]).toEqual([[], 0]);
  });
});
