import { readFileSync } from 'node:fs';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Caller } from '../../bot/platform/http/http.ts';
import { resultList, resultListAgain, type ResultListParts } from '../../bot/pulses/actions/list.ts';
import { resultListWork } from '../../bot/pulses/jobs.ts';
import { type ResultCell } from '../../bot/pulses/api.ts';
import { listColumns, listRows } from '../../bot/pulses/model/list.ts';
import { retentionStore } from '../../bot/pulses/store/retention.ts';
import { type PulseTables } from '../../bot/pulses/store/tables.ts';
import { eachDatabase } from '../support/databases.ts';
import { listStand, place, type ListStand } from '../support/list-stand.ts';
import { keysInMemory, leader, roundOf, tenant, type World, world } from './world.ts';

const all = { plan: [1, 2, 3, 4, 5, 4, 4, 3, 2], drift: [4, 4, 4, 3, 3, 3, 2], stab: [1, 2, 2, 3] };

let stand: ListStand;
beforeAll(async () => {
  stand = await listStand();
});
afterAll(() => stand.server.close());

eachDatabase((_name, open) => {
  describe('the agency’s SharePoint list', () => {
    let database: Database;
    let at: World;
    let parts: ResultListParts;
    let machineNow: number;

    beforeEach(async () => {
      await stand.reset();
      database = await open();
      at = world(database, keysInMemory());
      machineNow = Date.parse('2027-03-01T00:00:00Z');
      parts = {
        ...at.surroundings,
        graph: stand.graph,
        place: { ...place, tenant },
        machineNow: () => machineNow,
        draw: () => 0,
      };
    });

    async function run(week: number) {
      const round = roundOf(week);
      at.clock.set(round.opensAt);
      await at.open(round);
      for (const [unit, values] of Object.entries(all))
        for (const [number, value] of values.entries())
          await at.press(leader(unit, number), unit, 'answer', { round: round.id, view: 0, value });
      return round;
    }

    async function held(week: number) {
      const round = await run(week);
      await at.close(round);
      await at.settle();
      return round;
    }

    const work = (given: Partial<ResultListParts> = {}) => resultListWork({ ...parts, ...given }).run();
    const heardOf = () => stand.server.heard.length;
    const opened = async () => {
      await stand.makeList();
      await stand.grant();
    };

    it('is not thought of where the settings name none', async () => {
      await held(1);
      expect(await work({ place: undefined })).toBe(0);
      expect(await resultList({ ...parts, place: undefined }, tenant)).toEqual({ on: false });
      expect(await resultList(parts, 'tenant-2')).toEqual({ on: false });
      expect(heardOf()).toBe(0);
    });

    it('gets nothing of a round that is open, and of a closed one what HR reads, and no more', async () => {
      await opened();
      const round = await run(1);
      expect(await work()).toBe(0);
      expect(stand.rows()).toEqual([]);
      await at.close(round);
      await at.settle();
      const comment = { tenant, round: round.id, unit: 'etat', question: 0, place: 0, text: 'kanarifugl' };
      await database.tables<PulseTables>().insertInto('pulse_comment').values(comment).execute();
      expect(await work()).toBe(1);
      const hr = await at.results('hr', ['Puls.HR'] satisfies Caller['roles']);
      expect(hr.comments).toMatchObject([{ text: 'kanarifugl' }]);
      const shown = (hr.rounds[0]?.cells ?? []).filter(
        (cell): cell is Extract<ResultCell, { shown: true }> => cell.shown,
      );
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.length).toBeLessThan(hr.rounds[0]?.cells.length ?? 0);
      expect(
        stand
          .rows()
          .map(({ LpUnitId, LpValue, LpShown, LpMargin }) => [LpUnitId, LpValue, LpShown, LpMargin]),
      ).toEqual(shown.map(({ unit, value, text, margin }) => [unit, value, text, margin]));
      expect(JSON.stringify(stand.rows())).not.toContain('Stab');
      const sent = JSON.stringify(stand.server.heard.map(({ body }) => body));
      expect(sent).not.toContain('kanarifugl');
      expect(sent).not.toContain('leder-');
    });

    it('holds each round once, however often it is written and wherever the work was cut off', async () => {
      await opened();
      await held(1);
      await held(2);
      let calls = 0;
      stand.meddle = ({ method }) => (method === 'POST' && ++calls === 2 ? 'lost' : undefined);
      expect(await work()).toBe(1);
      stand.meddle = undefined;
      expect(await resultList(parts, tenant)).toMatchObject({
        written: 1,
        waiting: 1,
        reason: 'graph-unreachable',
      });
      const before = stand.rows();
      machineNow += 60_000;
      expect(await work()).toBe(1);
      expect(stand.rows()).toEqual(before);
      expect(await work()).toBe(0);
      expect(await resultList(parts, tenant)).toMatchObject({
        ...{ on: true, list: 'Lederpuls', written: 2, waiting: 0, reason: null, nextTryAt: null },
        figures: before.length,
      });
    });

    it('is set right when the administrator asks for every row to be looked at', async () => {
      await opened();
      await held(1);
      await work();
      const before = stand.rows();
      await stand.edit({ LpShown: '4,9' });
      expect(await work()).toBe(0);
      await resultListAgain(parts, tenant, true);
      expect(await work()).toBe(1);
      expect(stand.rows()).toEqual(before);
    });

    it('waits for the site to be opened, says so, and goes on when the administrator has done it', async () => {
      await stand.makeList();
      await held(1);
      expect(await work()).toBe(0);
      expect(await resultList(parts, tenant)).toMatchObject({
        reason: 'not-allowed',
        waiting: 1,
        written: 0,
      });
      const before = heardOf();
      machineNow += 200_000;
      expect(await work()).toBe(0);
      expect(heardOf()).toBe(before);
      await stand.grant();
      await resultListAgain(parts, tenant, false);
      expect(await work()).toBe(1);
      expect(await resultList(parts, tenant)).toMatchObject({ reason: null, waiting: 0, written: 1 });
    });

    it('says that it is missing, or which columns are', async () => {
      await stand.grant();
      await held(1);
      await work();
      expect(await resultList(parts, tenant)).toMatchObject({ reason: 'not-found', columns: [] });
      await stand.makeList((columns) => columns.filter(({ name }) => name !== 'LpMargin'));
      await resultListAgain(parts, tenant, false);
      await work();
      expect(await resultList(parts, tenant)).toMatchObject({
        reason: 'columns-missing',
        columns: ['LpMargin'],
      });
      expect(stand.rows()).toEqual([]);
    });

    it('is left in peace as long as Graph asks', async () => {
      await opened();
      await held(1);
      stand.meddle = () => ({
        status: 429,
        headers: { 'retry-after': '1800' },
        body: { error: { code: 'x' } },
      });
      await work();
      stand.meddle = undefined;
      const heard = heardOf();
      machineNow += 1_799_000;
      await work();
      expect(heardOf()).toBe(heard);
      machineNow += 1_001;
      expect(await work()).toBe(1);
    });

    it('loses a round when that is deleted here, also one that was only half written', async () => {
      await opened();
      const rounds = [await held(1), await held(2)];
      let calls = 0;
      stand.meddle = ({ method }) => (method === 'POST' && ++calls === 2 ? 'lost' : undefined);
      await work();
      stand.meddle = undefined;
      expect(new Set(stand.rows().map(({ LpRound }) => LpRound)).size).toBe(2);
      for (const { id } of rounds)
        await database.transaction(async (connection) => {
          await retentionStore(connection).remove({ tenant, id });
        });
      await resultListAgain(parts, tenant, false);
      expect(await work()).toBe(2);
      expect(stand.rows()).toEqual([]);
      expect(await resultList(parts, tenant)).toMatchObject({ written: 0, waiting: 0 });
    });

    it('is written anew when the settings name another', async () => {
      await opened();
      await held(1);
      await work();
      const other = { ...place, list: 'En annen', tenant };
      expect(await resultList({ ...parts, place: other }, tenant)).toMatchObject({ written: 0, waiting: 1 });
      await work({ place: other });
      expect(await resultList({ ...parts, place: other }, tenant)).toMatchObject({ reason: 'not-found' });
    });
  });
});

describe('a row of the list', () => {
  const cell = (more: Partial<Extract<ResultCell, { shown: true }>>): ResultCell => ({
    ...{ unit: 'u', shown: true, value: 1.5, bound: 'about', text: '1,5', margin: 0.2, widened: false },
    ...{ distribution: null },
    ...more,
  });
  const rowsOf = (...cells: ResultCell[]) =>
    listRows(
      {
        units: [{ id: 'u', name: '=HYPERLINK("x")', kind: 'section', parent: null }],
        rounds: [
          {
            ...{ id: 'r', week: '2027-W01', closedAt: '2027-01-08T14:00:00.000Z', programme: 'p', cells },
            area: { id: 'a', name: '+a' },
            question: {
              ...{ id: 'q', version: 1, text: '@q', lowIsBest: false, scale: 'agree5', min: 1, max: 5 },
            },
            rules: { scores: 6, distributions: 11, hiddenRest: 6, rates: 10 },
            rates: [{ unit: 'u', shown: false, why: 'x' }],
          },
        ],
      },
      { round: 'r', safe: (text) => `safe(${text})` },
    );

  it('has no number where there is only a bound', () => {
    expect(rowsOf(cell({ bound: 'at-most', text: 'høyst 1,5' }))).toMatchObject([
      { LpValue: null, LpShown: 'safe(høyst 1,5)', LpResponse: null },
    ]);
  });

  it('has no text that a spreadsheet would run', () => {
    const [row] = rowsOf(cell({ distribution: [{ label: '-1', percent: 40 }] }));
    expect(row).toMatchObject({
      Title: 'safe(=HYPERLINK("x") 2027-W01)',
      LpUnit: 'safe(=HYPERLINK("x"))',
      LpArea: 'safe(+a)',
      LpQuestion: 'safe(@q)',
      LpSpread: 'safe(-1: 40 %)',
    });
  });

  it('is not made of what is hidden, nor of a unit the reader does not see', () => {
    expect(rowsOf({ unit: 'u', shown: false, why: 'x' }, cell({ unit: 'other' }))).toEqual([]);
  });

  it('fits the list as the administrator’s file makes it', () => {
    const kinds = { text: 'text', note: 'text', number: 'number', dateTime: 'dateTime' } as const;
    const file = JSON.parse(
      readFileSync(new URL('../../infra/results-list.json', import.meta.url), 'utf8'),
    ) as { columns: Record<string, unknown>[] };
    expect(file.columns.map(({ name }) => name)).toEqual(listColumns.map(({ name }) => name));
    for (const [at, column] of listColumns.entries()) {
      const made = file.columns[at] ?? {};
      expect(made).toHaveProperty(kinds[column.kind]);
      expect(made['indexed'] === true).toBe('indexed' in column);
      expect(made['enforceUniqueValues'] === true).toBe('unique' in column);
    }
    expect(Object.keys(rowsOf(cell({}))[0] ?? {}).sort()).toEqual(
      ['Title', ...listColumns.map(({ name }) => name)].sort(),
    );
  });
});
