import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { cancelMeeting, finishMeeting, startMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import {
  beginNumbers,
  chooseTemplate,
  giveRole,
  markEarlier,
  planNext,
  putOffItem,
  takeItem,
} from '../../bot/minutes/actions/series.ts';
import { agenda } from '../../bot/minutes/actions/agenda.ts';
import { type MeetingView } from '../../bot/minutes/api.ts';
import { eachDatabase } from '../support/databases.ts';
import { leaderChannel, led, office, people, tenant, type Office } from './office.ts';

const day = 86_400_000;
const first = Date.parse('2027-01-18T08:00:00Z');

/** The series' meeting number `week`, opened by its chair. */
async function week(at: Office, number: number): Promise<MeetingView> {
  at.world.startsAt = new Date(first + number * 7 * day);
  return at.open('åse', `teams-${number}`);
}

async function added(at: Office, meeting: string, title: string, kind: 'D' | 'B' = 'D'): Promise<string> {
  const item = randomUUID();
  await at.change('åse', meeting, { type: 'add-item', item, kind, title, after: null });
  return item;
}

const outcome = (at: Office, meeting: string, item: string, set: 'postponed' | 'returned' | 'discussed') =>
  at.change('åse', meeting, { type: 'set-item', item, set: { outcome: set } });

async function held(at: Office, meeting: string): Promise<MeetingView> {
  await startMeeting(at.parts, at.caller('åse'), meeting);
  return finishMeeting(at.parts, at.caller('åse'), meeting);
}

const titles = ({ items }: MeetingView) => items.map(({ title }) => title.text);

eachDatabase((_name, openDatabase) => {
  describe('the template of a series', () => {
    it('is the common one at first, and what the team chose last for the next series', async () => {
      const at = office(await openDatabase());
      const one = await week(at, 0);
      expect(one.series).toMatchObject({ fresh: true, template: { id: 'ledermote' } });
      const other = await chooseTemplate(at.parts, at.caller('åse'), one.id, 'idf-mote');
      expect(other.series).toMatchObject({ fresh: false, template: { id: 'idf-mote' }, twoSided: true });
      expect([other.kinds.O.letter, other.kinds.B.letter]).toEqual(['I', 'F']);
      expect(titles(other)).toContain('Digitale endringer som kommer');
      expect(titles(other)).not.toContain('Orienteringer');
      await at.parts.database
        .tables<{ series: { chat: string } }>()
        .updateTable('series')
        .set({ chat: 'other' })
        .execute();
      expect((await week(at, 1)).series).toMatchObject({ fresh: true, template: { id: 'idf-mote' } });
    });

    it('keeps what somebody has written in, and is set once the meeting has begun', async () => {
      const at = office(await openDatabase());
      const { id, items } = await week(at, 0);
      const item = items[1]?.id ?? '';
      const target = { of: 'item', item, field: 'notes' } as const;
      const edit = { at: 0, remove: 0, insert: 'Husk budsjettet' };
      await at.change('åse', id, { type: 'edit', target, revision: 0, edit });
      const own = await added(at, id, 'Vår egen sak');
      const view = await chooseTemplate(at.parts, at.caller('åse'), id, 'seksjonsmote');
      expect(view.items.map((one) => one.id)).toEqual(expect.arrayContaining([item, own]));
      expect(titles(view).at(-1)).toBe('Eventuelt');
      await startMeeting(at.parts, at.caller('åse'), id);
      const late = chooseTemplate(at.parts, at.caller('åse'), id, 'ledermote');
      await expect(late).rejects.toMatchObject({ code: 'wrong-state' });
      const none = chooseTemplate(at.parts, at.caller('åse'), id, 'no-such');
      await expect(none).rejects.toMatchObject({ code: 'unknown-template' });
      const other = chooseTemplate(at.parts, at.caller('bjørn'), id, 'ledermote');
      await expect(other).rejects.toMatchObject({ code: 'not-allowed' });
    });
  });

  describe('the roles of a series', () => {
    it('let several lead and write, from the next call on and in the next meeting', async () => {
      const at = office(await openDatabase());
      const { id } = await week(at, 0);
      const asÅse = at.caller('åse');
      await giveRole(at.parts, asÅse, id, { person: people.bjørn.id, role: 'chair', side: null });
      await giveRole(at.parts, asÅse, id, { person: people.kari.id, role: 'minute-taker', side: null });
      expect((await readMeeting(at.parts, at.caller('bjørn'), id)).may).toEqual({ lead: true, write: true });
      expect((await readMeeting(at.parts, at.caller('kari'), id)).may).toEqual({ lead: false, write: true });
      const next = await week(at, 1);
      await startMeeting(at.parts, at.caller('bjørn'), next.id);
      await giveRole(at.parts, asÅse, id, { person: people.kari.id, role: 'member', side: null });
      const edit = await at.change('kari', next.id, { type: 'set-meeting', set: { place: 'Rom 1' } });
      expect(edit.results[0]).toMatchObject({ refused: 'not-allowed' });
    });

    it('are the chair’s to give, among the people of the meeting', async () => {
      const at = office(await openDatabase());
      const { id } = await week(at, 0);
      const self = giveRole(at.parts, at.caller('bjørn'), id, {
        ...{ person: people.bjørn.id, role: 'chair', side: null },
      });
      await expect(self).rejects.toMatchObject({ code: 'not-allowed' });
      const stranger = giveRole(at.parts, at.caller('åse'), id, {
        ...{ person: people.outsider.id, role: 'chair', side: null },
      });
      await expect(stranger).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  describe('the numbers of a series', () => {
    it('begin where the agency says, until one is issued', async () => {
      const at = office(await openDatabase());
      const { id } = await week(at, 0);
      await beginNumbers(at.parts, at.caller('åse'), id, { item: 40, meeting: 12 });
      await beginNumbers(at.parts, at.caller('åse'), id, { item: 42, meeting: 14 });
      const view = await startMeeting(at.parts, at.caller('åse'), id);
      expect([view.number, view.items[0]?.number]).toEqual(['14/2027', '42/27']);
      const late = beginNumbers(at.parts, at.caller('åse'), id, { item: 1, meeting: 1 });
      await expect(late).rejects.toMatchObject({ code: 'numbers-issued' });
    });

    it('have no gap and no double however many meetings begin at once', async () => {
      const at = office(await openDatabase());
      const meetings: MeetingView[] = [];
      for (let number = 0; number < 6; number += 1) meetings.push(await week(at, number));
      await Promise.all(
        meetings.flatMap(({ id }) => [
          startMeeting(at.parts, at.caller('åse'), id),
          added(at, id, 'En'),
          added(at, id, 'To'),
          startMeeting(at.parts, at.caller('åse'), id),
        ]),
      );
      const views = await Promise.all(meetings.map(({ id }) => readMeeting(at.parts, at.caller('åse'), id)));
      const count = (all: readonly (string | null)[]) =>
        all.map((number) => Number(number?.split('/')[0])).sort((one, other) => one - other);
      const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
      expect(count(views.map(({ number }) => number))).toEqual(upTo(6));
      const items = count(views.flatMap((view) => view.items.map(({ number }) => number)));
      expect(items).toEqual(upTo(6 * 6));
    }, 60_000);
  });

  describe('the next meeting of a series', () => {
    it('takes up what was postponed under its number, and what waits, and shows what is still to be done', async () => {
      const at = office(await openDatabase());
      const { id, item, followUp } = await led(at, 'teams-0');
      const postponed = await added(at, id, 'Utsatt sak');
      const returned = await added(at, id, 'Tilbake til seksjonen');
      await outcome(at, id, postponed, 'postponed');
      await outcome(at, id, returned, 'returned');
      const before = await readMeeting(at.parts, at.caller('åse'), id);
      const number = before.items.find((one) => one.id === postponed)?.number;
      await finishMeeting(at.parts, at.caller('åse'), id);
      const by = { tenant, ...people.kari };
      const propose = agenda(at.parts).propose({ channel: leaderChannel, by, title: 'Fra uka', key: 'k' });
      await propose;
      const next = await week(at, 1);
      expect(next.items.find((one) => one.id === postponed)).toMatchObject({ number, outcome: null });
      expect(titles(next)).toEqual(expect.arrayContaining(['Utsatt sak', 'Fra uka']));
      expect(titles(next)).not.toContain('Tilbake til seksjonen');
      expect(titles(next).at(-1)).toBe('Eventuelt');
      expect(next.queue).toMatchObject([{ item: returned, why: 'returned' }]);
      expect(next.earlier).toMatchObject([{ meeting: id, followUp, text: 'Skrive utlysning' }]);
      expect(next.previous).toMatchObject({ id, state: 'for-approval' });
      const taken = await takeItem(at.parts, at.caller('åse'), next.id, returned);
      expect(titles(taken)).toContain('Tilbake til seksjonen');
      const of = { meeting: id, followUp, done: true };
      const marked = await markEarlier(at.parts, at.caller('åse'), next.id, of);
      expect(marked.earlier).toEqual([]);
      await at.publish();
      expect(at.world.tasks.get(followUp)).toMatchObject({ done: true });
      expect(item).not.toBe('');
    });

    it('gets what is put off before it is taken, with everything typed in it', async () => {
      const at = office(await openDatabase());
      const { id } = await week(at, 0);
      const item = await added(at, id, 'Kan vente');
      const target = { of: 'item', item, field: 'notes' } as const;
      await at.change('åse', id, {
        ...{ type: 'edit', target, revision: 0, edit: { at: 0, remove: 0, insert: 'Forberedt' } },
      });
      const left = await putOffItem(at.parts, at.caller('åse'), id, item);
      expect(titles(left)).not.toContain('Kan vente');
      expect(titles(await week(at, 0))).not.toContain('Kan vente');
      const next = await week(at, 1);
      expect(next.items.find((one) => one.id === item)?.notes.text).toBe('Forberedt');
      const twice = takeItem(at.parts, at.caller('åse'), id, item);
      await expect(twice).rejects.toMatchObject({ code: 'not-found' });
    });

    it('gets all that a cancelled meeting had, and the numbers stay without gaps', async () => {
      const at = office(await openDatabase());
      const { id } = await week(at, 0);
      const item = await added(at, id, 'Må tas');
      const view = await cancelMeeting(at.parts, at.caller('åse'), id, 'Snøstorm');
      expect(view).toMatchObject({ state: 'cancelled', cancelled: 'Snøstorm' });
      const late = startMeeting(at.parts, at.caller('åse'), id);
      await expect(late).rejects.toMatchObject({ code: 'meeting-closed' });
      const next = await week(at, 1);
      expect(next.items.map((one) => one.id)).toContain(item);
      expect(next.items).toHaveLength(5);
      expect(next.previous).toBeNull();
      expect((await startMeeting(at.parts, at.caller('åse'), next.id)).number).toBe('1/2027');
    });

    it('can be planned ahead, and is the one that Teams then tells of', async () => {
      const at = office(await openDatabase());
      const { id } = await week(at, 0);
      await held(at, id);
      const date = '2027-01-25';
      const planned = await planNext(at.parts, at.caller('åse'), id, { date });
      expect(planned.next?.startsAt).toBe(new Date(first + 7 * day).toISOString());
      const again = await planNext(at.parts, at.caller('åse'), id, { date });
      expect(again.next?.id).toBe(planned.next?.id);
      expect((await week(at, 1)).id).toBe(planned.next?.id);
      const early = planNext(at.parts, at.caller('åse'), id, { date: '2027-01-01' });
      await expect(early).rejects.toMatchObject({ code: 'bad-date' });
    });
  });

  describe('items on their way through a series', () => {
    const outcomes: Record<string, 'postponed' | 'returned' | 'discussed'> = {
      ...{ postpone: 'postponed', return: 'returned', settle: 'discussed' },
    };
    const deed = fc.constantFrom('take', 'postpone', 'return', 'put-off', 'settle');
    const plan = fc.array(
      fc.record({
        fresh: fc.integer({ min: 0, max: 2 }),
        cancel: fc.boolean(),
        deeds: fc.array(deed, { maxLength: 6 }),
      }),
      { minLength: 20, maxLength: 20 },
    );

    it('are never lost and never doubled, over 20 random meetings', async () => {
      await fc.assert(
        fc.asyncProperty(plan, async (meetings) => {
          const at = office(await openDatabase());
          const alive = new Set<string>();
          for (const [number, { fresh, cancel, deeds }] of meetings.entries()) {
            const { id } = await week(at, number);
            for (let item = 0; item < fresh; item += 1)
              alive.add(await added(at, id, `Sak ${number}-${item}`));
            if (!cancel) await startMeeting(at.parts, at.caller('åse'), id);
            const settled = await played(at, id, deeds);
            const view = cancel
              ? await cancelMeeting(at.parts, at.caller('åse'), id, 'Avlyst')
              : await finishMeeting(at.parts, at.caller('åse'), id);
            for (const item of view.items)
              if (!cancel && item.outcome !== 'postponed' && item.outcome !== 'returned')
                alive.delete(item.id);
            expect(settled).toBe(deeds.length);
            const next = await week(at, number + 1);
            const waiting = [...next.items, ...next.queue.map(({ item }) => ({ id: item }))];
            const ours = waiting.map((one) => one.id).filter((one) => alive.has(one));
            expect([...ours].sort()).toEqual([...alive].sort());
          }
        }),
        { numRuns: 3, endOnFailure: true },
      );
    }, 120_000);

    /** Does each deed on the next item that somebody has added. */
    async function played(at: Office, id: string, deeds: readonly string[]): Promise<number> {
      for (const [index, what] of deeds.entries()) {
        const view = await readMeeting(at.parts, at.caller('åse'), id);
        const own = view.items.filter(({ title }) => title.text.startsWith('Sak '));
        const item = own[index % Math.max(1, own.length)]?.id;
        const queued = view.queue[0]?.item;
        if (what === 'take' && queued) await takeItem(at.parts, at.caller('åse'), id, queued);
        if (what === 'put-off' && item) await putOffItem(at.parts, at.caller('åse'), id, item);
        const chosen = outcomes[what];
        if (chosen && item) await outcome(at, id, item, chosen);
      }
      return deeds.length;
    }
  });
});
