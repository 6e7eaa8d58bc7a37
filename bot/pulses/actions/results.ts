import { type Question } from '../model/question.ts';
import { type ReleasedRate } from '../model/rates.ts';
import { type ReleasedCell } from '../model/release.ts';
import { chainOf } from '../model/tree.ts';
import { releasedStore } from '../store/released.ts';
import { type PulseRound, roundStore, type RoundUnit } from '../store/rounds.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** One question of one closed round, as the release engine let it through, for the units a reader may see. */
export interface QuestionResult {
  readonly round: PulseRound;
  readonly question: Question;
  readonly cells: readonly ReleasedCell[];
  readonly rates: readonly ReleasedRate[];
}

export interface Results {
  /** As they were in the newest round. */
  readonly units: readonly RoundUnit[];
  /** Whose figures a summary speaks of: the first of these that has one. */
  readonly focus: readonly string[];
  /** Oldest first. */
  readonly questions: readonly QuestionResult[];
  /** The newest round is over, but its answers could not be counted. */
  readonly lost: PulseRound | undefined;
  readonly open: { readonly round: PulseRound; readonly question: Question } | undefined;
}

/** Whose results: the whole tree, the agency alone, or a unit and all above it. */
export type Reach = 'all' | 'agency' | { readonly unit: string | undefined };

export async function pulseResults(at: PulseSurroundings, tenant: string, reach: Reach): Promise<Results> {
  const stores = { connection: at.database, engine: at.database.engine };
  const store = roundStore(stores);
  const rounds = await store.rounds(tenant);
  const newest = rounds.at(-1);
  const tree = newest ? await store.units(newest) : [];
  const units = tree.filter(within(tree, reach));
  const seen = reach === 'all' ? undefined : units.map(({ id }) => id);
  const released = releasedStore(stores);
  const cells = Map.groupBy(await released.cells(tenant, seen), ({ round }) => round);
  const rates = Map.groupBy(await released.rates(tenant, seen), ({ round }) => round);
  const questions = await store.allQuestions(tenant);
  const over = rounds.findLast(({ state }) => state !== 'open');
  return {
    units,
    focus:
      typeof reach === 'string'
        ? tree.filter(({ parent }) => parent === undefined).map(({ id }) => id)
        : chainOf(tree, reach.unit ?? ''),
    questions: rounds
      .filter(({ state }) => state === 'closed')
      .flatMap((round) =>
        (questions.get(round.id) ?? []).map((question, place) => ({
          round,
          question,
          cells: (cells.get(round.id) ?? []).flatMap(({ position, cell }) =>
            position === place ? [cell] : [],
          ),
          rates: (rates.get(round.id) ?? []).map(({ rate }) => rate),
        })),
      ),
    lost: over?.state === 'lost' ? over : undefined,
    open: openOf(rounds, questions, at.clock.now()),
  };
}

function openOf(
  rounds: readonly PulseRound[],
  questions: ReadonlyMap<string, readonly Question[]>,
  now: Date,
): Results['open'] {
  const round = rounds.find(({ state, closesAt }) => state === 'open' && now < closesAt);
  const question = round && questions.get(round.id)?.[0];
  return round && question && { round, question };
}

function within(tree: readonly RoundUnit[], reach: Reach): (unit: RoundUnit) => boolean {
  if (reach === 'all') return () => true;
  if (reach === 'agency') return ({ parent }) => parent === undefined;
  const chain = chainOf(tree, reach.unit ?? '');
  return ({ id }) => chain.includes(id);
}
