import { type Entry, textIn } from '../../content/model.ts';
import { type Caller } from '../../platform/http/http.ts';
import { type Language, type TextKey, texts } from '../../platform/texts.ts';
import { dayIn, plusDays } from '../../programme/model/calendar.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type EpisodeMeeting } from '../../programme/slots/course.ts';
import { Refusal } from '../../refusal.ts';
import { type CourseMeetingView, type CoursePostView, type CourseReply, type CourseView } from '../api.ts';
import { type Course, coursePack, type Day, episodes, maturityOf } from '../model.ts';
import { courseStore } from '../store.ts';
import { type CourseParts, meetingsOf, zone } from './parts.ts';
import { contentOf, courseEtag, programmeOf } from './step.ts';

/** Each meeting comes two days after one of the weeks: five for the statements and one for the prompt lie before the first. */
const weeksBefore = [5, 8, 11];

/** The course of a group as this person may see it. */
export async function courseReply(
  parts: CourseParts,
  caller: Caller,
  channel: LeaderChannel,
  may: boolean,
): Promise<CourseReply> {
  const course = await courseStore(parts.database).latest(channel.tenant, channel.id);
  const today = dayIn(zone, parts.clock.now());
  const series = await parts.meetings.series(channel.tenant, channel.id);
  const likeNow = { tenant: channel.tenant, id: '', like: channel.programme ?? null };
  const { free } = await parts.programme.plannable(likeNow);
  return {
    ...{ channel: channel.id, name: channel.name, team: channel.teamName, unit: channel.unit ?? null },
    ...{ may, etag: courseEtag(course), today },
    series: series.map(({ id, title, coming, daysBetween }) => ({
      ...{ id, title, next: nextDays(coming, daysBetween, today) },
    })),
    suggested: weeksBefore.map((at) => plusDays(free[at]?.day ?? plusDays(today, 7 * at), 2)),
    course: course ? await viewOf(parts, caller, course, today) : null,
  };
}

/** Those that are planned, and then as far apart as the group usually meets. */
function nextDays(coming: readonly string[], apart: number, today: string): readonly string[] {
  const days = [...new Set(coming)].slice(0, episodes.length);
  while (days.length < episodes.length) days.push(plusDays(days.at(-1) ?? today, apart));
  return days;
}

async function viewOf(
  parts: CourseParts,
  caller: Caller,
  course: Course,
  today: string,
): Promise<CourseView> {
  const { language } = caller;
  const { rounds } = await parts.programme.plannable(programmeOf(course));
  const entries = new Map(parts.packs.find(coursePack.id)?.entries.map((entry) => [entry.id, entry]));
  const title = (id: string) => {
    const heading = entries.get(id)?.heading;
    return heading ? textIn(heading, language) : id;
  };
  return {
    ...{ state: course.state, programme: course.programme },
    meetings: await meetingViews(parts, caller, course, today),
    posts: course.posts.map((post) => ({
      ...post,
      ...postState(
        rounds.find(({ week }) => week === post.week),
        language,
      ),
      ...{ title: title(post.entry), questions: questionsIn(entries.get(post.entry)) },
    })),
    noRoom: course.noRoom.map(title),
    maturity: maturityView(parts, course, language),
  };
}

const questionsIn = (entry: Entry | undefined) => entry?.questions.length ?? 0;

function maturityView({ packs }: CourseParts, course: Course, language: Language): CourseView['maturity'] {
  if (packs.find(coursePack.id) === undefined)
    return { asked: 0, all: 0, questions: [], before: [], after: [] };
  const { questions, ...found } = maturityOf(course, contentOf(packs));
  return { ...found, questions: questions.map(({ id, text }) => ({ id, text: textIn(text, language) })) };
}

function postState(round: Round | undefined, language: Language): Pick<CoursePostView, 'state' | 'reason'> {
  if (round === undefined) return { state: 'planned', reason: null };
  const reason = round.reason === undefined ? null : texts(language)(round.reason as TextKey);
  return { state: round.state, reason };
}

async function meetingViews(
  parts: CourseParts,
  caller: Caller,
  course: Course,
  today: string,
): Promise<readonly CourseMeetingView[]> {
  const meetings = await meetingsOf(parts, course);
  return Promise.all(
    course.days.map(async (day, at) => {
      const found = onDay(meetings, day);
      const template = textIn(parts.meetings.templateName(episodes[at] ?? ''), caller.language);
      return {
        ...{ number: at + 1, template, day, state: stateOf(day, found, today) },
        goals: found?.state === 'finished' ? await goalsFor(parts, caller, found) : [],
      };
    }),
  );
}

/** One that was called off may have been planned anew on the same day. */
const onDay = (meetings: readonly EpisodeMeeting[], day: Day): EpisodeMeeting | undefined =>
  meetings.find((one) => one.day === day && one.state !== 'cancelled') ??
  meetings.find((one) => one.day === day);

function stateOf(day: Day, found: EpisodeMeeting | undefined, today: string): CourseMeetingView['state'] {
  if (day === null) return 'left-out';
  const isGone = day < today;
  if (found === undefined) return isGone ? 'missed' : 'waiting';
  return found.state === 'coming' && isGone ? 'missed' : found.state;
}

/** Minutes are for the people of the meeting; whoever sets the course up may not be one of them. */
async function goalsFor(
  { meetings }: CourseParts,
  caller: Caller,
  { meeting }: EpisodeMeeting,
): Promise<CourseMeetingView['goals']> {
  try {
    return await meetings.goals(caller, meeting);
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'not-in-meeting' || error.code === 'not-ready'))
      return null;
    throw error;
  }
}
