import fc from 'fast-check';
import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { takeNews } from '../../bot/minutes/actions/news.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { type MeetingNews } from '../../bot/platform/teams/teams.ts';
import { eachDatabase } from '../support/databases.ts';
import { chat, type Office, office, people, tenant, type Who } from './office.ts';

const at = { tenant, conversation: chat, serviceUrl: 'https://teams.example/' };
const tell = (parts: Office['parts'], what: MeetingNews['what'], ...who: Who[]) =>
  takeNews(parts, { at, what, people: who.map((one) => people[one].id) });

async function rowOf(of: Office, id: string, who: Who) {
  const view = await readMeeting(of.parts, of.caller('åse'), id);
  return view.attendance.find(({ person }) => person.id === people[who].id);
}

eachDatabase((name, openDatabase) => {
  describe('what Teams tells of a meeting', () => {
    it('suggests who is here before the meeting begins, and takes it back', async () => {
      const of = office(await openDatabase());
      const { id } = await of.open('åse');
      await tell(of.parts, 'join', 'bjørn', 'outsider');
      expect(await rowOf(of, id, 'bjørn')).toMatchObject({ status: 'remote', source: 'teams' });
      await tell(of.parts, 'leave', 'bjørn');
      expect(await rowOf(of, id, 'bjørn')).toMatchObject({ status: 'unknown', source: 'teams' });
    });

    it('never changes what a person has said, whatever comes and however often', async () => {
      const of = office(await openDatabase());
      const { id } = await of.open('åse');
      const statuses = ['present', 'apologies', 'absent'] as const;
      const news = fc.array(fc.constantFrom('join', 'leave', 'start', 'end'), { maxLength: 8 });
      await startMeeting(of.parts, of.caller('åse'), id);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...statuses), news, async (status, told) => {
          await of.change('åse', id, { type: 'set-attendance', person: people.bjørn, status });
          for (const what of told) await tell(of.parts, what, 'bjørn');
          expect(await rowOf(of, id, 'bjørn')).toMatchObject({ status, source: 'manual' });
        }),
        { numRuns: name === 'SQLite' ? 20 : 6 },
      );
    });

    it('asks whether who fell out has left, drops the question when they return, and counts only a yes', async () => {
      const of = office(await openDatabase());
      const { id, items } = await of.open('åse');
      await of.change('åse', id, { type: 'set-attendance', person: people.bjørn, status: 'remote' });
      await startMeeting(of.parts, of.caller('åse'), id);
      const item = items[0]?.id ?? '';
      await tell(of.parts, 'leave', 'bjørn');
      await tell(of.parts, 'leave', 'bjørn');
      expect((await rowOf(of, id, 'bjørn'))?.moves).toEqual([{ item, move: 'left', source: 'teams' }]);
      await tell(of.parts, 'join', 'bjørn');
      expect((await rowOf(of, id, 'bjørn'))?.moves).toEqual([]);
      await tell(of.parts, 'leave', 'bjørn');
      await of.change('åse', id, { type: 'set-move', person: people.bjørn, item, move: 'left' });
      await of.change('åse', id, { type: 'take-up', item: items[1]?.id ?? '', running: true });
      await tell(of.parts, 'join', 'bjørn');
      expect((await rowOf(of, id, 'bjørn'))?.moves).toEqual([
        { item, move: 'left', source: 'manual' },
        { item: items[1]?.id, move: 'arrived', source: 'teams' },
      ]);
    });

    it('says that it began and ended, and starts and ends nothing', async () => {
      const of = office(await openDatabase());
      const { id } = await of.open('åse');
      await tell(of.parts, 'start');
      const begun = await readMeeting(of.parts, of.caller('åse'), id);
      expect([begun.state, begun.course.inTeams]).toEqual(['draft', 'begun']);
      await startMeeting(of.parts, of.caller('åse'), id);
      await tell(of.parts, 'end');
      const ended = await readMeeting(of.parts, of.caller('åse'), id);
      expect([ended.state, ended.course.inTeams]).toEqual(['in-progress', 'ended']);
    });

    it('leaves finished minutes and other chats alone', async () => {
      const of = office(await openDatabase());
      const { id } = await of.open('åse');
      await startMeeting(of.parts, of.caller('åse'), id);
      await finishMeeting(of.parts, of.caller('åse'), id);
      const before = await readMeeting(of.parts, of.caller('åse'), id);
      await tell(of.parts, 'join', 'kari');
      await takeNews(of.parts, { at: { ...at, conversation: 'other' }, what: 'start', people: [] });
      await takeNews(of.parts, { at: { ...at, tenant: 'tenant-2' }, what: 'start', people: [] });
      expect((await readMeeting(of.parts, of.caller('åse'), id)).sequence).toBe(before.sequence);
    });
  });
});
