import { join } from 'node:path';
import { type Packs } from '../content/packs.ts';

/** What a command has to say, and whether all went well. */
export interface Said {
  readonly lines: readonly string[];
  readonly isWell: boolean;
}

export const well = (...lines: readonly string[]): Said => ({ lines, isWell: true });
export const amiss = (...lines: readonly string[]): Said => ({ lines, isWell: false });

/** The packs that come with the product. */
export const ourFolder = join(import.meta.dirname, '../content/packs');

export const noPack = (packs: Packs, pack: string): string => {
  const known = packs.list().map(({ id }) => id);
  return `There is no pack ${pack}. Choose one of: ${known.join(', ')}.`;
};
