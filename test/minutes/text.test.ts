import fc from 'fast-check';
import { type TextEdit } from '../../bot/minutes/api.ts';
import {
  applyEdit,
  diffEdit,
  followEdit,
  rebaseEdit,
  type PendingEdit,
} from '../../bot/minutes/model/text.ts';

const edit = (at: number, remove: number, insert: string): TextEdit => ({ at, remove, insert });

describe('two people in one text', () => {
  it('keeps both insertions at the same place, in the order of the server', () => {
    const rebased = rebaseEdit(edit(2, 0, 'mitt'), edit(2, 0, 'ditt'));
    expect(applyEdit(applyEdit('ab', edit(2, 0, 'ditt')), rebased)).toBe('abdittmitt');
  });

  it('removes once what both remove', () => {
    const first = edit(1, 3, '');
    const second = edit(2, 4, '');
    expect(applyEdit(applyEdit('0123456', first), rebaseEdit(second, first))).toBe('06');
  });

  it('keeps what one writes inside a stretch that the other removes', () => {
    const removal = edit(1, 4, '');
    const word = edit(3, 0, 'ny');
    expect(applyEdit(applyEdit('012345', word), rebaseEdit(removal, word))).toBe('0ny5');
    expect(applyEdit(applyEdit('012345', removal), rebaseEdit(word, removal))).toBe('0ny5');
  });

  it('keeps a word once when two remove the paragraph around it', () => {
    const word = edit(3, 0, 'ny');
    const one = rebaseEdit(edit(1, 4, ''), word);
    const other = rebaseEdit(rebaseEdit(edit(0, 6, ''), word), one);
    expect([word, one, other].reduce(applyEdit, '012345')).toBe('ny');
  });
});

describe('the smallest edit between two texts', () => {
  it('makes the second text of the first and never halves a character', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', 'å') });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const made = diffEdit(before, after);
        expect(made === undefined ? before : applyEdit(before, made)).toBe(after);
        expect(made?.insert.isWellFormed() ?? true).toBe(true);
      }),
    );
  });
});

/** One writer as the tab holds it: what is on the screen, what the server is known to have, what waits. */
interface Writer {
  readonly name: string;
  shown: string;
  seen: number;
  pending: readonly PendingEdit[];
}

type Step =
  | {
      readonly do: 'write';
      readonly who: number;
      readonly at: number;
      readonly remove: number;
      readonly long: number;
    }
  | { readonly do: 'send' | 'read'; readonly who: number; readonly at: number };

const who = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      who,
      at: fc.nat(30),
      remove: fc.nat(8),
      long: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('send' as const, 'read' as const), who, at: fc.nat(30) }),
  },
);

/** A server and four writers; every inserted character is unlike every other. */
class Desk {
  readonly log: PendingEdit[] = [];
  readonly writers: Writer[];
  readonly removed = new Set<string>();
  readonly inserted = new Set<string>();
  text: string;
  private next = 0x4e00;

  constructor(text: string) {
    this.text = text;
    this.writers = ['Åse', 'Bjørn', 'Kari', 'Ola'].map((name) => ({
      name,
      shown: text,
      seen: 0,
      pending: [],
    }));
  }

  writer(place: number): Writer {
    const found = this.writers[place];
    if (!found) throw new Error(`no writer ${place}`);
    return found;
  }

  write(writer: Writer, at: number, remove: number, long: number): void {
    const from = Math.min(at, writer.shown.length);
    const insert = Array.from({ length: long }, () => String.fromCharCode(this.next++)).join('');
    const made = edit(from, Math.min(remove, writer.shown.length - from), insert);
    for (const unit of writer.shown.slice(from, from + made.remove)) this.removed.add(unit);
    for (const unit of insert) this.inserted.add(unit);
    writer.shown = applyEdit(writer.shown, made);
    writer.pending = [...writer.pending, { id: `${writer.name}-${this.next++}`, edit: made }];
  }

  /** What the server does with a request: all pending edits, made on the revision the writer has seen. */
  send(writer: Writer): void {
    let fresh = writer.pending;
    for (const logged of this.log.slice(writer.seen)) fresh = followEdit(fresh, logged).pending;
    for (const one of fresh) {
      this.text = applyEdit(this.text, one.edit);
      this.log.push(one);
    }
  }

  read(writer: Writer, most: number): void {
    for (const logged of this.log.slice(writer.seen, writer.seen + most)) {
      const followed = followEdit(writer.pending, logged);
      writer.pending = followed.pending;
      if (followed.shown) writer.shown = applyEdit(writer.shown, followed.shown);
      writer.seen += 1;
    }
  }
}

describe('four people who write, send and read in any order', () => {
  const played = (text: string, steps: readonly Step[]): Desk => {
    const desk = new Desk(text);
    for (const one of steps) {
      const writer = desk.writer(one.who);
      if (one.do === 'write') desk.write(writer, one.at, one.remove, one.long);
      if (one.do === 'send') desk.send(writer);
      if (one.do === 'read') desk.read(writer, one.at);
    }
    for (const writer of desk.writers) desk.send(writer);
    for (const writer of desk.writers) desk.read(writer, Infinity);
    return desk;
  };

  it('all end with the text of the server', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(step, { maxLength: 60 }), (text, steps) => {
        const desk = played(text, steps);
        for (const writer of desk.writers) {
          expect(writer.pending).toEqual([]);
          expect(writer.shown).toBe(desk.text);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lose no character that nobody removed, double none, and bring none back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const desk = played('', steps);
        const expected = [...desk.inserted].filter((unit) => !desk.removed.has(unit)).sort();
        expect(Array.from(desk.text).sort()).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
