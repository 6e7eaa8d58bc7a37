import { randomUUID } from 'node:crypto';
import { agenda } from '../../bot/minutes/actions/agenda.ts';
import { followUpsReply, markFollowUp } from '../../bot/minutes/actions/follow-ups.ts';
import { finishMeeting, publishMinutes, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { TeamsFault } from '../../bot/platform/teams/teams.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, leaderChannel, type Office, office, people, Stopped, tenant } from './office.ts';

/** A meeting with a decision and a follow-up, ready to be finished; answers its id and the follow-up's. */
async function led(at: Office, meeting?: string): Promise<{ id: string; item: string; followUp: string }> {
  const { id } = await at.open('åse', meeting);
  await startMeeting(at.parts, at.caller('åse'), id);
  const item = randomUUID();
  const followUp = randomUUID();
  const reply = await at.change(
    'åse',
    id,
    { type: 'add-item', item, kind: 'B', title: 'Ny stilling', after: null },
    {
      type: 'edit',
      target: { of: 'item', item, field: 'decision' },
      revision: 0,
      edit: { at: 0, remove: 0, insert: 'Vi lyser ut.' },
    },
    { type: 'add-follow-up', item, followUp, text: 'Skrive utlysning' },
    { type: 'set-follow-up', item, followUp, set: { owner: people.bjørn, due: '2027-01-25' } },
  );
  expect(reply.results.filter((result) => 'refused' in result)).toEqual([]);
  return { id, item, followUp };
}

const states = ({ publications }: MeetingView) => publications.map(({ kind, state }) => `${kind} ${state}`);

eachDatabase((_name, openDatabase) => {
  describe('a leader meeting', () => {
    it('opens with the template, the people of the chat and the organiser as chair', async () => {
      const at = office(await openDatabase());
      const view = await at.open('bjørn');
      expect(view.items.map(({ kind }) => kind).join('')).toBe('GODE');
      expect(view.items[2]?.title.text).toBe('Digital ledelse: ukens tema og puls');
      expect(view.chair).toEqual(people.åse);
      expect(view.people.map(({ name }) => name)).toEqual(['Bjørn Sæther', 'Kari Nordmann', 'Åse Ødegård']);
      expect(view.channel?.id).toBe(channelId);
      expect(view.may).toEqual({ lead: false, write: false });
      expect((await at.open('åse')).id).toBe(view.id);
    });

    it('is one meeting when all open it at once', async () => {
      const at = office(await openDatabase());
      const views = await Promise.all([at.open('åse'), at.open('bjørn'), at.open('kari')]);
      expect(new Set(views.map(({ id }) => id)).size).toBe(1);
    });

    it('is closed to an outsider, to a guest and to another tenant', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await expect(at.open('outsider')).rejects.toMatchObject({ code: 'not-in-meeting' });
      await expect(readMeeting(at.parts, at.caller('outsider'), id)).rejects.toMatchObject({
        code: 'not-in-meeting',
      });
      const elsewhere = { ...at.caller('åse'), tenant: 'tenant-2' };
      await expect(readMeeting(at.parts, elsewhere, id)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('is closed to who has left the chat', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('kari');
      for (const [conversation, members] of at.world.members)
        at.world.members.set(
          conversation,
          members.filter((one) => one.id !== people.kari.id),
        );
      await expect(readMeeting(at.parts, at.caller('kari'), id)).rejects.toMatchObject({
        code: 'not-in-meeting',
      });
    });

    it('lets members read, the minute taker write, and only the chair lead', async () => {
      const at = office(await openDatabase());
      const { id, items } = await at.open('åse');
      const item = items[1]?.id ?? '';
      const edit = {
        type: 'edit',
        target: { of: 'item', item, field: 'notes' },
        revision: 0,
        edit: { at: 0, remove: 0, insert: 'x' },
      } as const;
      await expect(at.change('bjørn', id, edit)).rejects.toMatchObject({ code: 'not-allowed' });
      await at.change('åse', id, {
        type: 'set-meeting',
        set: { minuteTaker: { id: people.bjørn.id, name: 'feil navn' } },
      });
      expect((await at.change('bjørn', id, edit)).results[0]).not.toHaveProperty('refused');
      expect((await readMeeting(at.parts, at.caller('bjørn'), id)).minuteTaker).toEqual(people.bjørn);
      const own = await at.change('bjørn', id, { type: 'set-meeting', set: { minuteTaker: people.kari } });
      expect(own.results[0]).toMatchObject({ refused: 'not-allowed' });
      await expect(startMeeting(at.parts, at.caller('bjørn'), id)).rejects.toMatchObject({
        code: 'not-allowed',
      });
    });

    it('numbers items and meetings of a series without gaps, also those that come later', async () => {
      const at = office(await openDatabase());
      const first = await led(at, 'teams-1');
      await startMeeting(at.parts, at.caller('åse'), first.id);
      const view = await readMeeting(at.parts, at.caller('åse'), first.id);
      expect(view.number).toBe('1/2027');
      expect(view.items.map(({ number }) => number)).toEqual(['5/27', '1/27', '2/27', '3/27', '4/27']);
      const removal = await at.change('åse', first.id, { type: 'remove-item', item: first.item });
      expect(removal.results[0]).toMatchObject({ refused: 'item-numbered' });
      const second = await led(at, 'teams-2');
      const next = await readMeeting(at.parts, at.caller('åse'), second.id);
      expect(next.number).toBe('2/2027');
      expect(next.items.map(({ number }) => number)).toEqual(['10/27', '6/27', '7/27', '8/27', '9/27']);
    });

    it('keeps a change once, however often it is sent', async () => {
      const at = office(await openDatabase());
      const { id, items } = await at.open('åse');
      const edit = {
        id: randomUUID(),
        type: 'edit',
        target: { of: 'item', item: items[1]?.id ?? '', field: 'notes' },
        revision: 0,
        edit: { at: 0, remove: 0, insert: 'én gang' },
      } as const;
      const first = await at.change('åse', id, edit);
      expect(await at.change('åse', id, edit)).toEqual(first);
      const view = await readMeeting(at.parts, at.caller('åse'), id);
      expect(view.items[1]?.notes).toEqual({ text: 'én gang', revision: 1 });
    });

    it('refuses a change that cannot stand and keeps the others', async () => {
      const at = office(await openDatabase());
      const { id, items } = await at.open('åse');
      const reply = await at.change(
        'åse',
        id,
        { type: 'move-item', item: randomUUID(), after: null },
        { type: 'set-item', item: items[0]?.id ?? '', set: { presenter: people.outsider } },
        { type: 'set-meeting', set: { place: 'Rom 3' } },
      );
      expect(reply.results).toEqual([
        expect.objectContaining({ refused: 'not-found' }),
        expect.objectContaining({ refused: 'not-found' }),
        expect.objectContaining({ sequence: 1 }),
      ]);
      expect((await readMeeting(at.parts, at.caller('åse'), id)).place).toBe('Rom 3');
    });

    it('takes what waits for the channel onto the agenda of the next meeting, once', async () => {
      const at = office(await openDatabase());
      const proposal = {
        channel: leaderChannel,
        by: { tenant, ...people.bjørn },
        title: 'Endringsledelse',
        key: 'w3',
      };
      expect(await agenda(at.parts).propose(proposal)).toEqual({ series: 'Ledermøtet' });
      await agenda(at.parts).propose(proposal);
      const view = await at.open('åse');
      expect(view.items.map(({ kind, title }) => `${kind} ${title.text}`)).toContain('D Endringsledelse');
      expect(view.items.at(-1)?.kind).toBe('E');
      await agenda(at.parts).propose({ ...proposal, title: 'Gevinst', key: 'w4' });
      expect((await at.open('bjørn')).items).toHaveLength(6);
      expect((await at.open('bjørn')).items).toHaveLength(6);
    });
  });

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
