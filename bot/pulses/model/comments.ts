import { type ReleasedCell } from './cells.ts';
import { type Rules } from './rules.ts';
import { largestSelection } from './selection.ts';
import { tallyOf } from './tally.ts';
import { nearestAbove, type TreeUnit } from './tree.ts';

export interface CommentsInput {
  readonly units: readonly TreeUnit[];
  readonly homes: ReadonlyMap<string, number>;
  /** The home unit of each person who answered the question. */
  readonly answered: readonly string[];
  readonly comments: readonly { readonly unit: string; readonly text: string }[];
  /** What is released of the same question. */
  readonly cells: readonly ReleasedCell[];
  readonly rules: Rules;
  /** A whole number from 0 up to, not including, the given one; every one as likely. */
  readonly draw: (below: number) => number;
}

export interface ReleasedComment {
  readonly unit: string;
  readonly text: string;
}

const MAX_LENGTH = 500;

/**
 * The comments that may be read, each once: at the smallest unit that may show comments, or the nearest above.
 * What is read at a unit was written by one of those whom no smaller unit with comments covers, and these are always
 * as many answers as comments need (or nobody): no comment is narrowed down further by looking at the parts.
 * The order is drawn anew for each question, so that neither score, length, time nor another question's comments
 * go with it. A comment that no unit may show is not kept.
 */
export function releaseComments(input: CommentsInput): readonly ReleasedComment[] {
  const { units, homes, answered, cells, rules } = input;
  const tally = tallyOf({ units, homes, ballots: answered.map((unit) => ({ unit, answer: 0 })) });
  const plain = new Set(cells.filter((cell) => cell.shown && !cell.widened).map(({ unit }) => unit));
  const shown = largestSelection({
    ...tally,
    rest: rules.distributions,
    mayShow: (unit) => plain.has(unit) && (tally.allAnswers.get(unit) ?? 0) >= rules.distributions,
  });
  const placed = input.comments.flatMap(({ unit, text }) => {
    const at = shown.has(unit) ? unit : nearestAbove(tally.tree, unit, shown);
    const read = shortened(text);
    return at === undefined || read === '' ? [] : [{ unit: at, text: read }];
  });
  return shuffled(placed, input.draw);
}

/** Never cut in the middle of a character. */
function shortened(text: string): string {
  return text
    .trim()
    .slice(0, MAX_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

/** Fisher and Yates. */
function shuffled<One>(all: readonly One[], draw: CommentsInput['draw']): readonly One[] {
  const order = [...all];
  for (let last = order.length - 1; last > 0; last--) {
    const other = draw(last + 1);
    const [one, two] = [order[last], order[other]];
    if (one === undefined || two === undefined) continue;
    order[last] = two;
    order[other] = one;
  }
  return order;
}
