import { type Address, type Member, TeamsFault } from '../../platform/teams/teams.ts';
import { texts } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { followUpsCard } from '../cards.ts';
import { cardWeek } from '../model/follow-up-cards.ts';
import { type CardState, followUpCardStore } from '../store/follow-up-cards.ts';
import { ownFollowUps } from './follow-ups.ts';
import { machineTime, type MinutesParts } from './parts.ts';
import { type Asker, chatAddress } from './rights.ts';

const batch = 50;
const againMs = 60_000;

/**
 * Sends the week's card to whoever has something open and is reached in a chat of their own; answers how many moved.
 * It is noted before it leaves: after a stop in the middle somebody may miss a card, and nobody gets two.
 */
export async function sendFollowUpCards(parts: MinutesParts, stop?: AbortSignal): Promise<number> {
  const week = cardWeek(parts.clock.now());
  if (week === undefined) return 0;
  const store = followUpCardStore(parts.database);
  await store.dropBefore(week);
  await store.interrupted();
  const due = await store.due(week, machineTime(parts), batch);
  const paused = new Map<string, ReadonlySet<string>>();
  for (const person of due) {
    if (stop?.aborted) break;
    const { tenant } = person;
    const silent = paused.get(tenant) ?? (await parts.people.unreminded(tenant));
    paused.set(tenant, silent);
    if (!(await store.claim(person, week))) continue;
    const { state, waitMs } = silent.has(person.id) ? skipped : await sendTo(parts, person);
    const nextTryAt = waitMs === undefined ? null : new Date(parts.machineNow() + waitMs).toISOString();
    await store.settle(person, week, state, nextTryAt);
  }
  return due.length;
}

interface Outcome {
  readonly state: CardState;
  /** Until it is tried again. */
  readonly waitMs?: number;
}

const skipped: Outcome = { state: 'skipped' };

async function sendTo(parts: MinutesParts, person: Asker): Promise<Outcome> {
  const own = (await ownFollowUps(parts, person)).filter(({ status }) => status === 'open');
  if (own.length === 0) return skipped;
  const language = await parts.people.language(person);
  const card = followUpsCard(language, own);
  let leaving = false;
  try {
    const found = await reach(parts, person);
    if (!found) return skipped;
    const { tenant, serviceUrl } = found.address;
    const chat = await parts.teams.personalChat({ tenant, serviceUrl, teamsId: found.member.teamsId });
    leaving = true;
    await parts.teams.send(chat, card, texts(language)('minutes.followUps.notice', { count: own.length }));
    return { state: 'sent' };
  } catch (fault) {
    // Nobody has told us yet where Teams takes messages.
    if (fault instanceof Refusal) return { state: 'waiting', waitMs: againMs };
    if (!(fault instanceof TeamsFault)) throw fault;
    return afterFault(fault, leaving);
  }
}

/** The bot may not write there, Teams has no time, or the card may have arrived. */
function afterFault({ kind, retryAfterMs }: TeamsFault, leaving: boolean): Outcome {
  if (kind === 'gone' || kind === 'refused') return skipped;
  if (kind === 'unknown' && leaving) return { state: 'unsure' };
  return { state: 'waiting', waitMs: Math.max(againMs, retryAfterMs ?? 0) };
}

/** Where Teams knows the person from: a chat of one of the meetings, as long as the bot is in it. */
async function reach(
  parts: MinutesParts,
  person: Asker,
): Promise<{ readonly address: Address; readonly member: Member } | undefined> {
  for (const chat of await followUpCardStore(parts.database).chats(person)) {
    const address = await chatAddress(parts, person.tenant, chat);
    const roster = await parts.people.roster(address).catch((fault: unknown) => {
      if (fault instanceof TeamsFault && (fault.kind === 'gone' || fault.kind === 'refused')) return [];
      throw fault;
    });
    const member = roster.find(({ id }) => id === person.id);
    if (member && !member.guest) return { address, member };
  }
  return undefined;
}
