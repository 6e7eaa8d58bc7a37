import { type Connection } from '../../platform/database/database.ts';
import { type ProposalAnswer, type ProposalKind, type ProposalView } from '../api/before.ts';
import { type Meeting } from '../model/record.ts';
import { type Dropped } from './queue.ts';
import { type MinutesTables } from './tables.ts';

type Of = Pick<Meeting, 'tenant' | 'series'>;

/** What people would like to have taken up in a series. Write under the lock of the series. */
export interface ProposalStore {
  add(of: Of, proposal: ProposalView): Promise<void>;
  find(of: Of, id: string): Promise<ProposalView | undefined>;
  /** Newest first, each with what became of it. `by` = only this person's. */
  list(of: Of, most: number, by?: string): Promise<readonly ProposalView[]>;
  answer(of: Of, id: string, answer: ProposalAnswer, word: string): Promise<void>;
}

export function proposalStore(connection: Connection): ProposalStore {
  const tables = connection.tables<MinutesTables>();
  const all = ({ tenant, series }: Of) =>
    tables.selectFrom('proposal').selectAll().where('tenant', '=', tenant).where('series', '=', series);

  /** What is put in the queue is taken up from there, or dropped. */
  const fates = async ({ tenant, series }: Of, ids: readonly string[]) => {
    if (ids.length === 0) return new Map<string, Pick<ProposalView, 'state' | 'word'>>();
    const rows = await tables
      .selectFrom('series_item')
      .select(['item', 'meeting', 'dropped'])
      .where('tenant', '=', tenant)
      .where('series', '=', series)
      .where('item', 'in', ids)
      .where('why', '=', 'proposed')
      .execute();
    return new Map(rows.map(({ item, meeting, dropped }) => [item, fateOf(meeting, dropped)]));
  };

  return {
    async add({ tenant, series }, { by, ...proposal }) {
      await tables
        .insertInto('proposal')
        .values({ ...proposal, tenant, series, person: by.id, name: by.name })
        .execute();
    },
    async find(of, id) {
      const row = await all(of).where('id', '=', id).executeTakeFirst();
      return row && proposalOf(row);
    },
    async list(of, most, by) {
      const some = by === undefined ? all(of) : all(of).where('person', '=', by);
      const rows = await some.orderBy('at', 'desc').orderBy('id').limit(most).execute();
      const queued = await fates(
        of,
        rows.filter(({ state }) => state === 'queued').map(({ id }) => id),
      );
      return rows.map((row) => ({ ...proposalOf(row), ...queued.get(row.id) }));
    },
    async answer({ tenant, series }, id, state, word) {
      await tables
        .updateTable('proposal')
        .set({ state, word })
        .where('tenant', '=', tenant)
        .where('series', '=', series)
        .where('id', '=', id)
        .execute();
    },
  };
}

function fateOf(meeting: string | null, dropped: string | null): Pick<ProposalView, 'state' | 'word'> {
  if (dropped !== null) return { state: 'declined', word: (JSON.parse(dropped) as Dropped).reason };
  return { state: meeting === null ? 'queued' : 'taken', word: '' };
}

function proposalOf(row: MinutesTables['proposal']): ProposalView {
  const { id, title, why, minutes, at, word } = row;
  return {
    ...{ id, title, why, minutes, at, word },
    by: { id: row.person, name: row.name },
    kind: row.kind as ProposalKind,
    state: row.state as ProposalView['state'],
  };
}
