import {
  type Applied,
  type Change,
  type LiveEvents,
  type MeetingView,
  type TextEdit,
  type TextTarget,
} from '../../bot/minutes/api.ts';
import { applyChange } from '../../bot/minutes/model/changes.ts';
import { sharedTextAt, targetKey } from '../../bot/minutes/model/meeting.ts';
import { applyEdit, diffEdit, rebaseEdit, rebasePending } from '../../bot/minutes/model/text.ts';

/**
 * The page's copy of a meeting: what the service has told, and on top of it what the person has done since.
 * An own change leaves the pending ones when it comes back in the stream, so nothing is shown twice or lost.
 */
export interface Replica {
  readonly confirmed: MeetingView;
  readonly pending: readonly Pending[];
}

export interface Pending {
  /** As it applies to the confirmed view with the pending changes before it. */
  readonly change: Change;
  /** As it went out first; a repeat sends the same. */
  readonly sent: Change | undefined;
  /** The service has kept it under this sequence. */
  readonly sequence: number | undefined;
}

type EditChange = Extract<Change, { type: 'edit' }>;

export function replicaOf(view: MeetingView): Replica {
  return { confirmed: view, pending: [] };
}

/** What the person sees. */
export function shown({ confirmed, pending }: Replica): MeetingView {
  return pending.reduce((view, { change }) => attempted(view, change), confirmed);
}

/** The person did something: it shows at once and waits for its turn to be sent. */
export function changed(replica: Replica, change: Change): Replica {
  const { pending } = replica;
  const place = pending.findLastIndex((one) => sameField(one.change, change));
  const last = pending[place];
  const joined = last && last.sent === undefined ? joinedChange(last.change, change) : undefined;
  if (last && joined) return { ...replica, pending: pending.with(place, { ...last, change: joined }) };
  return { ...replica, pending: [...pending, { change, sent: undefined, sequence: undefined }] };
}

/** The service tells of a change by anyone, ourselves included. */
export function received(replica: Replica, { sequence, change }: LiveEvents['change']): Replica {
  if (sequence <= replica.confirmed.sequence) return replica;
  const confirmed = { ...attempted(replica.confirmed, change), sequence };
  if (replica.pending.some((one) => one.change.id === change.id)) {
    return { confirmed, pending: replica.pending.filter((one) => one.change.id !== change.id) };
  }
  return { confirmed, pending: change.type === 'edit' ? rebased(replica.pending, change) : replica.pending };
}

/**
 * Takes from a whole view what no change tells: state, numbers, rights. What changes tell stays the stream's to say,
 * which may be behind the view or ahead of it.
 */
export function informed(replica: Replica, view: MeetingView): Replica {
  const { confirmed } = replica;
  if (view.sequence === confirmed.sequence) return { ...replica, confirmed: view };
  const numbers = new Map(view.items.map(({ id, number }) => [id, number]));
  const items = confirmed.items.map((item) => ({ ...item, number: numbers.get(item.id) ?? item.number }));
  const { attendance, course, minuteTaker, place, language, channel, sequence } = confirmed;
  const told = { items, attendance, course, minuteTaker, place, language, channel, sequence };
  return { ...replica, confirmed: { ...view, ...told } };
}

/**
 * The stream is silent: takes a whole view instead. Own changes that it holds leave, the others move to its texts as
 * well as two texts can tell. Call it only after a sending that was answered, so that each pending change is known to
 * be in the view or not.
 */
export function adopted(replica: Replica, view: MeetingView): Replica {
  if (view.sequence < replica.confirmed.sequence) return replica;
  const texts = new Map<string, { old: string; now: string }>();
  const pending: Pending[] = [];
  for (const one of replica.pending) {
    const held = one.sequence !== undefined && one.sequence <= view.sequence;
    const moved = one.change.type === 'edit' ? movedEdit(one, one.change, held) : one;
    if (!held) pending.push(moved);
  }
  return { confirmed: view, pending };

  function movedEdit(one: Pending, change: EditChange, held: boolean): Pending {
    const key = targetKey(change.target);
    const text = texts.get(key) ?? {
      old: textOf(replica.confirmed, change.target) ?? '',
      now: textOf(view, change.target) ?? '',
    };
    const over = diffEdit(text.old, text.now);
    const edit = over ? rebaseEdit(change.edit, over) : change.edit;
    texts.set(key, {
      old: applyEdit(text.old, change.edit),
      now: held ? text.now : applyEdit(text.now, edit),
    });
    return { ...one, change: { ...change, edit } };
  }
}

/**
 * What may be sent now, in order: one edit a text at a time, because each edit is made on the text as the service
 * has it; a text that the service has not heard of waits for its item.
 */
export function sendable(replica: Replica, most: number): readonly Pending[] {
  const busy = new Set<string>();
  const batch: Pending[] = [];
  for (const one of replica.pending) {
    const { change } = one;
    if (change.type === 'edit') {
      const key = targetKey(change.target);
      const free = !busy.has(key) && textOf(replica.confirmed, change.target) !== undefined;
      busy.add(key);
      if (!free) continue;
    }
    if (one.sequence === undefined && batch.length < most) batch.push(one);
  }
  return batch;
}

/** Notes what goes out, with the revision that it is made on. */
export function marked(
  replica: Replica,
  batch: readonly Pending[],
): { readonly replica: Replica; readonly changes: readonly Change[] } {
  const pending = replica.pending.map((one) => {
    if (one.sent !== undefined || !batch.includes(one)) return one;
    return { ...one, sent: onRevision(replica.confirmed, one.change) };
  });
  const ids = new Set(batch.map(({ change }) => change.id));
  const changes = pending.flatMap((one) => (one.sent && ids.has(one.change.id) ? [one.sent] : []));
  return { replica: { ...replica, pending }, changes };
}

/** The service has kept a change; it stays pending until the stream or a whole view brings it back. */
export function accepted(replica: Replica, id: string, sequence: number): Replica {
  const pending = replica.pending
    .map((one) => (one.change.id === id ? { ...one, sequence } : one))
    // The view at hand may hold it already: an item that was made before this page was opened again.
    .filter((one) => one.sequence === undefined || one.sequence > replica.confirmed.sequence);
  return { ...replica, pending };
}

/** The service said no. Later edits of the same text build on the refused one and go with it. */
export function refused(replica: Replica, id: string): { readonly replica: Replica; readonly typed: string } {
  const gone = replica.pending.find(({ change }) => change.id === id)?.change;
  if (!gone) return { replica, typed: '' };
  const key = keyOf(gone);
  const [left, stays] = parted(replica.pending, ({ change }) =>
    key === undefined ? change.id === id : keyOf(change) === key,
  );
  return {
    replica: { ...replica, pending: stays },
    typed: left.map(({ change }) => typedIn(change)).join(''),
  };
}

/** An edit whose text somebody has taken away: it can never be kept. */
export function orphan(replica: Replica): string | undefined {
  const all = shown(replica);
  return replica.pending.find(
    ({ change }) => change.type === 'edit' && textOf(all, change.target) === undefined,
  )?.change.id;
}

/** Is everything the person did kept by the service? */
export function saved({ pending }: Replica): boolean {
  return pending.every(({ sequence }) => sequence !== undefined);
}

export function textOf(view: Pick<MeetingView, 'items'>, target: TextTarget): string | undefined {
  return sharedTextAt(view.items, target)?.text;
}

function keyOf(change: Change): string | undefined {
  return change.type === 'edit' ? targetKey(change.target) : undefined;
}

/** The words of a change, for a person who would otherwise have to remember them. */
function typedIn(change: Change): string {
  if (change.type === 'edit') return change.edit.insert;
  if (change.type === 'add-item') return change.title;
  if (change.type === 'add-paper') return `${change.title} ${change.url}`;
  return change.type === 'add-follow-up' ? change.text : '';
}

function parted<One>(all: readonly One[], chosen: (one: One) => boolean): readonly [One[], One[]] {
  return [all.filter(chosen), all.filter((one) => !chosen(one))];
}

/** A change whose item somebody has taken away shows nothing; the service will say so. */
function attempted(view: MeetingView, change: Applied): MeetingView {
  try {
    return applyChange(view, change);
  } catch {
    return view;
  }
}

function onRevision(view: MeetingView, change: Change): Change {
  if (change.type !== 'edit') return change;
  return { ...change, revision: sharedTextAt(view.items, change.target)?.revision ?? 0 };
}

function rebased(pending: readonly Pending[], { target, edit }: EditChange): readonly Pending[] {
  const key = targetKey(target);
  const mine = pending.flatMap(({ change }) =>
    change.type === 'edit' && targetKey(change.target) === key ? [{ id: change.id, edit: change.edit }] : [],
  );
  const moved = new Map(rebasePending(mine, edit).pending.map((one) => [one.id, one.edit]));
  return pending.map((one) => {
    const now = moved.get(one.change.id);
    return now && one.change.type === 'edit' ? { ...one, change: { ...one.change, edit: now } } : one;
  });
}

/** Two changes of one text, or of the same settings of one thing. */
function sameField(one: Change, other: Change): boolean {
  if (one.type === 'edit' || other.type === 'edit') {
    return keyOf(one) !== undefined && keyOf(one) === keyOf(other);
  }
  return 'set' in one && 'set' in other && settingsOf(one) === settingsOf(other);
}

function settingsOf(change: Extract<Change, { set: object }>): string {
  const item = 'item' in change ? change.item : '';
  const followUp = 'followUp' in change ? change.followUp : '';
  return [change.type, item, followUp, ...Object.keys(change.set)].join(' ');
}

/** What has not been sent yet can still become one change with what follows. */
function joinedChange(first: Change, next: Change): Change | undefined {
  if (first.type !== 'edit' || next.type !== 'edit') return { ...next, id: first.id };
  const edit = joinedEdit(first.edit, next.edit);
  return edit && { ...first, edit };
}

/** The service takes no longer one in one edit. */
export const longestInsert = 19_000;

/** Typing on where the last edit ended, or deleting back from its start, is one edit. */
function joinedEdit(first: TextEdit, next: TextEdit): TextEdit | undefined {
  if (first.kept || next.kept || first.insert.length + next.insert.length > longestInsert) return undefined;
  const end = first.at + first.insert.length;
  if (next.at >= first.at && next.at + next.remove <= end) {
    const { insert } = first;
    const place = next.at - first.at;
    return { ...first, insert: insert.slice(0, place) + next.insert + insert.slice(place + next.remove) };
  }
  if (next.at < first.at && next.at + next.remove === first.at) {
    return { at: next.at, remove: next.remove + first.remove, insert: next.insert + first.insert };
  }
  return undefined;
}
