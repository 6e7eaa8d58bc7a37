import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type PersonRef } from '../../people/model.ts';
import { type Ballot } from '../model/ballot.ts';
import { type Promised, promiseFor } from '../model/promise.ts';
import { type Question } from '../model/question.ts';
import { type ReleasedCell, type ShownCell } from '../model/release.ts';
import { type HiddenReason, rules } from '../model/rules.ts';
import { chainOf } from '../model/tree.ts';
import { releasedStore } from '../store/released.ts';
import { type PulseRound, roundStore, type RoundUnit } from '../store/rounds.ts';
import { pulseAnswers } from './answering.ts';
import { openRounds } from './open-round.ts';
import { type PulseSurroundings } from './surroundings.ts';

export type { RoundUnit } from '../store/rounds.ts';

/** The question as one viewer meets it while the round is open. */
export interface AskView {
  readonly state: 'open' | 'closed' | 'lost';
  readonly questions: readonly Question[];
  readonly ballot: Ballot | undefined;
  /** Where the viewer's answer counts, and what becomes of it. */
  readonly unit: RoundUnit | undefined;
  readonly promise: Promised | undefined;
  readonly larger: RoundUnit | undefined;
  readonly closesAt: Date;
  readonly zone: string;
}

/** One question's result as a channel may see it. */
export interface ResultView {
  readonly question: Question;
  /** The channel's unit, or the larger one whose result it sees instead; `undefined` = nothing to show. */
  readonly shown: { readonly unit: RoundUnit; readonly cell: ShownCell } | undefined;
  /** Why it is not the channel's own unit. */
  readonly why: HiddenReason | undefined;
  /** Earlier rounds of the same question in the same unit, oldest first. */
  readonly earlier: readonly { readonly week: string; readonly cell: ShownCell }[];
}

export interface PulseViews {
  /** `undefined` when the round has no question. */
  ask(round: Round, channel: LeaderChannel, viewer: PersonRef | undefined): Promise<AskView | undefined>;
  result(round: Round, channel: LeaderChannel): Promise<readonly ResultView[] | 'lost'>;
}

export function pulseViews(at: PulseSurroundings): PulseViews {
  const stores = { connection: at.database, engine: at.database.engine };
  const rounds = roundStore(stores);
  const answers = pulseAnswers(at);
  const open = openRounds(at);
  return {
    async ask(round, channel, viewer) {
      const kept = await rounds.round(round);
      if (!kept) return undefined;
      const found = await open.find(round);
      const units = await rounds.units(round);
      const countsIn = viewer ? await open.countsIn(round, channel, viewer) : channel.unit;
      const unit = units.find(({ id }) => id === countsIn);
      const promise = unit && promiseFor(units, unit.id, rules);
      return {
        state: typeof found === 'string' ? found : 'open',
        questions: await rounds.questions(round),
        ballot: viewer && (await answers.own(round, viewer)),
        unit,
        promise,
        larger: units.find(({ id }) => id === promise?.larger),
        closesAt: kept.closesAt,
        zone: await at.programme.zone(round),
      };
    },

    async result(round, channel) {
      const kept = await rounds.round(round);
      if (kept?.state === 'lost') return 'lost';
      if (kept?.state !== 'closed') return [];
      const units = await rounds.units(round);
      const root = units.find(({ parent }) => parent === undefined)?.id;
      const chain = chainOf(
        units,
        units.some(({ id }) => id === channel.unit) ? (channel.unit ?? '') : (root ?? ''),
      );
      const history = await historyOf(stores, kept, chain);
      return (await rounds.questions(round)).map((question, position) =>
        resultOf({ question, position, round: kept, units, chain, history }),
      );
    },
  };
}

interface HistoryRow {
  readonly round: PulseRound;
  readonly question: Question;
  readonly position: number;
  readonly cell: ReleasedCell;
}

async function historyOf(
  at: Parameters<typeof roundStore>[0],
  until: PulseRound,
  chain: readonly string[],
): Promise<readonly HistoryRow[]> {
  const store = roundStore(at);
  const rounds = (await store.rounds(until.tenant)).filter(({ opensAt }) => opensAt <= until.opensAt);
  const questions = await store.allQuestions(until.tenant);
  const cells = await releasedStore(at).cells(until.tenant, chain);
  return rounds.flatMap((round) =>
    cells
      .filter((cell) => cell.round === round.id)
      .flatMap(({ position, cell }) => {
        const question = questions.get(round.id)?.[position];
        return question ? [{ round, question, position, cell }] : [];
      }),
  );
}

function resultOf(of: {
  readonly question: Question;
  readonly position: number;
  readonly round: PulseRound;
  readonly units: readonly RoundUnit[];
  readonly chain: readonly string[];
  readonly history: readonly HistoryRow[];
}): ResultView {
  const { question, chain, history, round } = of;
  const now = history.filter((row) => row.round.id === round.id && row.position === of.position);
  const cellOf = (unit: string | undefined): ReleasedCell | undefined =>
    now.find(({ cell }) => cell.unit === unit)?.cell;
  const unit = of.units.find(({ id }) => id === chain.find((one) => cellOf(one)?.shown === true));
  const cell = cellOf(unit?.id);
  const own = cellOf(chain[0]);
  return {
    question,
    shown: unit && cell?.shown ? { unit, cell } : undefined,
    why: own?.shown === false ? own.why : undefined,
    earlier: history.flatMap((row) =>
      row.round.id !== round.id &&
      row.question.id === question.id &&
      row.question.scale === question.scale &&
      row.cell.unit === unit?.id &&
      row.cell.shown
        ? [{ week: row.round.week, cell: row.cell }]
        : [],
    ),
  };
}
