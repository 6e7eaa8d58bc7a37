import { type Database } from '../../bot/platform/database/database.ts';
import { daysBefore, keptDays } from '../../bot/platform/keeping.ts';
import { oldDocumentsWork } from '../../bot/minutes/jobs.ts';
import { type MinutesTables } from '../../bot/minutes/store/tables.ts';
import { oldRoundWork } from '../../bot/programme/jobs/old-rounds.ts';
import { desk, friday, monday } from '../prompts/desk.ts';
import { eachDatabase } from '../support/databases.ts';
import { tenant } from '../support/office.ts';

const dayMs = 86_400_000;

const count = async (database: Database, table: string) =>
  (await database.tables<Record<string, object>>().selectFrom(table).selectAll().execute()).length;

eachDatabase((_name, open) => {
  describe('a round that ended long ago', () => {
    const ended = async () => {
      const database = await open();
      const at = await desk(database, ['plan', 'drift']);
      await at.roundsAt(monday);
      await at.run();
      await at.roundsAt(friday);
      await at.run();
      const work = oldRoundWork({ ...at.us, parts: () => [at.prompts.part] });
      const daysAfter = (days: number) => new Date(Date.parse(friday) + days * dayMs).toISOString();
      return { database, at, work, daysAfter };
    };

    it('keeps its posts for two years, so that they can be proved, and loses them then', async () => {
      const { database, at, work, daysAfter } = await ended();
      at.us.at(daysAfter(keptDays.posts));
      expect(await work.run()).toBe(0);
      expect([await count(database, 'post'), await count(database, 'round_channel')]).toEqual([4, 2]);
      at.us.at(daysAfter(keptDays.posts + 1));
      expect(await work.run()).toBe(6);
      expect(await work.run()).toBe(0);
      expect([await count(database, 'post'), await count(database, 'round_channel')]).toEqual([0, 0]);
    });

    it('is remembered by the calendar, and is never opened again', async () => {
      const { at, work, daysAfter } = await ended();
      at.us.at(daysAfter(keptDays.posts + 1));
      await work.run();
      const before = at.world.messages.length;
      await at.roundsAt(monday);
      await at.run();
      expect(at.world.messages).toHaveLength(before);
      expect((await at.us.programme.rounds(tenant)).filter(({ week }) => week === '2026-W40')).toHaveLength(
        1,
      );
    });

    it('is looked for once a day', async () => {
      const { at, work, daysAfter } = await ended();
      at.us.at(daysAfter(0));
      expect(await work.run()).toBe(0);
      at.us.at(daysAfter(keptDays.posts + 1));
      expect(await work.run()).toBeGreaterThan(0);
    });
  });

  it('an open round is never old, however long ago it should have closed', async () => {
    const database = await open();
    const at = await desk(database);
    await at.roundsAt(monday);
    at.us.at('2030-01-01T00:00:00Z');
    expect(await oldRoundWork({ ...at.us, parts: () => [at.prompts.part] }).run()).toBe(0);
    expect(await count(database, 'post')).toBe(1);
  });

  it('our copy of a document goes three months after the meeting, once it lies in the team’s files', async () => {
    const database = await open();
    const now = new Date('2027-06-01T08:00:00Z');
    for (const [id, days, state] of [
      ['old', keptDays.documents + 1, 'done'],
      ['new', keptDays.documents - 1, 'done'],
      ['waits', keptDays.documents + 1, 'waiting'],
    ] as const) {
      const tables = database.tables<MinutesTables>();
      await tables
        .insertInto('meeting')
        .values(meetingRow(id, daysBefore(now, days)))
        .execute();
      await tables.insertInto('publication').values(documentRow(id, state)).execute();
    }
    const work = oldDocumentsWork({ database, clock: { now: () => now } });
    expect(await work.run()).toBe(1);
    expect(await work.run()).toBe(0);
    const rows = await database.tables<MinutesTables>().selectFrom('publication').selectAll().execute();
    expect(rows.filter(({ bytes }) => bytes === null).map(({ id, link }) => [id, link])).toEqual([
      ['old', 'https://example.no/referat.docx'],
    ]);
  });
});

function meetingRow(id: string, startsAt: Date) {
  const names = { tenant, id, series: 's', teams_meeting: id, occurrence: '', chat: 'c', title: 'Møte' };
  const rest = { state: 'archived', number: null, channel: null, sequence: 0, head: '{}', silent_at: null };
  return { ...names, ...rest, starts_at: startsAt.toISOString() };
}

function documentRow(meeting: string, state: 'done' | 'waiting') {
  const what = { tenant, id: meeting, meeting, kind: 'document', subject: '', title: 'Referat', position: 0 };
  const how = { state, reason: null, attempts: 1, next_try_at: null, person: 'p', token_until: '' };
  const link = 'https://example.no/referat.docx';
  return { ...what, ...how, outcome: 'f', link, bytes: new Uint8Array([1]) };
}
