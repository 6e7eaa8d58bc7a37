import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './browser.mjs';

const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--no-first-run', '--disable-quic'],
];

/** Where the browser is, or why there is none; `npm test` has brought one where it may. */
export const browserPath = findBrowser().path;

/** `describe` where there is a browser, else a skip whose reason `npm test` has printed. */
export const describeInBrowser: typeof describe = browserPath === undefined ? describe.skip : describe;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath ?? '', args: quiet });
}
