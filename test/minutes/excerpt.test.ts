import { randomUUID } from 'node:crypto';
import { approveSilent } from '../../bot/minutes/actions/approve.ts';
import { excerpt } from '../../bot/minutes/actions/documents.ts';
import { finishMeeting } from '../../bot/minutes/actions/lead.ts';
import { chooseTemplate } from '../../bot/minutes/actions/series.ts';
import { eachDatabase } from '../support/databases.ts';
import { wordText } from '../support/word.ts';
import { led, office, type Office } from './office.ts';

const of = (at: Office, meeting: string, item: string, who: 'bjørn' | 'outsider' = 'bjørn') =>
  excerpt(at.parts, at.caller(who), { meeting, item });

async function finished(at: Office) {
  const { id: opened } = await at.open('åse');
  await chooseTemplate(at.parts, at.caller('åse'), opened, 'seksjonsmote');
  const made = await led(at);
  const other = randomUUID();
  await at.change('åse', made.id, {
    ...{ type: 'add-item', item: other, kind: 'D', title: 'En annen sak', after: made.item },
  });
  return { ...made, other };
}

eachDatabase((_name, openDatabase) => {
  describe('the excerpt of an item', () => {
    it('waits until the minutes are finished', async () => {
      const at = office(await openDatabase());
      const { id, item } = await finished(at);
      await expect(of(at, id, item)).rejects.toMatchObject({ code: 'wrong-state' });
    });

    it('holds that item, who was there and whose it is, and nothing of the others', async () => {
      const at = office(await openDatabase());
      const { id, item } = await finished(at);
      await finishMeeting(at.parts, at.caller('åse'), id);
      const file = await of(at, id, item);
      expect(file.name).toMatch(/^Særutskrift Ledermøte uke 3 sak \d+-27\.docx$/);
      const text = wordText(file.bytes);
      for (const part of [
        'Særutskrift: Sak',
        'Ny stilling',
        'Etaten for prøver',
        '1/2027',
        'Vi lyser ut.',
        'Skrive utlysning',
        'Bjørn Sæther',
        'Frammøte',
        'ikke godkjent ennå',
      ])
        expect(text).toContain(part);
      expect(text).not.toContain('En annen sak');
    });

    it('says when the minutes were approved', async () => {
      const at = office(await openDatabase());
      const { id, item } = await finished(at);
      await finishMeeting(at.parts, at.caller('åse'), id);
      // Nobody has remarked for a week.
      at.world.now = new Date('2027-01-26T12:00:00Z');
      expect(await approveSilent(at.parts)).toBe(1);
      const text = wordText((await of(at, id, item)).bytes);
      expect(text).toContain('godkjent tirsdag 26. januar 2027');
      expect(text).not.toContain('ikke godkjent');
    });

    it('is not made of an exempt item, nor for an outsider, nor of no item at all', async () => {
      const at = office(await openDatabase());
      const { id, item, other } = await finished(at);
      await at.change('åse', id, {
        ...{ type: 'set-item', item, set: { access: { level: 'exempt', basis: 'offl. § 14' } } },
      });
      await finishMeeting(at.parts, at.caller('åse'), id);
      await expect(of(at, id, item)).rejects.toMatchObject({ code: 'exempt-item' });
      await expect(of(at, id, other, 'outsider')).rejects.toMatchObject({ code: 'not-in-meeting' });
      await expect(of(at, id, randomUUID())).rejects.toMatchObject({ code: 'not-found' });
      expect(wordText((await of(at, id, other)).bytes)).not.toContain('Ny stilling');
    });
  });
});
