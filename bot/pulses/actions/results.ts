import { type Localised } from '../../content/model.ts';
import { type ResultsQuery } from '../api.ts';
import { newestOfAreas } from '../model/pictures.ts';
import { type Question } from '../model/question.ts';
import { type ReleasedRate } from '../model/rates.ts';
import { type Focus, focusOf, periodOf, type Reach, type Reading, readingOf } from '../model/reach.ts';
import { type ReleasedCell } from '../model/release.ts';
import { chainOf } from '../model/tree.ts';
import { type Asked, type CommentOfRound, type EndedRound, resultsStore } from '../store/results.ts';
import { type PulseRound, roundStore, type RoundUnit } from '../store/rounds.ts';
import { type PulseSurroundings } from './surroundings.ts';

export type { EndedRound } from '../store/results.ts';

/** One question of one closed round, as the release engine let it through, for the units a reader may see. */
export interface QuestionResult {
  readonly round: EndedRound;
  readonly question: Question;
  readonly cells: readonly ReleasedCell[];
  readonly rates: readonly ReleasedRate[];
}

export interface Results extends Focus<RoundUnit> {
  /** Oldest first. */
  readonly questions: readonly QuestionResult[];
  /** The newest round is over, but its answers could not be counted. */
  readonly lost: EndedRound | undefined;
  readonly open: { readonly round: PulseRound; readonly question: Question } | undefined;
  /** Every round of the period that is over, newest first. */
  readonly ended: readonly EndedRound[];
  readonly period: { readonly from: Date | undefined; readonly to: Date };
  readonly programmes: readonly { readonly id: string; readonly name: Localised; readonly zone: string }[];
  readonly areas: readonly Question['area'][];
  readonly comments: readonly SeenComment[];
  readonly moreComments: boolean;
}

interface SeenComment {
  readonly round: EndedRound;
  readonly question: Question;
  readonly unit: string;
  readonly text: string;
}

export interface ResultsWanted {
  readonly tenant: string;
  readonly reach: Reach;
  /** May the reader see comments at all? */
  readonly comments: boolean;
  readonly query: ResultsQuery;
}

export type ResultsSurroundings = Pick<PulseSurroundings, 'database' | 'clock'> & {
  readonly programme: Pick<PulseSurroundings['programme'], 'round' | 'zone'>;
  readonly packs: Pick<PulseSurroundings['packs'], 'find'>;
};

const MOST_COMMENTS = 100;

/** Reads what the query chooses among the released cells within the reader's reach, and no more. */
export async function pulseResults(at: ResultsSurroundings, wanted: ResultsWanted): Promise<Results> {
  const { tenant, query, reach } = wanted;
  const now = at.clock.now();
  const period = periodOf(query, now);
  const store = resultsStore({ connection: at.database }, tenant);
  const rounds = roundStore({ connection: at.database, engine: at.database.engine });
  const all = await store.rounds(period);
  const ended = all.filter(({ programme }) => (query.programme ?? programme) === programme);
  const asked = await store.asked(all.filter(({ state }) => state === 'closed'));
  const chosen = asked.filter(
    ({ round, question }) => ended.includes(round) && (query.area ?? question.area.id) === question.area.id,
  );
  const last = ended.at(-1);
  const tree = last ? await rounds.units({ tenant, id: last.id }) : [];
  const focus = focusOf(tree, reach, query.unit);
  const reading = readingOf(tree, focus, wanted);
  const questions = await withCells(store, chosen, reading);
  const comments = wanted.comments ? await store.comments(chosen, reading.comments, MOST_COMMENTS + 1) : [];
  return {
    ...focus,
    unit: query.unit === undefined ? (nearestShown(focus, questions) ?? focus.unit) : focus.unit,
    questions,
    lost: last?.state === 'lost' ? last : undefined,
    open: await openRound(rounds, wanted, now),
    ended: ended.toReversed(),
    period,
    programmes: await programmesOf(at, tenant, all),
    areas: [...new Map(asked.map(({ question: { area } }) => [area.id, area])).values()],
    comments: comments.slice(0, MOST_COMMENTS).flatMap((comment) => commentOf(comment, chosen)),
    moreComments: comments.length > MOST_COMMENTS,
  };
}

async function withCells(
  store: ReturnType<typeof resultsStore>,
  asked: readonly Asked[],
  { history, newest }: Reading,
): Promise<readonly QuestionResult[]> {
  const rounds = [...new Set(asked.map(({ round }) => round.id))];
  const latest = newestOfAreas(asked, ({ question: { area, scale, wanted } }) => ({
    ...{ area: area.id, scale, lowIsBest: wanted === 'low' },
  }));
  const [cells, moreCells, rates, moreRates] = await Promise.all([
    store.cells(asked, history),
    store.cells(latest, newest),
    store.rates(rounds, history),
    store.rates(rounds.slice(-1), newest),
  ]);
  const further = ({ unit }: { readonly unit: string }) => history?.includes(unit) === false;
  const allCells = [...cells, ...moreCells.filter(({ cell }) => further(cell))];
  const allRates = [...rates, ...moreRates.filter(({ rate }) => further(rate))];
  const cellsOf = Map.groupBy(allCells, ({ round, position }) => `${position} ${round}`);
  const ratesOf = Map.groupBy(allRates, ({ round }) => round);
  return asked.map(({ round, position, question }) => ({
    round,
    question,
    cells: (cellsOf.get(`${position} ${round.id}`) ?? []).map(({ cell }) => cell),
    rates: (ratesOf.get(round.id) ?? []).map(({ rate }) => rate),
  }));
}

/** Somebody whose own unit has no figures reads those of the nearest larger one that has. */
function nearestShown(
  { units, unit }: Focus<RoundUnit>,
  questions: readonly QuestionResult[],
): string | undefined {
  const shown = new Set(
    questions.flatMap(({ cells }) => cells.filter((cell) => cell.shown)).map(({ unit }) => unit),
  );
  return chainOf(units, unit ?? '').find((one) => shown.has(one));
}

function commentOf({ round, position, ...comment }: CommentOfRound, asked: readonly Asked[]): SeenComment[] {
  const place = asked.find((one) => one.round.id === round && one.position === position);
  return place ? [{ ...comment, round: place.round, question: place.question }] : [];
}

async function openRound(
  rounds: ReturnType<typeof roundStore>,
  { tenant, query }: ResultsWanted,
  now: Date,
): Promise<Results['open']> {
  const [round] = (await rounds.openRounds())
    .filter((one) => one.tenant === tenant && now < one.closesAt)
    .filter(({ programme }) => (query.programme ?? programme) === programme)
    .sort((one, other) => one.closesAt.getTime() - other.closesAt.getTime());
  const [question] = round ? await rounds.questions(round) : [];
  return round && question && { round, question };
}

/** By the pack that the programme's newest round was taken from. */
async function programmesOf(
  { programme, packs }: ResultsSurroundings,
  tenant: string,
  rounds: readonly EndedRound[],
): Promise<Results['programmes']> {
  const newest = new Map(rounds.map((round) => [round.programme, round.id]));
  return Promise.all(
    [...newest].map(async ([id, round]) => {
      const newest = await programme.round(tenant, round);
      const name = packs.find(newest?.pack ?? '')?.name;
      const zone = newest ? await programme.zone(newest) : 'Europe/Oslo';
      return { id, name: name ?? { nb: id, nn: id, en: id }, zone };
    }),
  );
}
