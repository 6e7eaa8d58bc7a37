import { batches } from '../../platform/database/database.ts';
import { type ReleasedComment } from '../model/comments.ts';
import { type ReleasedRate } from '../model/rates.ts';
import { type ReleasedCell } from '../model/release.ts';
import { type RoundRef } from './ballots.ts';
import { type PulseTables, type StoreAt } from './tables.ts';

/** A cell of one question of one round, as it was let through when the round closed. */
export interface KeptCell {
  readonly round: string;
  /** The question's place in the round. */
  readonly position: number;
  readonly cell: ReleasedCell;
}

export interface KeptRate {
  readonly round: string;
  readonly rate: ReleasedRate;
}

/** What the release engine let through: all that is left of a round. A hidden cell is its reason, never a figure. */
export function releasedStore({ connection }: Pick<StoreAt, 'connection'>) {
  const tables = connection.tables<PulseTables>();
  return {
    async keepCells(round: RoundRef, position: number, cells: readonly ReleasedCell[]): Promise<void> {
      const rows = cells.map((cell) => rowOf(round, position, cell));
      for (const some of batches(rows)) await tables.insertInto('pulse_cell').values(some).execute();
    },

    async keepRates({ tenant, id }: RoundRef, rates: readonly ReleasedRate[]): Promise<void> {
      const rows = rates.map((rate) => ({
        tenant,
        round: id,
        unit: rate.unit,
        why: rate.shown ? null : rate.why,
        percent: rate.shown ? rate.rate.percent : null,
        bound: rate.shown ? rate.rate.bound : null,
      }));
      for (const some of batches(rows)) await tables.insertInto('pulse_rate').values(some).execute();
    },

    /** In the order given, which is drawn; see `releaseComments`. */
    async keepComments(
      { tenant, id }: RoundRef,
      position: number,
      comments: readonly ReleasedComment[],
    ): Promise<void> {
      const rows = comments.map(({ unit, text }, place) => {
        return { tenant, round: id, unit, question: position, place, text };
      });
      for (const some of batches(rows)) await tables.insertInto('pulse_comment').values(some).execute();
    },

    async cellsOf({ tenant, id }: RoundRef, position: number): Promise<readonly ReleasedCell[]> {
      const query = tables.selectFrom('pulse_cell').selectAll().where('tenant', '=', tenant);
      const rows = await query.where('round', '=', id).where('position', '=', position).execute();
      return rows.map(cellOf);
    },

    async ratesOf({ tenant, id }: RoundRef): Promise<readonly ReleasedRate[]> {
      const query = tables.selectFrom('pulse_rate').selectAll().where('tenant', '=', tenant);
      return (await query.where('round', '=', id).execute()).map(rateOf);
    },

    async cells(tenant: string, units?: readonly string[]): Promise<readonly KeptCell[]> {
      if (units?.length === 0) return [];
      const query = tables.selectFrom('pulse_cell').selectAll().where('tenant', '=', tenant);
      const rows = await (units ? query.where('unit', 'in', units) : query).execute();
      return rows.map((row) => ({ round: row.round, position: row.position, cell: cellOf(row) }));
    },

    async rates(tenant: string, units?: readonly string[]): Promise<readonly KeptRate[]> {
      if (units?.length === 0) return [];
      const query = tables.selectFrom('pulse_rate').selectAll().where('tenant', '=', tenant);
      const rows = await (units ? query.where('unit', 'in', units) : query).execute();
      return rows.map((row) => ({ round: row.round, rate: rateOf(row) }));
    },
  };
}

function rowOf({ tenant, id }: RoundRef, position: number, cell: ReleasedCell): PulseTables['pulse_cell'] {
  const where = { tenant, round: id, position, unit: cell.unit };
  if (!cell.shown)
    return {
      ...where,
      why: cell.why,
      value_tenths: null,
      bound: null,
      margin_tenths: null,
      shares: null,
      widened: 0,
    };
  return {
    ...where,
    why: null,
    value_tenths: cell.score ? Math.round(cell.score.value * 10) : null,
    bound: cell.score?.bound ?? null,
    margin_tenths: Math.round(cell.margin * 10),
    shares: cell.shares ? JSON.stringify(cell.shares) : null,
    widened: cell.widened ? 1 : 0,
  };
}

export function cellOf(row: PulseTables['pulse_cell']): ReleasedCell {
  const { unit, why, value_tenths: value, bound, shares } = row;
  if (why !== null) return { unit, shown: false, why: why as 'protects-others' };
  return {
    unit,
    shown: true,
    score: value === null ? undefined : { value: value / 10, bound: bound as 'about' },
    margin: (row.margin_tenths ?? 0) / 10,
    shares: shares === null ? undefined : (JSON.parse(shares) as readonly number[]),
    widened: row.widened === 1,
  };
}

export function rateOf({ unit, why, percent, bound }: PulseTables['pulse_rate']): ReleasedRate {
  if (why !== null) return { unit, shown: false, why: why as 'protects-others' };
  return { unit, shown: true, rate: { percent: percent ?? 0, bound: bound as 'about' } };
}
