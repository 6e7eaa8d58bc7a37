import { type TextEdit } from '../api.ts';

/**
 * Several people write in one text. The server puts the edits in order; everybody else rebases theirs over it.
 * An edit is one insertion and the stretches it removes, so what holds is easy to say: every removed unit goes
 * once, every inserted unit stays, and two insertions at the same place stand in the server's order.
 */

/** A stretch `[from, to)` of a text, in UTF-16 units. */
type Stretch = readonly [from: number, to: number];

/** An edit that its author has not yet seen come back from the server. */
export interface PendingEdit {
  /** Id of the change that carries it. */
  readonly id: string;
  readonly edit: TextEdit;
}

export function applyEdit(text: string, edit: TextEdit): string {
  const kept = (edit.kept ?? []).map(({ at, length }) => text.slice(at, at + length)).join('');
  return text.slice(0, edit.at) + edit.insert + kept + text.slice(edit.at + edit.remove);
}

/** Does the edit lie within a text of this length, its kept stretches in order within the removed one? */
export function fits(edit: TextEdit, length: number): boolean {
  const end = edit.at + edit.remove;
  let from = edit.at;
  for (const stretch of edit.kept ?? []) {
    if (stretch.at < from || stretch.at + stretch.length > end) return false;
    from = stretch.at + stretch.length;
  }
  return end <= length;
}

/**
 * The same edit on a text that `over` has changed meanwhile. `turn` says whose insertion stands first where both
 * insert at one place: `after` for an edit that the server got after `over`.
 */
export function rebaseEdit(edit: TextEdit, over: TextEdit, turn: 'before' | 'after' = 'after'): TextEdit {
  const gone = removed(over);
  const shifted = (place: number): number => place - removedBefore(gone, place);
  const comesAfter = edit.at > over.at || (edit.at === over.at && turn === 'after');
  const at = shifted(edit.at) + (comesAfter ? over.insert.length : 0);
  const stretches = removed(edit)
    .flatMap((stretch) => split(stretch, over.at))
    .map(([from, to]): Stretch => {
      const push = from >= over.at ? over.insert.length : 0;
      return [shifted(from) + push, shifted(to) + push];
    })
    .filter(([from, to]) => from < to);
  return composed(at, edit.insert, stretches);
}

/**
 * Pending edits build on each other. Answers them on a text that `over` has changed, and `over` as it must be
 * applied to the text that already holds them.
 */
export function rebasePending(
  pending: readonly PendingEdit[],
  over: TextEdit,
): { readonly pending: readonly PendingEdit[]; readonly over: TextEdit } {
  let incoming = over;
  const rebased = pending.map(({ id, edit }) => {
    const mine = rebaseEdit(edit, incoming, 'after');
    incoming = rebaseEdit(incoming, edit, 'before');
    return { id, edit: mine };
  });
  return { pending: rebased, over: incoming };
}

/**
 * Follows the server's log by one edit: an own one is confirmed and leaves the pending ones, another's is rebased
 * over. `shown` is what to apply to the text on the screen; undefined when it is there already.
 */
export function followEdit(
  pending: readonly PendingEdit[],
  logged: PendingEdit,
): { readonly pending: readonly PendingEdit[]; readonly shown: TextEdit | undefined } {
  if (pending[0]?.id === logged.id) return { pending: pending.slice(1), shown: undefined };
  const rebased = rebasePending(pending, logged.edit);
  return { pending: rebased.pending, shown: rebased.over };
}

/** The smallest edit that makes `after` of `before`; undefined when they are equal. Never halves a character. */
export function diffEdit(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  if (halves(before, head) || halves(after, head)) head -= 1;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (halves(before, before.length - tail) || halves(after, after.length - tail)) tail -= 1;
  return { at: head, remove: before.length - head - tail, insert: after.slice(head, after.length - tail) };
}

/** Does `place` lie between the two halves of a surrogate pair? */
function halves(text: string, place: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, place - 1), place + 1));
}

function removed(edit: TextEdit): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = edit.at;
  for (const { at, length } of edit.kept ?? []) {
    stretches.push([from, at]);
    from = at + length;
  }
  stretches.push([from, edit.at + edit.remove]);
  return stretches.filter((stretch) => stretch[0] < stretch[1]);
}

function removedBefore(stretches: readonly Stretch[], place: number): number {
  return stretches.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, place) - from), 0);
}

function split([from, to]: Stretch, place: number): readonly Stretch[] {
  return place > from && place < to
    ? [
        [from, place],
        [place, to],
      ]
    : [[from, to]];
}

function composed(at: number, insert: string, stretches: readonly Stretch[]): TextEdit {
  const kept: { at: number; length: number }[] = [];
  let end = at;
  for (const [from, to] of stretches) {
    if (from > end) kept.push({ at: end, length: from - end });
    end = to;
  }
  return { at, remove: end - at, insert, ...(kept.length > 0 && { kept }) };
}
