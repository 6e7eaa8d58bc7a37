import { narrowedRests } from './bounds.ts';
import { type ReleasedCell, type ReleaseInput, type ShownCell } from './cells.ts';
import { smallCombinations } from './combinations.ts';
import { distributions, type Shares } from './distributions.ts';
import { stepsOf } from './question.ts';
import { steady } from './steady.ts';
import { leavesAnswersOpen, marginOf, type Score, scoreOf, type ScoreRules } from './scores.ts';
import { largestSelection } from './selection.ts';
import { leastLosses, type Tally, tallyOf } from './tally.ts';
import { restOf } from './tree.ts';

export type { ReleasedCell, ReleaseInput, ShownCell } from './cells.ts';

/**
 * What may be shown of one question, to anybody: the same cells for every role, channel and export. As much as
 * the rules allow (see `largestSelection`), such that nobody's answer and no small group's total follows from all
 * of it together, neither exactly nor by the ends of the scale.
 */
export function release(input: ReleaseInput): readonly ReleasedCell[] {
  const tally = tallyOf(input);
  return steady(input, tally, releaseAlone(input, tally));
}

/** As if no round had been before. */
function releaseAlone(input: ReleaseInput, tally: Tally): readonly ReleasedCell[] {
  const choices = input.question.scale === 'one' || input.question.scale === 'several';
  const shares = (shown: ReadonlySet<string>): ReadonlyMap<string, Shares> =>
    distributions({ ...input, tally, may: shown });
  if (choices) {
    const shown = shares(new Set(input.units.map((unit) => unit.id)));
    return cellsOf(input, tally, (unit) => {
      const own = shown.get(unit);
      return own && { score: undefined, margin: 0, shares: own, widened: false };
    });
  }
  const at: ScoreRules = { scale: input.question.scale, steps: stepsOf(input.question), rules: input.rules };
  const shown = shownScores(at, tally);
  const exact = new Set([...shown].filter(([, score]) => score.bound === 'about').map(([unit]) => unit));
  const shown11 = shares(exact);
  return cellsOf(input, tally, (unit) => {
    const score = shown.get(unit);
    const margin = marginOf(at, tally.allAnswers.get(unit) ?? 0);
    return score && { score, margin, shares: shown11.get(unit), widened: false };
  });
}

/** So many units times second looks: a small agency is worth looking at again, a large one hides little anyhow. */
const SECOND_LOOKS = 3000;

/** Which part gives way for a rest that tells too much is a guess; so each that did is looked at again, if it stays. */
function shownScores(at: ScoreRules, tally: Tally): ReadonlyMap<string, Score> {
  const first = scoresKeeping(at, tally, undefined);
  const worth = (found: typeof first): number =>
    found.scores.size +
    (tally.tree.roots.some((root) => found.scores.has(root)) ? tally.tree.upwards.length : 0);
  let best = first;
  for (const unit of [...first.withheld].slice(0, SECOND_LOOKS / tally.tree.upwards.length)) {
    const other = scoresKeeping(at, tally, unit);
    if (worth(other) > worth(best)) best = other;
  }
  return best.scores;
}

function scoresKeeping(
  at: ScoreRules,
  tally: Tally,
  kept: string | undefined,
): { readonly scores: ReadonlyMap<string, Score>; readonly withheld: ReadonlySet<string> } {
  const { rules } = at;
  const withheld = new Set<string>();
  for (;;) {
    const units = largestSelection({
      ...tally,
      rest: rules.hiddenRest,
      mayShow: (unit) =>
        !withheld.has(unit) &&
        (tally.allPeople.get(unit) ?? 0) >= rules.scores &&
        (tally.allAnswers.get(unit) ?? 0) >= rules.scores,
    });
    const scores = new Map(
      [...units].map((unit) => [
        unit,
        scoreOf(at, tally.allAnswers.get(unit) ?? 0, tally.allPoints.get(unit) ?? 0),
      ]),
    );
    const known = new Map([...scores].map(([unit, { known }]) => [unit, known]));
    const telling = tellingRests(at, tally, known);
    const leaks = telling.size > 0 ? telling : determined(tally, units, rules.hiddenRest);
    if (leaks.size === 0)
      return { scores: new Map([...scores].map(([unit, { score }]) => [unit, score])), withheld };
    for (const unit of leastLosses(tally, units, leaks, kept)) withheld.add(unit);
  }
}

/** The shown units whose rest (what their shown parts leave over) would tell too much of each single answer. */
function tellingRests(
  at: ScoreRules,
  tally: Tally,
  published: Parameters<typeof narrowedRests>[0]['published'],
): ReadonlySet<string> {
  const answers = restOf(tally.tree, new Set(published.keys()), tally.answers);
  const rest = new Map(
    [...answers].map(([unit, count]) => [unit, { low: count * at.steps.min, high: count * at.steps.max }]),
  );
  const known = narrowedRests({ tree: tally.tree, published, rest });
  return new Set(
    [...known].flatMap(([unit, total]) =>
      leavesAnswersOpen(at, answers.get(unit) ?? 0, total) ? [] : [unit],
    ),
  );
}

/**
 * The proof over the result, for every linear combination of the published totals at once: none speaks of fewer than
 * `least` answers; see `smallCombinations`. Here a group is a unit with answers of its own.
 */
function determined(tally: Tally, shown: ReadonlySet<string>, least: number): ReadonlySet<string> {
  const { tree, answers } = tally;
  const units = tree.upwards.filter((unit) => shown.has(unit));
  const number = new Map(tree.upwards.map((unit, at) => [unit, at]));
  const groups = new Map(units.map((unit) => [unit, [] as number[]]));
  for (const unit of tree.upwards) {
    if ((answers.get(unit) ?? 0) === 0) continue;
    for (let at: string | undefined = unit; at !== undefined; at = tree.parent(at))
      groups.get(at)?.push(number.get(unit) ?? 0);
  }
  const leaks = smallCombinations(
    units.map((unit, at) => ({ groups: groups.get(unit) ?? [], mark: -1 - at })),
    tree.upwards.map((unit) => answers.get(unit) ?? 0),
    least,
  );
  return new Set(leaks.flatMap((marks) => units[-1 - Math.max(...marks)] ?? []));
}

function cellsOf(
  { units, rules, question }: ReleaseInput,
  tally: Tally,
  shown: (unit: string) => Omit<ShownCell, 'unit' | 'shown'> | undefined,
): readonly ReleasedCell[] {
  const scored = question.scale !== 'one' && question.scale !== 'several';
  const least = scored ? rules.scores : rules.distributions;
  return units.map(({ id }) => {
    const figures = shown(id);
    if (figures) return { unit: id, shown: true, ...figures };
    if ((tally.allPeople.get(id) ?? 0) < rules.scores)
      return { unit: id, shown: false, why: 'unit-too-small' };
    const few = (tally.allAnswers.get(id) ?? 0) < least;
    return { unit: id, shown: false, why: few ? 'too-few-answers' : 'protects-others' };
  });
}
