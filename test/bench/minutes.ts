import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LiveEvents, type MeetingView } from '../../bot/minutes/api.ts';
import { applyEdit } from '../../bot/minutes/model/text.ts';
import { compressedBytes } from '../support/tab-sizes.ts';
import { type Seat, seatAt } from './seats.ts';
import { benchFinishing } from './finishing.ts';

const PEOPLE = 20;
const EDITS = 1000;
const PER_SECOND = 100;
const ITEMS = 4;

interface Place {
  readonly address: string;
  readonly bare: string;
  readonly tokens: readonly string[];
  readonly chat: string;
}

/**
 * Twenty people write in one meeting, a hundred edits a second, and everybody sees everything. Goals: no character is
 * lost, everybody has the same words at the end. Beside it the same posts through a bare echo of the same process.
 * Then from "finish" to document and tasks, and what the side panel loads.
 */
export async function benchMinutes(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lederpuls-bench-'));
  const script = join(import.meta.dirname, 'meeting-service.ts');
  const service = spawn(process.execPath, [script, folder, String(PEOPLE)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(service.stdout, 'data')) as [Buffer];
    const place = JSON.parse(line.toString('utf8')) as Place;
    console.log(`  load of the machine before: ${loadavg()[0]?.toFixed(1) ?? ''}`);
    const warm = await echoed(place);
    const ours = await written(place);
    const bare = await echoed(place);
    report('sent to seen by others', ours.times);
    report('the same through a bare echo', [...bare, ...warm]);
    const ratio = at(ours.times, 0.99) / at([...bare, ...warm], 0.99);
    console.log(`  p99 beside the echo: ${ratio.toFixed(1)} times`);
    console.log(
      `  characters written ${ours.written}, lost ${ours.lost}, differing copies ${ours.differing}`,
    );
  } finally {
    service.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
  await benchFinishing();
  const bytes = compressedBytes('index.html', 'minutes/page.tsx', 'texts/nb.json');
  console.log(`  the side panel's JavaScript: ${Math.round(bytes / 1024)} KB brotli (at most 200)`);
}

const at = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

function report(what: string, times: readonly number[]): void {
  const shown = [0.5, 0.99, 1].map((share) => at(times, share).toFixed(1)).join(' / ');
  console.log(`  ${what}: ${times.length} times, p50 / p99 / most ${shown} ms`);
}

/** Lets somebody write so often; whoever waits for the own last one lets the next one do it. */
async function paced(seats: readonly Writer[]): Promise<void> {
  const began = performance.now();
  let turn = 0;
  for (let number = 0; number < EDITS; number++) {
    const wait = began + (number * 1000) / PER_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    let free = seats.findIndex((_one, more) => !seats[(turn + more) % seats.length]?.waiting());
    while (free === -1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      free = seats.findIndex((_one, more) => !seats[(turn + more) % seats.length]?.waiting());
    }
    turn = (turn + free) % seats.length;
    seats[turn]?.write(number);
    turn += 1;
  }
}

interface Writer {
  waiting(): boolean;
  write(number: number): void;
}

async function echoed({ bare, tokens }: Place): Promise<readonly number[]> {
  const sent = new Map<string, number>();
  const times: number[] = [];
  const mine = new Map<Seat, string>();
  const seats = await Promise.all(
    tokens.map((token) =>
      seatAt(`${bare}/live`, token, (seat, _event, data) => {
        const { id } = (data as { changes: [{ id: string }] }).changes[0];
        if (mine.get(seat) === id) mine.delete(seat);
        else times.push(performance.now() - (sent.get(id) ?? 0));
      }),
    ),
  );
  const words = 'x'.repeat(12);
  await paced(
    seats.map((seat) => ({
      waiting: () => mine.has(seat),
      write() {
        const id = randomUUID();
        mine.set(seat, id);
        sent.set(id, performance.now());
        void seat.post(`${bare}/changes`, editOf({ id, item: id, revision: 1, at: 1, words }));
      },
    })),
  );
  await until(() => times.length === EDITS * (PEOPLE - 1));
  for (const seat of seats) seat.close();
  return times;
}

const editOf = (of: { id: string; item: string; revision: number; at: number; words: string }) => ({
  changes: [
    {
      ...{ id: of.id, type: 'edit', revision: of.revision },
      target: { of: 'item', item: of.item, field: 'notes' },
      edit: { at: of.at, remove: 0, insert: of.words },
    },
  ],
});

/** One person's copies of the texts, as the stream has made them. */
type Copies = Map<string, { text: string; revision: number }>;

async function written({ address, tokens, chat }: Place) {
  const { view, items } = await meeting(address, tokens, chat);
  const path = `${address}/api/minutes/meetings/${view.id}`;
  const sent = new Map<string, number>();
  const times: number[] = [];
  const mine = new Map<Seat, string>();
  const copies = new Map<Seat, Copies>();
  const fresh = (): Copies => new Map(items.map((item) => [item, { text: '', revision: 0 }]));
  const hear = (seat: Seat, event: string, data: unknown) => {
    if (event !== 'change') return;
    const { change } = data as LiveEvents['change'];
    if (change.type !== 'edit' || change.target.of !== 'item') return;
    const copy = copies.get(seat)?.get(change.target.item);
    if (!copy) return;
    Object.assign(copy, { text: applyEdit(copy.text, change.edit), revision: copy.revision + 1 });
    if (mine.get(seat) === change.id) mine.delete(seat);
    else times.push(performance.now() - (sent.get(change.id) ?? 0));
  };
  const seats = await Promise.all(
    tokens.map((token) => seatAt(`${path}/live?after=${view.sequence}`, token, hear)),
  );
  for (const seat of seats) copies.set(seat, fresh());
  const all: string[] = [];
  await paced(
    seats.map((seat) => ({
      waiting: () => mine.has(seat),
      write(number) {
        const item = items[number % items.length] ?? '';
        const copy = copies.get(seat)?.get(item) ?? { text: '', revision: 0 };
        const id = randomUUID();
        const words = `«${number}æøå»`;
        all.push(words);
        mine.set(seat, id);
        const place = Math.floor(Math.random() * (copy.text.length + 1));
        sent.set(id, performance.now());
        void seat
          .post(`${path}/changes`, editOf({ id, item, revision: copy.revision, at: place, words }))
          .then((reply) => {
            if (JSON.stringify(reply).includes('refused')) throw new Error(JSON.stringify(reply));
          });
      },
    })),
  );
  await until(() => times.length === EDITS * (PEOPLE - 1));
  const last = await seats[0]?.get<MeetingView>(path);
  const kept = items.map((item) => last?.items.find(({ id }) => id === item)?.notes.text ?? '');
  const differing = [...copies.values()].filter((own) =>
    items.some((item, index) => own.get(item)?.text !== kept[index]),
  ).length;
  for (const seat of seats) seat.close();
  return { times, differing, written: all.join('').length, lost: lostOf(all.join(''), kept.join('')) };
}

/** Characters that were written more often than they are there. */
function lostOf(wanted: string, kept: string): number {
  const count = new Map<string, number>();
  for (const one of wanted) count.set(one, (count.get(one) ?? 0) + 1);
  for (const one of kept) count.set(one, (count.get(one) ?? 0) - 1);
  return [...count.values()].reduce((sum, left) => sum + Math.abs(left), 0);
}

/** Everybody may write in it. */
async function meeting(address: string, tokens: readonly string[], chat: string) {
  const [chair = ''] = tokens;
  const seat = await seatAt('', chair, () => undefined);
  const opened = await seat.post<MeetingView>(`${address}/api/minutes/open`, { meeting: 'bench', chat });
  const path = `${address}/api/minutes/meetings/${opened.id}`;
  for (const person of opened.people.filter(({ id }) => id !== opened.chair.id))
    await seat.post(`${path}/roles`, { person: person.id, role: 'minute-taker', side: null });
  await seat.post(`${path}/start`, {});
  const items = Array.from({ length: ITEMS }, () => randomUUID());
  await seat.post(`${path}/changes`, {
    changes: items.map((item) => ({
      ...{ id: randomUUID(), type: 'add-item', item, kind: 'D', title: 'Sak', after: null },
    })),
  });
  return { view: await seat.get<MeetingView>(path), items };
}

async function until(claim: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!claim()) {
    if (performance.now() > end) throw new Error('Not everything was seen within 30 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
