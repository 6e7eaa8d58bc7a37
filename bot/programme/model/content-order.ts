import { type Entry, type Pack } from '../../content/model.ts';

/** What an administrator has decided about a programme's content; a pack without such entries ignores it. */
export interface ContentChanges {
  /** Ids of entries that do not come. */
  readonly hidden: readonly string[];
  /** By ISO week: the id of the entry that comes then, out of turn. */
  readonly chosen: Readonly<Record<string, string>>;
}

export const noContentChanges: ContentChanges = { hidden: [], chosen: {} };

/** Asked week by week in their order, and only for weeks that are held: each answer uses the entry up. */
export type ContentOrder = (week: string) => Entry;

/**
 * Which entry comes in the weeks ahead: what has never been held, as the pack has it, then what was held longest
 * ago. An entry that is chosen for a later week waits for it. `history` = ids of the entries held, oldest first.
 */
export function contentOrder(
  pack: Pick<Pack, 'id' | 'entries'>,
  changes: ContentChanges,
  history: readonly string[],
): ContentOrder {
  const offered = pack.entries.filter(({ id }) => !changes.hidden.includes(id));
  const entries = offered.length > 0 ? offered : pack.entries;
  const heldAt = new Map(history.map((id, at) => [id, at]));
  let time = history.length;
  return (week) => {
    const chosen = entries.find(({ id }) => id === changes.chosen[week]);
    const waiting = new Set(
      Object.entries(changes.chosen).flatMap(([later, id]) => (later > week ? [id] : [])),
    );
    const free = entries.filter(({ id }) => !waiting.has(id));
    const entry = chosen ?? longestAgo(free.length > 0 ? free : entries, heldAt);
    if (entry === undefined) throw new RangeError(`No entries in ${pack.id}`);
    heldAt.set(entry.id, time++);
    return entry;
  };
}

function longestAgo(entries: readonly Entry[], heldAt: ReadonlyMap<string, number>): Entry | undefined {
  const at = ({ id }: Entry) => heldAt.get(id) ?? -1;
  return entries.reduce<Entry | undefined>(
    (found, one) => (found === undefined || at(one) < at(found) ? one : found),
    undefined,
  );
}
