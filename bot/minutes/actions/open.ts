import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { type Address, type MeetingInfo, type Member, type Participant } from '../../platform/teams/teams.ts';
import { spoken } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView } from '../api.ts';
import { type Meeting, type Series } from '../model/record.ts';
import { withCarried } from '../model/carry.ts';
import { notBegun } from '../model/course.ts';
import { isComing, localDate, newItem } from '../model/meeting.ts';
import { standingAgenda } from '../model/template.ts';
import { meetingStore } from '../store/meetings.ts';
import { queueStore } from '../store/queue.ts';
import { seriesStore } from '../store/series.ts';
import { waitingStore } from '../store/waiting.ts';
import { channelsFor } from './channels.ts';
import { keepAct, lockedMeeting } from './led.ts';
import { meetingInTeams, occurrenceOf } from './occurrence.ts';
import { type MinutesParts, tell } from './parts.ts';
import { asked, chatAddress, requireInChat } from './rights.ts';
import { isPlanned } from './series.ts';
import { templateOf } from './templates.ts';
import { viewOf } from './view.ts';
import { visited } from './visit.ts';

const firstTemplate = 'ledermote';

/** What Teams says of a meeting and of who opens it. */
interface Met {
  readonly meeting: string;
  readonly chat: string;
  readonly caller: Caller;
  readonly info: MeetingInfo;
  readonly participant: Participant;
  readonly members: readonly Member[];
}

/**
 * Finds or makes the meeting of a Teams meeting, for somebody who is in it. While it has not begun, its people
 * follow the chat and waiting items come in. Throws `not-in-meeting`, or `not-ready` while Teams is out of reach.
 */
export async function openMeeting(
  parts: MinutesParts,
  caller: Caller,
  { meeting, chat }: { readonly meeting: string; readonly chat: string },
): Promise<MeetingView> {
  const address = await chatAddress(parts, caller.tenant, chat);
  const met = await meet(parts, caller, address, meeting);
  const known = await meetingInTeams(parts, { tenant: caller.tenant, meeting, info: met.info });
  const opened = known ? await refreshed(parts, known, met) : await made(parts, met, occurrenceOf(met.info));
  await visited(parts, caller, opened);
  return viewOf(parts, caller, opened);
}

async function meet(parts: MinutesParts, caller: Caller, address: Address, meeting: string): Promise<Met> {
  const members = await requireInChat(parts, address, caller.id);
  const [participant, info] = await asked(() =>
    Promise.all([
      parts.teams.participant(address, meeting, caller.id),
      parts.teams.meeting(address, meeting),
    ]),
  );
  if (!participant || !info) throw new Refusal('not-in-meeting');
  return { meeting, chat: address.conversation, caller, participant, info, members };
}

async function made(parts: MinutesParts, met: Met, occurrence: string): Promise<Meeting> {
  const { tenant } = met.caller;
  const channels = await channelsFor(parts, tenant, peopleOf(met), chairOf(met));
  const meeting = await parts.database.transaction(async (connection) => {
    const series = await seriesFor(parts, connection, met, channels);
    // The series' row lock makes two who open at once agree on one meeting.
    const other = await meetingStore(connection).findOccurrence(tenant, met.meeting, occurrence);
    if (other) return other;
    const planned = await adopted(connection, met, series);
    if (planned) return planned;
    const template = await templateFor(parts, connection, met, { series, channels });
    const draft = newMeeting(parts, met, { series: { ...series, template }, occurrence, channels });
    const whole = await withWaiting(parts, connection, draft);
    await meetingStore(connection).add(whole);
    return whole;
  });
  return meeting;
}

/** The series' own, or that of the course of three that the group follows. */
async function templateFor(
  parts: MinutesParts,
  connection: Connection,
  { info, caller: { tenant } }: Met,
  { series, channels }: { series: Series; channels: Awaited<ReturnType<typeof channelsFor>> },
): Promise<string> {
  const day = localDate((info.startsAt ?? parts.clock.now()).toISOString());
  const group = { tenant, series: series.id, channel: channels.default?.view.id ?? '' };
  return (await parts.episodes?.templateOn(group, day, connection)) ?? series.template;
}

/** A new series gets the template that the team chose last; the chair may choose another before it begins. */
async function seriesFor(
  parts: MinutesParts,
  connection: Connection,
  met: Met,
  channels: Awaited<ReturnType<typeof channelsFor>>,
): Promise<Series> {
  const { tenant } = met.caller;
  const store = seriesStore(connection);
  const team = channels.default?.view.team;
  const own = channels.all.filter((channel) => channel.team === team).map(({ id }) => id);
  const last = await store.lastTemplate(tenant, own);
  await store.add({
    ...{ tenant, id: parts.ids(), chat: met.chat, title: met.info.title, chosen: false },
    template: last !== undefined && parts.templates.has(last) ? last : firstTemplate,
    roles: [{ person: chairOf(met), role: 'chair', side: 'employer' }],
  });
  return store.lock(tenant, met.chat);
}

/** The meeting that the series has planned for that day is the one that Teams tells of. */
async function adopted(connection: Connection, met: Met, series: Series): Promise<Meeting | undefined> {
  const { startsAt } = met.info;
  if (!startsAt) return undefined;
  const store = meetingStore(connection);
  const day = localDate(startsAt.toISOString());
  const all = await store.ofSeries(series.tenant, series.id);
  const one = all.find((other) => isPlanned(other) && isComing(other) && localDate(other.startsAt) === day);
  const before = one && (await store.lock(series.tenant, one.id));
  if (!before) return undefined;
  const after: Meeting = {
    ...before,
    ...{ teamsMeeting: met.meeting, occurrence: startsAt.toISOString(), startsAt: startsAt.toISOString() },
  };
  await store.keep(before, after);
  return after;
}

function newMeeting(
  parts: MinutesParts,
  met: Met,
  of: {
    readonly series: Series;
    readonly occurrence: string;
    readonly channels: Awaited<ReturnType<typeof channelsFor>>;
  },
): Meeting {
  const { series, occurrence, channels } = of;
  const language = spoken(channels.default?.language ?? met.caller.language);
  const people = peopleOf(met);
  return {
    tenant: met.caller.tenant,
    id: parts.ids(),
    series: series.id,
    teamsMeeting: met.meeting,
    occurrence,
    chat: met.chat,
    template: series.template,
    roles: series.roles,
    number: null,
    title: met.info.title,
    state: 'draft',
    language,
    startsAt: (met.info.startsAt ?? parts.clock.now()).toISOString(),
    endsAt: met.info.endsAt?.toISOString() ?? null,
    place: '',
    chair: chairOf(met),
    minuteTaker: null,
    channel: channels.default?.view ?? null,
    channels: channels.all,
    people,
    attendance: attendanceOf(met, []),
    course: notBegun,
    items: standingAgenda(templateOf(parts, series.template), language, parts.ids),
    ...{ correcting: false, version: 0, approval: null, cancelled: '', reopened: '' },
    sequence: 0,
  };
}

/** Before the meeting has begun, people come and go and items wait; afterwards the record is the chair's. */
async function refreshed(parts: MinutesParts, found: Meeting, met: Met): Promise<Meeting> {
  if (!isComing(found)) return found;
  const channels = await channelsFor(parts, found.tenant, peopleOf(met), found.chair);
  const { before, after } = await parts.database.transaction(async (connection) => {
    const before = await lockedMeeting(connection, found);
    if (!isComing(before)) return { before, after: before };
    const current = { ...before, ...whatTeamsSays(met, before), channels: channels.all };
    const whole = await withWaiting(parts, connection, current);
    if (JSON.stringify(whole) === JSON.stringify(before)) return { before, after: before };
    return { before, after: await keepAct(parts, connection, { before, acting: whole, by: before.chair }) };
  });
  if (after !== before) await tell(parts, 'log', after);
  return after;
}

function whatTeamsSays(met: Met, before: Meeting): Partial<Meeting> {
  return {
    title: met.info.title,
    endsAt: met.info.endsAt?.toISOString() ?? null,
    people: peopleOf(met),
    attendance: attendanceOf(met, before.attendance),
  };
}

/** Postponed and waiting items come in, each once. */
async function withWaiting(parts: MinutesParts, connection: Connection, meeting: Meeting): Promise<Meeting> {
  const carried = await queueStore(connection, parts.ids).takeDue(meeting);
  const proposed = meeting.channel
    ? await waitingStore(connection).take(meeting.tenant, meeting.channel.id, meeting.id)
    : [];
  if (carried.length + proposed.length === 0) return meeting;
  const items = proposed.map(({ title }) => newItem({ id: parts.ids(), kind: 'D', title }));
  return { ...meeting, items: withCarried(meeting.items, [...carried, ...items]) };
}

function peopleOf({ members }: Met): Meeting['people'] {
  const byName = new Intl.Collator('nb');
  return members
    .filter(({ guest }) => !guest)
    .map(({ id, name }) => ({ id, name }))
    .sort((one, other) => byName.compare(one.name, other.name));
}

/** The organiser, where Teams knows one who is in the chat; else who opened it first. */
function chairOf({ info, members, caller }: Met): Meeting['chair'] {
  const organizer = members.find(({ id }) => id === info.organizer);
  return organizer ? { id: organizer.id, name: organizer.name } : { id: caller.id, name: caller.name };
}

/** Teams only suggests: what a person has marked stays, also for somebody who has left the chat. */
function attendanceOf(met: Met, before: Meeting['attendance']): Meeting['attendance'] {
  const people = peopleOf(met);
  const old = new Map(before.map((row) => [row.person.id, row]));
  const rows = people.map((person) => {
    const row = old.get(person.id) ?? { person, status: 'unknown' as const, source: 'teams' as const };
    const here = met.participant.inMeeting && person.id === met.caller.id && row.source === 'teams';
    // Where they sit is not known: that they joined the call stays the better guess.
    return here && row.status === 'unknown' ? { ...row, status: 'present' as const } : row;
  });
  const here = new Set(people.map(({ id }) => id));
  return [...rows, ...before.filter(({ person, source }) => source === 'manual' && !here.has(person.id))];
}
