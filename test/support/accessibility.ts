import { readFileSync } from 'node:fs';
import { type Frame, type Page } from 'playwright-core';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

interface AxeReply {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** A colour half-way to another is nothing that a person reads; what turns for ever is not waited for. */
const settled = `Promise.allSettled(
  document.getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished),
).then(() => undefined)`;

/** What axe-core has against the page when it has come to rest: rule, element and why. Frames inside have their own. */
export async function accessibilityFaults(page: Page | Frame): Promise<readonly string[]> {
  // Reading axe takes as long as running it.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  await page.evaluate(settled);
  const { violations } = await page.evaluate<AxeReply>(
    'axe.run(document, { iframes: false, resultTypes: ["violations"] })',
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
  );
}

/** How many pixels of the page lie to the side of what is seen. */
export const overflow = (page: Page | Frame): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
