import { type LiveEvents, type TextEdit, type TextTarget } from '../../bot/minutes/api.ts';
import { targetKey } from '../../bot/minutes/model/meeting.ts';
import { rebaseEdit } from '../../bot/minutes/model/text.ts';
import { type Replica, shown, textOf } from './replica.ts';

/**
 * Two have changed the same words, one of them perhaps away from the network. The service keeps every letter of
 * both, but only a person can say what the sentence should be; so both stand side by side until somebody has.
 */
export interface Clash {
  readonly id: string;
  readonly target: TextTarget;
  /** The whole text as it stood here, and as the others had it. */
  readonly mine: string;
  readonly theirs: string;
  /** More of what the others wrote may still be on its way. */
  readonly open: boolean;
}

/** What a change from the stream adds. `before` and `after` = the page's copy on both sides of it. */
export function clashesAfter(
  clashes: readonly Clash[],
  { before, after }: { readonly before: Replica; readonly after: Replica },
  { change }: LiveEvents['change'],
): readonly Clash[] {
  if (change.type !== 'edit' || before === after) return clashes;
  const { target } = change;
  const key = targetKey(target);
  const isOfText = (clash: Clash) => clash.open && targetKey(clash.target) === key;
  if (before.pending.some((one) => one.change.id === change.id)) {
    const more = editsOf(after, key).length > 0;
    return more ? clashes : clashes.map((clash) => (isOfText(clash) ? { ...clash, open: false } : clash));
  }
  const theirs = textOf(after.confirmed, target) ?? '';
  if (clashes.some(isOfText)) return clashes.map((clash) => (isOfText(clash) ? { ...clash, theirs } : clash));
  if (!meets(editsOf(before, key), change.edit)) return clashes;
  const mine = textOf(shown(before), target) ?? '';
  return [...clashes, { id: change.id, target, mine, theirs, open: true }];
}

function editsOf({ pending }: Replica, key: string): readonly TextEdit[] {
  return pending.flatMap(({ change }) =>
    change.type === 'edit' && targetKey(change.target) === key ? [change.edit] : [],
  );
}

/** Each pending edit builds on the one before it, so theirs moves along. */
function meets(mine: readonly TextEdit[], theirs: TextEdit): boolean {
  let incoming = theirs;
  return mine.some((edit) => {
    const met = overlaps(edit, incoming);
    incoming = rebaseEdit(incoming, edit, 'before');
    return met;
  });
}

/** Both took the same words away, or one wrote inside what the other took away. */
function overlaps(one: TextEdit, other: TextEdit): boolean {
  const [from, to] = [Math.max(one.at, other.at), Math.min(one.at + one.remove, other.at + other.remove)];
  if (one.remove > 0 && other.remove > 0) return from < to;
  return inside(one, other) || inside(other, one);
}

function inside(written: TextEdit, taken: TextEdit): boolean {
  return written.insert !== '' && written.at > taken.at && written.at < taken.at + taken.remove;
}

export interface SideBySide {
  readonly mine: string;
  readonly theirs: string;
  readonly now: string;
  /** The whole text with one of them in its place. */
  readonly whole: (words: string) => string;
}

/** The sentences that differ, of a text that goes on being written. */
export function sideBySide({ mine, theirs }: Pick<Clash, 'mine' | 'theirs'>, now: string): SideBySide {
  const all = [mine, theirs, now];
  const shortest = Math.min(...all.map(({ length }) => length));
  let head = 0;
  while (head < shortest && all.every((text) => text[head] === mine[head])) head += 1;
  let tail = 0;
  while (tail < shortest - head && all.every((text) => text.at(-1 - tail) === mine.at(-1 - tail))) tail += 1;
  head = sentenceStart(mine, head);
  tail = mine.length - sentenceEnd(mine, mine.length - tail);
  const part = (text: string) => text.slice(head, text.length - tail);
  const whole = (words: string) => now.slice(0, head) + words + now.slice(now.length - tail);
  return { mine: part(mine), theirs: part(theirs), now: part(now), whole };
}

function sentenceStart(text: string, place: number): number {
  const stop = /[.!?]\s+|\n/g;
  const ends = [...text.slice(0, place).matchAll(stop)].map((found) => found.index + found[0].length);
  return ends.at(-1) ?? 0;
}

function sentenceEnd(text: string, place: number): number {
  const found = /[.!?](?=\s)|\n/.exec(text.slice(place));
  return found ? place + found.index + (found[0] === '\n' ? 0 : 1) : text.length;
}
