import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { type Address, TeamsFault } from '../../platform/teams/teams.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView } from '../api.ts';
import { noticeCard, noticeLine } from '../cards/notice.ts';
import { noticeOf, saidIn } from '../model/notice.ts';
import { type Publication } from '../model/publication.ts';
import { type Meeting } from '../model/record.ts';
import { publicationStore } from '../store/publications.ts';
import { led } from './led.ts';
import { machineTime, type MinutesParts, tell } from './parts.ts';
import { chatAddress } from './rights.ts';
import { kindsOf, templateOf } from './templates.ts';

type Came = Pick<Publication, 'outcome' | 'link'>;
type Key = Pick<Meeting, 'tenant' | 'id'>;

/** The notice of a meeting is one card in its chat, whatever it comes to say: put in the queue once. */
export async function addNotice(
  parts: MinutesParts,
  connection: Connection,
  meeting: Meeting,
): Promise<void> {
  await publicationStore(connection).add([
    {
      ...{ tenant: meeting.tenant, id: parts.ids(), meeting: meeting.id },
      ...{ kind: 'notice', subject: '', title: '', position: 0 },
      ...{ state: 'waiting', reason: null, attempts: 0, nextTryAt: machineTime(parts) },
      // The bot writes it by its own right.
      ...{ person: '', tokenUntil: '', outcome: null, link: null },
    },
  ]);
}

/**
 * The chair's "send it again": the same card says what the agenda is now. Where nobody knows whether the first came
 * through, the chair has looked, and it is sent once more. Throws `wrong-state` unless the meeting is called.
 */
export async function sendNoticeAgain(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  const view = await led(parts, caller, id, async (connection, meeting) => {
    if (meeting.state !== 'called') throw new Refusal('wrong-state');
    await addNotice(parts, connection, meeting);
    await askAgain(parts, connection, await noticeIn(connection, meeting));
    return { ...meeting };
  });
  await tell(parts, 'publications', { tenant: caller.tenant, id });
  parts.wake();
  return view;
}

/** What has been sent says so too when the meeting is not held. */
export async function noticeCancelled(
  parts: MinutesParts,
  connection: Connection,
  meeting: Meeting,
): Promise<void> {
  const notice = await noticeIn(connection, meeting);
  if (notice?.outcome != null) await askAgain(parts, connection, notice);
}

async function askAgain(
  parts: MinutesParts,
  connection: Connection,
  notice: Publication | undefined,
): Promise<void> {
  if (!notice) return;
  // A card that is on its way stays claimed; it is looked at once more when it has come through.
  const state = notice.state === 'sending' ? notice.state : 'waiting';
  await publicationStore(connection).alter(notice, {
    state,
    reason: null,
    attempts: 0,
    nextTryAt: machineTime(parts),
  });
}

/** Exactly once: `sending` is durable before the card leaves; after that the same card is only altered. */
export async function sendNotice(
  parts: MinutesParts,
  meeting: Meeting,
  publication: Publication,
): Promise<Came> {
  const store = publicationStore(parts.database);
  const over = meeting.state !== 'called' && meeting.state !== 'cancelled';
  const unsent = publication.outcome === null;
  // It began, or was called off, before it could be sent: nobody needs it now.
  if (over || (unsent && meeting.state === 'cancelled')) return { outcome: publication.outcome, link: null };
  const notice = noticeOf(meeting, kindsOf(templateOf(parts, meeting.template), meeting.language));
  const card = noticeCard(notice, parts.tabLink(meeting));
  const chat = await chatOf(parts, meeting);
  await store.keepBytes(publication, new TextEncoder().encode(saidIn(notice)));
  if (
    publication.outcome !== null &&
    (await altered(parts, { chat, message: publication.outcome, card, line: noticeLine(notice) }))
  )
    return { outcome: publication.outcome, link: null };
  await store.alter(publication, { state: 'sending' });
  const posted = await parts.teams.send(chat, card, noticeLine(notice));
  return { outcome: posted.message, link: null };
}

/** Altering a card once more is harmless. Answers false when somebody has deleted it. */
async function altered(
  parts: MinutesParts,
  of: {
    readonly chat: Address;
    readonly message: string;
    readonly card: ReturnType<typeof noticeCard>;
    readonly line: string;
  },
): Promise<boolean> {
  try {
    await parts.teams.update(of.chat, of.message, of.card, of.line);
    return true;
  } catch (error) {
    if (!(error instanceof TeamsFault)) throw error;
    if (error.reason === 'message-gone') return false;
    if (error.kind !== 'unknown') throw error;
    throw new TeamsFault({ kind: 'busy', message: error.message, retryAfterMs: error.retryAfterMs });
  }
}

/** Where Teams has told us of no way to the chat, the app is not in it. */
async function chatOf(parts: MinutesParts, meeting: Meeting): Promise<Address> {
  try {
    return await chatAddress(parts, meeting.tenant, meeting.chat);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new TeamsFault({ kind: 'gone', message: 'no address of the chat' });
  }
}

async function noticeIn(connection: Connection, { tenant, id }: Key): Promise<Publication | undefined> {
  const all = await publicationStore(connection).of(tenant, id);
  return all.find(({ kind }) => kind === 'notice');
}
