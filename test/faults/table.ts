import { type AnswerTally } from './respondents.ts';
import { type PostTally } from './tally.ts';

/** One column of the closing table. */
export interface Outcome {
  readonly name: string;
  readonly posts: PostTally;
  /** `undefined` = nobody answers here: it only sends. */
  readonly answers: AnswerTally | undefined;
  readonly faults: number;
  readonly kills: number;
}

const sumOf = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((sum, one) => sum + one, 0);

interface Line {
  readonly name: string;
  readonly of: (outcome: Outcome) => number | undefined;
  /** Anything else is a promise broken. */
  readonly mustBeZero?: true;
}

const lines: readonly Line[] = [
  { name: 'Faults injected', of: ({ faults }) => faults },
  { name: 'Kills and crashes among them', of: ({ kills }) => kills },
  { name: 'Due', of: ({ posts }) => posts.due },
  { name: 'Posted', of: ({ posts }) => posts.posted },
  { name: 'Skipped, with the reason', of: ({ posts }) => sumOf(posts.skipped) },
  { name: 'Handed over', of: ({ posts }) => posts.handedOver },
  { name: 'Duplicates', of: ({ posts }) => posts.duplicates, mustBeZero: true },
  { name: 'Silently missed', of: ({ posts }) => posts.missed, mustBeZero: true },
  { name: 'Told otherwise than it is', of: ({ posts }) => posts.wronglyTold, mustBeZero: true },
  { name: 'Answers acknowledged', of: ({ answers }) => answers?.acknowledged },
  { name: 'Acknowledged answers lost', of: ({ answers }) => answers?.lost, mustBeZero: true },
  { name: 'Counted twice', of: ({ answers }) => answers?.countedTwice, mustBeZero: true },
];

/** Every due post has ended in exactly one of the ways, and nothing that must be zero is not. */
export function brokenPromises(outcome: Outcome): readonly string[] {
  const { due, posted, skipped, handedOver, missed, wronglyTold } = outcome.posts;
  const broken = lines
    .filter(({ mustBeZero, of }) => mustBeZero === true && (of(outcome) ?? 0) > 0)
    .map(({ name, of }) => `${outcome.name}: ${name.toLowerCase()} ${of(outcome) ?? 0}`);
  const ended = posted + sumOf(skipped) + handedOver + missed + wronglyTold;
  return ended === due ? broken : [...broken, `${outcome.name}: ${due} due, but ${ended} accounted for`];
}

const number = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString('en-US'));

/** As Markdown, wide enough to be read as it is. */
export function closingTable(outcomes: readonly Outcome[]): string {
  const rows = [
    ['', ...outcomes.map(({ name }) => name)],
    ...lines.map(({ name, of, mustBeZero }) => [
      mustBeZero === true ? `**${name}** (0)` : name,
      ...outcomes.map((outcome) => number(of(outcome))),
    ]),
  ];
  const widths = rows[0]?.map((_cell, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const drawn = rows.map(
    (row) =>
      `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [drawn[0], rule, ...drawn.slice(1)].join('\n');
}

/** Why posts were skipped, most frequent first. */
export function reasonsTable({ name, posts }: Outcome): string {
  const reasons = [...posts.skipped].sort(([, one], [, other]) => other - one);
  return [`Skipped by ${name}:`, ...reasons.map(([reason, times]) => `- ${reason}: ${times}`)].join('\n');
}
