import { randomUUID } from 'node:crypto';
import { agenda } from '../../bot/minutes/actions/agenda.ts';
import { startMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, leaderChannel, led, office, people, tenant } from './office.ts';

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

    it('has minutes in bokmål where the channel is Danish', async () => {
      const at = office(await openDatabase(), { ...leaderChannel, language: 'da' });
      const view = await at.open('åse');
      expect(view.channel?.id).toBe(channelId);
      expect(view.language).toBe('nb');
      expect(view.items[1]?.title.text).toBe('Orienteringer');
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
      expect((await at.change('bjørn', id, edit)).results[0]).toMatchObject({ refused: 'not-allowed' });
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
});
