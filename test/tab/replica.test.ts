import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { type Change, type LiveEvents, type TextTarget } from '../../bot/minutes/api.ts';

import * as replicas from '../../tab/minutes/replica.ts';
import { kåre, StandInMeeting, åse } from '../support/tab/meeting.ts';

/** One person's page: a replica, and a network that delivers when the test says so. */
class Page {
  replica: replicas.Replica;
  readonly inbox: LiveEvents['change'][] = [];
  readonly #meeting: StandInMeeting;
  readonly #by: typeof åse;

  constructor(meeting: StandInMeeting, by: typeof åse) {
    this.#meeting = meeting;
    this.#by = by;
    this.replica = replicas.replicaOf(meeting.view);
    meeting.listen(0, (event, data) => {
      if (event === 'change') this.inbox.push(data as LiveEvents['change']);
    });
  }

  text(target: TextTarget): string {
    return replicas.textOf(replicas.shown(this.replica), target) ?? '';
  }

  type(target: TextTarget, place: number, words: string, remove = 0): void {
    const { length } = this.text(target);
    const at = Math.min(place, length);
    const edit = { at, remove: Math.min(remove, length - at), insert: words };
    this.#change({ id: randomUUID(), type: 'edit', target, revision: 0, edit });
  }

  #change(change: Change): void {
    this.replica = replicas.changed(this.replica, change);
  }

  /** `heard` = the answer came back; otherwise the page has to ask again. */
  send(heard: boolean): void {
    const out = replicas.marked(this.replica, replicas.sendable(this.replica, 100));
    this.replica = out.replica;
    if (out.changes.length === 0) return;
    const { results } = this.#meeting.change(out.changes, this.#by);
    for (const result of heard ? results : []) {
      if ('sequence' in result) this.replica = replicas.accepted(this.replica, result.id, result.sequence);
    }
  }

  hear(): void {
    const event = this.inbox.shift();
    if (event) this.replica = replicas.received(this.replica, event);
  }

  /** Reads the whole meeting, as after a stream that fell silent. */
  read(): void {
    this.send(true);
    this.replica = replicas.adopted(this.replica, this.#meeting.view);
  }

  /** Learns of a state that no change tells, while the stream is behind. */
  inform(): void {
    this.replica = replicas.informed(this.replica, this.#meeting.view);
  }

  settle(): void {
    for (let round = 0; round < 200 && this.replica.pending.length > 0; round += 1) {
      this.send(true);
      while (this.inbox.length > 0) this.hear();
    }
    while (this.inbox.length > 0) this.hear();
  }
}

const stepsOf = (...acts: readonly string[]) =>
  fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 1 }),
      act: fc.constantFrom(...acts),
      place: fc.nat(60),
      remove: fc.nat(4),
    }),
    { maxLength: 80, size: 'max' },
  );
const exact = ['type', 'type', 'type', 'send', 'lose', 'hear', 'hear', 'inform'] as const;
type Steps = readonly { who: number; act: string; place: number; remove: number }[];

/** Two signs that nobody else types, so that each can be found again. */
const signs = (index: number) => String.fromCharCode(0x4e00 + 2 * index, 0x4e01 + 2 * index);

/** Lives through the steps; `look` sees each page's text before and after it hears of the other. */
function live(steps: Steps, erasing: boolean, look: (before: string, after: string) => void) {
  const meeting = new StandInMeeting();
  const pages = [new Page(meeting, åse), new Page(meeting, kåre)];
  const target: TextTarget = { of: 'item', item: meeting.view.items[1]?.id ?? '', field: 'notes' };
  steps.forEach(({ who, act, place, remove }, index) => {
    const page = pages[who];
    if (!page) return;
    const before = page.text(target);
    if (act === 'type') page.type(target, place, signs(index), erasing ? remove : 0);
    else if (act === 'hear') page.hear();
    else if (act === 'inform') page.inform();
    else if (act === 'read') page.read();
    else page.send(act === 'send');
    look(before, page.text(target));
  });
  // Twice: what one sends last must still reach the other.
  for (const page of [...pages, ...pages]) page.settle();
  return { kept: replicas.textOf(meeting.view, target) ?? '', shown: pages.map((page) => page.text(target)) };
}

function holdsInOrder(text: string, part: string): boolean {
  let at = 0;
  for (const sign of part) {
    at = text.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

describe('a meeting on the page', () => {
  it('keeps every word where it was typed, for both, whatever the network does', () => {
    fc.assert(
      fc.property(stepsOf(...exact), (steps) => {
        const { kept, shown } = live(steps, false, (before, after) => {
          expect(holdsInOrder(after, before)).toBe(true);
        });
        expect(shown).toEqual([kept, kept]);
        expect(kept).toHaveLength(2 * steps.filter(({ act }) => act === 'type').length);
      }),
      { numRuns: 300 },
    );
  });

  it('ends with one text also when both erase and the stream falls silent', () => {
    fc.assert(
      fc.property(stepsOf(...exact, 'read'), (steps) => {
        const { kept, shown } = live(steps, true, () => undefined);
        expect(shown).toEqual([kept, kept]);
      }),
      { numRuns: 300 },
    );
  });

  it('sends one edit of a text at a time, and many letters as one', () => {
    const meeting = new StandInMeeting();
    const page = new Page(meeting, åse);
    const target: TextTarget = { of: 'item', item: meeting.view.items[0]?.id ?? '', field: 'notes' };
    for (const letter of 'Hei') page.type(target, 100, letter);
    expect(replicas.sendable(page.replica, 100)).toHaveLength(1);
    page.send(false);
    page.type(target, 100, '!');
    expect(replicas.sendable(page.replica, 100).map(({ sent }) => sent?.type)).toEqual(['edit']);
    page.settle();
    expect(replicas.textOf(meeting.view, target)).toBe('Hei!');
  });

  it('tells what was typed into an item that somebody removed', () => {
    const meeting = new StandInMeeting();
    const page = new Page(meeting, åse);
    const item = meeting.view.items[2]?.id ?? '';
    page.type({ of: 'item', item, field: 'notes' }, 0, 'Viktig');
    meeting.change([{ id: randomUUID(), type: 'remove-item', item }], kåre);
    page.hear();
    const orphan = replicas.orphan(page.replica) ?? '';
    expect(replicas.refused(page.replica, orphan).typed).toBe('Viktig');
    expect(replicas.refused(page.replica, orphan).replica.pending).toEqual([]);
  });
});
