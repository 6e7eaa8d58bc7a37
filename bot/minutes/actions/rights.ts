import { type Address, type Member, TeamsFault } from '../../platform/teams/teams.ts';
import { Refusal } from '../../refusal.ts';
import { seatOf } from '../model/attendance.ts';
import { type Meeting } from '../model/record.ts';
import { roleOf } from '../model/roles.ts';
import { addressStore } from '../store/addresses.ts';
import { meetingStore } from '../store/meetings.ts';
import { type MinutesParts } from './parts.ts';

/** Who asks: the caller of the tab, or a person in a chat. */
export interface Asker {
  readonly tenant: string;
  readonly id: string;
}

export interface Rights {
  readonly write: boolean;
  /** Start, finish, publish, choose minute taker and channel. */
  readonly lead: boolean;
}

type Seats = Pick<Meeting, 'chair' | 'minuteTaker' | 'roles'>;

/**
 * Of the meeting's own chair and minute taker, and of those whom the series has given these places; of a deputy of
 * the series who is here for one of them, too.
 */
export function rightsOf(meeting: Seats & Pick<Meeting, 'attendance'>, person: string): Rights {
  const own = ownRights(meeting, person);
  const seat = seatOf(meeting, person);
  if (!seat) return own;
  const taken = ownRights(meeting, seat.id);
  return { lead: own.lead || taken.lead, write: own.write || taken.write };
}

function ownRights(meeting: Seats, person: string): Rights {
  const role = roleOf(meeting.roles, person);
  const lead = meeting.chair.id === person || role === 'chair';
  return { lead, write: lead || meeting.minuteTaker?.id === person || role === 'minute-taker' };
}

/**
 * The meeting, for a person who is in its chat now (roster at most 60 s old). Throws `not-found` for a meeting of
 * another tenant, `not-in-meeting` for an outsider or a guest.
 */
export async function meetingFor(parts: MinutesParts, asker: Asker, id: string): Promise<Meeting> {
  const meeting = await meetingStore(parts.database).find(asker.tenant, id);
  if (!meeting) throw new Refusal('not-found');
  await requireInChat(parts, await chatAddress(parts, meeting.tenant, meeting.chat), asker.id);
  return meeting;
}

/** Throws `not-allowed` unless the person may do that in the meeting. */
export function requireRight(meeting: Meeting, asker: Asker, right: keyof Rights): void {
  if (!rightsOf(meeting, asker.id)[right]) throw new Refusal('not-allowed');
}

export async function requireInChat(
  parts: MinutesParts,
  chat: Address,
  person: string,
): Promise<readonly Member[]> {
  const roster = await asked(() => parts.people.roster(chat));
  const member = roster.find(({ id }) => id === person);
  if (!member || member.guest) throw new Refusal('not-in-meeting');
  return roster;
}

/** Teams' no means an outsider; Teams out of reach must not look like one. */
export async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TeamsFault)) throw error;
    throw new Refusal(error.kind === 'gone' || error.kind === 'refused' ? 'not-in-meeting' : 'not-ready');
  }
}

/** Until the chat itself has told us its service URL, that of a channel of the same tenant serves. */
export async function chatAddress(
  parts: Pick<MinutesParts, 'database' | 'programme'>,
  tenant: string,
  chat: string,
): Promise<Address> {
  const known = await addressStore(parts.database).find(tenant, chat);
  if (known) return known;
  const [channel] = await parts.programme.channels(tenant);
  if (!channel) throw new Refusal('not-ready');
  return { tenant, conversation: chat, serviceUrl: channel.serviceUrl };
}
