import { type Frame, type FrameLocator } from 'playwright-core';

const names = {
  year: /^Kanal[ea]r og/,
  sending: /^Utsending/,
  content: /^Innh[oa]ld/,
  units: /^(Enheter|Einingar) og/,
  rules: /^Regl[ea]r og/,
} as const;

/** Turns to a page of the set-up, as the administrator does. */
export const turnTo = (tab: Frame | FrameLocator, page: keyof typeof names): Promise<void> =>
  tab.getByRole('navigation').getByRole('link', { name: names[page] }).click();
