import { join } from 'node:path';

/** What a command has to say, and whether all went well. */
export interface Said {
  readonly lines: readonly string[];
  readonly isWell: boolean;
}

export const well = (...lines: readonly string[]): Said => ({ lines, isWell: true });
export const amiss = (...lines: readonly string[]): Said => ({ lines, isWell: false });

/** The packs that come with the product. */
export const ourFolder = join(import.meta.dirname, '../content/packs');
