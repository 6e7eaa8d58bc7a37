import {
  type Change,
  type ChangesReply,
  type LiveEvents,
  type MeetingView,
  type TextEdit,
  type TextTarget,
} from '../../bot/minutes/api.ts';
import { type Api, ApiError } from '../platform/client.ts';
import { type MeetingAct } from './acts.ts';
import { type Clash, clashesAfter } from './clash.ts';
import { listenTo, longerPauseMs, Rest, wait } from './listening.ts';
import * as replicas from './replica.ts';
import { type Replica } from './replica.ts';

/** What a page about a meeting shows. */
export interface SessionState {
  readonly view: MeetingView;
  readonly saving: 'saved' | 'saving' | 'waiting';
  /** When the service last kept something of ours. */
  readonly savedAt: Date | undefined;
  readonly present: LiveEvents['presence']['people'];
  readonly lost: readonly Lost[];
  readonly clashes: readonly Clash[];
  /** The service will not let us go on, such as after losing the right to read. */
  readonly ended: ApiError | undefined;
}

/** What the service would not keep: why (empty = somebody removed what it was in) and what was typed. */
interface Lost {
  readonly id: string;
  readonly message: string;
  readonly typed: string;
}

const gatherMs = 120;
const mostChanges = 100;
/** A quiet network may lose a stream without a word; what was kept but has not come back is then read. */
const echoMs = 4_000;
const silentRounds = 20;

/** One person's open meeting: shows, sends, listens, and goes on after a lost connection. */
export class MeetingSession {
  readonly #api: Api;
  readonly #address: string;
  readonly #listeners = new Set<() => void>();
  #stop = new AbortController();
  readonly #rest = new Rest();
  #replica: Replica;
  #state: SessionState;
  #working: Promise<void> | undefined;
  #pauseMs = 0;
  /** The service has said that something changed which no change tells. */
  #stale = false;
  /** Kept changes have not come back in the stream. */
  #silent = false;
  /** How far the service's clock is ahead of this machine's. */
  #aheadMs = 0;

  constructor(api: Api, view: MeetingView) {
    this.#api = api;
    this.#address = `/api/minutes/meetings/${view.id}`;
    this.#replica = replicas.replicaOf(view);
    this.#aheadMs = aheadMs(view);
    this.#state = {
      view,
      saving: 'saved',
      savedAt: undefined,
      present: [],
      lost: [],
      clashes: [],
      ended: undefined,
    };
  }

  /** Starts listening; answers how to stop. */
  open(): () => void {
    this.#stop = new AbortController();
    void this.#listen(this.#stop.signal);
    addEventListener('online', this.#rest.wake);
    return () => {
      removeEventListener('online', this.#rest.wake);
      this.#stop.abort();
    };
  }

  readonly state = (): SessionState => this.#state;

  /** The service's time in milliseconds, by which the clock of an item goes. */
  readonly now = (): number => Date.now() + this.#aheadMs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(change: Change): void {
    this.#update(replicas.changed(this.#replica, change));
    this.#pump();
  }

  /** A long paste goes in pieces. */
  edit(target: TextTarget, edit: TextEdit): void {
    const insert = edit.insert.slice(0, replicas.longestInsert);
    const rest = edit.insert.slice(insert.length);
    this.change({ id: crypto.randomUUID(), type: 'edit', target, revision: 0, edit: { ...edit, insert } });
    if (rest !== '') this.edit(target, { at: edit.at + insert.length, remove: 0, insert: rest });
  }

  dismiss(id: string): void {
    this.#update(this.#replica, { lost: this.#state.lost.filter((one) => one.id !== id) });
  }

  /** Somebody has said what the words should be. */
  settled(clash: string): void {
    this.#update(this.#replica, { clashes: this.#state.clashes.filter(({ id }) => id !== clash) });
  }

  /** Resolves once the service has everything that was typed; rejects when it cannot be reached. */
  async settle(): Promise<void> {
    while (this.#working) await this.#working;
    await this.#flush();
  }

  /** Sends what is typed first; throws the service's no. */
  async act(what: MeetingAct, body: object = {}): Promise<void> {
    while (this.#working) await this.#working;
    const done = this.#flush()
      .then(() => this.#api.post<MeetingView>(`${this.#address}/${what}`, body))
      .then((view) => {
        this.#aheadMs = aheadMs(view);
        this.#update(replicas.informed(this.#replica, view));
      });
    this.#working = done
      .catch(() => undefined)
      .finally(() => {
        this.#working = undefined;
        this.#pump();
      });
    await done;
  }

  /** One round at a time: gather a moment, send, and read the meeting again where that was asked for. */
  #pump(): void {
    const { signal } = this.#stop;
    if (this.#working || signal.aborted || this.#state.ended) return;
    if (replicas.sendable(this.#replica, 1).length === 0 && !this.#stale && !this.#silent) return;
    this.#working = this.#rest
      .wait(Math.max(gatherMs, this.#pauseMs), signal)
      .then(() => this.#round())
      .catch((error: unknown) => {
        this.#failed(error);
      })
      .finally(() => {
        this.#working = undefined;
        this.#pump();
      });
  }

  async #round(): Promise<void> {
    await this.#send();
    if (this.#stale || this.#silent) {
      const take = this.#silent ? replicas.adopted : replicas.informed;
      this.#stale = false;
      this.#silent = false;
      const view = await this.#read();
      this.#update(take(this.#replica, view));
    }
    this.#pauseMs = 0;
    this.#update(this.#replica);
  }

  /** Until nothing waits: a text's next edit goes when the one before it has come back. */
  async #flush(): Promise<void> {
    for (let round = 1; !replicas.saved(this.#replica); round += 1) {
      await this.#send();
      if (replicas.saved(this.#replica)) return;
      if (round % silentRounds > 0) await wait(gatherMs, this.#stop.signal);
      else {
        const view = await this.#read();
        this.#update(replicas.adopted(this.#replica, view));
      }
    }
  }

  async #send(): Promise<void> {
    const batch = replicas.sendable(this.#replica, mostChanges);
    if (batch.length === 0) return;
    const out = replicas.marked(this.#replica, batch);
    this.#update(out.replica);
    const { results } = await this.#api.post<ChangesReply>(`${this.#address}/changes`, {
      changes: out.changes,
    });
    for (const result of results) {
      if ('sequence' in result) this.#update(replicas.accepted(this.#replica, result.id, result.sequence));
      else this.#lose(result.id, result.message);
    }
    if (this.#pauseMs > 0) this.#rest.wake();
    this.#pauseMs = 0;
    this.#update(this.#replica, { savedAt: new Date() });
    void this.#expectEcho();
  }

  async #read(): Promise<MeetingView> {
    const view = await this.#api.get<MeetingView>(this.#address);
    this.#aheadMs = aheadMs(view);
    return view;
  }

  async #expectEcho(): Promise<void> {
    await wait(echoMs, this.#stop.signal);
    if (!this.#replica.pending.some(({ sequence }) => sequence !== undefined)) return;
    this.#silent = true;
    this.#pump();
  }

  /** A passing fault is tried again, slower each time; a no for the whole batch is told. */
  #failed(error: unknown): void {
    const fault = error instanceof ApiError ? error : new ApiError(0, 'fault', '');
    if (fault.passing) {
      this.#pauseMs = longerPauseMs(this.#pauseMs);
      this.#update(this.#replica);
    } else if ([401, 403, 404].includes(fault.status)) {
      this.#update(this.#replica, { ended: fault });
    } else {
      for (const { change } of replicas.sendable(this.#replica, mostChanges)) {
        this.#lose(change.id, fault.message);
      }
    }
  }

  #lose(id: string, message: string): void {
    const { replica, typed } = replicas.refused(this.#replica, id);
    if (replica === this.#replica) return;
    // An item that was taken up while the meeting ended elsewhere: nobody misses it.
    const passed = this.#replica.pending.find(({ change }) => change.id === id)?.change.type === 'take-up';
    if (passed) this.#update(replica);
    else this.#update(replica, { lost: [...this.#state.lost, { id, message, typed }] });
  }

  #listen(signal: AbortSignal): Promise<void> {
    return listenTo(this.#api, {
      address: () => `${this.#address}/live?after=${this.#replica.confirmed.sequence}`,
      heard: (name, data) => {
        this.#heard(name, data);
      },
      ended: (error) => {
        this.#update(this.#replica, { ended: error });
      },
      over: () => signal.aborted || this.#state.ended !== undefined,
      rest: this.#rest,
      signal,
    });
  }

  #heard(name: string, data: unknown): void {
    if (name === 'change') this.#changed(data as LiveEvents['change']);
    if (name === 'presence') {
      this.#update(this.#replica, { present: (data as LiveEvents['presence']).people });
    }
    if (name === 'publication') {
      const { publications } = data as LiveEvents['publication'];
      this.#update({ ...this.#replica, confirmed: { ...this.#replica.confirmed, publications } });
    }
    if (name === 'state') this.#stale = true;
    const orphan = replicas.orphan(this.#replica);
    if (orphan !== undefined) this.#lose(orphan, '');
    this.#pump();
  }

  #changed(told: LiveEvents['change']): void {
    const before = this.#replica;
    const after = replicas.received(before, told);
    const clashes = clashesAfter(this.#state.clashes, { before, after }, told);
    this.#update(after, { clashes });
  }

  #update(replica: Replica, more: Partial<SessionState> = {}): void {
    const view = replica === this.#replica ? this.#state.view : replicas.shown(replica);
    this.#replica = replica;
    const unsaved = this.#pauseMs > 0 ? 'waiting' : 'saving';
    this.#state = { ...this.#state, view, saving: replicas.saved(replica) ? 'saved' : unsaved, ...more };
    for (const listener of this.#listeners) listener();
  }
}

function aheadMs({ now }: Pick<MeetingView, 'now'>): number {
  return Date.parse(now) - Date.now();
}
