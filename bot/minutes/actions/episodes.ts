import { instantOf } from '../../programme/model/calendar.ts';
import {
  type CourseMeetings,
  type EpisodeGoal,
  type EpisodeMeeting,
  type MeetingGroup,
} from '../../programme/slots/course.ts';
import { type MeetingState } from '../api.ts';
import { withOtherTemplate } from '../model/carry.ts';
import { type EpisodeChange, type EpisodeOutline, settlement } from '../model/episodes.ts';
import { decides, isComing, isOpen, localDate, localTime, zone } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { isExempt } from '../model/results.ts';
import { standingAgenda } from '../model/template.ts';
import { episodeStore } from '../store/episodes.ts';
import { followUpStore } from '../store/follow-ups.ts';
import { meetingStore } from '../store/meetings.ts';
import { seriesStore } from '../store/series.ts';
import { keepAct, lockedMeeting } from './led.ts';
import { type MinutesParts, tell } from './parts.ts';
import { type Asker, meetingFor } from './rights.ts';
import { addPlanned, asLong, isPlanned } from './series.ts';
import { templateOf } from './templates.ts';

/** The meetings of a course of three. They are meetings as others: only the template is the course's. */
export function courseMeetings(parts: MinutesParts): CourseMeetings {
  return {
    series: (tenant, channel) => seriesOf(parts, tenant, channel),
    templateName: (template) => templateOf(parts, template).names,
    async on(group, days) {
      const all = await episodeStore(parts.database).of(group);
      return all.filter(({ startsAt }) => days.includes(localDate(startsAt))).map(episodeOf);
    },
    async settle(group, wanted, of) {
      const meetings = await outlines(parts, group);
      const { changes, missing } = settlement(meetings, wanted, of);
      let count = 0;
      for (const [id, change] of changes) if (await altered(parts, group.tenant, id, change)) count += 1;
      const model = meetings.at(-1);
      for (const episode of model ? missing : [])
        if (await added(parts, group.tenant, model?.id ?? '', episode)) count += 1;
      return count;
    },
    goals: (person, meeting) => goalsOf(parts, person, meeting),
  };
}

type SeriesOffered = Awaited<ReturnType<CourseMeetings['series']>>[number];

const usualDays = 14;
const dayMs = 86_400_000;

async function seriesOf(
  { database, clock }: MinutesParts,
  tenant: string,
  channel: string,
): Promise<readonly SeriesOffered[]> {
  const store = episodeStore(database);
  const today = localDate(clock.now().toISOString());
  const all = await store.series(tenant, channel);
  return Promise.all(
    all.map(async ({ id, title }) => {
      const meetings = (await store.of({ tenant, channel, series: id })).filter(
        ({ state }) => state !== 'cancelled',
      );
      const days = [...new Set(meetings.map(({ startsAt }) => localDate(startsAt)))];
      const coming = meetings
        .filter((one) => isComing(one) && localDate(one.startsAt) >= today)
        .map(({ startsAt }) => localDate(startsAt));
      const [before, last] = days.slice(-2);
      const apart = last === undefined ? 0 : (Date.parse(last) - Date.parse(before ?? last)) / dayMs;
      return { id, title, coming, daysBetween: apart >= 7 ? Math.round(apart) : usualDays };
    }),
  );
}

async function outlines({ database }: MinutesParts, group: MeetingGroup): Promise<readonly EpisodeOutline[]> {
  const all = await episodeStore(database).of(group);
  return all.map((one) => ({ ...one, isPlanned: isPlanned(one) }));
}

const states: Readonly<Partial<Record<MeetingState, EpisodeMeeting['state']>>> = {
  draft: 'coming',
  called: 'coming',
  'in-progress': 'under-way',
  cancelled: 'cancelled',
};

function episodeOf(one: {
  readonly id: string;
  readonly state: MeetingState;
  readonly startsAt: string;
  readonly template: string;
}): EpisodeMeeting {
  const { id, state, startsAt, template } = one;
  return { meeting: id, template, day: localDate(startsAt), state: states[state] ?? 'finished' };
}

/** Answers false where it has begun meanwhile, or is so already. */
async function altered(
  parts: MinutesParts,
  tenant: string,
  id: string,
  change: EpisodeChange,
): Promise<boolean> {
  const found = await meetingStore(parts.database).find(tenant, id);
  if (!found) return false;
  const { before, after } = await parts.database.transaction(async (connection) => {
    const before = await lockedMeeting(connection, found);
    if (!isComing(before)) return { before, after: before };
    const series = await seriesStore(connection).find(tenant, before.series);
    const acting =
      'day' in change
        ? movedTo(before, change.day)
        : withTemplate(parts, before, change.template ?? series?.template ?? '');
    return { before, after: await keepAct(parts, connection, { before, acting, by: before.chair }) };
  });
  if (after !== before) await tell(parts, 'log', after);
  return after !== before;
}

function movedTo(meeting: Meeting, day: string): Meeting {
  const startsAt = instantOf(zone, day, localTime(meeting.startsAt)).toISOString();
  if (startsAt === meeting.startsAt || !isPlanned(meeting)) return meeting;
  const endsAt = meeting.endsAt === null ? null : asLong(meeting.startsAt, meeting.endsAt, startsAt);
  return { ...meeting, startsAt, endsAt };
}

/** What the old template has put on the agenda, and nobody has written in, gives way. */
function withTemplate(
  parts: Pick<MinutesParts, 'templates' | 'ids'>,
  meeting: Meeting,
  wanted: string,
): Meeting {
  const template = templateOf(parts, wanted);
  if (template.id === meeting.template) return meeting;
  const standing = standingAgenda(template, meeting.language, parts.ids);
  return { ...meeting, template: template.id, items: withOtherTemplate(meeting.items, standing) };
}

/** At the time of day of the series' latest meeting, and as long. Answers false where there is one by now. */
async function added(
  parts: MinutesParts,
  tenant: string,
  like: string,
  { day, template }: { readonly day: string; readonly template: string },
): Promise<boolean> {
  const model = await meetingStore(parts.database).find(tenant, like);
  if (!model) return false;
  const { id, series } = model;
  return parts.database.transaction(async (connection) => {
    const meeting = await lockedMeeting(connection, { tenant, id, series });
    const others = await meetingStore(connection).ofSeries(tenant, series);
    if (others.some(({ startsAt }) => localDate(startsAt) === day)) return false;
    const starts = instantOf(zone, day, localTime(meeting.startsAt)).toISOString();
    await addPlanned(parts, connection, { meeting, starts, template });
    return true;
  });
}

/** What was decided, and what is to be done with it: as it stands now, also in Planner. */
async function goalsOf(parts: MinutesParts, person: Asker, id: string): Promise<readonly EpisodeGoal[]> {
  const meeting = await meetingFor(parts, person, id);
  if (isOpen(meeting)) return [];
  const now = new Map((await followUpStore(parts.database).of(meeting)).map((one) => [one.id, one]));
  return meeting.items
    .filter((item) => decides(item.kind) && (item.decision.text.trim() !== '' || item.followUps.length > 0))
    .map((item) => ({
      item: item.id,
      text: isExempt(item) ? null : item.decision.text,
      followUps: item.followUps.map(({ id: followUp, text, owner, due, status }) => ({
        text: isExempt(item) ? null : (now.get(followUp)?.text ?? text.text),
        owner: owner?.name ?? '',
        due: now.get(followUp)?.due ?? due,
        status: now.get(followUp)?.status ?? status,
      })),
    }));
}
