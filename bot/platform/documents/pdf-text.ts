import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

/** Noto Sans comes in parts: the letters of Western Europe, and those of the rest, Sámi and Polish among them. */
const parts = { latin: 'latin', further: 'latin-ext' } as const;
const weights = { regular: 400, bold: 700 } as const;

type Weight = keyof typeof weights;

interface TextBox {
  readonly x: number;
  readonly y?: number;
  readonly width: number;
  readonly size: number;
  readonly weight?: Weight;
  readonly align?: 'left' | 'right';
  readonly colour?: string;
}

/** Writes with embedded fonts, letter by letter from the part that has it. */
export interface Pen {
  /** Below what was written last, or at `y`. */
  write(text: string, box: TextBox): void;
  /** How wide the longest word gets. */
  longestWord(text: string, box: Pick<TextBox, 'size' | 'weight'>): number;
  /** How high the text gets; never less than it turns out. */
  height(text: string, box: Pick<TextBox, 'width' | 'size' | 'weight'>): number;
}

type Document = InstanceType<typeof PDFDocument>;
type Part = keyof typeof parts;

const fontFile = (part: Part, weight: Weight) =>
  createRequire(import.meta.url).resolve(
    `@fontsource/noto-sans/files/noto-sans-${parts[part]}-${weights[weight]}-normal.woff`,
  );

export function penOf(document: Document): Pen {
  for (const part of ['latin', 'further'] as const)
    for (const weight of ['regular', 'bold'] as const)
      document.registerFont(`${part} ${weight}`, readFileSync(fontFile(part, weight)));
  const has = coverage(document);
  const font = (part: Part, { weight = 'regular', size }: Pick<TextBox, 'weight' | 'size'>) =>
    document.font(`${part} ${weight}`).fontSize(size);

  return {
    write(text, box) {
      const { x, y, width, align = 'left', colour = '#242424' } = box;
      const runs = runsOf(text, has);
      for (const [at, run] of runs.entries()) {
        font(run.part, box).fillColor(colour);
        const options = { width, align, lineGap: 1, continued: at < runs.length - 1 };
        if (at > 0) document.text(run.text, options);
        else document.text(run.text, x, y ?? document.y, options);
      }
    },
    longestWord(text, box) {
      font('latin', box);
      const widths = measured(text, has)
        .split(/[ \n]+/)
        .map((word) => document.widthOfString(word));
      return Math.max(...widths);
    },
    height(text, box) {
      return font('latin', box).heightOfString(measured(text, has), { width: box.width, lineGap: 1 });
    },
  };
}

/** A wide letter for each that another part writes: a measure is then on the safe side. */
function measured(text: string, has: Has): string {
  const runs = runsOf(text, has);
  return runs.map((run) => (run.part === 'latin' ? run.text : run.text.replace(/./gu, 'm'))).join('');
}

interface Run {
  readonly part: Part;
  readonly text: string;
}

type Has = (part: Part, letter: string) => boolean;

/** The library knows which letters a font has, its types do not. */
function coverage(document: Document): Has {
  const fonts = Object.fromEntries(
    Object.keys(parts).map((part) => {
      document.font(`${part} regular`);
      const { font } = (
        document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } }
      )._font;
      return [part, font];
    }),
  );
  return (part, letter) => fonts[part]?.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) === true;
}

/** A letter that no part has becomes a mark of its own, so that nobody takes the text for whole. */
function runsOf(text: string, has: Has): readonly Run[] {
  const runs: { part: Part; text: string }[] = [];
  const letters = text
    .normalize('NFC')
    .toWellFormed()
    .replace(/(?!\n)\p{Cc}/gu, ' ');
  for (const letter of letters) {
    const part = letter === '\n' || has('latin', letter) ? 'latin' : 'further';
    const known = part === 'latin' || has(part, letter);
    const last = runs.at(-1);
    const as = known ? part : 'latin';
    const written = known ? letter : '\uFFFD';
    if (last?.part === as) last.text += written;
    else runs.push({ part: as, text: written });
  }
  return runs.length === 0 ? [{ part: 'latin', text: '' }] : runs;
}
