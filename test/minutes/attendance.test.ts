import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { startMeeting } from '../../bot/minutes/actions/lead.ts';
import { giveRole } from '../../bot/minutes/actions/series.ts';
import { type AttendanceView } from '../../bot/minutes/api.ts';
import { itemMoves } from '../../bot/minutes/api/during.ts';
import { awayAt, isHere, withDeputy, withMove, withStatus } from '../../bot/minutes/model/attendance.ts';
import { newItem } from '../../bot/minutes/model/meeting.ts';
import { eachDatabase } from '../support/databases.ts';
import { office, people, type Who } from './office.ts';

const everybody = [people.åse, people.bjørn, people.kari];
const items = ['a', 'b', 'c'].map((id) => newItem({ id, kind: 'D', title: id }));
const unknown: readonly AttendanceView[] = everybody.map((person) => ({
  ...{ person, status: 'unknown', source: 'teams' },
}));

const person = fc.constantFrom(...everybody);
type Act = (rows: readonly AttendanceView[]) => readonly AttendanceView[];
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ person, status: fc.constantFrom('present', 'remote', 'apologies', 'absent', 'unknown') }).map(
    (of): Act =>
      (rows) =>
        withStatus(rows, of),
  ),
  fc
    .record({ person, member: fc.option(person) })
    .filter((of) => of.person !== of.member)
    .map(
      (of): Act =>
        (rows) =>
          withDeputy(rows, of),
    ),
  fc
    .record({ person, item: fc.constantFrom('a', 'b', 'c'), move: fc.option(fc.constantFrom(...itemMoves)) })
    .map(
      (of): Act =>
        (rows) =>
          withMove(rows, of),
    ),
);

describe('who is at a meeting', () => {
  it('never has both a deputy and the member, two deputies for one, or marks on who is not there', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const rows = acts.reduce((before, next) => next(before), unknown);
        const deputies = rows.filter(({ deputyFor }) => deputyFor);
        expect(rows).toHaveLength(3);
        for (const { person, deputyFor } of deputies) {
          expect(isHere(rows.find((row) => row.person.id === person.id) ?? { status: 'absent' })).toBe(true);
          expect(isHere(rows.find((row) => row.person.id === deputyFor?.id) ?? { status: 'present' })).toBe(
            false,
          );
        }
        expect(new Set(deputies.map(({ deputyFor }) => deputyFor?.id)).size).toBe(deputies.length);
        for (const row of rows.filter((one) => !isHere(one))) expect(row.moves ?? []).toEqual([]);
      }),
    );
  });

  it('has come from the item of arrival on, is gone from the item of leaving on, and steps out of one', () => {
    const marked = [
      { person: people.åse, item: 'b', move: 'arrived' },
      { person: people.bjørn, item: 'b', move: 'left' },
      { person: people.kari, item: 'b', move: 'disqualified' },
    ] as const;
    const attendance = marked.reduce((rows, of) => withMove(rows, of), unknown);
    const away = (item: string) =>
      awayAt({ attendance, items }, item).map((one) => `${one.person.name} ${one.why}`);
    expect(away('a')).toEqual(['Åse Ødegård late']);
    expect(away('b')).toEqual(['Bjørn Sæther left', 'Kari Nordmann disqualified']);
    expect(away('c')).toEqual(['Bjørn Sæther left']);
  });

  it('follows the order the items are taken in, and forgets an item that is gone', () => {
    const attendance = withMove(unknown, { person: people.bjørn, item: 'b', move: 'left' });
    const [a, b, c] = items;
    if (!a || !b || !c) throw new Error('three items');
    expect(awayAt({ attendance, items: [b, a, c] }, 'a')).toHaveLength(1);
    expect(awayAt({ attendance, items: [a, c] }, 'c')).toEqual([]);
  });
});

eachDatabase((_name, openDatabase) => {
  describe('the attendance of a meeting', () => {
    it('counts the deputy, keeps the member as away, and gives the place back when the member comes', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await at.change('åse', id, { type: 'set-deputy', person: people.kari, member: people.bjørn });
      const row = async (who: Who) =>
        (await readMeeting(at.parts, at.caller('åse'), id)).attendance.find(
          ({ person }) => person.id === people[who].id,
        );
      expect(await row('kari')).toMatchObject({ status: 'present', deputyFor: people.bjørn });
      expect(await row('bjørn')).toMatchObject({ status: 'apologies', source: 'manual' });
      await at.change('åse', id, { type: 'set-attendance', person: people.bjørn, status: 'remote' });
      expect(await row('kari')).not.toHaveProperty('deputyFor');
    });

    it('gives a deputy of the series the rights of the one who is away, in this meeting only', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const may = async () => (await readMeeting(at.parts, at.caller('kari'), id)).may;
      const stand = { type: 'set-deputy', person: people.kari, member: people.åse } as const;
      await at.change('åse', id, stand);
      expect(await may()).toEqual({ lead: false, write: false });
      await giveRole(at.parts, at.caller('åse'), id, { person: people.kari.id, role: 'deputy', side: null });
      expect(await may()).toEqual({ lead: true, write: true });
      await startMeeting(at.parts, at.caller('kari'), id);
      await at.change('åse', id, { type: 'set-attendance', person: people.åse, status: 'present' });
      expect(await may()).toEqual({ lead: false, write: false });
      const other = await at.open('kari', 'another-meeting');
      expect(other.may.lead).toBe(false);
    });

    it('lets nobody take the place of the chair by own word', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await giveRole(at.parts, at.caller('åse'), id, { person: people.kari.id, role: 'deputy', side: null });
      await at.change('åse', id, { type: 'set-meeting', set: { minuteTaker: people.kari } });
      const reply = await at.change('kari', id, {
        ...{ type: 'set-deputy', person: people.kari, member: people.åse },
      });
      expect(reply.results[0]).toMatchObject({ refused: 'not-allowed' });
      expect((await readMeeting(at.parts, at.caller('kari'), id)).may.lead).toBe(false);
    });

    it('takes marks of people of the meeting and of items on its agenda only', async () => {
      const at = office(await openDatabase());
      const { id, items: agenda } = await at.open('åse');
      const item = agenda[0]?.id ?? '';
      const reply = await at.change(
        'åse',
        id,
        { type: 'set-move', person: people.outsider, item, move: 'left' },
        { type: 'set-move', person: people.kari, item: randomUUID(), move: 'left' },
        { type: 'set-deputy', person: people.kari, member: people.outsider },
        { type: 'set-deputy', person: people.kari, member: people.kari },
        { type: 'set-move', person: people.kari, item, move: 'disqualified' },
      );
      expect(reply.results.map((one) => ('refused' in one ? one.refused : 'kept'))).toEqual([
        'not-found',
        'not-found',
        'not-found',
        'bad-input',
        'kept',
      ]);
    });
  });
});
