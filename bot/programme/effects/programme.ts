import { type TextKey } from '../../platform/texts.ts';
import { comingPosts, type PostChanges, postChanges, type SlotChange } from '../model/programme-changes.ts';
import { type Round } from '../model/programme.ts';
import { type Slot, slotOf } from '../model/rhythm.ts';
import { type Progress } from '../model/week-changes.ts';
import { type KeptProgramme } from '../store/programmes.ts';
import { dayWarnings, postsIn, sentence, type Speech, weekIn, whenIn } from './words.ts';

/** A decision about a programme, before it is kept. */
export interface ProgrammeChange {
  /** `undefined` = it is new. */
  readonly known: KeptProgramme | undefined;
  readonly next: KeptProgramme;
  readonly progress: Progress;
  /** The round that is open now. */
  readonly open: Round | undefined;
}

/** Where the pack goes on: its name, the week that comes next, and how many it has. */
export interface Content {
  readonly title: string;
  readonly next: number;
  readonly weeks: number;
}

/** So many moved weeks are told one by one. */
const TOLD_MAX = 3;

/** What becomes of a programme and its posts. */
export function programmeLines(
  speech: Speech,
  change: ProgrammeChange,
  content: Content | undefined,
): readonly string[] {
  const { say } = speech;
  const { known, next } = change;
  const posts = changesOf(change);
  const lines = [
    ...(known === undefined ? [say('programme.effect.new')] : []),
    ...stateLines(speech, change),
    ...goneLines(speech, posts),
    ...movedLines(speech, posts.moved),
    ...(known?.state === 'running' ? addedLines(speech, posts.added) : []),
    ...closingLines(speech, posts.closings),
    ...(content === undefined || known?.pack === next.pack
      ? []
      : [say('programme.effect.pack', { pack: content.title, next: content.next, weeks: content.weeks })]),
    ...rhythmAgainLines(speech, change),
    ...lateLines(speech, change),
  ];
  return [...(lines.length === 0 ? [say('programme.effect.same')] : lines), ...aroundLines(speech, change)];
}

/** What becomes of the posts when somebody changes one week. */
export function weekLines(speech: Speech, change: ProgrammeChange, week: string): readonly string[] {
  const { say } = speech;
  const { next } = change;
  const posts = changesOf(change);
  const slot = slotOf(next, week);
  const isHeld = slot !== undefined && slot.skip === undefined && next.changes.has(week);
  const others = posts.closings.filter(({ to }) => to.week !== week);
  const lines = [
    ...goneLines(speech, posts),
    ...movedLines(speech, posts.moved),
    ...addedLines(speech, posts.added),
    ...closingLines(speech, others),
  ];
  const own = [...posts.moved.map(({ to }) => to), ...posts.added].find((one) => one.week === week);
  return [
    ...(lines.length === 0 ? [say('programme.effect.same')] : lines),
    ...(own === undefined ? [] : [say('programme.effect.closes', { when: whenIn(speech, own.closesAt) })]),
    ...(isHeld ? dayWarnings(say, next, slot.day) : []),
    ...aroundLines(speech, change),
  ];
}

const changesOf = ({ known, next, progress }: ProgrammeChange): PostChanges =>
  postChanges(
    known === undefined ? [] : comingPosts(known, progress),
    comingPosts(next, progress),
    progress.now,
  );

function stateLines(speech: Speech, { known, next, progress }: ProgrammeChange): readonly string[] {
  const { say } = speech;
  if (known?.state === next.state) return [];
  if (next.state !== 'running') return [say(`programme.effect.${next.state}`)];
  const first = comingPosts(next, progress).find(({ skip }) => skip === undefined);
  return [
    ...(known === undefined ? [] : [say('programme.effect.resumed')]),
    ...(first === undefined ? [] : firstLines(speech, first, progress.now)),
  ];
}

/** When the next post comes; it may be now. */
export function firstLines(speech: Speech, first: Slot, now: Date): readonly string[] {
  const { say } = speech;
  const week = weekIn(speech, first);
  return first.opensAt <= now
    ? [say('programme.effect.now', { week })]
    : [say('programme.effect.next', { week, when: whenIn(speech, first.opensAt) })];
}

function goneLines(speech: Speech, { gone }: Pick<PostChanges, 'gone'>): readonly string[] {
  const { say } = speech;
  const [first] = gone;
  if (first === undefined) return [];
  const values = {
    posts: sentence(postsIn(speech, gone.length)),
    week: weekIn(speech, first.from),
    when: whenIn(speech, first.from.opensAt),
  };
  const reason = gone.length === 1 ? first.to?.skip : undefined;
  return [
    say(gone.length === 1 ? 'programme.effect.gone.one' : 'programme.effect.gone', values),
    ...(reason === undefined || reason === 'programme.reason.skipped' ? [] : [say(reason as TextKey)]),
  ];
}

function movedLines(speech: Speech, moved: readonly SlotChange[]): readonly string[] {
  const { say } = speech;
  const [only] = moved;
  if (only === undefined) return [];
  const posts = sentence(postsIn(speech, moved.length));
  const span = ({ from, to }: SlotChange) => ({
    week: sentence(weekIn(speech, to)),
    from: whenIn(speech, from.opensAt),
    to: whenIn(speech, to.opensAt),
  });
  if (moved.length === 1) return [say('programme.effect.moved.one', { ...span(only), posts })];
  const more = moved.length - TOLD_MAX;
  return [
    say('programme.effect.moved', { posts }),
    ...moved.slice(0, TOLD_MAX).map((one) => say('programme.effect.moved.week', span(one))),
    ...(more > 0 ? [say('programme.effect.moved.more', { weeks: more })] : []),
  ];
}

function addedLines(speech: Speech, added: readonly Slot[]): readonly string[] {
  const { say } = speech;
  const [first] = added;
  if (first === undefined) return [];
  return [
    say(added.length === 1 ? 'programme.effect.added.one' : 'programme.effect.added', {
      posts: sentence(postsIn(speech, added.length)),
      week: weekIn(speech, first),
      when: whenIn(speech, first.opensAt),
    }),
  ];
}

function closingLines(speech: Speech, closings: readonly SlotChange[]): readonly string[] {
  const { say } = speech;
  const [first] = closings;
  if (first === undefined) return [];
  const values = {
    weeks: closings.length,
    week: weekIn(speech, first.to),
    when: whenIn(speech, first.to.closesAt),
  };
  const told = say(
    closings.length === 1 ? 'programme.effect.closing.one' : 'programme.effect.closing',
    values,
  );
  return [sentence(told)];
}

/** Weeks that somebody had moved or left out, and that a new rhythm has no room for. */
function rhythmAgainLines(speech: Speech, { known, next }: ProgrammeChange): readonly string[] {
  const lost = [...(known?.changes.keys() ?? [])].filter((week) => !next.changes.has(week)).sort();
  return lost.map((week) =>
    speech.say('programme.effect.rhythm', { week: sentence(weekIn(speech, { week })) }),
  );
}

function lateLines({ say }: Speech, { known, next }: ProgrammeChange): readonly string[] {
  return known === undefined || known.lateHours === next.lateHours
    ? []
    : [say('programme.effect.late', { hours: next.lateHours })];
}

/** What stays as it is, and what stands in the way. */
function aroundLines(speech: Speech, { known, next, open }: ProgrammeChange): readonly string[] {
  const { say, channels } = speech;
  return [
    ...(open === undefined ? [] : [openLine(speech, open)]),
    ...(channels > 0 || known === undefined || next.state !== 'running'
      ? []
      : [say('programme.effect.no-channel')]),
  ];
}

/** A round that is open goes on as it was planned, whatever is decided. */
export const openLine = (speech: Speech, open: Round): string =>
  speech.say('programme.effect.open', { week: weekIn(speech, open), when: whenIn(speech, open.closesAt) });
