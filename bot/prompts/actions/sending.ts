import { textIn } from '../../content/model.ts';
import { type Packs } from '../../content/packs.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Language, type TextKey, texts } from '../../platform/texts.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { Refusal } from '../../refusal.ts';
import { type SendingBody, type SendingReply, type SendingView } from '../api/sending.ts';
import { countsOf, expectedEnd, inLedger, leftOf, RATE_WINDOW_MS, ratePerSecond } from '../model/sending.ts';
import { postStore } from '../store/posts.ts';
import { type SendingStates, sendingStore } from '../store/sendings.ts';
import { stopStore } from '../store/stops.ts';
import { lateUntil } from './send.ts';
import { resumeSending, stopSending } from './stopping.ts';

export interface SendingParts {
  readonly database: Database;
  readonly programme: Pick<
    ProgrammeActions,
    'channels' | 'lateUntil' | 'rosterSizes' | 'round' | 'roundChannels' | 'rounds' | 'zone'
  >;
  readonly packs: Pick<Packs, 'entry' | 'find'>;
  readonly clock: Clock;
  /** The machine's clock, in milliseconds. */
  readonly machineNow: () => number;
  /** Posts a second that the published limits allow. */
  readonly perSecond: number;
  /** There is something to send again. */
  readonly wake: () => void;
}

/** What the administrator follows and decides while posts are sent. */
export interface SendingActions {
  view(tenant: string, language: Language): Promise<SendingReply>;
  /** Throws `unknown-round`. */
  stop(tenant: string, sending: SendingBody): Promise<void>;
  /** What is still held and too late is skipped. Throws `unknown-round`. */
  resume(tenant: string, sending: SendingBody): Promise<void>;
  /**
   * A person looked into the channel for a post that was handed over: `lies` there, or is to be posted again. Asked
   * twice it is done once. Throws `not-found`, or `changed-meanwhile` when something else has become of it.
   */
  seen(tenant: string, post: string, lies: boolean): Promise<void>;
}

const ROUNDS_SHOWN = 6;
const MISSED_SHOWN = 100;

export function sendingActions(parts: SendingParts): SendingActions {
  const known = async (tenant: string, { round, kind }: SendingBody) => {
    if ((await parts.programme.round(tenant, round)) === undefined) throw new Refusal('unknown-round');
    return { tenant, round, kind };
  };
  return {
    view: (tenant, language) => sendingReply(parts, { tenant, language }),

    async stop(tenant, sending) {
      await stopSending(parts, await known(tenant, sending));
    },

    async resume(tenant, sending) {
      await resumeSending(parts, await known(tenant, sending));
      parts.wake();
    },

    async seen(tenant, id, lies) {
      await (lies ? foundThere(parts, tenant, id) : notThere(parts, tenant, id));
      parts.wake();
    },
  };
}

async function foundThere({ database, clock }: SendingParts, tenant: string, id: string): Promise<void> {
  const store = postStore(database);
  if (await store.found({ tenant, id }, clock.now())) return;
  const post = await store.get(tenant, id);
  if (post === undefined) throw new Refusal('not-found');
  if (post.state !== 'posted') throw new Refusal('changed-meanwhile');
}

/** What `notThere` leads to. */
const afterwards: ReadonlySet<string> = new Set(['planned', 'held', 'skipped']);

async function notThere(parts: SendingParts, tenant: string, id: string): Promise<void> {
  const { database, programme, clock, machineNow } = parts;
  const store = postStore(database);
  const post = await store.get(tenant, id);
  const round = post && (await programme.round(tenant, post.round));
  if (post === undefined || round === undefined) throw new Refusal('not-found');
  const isLate = clock.now() >= (await lateUntil(programme, round, post.kind));
  const counts = { attempts: post.attempts, looks: post.looks, waitMs: 0 };
  const moved = await store.settle(post, 'handed-over', {
    outcome: isLate
      ? { ...counts, state: 'skipped', reason: 'prompts.reason.absent-late' }
      : { ...counts, state: 'planned' },
    ...{ at: clock.now(), machineMs: machineNow() },
  });
  if (!moved && !afterwards.has(post.state)) throw new Refusal('changed-meanwhile');
}

interface Reader {
  readonly tenant: string;
  readonly language: Language;
}

async function sendingReply(parts: SendingParts, { tenant, language }: Reader): Promise<SendingReply> {
  const { database, programme, clock } = parts;
  const now = clock.now();
  const rounds = (await programme.rounds(tenant))
    .filter(({ state }) => state !== 'skipped')
    .sort((one, other) => other.opensAt.getTime() - one.opensAt.getTime())
    .slice(0, ROUNDS_SHOWN);
  const ids = rounds.map(({ id }) => id);
  const channels = await programme.channels(tenant);
  const store = sendingStore(database);
  const at = {
    now,
    language,
    states: await store.states(tenant, ids),
    lately: await store.postedSince(tenant, ids, new Date(now.getTime() - RATE_WINDOW_MS)),
    stops: await stopStore(database).of(tenant),
    sizes: await programme.rosterSizes(tenant, ids),
    named: namesOf(channels),
  };
  const sendings: SendingView[] = [];
  for (const round of rounds)
    for (const kind of kindsOf(parts, round, at.states))
      sendings.push(await sendingView(parts, { ...at, round, kind }));
  const say = texts(language);
  return {
    now: now.toISOString(),
    sendings: sendings.sort((one, other) => other.dueAt.localeCompare(one.dueAt)),
    parked: channels
      .filter(({ state }) => state === 'parked')
      .map(({ id, name, teamName, reason }) => ({
        ...{ channel: id, name, team: teamName },
        reason: say((reason ?? 'programme.channel.parked') as TextKey),
      })),
  };
}

/** Every round has a weekly card; a result where it asked something, once it has closed. */
function kindsOf(
  { packs }: SendingParts,
  round: Round,
  states: readonly SendingStates[],
): readonly SendingView['kind'][] {
  const hasResults = states.some((one) => one.round === round.id && one.kind === 'result');
  return hasResults || (round.state === 'closed' && asks(packs, round)) ? ['result', 'weekly'] : ['weekly'];
}

function asks(packs: SendingParts['packs'], round: Round): boolean {
  return (entryOf(packs, round)?.questions.length ?? 0) > 0;
}

/** The pack may have changed since. */
function entryOf(packs: SendingParts['packs'], { pack, entry }: Round) {
  try {
    return packs.entry(pack, entry);
  } catch (fault) {
    if (fault instanceof Refusal) return undefined;
    throw fault;
  }
}

interface Shown {
  readonly now: Date;
  readonly language: Language;
  readonly round: Round;
  readonly kind: SendingView['kind'];
  readonly states: readonly SendingStates[];
  readonly lately: ReadonlyMap<string, number>;
  readonly stops: readonly { readonly round: string; readonly kind: string }[];
  readonly sizes: ReadonlyMap<string, number>;
  readonly named: ReturnType<typeof namesOf>;
}

/** What people call a channel; its id where it is no longer known. */
export function namesOf(channels: readonly LeaderChannel[]) {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  return (id: string): { readonly name: string; readonly team: string } => {
    const channel = byId.get(id);
    return channel === undefined ? { name: id, team: '' } : { name: channel.name, team: channel.teamName };
  };
}

async function sendingView(parts: SendingParts, shown: Shown): Promise<SendingView> {
  const { round, kind, language, now } = shown;
  const states = shown.states.filter((one) => one.round === round.id && one.kind === kind);
  const counts = countsOf(states);
  const due = Math.max(shown.sizes.get(round.id) ?? 0, inLedger(counts));
  const lateAt = await lateUntil(parts.programme, round, kind);
  const stopped = shown.stops.some((one) => one.round === round.id && one.kind === kind);
  const progress = {
    ...{ now, left: stopped ? 0 : leftOf(counts), plannedPerSecond: parts.perSecond },
    lately: shown.lately.get(`${round.id} ${kind}`) ?? 0,
    firstAt: states.find(({ state }) => state === 'posted')?.firstAt,
    nextAt: nextOf(parts, states, now),
  };
  const missed = await missedIn(parts, shown, now < lateAt);
  return {
    ...{ round: round.id, kind, week: round.week, due, counts, stopped, missed },
    ...titled(parts.packs, round, language),
    dueAt: (kind === 'weekly' ? round.opensAt : round.closesAt).toISOString(),
    lateAt: lateAt.toISOString(),
    missing: due - inLedger(counts),
    perSecond: Math.round(ratePerSecond(progress) * 10) / 10,
    endsAt: isoOf(expectedEnd(progress)),
    settledAt: isoOf(newest(states.map(({ lastAt }) => lastAt))),
    moreMissed: counts.skipped + counts.handedOver - missed.length,
  };
}

function titled(packs: SendingParts['packs'], round: Round, language: Language) {
  const entry = entryOf(packs, round);
  const pack = packs.find(round.pack);
  return {
    title: entry === undefined ? '' : textIn(entry.heading, language),
    pack: pack === undefined ? round.pack : textIn(pack.name, language),
  };
}

const isoOf = (date: Date | undefined): string | null => date?.toISOString() ?? null;

/** When the last that waits is taken up again, by the clock that is shown. */
function nextOf({ machineNow }: SendingParts, states: readonly SendingStates[], now: Date): Date | undefined {
  const waiting = states.filter(({ state }) => state === 'planned' || state === 'unknown');
  const last = newest(waiting.map(({ nextAt }) => nextAt));
  return last && new Date(now.getTime() + last.getTime() - machineNow());
}

const newest = (dates: readonly (Date | undefined)[]): Date | undefined =>
  dates.reduce(
    (best, one) => (one !== undefined && (best === undefined || one > best) ? one : best),
    undefined,
  );

async function missedIn(
  { database }: SendingParts,
  { round, kind, language, named }: Shown,
  inTime: boolean,
): Promise<SendingView['missed']> {
  const key = { tenant: round.tenant, round: round.id, kind };
  const say = texts(language);
  const missed = await sendingStore(database).missed(key, MISSED_SHOWN);
  return missed.map(({ id, channel, state, reason, at }) => ({
    ...{ post: id, state, inTime, at: isoOf(at), ...named(channel) },
    reason: reason === undefined ? '' : say(reason as TextKey),
  }));
}
