import { type Localised, textIn } from '../content/model.ts';
import { type Packs } from '../content/packs.ts';
import { formatDate, type Language, texts, weekName } from '../platform/texts.ts';
import { weekAfter } from '../programme/model/calendar.ts';
import {
  type Course,
  type CourseContent,
  coursePack,
  episodes,
  isActive,
  maturityOf,
  prompts,
} from './model.ts';

/** A decision about a course, before it is kept. */
export interface CourseChange {
  readonly known: Course | undefined;
  readonly next: Course;
  readonly content: CourseContent;
  readonly templateName: (template: string) => Localised;
  readonly series: string | undefined;
  /** What the channel follows before and after the course; `undefined` = nothing. */
  readonly former: string | undefined;
  /** Why the channel gets no posts now, in words. */
  readonly waits: string | undefined;
}

interface Speech {
  readonly language: Language;
  readonly say: ReturnType<typeof texts>;
  readonly title: (entry: string) => string;
}

/** What becomes of meetings, prompts and statements; empty where nothing is changed. */
export function courseLines(language: Language, packs: Packs, change: CourseChange): readonly string[] {
  const { known, next } = change;
  if (known === next) return [];
  const headings = new Map(packs.find(coursePack.id)?.entries.map(({ id, heading }) => [id, heading]));
  const speech: Speech = {
    ...{ language, say: texts(language) },
    title: (entry) => textIn(headings.get(entry) ?? { nb: entry, nn: entry, en: entry }, language),
  };
  if (!isActive(next.state)) return stopLines(speech, change);
  return known?.id === next.id ? changeLines(speech, change, known) : chosenLines(speech, change);
}

function chosenLines(speech: Speech, change: CourseChange): readonly string[] {
  const { say, language } = speech;
  const { next, series, waits, templateName } = change;
  const posts = next.posts.filter(({ phase }) => phase === 'prompt');
  return [
    ...next.days.flatMap((day, at) =>
      day === null
        ? []
        : [
            say('course.effect.meeting', {
              ...{ number: at + 1, day: dayName(language, day) },
              template: textIn(templateName(episodes[at] ?? ''), language),
            }),
          ],
    ),
    series === undefined ? say('course.effect.no-series') : say('course.effect.series', { series }),
    ...(posts.length === 0
      ? []
      : [
          say('course.effect.posts', {
            count: posts.length,
            weeks: weeksIn(
              language,
              posts.map(({ week }) => week),
            ),
          }),
        ]),
    ...maturityLines(speech, change),
    ...noRoomLines(speech, next),
    ...followsLines(speech, change),
    ...(waits === undefined ? [] : [say('programme.effect.channel.waits', { reason: waits })]),
  ];
}

function changeLines(speech: Speech, change: CourseChange, known: Course): readonly string[] {
  const { say, language } = speech;
  const { next } = change;
  const meetings = next.days.flatMap((day, at): readonly string[] => {
    const before = known.days[at] ?? null;
    const values = { number: at + 1, from: before === null ? '' : dayName(language, before) };
    if (day === before) return [];
    if (day === null) return [say('course.effect.skipped', values)];
    const to = dayName(language, day);
    return [
      before === null
        ? say('course.effect.back', { number: at + 1, to })
        : say('course.effect.moved', { ...values, to }),
    ];
  });
  const old = new Map(known.posts.map((post) => [post.entry, post.week]));
  const now = new Map(next.posts.map((post) => [post.entry, post.week]));
  const posts = [...new Set([...old.keys(), ...now.keys()])].flatMap((entry): readonly string[] => {
    const [from, to, title] = [old.get(entry), now.get(entry), speech.title(entry)];
    if (from === to) return [];
    if (to === undefined) return [say('course.effect.gone', { title })];
    const week = weekName(language, to);
    return [
      from === undefined
        ? say('course.effect.added', { title, week })
        : say('course.effect.post.moved', { title, from: weekName(language, from), to: week }),
    ];
  });
  const isOther = next.noRoom.join() !== known.noRoom.join();
  return [
    ...meetings,
    ...(posts.length === 0 ? [say('course.effect.posts.same')] : posts),
    ...(isOther ? [...maturityLines(speech, change), ...noRoomLines(speech, next)] : []),
    ...(endOf(known) === endOf(next) ? [] : followsLines(speech, change)),
  ];
}

const endOf = ({ posts }: Course) => posts.at(-1)?.week;

/** Statements that have no week before the first meeting have none after the last. */
function maturityLines({ say, language }: Speech, { next, content }: CourseChange): readonly string[] {
  const { asked, all, before, after } = maturityOf(next, content);
  if (asked === 0) return [say('course.effect.maturity.none')];
  const weeks = { before: weeksIn(language, before), after: weeksIn(language, after) };
  return asked === all
    ? [say('course.effect.maturity', { all, ...weeks })]
    : [say('course.effect.maturity.some', { asked, all, ...weeks })];
}

/** Prompts only: how many statements have room has been said. */
function noRoomLines({ say, title }: Speech, { noRoom }: Course): readonly string[] {
  const ids: readonly string[] = prompts.flatMap(({ before, after }) => [before, after]);
  return noRoom
    .filter((entry) => ids.includes(entry))
    .map((entry) => say('course.effect.no-room', { title: title(entry) }));
}

function followsLines({ say, language }: Speech, { next, former }: CourseChange): readonly string[] {
  const [first, last] = [next.posts[0], next.posts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const weeks = { from: weekName(language, first.week), until: weekName(language, last.week) };
  return former === undefined
    ? [say('course.effect.follows.only', weeks)]
    : [say('course.effect.follows', { ...weeks, former })];
}

function stopLines({ say }: Speech, { known, next, former }: CourseChange): readonly string[] {
  const lost = (known?.posts.length ?? 0) - next.posts.length;
  const isHalf = next.posts.some(({ phase }) => phase === 'before');
  const isFollowing = known?.state === 'running' && former !== undefined;
  return [
    lost === 1 ? say('course.effect.stop.one') : say('course.effect.stop', { count: lost }),
    ...(isFollowing ? [say('course.effect.stop.channel', { former })] : []),
    say('course.effect.stop.meetings'),
    ...(isHalf && !next.posts.some(({ phase }) => phase === 'after')
      ? [say('course.effect.stop.maturity')]
      : []),
  ];
}

/** `uke 3–5, uke 7` */
function weeksIn(language: Language, weeks: readonly string[]): string {
  const spans: { from: string; to: string }[] = [];
  for (const week of weeks) {
    const last = spans.at(-1);
    if (last && weekAfter(last.to) === week) last.to = week;
    else spans.push({ from: week, to: week });
  }
  return spans
    .map(({ from, to }) => `${weekName(language, from)}${from === to ? '' : `–${Number(to.slice(6))}`}`)
    .join(', ');
}

const dayName = (language: Language, day: string) =>
  formatDate(language, new Date(`${day}T12:00:00Z`), 'UTC');
