import { type Crew } from '../../bot/pulses/model/membership.ts';
import { release, type ReleasedCell } from '../../bot/pulses/model/release.ts';
import { rules } from '../../bot/pulses/model/rules.ts';

const AGENCIES = 3000;
/** How often leaders choose 1 to 5; 4 is what one guesses who knows nothing else. */
const usual = [0.04, 0.1, 0.26, 0.4, 0.2];
const mode = 4;
const question = { scale: 'agree5', options: [] } as const;

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Two rounds of one agency, everybody answers; the others repeat with a chance, one person comes or goes. */
interface Seen {
  readonly who: number;
  readonly people: readonly [before: number, after: number];
  readonly before: readonly ReleasedCell[];
  readonly after: readonly ReleasedCell[];
}

const units = [
  { id: 'etat', parent: undefined },
  { id: 'plan', parent: 'etat' },
  { id: 'drift', parent: 'etat' },
];

function play(draw: () => number, repeats: number, build: { readonly steady: boolean }): Seen {
  const answer = () => {
    let left = draw();
    return (
      1 +
      Math.max(
        0,
        usual.findIndex((share) => (left -= share) <= 0),
      )
    );
  };
  const some = (size: number) => Array.from({ length: size }, answer);
  const again = (answers: readonly number[]) => answers.map((one) => (draw() < repeats ? one : answer()));
  const plan = some(6 + Math.floor(draw() * 10));
  const drift = some(6 + Math.floor(draw() * 10));
  const who = answer();
  const isJoin = draw() < 0.5;
  const round = (of: { plan: number[]; drift: number[] }, cells?: readonly ReleasedCell[]) =>
    release({
      units,
      homes: new Map(Object.entries(of).map(([unit, answers]) => [unit, answers.length])),
      question,
      ballots: Object.entries(of).flatMap(([unit, answers]) => answers.map((answer) => ({ unit, answer }))),
      rules,
      history: cells && build.steady ? { rounds: [{ units, cells }], crews: [crews] } : undefined,
    });
  const crews: Crew[] = [
    { homes: ['plan', 'plan'], people: plan.length },
    { homes: ['drift', 'drift'], people: drift.length },
    { homes: isJoin ? [undefined, 'plan'] : ['plan', undefined], people: 1 },
  ];
  const before = round({ plan: isJoin ? plan : [...plan, who], drift });
  const later = { plan: again(plan), drift: again(drift) };
  const after = round({ ...later, plan: isJoin ? [...later.plan, who] : later.plan }, before);
  const few = plan.length;
  return { who, people: isJoin ? [few, few + 1] : [few + 1, few], before, after };
}

const scoreIn = (cells: readonly ReleasedCell[], unit: string) => {
  const cell = cells.find((one) => one.unit === unit);
  return cell?.shown ? cell.score : undefined;
};

/** Believes that the others have repeated, and subtracts. */
function bySubtracting({ before, after, people }: Seen): number {
  const first = scoreIn(before, 'plan');
  const second = scoreIn(after, 'plan');
  if (!first || !second) return mode;
  const difference = Math.round(second.value * people[1]) - Math.round(first.value * people[0]);
  return Math.min(5, Math.max(1, Math.abs(difference)));
}

/** Everything that has changed between the two rounds, as one who has seen a thousand agencies would look it up. */
function look({ before, after, people }: Seen): string {
  const change = ['plan', 'etat'].map((unit) => {
    const first = scoreIn(before, unit);
    const second = scoreIn(after, unit);
    if (!first || !second) return 'hidden';
    const moved = Math.round((second.value - first.value) * 10);
    return moved === 0
      ? 'stands'
      : `${first.bound}${second.bound}${Math.sign(moved)}${Math.min(9, Math.abs(moved))}`;
  });
  return [...change, people[1] > people[0]].join(' ');
}

/** Learns from the first half what was usually true, and guesses in the second. */
function byExperience(seen: readonly Seen[]): { readonly hits: number; readonly tries: readonly Seen[] } {
  const half = Math.floor(seen.length / 2);
  const learnt = Map.groupBy(seen.slice(0, half), look);
  const tries = seen.slice(half);
  const guess = (one: Seen) => {
    const same = (learnt.get(look(one)) ?? []).map(({ who }) => who);
    // A handful of cases teaches nothing.
    if (same.length < 10) return mode;
    const times = (answer: number) => same.filter((who) => who === answer).length;
    return [1, 2, 3, 4, 5].reduce((best, answer) => (times(answer) > times(best) ? answer : best), mode);
  };
  return { hits: tries.filter((one) => guess(one) === one.who).length, tries };
}

const shareOf = (seen: readonly Seen[], guess: (one: Seen) => number) =>
  (100 * seen.filter((one) => guess(one) === one.who).length) / seen.length;

describe('somebody who subtracts two rounds to learn what one answered who came or left', () => {
  it.each([0.8, 0.9, 1])(
    'does no better than by guessing when the others repeat with a chance of %p',
    (repeats) => {
      const draw = random(Math.round(repeats * 100));
      const seen = Array.from({ length: AGENCIES }, () => play(draw, repeats, { steady: true }));
      const guessing = shareOf(seen, () => mode);
      const experience = byExperience(seen);
      const byMode = shareOf(experience.tries, () => mode);
      const learnt = (100 * experience.hits) / experience.tries.length;
      const subtracting = shareOf(seen, bySubtracting);
      process.stdout.write(
        `others repeat ${repeats}: subtracting ${subtracting.toFixed(1)} %, guessing ${guessing.toFixed(1)} %; ` +
          `from experience ${learnt.toFixed(1)} %, guessing ${byMode.toFixed(1)} %\n`,
      );
      expect(subtracting).toBeLessThanOrEqual(guessing + 1);
      expect(learnt).toBeLessThanOrEqual(byMode + 1);
    },
  );

  it('succeeds where each round is released as if it were the first, so that this test can fail', () => {
    const draw = random(7);
    const seen = Array.from({ length: AGENCIES }, () => play(draw, 1, { steady: false }));
    const subtracting = shareOf(seen, bySubtracting);
    process.stdout.write(`each round on its own: subtracting ${subtracting.toFixed(1)} %\n`);
    expect(subtracting).toBeGreaterThan(50);
  });
});
