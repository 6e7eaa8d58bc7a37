import { type Call, type EventStream } from '../../platform/http/http.ts';
import { type Address } from '../../platform/teams/teams.ts';
import { Refusal } from '../../refusal.ts';
import { type PersonView } from '../api.ts';
import { type MinutesParts, type Notice, topic } from '../actions/parts.ts';
import { meetingFor } from '../actions/rights.ts';
import { publicationViews } from '../actions/view.ts';
import { isOpen } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { changeLog } from '../store/change-log.ts';
import { Room, type Seat } from './room.ts';

/** Notices may be lost, and people may leave a chat without one. */
const lookMs = 20_000;

type Key = Pick<Meeting, 'tenant' | 'id' | 'chat'>;

/** What instances tell each other about who is there. */
interface PresenceNotice {
  readonly about: 'presence';
  readonly tenant: string;
  readonly meeting: string;
  readonly instance: string;
  readonly people: readonly PersonView[];
  /** Asks the others to say who is with them. */
  readonly ask: boolean;
}

/** Streams of open meetings. What they tell comes from the log, so that a stream goes on where the last one broke. */
export class LiveMeetings {
  readonly #parts: MinutesParts;
  readonly #report: (error: unknown) => void;
  readonly #instance: string;
  readonly #rooms = new Map<string, { readonly of: Key; readonly room: Room }>();
  readonly #running = new Set<Promise<void>>();
  readonly #stop: () => void;

  /** `report` gets what goes wrong outside any call. */
  constructor(parts: MinutesParts, report: (error: unknown) => void) {
    this.#parts = parts;
    this.#report = report;
    this.#instance = parts.ids();
    const timer = setInterval(() => {
      this.#run(this.#look());
    }, lookMs).unref();
    const deafen = parts.database.listen(topic, (message) => {
      this.#hear(JSON.parse(message) as Notice | PresenceNotice);
    });
    this.#stop = () => {
      clearInterval(timer);
      deafen();
    };
  }

  /** Ends every stream and tells the other instances so. Close it before the database. */
  async close(): Promise<void> {
    this.#stop();
    for (const { room } of [...this.#rooms.values()])
      for (const { stream } of [...room.seats]) stream.close();
    await Promise.all(this.#running);
  }

  /** Throws as reading the meeting does; then the stream lives until the person leaves it, or the meeting's chat. */
  async open({ caller, params, query }: Call<undefined>, stream: EventStream): Promise<void> {
    const meeting = await meetingFor(this.#parts, caller, params['id'] ?? '');
    const after = Number(query['after'] ?? meeting.sequence);
    if (!Number.isSafeInteger(after) || after < 0) throw new Refusal('bad-input');
    const seat: Seat = { caller, stream, last: Math.min(after, meeting.sequence), ready: false };
    const room = this.#roomOf(meeting);
    room.join(seat);
    stream.onClose(() => {
      this.#leave(meeting, room, seat);
    });
    // A page that has seen more than there is was left behind by a restored database.
    if (after > meeting.sequence) stream.send({ event: 'state', data: { state: meeting.state } });
    await room.catchUp(seat);
    if (!isOpen(meeting)) await this.#tellPublications(meeting, [seat]);
    await this.#tellPresence(meeting, room, true);
  }

  /** Somebody joined or left a chat: who may no longer read is shown out at once. */
  async membersChanged(at: Address): Promise<void> {
    this.#parts.people.dropRoster(at);
    for (const { of, room } of [...this.#rooms.values()])
      if (of.tenant === at.tenant && of.chat === at.conversation) await this.#showOut(of, room);
  }

  #roomOf({ tenant, id, chat, sequence }: Meeting): Room {
    const key = keyOf(tenant, id);
    const known = this.#rooms.get(key);
    if (known) return known.room;
    const log = changeLog(this.#parts.database);
    const room = new Room(
      (from, most) => log.after({ tenant, id }, from, most),
      this.#parts.machineNow,
      sequence,
    );
    this.#rooms.set(key, { of: { tenant, id, chat }, room });
    return room;
  }

  #leave(of: Key, room: Room, seat: Seat): void {
    if (!room.leave(seat)) return;
    if (room.seats.size === 0) this.#rooms.delete(keyOf(of.tenant, of.id));
    this.#run(this.#tellPresence(of, room, false));
  }

  #hear(notice: Notice | PresenceNotice): void {
    const known = this.#rooms.get(keyOf(notice.tenant, notice.meeting));
    if (!known) return;
    const { of, room } = known;
    if (notice.about === 'log') this.#run(room.read());
    if (notice.about === 'publications') this.#run(this.#tellPublications(of, [...room.seats]));
    if (notice.about === 'presence' && notice.instance !== this.#instance) {
      room.presence.hears(notice.instance, notice.people, this.#parts.machineNow());
      room.tellPresence();
      if (notice.ask) this.#run(this.#tellPresence(of, room, false));
    }
  }

  async #tellPublications(of: Key, seats: readonly Seat[]): Promise<void> {
    for (const { caller, stream } of seats) {
      const publications = await publicationViews(this.#parts, caller.language, of);
      stream.send({ event: 'publication', data: { publications } });
    }
  }

  async #tellPresence(of: Key, room: Room, ask: boolean): Promise<void> {
    room.tellPresence();
    const notice: PresenceNotice = {
      about: 'presence',
      tenant: of.tenant,
      meeting: of.id,
      instance: this.#instance,
      people: room.presence.here(),
      ask,
    };
    await this.#parts.database.notify(topic, JSON.stringify(notice));
  }

  async #look(): Promise<void> {
    for (const { of, room } of [...this.#rooms.values()]) {
      await this.#showOut(of, room);
      await room.read();
      room.presence.forget(this.#parts.machineNow());
      await this.#tellPresence(of, room, false);
    }
  }

  async #showOut(of: Key, room: Room): Promise<void> {
    for (const seat of [...room.seats]) {
      try {
        await meetingFor(this.#parts, seat.caller, of.id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        // Its close takes the seat away.
        seat.stream.close();
      }
    }
  }

  #run(work: Promise<void>): void {
    const told = work.catch(this.#report).finally(() => this.#running.delete(told));
    this.#running.add(told);
  }
}

function keyOf(tenant: string, meeting: string): string {
  return `${tenant} ${meeting}`;
}
