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
  /** Where in `mine` the two met. */
  readonly at: number;
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
  const at = meeting(editsOf(before, key), change.edit);
  if (at === undefined) return clashes;
  const mine = textOf(shown(before), target) ?? '';
  return [...clashes, { id: change.id, target, mine, theirs, at, open: true }];
}

function editsOf({ pending }: Replica, key: string): readonly TextEdit[] {
  return pending.flatMap(({ change }) =>
    change.type === 'edit' && targetKey(change.target) === key ? [change.edit] : [],
  );
}

/** Where they met, if they did. Each pending edit builds on the one before it, so theirs moves along. */
function meeting(mine: readonly TextEdit[], theirs: TextEdit): number | undefined {
  let incoming = theirs;
  let met = false;
  for (const edit of mine) {
    met ||= overlaps(edit, incoming);
    incoming = rebaseEdit(incoming, edit, 'before');
  }
  return met ? incoming.at : undefined;
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

/** The sentence that was met in, and its neighbours up to one that all have. The text may go on being written. */
export function sideBySide(
  { mine, theirs, at }: Omit<Clash, 'id' | 'target' | 'open'>,
  now: string,
): SideBySide {
  const own = sentencesOf(mine);
  const others = [theirs, now].map(sentencesOf);
  const met = own.findIndex((_, index) => own.slice(0, index + 1).join('').length > at);
  const middle = met === -1 ? own.length - 1 : met;
  let first = middle;
  while (first > 0 && !others.every((all) => all.some(same(own[first - 1])))) first -= 1;
  const before = own[first - 1];
  let last = middle + 1;
  while (last < own.length && !others.every((all) => placeAfter(all, before, own[last]) !== -1)) last += 1;
  const part = (all: readonly string[]): readonly [number, number] => {
    const from = before === undefined ? 0 : all.findIndex(same(before)) + 1;
    const to = last < own.length ? placeAfter(all, before, own[last]) : all.length;
    return [from, to];
  };
  const words = (all: readonly string[]) => all.slice(...part(all)).join('');
  const all = sentencesOf(now);
  const [from, to] = part(all);
  const space = to < all.length ? ' ' : '';
  return {
    mine: words(own).trim(),
    theirs: words(sentencesOf(theirs)).trim(),
    now: words(all).trim(),
    whole: (chosen) =>
      all.slice(0, from).join('') + chosen + (chosen === '' ? '' : space) + all.slice(to).join(''),
  };
}

/** Each with the space or line break after it. */
function sentencesOf(text: string): readonly string[] {
  return text.match(/[^.!?\n]*(?:[.!?]+\s*|\n+|$)/g)?.filter((one) => one !== '') ?? [];
}

const same = (sentence: string | undefined) => (other: string) => other.trim() === sentence?.trim();

function placeAfter(
  all: readonly string[],
  before: string | undefined,
  sentence: string | undefined,
): number {
  const from = before === undefined ? 0 : all.findIndex(same(before)) + 1;
  return all.findIndex((one, index) => index >= from && same(sentence)(one));
}
