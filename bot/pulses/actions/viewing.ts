import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type WeeklyCardView } from '../../programme/slots.ts';
import { type Ballot, hasAnswered } from '../model/ballot.ts';
import { promiseFor, type Promised } from '../model/promise.ts';
import { type Question } from '../model/question.ts';
import { type ReleasedCell, type ShownCell } from '../model/release.ts';
import { type HiddenReason, type Rules, rulesOf } from '../model/rules.ts';
import { chainOf, insideOf } from '../model/tree.ts';
import { releasedStore } from '../store/released.ts';
import { type PulseRound, roundStore, type RoundUnit } from '../store/rounds.ts';
import { type PulseState } from '../store/tables.ts';
import { type KeptRound } from './memory.ts';
import { openRounds } from './open-round.ts';
import { questionsOf, unitsAsked } from './asking.ts';
import { type Asked, type Standing, standingOf } from './standing.ts';
import { type PulseSurroundings } from './surroundings.ts';

export type { RoundUnit } from '../store/rounds.ts';

/** The question as one viewer meets it while the round is open. */
export interface AskView {
  readonly state: PulseState;
  readonly questions: readonly Question[];
  /** Every question has room for a comment. */
  readonly comments: boolean;
  readonly rules: Rules;
  readonly ballot: Ballot | undefined;
  /** Where the viewer's answer counts, and what becomes of it. */
  readonly unit: RoundUnit | undefined;
  readonly promise: Promised | undefined;
  readonly larger: RoundUnit | undefined;
  /** The viewer, or everybody in the channel, is asked in another round; its channel where it is known. */
  readonly elsewhere: { readonly channel: LeaderChannel | undefined } | undefined;
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
  readonly rules: Rules;
  /** Earlier rounds of the same question in the same unit, oldest first. */
  readonly earlier: readonly { readonly week: string; readonly cell: ShownCell }[];
}

/** What a channel may see of a round that is over; `elsewhere` = its people were asked in that channel's round. */
export type ChannelResult =
  readonly ResultView[] | 'lost' | { readonly elsewhere: LeaderChannel | undefined };

export interface PulseViews {
  /** `undefined` when the round has no question. */
  ask(
    at: Pick<WeeklyCardView, 'round' | 'channel' | 'viewer' | 'changing' | 'coming'>,
    known?: Pick<Asked, 'home'>,
  ): Promise<AskView | undefined>;
  /** For somebody whose standing has just been read. */
  seen(asked: Asked, standing: Standing): Promise<AskView>;
  result(round: Round, channel: LeaderChannel): Promise<ChannelResult>;
}

export function pulseViews(at: PulseSurroundings): PulseViews {
  const stores = { connection: at.database, engine: at.database.engine };
  const rounds = roundStore(stores);
  const open = openRounds(at);

  async function seen(asked: Asked, standing: Standing, changing = false): Promise<AskView> {
    const { kept } = asked;
    const { ballot, state } = standing;
    const counted = hasAnswered(ballot) && !changing ? ballot.unit : standing.unit?.id;
    const elsewhere = standing.elsewhere && { channel: await channelAsking(at, kept, standing.elsewhere) };
    return { ...viewOf(kept, counted), state, ballot, elsewhere };
  }

  return {
    seen: (asked, standing) => seen(asked, standing),

    async ask({ round, channel, viewer, changing, coming }, known) {
      if (coming) return await comingView(at, { round, channel, channels: coming.channels });
      const kept = await at.memory.of(round);
      if (!kept) return undefined;
      if (!viewer) {
        const state = open.state((await rounds.now(kept.round, false)).round);
        const unit = kept.units.find(({ id }) => id === channel.unit);
        const away = unit && isAway(kept, unit.id) ? { unit: unit.id, round: undefined } : undefined;
        const elsewhere = away && { channel: await channelAsking(at, kept, away) };
        return { ...viewOf(kept, unit?.id), state, ballot: undefined, elsewhere };
      }
      const { home } = known ?? { home: await at.people.homeUnit(viewer) };
      const asked = { kept, channel, person: viewer, home };
      const seal = open.state(kept.round) === 'open' ? await at.memory.seal(kept.round) : undefined;
      return await seen(asked, await standingOf(at, stores, { asked, seal, hold: false }), changing);
    },

    async result(round, channel) {
      // Perhaps remembered as open here, and closed by another instance.
      at.memory.drop(round);
      const kept = await at.memory.of(round);
      if (kept?.round.state === 'lost') return 'lost';
      if (kept?.round.state !== 'closed') return [];
      const { units, questions } = kept;
      const unit = ownUnit(units, channel);
      if (isAway(kept, unit)) return { elsewhere: await channelAsking(at, kept, { unit, round: undefined }) };
      const chain = chainOf(units, unit);
      const history = await historyOf(stores, kept.round, chain);
      return questions.map((question, position) =>
        resultOf({ question, position, round: kept.round, units, chain, history }),
      );
    },
  };
}

/** As the channel would meet the round if it were opened now, in these channels. */
async function comingView(
  at: PulseSurroundings,
  given: Pick<WeeklyCardView, 'round' | 'channel'> & { readonly channels: readonly LeaderChannel[] },
): Promise<AskView | undefined> {
  const { round, channel, channels } = given;
  const questions = questionsOf(at, round);
  if (questions.length === 0) return undefined;
  const { minimums, comments } = await at.programme.policy(round.tenant);
  const rules = rulesOf(minimums);
  const units = await unitsAsked(at, at.database, { round, channels, taken: new Set() });
  const unit = units.find(({ id }) => id === channel.unit);
  const promise = unit && promiseFor(units, unit.id, rules);
  const larger = units.find(({ id }) => id === promise?.larger);
  return {
    ...{ state: 'open', questions, comments, rules, ballot: undefined, unit, promise, larger },
    ...{ elsewhere: undefined, closesAt: round.closesAt, zone: await at.programme.zone(round) },
  };
}

function viewOf(kept: KeptRound, counted: string | undefined) {
  const { round, questions, units, zone } = kept;
  const unit = units.find(({ id }) => id === counted);
  const promise = unit && kept.promise(unit.id);
  const larger = units.find(({ id }) => id === promise?.larger);
  const { comments, rules, closesAt } = round;
  return { questions, comments, rules, unit, promise, larger, closesAt, zone };
}

/** The channel's unit, or the agency where the tree of the round does not have it. */
function ownUnit(units: readonly RoundUnit[], { unit }: LeaderChannel): string {
  const own = units.find(({ id }) => id === unit) ?? units.find(({ parent }) => parent === undefined);
  return own?.id ?? '';
}

/** Nobody with a home in the unit or below it is asked here, and somebody is asked in another round. */
function isAway({ units }: KeptRound, unit: string): boolean {
  // What every card asks, and hardly ever is so.
  if (!units.some(({ elsewhere }) => elsewhere)) return false;
  const below = insideOf(units, unit);
  const inside = units.filter(({ id }) => below.has(id));
  return inside.every(({ homes }) => homes === 0) && inside.some(({ elsewhere }) => elsewhere);
}

/** The channel nearest to the unit among those of the round that asks its people. */
async function channelAsking(
  at: PulseSurroundings,
  kept: KeptRound,
  { unit, round }: NonNullable<Standing['elsewhere']>,
): Promise<LeaderChannel | undefined> {
  const rounds = roundStore({ connection: at.database, engine: at.database.engine });
  const inside = insideOf(kept.units, unit);
  const asking = round
    ? { unit, round }
    : (await rounds.askedElsewhere(kept.round)).find((one) => inside.has(one.unit));
  if (!asking) return undefined;
  const channels = await at.programme.roundChannels(asking.round);
  const chain = chainOf((await at.memory.of(asking.round))?.units ?? [], asking.unit);
  return chain.flatMap((above) => channels.filter((channel) => channel.unit === above))[0];
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
    rules: round.rules,
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
