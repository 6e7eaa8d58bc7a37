import { type ReleasedRate } from '../../../bot/pulses/model/rates.ts';
import { type ReleasedCell } from '../../../bot/pulses/model/release.ts';
import { ballotStore } from '../../../bot/pulses/store/ballots.ts';
import { releasedStore } from '../../../bot/pulses/store/released.ts';
import { roundStore } from '../../../bot/pulses/store/rounds.ts';
import { stepsOf } from './agency.ts';
import { type Closing } from './house.ts';
import { type PrintStep } from './loot.ts';
import { keyNameOf, sealWith } from './sealed.ts';

/** What an attacker knows of a build: its rules are printed on the page for anybody. */
export interface Knowledge {
  readonly least: { readonly scores: number; readonly distributions: number };
  readonly step: PrintStep;
}

const LEAST = 5;

export const ofThreshold: Knowledge = {
  least: { scores: LEAST, distributions: LEAST },
  step: (scale) => (scale === 'yesno' ? 0.01 : 0.1),
};

export const ofProduct: Knowledge = {
  least: { scores: 6, distributions: 11 },
  step(scale, answers) {
    if (scale === 'zero10') return answers < 100 ? 0.5 : 0.1;
    if (scale === 'yesno') return answers < 200 ? 0.05 : 0.01;
    return 0.1;
  },
};

/** The plain threshold that most products have: every unit with five answers has its mean, its shares and its rate. */
export const thresholdOnly: Closing = async ({ connection, engine, keys, round }) => {
  const rounds = roundStore({ connection, engine });
  const key = await keys.read(keyNameOf(round));
  const seal = key && sealWith(key, { ...round, comments: false });
  const store = ballotStore({ connection, engine });
  const ballots = (await store.all(round)).flatMap(({ token, body }) => seal?.open(token, body) ?? []);
  const units = await rounds.units(round);
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const within = (at: string | undefined, unit: string): boolean =>
    at !== undefined && (at === unit || within(parents.get(at), unit));
  const released = releasedStore({ connection });
  for (const [position, { scale }] of (await rounds.questions(round)).entries()) {
    const cells = units.map(({ id }) => {
      const inUnit = ballots.filter(({ unit }) => within(unit, id)).map(({ answers }) => answers[position]);
      return cellOf(
        id,
        scale,
        inUnit.filter((answer) => typeof answer === 'number'),
      );
    });
    await released.keepCells(round, position, cells);
  }
  const rates = units.map(({ id }) => {
    const invited = units.filter((unit) => within(unit.id, id)).reduce((all, { homes }) => all + homes, 0);
    return rateOf(id, invited, ballots.filter(({ unit }) => within(unit, id)).length);
  });
  await released.keepRates(round, rates);
  await store.removeAll(round);
  await rounds.finish(round, 'closed', round.closesAt);
};

function cellOf(
  unit: string,
  scale: Parameters<typeof stepsOf>[0],
  answers: readonly number[],
): ReleasedCell {
  if (answers.length < LEAST) return { unit, shown: false, why: 'too-few-answers' };
  const { min, max } = stepsOf(scale);
  const mean = answers.reduce((all, answer) => all + answer, 0) / answers.length;
  const value = scale === 'yesno' ? Math.round(mean * 100) : Math.round(mean * 10) / 10;
  const shares = Array.from({ length: max - min + 1 }, (_, step) => {
    const chosen = answers.filter((answer) => answer === min + step).length;
    return Math.round((chosen / answers.length) * 100);
  });
  return {
    unit,
    shown: true,
    score: { value, bound: 'about' },
    margin: 1,
    shares,
    widened: false,
  };
}

function rateOf(unit: string, invited: number, answered: number): ReleasedRate {
  if (invited < LEAST) return { unit, shown: false, why: 'unit-too-small' };
  return { unit, shown: true, rate: { percent: Math.round((answered / invited) * 100), bound: 'about' } };
}
