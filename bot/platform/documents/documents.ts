import { Refusal } from '../../refusal.ts';
import { type Language } from '../texts.ts';
import { inThread } from '../threads.ts';

/** A tagged, accessible PDF: every block has its place in the structure tree, in reading order. */
export interface Pages {
  readonly title: string;
  /** Who made it: the agency. */
  readonly author: string;
  readonly language: Language;
  readonly madeAt: Date;
  /** Printed below each page, before the page's number. */
  readonly foot: string;
  /** For tables with many columns. */
  readonly landscape: boolean;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly quiet?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | Table
  | BarChart;

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly string[])[];
}

/** A picture beside a table with the same figures; `alt` says what it shows. */
export interface BarChart {
  readonly kind: 'bars';
  readonly alt: string;
  readonly bars: readonly Bar[];
}

/** All places from 0 to 1 along the scale. */
export interface Bar {
  readonly label: string;
  readonly text: string;
  readonly at?: number;
  /** The ends of the interval. */
  readonly from?: number;
  readonly to?: number;
  /** A mark to compare with. */
  readonly mark?: number;
}

/** Rejects when it takes more time or memory than a paper may. */
export async function makePdf(pages: Pages): Promise<Uint8Array> {
  const made = await inThread<Uint8Array>(new URL('./pdf.ts', import.meta.url), pages);
  if (made === undefined) throw new Refusal('too-large');
  return made;
}
