import { type Caller, type EventStream } from '../../platform/http/http.ts';
import { type PersonView } from '../api.ts';
import { type LogEntry } from '../model/record.ts';
import { Presence } from './presence.ts';

const mostAtOnce = 500;

/** One open tab. */
export interface Seat {
  readonly caller: Caller;
  readonly stream: EventStream;
  /** Sequence of the last entry it has got. */
  last: number;
  /** It has got everything from before it came. */
  ready: boolean;
}

type After = (sequence: number, most: number) => Promise<readonly LogEntry[]>;

/** The open tabs of one meeting in this instance. The log is read once for all of them. */
export class Room {
  readonly seats = new Set<Seat>();
  readonly presence = new Presence();
  readonly #after: After;
  readonly #now: () => number;
  #last: number;
  #reading = false;
  #again = false;

  /** `last` is where the log stands now. */
  constructor(after: After, now: () => number, last: number) {
    this.#after = after;
    this.#now = now;
    this.#last = last;
  }

  join(seat: Seat): void {
    this.seats.add(seat);
    this.presence.join(personOf(seat.caller));
  }

  /** Answers false when the seat has left before. */
  leave(seat: Seat): boolean {
    if (!this.seats.delete(seat)) return false;
    this.presence.leave(personOf(seat.caller));
    return true;
  }

  /** What happened while the tab was away; then it goes on with the room. */
  async catchUp(seat: Seat): Promise<void> {
    let entries: readonly LogEntry[];
    do {
      entries = await this.#after(seat.last, mostAtOnce);
      for (const entry of entries) give(seat, entry);
    } while (entries.length === mostAtOnce);
    seat.ready = true;
    // What the room was told between the last reading and now is read again; who has it skips it.
    this.#last = Math.min(this.#last, seat.last);
    await this.read();
  }

  /** Gives every tab what the log has new. */
  async read(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#takeTurn()) await this.#readOn();
    } finally {
      this.#reading = false;
    }
  }

  #takeTurn(): boolean {
    const again = this.#again;
    this.#again = false;
    return again;
  }

  async #readOn(): Promise<void> {
    const from = this.#last;
    const entries = await this.#after(from, mostAtOnce);
    for (const entry of entries) for (const seat of this.seats) if (seat.ready) give(seat, entry);
    // A tab that came meanwhile may have set it back.
    const undisturbed = this.#last === from;
    if (undisturbed) this.#last = entries.at(-1)?.sequence ?? from;
    if (!undisturbed || entries.length === mostAtOnce) this.#again = true;
    if (this.#noteWriters(entries)) this.tellPresence();
  }

  #noteWriters(entries: readonly LogEntry[]): boolean {
    const news = entries.map(
      ({ logged, by }) =>
        logged.type === 'edit' && this.presence.writes(by.id, logged.target.item, this.#now()),
    );
    return news.includes(true);
  }

  tellPresence(): void {
    const people = this.presence.all();
    for (const { stream } of this.seats) stream.send({ event: 'presence', data: { people } });
  }
}

function personOf({ id, name }: Caller): PersonView {
  return { id, name };
}

function give(seat: Seat, { sequence, logged, by }: LogEntry): void {
  if (sequence <= seat.last) return;
  seat.last = sequence;
  if (logged.type === 'state')
    seat.stream.send({ id: sequence, event: 'state', data: { state: logged.state } });
  else seat.stream.send({ id: sequence, event: 'change', data: { sequence, change: logged, by } });
}
