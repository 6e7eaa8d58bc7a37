import { type Localised } from '../../content/model.ts';
import { type Question } from '../model/question.ts';
import { type ReleasedRate } from '../model/rates.ts';
import { type ReleasedCell } from '../model/release.ts';
import { rules, type Rules } from '../model/rules.ts';
import { cellOf, rateOf } from './released.ts';
import { type PulseState, type PulseTables, type StoreAt } from './tables.ts';

/** What rounds are looked for: ISO times of their closing, both included. */
interface RoundsWanted {
  readonly from: Date | undefined;
  readonly to: Date;
}

/** A round that is over, with the rules it was held under and what became of its key. */
export interface EndedRound {
  readonly id: string;
  readonly programme: string;
  readonly week: string;
  readonly closedAt: Date;
  readonly state: Exclude<PulseState, 'open'>;
  readonly rules: Rules;
  readonly keyDestroyedAt: Date | undefined;
}

/** A question by its place in a round. */
export interface Asked {
  readonly round: EndedRound;
  readonly position: number;
  readonly question: Question;
}

interface CellOfRound {
  readonly round: string;
  readonly position: number;
  readonly cell: ReleasedCell;
}

interface RateOfRound {
  readonly round: string;
  readonly rate: ReleasedRate;
}

export interface CommentOfRound {
  readonly round: string;
  readonly unit: string;
  readonly position: number;
  readonly text: string;
}

/** `undefined` = every unit. */
type Units = readonly string[] | undefined;

type Wording = Pick<Question, 'area' | 'text' | 'low' | 'high'> & { readonly options: readonly Localised[] };

/** Reads released results. The database chooses; nothing is fetched to be thrown away. */
export function resultsStore(at: Pick<StoreAt, 'connection'>, tenant: string) {
  return { ...roundReading(at, tenant), ...figureReading(at, tenant), ...commentReading(at, tenant) };
}

function roundReading({ connection }: Pick<StoreAt, 'connection'>, tenant: string) {
  const tables = connection.tables<PulseTables>();
  return {
    /** Oldest first. */
    async rounds({ from, to }: RoundsWanted): Promise<readonly EndedRound[]> {
      const query = tables
        .selectFrom('pulse_round')
        .leftJoin('pulse_receipt', (join) =>
          join
            .onRef('pulse_receipt.tenant', '=', 'pulse_round.tenant')
            .onRef('pulse_receipt.round', '=', 'pulse_round.round'),
        )
        .select(['pulse_round.round', 'programme', 'week', 'closes_at', 'state', 'rules'])
        .select(['pulse_round.closed_at', 'key_destroyed_at'])
        .where('pulse_round.tenant', '=', tenant)
        .where('state', '!=', 'open')
        .where('pulse_round.closes_at', '<=', to.toISOString());
      const chosen = from ? query.where('pulse_round.closes_at', '>=', from.toISOString()) : query;
      const rows = await chosen
        .orderBy('closes_at')
        .orderBy('opens_at')
        .orderBy('pulse_round.round')
        .execute();
      return rows.map((row) => ({
        id: row.round,
        programme: row.programme,
        week: row.week,
        closedAt: new Date(row.closed_at ?? row.closes_at),
        state: row.state === 'lost' ? 'lost' : 'closed',
        rules: row.rules === null ? rules : { ...rules, ...(JSON.parse(row.rules) as Partial<Rules>) },
        keyDestroyedAt: row.key_destroyed_at === null ? undefined : new Date(row.key_destroyed_at),
      }));
    },

    /** In the order of the rounds, then of their places in them. */
    async asked(rounds: readonly EndedRound[]): Promise<readonly Asked[]> {
      if (rounds.length === 0) return [];
      const ids = rounds.map(({ id }) => id);
      const query = tables.selectFrom('pulse_question').selectAll().where('tenant', '=', tenant);
      const rows = await query.where('round', 'in', ids).orderBy('position').execute();
      const byRound = Map.groupBy(rows, ({ round }) => round);
      return rounds.flatMap((round) =>
        (byRound.get(round.id) ?? []).map(({ position, question: id, version, scale, wording }) => ({
          round,
          position,
          question: { ...(JSON.parse(wording) as Wording), id, version, scale },
        })),
      );
    },
  };
}

function figureReading({ connection }: Pick<StoreAt, 'connection'>, tenant: string) {
  const tables = connection.tables<PulseTables>();
  return {
    async cells(asked: readonly Asked[], units: Units): Promise<readonly CellOfRound[]> {
      if (asked.length === 0 || units?.length === 0) return [];
      const query = tables
        .selectFrom('pulse_cell')
        .selectAll()
        .where('tenant', '=', tenant)
        .where((where) =>
          where.or(
            byPlace(asked).map(([position, rounds]) =>
              where.and([where('position', '=', position), where('round', 'in', rounds)]),
            ),
          ),
        );
      const rows = await (units ? query.where('unit', 'in', units) : query).execute();
      return rows.map((row) => ({
        round: row.round,
        position: row.position,
        cell: cellOf(row),
      }));
    },

    async rates(rounds: readonly string[], units: Units): Promise<readonly RateOfRound[]> {
      if (rounds.length === 0 || units?.length === 0) return [];
      const query = tables
        .selectFrom('pulse_rate')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('round', 'in', rounds);
      const rows = await (units ? query.where('unit', 'in', units) : query).execute();
      return rows.map((row) => ({ round: row.round, rate: rateOf(row) }));
    },
  };
}

function commentReading({ connection }: Pick<StoreAt, 'connection'>, tenant: string) {
  const tables = connection.tables<PulseTables>();
  return {
    /** In the order they were shuffled into, newest round first. At most `most`. */
    async comments(asked: readonly Asked[], units: Units, most: number): Promise<readonly CommentOfRound[]> {
      if (asked.length === 0 || units?.length === 0) return [];
      const query = tables
        .selectFrom('pulse_comment')
        .innerJoin('pulse_round', (join) =>
          join
            .onRef('pulse_round.tenant', '=', 'pulse_comment.tenant')
            .onRef('pulse_round.round', '=', 'pulse_comment.round'),
        )
        .select(['pulse_comment.round', 'unit', 'question', 'text'])
        .where('pulse_comment.tenant', '=', tenant)
        .where((where) =>
          where.or(
            byPlace(asked).map(([position, rounds]) =>
              where.and([where('question', '=', position), where('pulse_comment.round', 'in', rounds)]),
            ),
          ),
        );
      const rows = await (units ? query.where('unit', 'in', units) : query)
        .orderBy('closes_at', 'desc')
        .orderBy('pulse_comment.round')
        .orderBy('unit')
        .orderBy('question')
        .orderBy('place')
        .limit(most)
        .execute();
      return rows.map(({ round, unit, question, text }) => ({ round, unit, position: question, text }));
    },
  };
}

/** Places in a round are few, rounds are many. */
function byPlace(
  asked: readonly Asked[],
): readonly (readonly [position: number, rounds: readonly string[]])[] {
  const groups = Map.groupBy(asked, ({ position }) => position);
  return [...groups].map(([position, of]) => [position, of.map(({ round }) => round.id)]);
}
