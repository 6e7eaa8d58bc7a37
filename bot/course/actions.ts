import { type Caller } from '../platform/http/http.ts';
import { TeamsFault } from '../platform/teams/teams.ts';
import { texts, type TextKey } from '../platform/texts.ts';
import { type EffectsReply } from '../programme/api/calendar.ts';
import { type LeaderChannel } from '../programme/model/programme.ts';
import { Refusal } from '../refusal.ts';
import { keepCourse, settleMeetings } from './actions/keeping.ts';
import { type CourseParts, groupName } from './actions/parts.ts';
import { contentOf, courseStep, factsFor } from './actions/step.ts';
import { courseReply } from './actions/view.ts';
import { type CourseBody, type CourseReply, type CoursesReply } from './api.ts';
import { courseLines } from './effects.ts';
import { type Course } from './model.ts';
import { courseStore } from './store.ts';

/** The course of three meetings of a leader group: chosen and changed by an administrator or an owner of its team. */
export interface CourseActions {
  list(caller: Caller): Promise<CoursesReply>;
  /** Throws `not-found` for a group that the caller may not see. */
  read(caller: Caller, channel: string): Promise<CourseReply>;
  /** Throws what `courseStep` throws, and `owners-only` or `owners-unknown`. */
  decide(caller: Caller, channel: string, body: CourseBody): Promise<CourseReply>;
  effects(caller: Caller, channel: string, body: CourseBody): Promise<EffectsReply>;
}

/** Each costs a question to Teams. */
const mostAsked = 40;

export function courseActions(parts: CourseParts): CourseActions {
  const { database } = parts;
  return {
    async list(caller) {
      const groups = await seenGroups(parts, caller);
      const active = new Map(
        (await courseStore(database).active(caller.tenant)).map((one) => [one.channel, one]),
      );
      return {
        groups: groups.map(({ id, name, teamName }) => ({
          ...{ channel: id, name, team: teamName, state: active.get(id)?.state ?? null },
        })),
      };
    },

    async read(caller, id) {
      const channel = await seenGroup(parts, caller, id);
      return await courseReply(parts, caller, channel, await mayChange(parts, caller, channel));
    },

    async decide(caller, id, body) {
      const channel = await ownGroup(parts, caller, id);
      const course = await kept(parts, channel, body);
      await settleMeetings(parts, course);
      return await courseReply(parts, caller, channel, true);
    },

    async effects(caller, id, body) {
      const { packs, meetings, programme } = parts;
      const channel = await ownGroup(parts, caller, id);
      const known = await courseStore(database).latest(channel.tenant, channel.id);
      const facts = await factsFor(parts, channel, known);
      const next = await courseStep(parts, database, { known, facts, body });
      const ready = (await programme.readiness(channel.tenant)).find((one) => one.channel.id === channel.id);
      const titles = await programme.titles(channel.tenant, caller.language);
      return {
        lines: courseLines(caller.language, packs, {
          ...{ known, next, content: contentOf(packs), templateName: (id) => meetings.templateName(id) },
          series: facts.series.find((one) => one.id === next.series)?.title,
          former: titles.get(next.former ?? ''),
          waits: whyWaiting(ready?.why, caller),
        }),
      };
    },
  };
}

/** A channel without a programme gets the course's. */
const whyWaiting = (why: string | undefined, { language }: Caller) =>
  why === undefined || why === 'programme.reason.no-programme' ? undefined : texts(language)(why as TextKey);

async function kept(parts: CourseParts, channel: LeaderChannel, body: CourseBody): Promise<Course> {
  const before = await courseStore(parts.database).latest(channel.tenant, channel.id);
  const facts = await factsFor(parts, channel, before);
  return await parts.database.transaction(async (connection) => {
    const store = courseStore(connection);
    const latest = await store.latest(channel.tenant, channel.id);
    const known = latest && (await store.hold(channel.tenant, latest.id));
    // What was asked of its meetings holds for the course that was there.
    if (known?.id !== before?.id) throw new Refusal('changed-meanwhile');
    const next = await courseStep(parts, connection, { known, facts, body });
    if (next === known) return known;
    const isKept = await keepCourse(parts, connection, { known, next, group: groupName(channel) });
    if (!isKept) throw new Refusal('course-running');
    return next;
  });
}

async function ownGroup(parts: CourseParts, caller: Caller, id: string): Promise<LeaderChannel> {
  const channel = await parts.programme.channel(caller.tenant, id);
  if (channel === undefined || channel.state === 'removed') throw new Refusal('not-found');
  await parts.rights.require(caller, channel);
  return channel;
}

async function mayChange({ rights }: CourseParts, caller: Caller, channel: LeaderChannel): Promise<boolean> {
  try {
    await rights.require(caller, channel);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function seenGroup(parts: CourseParts, caller: Caller, id: string): Promise<LeaderChannel> {
  const channel = await parts.programme.channel(caller.tenant, id);
  const isThere = channel !== undefined && channel.state !== 'removed';
  if (!isThere || !(await sees(parts, caller, channel))) throw new Refusal('not-found');
  return channel;
}

async function seenGroups(parts: CourseParts, caller: Caller): Promise<readonly LeaderChannel[]> {
  const living = (await parts.programme.channels(caller.tenant)).filter(({ state }) => state !== 'removed');
  if (isAdmin(caller)) return living;
  const asked = living.slice(0, mostAsked);
  const seen = await Promise.all(asked.map((channel) => sees(parts, caller, channel)));
  return asked.filter((_one, at) => seen[at]);
}

const isAdmin = ({ roles }: Caller) => roles.includes('Puls.Admin');

/** An administrator, or somebody who is in the channel now; one that Teams does not let us read is nobody's. */
async function sees(
  { people }: CourseParts,
  caller: Caller,
  { tenant, serviceUrl, id }: LeaderChannel,
): Promise<boolean> {
  if (isAdmin(caller)) return true;
  try {
    const roster = await people.roster({ tenant, serviceUrl, conversation: id });
    return roster.some((one) => one.id === caller.id && !one.guest);
  } catch (fault) {
    if (fault instanceof TeamsFault) return false;
    throw fault;
  }
}
