import { randomUUID } from 'node:crypto';
import { correctMinutes } from '../../bot/minutes/actions/approve.ts';
import { followUpsReply, markFollowUp } from '../../bot/minutes/actions/follow-ups.ts';
import { finishMeeting, publishMinutes } from '../../bot/minutes/actions/lead.ts';
import { publishDue } from '../../bot/minutes/actions/publish.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { TeamsFault } from '../../bot/platform/teams/teams.ts';
import { eachDatabase } from '../support/databases.ts';
import { led, office, people, Stopped } from './office.ts';

const states = ({ publications }: MeetingView) => publications.map(({ kind, state }) => `${kind} ${state}`);

eachDatabase((_name, openDatabase) => {
  describe('finished minutes', () => {
    it('are refused while a decision is missing', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await at.change('åse', id, {
        type: 'add-item',
        item: randomUUID(),
        kind: 'B',
        title: 'Uavklart',
        after: null,
      });
      await expect(finishMeeting(at.parts, at.caller('åse'), id)).rejects.toMatchObject({
        code: 'checks-block',
      });
    });

    it('become one document, a task of the owner and a card with the link', async () => {
      const at = office(await openDatabase());
      const { id, followUp } = await led(at);
      const finished = await finishMeeting(at.parts, at.caller('åse'), id);
      expect(finished.state).toBe('for-approval');
      expect(at.woken).toBeGreaterThan(0);
      await at.publish();
      const view = await readMeeting(at.parts, at.caller('bjørn'), id);
      expect(states(view)).toEqual(['document done', 'task done', 'summary done']);
      expect([...at.world.files.keys()]).toEqual(['Referat Ledermøte uke 3 1-2027 v1.docx']);
      expect(at.world.tasks.get(followUp)).toMatchObject({
        owner: people.bjørn.id,
        due: '2027-01-25',
        times: 1,
      });
      expect(JSON.stringify(at.world.cards)).toContain('files.example');
      expect(at.world.cards).toHaveLength(1);
    });

    it('take no more changes, but what was kept is still confirmed', async () => {
      const at = office(await openDatabase());
      const { id, item } = await led(at);
      const change = { id: randomUUID(), type: 'set-item', item, set: { plannedMinutes: 5 } } as const;
      const [kept] = (await at.change('åse', id, change)).results;
      await finishMeeting(at.parts, at.caller('åse'), id);
      expect((await at.change('åse', id, change)).results).toEqual([kept]);
      const late = await at.change('åse', id, { type: 'set-item', item, set: { plannedMinutes: 6 } });
      expect(late.results[0]).toMatchObject({ refused: 'meeting-closed' });
    });

    it('wait with a reason while Graph is down, and come through by themselves', async () => {
      const at = office(await openDatabase());
      const { id } = await led(at);
      at.world.graphFault = 'graph-unreachable';
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      const waiting = await readMeeting(at.parts, at.caller('åse'), id);
      expect(states(waiting)).toEqual(['document waiting', 'task waiting', 'summary waiting']);
      expect(waiting.publications[0]?.reason).toContain('Referatet er trygt lagret');
      expect(waiting.publications[0]?.nextTryAt).not.toBeNull();
      at.world.graphFault = undefined;
      at.world.machine += 10_000;
      await at.publish();
      const done = await readMeeting(at.parts, at.caller('åse'), id);
      expect(states(done)).toEqual(['document done', 'task done', 'summary done']);
    });

    it('wait for the chair when no token lives, and go on when the chair opens the tab', async () => {
      const at = office(await openDatabase());
      const { id } = await led(at);
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.tokens.clear();
      at.world.machine += 2 * 3_600_000;
      await at.publish();
      const waiting = await readMeeting(at.parts, at.caller('bjørn'), id);
      expect(waiting.publications[0]).toMatchObject({ state: 'waiting', nextTryAt: null });
      expect(waiting.publications[0]?.reason).toContain('når møtelederen åpner');
      await at.publish();
      expect(at.world.files.size).toBe(0);
      await readMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      expect(states(await readMeeting(at.parts, at.caller('åse'), id))).toEqual([
        'document done',
        'task done',
        'summary done',
      ]);
    });

    it('ask the chair in the chat, once, when nobody is left whose right they could use', async () => {
      const at = office(await openDatabase());
      const { id } = await led(at);
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.tokens.clear();
      await at.publish();
      // Another instance may still hold the token.
      expect(at.world.cards).toEqual([]);
      at.world.machine += 2 * 3_600_000;
      await at.publish();
      await at.publish();
      expect(at.world.cards.map(({ card }) => JSON.stringify(card))).toEqual([
        expect.stringContaining('Åse Ødegård, referatet er ferdig'),
      ]);
      const seen = await readMeeting(at.parts, at.caller('bjørn'), id);
      expect(seen.publications.map(({ kind }) => kind)).toEqual(['document', 'task', 'summary']);
    });

    it('ask nobody who has come by before the question left', async () => {
      const at = office(await openDatabase());
      const { id } = await led(at);
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.tokens.clear();
      at.world.machine += 2 * 3_600_000;
      await publishDue(at.parts);
      await readMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      expect(at.world.cards).toHaveLength(1);
      expect(JSON.stringify(at.world.cards)).not.toContain('referatet er ferdig, men');
    });

    it('are kept by the service itself where the site is open for it, and tasks wait for a person', async () => {
      const at = office(await openDatabase());
      const first = await led(at);
      await finishMeeting(at.parts, at.caller('åse'), first.id);
      await at.publish();
      const { id } = await led(at, 'meeting-2');
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.tokens.clear();
      at.world.machine += 2 * 3_600_000;
      at.world.siteIsOpen = true;
      await at.publish();
      expect(at.world.files.size).toBe(2);
      expect(states(await readMeeting(at.parts, at.caller('bjørn'), id))).toEqual([
        'document done',
        'task waiting',
        'summary done',
      ]);
    });

    it('wait for a person where minutes of the channel have never been kept', async () => {
      const at = office(await openDatabase());
      const { id } = await led(at);
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.tokens.clear();
      at.world.machine += 2 * 3_600_000;
      at.world.siteIsOpen = true;
      await at.publish();
      expect(at.world.files.size).toBe(0);
    });

    it('never send a card again that may have arrived, unless the chair asks', async () => {
      const at = office(await openDatabase());
      const { id } = await led(at);
      at.world.loseAnswer = true;
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      at.world.loseAnswer = false;
      await publishMinutes(at.parts, at.caller('åse'), id, undefined);
      at.world.machine += 3_600_000;
      await at.publish();
      const unsure = (await readMeeting(at.parts, at.caller('åse'), id)).publications.at(-1);
      expect(unsure).toMatchObject({ state: 'waiting', mayHaveArrived: true });
      expect(at.world.cards).toHaveLength(1);
      await publishMinutes(at.parts, at.caller('åse'), id, unsure?.id);
      await at.publish();
      expect(at.world.cards).toHaveLength(2);
      expect(states(await readMeeting(at.parts, at.caller('åse'), id)).at(-1)).toBe('summary done');
    });

    it('send the card later when the chat was busy', async () => {
      const at = office(await openDatabase());
      const { id } = await led(at);
      at.world.sendFault = new TeamsFault({ kind: 'busy', retryAfterMs: 60_000, message: 'busy' });
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      at.world.sendFault = undefined;
      at.world.machine += 59_000;
      await at.publish();
      expect(at.world.cards).toHaveLength(0);
      at.world.machine += 1_001;
      await at.publish();
      expect(at.world.cards).toHaveLength(1);
    });

    it('are never doubled by a stop before or after any step', async () => {
      for (const when of ['before', 'after'] as const) {
        for (let step = 0; step < 5; step += 1) {
          const at = office(await openDatabase());
          const { id, followUp } = await led(at, `teams-${when}-${step}`);
          await finishMeeting(at.parts, at.caller('åse'), id);
          at.world.crash = { in: step, when };
          await expect(at.publish()).rejects.toBeInstanceOf(Stopped);
          at.world.dead = false;
          at.world.machine += 3_600_000;
          await publishMinutes(at.parts, at.caller('åse'), id, undefined);
          await at.publish();
          expect([...at.world.files.values()].map((versions) => versions.length)).toEqual([1]);
          expect([...at.world.tasks.keys()]).toEqual([followUp]);
          expect(at.world.cards.length).toBeLessThanOrEqual(1);
          const { publications } = await readMeeting(at.parts, at.caller('åse'), id);
          const summary = publications.at(-1);
          expect(summary?.state === 'done' || summary?.mayHaveArrived).toBe(true);
        }
      }
    });

    it('keep an exempt item out of card and task', async () => {
      const at = office(await openDatabase());
      const { id, item, followUp } = await led(at);
      await at.change('åse', id, {
        type: 'set-item',
        item,
        set: { access: { level: 'exempt', basis: 'offl. § 14' } },
      });
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      const everything = JSON.stringify([at.world.cards, [...at.world.tasks.values()]]);
      expect(everything).not.toContain('Ny stilling');
      expect(everything).not.toContain('lyser ut');
      expect(everything).not.toContain('Skrive utlysning');
      expect(at.world.tasks.get(followUp)?.title).toContain('unntatt offentlighet');
    });

    it('keep out of a card that has yet to be sent what a correction has made exempt', async () => {
      const at = office(await openDatabase());
      const { id, item } = await led(at);
      at.world.graphFault = 'graph-down';
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      await correctMinutes(at.parts, at.caller('åse'), id);
      const access = { level: 'exempt', basis: 'offl. § 14' } as const;
      await at.change('åse', id, { type: 'set-item', item, set: { access } });
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.graphFault = undefined;
      at.world.machine += 3_600_000;
      await at.publish();
      expect(at.world.cards).toHaveLength(1);
      const everything = JSON.stringify([at.world.cards, [...at.world.tasks.values()]]);
      expect(everything).not.toMatch(/Ny stilling|lyser ut|Skrive utlysning/);
    });

    it('of two series with one name never share a file', async () => {
      const at = office(await openDatabase());
      const first = await led(at, 'teams-1');
      await finishMeeting(at.parts, at.caller('åse'), first.id);
      await at.parts.database
        .tables<{ series: { chat: string } }>()
        .updateTable('series')
        .set({ chat: 'another chat' })
        .execute();
      const second = await led(at, 'teams-2');
      await finishMeeting(at.parts, at.caller('åse'), second.id);
      await at.publish();
      expect([...at.world.files.keys()].sort()).toEqual([
        'Referat Ledermøte uke 3 1-2027 v1 (2).docx',
        'Referat Ledermøte uke 3 1-2027 v1.docx',
      ]);
    });
  });

  describe('my follow-ups', () => {
    it('show the owner what is open and reach Planner when they are done', async () => {
      const at = office(await openDatabase());
      const { id, followUp } = await led(at);
      await finishMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      const mine = await followUpsReply(at.parts, at.caller('bjørn'));
      expect(mine.followUps).toMatchObject([
        { id: followUp, text: 'Skrive utlysning', status: 'open', overdue: false },
      ]);
      expect((await followUpsReply(at.parts, at.caller('åse'))).followUps).toEqual([]);
      await expect(
        markFollowUp(at.parts, at.caller('kari'), { id: followUp, done: true }),
      ).rejects.toMatchObject({ code: 'not-found' });
      await markFollowUp(at.parts, at.caller('bjørn'), { id: followUp, done: true });
      await at.publish();
      expect(at.world.tasks.get(followUp)).toMatchObject({ done: true, taskId: `task-of-${followUp}` });
      const view = await readMeeting(at.parts, at.caller('kari'), id);
      expect(view.items[0]?.followUps[0]?.status).toBe('done');
    });
  });
});
