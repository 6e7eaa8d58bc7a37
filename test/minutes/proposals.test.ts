import { randomUUID } from 'node:crypto';
import { correctMinutes } from '../../bot/minutes/actions/approve.ts';
import { finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { answerProposal, dropQueued, proposeItem } from '../../bot/minutes/actions/proposals.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { putOffItem } from '../../bot/minutes/actions/series.ts';
import { answerBody, type ProposalAnswer, proposeBody } from '../../bot/minutes/api/before.ts';
import { eachDatabase } from '../support/databases.ts';
import { chat, office, type Office, people, type Who } from './office.ts';

const wish = { kind: 'B', title: 'Nye lokaler', why: 'Leieavtalen går ut.', minutes: 20 } as const;

async function proposed(at: Office, meeting: string, who: Who = 'kari'): Promise<string> {
  const proposal = randomUUID();
  await proposeItem(at.parts, at.caller(who), meeting, { ...wish, proposal });
  return proposal;
}
const answered = (at: Office, meeting: string, proposal: string, answer: ProposalAnswer) =>
  answerProposal(at.parts, at.caller('åse'), meeting, {
    ...{ proposal, answer, word: answer === 'declined' ? 'Tas i linja.' : '' },
  });
const seenBy = async (at: Office, who: Who, meeting: string) =>
  (await readMeeting(at.parts, at.caller(who), meeting)).proposals.map(({ state, word }) => [state, word]);
const weekLater = (at: Office) => {
  at.world.startsAt = new Date(at.world.startsAt.getTime() + 7 * 86_400_000);
};

eachDatabase((_name, openDatabase) => {
  describe('a proposed item', () => {
    it('waits with the chair, seen by nobody else but who proposed it, once however often it is sent', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const proposal = await proposed(at, id);
      await proposeItem(at.parts, at.caller('kari'), id, { ...wish, proposal });
      expect(await seenBy(at, 'åse', id)).toEqual([['waiting', '']]);
      expect(await seenBy(at, 'kari', id)).toEqual([['waiting', '']]);
      expect(await seenBy(at, 'bjørn', id)).toEqual([]);
      const stolen = proposeItem(at.parts, at.caller('bjørn'), id, { ...wish, proposal });
      await expect(stolen).rejects.toMatchObject({ code: 'bad-input' });
    });

    it('is taken in with who proposed it as presenter, before any other business, and once', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const proposal = await proposed(at, id);
      await answered(at, id, proposal, 'taken');
      const { items } = await answered(at, id, proposal, 'taken');
      expect(items.filter((item) => item.id === proposal)).toMatchObject([
        {
          kind: 'B',
          title: { text: 'Nye lokaler' },
          presenter: people.kari,
          plannedMinutes: 20,
          problem: { text: wish.why },
        },
      ]);
      expect(items.at(-1)?.kind).toBe('E');
      expect(await seenBy(at, 'kari', id)).toEqual([['taken', '']]);
    });

    it('gets its number at once where the meeting is under way', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await startMeeting(at.parts, at.caller('åse'), id);
      const proposal = await proposed(at, id);
      const { items } = await answered(at, id, proposal, 'taken');
      expect(items.find((item) => item.id === proposal)?.number).toBe('5/27');
    });

    it('put in the queue comes to the next meeting by itself', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse', 'teams-0');
      const proposal = await proposed(at, id);
      const { queue } = await answered(at, id, proposal, 'queued');
      expect(queue).toMatchObject([{ item: proposal, why: 'proposed' }]);
      expect(await seenBy(at, 'kari', id)).toEqual([['queued', '']]);
      weekLater(at);
      const next = await at.open('åse', 'teams-1');
      expect(next.items.map((item) => item.id)).toContain(proposal);
      expect(await seenBy(at, 'kari', next.id)).toEqual([['taken', '']]);
    });

    it('is declined with a word, which the person reads; an answer stands', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const proposal = await proposed(at, id);
      expect(answerBody.safeParse({ proposal, answer: 'declined', word: ' ' }).success).toBe(false);
      await answered(at, id, proposal, 'declined');
      expect(await seenBy(at, 'kari', id)).toEqual([['declined', 'Tas i linja.']]);
      await expect(answered(at, id, proposal, 'taken')).rejects.toMatchObject({ code: 'wrong-state' });
    });

    it('comes from the people of the meeting only, and is answered by the chair only', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      const outside = proposeItem(at.parts, at.caller('outsider'), id, { ...wish, proposal: randomUUID() });
      await expect(outside).rejects.toMatchObject({ code: 'not-in-meeting' });
      at.world.members.get(chat)?.push({ ...people.outsider, teamsId: '29:guest', guest: true });
      const guest = proposeItem(at.parts, at.caller('outsider'), id, { ...wish, proposal: randomUUID() });
      await expect(guest).rejects.toMatchObject({ code: 'not-in-meeting' });
      const proposal = await proposed(at, id);
      const own = answerProposal(at.parts, at.caller('kari'), id, { proposal, answer: 'taken', word: '' });
      await expect(own).rejects.toMatchObject({ code: 'not-allowed' });
      expect(proposeBody.safeParse({ ...wish, proposal: randomUUID(), kind: 'G' }).success).toBe(false);
    });

    it('is one of at most twenty that wait from one person', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      for (let count = 0; count < 20; count += 1) await proposed(at, id);
      await expect(proposed(at, id)).rejects.toMatchObject({ code: 'too-many-proposals' });
      await proposed(at, id, 'bjørn');
    });
  });

  describe('an item that waits', () => {
    it('is dropped by the chair with a word, for good, also when it was proposed', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse', 'teams-0');
      const proposal = await proposed(at, id);
      await answered(at, id, proposal, 'queued');
      const drop = (who: Who) =>
        dropQueued(at.parts, at.caller(who), id, { item: proposal, reason: 'Løst ellers.' });
      await expect(drop('kari')).rejects.toMatchObject({ code: 'not-allowed' });
      expect((await drop('åse')).queue).toEqual([]);
      expect((await drop('åse')).queue).toEqual([]);
      expect(await seenBy(at, 'kari', id)).toEqual([['declined', 'Løst ellers.']]);
      weekLater(at);
      const next = await at.open('åse', 'teams-1');
      expect(next.items.map((item) => item.id)).not.toContain(proposal);
    });

    it('stays dropped when the minutes that left it are corrected, and a taken one cannot be dropped', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse', 'teams-0');
      const item = randomUUID();
      await at.change('åse', id, { type: 'add-item', item, kind: 'D', title: 'Utsatt', after: null });
      await startMeeting(at.parts, at.caller('åse'), id);
      await at.change('åse', id, { type: 'set-item', item, set: { outcome: 'returned' } });
      await finishMeeting(at.parts, at.caller('åse'), id);
      weekLater(at);
      const next = await at.open('åse', 'teams-1');
      expect(next.queue.map((one) => one.item)).toEqual([item]);
      await dropQueued(at.parts, at.caller('åse'), next.id, { item, reason: 'Bortfalt' });
      await correctMinutes(at.parts, at.caller('åse'), id);
      await finishMeeting(at.parts, at.caller('åse'), id);
      expect((await readMeeting(at.parts, at.caller('åse'), next.id)).queue).toEqual([]);
      const standing = next.items[0]?.id ?? '';
      await putOffItem(at.parts, at.caller('åse'), next.id, standing);
      const { queue } = await dropQueued(at.parts, at.caller('åse'), next.id, {
        item: standing,
        reason: 'Nei',
      });
      expect(queue).toEqual([]);
    });
  });
});
