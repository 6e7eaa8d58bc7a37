import { Refusal } from '../../refusal.ts';
import { type ResultsQuery } from '../api.ts';
import { chainOf, type TreeUnit, unitTree } from './tree.ts';

/** Whose results somebody may read: the whole tree, the agency alone, or a unit and all above it. */
export type Reach = 'all' | 'agency' | { readonly unit: string | undefined };

export interface Focus<Unit> {
  /** What the reader may see, in the order of the tree. */
  readonly units: readonly Unit[];
  /** The unit the figures are about first. */
  readonly unit: string | undefined;
  readonly agency: string | undefined;
}

/** `undefined` = every unit there is. */
type UnitsRead = readonly string[] | undefined;

export interface Reading {
  /** Units whose every round is read. */
  readonly history: UnitsRead;
  /** Units whose newest rounds are read; `[]` where the history has them all. */
  readonly newest: UnitsRead;
  readonly comments: UnitsRead;
}

/** Throws `not-found` for a unit outside the reach, whether it exists or not. */
export function focusOf<Unit extends TreeUnit>(
  tree: readonly Unit[],
  reach: Reach,
  wanted: string | undefined,
): Focus<Unit> {
  const agency = tree.find(({ parent }) => parent === undefined)?.id;
  const units = reached(tree, reach);
  if (wanted !== undefined && tree.length > 0 && !units.some(({ id }) => id === wanted))
    throw new Refusal('not-found');
  const own = typeof reach === 'string' ? agency : units.find(({ id }) => id === reach.unit)?.id;
  return { units, unit: tree.length === 0 ? undefined : (wanted ?? own), agency };
}

/** What has to be read for it. Only `all` reads every round of every unit. */
export function readingOf(
  tree: readonly TreeUnit[],
  { units, unit = '', agency = '' }: Focus<TreeUnit>,
  { reach, query }: { readonly reach: Reach; readonly query: Pick<ResultsQuery, 'show'> },
): Reading {
  if (reach !== 'all') return { history: units.map(({ id }) => id), newest: [], comments: [] };
  const below = within(tree, unit);
  const inFocus = unit === agency ? undefined : below;
  if (query.show === 'all') {
    const history = inFocus && [...new Set([...below, ...chainOf(tree, unit)])];
    return { history, newest: [], comments: inFocus };
  }
  const history = [...new Set([unit, agency])];
  const near = tree.filter(({ id, parent }) => parent === unit || history.includes(id));
  return {
    history,
    newest: query.show === 'tree' ? inFocus : near.map(({ id }) => id),
    comments: inFocus,
  };
}

/** The unit and everything below it. */
function within(tree: readonly TreeUnit[], unit: string): readonly string[] {
  const parts = unitTree(tree);
  const found = [unit];
  for (const one of found) found.push(...parts.children(one));
  return found;
}

const monthsOf = { '3m': 3, '6m': 6, '12m': 12, '24m': 24 } as const;

/** When the rounds closed that are looked for. */
export function periodOf(
  { period, from, to }: Pick<ResultsQuery, 'period' | 'from' | 'to'>,
  now: Date,
): { readonly from: Date | undefined; readonly to: Date } {
  if (from !== undefined || to !== undefined)
    return {
      from: from === undefined ? undefined : new Date(`${from}T00:00:00.000Z`),
      to: to === undefined ? now : new Date(`${to}T23:59:59.999Z`),
    };
  if (period === 'all') return { from: undefined, to: now };
  const since = new Date(now);
  const day = since.getUTCDate();
  since.setUTCDate(1);
  since.setUTCMonth(since.getUTCMonth() - monthsOf[period]);
  const daysInMonth = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 0)).getUTCDate();
  since.setUTCDate(Math.min(day, daysInMonth));
  return { from: since, to: now };
}

function reached<Unit extends TreeUnit>(tree: readonly Unit[], reach: Reach): readonly Unit[] {
  if (reach === 'all') return tree;
  if (reach === 'agency') return tree.filter(({ parent }) => parent === undefined);
  const chain = new Set(chainOf(tree, reach.unit ?? ''));
  return tree.filter(({ id }) => chain.has(id));
}
