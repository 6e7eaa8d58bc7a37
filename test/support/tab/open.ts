import { type Frame, type Page } from 'playwright-core';

/** Goes to the host page at that address, and answers the tab inside it when it says that it is there. */
export async function openTab(page: Page, address: string): Promise<Frame> {
  await page.goto(address);
  await page.waitForSelector('[data-ready]', { state: 'attached' });
  const tab = page.frames()[1];
  if (!tab) throw new Error('no tab in the host page');
  return tab;
}
