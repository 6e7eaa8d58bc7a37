import { type Caller } from '../../platform/http/http.ts';
import { type Address } from '../../platform/teams/teams.ts';
import { type Language } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type GuestItemView, type GuestsReply, type GuestView } from '../api/guests.ts';
import { type ItemView, type MeetingView, type PersonView } from '../api.ts';
import { type Meeting } from '../model/record.ts';
import { meetingInTeams } from './occurrence.ts';
import { type MinutesParts } from './parts.ts';
import { type Asker, asked, chatAddress, meetingFor, requireRight } from './rights.ts';
import { kindsOf, templateOf } from './templates.ts';

/** Who is in the meeting's chat as a guest now (roster at most 60 s old). */
export async function chatGuests(parts: MinutesParts, chat: Address): Promise<readonly PersonView[]> {
  const roster = await asked(() => parts.people.roster(chat));
  return roster.filter(({ guest }) => guest).map(({ id, name }) => ({ id, name }));
}

/** For the chair, who invites them. Throws `not-allowed` for others. */
export async function guestsReply(parts: MinutesParts, asker: Asker, id: string): Promise<GuestsReply> {
  const meeting = await meetingFor(parts, asker, id);
  requireRight(meeting, asker, 'lead');
  return { guests: await chatGuests(parts, await chatAddress(parts, meeting.tenant, meeting.chat)) };
}

/**
 * What a guest of the chat is invited to. Throws `not-in-meeting` for a guest who is invited to nothing, and for
 * everybody who is no guest of the chat now.
 */
export async function guestView(
  parts: MinutesParts,
  caller: Caller,
  { meeting: teamsMeeting, chat }: { readonly meeting: string; readonly chat: string },
): Promise<GuestView> {
  const { tenant } = caller;
  const address = await chatAddress(parts, tenant, chat);
  const guests = await chatGuests(parts, address);
  if (!guests.some(({ id }) => id === caller.id)) throw new Refusal('not-in-meeting');
  const info = await asked(() => parts.teams.meeting(address, teamsMeeting));
  const meeting = info && (await meetingInTeams(parts, { tenant, meeting: teamsMeeting, info }));
  // The chat is what was asked Teams about: a meeting of another chat is none of this guest's.
  if (meeting?.chat !== chat) throw new Refusal('not-in-meeting');
  const items = meeting.items.filter((item) => item.guests.some(({ id }) => id === caller.id));
  if (items.length === 0) throw new Refusal('not-in-meeting');
  const { title, language, startsAt, endsAt, place, state } = meeting;
  const view = guestItem(parts, meeting, caller.language);
  return { title, language, startsAt, endsAt, place, state, items: items.map(view) };
}

function guestItem(
  parts: MinutesParts,
  { template, state, course }: Meeting,
  language: Language,
): (item: ItemView) => GuestItemView {
  const kinds: MeetingView['kinds'] = kindsOf(templateOf(parts, template), language);
  return (item) => ({
    id: item.id,
    number: item.number,
    kind: kinds[item.kind].name,
    title: item.title.text,
    presenter: item.presenter?.name ?? null,
    plannedMinutes: item.plannedMinutes,
    papers: item.papers,
    problem: item.problem.text,
    alternatives: item.alternatives,
    needs: item.needs.text,
    proposal: item.proposal.text,
    notes: item.notes.text,
    decision: item.decision.text,
    outcome: item.outcome,
    current: state === 'in-progress' && course.item === item.id,
  });
}
