import { type Database } from '../../platform/database/database.ts';
import { type DueWork } from '../../platform/jobs/jobs.ts';
import { type Teams, TeamsFault } from '../../platform/teams/teams.ts';
import { spoken } from '../../platform/texts.ts';
import { type ChannelActions } from '../actions/channels.ts';
import { type ChannelSetUp, type ChannelSetUpActions } from '../actions/channel-set-up.ts';
import { setUpCard } from '../cards/channel-set-up.ts';
import { afterGreetingFault, type Greeting } from '../model/greeting.ts';
import { greetingStore } from '../store/greetings.ts';

interface GreetingParts {
  readonly database: Database;
  readonly programme: Pick<ChannelActions, 'park'>;
  readonly setUp: Pick<ChannelSetUpActions, 'setUps'>;
  readonly teams: Pick<Teams, 'startThread' | 'update'>;
  /** The machine's clock, in milliseconds. */
  readonly machineNow?: () => number;
}

const AT_ONCE = 20;
const BATCH = 200;
/** Changing a card twice is harmless, so that is tried until it works. */
const EDIT_AGAIN_MS = 10_000;

/**
 * Greets the channels that the bot came to, and keeps the card in step until everything is ready. Claimed and
 * committed before the call, so a crash costs at most the greeting; it is never sent a second time.
 */
export function greetingWork(given: GreetingParts): DueWork {
  const parts = { machineNow: Date.now, ...given };
  const store = greetingStore(parts.database);
  return {
    name: 'greetings',
    async run(stop) {
      let count = await store.orphans();
      const due = await store.due(parts.machineNow(), BATCH);
      count += await each(due, stop, (one, found) => greet(parts, one, found), parts);
      const unfinished = await store.unfinished(parts.machineNow());
      count += await each(unfinished, stop, (one, found) => keepInStep(parts, one, found), parts);
      return count;
    },
  };
}

type Parts = Required<GreetingParts>;
type Work = (greeting: Greeting, setUp: ChannelSetUp) => Promise<boolean>;

/** Answers how many moved. A channel that is gone from our books has nobody to greet. */
async function each(
  greetings: readonly Greeting[],
  stop: AbortSignal | undefined,
  work: Work,
  { setUp }: Parts,
): Promise<number> {
  const found = new Map<string, ChannelSetUp>();
  for (const tenant of new Set(greetings.map((one) => one.tenant)))
    for (const one of await setUp.setUps(tenant)) found.set(`${tenant} ${one.channel.id}`, one);
  const waiting = [...greetings];
  let moved = 0;
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined && stop?.aborted !== true; one = waiting.shift()) {
      const at = found.get(`${one.tenant} ${one.channel}`);
      if (at !== undefined && (await work(one, at))) moved += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return moved;
}

function drawn(at: ChannelSetUp, { isBack }: Greeting) {
  const card = setUpCard(at, { language: spoken(at.channel.language), isGreeting: true, isBack });
  return { card, summary: String(card['fallbackText']) };
}

async function greet(parts: Parts, greeting: Greeting, at: ChannelSetUp): Promise<boolean> {
  const store = greetingStore(parts.database);
  const { tenant, serviceUrl, id } = at.channel;
  const { card, summary } = drawn(at, greeting);
  if (!(await store.claim(greeting))) return false;
  try {
    const where = { tenant, serviceUrl, conversation: id };
    await store.posted(greeting, await parts.teams.startThread(where, card, summary), at.stage);
  } catch (fault) {
    const known = fault instanceof TeamsFault ? fault : undefined;
    const { kind, retryAfterMs } = known ?? { kind: 'unknown' as const, retryAfterMs: undefined };
    const { waitMs, ...outcome } = afterGreetingFault(greeting, { kind, retryAfterMs });
    await store.settle(greeting, outcome, parts.machineNow() + waitMs);
    if (outcome.state === 'given-up') await parts.programme.park(tenant, id, 'programme.parked.gone');
    if (known === undefined) throw fault;
  }
  return true;
}

/** The card says what everybody has to know: as long as nothing is set, or something is missing, it may change. */
async function keepInStep(parts: Parts, greeting: Greeting, at: ChannelSetUp): Promise<boolean> {
  const { message, conversation, shown } = greeting;
  if (at.stage === shown || message === undefined || conversation === undefined) return false;
  const store = greetingStore(parts.database);
  const { card, summary } = drawn(at, greeting);
  const { tenant, serviceUrl } = at.channel;
  try {
    await parts.teams.update({ tenant, serviceUrl, conversation }, message, card, summary);
    await store.shown(greeting, at.stage, parts.machineNow());
  } catch (fault) {
    if (!(fault instanceof TeamsFault)) throw fault;
    const again = fault.kind === 'busy' || fault.kind === 'unknown';
    await store.shown(greeting, again ? shown : at.stage, parts.machineNow() + EDIT_AGAIN_MS);
  }
  return true;
}
