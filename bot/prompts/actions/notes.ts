import { textIn } from '../../content/model.ts';
import { type Packs } from '../../content/packs.ts';
import { type PersonRef } from '../../people/model.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Keys } from '../../platform/keys/keys.ts';
import { type Language } from '../../platform/texts.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type OwnNote } from '../../programme/api/trust.ts';
import { type PersonalNotes } from '../../programme/slots.ts';
import { type NoteReply, type NoteView } from '../api/notes.ts';
import { noteKeyId, type NoteSeal, noteSeal, versionOf } from '../note-seal.ts';
import { noteStore } from '../store/notes.ts';
import { entryOf } from './look-back.ts';

/** A leader's notes on the prompts, which nobody else can read. */
export interface NoteActions extends PersonalNotes {
  /** By round. */
  all(person: PersonRef): Promise<ReadonlyMap<string, NoteView>>;
  /**
   * Changes nothing unless the note is still the one that was written over. Whether the round may have one is the
   * caller's to ask.
   */
  keep(person: PersonRef, round: string, wanted: WantedNote): Promise<NoteReply>;
}

interface WantedNote {
  /** Empty = none. */
  readonly text: string;
  /** `null` = there was none. */
  readonly version: string | null;
}

export interface NoteParts {
  readonly database: Database;
  readonly keys: Pick<Keys, 'create' | 'read' | 'destroy' | 'erase'>;
  readonly programme: Pick<ProgrammeActions, 'rounds'>;
  readonly packs: Packs;
}

export function noteActions(parts: NoteParts): NoteActions {
  const { database, keys, programme, packs } = parts;
  const store = noteStore(database);
  const sealOf = async (person: PersonRef) => {
    const key = await keys.read(noteKeyId(person));
    return key && noteSeal(key, person);
  };
  const tokensOf = async (seal: NoteSeal, { tenant }: PersonRef) =>
    (await programme.rounds(tenant)).map(({ id }) => seal.token(id));

  const all = async (person: PersonRef): Promise<ReadonlyMap<string, NoteView>> => {
    const seal = await sealOf(person);
    if (seal === undefined) return new Map();
    const rows = await store.of(person.tenant, await tokensOf(seal, person));
    return new Map(
      rows.flatMap(({ round, body }) => {
        const note = seal.open(round, body);
        return note === undefined ? [] : [[round, note] as const];
      }),
    );
  };

  return {
    all,
    async keep(person, round, wanted) {
      for (;;) {
        const reply = await keepOnce(parts, { person, round, wanted });
        if (reply !== 'again') return reply;
      }
    },
    async of(person, language) {
      const notes = await all(person);
      const rounds = (await programme.rounds(person.tenant)).toReversed();
      return rounds.flatMap((round): readonly OwnNote[] => {
        const note = notes.get(round.id);
        if (note === undefined) return [];
        return [{ week: round.week, prompt: headingOf(packs, round, language), text: note.text }];
      });
    },
    async forget(person) {
      const seal = await sealOf(person);
      if (seal === undefined) return 0;
      const tokens = await tokensOf(seal, person);
      // The key first: what somebody is just writing under it is found by them to be gone, and none of it stays behind.
      await keys.destroy(noteKeyId(person));
      const removed = await store.removeAll(person.tenant, tokens);
      await keys.erase?.();
      return removed;
    },
  };
}

const headingOf = (
  packs: Packs,
  round: { readonly pack: string; readonly entry: string },
  language: Language,
): string => {
  const entry = entryOf(packs, round);
  return entry === undefined ? '' : textIn(entry.heading, language);
};

interface Keeping {
  readonly person: PersonRef;
  readonly round: string;
  readonly wanted: WantedNote;
}

/** `again`: the note was changed, or the key went with all notes, in another window while this was written. */
async function keepOnce(
  { database, keys }: NoteParts,
  { person, round, wanted }: Keeping,
): Promise<NoteReply | 'again'> {
  const store = noteStore(database);
  const key = await keyFor(keys, person, wanted);
  if (key === undefined) return { kept: true, note: null };
  const seal = noteSeal(key, person);
  const at = { tenant: person.tenant, round, token: seal.token(round) };
  const [row] = await store.of(person.tenant, [at.token]);
  const there = row && seal.open(round, row.body);
  const answer = answerAtOnce(there, wanted);
  if (answer !== undefined) return answer;

  const to = wanted.text === '' ? undefined : seal.close(round, wanted.text);
  const isKept = await store.change(at, { from: row?.body, to });
  if (!isKept) return 'again';
  if (!(await isStill(keys, person, key))) {
    await store.change(at, { from: to, to: undefined });
    return 'again';
  }
  return { kept: true, note: to === undefined ? null : { text: wanted.text, version: versionOf(to) } };
}

/** A key is made for those who write something. */
async function keyFor(keys: NoteParts['keys'], person: PersonRef, { text }: WantedNote) {
  const known = await keys.read(noteKeyId(person));
  return known === undefined && text !== '' ? await keys.create(noteKeyId(person)) : known;
}

function answerAtOnce(there: NoteView | undefined, { text, version }: WantedNote): NoteReply | undefined {
  const note = there ?? null;
  // The same words twice, after an answer that got lost, are no clash.
  if ((note?.text ?? '') === text) return { kept: true, note };
  return (note?.version ?? null) === version ? undefined : { kept: false, note };
}

async function isStill(keys: NoteParts['keys'], person: PersonRef, key: Uint8Array): Promise<boolean> {
  const now = await keys.read(noteKeyId(person));
  return now !== undefined && Buffer.from(now).equals(key);
}
