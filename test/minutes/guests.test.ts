import { randomUUID } from 'node:crypto';
import { guestsReply, guestView } from '../../bot/minutes/actions/guests.ts';
import { finishMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { leftOver } from '../../bot/minutes/model/carry.ts';
import { excerpt } from '../../bot/minutes/actions/documents.ts';
import { eachDatabase } from '../support/databases.ts';
import { wordText } from '../support/word.ts';
import { chat, led, office, type Office, people } from './office.ts';

const guest = people.outsider;
const at = { meeting: 'teams-meeting', chat };
const view = (us: Office, place = at) => guestView(us.parts, us.caller('outsider'), place);
const invitation = (item: string, invited = true, person: { id: string; name: string } = guest) =>
  ({ type: 'invite', item, person, invited }) as const;

/** A meeting under way with two items, and a guest in its chat. */
async function withGuest(us: Office) {
  us.world.members.get(chat)?.push({ ...guest, teamsId: '29:guest', guest: true });
  const { id, item } = await led(us);
  const other = randomUUID();
  await us.change('åse', id, {
    type: 'add-item',
    item: other,
    kind: 'D',
    title: 'En annen sak',
    after: null,
  });
  return { id, item, other };
}

eachDatabase((_name, openDatabase) => {
  describe('a guest of the meeting’s chat', () => {
    it('reads nothing until invited to an item, and then that item and nothing else', async () => {
      const us = office(await openDatabase());
      const { id, item } = await withGuest(us);
      await expect(view(us)).rejects.toMatchObject({ code: 'not-in-meeting' });
      const called = { id: guest.id, name: 'Et annet navn' };
      const kept = await us.change('åse', id, invitation(item, true, called));
      expect(kept.results[0]).not.toHaveProperty('refused');
      const seen = await view(us);
      expect(seen).toMatchObject({ title: 'Ledermøte uke 3', state: 'in-progress' });
      expect(seen.items).toMatchObject([{ id: item, title: 'Ny stilling', decision: 'Vi lyser ut.' }]);
      expect(JSON.stringify(seen)).not.toMatch(/En annen sak|Skrive utlysning|Kari Nordmann|Bjørn Sæther/);
      // The name is Teams', not the asker's.
      const { items } = await readMeeting(us.parts, us.caller('åse'), id);
      expect(items.find((one) => one.id === item)?.guests).toEqual([guest]);
      await expect(readMeeting(us.parts, us.caller('outsider'), id)).rejects.toMatchObject({
        code: 'not-in-meeting',
      });
      await expect(us.open('outsider')).rejects.toMatchObject({ code: 'not-in-meeting' });
      const writing = us.change('outsider', id, invitation(item));
      await expect(writing).rejects.toMatchObject({ code: 'not-in-meeting' });
    });

    it('reads nothing any more when the invitation is taken back, or out of the chat', async () => {
      const us = office(await openDatabase());
      const { id, item, other } = await withGuest(us);
      await us.change('åse', id, invitation(item), invitation(other));
      await us.change('åse', id, invitation(item, false));
      expect((await view(us)).items.map((one) => one.id)).toEqual([other]);
      us.world.members.get(chat)?.pop();
      await expect(view(us)).rejects.toMatchObject({ code: 'not-in-meeting' });
    });

    it('is invited by the chair alone, and only while in the chat', async () => {
      const us = office(await openDatabase());
      const { id, item } = await withGuest(us);
      expect(await guestsReply(us.parts, us.caller('åse'), id)).toEqual({ guests: [guest] });
      await expect(guestsReply(us.parts, us.caller('kari'), id)).rejects.toMatchObject({
        code: 'not-allowed',
      });
      const [byMember] = (await us.change('kari', id, invitation(item))).results;
      expect(byMember).toMatchObject({ refused: 'not-allowed' });
      for (const nobody of [{ id: 'p-nobody', name: 'Ingen' }, people.kari]) {
        const [refused] = (await us.change('åse', id, invitation(item, true, nobody))).results;
        expect(refused).toMatchObject({ refused: 'not-found' });
      }
    });

    it('reads nothing through a chat of another meeting, nor as a member', async () => {
      const us = office(await openDatabase());
      const { id, item } = await withGuest(us);
      await us.change('åse', id, invitation(item));
      const elsewhere = '19:meeting_other@thread.v2';
      us.world.members.set(elsewhere, [{ ...guest, teamsId: '29:guest', guest: true }]);
      await expect(view(us, { ...at, chat: elsewhere })).rejects.toMatchObject({ code: 'not-in-meeting' });
      await expect(guestView(us.parts, us.caller('kari'), at)).rejects.toMatchObject({
        code: 'not-in-meeting',
      });
    });

    it('stands in the minutes of the item, and is not invited to where the item goes next', async () => {
      const us = office(await openDatabase());
      const { id, item } = await withGuest(us);
      await us.change('åse', id, invitation(item));
      const { items } = await readMeeting(us.parts, us.caller('åse'), id);
      const postponed = items.map((one) => ({ ...one, outcome: 'postponed' as const }));
      expect(leftOver(postponed, '').map((one) => one.item.guests)).toEqual(items.map(() => []));
      await finishMeeting(us.parts, us.caller('åse'), id);
      const file = await excerpt(us.parts, us.caller('bjørn'), { meeting: id, item });
      expect(wordText(file.bytes)).toContain('Invitert som gjest i saken: Ola Utenfor');
    });
  });
});
