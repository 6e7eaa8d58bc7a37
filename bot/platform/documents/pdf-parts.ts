import type PDFDocument from 'pdfkit';
import { type Pen } from './pdf-text.ts';

type Document = InstanceType<typeof PDFDocument>;
export type Element = ReturnType<Document['struct']>;

/** Where blocks are put: the page, what writes on it, and their parent in the structure tree. */
export interface Sheet {
  readonly document: Document;
  readonly pen: Pen;
  readonly parent: Element;
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
}

export const colours = {
  text: '#242424',
  quiet: '#424242',
  line: '#8A8A8A',
  head: '#EDEDF7',
  track: '#E6E6E6',
  bar: '#5B5FC7',
} as const;

/** The library takes these too; its types do not know them. */
export function element(
  { document }: Pick<Sheet, 'document'>,
  type: string,
  options: {
    readonly alt?: string;
    readonly scope?: 'Row' | 'Column';
    readonly bbox?: readonly number[];
  } = {},
  content?: () => void,
): Element {
  return document.struct(type, options, content ? [content] : []);
}

/** Drawn for the eye only: no reader announces it. */
export function artifact({ document }: Pick<Sheet, 'document'>, draw: () => void): void {
  document.markContent('Artifact', { type: 'Layout' });
  draw();
  document.endMarkedContent();
}

export function newPageUnless(sheet: Sheet, height: number): boolean {
  if (sheet.document.y + height <= sheet.bottom) return false;
  sheet.document.addPage();
  return true;
}
