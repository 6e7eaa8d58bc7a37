import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peopleActions } from '../../bot/people/actions.ts';
import { type Connection, type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { firstPolicy } from '../../bot/programme/model/policy.ts';
import { retentionWork } from '../../bot/pulses/jobs.ts';
import { monthsBefore } from '../../bot/pulses/model/retention.ts';
import { retentionStore } from '../../bot/pulses/store/retention.ts';
import { type PulseTables } from '../../bot/pulses/store/tables.ts';
import { eachDatabase } from '../support/databases.ts';

const tenant = 'tenant-1';
const canary = 'kanarifugl-i-ordlyden';
const tables = [
  ...(['pulse_ballot', 'pulse_reminder', 'pulse_comment', 'pulse_cell', 'pulse_rate'] as const),
  ...(['pulse_unit', 'pulse_question', 'pulse_receipt', 'pulse_round'] as const),
];

/** A round that closed then, with a row in every table that speaks of rounds. */
async function round(database: Connection, id: string, closed: Date | undefined, of = tenant): Promise<void> {
  const insert = database.tables<PulseTables>();
  const at = { tenant: of, round: id };
  const closed_at = closed?.toISOString() ?? null;
  const state = closed === undefined ? 'open' : 'closed';
  const times = { opens_at: '2027-01-04T07:30:00.000Z', closes_at: '2027-01-08T14:00:00.000Z' };
  const round = { ...at, ...times, programme: 'p', week: '2027-W01', closed_at, state } as const;
  await insert
    .insertInto('pulse_round')
    .values({ ...round, rules: null, comments: 1 })
    .execute();
  const question = { ...at, position: 0, question: 'q', version: 1, scale: 'agree5' } as const;
  await insert
    .insertInto('pulse_question')
    .values({ ...question, wording: JSON.stringify(canary) })
    .execute();
  const unit = { ...at, unit: 'u', name: canary, kind: 'agency', parent: null, homes: 9 } as const;
  await insert
    .insertInto('pulse_unit')
    .values({ ...unit, position: 0, elsewhere: 0 })
    .execute();
  const cell = { ...at, position: 0, unit: 'u', why: null, value_tenths: 38, bound: 'about' };
  await insert
    .insertInto('pulse_cell')
    .values({ ...cell, margin_tenths: 4, shares: null, widened: 0 })
    .execute();
  await insert
    .insertInto('pulse_rate')
    .values({ ...at, unit: 'u', why: null, percent: 75, bound: 'about' })
    .execute();
  await insert
    .insertInto('pulse_comment')
    .values({ ...at, unit: 'u', question: 0, place: 0, text: canary })
    .execute();
  const sealed = { ...at, token: `${id}-token`, body: Buffer.from('x') };
  if (closed === undefined) await insert.insertInto('pulse_ballot').values(sealed).execute();
  else
    await insert
      .insertInto('pulse_receipt')
      .values({ ...at, outcome: 'closed', closed_at: closed_at ?? '', key_destroyed_at: closed_at })
      .execute();
}

async function rowsOf(database: Connection, id: string): Promise<number> {
  let rows = 0;
  for (const table of tables)
    rows += (
      await database
        .tables<PulseTables>()
        .selectFrom(table)
        .select('tenant')
        .where('round', '=', id)
        .execute()
    ).length;
  return rows;
}

function retention(database: Database, months = firstPolicy.retentionMonths) {
  let now = new Date('2027-02-01T09:00:00Z');
  const people = peopleActions({
    database,
    teams: { members: () => Promise.resolve([]) },
    clock: { now: () => now },
  });
  const policy = { ...firstPolicy, retentionMonths: months };
  const programme = { policy: () => Promise.resolve(policy) };
  const work = retentionWork({ database, clock: { now: () => now }, people, programme });
  return {
    people,
    set: (to: string) => (now = new Date(to)),
    run: async (): Promise<number> => {
      let moved = 0;
      for (let more = await work.run(); more > 0; more = await work.run()) moved += more;
      return moved;
    },
  };
}

it.each([
  ['2027-02-01T09:00:00Z', 24, '2025-02-01T09:00:00.000Z'],
  ['2028-02-29T23:59:00Z', 12, '2027-02-28T23:59:00.000Z'],
  ['2027-03-31T00:00:00Z', 1, '2027-02-28T00:00:00.000Z'],
  ['2027-01-15T12:00:00Z', 3, '2026-10-15T12:00:00.000Z'],
])('from %s, %i months back is %s', (date, months, before) => {
  expect(monthsBefore(new Date(date), months).toISOString()).toBe(before);
});

eachDatabase((_name, open) => {
  it('over 25 months each round stays 24 months and is then gone with all that was left of it', async () => {
    const database = await open();
    const { run, set } = retention(database);
    const closings = Array.from({ length: 26 }, (_, month) => new Date(Date.UTC(2027, month, 5, 14)));
    for (const [index, closed] of closings.entries()) await round(database, `r${index}`, closed);
    for (let month = 0; month < 26; month++) {
      set(new Date(Date.UTC(2027, month, 6, 3)).toISOString());
      expect(await run()).toBe(month >= 24 ? 1 : 0);
    }
    expect([await rowsOf(database, 'r0'), await rowsOf(database, 'r1')]).toEqual([0, 0]);
    expect(await rowsOf(database, 'r2')).toBe(7);
    expect(await retentionStore(database).lastDeletion(tenant)).toEqual({
      ...{ deletedAt: '2029-02-06T03:00:00.000Z', closedBefore: '2027-02-06T03:00:00.000Z' },
      ...{ rounds: 1, figures: 2, comments: 1 },
    });
  });

  it('looks once a day, and counts together what went that day', async () => {
    const database = await open();
    const { run, set } = retention(database);
    set('2029-06-01T09:00:00Z');
    for (let index = 0; index < 60; index++)
      await round(database, `r${index}`, new Date('2027-01-08T14:00:00Z'));
    expect(await run()).toBe(60);
    expect(await retentionStore(database).lastDeletion(tenant)).toMatchObject({ rounds: 60, figures: 120 });
    await round(database, 'late', new Date('2027-01-08T14:00:00Z'));
    set('2029-06-01T23:00:00Z');
    expect(await run()).toBe(0);
    set('2029-06-02T01:00:00Z');
    expect(await run()).toBe(1);
  });

  it('leaves open rounds, rounds whose key still lives, and other agencies by their own rule', async () => {
    const database = await open();
    const { run, set } = retention(database);
    const old = new Date('2027-01-08T14:00:00Z');
    await round(database, 'open', undefined);
    await round(database, 'key', old);
    await round(database, 'theirs', new Date('2029-01-08T14:00:00Z'), 'tenant-2');
    await database
      .tables<PulseTables>()
      .updateTable('pulse_receipt')
      .set({ key_destroyed_at: null })
      .where('round', '=', 'key')
      .execute();
    set('2029-06-01T09:00:00Z');
    expect(await run()).toBe(0);
    expect(await rowsOf(database, 'open')).toBe(7);
    expect(await rowsOf(database, 'key')).toBe(7);
    expect(await rowsOf(database, 'theirs')).toBe(7);
  });

  it('forgets who moved longer ago than anybody looks back', async () => {
    const database = await open();
    const { people, run, set } = retention(database);
    await round(database, 'r', new Date('2027-01-08T14:00:00Z'));
    await people.replaceUnits(
      tenant,
      [{ id: 'u', name: 'U', kind: 'agency', parent: undefined }],
      [{ person: 'p', name: 'P', unit: 'u' }],
    );
    expect((await people.ownRecord({ tenant, id: 'p', name: 'P' })).moves).toHaveLength(1);
    set('2028-06-01T09:00:00Z');
    expect(await run()).toBe(1);
    expect((await people.ownRecord({ tenant, id: 'p', name: 'P' })).moves).toEqual([]);
  });
});

describe('on the disk', () => {
  it('nothing of a deleted round can be read in the files of the database', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lederpuls-retention-'));
    const database = await embeddedDatabase(folder);
    const found = async () => {
      const files = await readdir(folder);
      const bytes = await Promise.all(
        files.map((file) => readFile(join(folder, file)).catch(() => Buffer.alloc(0))),
      );
      return Buffer.concat(bytes).includes(canary);
    };
    try {
      await round(database, 'r', new Date('2027-01-08T14:00:00Z'));
      expect(await found()).toBe(true);
      const { run, set } = retention(database);
      set('2029-06-01T09:00:00Z');
      await run();
      expect(await found()).toBe(false);
    } finally {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
