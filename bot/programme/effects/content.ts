import { POSTS_AHEAD } from '../api/calendar.ts';
import { type Pack, textIn } from '../../content/model.ts';
import { contentOrder } from '../model/content-order.ts';
import { comingPosts } from '../model/programme-changes.ts';
import { type Round } from '../model/programme.ts';
import { type Slot } from '../model/rhythm.ts';
import { type Progress } from '../model/week-changes.ts';
import { type KeptProgramme } from '../store/programmes.ts';
import { openLine } from './programme.ts';
import { sentence, type Speech, weekIn } from './words.ts';

/** A decision about the content of a programme, before it is kept. */
export interface ContentDecision {
  readonly known: KeptProgramme;
  readonly next: KeptProgramme;
  readonly progress: Progress;
  readonly open: Round | undefined;
  readonly pack: Pack;
  /** Ids of the entries that have been held, oldest first. */
  readonly history: readonly string[];
}

/** So many weeks are told one by one. */
const TOLD_MAX = 3;

/** Which weeks get something else, and what does not come at all. */
export function contentLines(speech: Speech, decision: ContentDecision): readonly string[] {
  const { say, language } = speech;
  const { known, next, pack, open } = decision;
  const titles = new Map(pack.entries.map(({ id, heading }) => [id, textIn(heading, language)]));
  const title = (id: string) => titles.get(id) ?? '';
  const told = (key: 'hidden' | 'shown', ids: readonly string[]) =>
    ids.map((id) => say(`programme.effect.content.${key}`, { title: title(id) }));
  const changes = changedWeeks(decision);
  const more = changes.length - TOLD_MAX;
  return [
    ...told(
      'hidden',
      next.content.hidden.filter((id) => !known.content.hidden.includes(id)),
    ),
    ...told(
      'shown',
      known.content.hidden.filter((id) => !next.content.hidden.includes(id)),
    ),
    ...changes.slice(0, TOLD_MAX).map(({ week, from, to }) =>
      say('programme.effect.content.week', {
        ...{ week: sentence(weekIn(speech, { week })), from: title(from), to: title(to) },
      }),
    ),
    ...(more > 0 ? [say('programme.effect.content.more', { weeks: more })] : []),
    ...(changes.length === 0 ? [say('programme.effect.content.same', { posts: POSTS_AHEAD })] : []),
    ...(open === undefined ? [] : [openLine(speech, open)]),
  ];
}

/** Of the posts that an administrator sees ahead, those that get another entry. */
function changedWeeks({ known, next, progress, pack, history }: ContentDecision) {
  const weeks = comingPosts({ ...next, state: 'running' }, progress)
    .filter(isHeld)
    .slice(0, POSTS_AHEAD);
  const before = contentOrder(pack, known.content, history);
  const after = contentOrder(pack, next.content, history);
  return weeks
    .map(({ week }) => ({ week, from: before(week).id, to: after(week).id }))
    .filter(({ from, to }) => from !== to);
}

const isHeld = ({ skip }: Slot) => skip === undefined;
