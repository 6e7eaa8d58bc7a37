import { noteLengthMax, type NoteReply, type NoteView } from '../../bot/prompts/api/notes.ts';
import { ApiError } from '../platform/client.ts';

/** Sends a note as it is now, with the version it was written over. */
type PutNote = (note: { readonly text: string; readonly version: string | null }) => Promise<NoteReply>;

/** `waiting` = not saved, and tried again by itself; `long` = not sent before it has been shortened. */
type NoteState = 'idle' | 'typing' | 'saving' | 'saved' | 'waiting' | 'refused' | 'long' | 'clash';

export interface NoteNow {
  readonly text: string;
  readonly state: NoteState;
  readonly savedAt: Date | undefined;
  /** What stands in the other window, in a clash; `null` = it was taken away there. */
  readonly theirs: NoteView | null;
}

/** Runs it later, unless it is called off first. */
type Later = (work: () => void, ms: number) => () => void;

const timerLater: Later = (work, ms) => {
  const timer = setTimeout(work, ms);
  return () => {
    clearTimeout(timer);
  };
};

const pauseMs = 800;
const retryMs = 5000;

/** A note that saves itself while it is written. What has been typed stays, whatever becomes of the saving. */
export class NoteSaver {
  readonly #put: PutNote;
  readonly #changed: () => void;
  #version: string | null;
  #saved: string;
  /** Sent, but the answer got lost: it may stand there all the same. */
  #doubtful: string | undefined;
  readonly #later: Later;
  #callOff: () => void = () => undefined;
  #now: NoteNow;

  constructor(given: {
    readonly note: NoteView | null;
    readonly put: PutNote;
    readonly changed: () => void;
    readonly later?: Later;
  }) {
    this.#put = given.put;
    this.#changed = given.changed;
    this.#later = given.later ?? timerLater;
    this.#version = given.note?.version ?? null;
    this.#saved = given.note?.text ?? '';
    this.#now = { text: this.#saved, state: 'idle', savedAt: undefined, theirs: null };
  }

  get now(): NoteNow {
    return this.#now;
  }

  /** There is something that is not saved. */
  get unsaved(): boolean {
    return this.#now.text !== this.#saved || this.#now.state === 'saving';
  }

  type(text: string): void {
    const { state } = this.#now;
    this.#show({ text, state: state === 'saving' || state === 'clash' ? state : 'typing' });
    this.#flushIn(pauseMs);
  }

  /** At once, for the person goes elsewhere. */
  flush(): void {
    this.#callOff();
    const { text, state } = this.#now;
    if (state === 'saving' || state === 'clash') return;
    if (text === this.#saved && this.#doubtful === undefined) {
      if (state === 'typing' || state === 'long') this.#show({ state: 'idle' });
      return;
    }
    if (text.length > noteLengthMax) this.#show({ state: 'long' });
    else this.#send(text);
  }

  /** Ends a clash. */
  choose(which: 'mine' | 'theirs' | 'both'): void {
    const { theirs, text: mine } = this.#now;
    const there = theirs?.text ?? '';
    this.#version = theirs?.version ?? null;
    this.#saved = there;
    const text = { theirs: there, mine, both: `${there}\n\n${mine}` }[which];
    this.#show({ text, state: text === there ? 'saved' : 'typing', theirs: null, savedAt: new Date() });
    this.flush();
  }

  #send(text: string): void {
    this.#show({ state: 'saving' });
    this.#put({ text, version: this.#version }).then(
      (reply) => {
        this.#settle(text, reply);
      },
      (error: unknown) => {
        this.#doubtful = text;
        const passing = !(error instanceof ApiError) || error.passing;
        this.#show({ state: passing ? 'waiting' : 'refused' });
        if (passing) this.#flushIn(retryMs);
      },
    );
  }

  #settle(sent: string, { kept, note }: NoteReply): void {
    const there = note?.text ?? '';
    const isOurs = kept || there === this.#doubtful;
    this.#doubtful = undefined;
    if (!isOurs) {
      this.#show({ state: 'clash', theirs: note });
      return;
    }
    this.#version = note?.version ?? null;
    this.#saved = kept ? sent : there;
    if (this.#now.text === this.#saved) this.#show({ state: 'saved', savedAt: new Date() });
    else {
      this.#show({ state: 'typing' });
      this.#flushIn(kept ? pauseMs : 0);
    }
  }

  #flushIn(ms: number): void {
    this.#callOff();
    this.#callOff = this.#later(() => {
      this.flush();
    }, ms);
  }

  #show(change: Partial<NoteNow>): void {
    this.#now = { ...this.#now, ...change };
    this.#changed();
  }
}
