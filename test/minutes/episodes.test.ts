import { courseMeetings } from '../../bot/minutes/actions/episodes.ts';
import { cancelMeeting, finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { planNext } from '../../bot/minutes/actions/series.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, office, tenant } from './office.ts';

const templates = ['dfo-episode-1', 'dfo-episode-2', 'dfo-episode-3'];
const days = ['2027-01-18', '2027-02-01', '2027-02-15'];
const wanted = days.map((day, at) => ({ day, template: templates[at] ?? '' }));
const titles = ({ items }: MeetingView) => items.map(({ title }) => title.text);

/** A group that has opened one meeting, and whose course the test decides. */
async function group(database: Database) {
  const at = office(database);
  const meetings = courseMeetings(at.parts);
  const first = await at.open('åse');
  const of = { tenant, channel: channelId, series: first.series.id };
  const settle = (...to: readonly (typeof wanted)[number][]) => meetings.settle(of, to, templates);
  const held = async () =>
    (await meetings.on(of, ['2027-01-18', '2027-02-01', '2027-02-08', '2027-02-15'])).map(
      ({ day, template, state }) => `${day} ${template} ${state}`,
    );
  return { ...at, at, meetings, first, of, settle, held };
}

eachDatabase((_name, openDatabase) => {
  describe('the meetings of a course', () => {
    it('are the series’ own where it has them, and planned where it has none; what is written stays', async () => {
      const { at, first, settle, held } = await group(await openDatabase());
      await at.change('åse', first.id, {
        type: 'add-item',
        item: first.id,
        kind: 'D',
        title: 'Budsjett',
        after: null,
      });
      expect(await settle(...wanted)).toBe(3);
      expect(await settle(...wanted)).toBe(0);
      expect(await held()).toEqual(wanted.map(({ day, template }) => `${day} ${template} coming`));
      const opened = await at.open('åse');
      expect(opened.id).toBe(first.id);
      expect(titles(opened)).toEqual(expect.arrayContaining(['Se filmen sammen', 'Budsjett']));
      at.world.startsAt = new Date('2027-02-01T08:00:00Z');
      const second = await at.open('åse', 'teams-2');
      expect(second.items[0]?.guidance?.film?.title).toContain('episode 2');
    });

    it('move with their day while Teams does not know of them, and give their template back where it does', async () => {
      const { at, first, settle, held } = await group(await openDatabase());
      await settle(...wanted);
      await settle(
        ...wanted.slice(0, 1),
        { day: '2027-02-08', template: 'dfo-episode-2' },
        ...wanted.slice(2),
      );
      expect(await held()).toEqual([
        '2027-01-18 dfo-episode-1 coming',
        '2027-02-08 dfo-episode-2 coming',
        '2027-02-15 dfo-episode-3 coming',
      ]);
      await settle(...wanted.slice(1).map((one) => ({ ...one })));
      expect(titles(await at.open('åse'))).toContain('Orienteringer');
      expect((await at.open('åse')).id).toBe(first.id);
    });

    it('are left alone once they have begun, and not made again where one was called off', async () => {
      const { at, first, parts, settle, held } = await group(await openDatabase());
      await startMeeting(parts, at.caller('åse'), first.id);
      await cancelMeeting(parts, at.caller('åse'), await planned(), 'Streik');
      await settle(...wanted);
      expect(await held()).toEqual([
        '2027-01-18 ledermote under-way',
        '2027-02-01 ledermote cancelled',
        '2027-02-15 dfo-episode-3 coming',
      ]);
      expect(await settle()).toBe(1);

      async function planned(): Promise<string> {
        await planNext(parts, at.caller('åse'), first.id, { date: '2027-02-01' });
        const { meetings, of } = {
          meetings: courseMeetings(parts),
          of: { tenant, channel: channelId, series: null },
        };
        return (await meetings.on(of, ['2027-02-01']))[0]?.meeting ?? '';
      }
    });

    it('have goals that only their people read, as the follow-ups now stand', async () => {
      const { at, first, parts, meetings, settle } = await group(await openDatabase());
      await settle(...wanted);
      const goal = (await at.open('åse')).items.at(-1)?.id ?? '';
      await startMeeting(parts, at.caller('åse'), first.id);
      expect(await meetings.goals(at.caller('åse'), first.id)).toEqual([]);
      await at.change(
        'åse',
        first.id,
        { type: 'set-item', item: goal, set: { outcome: 'decided' } },
        {
          ...{ type: 'edit', target: { of: 'item', item: goal, field: 'decision' }, revision: 0 },
          edit: { at: 0, remove: 0, insert: 'Vi spør brukerne først.' },
        },
        { type: 'add-follow-up', item: goal, followUp: first.id, text: 'Spør tre brukere' },
      );
      const owner = first.people[0] ?? null;
      await at.change('åse', first.id, {
        ...{ type: 'set-follow-up', item: goal, followUp: first.id },
        set: { owner, due: '2027-02-01' },
      });
      await finishMeeting(parts, at.caller('åse'), first.id);
      expect(await meetings.goals(at.caller('kari'), first.id)).toEqual([
        {
          ...{ item: goal, text: 'Vi spør brukerne først.' },
          followUps: [{ text: 'Spør tre brukere', owner: owner?.name, due: '2027-02-01', status: 'open' }],
        },
      ]);
      await expect(meetings.goals(at.caller('outsider'), first.id)).rejects.toThrow('not-in-meeting');
      const elsewhere = { ...at.caller('åse'), tenant: 'tenant-2' };
      await expect(meetings.goals(elsewhere, first.id)).rejects.toThrow('not-found');
      expect(await meetings.series('tenant-2', channelId)).toEqual([]);
    });
  });
});
