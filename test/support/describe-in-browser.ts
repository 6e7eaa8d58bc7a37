import { browserPath } from './browser.ts';

/** `describe` where there is a browser, else a skip whose reason `npm test` has printed. */
export const describeInBrowser: typeof describe = browserPath === undefined ? describe.skip : describe;
