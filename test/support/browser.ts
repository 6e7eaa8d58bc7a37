import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './browser.mjs';

const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--no-first-run', '--disable-quic'],
];

/** Where the browser is, or why there is none; `npm test` has brought one where it may. */
export const browserPath = findBrowser().path;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath ?? '', args: quiet });
}
