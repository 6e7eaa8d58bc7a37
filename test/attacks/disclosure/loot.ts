import { strFromU8, unzipSync } from 'fflate';
import { type Scale } from '../../../bot/content/model.ts';
import { stepsOf } from './agency.ts';
import { type Visitor } from './house.ts';
import { type Known } from './linear.ts';
import { pdfTexts } from './pdf.ts';

/** One printed figure, as it came out of a reply: who or what it was printed for no longer matters. */
export interface Figure {
  readonly round: string;
  readonly question: number;
  readonly unit: string;
  readonly text: string;
  readonly margin: number;
  readonly widened: boolean;
  readonly distribution: readonly { readonly label: string; readonly percent: number }[] | null;
}

export interface RateFigure {
  readonly round: string;
  readonly unit: string;
  readonly text: string;
}

export interface HiddenCell {
  readonly round: string;
  readonly question: number;
  readonly unit: string;
  readonly why: string;
}

/** Everything that anybody could fetch, put together. */
export interface Loot {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly rates: ReadonlyMap<string, RateFigure>;
  readonly hidden: ReadonlyMap<string, HiddenCell>;
  /** The same figure printed in two ways: a find of its own. */
  readonly contradictions: readonly string[];
}

type Cell = { readonly unit: string; readonly shown: boolean } & Partial<Figure> & Partial<HiddenCell>;

interface Reply {
  readonly rounds?: readonly {
    readonly id: string;
    readonly cells: readonly Cell[];
    readonly rates: readonly ({ readonly unit: string; readonly shown: boolean } & Partial<RateFigure>)[];
  }[];
}

/** One of each role, and a leader of each unit that has one. */
export function visitorsOf(tenant: string, homes: ReadonlyMap<string, string>): readonly Visitor[] {
  const anybody = new Map([...homes].map(([person, unit]) => [unit, person]));
  return [
    { tenant, id: 'hr', roles: ['Puls.HR'] },
    { tenant, id: 'tillitsvalgt', roles: ['Puls.Representative'] },
    { tenant, id: 'admin', roles: ['Puls.Admin'] },
    { tenant, id: 'utenfor', roles: [] },
    ...[...anybody.values()].map((id): Visitor => ({ tenant, id, roles: [] })),
  ];
}

export function emptyLoot() {
  const figures = new Map<string, Figure>();
  const rates = new Map<string, RateFigure>();
  const hidden = new Map<string, HiddenCell>();
  const contradictions: string[] = [];
  const add = <Of>(to: Map<string, Of>, key: string, value: Of): void => {
    const before = to.get(key);
    if (before === undefined) to.set(key, value);
    else if (JSON.stringify(before) !== JSON.stringify(value))
      contradictions.push(`${JSON.stringify(before)} / ${JSON.stringify(value)}`);
  };
  return {
    loot: { figures, rates, hidden, contradictions } satisfies Loot,
    /** Takes in what GET /api/results answered. */
    take: (reply: unknown): void => {
      const seen = new Map<string, number>();
      for (const round of (reply as Reply).rounds ?? []) {
        const question = seen.get(round.id) ?? 0;
        seen.set(round.id, question + 1);
        for (const cell of round.cells) takeCell(round.id, question, cell);
        for (const { unit, shown, text } of round.rates)
          if (shown) add(rates, `${round.id} ${unit}`, { round: round.id, unit, text: text ?? '' });
      }
    },
  };

  function takeCell(round: string, question: number, cell: Cell): void {
    const { unit, shown, why = '', text = '', margin = 0, distribution = null, widened = false } = cell;
    const key = `${round} ${question} ${unit}`;
    if (shown) add(figures, key, { round, question, unit, text, margin, distribution, widened });
    else add(hidden, key, { round, question, unit, why });
  }
}

/** The figures of one question of one round, by unit. */
export function figuresOf(loot: Loot, round: string, question: number): readonly Figure[] {
  return [...loot.figures.values()].filter((one) => one.round === round && one.question === question);
}

/** How finely a build prints the mean of so many answers; no secret. */
export type PrintStep = (scale: Scale, answers: number) => number;

/**
 * What a printed score tells of the total of `people`, if the reader knows how many answered: nothing but the text is
 * used, and the margin where it says that it is coarse. A text this does not understand is a fault of the attack.
 */
export function knownTotal(
  figure: Pick<Figure, 'text' | 'margin' | 'widened'>,
  people: readonly number[],
  { scale, step }: { readonly scale: Scale; readonly step: PrintStep },
): Known {
  const { text, margin, widened } = figure;
  const { min, max } = stepsOf(scale);
  const answers = people.length;
  const all = { people, low: answers * min, high: answers * max };
  const half = widened ? margin + step(scale, answers) / 2 : step(scale, answers) / 2;
  const low = Math.max(all.low, Math.ceil((meanIn(text) - half) * answers - 1e-9));
  const high = Math.min(all.high, Math.floor((meanIn(text) + half) * answers + 1e-9));
  if (text.startsWith('høyst'))
    return { ...all, high: widened ? high : atEnd(meanIn(text), answers, 'høyst') };
  if (text.startsWith('minst')) return { ...all, low: widened ? low : atEnd(meanIn(text), answers, 'minst') };
  if (!/^\d+(?:,\d+)?(?: %)?$/.test(text)) throw new RangeError(`What does "${text}" say?`);
  return { people, low, high };
}

function atEnd(mean: number, answers: number, end: 'høyst' | 'minst'): number {
  return end === 'høyst' ? Math.floor(mean * answers + 1e-9) : Math.ceil(mean * answers - 1e-9);
}

/** The mean in a text, as it stands there. */
export function meanIn(text: string): number {
  const number = Number(/\d+(?:,\d+)?/.exec(text)?.[0]?.replace(',', '.'));
  return text.includes('%') ? number / 100 : number;
}

/** Every text in a card or a reply, in order; numbers too, and what is in a file but for when it was made. */
export function textsIn(part: unknown): readonly string[] {
  if (typeof part === 'string') return [part];
  if (typeof part === 'number' || typeof part === 'boolean') return [String(part)];
  if (part instanceof Uint8Array) return textsInFile(part);
  if (part === null || typeof part !== 'object') return [];
  return Object.values(part).flatMap(textsIn);
}

function textsInFile(bytes: Uint8Array): readonly string[] {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (start === '%PDF') return pdfTexts(bytes);
  if (!start.startsWith('PK'))
    return Buffer.from(bytes)
      .toString('utf8')
      .split(/[\n;,\t]/);
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => !name.startsWith('docProps/'));
  return parts.flatMap(([, xml]) => strFromU8(xml).split(/<[^>]*>/)).filter((text) => text !== '');
}
