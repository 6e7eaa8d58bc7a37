import { randomUUID } from 'node:crypto';
import { callMeeting, cancelMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { tabLinks } from '../../bot/minutes/actions/links.ts';
import { sendNoticeAgain } from '../../bot/minutes/actions/notice.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { kindsOf, templateOf } from '../../bot/minutes/actions/templates.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { noticeCard } from '../../bot/minutes/cards/notice.ts';
import { newItem } from '../../bot/minutes/model/meeting.ts';
import { type Notice, noticeOf, saidIn } from '../../bot/minutes/model/notice.ts';
import { readTemplates } from '../../bot/minutes/templates.ts';
import { TeamsFault } from '../../bot/platform/teams/teams.ts';
import { cardFaults } from '../support/card-lint.ts';
import { eachDatabase } from '../support/databases.ts';
import { finished } from './minutes.ts';
import { chat, office, type Office, people, Stopped } from './office.ts';

const link = 'https://lederpuls.example/tab/minutes?meeting=m';
const called = { ...finished, state: 'called' } as const;
const letters = kindsOf(templateOf({ templates: readTemplates() }, 'ledermote'), 'nb');
const wordsOf = (notice: Notice) => JSON.stringify(noticeCard(notice, link));

async function calledMeeting(at: Office): Promise<string> {
  const { id } = await at.open('åse');
  await callMeeting(at.parts, at.caller('åse'), id);
  return id;
}
const again = (at: Office, id: string, who: 'åse' | 'bjørn' = 'åse') =>
  sendNoticeAgain(at.parts, at.caller(who), id);
const noticeIn = ({ publications }: MeetingView) => publications.find(({ kind }) => kind === 'notice');
const noticeNow = async (at: Office, id: string) =>
  noticeIn(await readMeeting(at.parts, at.caller('åse'), id));

describe('the notice of a meeting', () => {
  it('says when, where, each item with letter, presenter and time, and how full it is, in each language', () => {
    const item = {
      ...newItem({ id: 'i', kind: 'B', title: 'Ny stilling' }),
      presenter: people.kari,
      plannedMinutes: 50,
    };
    const other = newItem({ id: 'o', kind: 'D', title: 'Budsjett', plannedMinutes: 60 });
    for (const language of ['nb', 'nn', 'en'] as const) {
      const notice = noticeOf({ ...called, language, items: [item, other] }, letters);
      expect(cardFaults(noticeCard(notice, link))).toEqual([]);
      const text = wordsOf(notice);
      for (const word of ['Rom 3', '**B** Ny stilling', 'Kari Nordmann · 50 min', '110', '90', '20', link])
        expect(text).toContain(word);
    }
    expect(wordsOf(noticeOf({ ...called, items: [item] }, letters))).toContain('kl. 09.00–10.30');
  });

  it('has no word of an exempt item, only that it is there', () => {
    const exempt = {
      ...newItem({ id: 'i', kind: 'B', title: 'Oppsigelse av Per', plannedMinutes: 15 }),
      presenter: people.kari,
      problem: { text: 'Per drikker', revision: 1 },
      proposal: { text: 'Per sies opp', revision: 1 },
      papers: [{ id: 'p', title: 'Advarsel', url: 'https://x.example/per' }],
      access: { level: 'exempt', basis: 'offl. § 25' },
    } as const;
    const notice = noticeOf({ ...called, items: [exempt] }, letters);
    const text = wordsOf(notice) + saidIn(notice);
    expect(text).toContain('Unntatt sak');
    expect(text).not.toMatch(/Oppsigelse|Per |Kari|drikker|Advarsel|x\.example|§ 25/);
  });

  it('stays a card however long and hostile the agenda is', () => {
    const hostile = Array.from({ length: 60 }, (_one, index) => ({
      ...newItem({
        id: `i${index}`,
        kind: 'D',
        title: '[l](https://ond.example) **${$root}** 😀'.repeat(8),
        plannedMinutes: 5,
      }),
      presenter: { id: 'p', name: '_Kari_'.repeat(30) },
    }));
    const card = noticeCard(noticeOf({ ...called, items: hostile, place: 'Rom '.repeat(50) }, letters), link);
    expect(cardFaults(card).filter(({ detail }) => detail !== '${$root}')).toEqual([]);
    expect(JSON.stringify(card)).toContain('til i Lederpuls');
  });

  it('links to Teams’ own tab of the chat where the app’s id is known', () => {
    const publicUrl = 'https://lederpuls.example';
    const at = { id: 'm-1', chat };
    expect(tabLinks({ publicUrl, teamsId: undefined })(at)).toBe(`${publicUrl}/tab/minutes?meeting=m-1`);
    const url = new URL(tabLinks({ publicUrl, teamsId: 'app' })(at));
    expect(`${url.origin}${url.pathname}`).toBe('https://teams.microsoft.com/l/entity/app/minutes');
    expect(JSON.parse(url.searchParams.get('context') ?? '')).toEqual({
      ...{ subEntityId: 'm-1', chatId: chat, contextType: 'chat' },
    });
  });
});

eachDatabase((_name, openDatabase) => {
  describe('calling a meeting', () => {
    it('sends one notice to its chat, however often it is asked for', async () => {
      const at = office(await openDatabase());
      const id = await calledMeeting(at);
      await callMeeting(at.parts, at.caller('åse'), id);
      expect(at.woken).toBeGreaterThan(0);
      await at.publish();
      await at.publish();
      expect(at.world.cards.map(({ conversation }) => conversation)).toEqual([chat]);
      expect(JSON.stringify(at.world.cards)).toContain(`meeting=${id}`);
      expect(await noticeNow(at, id)).toMatchObject({ state: 'done', mayHaveArrived: false });
    });

    it('is the chair’s, and so is sending it again', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await expect(callMeeting(at.parts, at.caller('bjørn'), id)).rejects.toMatchObject({
        code: 'not-allowed',
      });
      await expect(again(at, id)).rejects.toMatchObject({ code: 'wrong-state' });
      await callMeeting(at.parts, at.caller('åse'), id);
      await expect(again(at, id, 'bjørn')).rejects.toMatchObject({ code: 'not-allowed' });
    });

    it('tells when the agenda has moved on, and lets the same card say so', async () => {
      const at = office(await openDatabase());
      const id = await calledMeeting(at);
      await at.publish();
      const said = async () => {
        const view = await readMeeting(at.parts, at.caller('åse'), id);
        return noticeIn(view)?.said === saidIn(noticeOf(view, view.kinds));
      };
      expect(await said()).toBe(true);
      await at.change('åse', id, {
        type: 'add-item',
        item: randomUUID(),
        kind: 'D',
        title: 'Ny sak',
        after: null,
      });
      expect(await said()).toBe(false);
      await again(at, id);
      await at.publish();
      expect(await said()).toBe(true);
      expect(at.world.cards).toHaveLength(1);
      expect(at.world.updates.map(({ message }) => message)).toEqual(['m-1']);
      expect(JSON.stringify(at.world.updates)).toContain('Ny sak');
    });

    it('never sends two cards, wherever the service stops', async () => {
      for (const when of ['before', 'after'] as const) {
        const at = office(await openDatabase());
        const id = await calledMeeting(at);
        at.world.crash = { in: 0, when };
        await expect(at.publish()).rejects.toBeInstanceOf(Stopped);
        at.world.dead = false;
        at.world.machine += 3_600_000;
        await at.publish();
        expect(at.world.cards).toHaveLength(when === 'after' ? 1 : 0);
        const notice = await noticeNow(at, id);
        expect(notice).toMatchObject({ state: 'waiting', mayHaveArrived: true });
        expect(notice?.reason).toContain('Se i møtechatten');
        // The chair has looked, and it was not there.
        await again(at, id);
        await at.publish();
        expect(await noticeNow(at, id)).toMatchObject({ state: 'done', reason: null });
      }
    });

    it('alters the card again after a stop or a lost answer: that harms nobody', async () => {
      const at = office(await openDatabase());
      const id = await calledMeeting(at);
      await at.publish();
      await again(at, id);
      at.world.loseAnswer = true;
      await at.publish();
      expect(await noticeNow(at, id)).toMatchObject({ state: 'waiting', mayHaveArrived: false });
      at.world.loseAnswer = false;
      at.world.machine += 3_600_000;
      await at.publish();
      expect(await noticeNow(at, id)).toMatchObject({ state: 'done' });
      expect([at.world.cards.length, at.world.updates.length]).toEqual([1, 2]);
    });

    it('sends a new card in place of one that somebody has deleted', async () => {
      const at = office(await openDatabase());
      const id = await calledMeeting(at);
      await at.publish();
      await again(at, id);
      const gone = new TeamsFault({ kind: 'gone', reason: 'message-gone', message: 'deleted' });
      at.parts.teams.update = () => Promise.reject(gone);
      await at.publish();
      expect(at.world.cards).toHaveLength(2);
      expect(await noticeNow(at, id)).toMatchObject({ state: 'done' });
    });

    it('says in plain words what is wrong with the chat, and goes on when it is mended', async () => {
      const at = office(await openDatabase());
      at.world.sendFault = new TeamsFault({ kind: 'gone', message: 'not in the chat' });
      const id = await calledMeeting(at);
      await at.publish();
      expect((await noticeNow(at, id))?.reason).toContain('Legg Lederpuls til i møtet');
      at.world.sendFault = undefined;
      await again(at, id);
      await at.publish();
      expect(await noticeNow(at, id)).toMatchObject({ state: 'done', reason: null });
    });

    it('that is cancelled says so in the card that was sent, and sends none that was not', async () => {
      const at = office(await openDatabase());
      const id = await calledMeeting(at);
      await at.publish();
      await cancelMeeting(at.parts, at.caller('åse'), id, 'Snøstorm');
      await at.publish();
      expect(JSON.stringify(at.world.updates)).toMatch(/Avlyst: .*Grunn: Snøstorm/);
      const other = office(await openDatabase());
      const unsent = await calledMeeting(other);
      await cancelMeeting(other.parts, other.caller('åse'), unsent, 'Snøstorm');
      await other.publish();
      expect(other.world.cards).toEqual([]);
    });

    it('that has begun sends no notice any more', async () => {
      const at = office(await openDatabase());
      const id = await calledMeeting(at);
      await startMeeting(at.parts, at.caller('åse'), id);
      await at.publish();
      expect(at.world.cards).toEqual([]);
    });
  });
});
