import { type Interval } from './bounds.ts';
import { type Before, figuresBefore } from './before.ts';
import { unsteady } from './membership.ts';
import { type Rate, type RatesInput, type ReleasedRate } from './response.ts';
import { shareOfOthers } from './steady-figures.ts';
import { unitTree } from './tree.ts';

/** How many were asked and answered, in a unit and all below it. */
export interface Response {
  readonly invited: number;
  readonly answered: number;
}

/**
 * Who takes part tends to take part again, so that two rates tell about those who came or went in between as two
 * scores do; see `steady`. The same remedy: the earlier rate stands as long as they can be the whole reason.
 */
export function steadyRates(
  { units, rules, history }: RatesInput,
  responses: ReadonlyMap<string, Response>,
  rates: readonly ReleasedRate[],
): readonly ReleasedRate[] {
  if (!history || history.rounds.length === 0) return rates;
  const tree = unitTree(units);
  const shownIn = (of: readonly ReleasedRate[]): ReadonlySet<string> =>
    new Set(of.filter(({ shown }) => shown).map(({ unit }) => unit));
  const trees = history.rounds.map((round) => unitTree(round.units));
  const earlier = history.rounds.map((round, at) => ({
    tree: trees[at] ?? tree,
    exact: shownIn(round.rates),
  }));
  const now = { tree, exact: shownIn(rates) };
  const views = history.crews.map((crews) => unsteady(earlier, now, { crews, least: rules.rates }));

  const before = figuresBefore({ trees, tree, crews: history.crews });
  const shown = history.rounds.map(({ rates: of }) => new Map(of.map((rate) => [rate.unit, rate])));
  const rateShown = (rate: ReleasedRate | undefined) =>
    rate?.shown === true ? { of: rate.rate, text: `${rate.rate.bound} ${rate.rate.percent}` } : undefined;
  return rates.map((rate) => {
    const response = responses.get(rate.unit);
    if (!rate.shown || !response || !views.some((blurred) => blurred.has(rate.unit))) return rate;
    const earlier = before(
      rate.unit,
      shown.map((of) => rateShown(of.get(rate.unit))),
    );
    return { ...rate, rate: steadyRate(response, rate.rate, earlier) };
  });
}

function steadyRate({ invited, answered }: Response, now: Rate, before: Before<Rate> | undefined): Rate {
  const step = invited < 20 ? 20 : invited < 40 ? 10 : 5;
  const percent = (100 * answered) / invited;
  if (before) {
    const known = rangeOf(before.of, step / 2);
    const reach = 100 * shareOfOthers(invited, before) + 1e-9;
    if (percent >= known.low - reach && percent <= known.high + reach) return before.of;
  }
  return now.bound === 'about' ? { ...now, percent: Math.round(percent / step) * step } : now;
}

function rangeOf({ percent, bound }: Rate, half: number): Interval {
  if (bound === 'under') return { low: 0, high: percent };
  if (bound === 'over') return { low: percent, high: 100 };
  return { low: percent - half, high: percent + half };
}
