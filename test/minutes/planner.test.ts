import { versionsReply, correctMinutes } from '../../bot/minutes/actions/approve.ts';
import {
  followUpsReply,
  lookAtOwn,
  markFollowUp,
  markFromCard,
} from '../../bot/minutes/actions/follow-ups.ts';
import { finishMeeting, publishMinutes } from '../../bot/minutes/actions/lead.ts';
import { publishDue } from '../../bot/minutes/actions/publish.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { lookAtMeeting } from '../../bot/minutes/actions/tasks.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { eachDatabase } from '../support/databases.ts';
import { led, office, type Office } from './office.ts';
import { practicePlanner, type PracticePlanner } from './practice-planner.ts';

let planner: PracticePlanner;

beforeEach(async () => {
  planner = await practicePlanner();
});
afterEach(() => planner.close());

/** A meeting whose one follow-up has become Bjørn's task. */
async function published(database: Database) {
  const fake = office(database);
  const parts = { ...fake.parts, graph: planner.graph };
  const at: Office = { ...fake, parts };
  const publish = async () => {
    while ((await publishDue(parts)) > 0);
  };
  const meeting = await led(fake);
  await finishMeeting(parts, at.caller('åse'), meeting.id);
  await publish();
  const later = (ms = 61_000) => {
    fake.world.machine += ms;
  };
  later();
  const mine = async () => {
    const { followUps } = await followUpsReply(parts, at.caller('bjørn'));
    return followUps[0];
  };
  const look = async () => {
    await lookAtMeeting(parts, at.caller('kari'), meeting.id);
    return mine();
  };
  const history = async () => (await versionsReply(parts, at.caller('kari'), meeting.id)).followUps;
  const task = async () => (await planner.tasks())[0];
  return { at, parts, publish, later, look, history, mine, task, ...meeting };
}

eachDatabase((_name, openDatabase) => {
  describe('a follow-up and its task in Planner', () => {
    it('is done here when somebody has completed it there, and open again when they reopen it', async () => {
      const { look, later, history } = await published(await openDatabase());
      await planner.change({ percentComplete: 100 });
      expect(await look()).toMatchObject({ status: 'done' });
      expect(await history()).toMatchObject([
        { field: 'done', here: 'false', planner: 'true', kept: 'planner', text: 'Skrive utlysning' },
      ]);
      await planner.change({ percentComplete: 50 });
      later();
      expect(await look()).toMatchObject({ status: 'open' });
    });

    it('takes another date and other words from there, and the minutes keep their own', async () => {
      const { at, parts, look, id } = await published(await openDatabase());
      await planner.change({ title: 'Skrive og sende utlysning', dueDateTime: '2027-02-01T10:00:00Z' });
      expect(await look()).toMatchObject({ text: 'Skrive og sende utlysning', due: '2027-02-01' });
      const view = await readMeeting(parts, at.caller('kari'), id);
      expect(view.items[0]?.followUps[0]).toMatchObject({
        text: { text: 'Skrive utlysning' },
        due: '2027-01-25',
      });
    });

    it('is asked about at most once a minute, however many look', async () => {
      const { look, later } = await published(await openDatabase());
      await look();
      await planner.change({ percentComplete: 100 });
      expect(await look()).toMatchObject({ status: 'open' });
      later();
      expect(await look()).toMatchObject({ status: 'done' });
    });

    it('keeps both changes when each side has made one', async () => {
      const { at, parts, publish, followUp, mine, task } = await published(await openDatabase());
      await planner.change({ dueDateTime: '2027-02-01T10:00:00Z' });
      await markFollowUp(parts, at.caller('bjørn'), { id: followUp, done: true });
      await publish();
      expect(await mine()).toMatchObject({ status: 'done', due: '2027-02-01' });
      expect(await task()).toMatchObject({ percentComplete: 100, dueDateTime: '2027-02-01T10:00:00Z' });
    });

    it('keeps the newest where both sides changed the same, and shows both', async () => {
      const { at, parts, publish, later, followUp, mine, history, task, item, id } = await published(
        await openDatabase(),
      );
      await correctMinutes(parts, at.caller('åse'), id);
      await at.change('åse', id, { type: 'set-follow-up', item, followUp, set: { due: '2027-03-01' } });
      await planner.change({ dueDateTime: '2027-02-01T12:00:00Z' });
      await finishMeeting(parts, at.caller('åse'), id);
      later();
      await publish();
      expect(await mine()).toMatchObject({ due: '2027-03-01' });
      expect(await task()).toMatchObject({ dueDateTime: '2027-03-01T12:00:00Z' });
      expect(await history()).toMatchObject([
        { field: 'due', here: '2027-03-01', planner: '2027-02-01', kept: 'here' },
      ]);
    });

    it('keeps what was changed there when the minutes are corrected elsewhere', async () => {
      const { at, parts, publish, look, id, mine, task } = await published(await openDatabase());
      await planner.change({ dueDateTime: '2027-02-01T12:00:00Z' });
      await look();
      await correctMinutes(parts, at.caller('åse'), id);
      await at.change('åse', id, { type: 'set-meeting', set: { place: 'Rom 4' } });
      await finishMeeting(parts, at.caller('åse'), id);
      await publish();
      expect(await mine()).toMatchObject({ due: '2027-02-01' });
      expect(await task()).toMatchObject({ dueDateTime: '2027-02-01T12:00:00Z' });
      expect(await planner.tasks()).toHaveLength(1);
    });

    it('stands when somebody has deleted the task, and says so; the chair may have another made', async () => {
      const { at, parts, publish, look, id, history, mine } = await published(await openDatabase());
      await planner.remove();
      expect(await look()).toMatchObject({ status: 'open' });
      const view = await readMeeting(parts, at.caller('kari'), id);
      const task = view.publications.find(({ kind }) => kind === 'task');
      expect(task).toMatchObject({ deleted: true, link: null });
      expect(task?.reason).toContain('slettet i Planner');
      expect(await history()).toMatchObject([{ field: 'task' }]);
      await publish();
      expect(await planner.tasks()).toHaveLength(0);
      await publishMinutes(parts, at.caller('åse'), id, task?.id);
      await publish();
      expect(await planner.tasks()).toHaveLength(1);
      expect(await mine()).toMatchObject({ status: 'open' });
    });

    it('is not written over by who comes right before us', async () => {
      const { at, parts, publish, later, followUp, mine, task } = await published(await openDatabase());
      planner.beforePatch = () => planner.change({ title: 'Nye ord', dueDateTime: '2027-02-01T12:00:00Z' });
      await markFollowUp(parts, at.caller('bjørn'), { id: followUp, done: true });
      await publish();
      later();
      await publish();
      expect(await mine()).toMatchObject({ text: 'Nye ord', due: '2027-02-01', status: 'done' });
      expect(await task()).toMatchObject({ title: 'Nye ord', percentComplete: 100 });
    });

    it.each([412, 429, 404, 403, 503])('is left as it is while Planner answers %d', async (status) => {
      const { look, later } = await published(await openDatabase());
      await planner.change({ percentComplete: 100 });
      // 404 of a reading means deleted, so that one is about the list of plans.
      planner.faults =
        status === 404
          ? [{ method: 'GET', path: /planner\/plans/, status }]
          : [{ method: 'GET', path: /planner\/tasks\//, status, times: 2 }];
      await look();
      planner.faults = [];
      later();
      expect(await look()).toMatchObject({ status: 'done' });
      expect(await planner.tasks()).toHaveLength(1);
    });

    it.each([412, 429, 503])('comes through when Planner first answers %d to our change', async (status) => {
      const { at, parts, publish, later, followUp, task } = await published(await openDatabase());
      planner.faults = [{ method: 'PATCH', path: /planner\/tasks\//, status }];
      await markFollowUp(parts, at.caller('bjørn'), { id: followUp, done: true });
      await publish();
      later();
      await publish();
      expect(await task()).toMatchObject({ percentComplete: 100 });
      expect(await planner.tasks()).toHaveLength(1);
    });

    it('pressed in a card, counts at once, and in Planner when the owner opens the tab', async () => {
      const { at, parts, publish, later, followUp, mine, task, id } = await published(await openDatabase());
      // Every token has run out.
      later(2 * 3_600_000);
      const forgetful = { ...parts, graph: { ...planner.graph, onBehalfOf: () => undefined } };
      await markFromCard(forgetful, at.caller('bjørn'), { id: followUp, done: true });
      while ((await publishDue(forgetful)) > 0);
      expect(await mine()).toMatchObject({ status: 'done' });
      expect(await task()).toMatchObject({ percentComplete: 0 });
      expect((await readMeeting(parts, at.caller('kari'), id)).publications[1]).toMatchObject({
        state: 'waiting',
        nextTryAt: null,
      });
      await lookAtOwn(parts, at.caller('bjørn'));
      await publish();
      expect(await task()).toMatchObject({ percentComplete: 100 });
    });

    it('never brings what is written in Planner about an exempt item here, nor ours there', async () => {
      const { at, parts, publish, look, id, item, followUp } = await published(await openDatabase());
      await correctMinutes(parts, at.caller('åse'), id);
      await at.change('åse', id, {
        type: 'set-item',
        item,
        set: { access: { level: 'exempt', basis: 'offl. § 14' } },
      });
      await finishMeeting(parts, at.caller('åse'), id);
      await publish();
      expect(JSON.stringify(await planner.tasks())).not.toContain('utlysning');
      await planner.change({ title: 'Noe annet', percentComplete: 100 });
      at.world.machine += 61_000;
      expect(await look()).toMatchObject({ id: followUp, text: 'Skrive utlysning', status: 'done' });
    });
  });
});
