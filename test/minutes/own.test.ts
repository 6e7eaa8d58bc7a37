import { randomUUID } from 'node:crypto';
import { remark } from '../../bot/minutes/actions/approve.ts';
import { finishMeeting } from '../../bot/minutes/actions/lead.ts';
import { personalMeetings } from '../../bot/minutes/actions/own.ts';
import { giveRole } from '../../bot/minutes/actions/series.ts';
import { eachDatabase } from '../support/databases.ts';
import { led, office, people, tenant } from './office.ts';

eachDatabase((_name, openDatabase) => {
  describe('what minutes hold about one person', () => {
    it('are follow-ups, roles, attendance, items, remarks and approvals, and nobody else’s', async () => {
      const at = office(await openDatabase());
      const { id, item } = await led(at);
      await giveRole(at.parts, at.caller('åse'), id, {
        ...{ person: people.bjørn.id, role: 'minute-taker', side: null },
      });
      const secret = randomUUID();
      await at.change(
        'åse',
        id,
        { type: 'set-item', item, set: { presenter: people.bjørn } },
        { type: 'set-attendance', person: people.bjørn, status: 'remote' },
        { type: 'add-item', item: secret, kind: 'O', title: 'Personalsak', after: null },
        {
          ...{ type: 'set-item', item: secret },
          set: { presenter: people.bjørn, access: { level: 'exempt', basis: 'offl. § 14' } },
        },
      );
      await finishMeeting(at.parts, at.caller('åse'), id);
      await remark(at.parts, at.caller('bjørn'), id, 'Fristen er feil');
      const own = await personalMeetings(at.parts).of({ tenant, id: people.bjørn.id });
      expect(own.followUps).toMatchObject([{ text: 'Skrive utlysning', done: false }]);
      expect(own.meetings).toMatchObject([{ title: 'Ledermøte uke 3', attendance: 'remote' }]);
      expect(own.roles).toMatchObject([{ role: 'minute-taker' }]);
      expect(own.items.map(({ title }) => title)).toContain('Ny stilling');
      expect(own.said).toMatchObject([
        { what: 'remark', text: 'Fristen er feil', meeting: 'Ledermøte uke 3' },
      ]);
      expect(JSON.stringify(own)).not.toContain('Personalsak');
      const other = await personalMeetings(at.parts).of({ tenant, id: people.kari.id });
      expect(other).toMatchObject({ followUps: [], roles: [], items: [], said: [] });
      const elsewhere = await personalMeetings(at.parts).of({ tenant: 'tenant-2', id: people.bjørn.id });
      expect(elsewhere).toMatchObject({ followUps: [], meetings: [], roles: [], items: [], said: [] });
    });
  });
});
