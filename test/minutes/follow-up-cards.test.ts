import { finishMeeting } from '../../bot/minutes/actions/lead.ts';
import { sendFollowUpCards } from '../../bot/minutes/actions/follow-up-cards.ts';
import { markFollowUp } from '../../bot/minutes/actions/follow-ups.ts';
import { minutesChat } from '../../bot/minutes/chat.ts';
import { LiveMeetings } from '../../bot/minutes/live/live.ts';
import { cardWeek } from '../../bot/minutes/model/follow-up-cards.ts';
import { type Card, type Press, type TeamsDoor, TeamsFault } from '../../bot/platform/teams/teams.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { cardFaults } from '../support/card-lint.ts';
import { eachDatabase } from '../support/databases.ts';
import { led, office, type Office, people, tenant } from './office.ts';

const nextMonday = new Date('2027-01-25T07:30:00Z');

/** Bjørn has one open follow-up from last week's meeting. */
async function monday(database: Database) {
  const at = office(database);
  const meeting = await led(at);
  await finishMeeting(at.parts, at.caller('åse'), meeting.id);
  await at.publish();
  at.world.now = nextMonday;
  const send = async () => {
    while ((await sendFollowUpCards(at.parts)) > 0);
  };
  return { at, send, ...meeting };
}

/** What the chat answers to a press. */
function presses(at: Office) {
  const handlers = new Map<string, (press: Press) => Promise<Card>>();
  const ignore = () => undefined;
  minutesChat(
    new Proxy({} as TeamsDoor, {
      get: (_door, name) =>
        name === 'onPress'
          ? (verb: string, handler: (press: Press) => Promise<Card>) => handlers.set(verb, handler)
          : ignore,
    }),
    at.parts,
    new LiveMeetings(at.parts, (error) => {
      throw error;
    }),
  );
  return (data: Record<string, unknown>, conversation = 'a:29:bjørn') =>
    handlers.get('follow-up')?.({
      from: { ...people.bjørn, tenant, teamsId: '29:bjørn', locale: undefined },
      at: { tenant, conversation, serviceUrl: 'https://teams.example/' },
      ...{ message: 'm', verb: 'follow-up', data },
    });
}

describe('the week’s card of follow-ups', () => {
  it.each([
    ['2027-01-25T06:59:00Z', undefined],
    ['2027-01-25T07:00:00Z', '2027-W04'],
    ['2027-01-26T14:59:00Z', '2027-W04'],
    ['2027-01-26T15:00:00Z', undefined],
    // The Monday after Easter is a holiday.
    ['2027-03-29T08:00:00Z', undefined],
    ['2027-03-30T08:00:00Z', '2027-W13'],
  ])('goes out on the first working day: %s', (now, week) => {
    expect(cardWeek(new Date(now))).toBe(week);
  });
});

eachDatabase((_name, openDatabase) => {
  describe('the card of my follow-ups', () => {
    it('comes once a week to who has something open, in the own chat', async () => {
      const { at, send } = await monday(await openDatabase());
      await send();
      await send();
      expect(at.world.personal.map(({ to }) => to)).toEqual(['29:bjørn']);
      const [{ card } = { card: {} }] = at.world.personal;
      expect(cardFaults(card)).toEqual([]);
      expect(JSON.stringify(card)).toContain('Skrive utlysning');
      at.world.now = new Date('2027-02-01T07:30:00Z');
      await send();
      expect(at.world.personal).toHaveLength(2);
    });

    it('does not come when nothing is open, nor to who has paused, nor where the bot may not write', async () => {
      const done = await monday(await openDatabase());
      await markFollowUp(done.at.parts, done.at.caller('bjørn'), { id: done.followUp, done: true });
      await done.send();
      expect(done.at.world.personal).toEqual([]);
      const paused = await monday(await openDatabase());
      paused.at.world.paused.add(people.bjørn.id);
      await paused.send();
      expect(paused.at.world.personal).toEqual([]);
      const closed = await monday(await openDatabase());
      closed.at.world.closed.add('29:bjørn');
      await closed.send();
      closed.at.world.closed.clear();
      await closed.send();
      expect(closed.at.world.personal).toEqual([]);
    });

    it('never comes twice when it may have arrived, and later when Teams is busy', async () => {
      const lost = await monday(await openDatabase());
      lost.at.world.loseAnswer = true;
      await lost.send();
      lost.at.world.loseAnswer = false;
      lost.at.world.machine += 3_600_000;
      await lost.send();
      expect(lost.at.world.personal).toHaveLength(1);
      const busy = await monday(await openDatabase());
      busy.at.world.sendFault = new TeamsFault({ kind: 'busy', retryAfterMs: 90_000, message: 'busy' });
      await busy.send();
      busy.at.world.sendFault = undefined;
      busy.at.world.machine += 89_000;
      await busy.send();
      expect(busy.at.world.personal).toEqual([]);
      busy.at.world.machine += 2_000;
      await busy.send();
      expect(busy.at.world.personal).toHaveLength(1);
    });

    it('has no word of an exempt item', async () => {
      const at = office(await openDatabase());
      const { id, item } = await led(at);
      await at.change('åse', id, {
        ...{ type: 'set-item', item, set: { access: { level: 'exempt', basis: 'offl. § 14' } } },
      });
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.now = nextMonday;
      await sendFollowUpCards(at.parts);
      expect(at.world.personal).toHaveLength(1);
      expect(JSON.stringify(at.world.personal)).not.toMatch(/utlysning|Ny stilling|lyser/);
    });

    it('is done with one press, which can be taken back, and by nobody else', async () => {
      const { at, followUp } = await monday(await openDatabase());
      const press = presses(at);
      const after = await press({ followUp, done: true });
      expect(JSON.stringify(after)).toContain('Ferdig: Skrive utlysning');
      expect(cardFaults(after ?? {})).toEqual([]);
      await at.publish();
      expect(at.world.tasks.get(followUp)).toMatchObject({ done: true });
      expect(JSON.stringify(await press({ followUp, done: false }))).not.toContain('Ferdig: Skrive');
      // In a shared chat nobody is shown anybody's follow-ups.
      expect(JSON.stringify(await press({ followUp, done: true }, '19:meeting_abc@thread.v2'))).not.toContain(
        'utlysning',
      );
      await expect(press({ followUp: 'another’s', done: true })).rejects.toMatchObject({ code: 'not-found' });
      await expect(press({ followUp })).rejects.toMatchObject({ code: 'bad-input' });
    });
  });
});
