import { type TextKey } from '../../platform/texts.ts';
import { type LeaderChannel, type Round } from '../model/programme.ts';
import { type Slot } from '../model/rhythm.ts';
import { firstLines, openLine } from './programme.ts';
import { postsIn, sentence, type Speech, weekIn, whenIn } from './words.ts';

/** A decision about a channel, before it is kept. */
export interface ChannelChange {
  readonly before: LeaderChannel;
  readonly after: LeaderChannel;
  readonly names: { readonly unit: string; readonly programme: string };
  /** Why it gets no posts afterwards, a text key. */
  readonly why: string | undefined;
  /** What it gets within a year, before and after; the posts of a programme that is not running are none. */
  readonly posts: Readonly<Record<'before' | 'after', readonly Slot[]>>;
  /** The open round it takes part in. */
  readonly open: Round | undefined;
  /** A round of its programme is open, and it does not take part in it. */
  readonly isLate: boolean;
  readonly now: Date;
}

/** What becomes of a channel and its posts; empty when nothing is decided anew. */
export function channelLines(speech: Speech, change: ChannelChange): readonly string[] {
  const { say } = speech;
  const { before, after, why, open } = change;
  const fields = ['unit', 'programme', 'language', 'state'] as const;
  if (fields.every((field) => before[field] === after[field])) return [];
  const isWaiting = why !== undefined && after.state !== 'paused';
  return [
    ...decisionLines(speech, change),
    ...postLines(speech, change),
    ...(isWaiting ? [say('programme.effect.channel.waits', { reason: say(why as TextKey) })] : []),
    ...(open === undefined ? [] : [openLine(speech, open)]),
  ];
}

function decisionLines({ say }: Speech, { before, after, names }: ChannelChange): readonly string[] {
  const language = say(`programme.effect.language.${after.language}`);
  return [
    ...(before.unit === after.unit ? [] : [say('programme.effect.channel.unit', { unit: names.unit })]),
    ...(before.programme === after.programme
      ? []
      : [say('programme.effect.channel.programme', { programme: names.programme })]),
    ...(before.language === after.language ? [] : [say('programme.effect.channel.language', { language })]),
    ...(after.state === 'paused' && before.state !== 'paused'
      ? [say('programme.effect.channel.paused')]
      : []),
  ];
}

function postLines(speech: Speech, { before, after, posts, isLate, now }: ChannelChange): readonly string[] {
  const { say } = speech;
  const isOtherProgramme = before.programme !== after.programme;
  const [lost] = posts.before;
  const [first] = posts.after;
  const isGone = lost !== undefined && (first === undefined || isOtherProgramme);
  const isNew = first !== undefined && (lost === undefined || isOtherProgramme);
  return [
    ...(isGone
      ? [
          say(posts.before.length === 1 ? 'programme.effect.gone.one' : 'programme.effect.gone', {
            posts: sentence(postsIn(speech, posts.before.length)),
            week: weekIn(speech, lost),
            when: whenIn(speech, lost.opensAt),
          }),
        ]
      : []),
    ...(isNew ? firstLines(speech, first, now) : []),
    ...(isNew && isLate ? [say('programme.effect.channel.late')] : []),
  ];
}
