import { type Connection, type Database } from '../../bot/platform/database/database.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { type LeaderChannel, type Round } from '../../bot/programme/model/programme.ts';
import { type RoundPart } from '../../bot/programme/slots.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, installation, office, type Office, tenant } from '../support/office.ts';

const monday = '2026-09-28T06:30:00Z';
const friday = '2026-10-02T13:00:00Z';

/** A feature with something outside the database, a row inside, and a place where the machine may stop. */
function feature() {
  const outside = new Set<string>();
  const seen = { opened: [] as string[], closed: [] as string[], settled: 0 };
  let stopAt: string | undefined;
  const step = (name: string) => {
    if (stopAt !== name) return;
    stopAt = undefined;
    throw new Error(`stopped at ${name}`);
  };
  const part: RoundPart = {
    prepare(round) {
      step('before prepare');
      outside.add(round.id);
      step('after prepare');
      return Promise.resolve();
    },
    async opened(connection, round, channels) {
      step('before opened');
      await mark(connection, round, channels, 'opened');
      step('after opened');
    },
    async closed(connection, round, channels) {
      step('before closed');
      await mark(connection, round, channels, 'closed');
      step('after closed');
    },
    settled() {
      step('before settled');
      seen.settled++;
      step('after settled');
      return Promise.resolve();
    },
  };
  return { part, outside, seen, stopAt: (name: string) => (stopAt = name) };
}

interface Marks {
  discussion: Record<
    'tenant' | 'id' | 'unit' | 'held_on' | 'counterpart' | 'basis' | 'recorded_at' | 'recorded_by',
    string
  >;
}

/** Any table will do to see what was committed; a second mark of the same kind would break its key. */
async function mark(
  connection: Connection,
  round: Round,
  channels: readonly LeaderChannel[],
  what: string,
): Promise<void> {
  await connection
    .tables<Marks>()
    .insertInto('discussion')
    .values({
      ...{ tenant: 'marks', id: `${round.id} ${what}`, unit: what, held_on: '', counterpart: '' },
      ...{ basis: channels.map(({ id }) => id).join(), recorded_at: '2026', recorded_by: '' },
    })
    .execute();
}

async function marksOf(database: Database): Promise<string[]> {
  const rows = await database
    .tables<Marks>()
    .selectFrom('discussion')
    .select(['unit', 'basis'])
    .where('tenant', '=', 'marks')
    .orderBy('id')
    .execute();
  return rows.map(({ unit, basis }) => `${unit} ${basis}`).sort();
}

const start = ({ database, programme, packs, clock }: Office, part: RoundPart, over: Database = database) =>
  roundWork({ database: over, programme, packs, clock, parts: () => [part] });

async function runAll(work: { run(): Promise<number> }): Promise<number> {
  let total = 0;
  for (let moved = await work.run(); moved > 0; moved = await work.run()) total += moved;
  return total;
}

const states = async ({ programme }: Office) =>
  (await programme.rounds(tenant)).map(({ week, state, reason }) => [week, state, reason]);

eachDatabase((_name, open) => {
  it('a round opens on Monday at half past eight, once, in its channels, and closes on Friday at three', async () => {
    const us = await office(await open(), { channels: ['plan', 'drift'] });
    const { part, seen } = feature();
    const work = start(us, part);
    us.at('2026-09-28T06:29:59Z');
    expect(await runAll(work)).toBe(0);
    us.at(monday);
    expect(await runAll(work)).toBe(1);
    const [round] = await us.programme.rounds(tenant);
    expect(round).toMatchObject({
      week: '2026-W40',
      state: 'open',
      entry: 'noklene-tilbake',
      opensAt: new Date(monday),
      closesAt: new Date(friday),
    });
    us.at(friday);
    expect(await runAll(work)).toBe(1);
    const both = [channelId('drift'), channelId('plan')].join();
    expect(await marksOf(us.database)).toEqual([`closed ${both}`, `opened ${both}`]);
    expect(seen.settled).toBe(3);
    expect(await states(us)).toEqual([['2026-W40', 'closed', undefined]]);
  });

  it.each([
    'before prepare',
    'after prepare',
    'before opened',
    'after opened',
    'before settled',
    'after settled',
  ])('a round opens once when the machine stops %s', async (step) => {
    const us = await office(await open());
    const ours = feature();
    const work = start(us, ours.part);
    await runAll(work);
    us.at(monday);
    ours.stopAt(step);
    await expect(work.run()).rejects.toThrow();
    await runAll(start(us, ours.part));
    expect(await states(us)).toEqual([['2026-W40', 'open', undefined]]);
    expect(await marksOf(us.database)).toEqual([`opened ${channelId('plan')}`]);
    expect(ours.outside.size).toBe(1);
  });

  it.each(['before closed', 'after closed', 'before settled', 'after settled'])(
    'a round closes once when the machine stops %s',
    async (step) => {
      const us = await office(await open());
      const ours = feature();
      us.at(monday);
      const work = start(us, ours.part);
      await runAll(work);
      us.at(friday);
      ours.stopAt(step);
      await expect(work.run()).rejects.toThrow();
      const settledBefore = ours.seen.settled;
      await runAll(start(us, ours.part));
      expect(await states(us)).toEqual([['2026-W40', 'closed', undefined]]);
      expect(await marksOf(us.database)).toEqual([
        `closed ${channelId('plan')}`,
        `opened ${channelId('plan')}`,
      ]);
      expect(ours.seen.settled).toBeGreaterThan(settledBefore);
    },
  );

  it('a commit whose answer is lost is not carried out again', async () => {
    const us = await office(await open());
    const { part } = feature();
    us.at(monday);
    const losing: Database = {
      ...us.database,
      async transaction(work) {
        await us.database.transaction(work);
        throw new Error('the answer was lost');
      },
    };
    await expect(start(us, part, losing).run()).rejects.toThrow('Some rounds could not be moved');
    await runAll(start(us, part));
    expect(await marksOf(us.database)).toEqual([`opened ${channelId('plan')}`]);
  });

  it('what could not be settled is settled later by the same service', async () => {
    const us = await office(await open());
    const ours = feature();
    us.at(monday);
    const work = start(us, ours.part);
    ours.stopAt('before settled');
    await expect(work.run()).rejects.toThrow('stopped');
    await runAll(work);
    expect(ours.seen.settled).toBe(2);
    expect(await states(us)).toEqual([['2026-W40', 'open', undefined]]);
  });

  it('a jump over several weeks closes the old round, skips those between and opens the newest', async () => {
    const us = await office(await open());
    const work = start(us, feature().part);
    us.at(monday);
    await runAll(work);
    us.at('2026-10-19T07:00:00Z');
    await runAll(work);
    expect(await states(us)).toEqual([
      ['2026-W40', 'closed', undefined],
      ['2026-W41', 'skipped', 'programme.reason.missed'],
      ['2026-W42', 'skipped', 'programme.reason.missed'],
      ['2026-W43', 'open', undefined],
    ]);
    expect((await us.programme.rounds(tenant)).at(-1)?.entry).toBe('frivillige-guider');
  });

  it('a week waits for the discussion to be recorded, and is skipped with that reason when it never is', async () => {
    const us = await office(await open());
    await us.database.tables<Marks>().deleteFrom('discussion').execute();
    const work = start(us, feature().part);
    us.at(monday);
    expect(await runAll(work)).toBe(0);
    const { channels } = await us.programme.setup(tenant, 'nb');
    expect(channels[0]?.reason).toMatch(/^Drøftingen med de tillitsvalgte er ikke registrert/);
    expect(channels[0]?.next).toBeNull();
    us.at('2026-09-28T14:30:00Z');
    await runAll(work);
    expect(await states(us)).toEqual([['2026-W40', 'skipped', 'programme.reason.discussion-missing']]);
    const last = (await us.programme.setup(tenant, 'en')).channels[0]?.last;
    expect(last).toMatchObject({ week: '2026-W40', state: 'skipped' });
    expect(last?.reason).toMatch(/^The discussion with the employee representatives is not recorded/);
  });

  it('a paused programme, a paused channel and a removed bot get no round', async () => {
    const us = await office(await open(), { channels: ['plan', 'drift', 'hr'] });
    const work = start(us, feature().part);
    await us.programme.keepChannel(tenant, channelId('drift'), {
      ...{ unit: 'plan', programme: 'uka', language: 'nb', state: 'paused' },
    });
    await us.programme.removed(installation('hr'));
    us.at(monday);
    await runAll(work);
    expect(await marksOf(us.database)).toEqual([`opened ${channelId('plan')}`]);
    expect((await us.programme.setup(tenant, 'nn')).channels.map(({ state }) => state).sort()).toEqual([
      'active',
      'paused',
      'removed',
    ]);
  });

  it('one programme whose round cannot open does not hold up another', async () => {
    const us = await office(await open(), { channels: ['plan', 'drift'] });
    const { programmes } = await us.programme.setup(tenant, 'nb');
    const [known] = programmes;
    if (known === undefined) throw new Error('no programme');
    await us.programme.keepProgramme(tenant, 'alfa', known);
    await us.programme.keepChannel(tenant, channelId('drift'), {
      ...{ unit: 'plan', programme: 'alfa', language: 'nb', state: 'active' },
    });
    const part: RoundPart = {
      prepare: ({ programme }) =>
        programme === 'alfa' ? Promise.reject(new Error('no room for the key')) : Promise.resolve(),
    };
    us.at(monday);
    await expect(start(us, part).run()).rejects.toThrow('Some rounds could not be moved');
    expect((await us.programme.rounds(tenant)).map(({ programme }) => programme)).toEqual(['uka']);
  });
});
