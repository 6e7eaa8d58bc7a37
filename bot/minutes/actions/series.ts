import { type z } from 'zod';
import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { instantOf } from '../../programme/model/calendar.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView } from '../api.ts';
import { type firstNumbersBody, type nextMeetingBody, type roleBody } from '../api/series.ts';
import { putOff, withCarried, withOtherTemplate } from '../model/carry.ts';
import { notBegun } from '../model/course.ts';
import {
  assertOpen,
  isComing,
  isNumbering,
  itemNumber,
  localDate,
  localTime,
  zone,
} from '../model/meeting.ts';
import { type Meeting, type Series } from '../model/record.ts';
import { withRole } from '../model/roles.ts';
import { standingAgenda } from '../model/template.ts';
import { followUpStore } from '../store/follow-ups.ts';
import { meetingStore } from '../store/meetings.ts';
import { numberStore } from '../store/numbers.ts';
import { publicationStore } from '../store/publications.ts';
import { queueStore } from '../store/queue.ts';
import { seriesStore } from '../store/series.ts';
import { acted, led } from './led.ts';
import { type MinutesParts } from './parts.ts';
import { templateOf } from './templates.ts';
import { tokenOf } from './visit.ts';

const planned = 'planned ';

/**
 * The series' template from now on. What the old one has put on this agenda, and nobody has written in, gives way to
 * what the new one has. Throws `wrong-state` once the meeting has begun.
 */
export async function chooseTemplate(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  template: string,
): Promise<MeetingView> {
  const chosen = parts.templates.get(template);
  if (!chosen) throw new Refusal('unknown-template');
  return led(parts, caller, id, async (connection, meeting) => {
    if (!isComing(meeting)) throw new Refusal('wrong-state');
    await alterSeries(connection, meeting, (series) => ({ ...series, template, chosen: true }));
    if (meeting.template === template) return { ...meeting };
    const standing = standingAgenda(chosen, meeting.language, parts.ids);
    return { ...meeting, template, items: withOtherTemplate(meeting.items, standing) };
  });
}

/** A person's place in the series. Throws `last-chair`, and `not-found` for who is not in the meeting. */
export async function giveRole(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  { person, role, side }: z.infer<typeof roleBody>,
): Promise<MeetingView> {
  return led(parts, caller, id, async (connection, meeting) => {
    const known = meeting.people.find((one) => one.id === person);
    const leaves = meeting.roles.find((one) => one.person.id === person)?.person;
    const somebody = known ?? leaves;
    if (!somebody) throw new Refusal('not-found');
    const roles = withRole(meeting.roles, { person: somebody, role, side }, meeting.chair.id);
    await alterSeries(connection, meeting, (series) => ({ ...series, roles }));
    return { ...meeting, roles };
  });
}

/** An agency that begins in the middle of a year goes on where paper ended. Throws `numbers-issued`. */
export async function beginNumbers(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  first: z.infer<typeof firstNumbersBody>,
): Promise<MeetingView> {
  return led(parts, caller, id, async (connection, meeting) => {
    const store = numberStore(connection);
    const series = { tenant: meeting.tenant, id: meeting.series };
    const year = localDate(meeting.startsAt).slice(0, 4);
    if (await store.hasNumbered(series, year)) throw new Refusal('numbers-issued');
    await store.begin(series, year, first);
    return { ...meeting };
  });
}

/** To the series' next meeting, whole, with the number it may have. No word of it stays in these minutes. */
export async function putOffItem(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  item: string,
): Promise<MeetingView> {
  return acted(parts, caller, { id, right: 'write' }, async (connection, meeting) => {
    assertOpen(meeting);
    if (meeting.state === 'for-approval') throw new Refusal('wrong-state');
    const gone = meeting.items.find((one) => one.id === item);
    // Asked for once before.
    if (!gone) return meeting;
    await queueStore(connection, parts.ids).add(meeting, [putOff(gone, meeting.startsAt)]);
    return { ...meeting, items: meeting.items.filter((one) => one !== gone) };
  });
}

/** Takes up what waits, also what was sent back and is ready now. Throws `not-found` when another meeting has it. */
export async function takeItem(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  item: string,
): Promise<MeetingView> {
  return acted(parts, caller, { id, right: 'write' }, async (connection, meeting) => {
    assertOpen(meeting);
    if (meeting.state === 'for-approval') throw new Refusal('wrong-state');
    if (meeting.items.some((one) => one.id === item)) return meeting;
    const taken = await queueStore(connection, parts.ids).take(meeting, item);
    if (!taken) throw new Refusal('not-found');
    const numbered = isNumbering(meeting) ? await withNumber(connection, meeting, taken) : taken;
    return { ...meeting, items: withCarried(meeting.items, [numbered]) };
  });
}

/** The series' next meeting, planned before Teams knows of it. Answers the meeting it was asked from. */
export async function planNext(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  { date }: z.infer<typeof nextMeetingBody>,
): Promise<MeetingView> {
  return led(parts, caller, id, async (connection, meeting) => {
    const starts = instantOf(zone, date, localTime(meeting.startsAt)).toISOString();
    if (starts <= meeting.startsAt || date > latest(parts.clock.now())) throw new Refusal('bad-date');
    const store = meetingStore(connection);
    const others = await store.ofSeries(meeting.tenant, meeting.series);
    if (others.some((other) => other.startsAt === starts && other.state !== 'cancelled')) return meeting;
    const series = await seriesStore(connection).lockById(meeting.tenant, meeting.series);
    if (!series) throw new Refusal('not-found');
    const template =
      (await parts.episodes?.templateOn(groupOf(meeting), date, connection)) ?? series.template;
    await addPlanned(parts, connection, { meeting, starts, template });
    return { ...meeting };
  });
}

/** Whose course of three a meeting may belong to. */
const groupOf = ({ tenant, series, channel }: Pick<Meeting, 'tenant' | 'series' | 'channel'>) => ({
  ...{ tenant, series },
  channel: channel?.id ?? '',
});

/** A meeting of the series that Teams has not spoken of, like another one of it. Call it under the lock of the series. */
export async function addPlanned(
  parts: MinutesParts,
  connection: Connection,
  { meeting, starts, template: id }: { meeting: Meeting; starts: string; template: string },
): Promise<void> {
  const template = templateOf(parts, id);
  const newId = parts.ids();
  const draft: Meeting = {
    ...meeting,
    id: newId,
    ...{ occurrence: `${planned}${newId}`, startsAt: starts, template: template.id },
    endsAt: meeting.endsAt === null ? null : asLong(meeting.startsAt, meeting.endsAt, starts),
    ...{ number: null, state: 'draft', correcting: false, version: 0, approval: null },
    ...{ cancelled: '', reopened: '', sequence: 0 },
    attendance: meeting.people.map((person) => ({ person, status: 'unknown', source: 'teams' })),
    course: notBegun,
    items: standingAgenda(template, meeting.language, parts.ids),
  };
  const carried = await queueStore(connection, parts.ids).takeDue(draft);
  await meetingStore(connection).add({ ...draft, items: withCarried(draft.items, carried) });
}

const dayMs = 86_400_000;

/** A year from now. */
function latest(now: Date): string {
  return localDate(new Date(now.getTime() + 366 * dayMs).toISOString());
}

export function asLong(startsAt: string, endsAt: string, starts: string): string {
  return new Date(Date.parse(starts) + Date.parse(endsAt) - Date.parse(startsAt)).toISOString();
}

/** Teams has not spoken of this meeting yet. */
export function isPlanned({ occurrence }: Pick<Meeting, 'occurrence'>): boolean {
  return occurrence.startsWith(planned);
}

/** "Done" said in a later meeting; counts with us at once, and in Planner with the token of this visit. */
export async function markEarlier(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  of: { readonly meeting: string; readonly followUp: string; readonly done: boolean },
): Promise<MeetingView> {
  const view = await acted(parts, caller, { id, right: 'write' }, async (connection, meeting) => {
    const earlier = await meetingStore(connection).find(meeting.tenant, of.meeting);
    if (earlier?.series !== meeting.series) throw new Refusal('not-found');
    const key = { tenant: meeting.tenant, meeting: earlier.id, id: of.followUp };
    const found = (await followUpStore(connection).of(earlier)).find((one) => one.id === of.followUp);
    if (!found || found.status === 'cancelled') throw new Refusal('not-found');
    const { now, ...token } = tokenOf(parts, caller);
    await followUpStore(connection).setStatus(key, of.done ? 'done' : 'open', now);
    const store = publicationStore(connection);
    const task = (await store.of(meeting.tenant, earlier.id)).find(
      ({ kind, subject }) => kind === 'task' && subject === of.followUp,
    );
    if (task && task.reason !== 'document-first')
      await store.alter(task, { ...token, state: 'waiting', attempts: 0, nextTryAt: now });
    return { ...meeting };
  });
  parts.wake();
  return view;
}

async function alterSeries(
  connection: Connection,
  { tenant, series: id }: Meeting,
  alter: (series: Series) => Series,
): Promise<void> {
  const store = seriesStore(connection);
  const series = await store.lockById(tenant, id);
  if (!series) throw new Refusal('not-found');
  await store.keep(alter(series));
}

/** An item that comes into a running meeting, with the next number of the series. */
export async function withNumber(
  connection: Connection,
  meeting: Meeting,
  item: Meeting['items'][number],
): Promise<Meeting['items'][number]> {
  if (item.number !== null) return item;
  const year = localDate(meeting.startsAt).slice(0, 4);
  const series = { tenant: meeting.tenant, id: meeting.series };
  const { firstItem } = await numberStore(connection).issue(series, year, { items: 1, meetings: 0 });
  return { ...item, number: itemNumber(firstItem, year) };
}
