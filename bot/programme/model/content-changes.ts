import { type Pack } from '../../content/model.ts';
import { Refusal } from '../../refusal.ts';
import { type ContentChanges } from './content-order.ts';

/** What an administrator decides about the content of a programme. */
export type ContentChange =
  | { readonly do: 'choose'; readonly week: string; readonly entry: string }
  /** The week gets what the order gives it. */
  | { readonly do: 'order'; readonly week: string }
  | { readonly do: 'hide' | 'show'; readonly entry: string };

/**
 * The content changes with one more, without those of weeks that have had their round (`last` = the newest of them).
 * Throws `not-found` for an entry that the pack does not have or that is hidden, `week-started`, and
 * `content-empty` where nothing would be left.
 */
export function withContentChange(
  known: ContentChanges,
  change: ContentChange,
  at: { readonly pack: Pick<Pack, 'entries'>; readonly last: string | undefined },
): ContentChanges {
  check(known, change, at);
  const { last } = at;
  const coming = Object.entries(known.chosen).filter(([week]) => last === undefined || week > last);
  const next = changed({ hidden: known.hidden, chosen: Object.fromEntries(coming) }, change);
  if (at.pack.entries.every(({ id }) => next.hidden.includes(id))) throw new Refusal('content-empty');
  return { hidden: next.hidden.toSorted(), chosen: Object.fromEntries(Object.entries(next.chosen).sort()) };
}

function check(
  { hidden }: ContentChanges,
  change: ContentChange,
  { pack, last }: Parameters<typeof withContentChange>[2],
): void {
  if ('week' in change && last !== undefined && change.week <= last) throw new Refusal('week-started');
  if (!('entry' in change)) return;
  const isThere = pack.entries.some(({ id }) => id === change.entry);
  if (!isThere || (change.do === 'choose' && hidden.includes(change.entry))) throw new Refusal('not-found');
}

function changed({ hidden, chosen }: ContentChanges, change: ContentChange): ContentChanges {
  const without = (fits: (week: string, entry: string) => boolean) =>
    Object.fromEntries(Object.entries(chosen).filter(([week, entry]) => !fits(week, entry)));
  switch (change.do) {
    case 'choose':
      return { hidden, chosen: { ...chosen, [change.week]: change.entry } };
    case 'order':
      return { hidden, chosen: without((week) => week === change.week) };
    case 'hide':
      return {
        hidden: [...new Set([...hidden, change.entry])],
        chosen: without((_week, entry) => entry === change.entry),
      };
    case 'show':
      return { hidden: hidden.filter((id) => id !== change.entry), chosen };
  }
}
