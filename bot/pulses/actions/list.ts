import { type Clock } from '../../platform/clock.ts';
import { formulaSafe } from '../../platform/csv.ts';
import { type Graph, GraphFault, type GraphFaultCode, type SiteList } from '../../platform/graph/graph.ts';
import { retryWaitMs } from '../../platform/retry.ts';
import { type ListReason, type ResultListReply } from '../api.ts';
import { resultsReply } from '../cards/reply.ts';
import { listColumns, listRows, isStubborn, stopping } from '../model/list.ts';
import { type ListPlace, type ListStanding, listStore, type RoundToWrite } from '../store/list.ts';
import { pulseResults, type ResultsSurroundings } from './results.ts';

export interface ResultListParts extends ResultsSurroundings {
  readonly clock: Clock;
  readonly graph: Pick<Graph, 'siteList'>;
  /** `undefined` = switched off. */
  readonly place: (ListPlace & { readonly tenant: string }) | undefined;
  /** By the machine's clock, in milliseconds. */
  readonly machineNow: () => number;
  readonly draw: () => number;
}

type On = ResultListParts & { readonly place: NonNullable<ResultListParts['place']> };

const ROUNDS_AT_A_TIME = 5;

/** Why it does not go on; a list that lacks columns is looked at before anything is written to it. */
class ListWait extends Error {
  override readonly name = 'ListWait';
  readonly reason: ListReason;
  readonly columns: readonly string[];
  readonly retryAfterMs: number | undefined;

  constructor(
    reason: ListReason,
    more: { readonly columns?: readonly string[]; readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(reason);
    this.reason = reason;
    this.columns = more.columns ?? [];
    this.retryAfterMs = more.retryAfterMs;
  }
}

/**
 * Writes the released figures of closed rounds to the agency's SharePoint list, and takes those out that have been
 * deleted here. What is still to do follows from the rounds themselves, so nothing is lost by a stop at any point, and
 * a round that is written twice changes nothing. Answers how many rounds were brought to an end.
 */
export async function writeResultList(parts: ResultListParts): Promise<number> {
  if (!isOn(parts)) return 0;
  const { tenant } = parts.place;
  const store = listStore(parts.database);
  const before = await standingHere(parts);
  if ((before.nextTryAt?.getTime() ?? 0) > parts.machineNow()) return 0;
  const rounds = await store.toWrite(tenant, ROUNDS_AT_A_TIME);
  const leaving = await store.toRemove(tenant, ROUNDS_AT_A_TIME);
  if (rounds.length + leaving.length === 0) return 0;
  const list = parts.graph.siteList(parts.place);
  const works = [
    ...leaving.map((id) => () => takeOut(parts, list, id)),
    ...rounds.map((round) => () => writeRound(parts, list, round)),
  ];
  const { done, wait } = await inTurn(list, works);
  await store.stand(tenant, standingAfter(parts, before, { done, wait }));
  return done;
}

const isOn = (parts: ResultListParts): parts is On => parts.place !== undefined;

/** One round that is refused keeps no other back; a list that cannot be reached keeps all. */
async function inTurn(
  list: SiteList,
  works: readonly (() => Promise<void>)[],
): Promise<{ readonly done: number; readonly wait: ListWait | undefined }> {
  let done = 0;
  let wait: ListWait | undefined;
  for (const work of [() => requireColumns(list), ...works]) {
    try {
      await work();
      done++;
    } catch (error) {
      wait = waitOf(error);
      if (stopping.has(wait.reason)) break;
    }
  }
  // Looking at the columns is no round.
  return { done: Math.max(0, done - 1), wait };
}

async function requireColumns(list: SiteList): Promise<void> {
  const columns = await list.missing(listColumns);
  if (columns.length > 0) throw new ListWait('columns-missing', { columns });
}

async function writeRound(
  parts: On,
  list: SiteList,
  { id, programme, closesAt }: RoundToWrite,
): Promise<void> {
  const { tenant } = parts.place;
  const day = closesAt.toISOString().slice(0, 10);
  const results = await pulseResults(parts, {
    ...{ tenant, reach: 'all' as const, comments: false },
    query: { period: 'all', from: day, to: day, programme, show: 'all' },
  });
  const rows = listRows(resultsReply(results, 'nb'), { round: id, safe: formulaSafe });
  const store = listStore(parts.database);
  await store.begin({ tenant, id });
  await list.keepRows(groupOf(id), rows);
  await store.written({ tenant, id }, rows.length);
}

async function takeOut(parts: On, list: SiteList, id: string): Promise<void> {
  await list.keepRows(groupOf(id), []);
  await listStore(parts.database).removed({ tenant: parts.place.tenant, id });
}

const groupOf = (round: string) => ({ column: 'LpRound', value: round, key: 'LpKey' });

/** As kept; of another list than the settings name now, a new beginning. */
async function standingHere({ database, place }: On): Promise<ListStanding> {
  const { tenant, site, list } = place;
  const known = await listStore(database).standing(tenant);
  if (known?.site === site && known.list === list) return known;
  const fresh = { ...{ site, list }, ...went };
  await database.transaction(async (connection) => {
    const store = listStore(connection);
    if (known) await store.forget(tenant);
    await store.stand(tenant, fresh);
  });
  return fresh;
}

const went = {
  ...{ reason: undefined, columns: [], attempts: 0 },
  ...{ nextTryAt: undefined, writtenAt: undefined },
} as const;

function standingAfter(
  parts: On,
  { site, list, attempts, writtenAt }: ListStanding,
  { done, wait }: { readonly done: number; readonly wait: ListWait | undefined },
): ListStanding {
  const at = done > 0 ? parts.clock.now() : writtenAt;
  if (!wait) return { ...went, site, list, writtenAt: at };
  const { reason, columns, retryAfterMs } = wait;
  const trouble = { attempts: attempts + 1, isStubborn: isStubborn(reason), retryAfterMs };
  const ms = retryWaitMs({ ...trouble, draw: parts.draw() });
  const nextTryAt = new Date(parts.machineNow() + ms);
  return { site, list, reason, columns, attempts: attempts + 1, nextTryAt, writtenAt: at };
}

/** What else a delegated call may meet cannot be met by the service's own right. */
const reasons: Partial<Record<GraphFaultCode, ListReason>> = {
  'graph-unreachable': 'graph-unreachable',
  'graph-busy': 'graph-busy',
  'graph-down': 'graph-down',
  'not-allowed': 'not-allowed',
  'sign-in-needed': 'not-allowed',
  'consent-needed': 'not-allowed',
  'not-found': 'not-found',
  conflict: 'conflict',
  'out-of-space': 'out-of-space',
};

function waitOf(error: unknown): ListWait {
  if (error instanceof ListWait) return error;
  if (!(error instanceof GraphFault)) throw error;
  return new ListWait(reasons[error.code] ?? 'refused', { retryAfterMs: error.retryAfterMs });
}

/** For the administrator's page. */
export async function resultList(parts: ResultListParts, tenant: string): Promise<ResultListReply> {
  if (!isOn(parts) || parts.place.tenant !== tenant) return { on: false };
  const { site, list, reason, columns, nextTryAt, writtenAt } = await standingHere(parts);
  return {
    ...{ on: true, site, list, reason: reason ?? null, columns },
    ...(await listStore(parts.database).counts(tenant)),
    nextTryAt: nextTryAt?.toISOString() ?? null,
    writtenAt: writtenAt?.toISOString() ?? null,
  };
}

/** The administrator has mended what was wrong, or wants every row looked at once more. */
export async function resultListAgain(
  parts: ResultListParts,
  tenant: string,
  everything: boolean,
): Promise<void> {
  if (!isOn(parts) || parts.place.tenant !== tenant) return;
  const known = await standingHere(parts);
  await parts.database.transaction(async (connection) => {
    const store = listStore(connection);
    if (everything) await store.again(tenant);
    await store.stand(tenant, { ...known, attempts: 0, nextTryAt: undefined });
  });
}
