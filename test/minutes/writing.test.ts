import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { changeMeeting } from '../../bot/minutes/actions/change.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { type Change } from '../../bot/minutes/api.ts';
import { applyEdit, followEdit, type PendingEdit } from '../../bot/minutes/model/text.ts';
import { changeLog } from '../../bot/minutes/store/change-log.ts';
import { eachDatabase } from '../support/databases.ts';
import { type Office, office, people, tenant, type Who } from './office.ts';

type Edit = Extract<Change, { type: 'edit' }>['edit'];

/** A tab that writes in one text: it sends all that has not come back, and may lose the answer. */
class Writer {
  shown = '';
  readonly who: Who;
  readonly #at: Office;
  readonly #meeting: string;
  readonly #item: string;
  #sequence = 0;
  #revision = 0;
  #pending: readonly PendingEdit[] = [];

  constructor(at: Office, who: Who, text: { meeting: string; item: string }) {
    this.#at = at;
    this.who = who;
    this.#meeting = text.meeting;
    this.#item = text.item;
  }

  write(at: number, remove: number, insert: string): void {
    const from = Math.min(at, this.shown.length);
    const edit: Edit = { at: from, remove: Math.min(remove, this.shown.length - from), insert };
    this.shown = applyEdit(this.shown, edit);
    this.#pending = [...this.#pending, { id: randomUUID(), edit }];
  }

  async send(): Promise<void> {
    if (this.#pending.length === 0) return;
    const target = { of: 'item', item: this.#item, field: 'notes' } as const;
    const changes = this.#pending.map(
      ({ id, edit }) => ({ id, type: 'edit', target, revision: this.#revision, edit }) as const,
    );
    await changeMeeting(this.#at.parts, this.#at.caller(this.who), this.#meeting, changes);
  }

  async read(): Promise<void> {
    const log = changeLog(this.#at.parts.database);
    const entries = await log.after({ tenant, id: this.#meeting }, this.#sequence, 1000);
    for (const { sequence, logged } of entries) {
      this.#sequence = sequence;
      if (logged.type !== 'edit' || logged.target.item !== this.#item) continue;
      const followed = followEdit(this.#pending, logged);
      this.#pending = followed.pending;
      this.#revision += 1;
      if (followed.shown) this.shown = applyEdit(this.shown, followed.shown);
    }
  }
}

type Step =
  | { do: 'write'; who: 0 | 1; at: number; remove: number; insert: string }
  | { do: 'send' | 'read'; who: 0 | 1 };

const who = fc.constantFrom<0 | 1>(0, 1);
const steps = fc.array(
  fc.oneof<[fc.Arbitrary<Step>, fc.Arbitrary<Step>]>(
    fc.record({
      do: fc.constant('write' as const),
      who,
      at: fc.nat(30),
      remove: fc.nat(5),
      insert: fc.string({ maxLength: 4 }),
    }),
    fc.record({ do: fc.constantFrom('send' as const, 'read' as const), who }),
  ),
  { maxLength: 25 },
);

eachDatabase((name, openDatabase) => {
  describe('chair and minute taker in the same text', () => {
    it('both end with what the service has kept, however their requests cross', async () => {
      const at = office(await openDatabase());
      const { id } = await at.open('åse');
      await at.change('åse', id, { type: 'set-meeting', set: { minuteTaker: people.bjørn } });
      await fc.assert(
        fc.asyncProperty(steps, async (played) => {
          const item = randomUUID();
          await at.change('åse', id, { type: 'add-item', item, kind: 'D', title: 'Tekst', after: null });
          const text = { meeting: id, item };
          const writers = [new Writer(at, 'åse', text), new Writer(at, 'bjørn', text)] as const;
          for (const step of played) {
            const writer = writers[step.who];
            if (step.do === 'write') writer.write(step.at, step.remove, step.insert);
            if (step.do === 'send') await writer.send();
            if (step.do === 'read') await writer.read();
          }
          await Promise.all(writers.map((writer) => writer.send()));
          await Promise.all(writers.map((writer) => writer.read()));
          await at.change('åse', id, { type: 'move-item', item, after: null });
          const view = await readMeeting(at.parts, at.caller('åse'), id);
          const kept = view.items.find((one) => one.id === item)?.notes.text;
          expect(writers.map(({ shown }) => shown)).toEqual([kept, kept]);
          await at.change('åse', id, { type: 'remove-item', item });
        }),
        { numRuns: name === 'SQLite' ? 25 : 8 },
      );
    });

    it('refuses what builds on a refused edit, and nothing else', async () => {
      const at = office(await openDatabase());
      const { id, items } = await at.open('åse');
      const item = items[1]?.id ?? '';
      const on = (field: 'title' | 'notes', edit: Edit) =>
        ({ type: 'edit', target: { of: 'item', item, field }, revision: 0, edit }) as const;
      const reply = await at.change(
        'åse',
        id,
        on('title', { at: 0, remove: 0, insert: 'x'.repeat(400) }),
        on('title', { at: 400, remove: 0, insert: 'mer' }),
        on('notes', { at: 0, remove: 0, insert: 'står' }),
        on('notes', { at: 99, remove: 0, insert: 'utenfor' }),
      );
      expect(reply.results.map((one) => ('refused' in one ? one.refused : 'kept'))).toEqual([
        'too-large',
        'bad-input',
        'kept',
        'bad-input',
      ]);
    });
  });
});
