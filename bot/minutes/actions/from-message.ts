import { Refusal, type RefusalCode } from '../../refusal.ts';
import { type Change, type ChangesReply, type ItemView, type PersonView } from '../api.ts';
import { type ProposalKind } from '../api/before.ts';
import { longest } from '../model/changes.ts';
import { isOpen, localDate } from '../model/meeting.ts';
import { nextOfEach, takesItems } from '../model/message.ts';
import { type Meeting } from '../model/record.ts';
import { ownStore } from '../store/own.ts';
import { changeMeeting, type Writer } from './change.ts';
import { actedInChat } from './led.ts';
import { type MinutesParts } from './parts.ts';
import { answering, proposing } from './proposals.ts';
import { type Asker, meetingFor, rightsOf } from './rights.ts';

const mostMeetings = 200;
/** As many rosters are asked for at once, within the time that Teams waits for a dialog. */
const mostPlaces = 8;

/** Where something new may be put, and what becomes of it there. */
export interface Place {
  readonly meeting: Meeting;
  /** Into this meeting, or else into the next one of its series. */
  readonly now: boolean;
  readonly lead: boolean;
  readonly write: boolean;
}

/** What became of it, and in which meeting. */
export interface Put {
  readonly as: 'taken' | 'queued' | 'proposed' | 'followed-up';
  readonly meeting: Meeting;
}

/**
 * The meeting of each series that the person may put something into, that of this chat first. Whether somebody is in
 * the chat is asked of Teams. Throws `not-ready` when Teams is out of reach and nothing else is left to choose.
 */
export async function placesFor(parts: MinutesParts, asker: Asker, chat: string): Promise<readonly Place[]> {
  const recent = await ownStore(parts.database).recent(asker, mostMeetings);
  const next = nextOfEach(recent, today(parts));
  const here = next.filter((one) => one.chat === chat);
  const asked = [...here, ...next.filter((one) => one.chat !== chat)].slice(0, mostPlaces);
  const found = await Promise.allSettled(asked.map(({ id }) => placeOf(parts, asker, id)));
  const places = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (places.length > 0) return places;
  const outside: readonly RefusalCode[] = ['not-in-meeting', 'not-found'];
  for (const one of found)
    if (one.status === 'rejected' && !(one.reason instanceof Refusal && outside.includes(one.reason.code)))
      throw one.reason;
  return [];
}

export interface NewItem {
  /** Made when the dialog was opened: the same one sent again changes nothing. */
  readonly key: string;
  readonly meeting: string;
  readonly kind: ProposalKind;
  readonly title: string;
  readonly why: string;
}

/** The chair's is on the agenda at once, or waits for the series' next meeting; anybody else's waits for the chair. */
export async function putOnAgenda(
  parts: MinutesParts,
  by: Writer,
  { key: proposal, meeting: id, ...said }: NewItem,
): Promise<Put> {
  const { lead, now } = await placeOf(parts, by, id);
  const meeting = await actedInChat(
    parts,
    by,
    { id },
    proposing(parts, by, { ...said, proposal, minutes: null }),
  );
  if (!lead) return { as: 'proposed', meeting };
  const answer = now ? 'taken' : 'queued';
  const step = answering(parts, { proposal, answer, word: '' });
  return { as: answer, meeting: await actedInChat(parts, by, { id, right: 'lead' }, step) };
}

export interface NewFollowUp {
  readonly key: string;
  /** Of what is made besides, as `key`. */
  readonly ids: readonly [item: string, added: string, set: string, itemAdded: string];
  readonly meeting: string;
  readonly text: string;
  /** Id of a person in the meeting. */
  readonly owner: string | undefined;
  /** ISO date. */
  readonly due: string | null;
  /** What a chair reads who has to decide on it first. */
  readonly asProposal: (owner: string | undefined) => string;
}

/**
 * In the minutes at once for who writes them; for others, and between meetings, a proposal of an item. Throws
 * `owner-elsewhere` where the owner is not in that meeting.
 */
export async function makeFollowUp(parts: MinutesParts, by: Writer, wanted: NewFollowUp): Promise<Put> {
  const { meeting, write, now } = await placeOf(parts, by, wanted.meeting);
  const owner = meeting.people.find(({ id }) => id === wanted.owner);
  if (wanted.owner !== undefined && !owner) throw new Refusal('owner-elsewhere');
  if (!write || !now || !isOpen(meeting)) {
    const why = wanted.asProposal(owner?.name);
    return putOnAgenda(parts, by, {
      ...{ key: wanted.key, meeting: meeting.id, kind: 'D', title: wanted.text.slice(0, longest.title), why },
    });
  }
  const { results } = await changeMeeting(parts, by, meeting.id, followUpChanges(meeting, wanted, owner));
  refuseRefused(results);
  return { as: 'followed-up', meeting };
}

/** Under the item that is being talked about, else any other business, else under an item of its own. */
function followUpChanges(
  { items, course, state }: Meeting,
  { key: followUp, ids: [ownItem, added, set, itemAdded], text, due }: NewFollowUp,
  owner: PersonView | undefined,
): readonly Change[] {
  const current = state === 'in-progress' ? items.find(({ id }) => id === course.item) : undefined;
  const under = current ?? items.find(({ kind }) => kind === 'E');
  const item = under?.id ?? ownItem;
  return [
    ...(under ? [] : [ownItemChange(items, { id: itemAdded, item, title: text.slice(0, longest.title) })]),
    { id: added, type: 'add-follow-up', item, followUp, text },
    { id: set, type: 'set-follow-up', item, followUp, set: { owner: owner ?? null, due } },
  ];
}

const ownItemChange = (
  items: readonly ItemView[],
  of: { readonly id: string; readonly item: string; readonly title: string },
): Change => ({ ...of, type: 'add-item', kind: 'O', after: items.at(-1)?.id ?? null });

function refuseRefused(results: ChangesReply['results']): void {
  for (const result of results) if ('refused' in result) throw new Refusal(result.refused as RefusalCode);
}

async function placeOf(parts: MinutesParts, asker: Asker, id: string): Promise<Place> {
  const meeting = await meetingFor(parts, asker, id);
  return { meeting, now: takesItems(meeting, today(parts)), ...rightsOf(meeting, asker.id) };
}

const today = ({ clock }: Pick<MinutesParts, 'clock'>) => localDate(clock.now().toISOString());
