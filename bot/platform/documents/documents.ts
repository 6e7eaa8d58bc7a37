import { type Language } from '../texts.ts';

/** Files made from plain data. What goes in is text and figures; neither form lets any of it be carried out. */
export interface Documents {
  workbook(book: Workbook): Promise<Uint8Array>;
  pdf(pages: Pages): Promise<Uint8Array>;
}

interface About {
  readonly title: string;
  /** Who made it: the agency. */
  readonly author: string;
  readonly language: Language;
  readonly madeAt: Date;
}

export interface Workbook extends About {
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  /** At most 31 characters, none of `\ / ? * [ ] :`. */
  readonly name: string;
  /** Stays in sight while the rows scroll. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** In characters; the first column's, then the others'. */
  readonly widths: readonly [first: number, others: number];
}

/** Text is never read as a formula. A per cent is given as people say it: 75, not 0.75. */
export type SheetCell =
  | string
  | undefined
  | { readonly number: number; readonly decimals: number }
  | { readonly percent: number }
  | { readonly date: Date };

/** A tagged, accessible PDF: every block has its place in the structure tree, in reading order. */
export interface Pages extends About {
  /** Printed below each page, before the page's number. */
  readonly foot: string;
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
