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

  type(target: TextTarget, place: number, words: string): void {
    const before = this.text(target);
    const edit = { at: Math.min(place, before.length), remove: 0, insert: words };
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

  settle(): void {
    for (let round = 0; round < 200 && this.replica.pending.length > 0; round += 1) {
      this.send(true);
      while (this.inbox.length > 0) this.hear();
    }
    while (this.inbox.length > 0) this.hear();
  }
}

const step = fc.record({
  who: fc.integer({ min: 0, max: 1 }),
  act: fc.constantFrom('type', 'type', 'type', 'send', 'lose', 'hear', 'hear', 'read'),
  place: fc.nat(60),
});

describe('a meeting on the page', () => {
  it('ends with the same text for both, and every word of each, whatever the network does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const meeting = new StandInMeeting();
        const pages = [new Page(meeting, åse), new Page(meeting, kåre)];
        const target: TextTarget = { of: 'item', item: meeting.view.items[1]?.id ?? '', field: 'notes' };
        const words: string[] = [];
        steps.forEach(({ who, act, place }, index) => {
          const page = pages[who];
          if (act === 'type') {
            words.push(`<${index}>`);
            page?.type(target, place, `<${index}>`);
          } else if (act === 'hear') page?.hear();
          else if (act === 'read') page?.read();
          else page?.send(act === 'send');
        });
        // Twice: what one sends last must still reach the other.
        for (const page of [...pages, ...pages]) page.settle();
        const kept = replicas.textOf(meeting.view, target) ?? '';
        expect(pages.map((page) => page.text(target))).toEqual([kept, kept]);
        // Each person's signs arrive whole unless the other wrote between them; none is lost or doubled.
        const signs = (text: string) => text.replace(/./g, '$& ').split(' ').sort().join('');
        expect(signs(kept)).toBe(signs(words.join('')));
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
