import { createHash } from 'node:crypto';
import { type PersonRef } from '../people/model.ts';
import { rowSeal } from '../platform/row-seal.ts';
import { type NoteView } from './api/notes.ts';

/** Every note is this long, so that its length says nothing: 2,000 characters take at most 6,000 bytes. */
const BODY_BYTES = 6144;
/** Of the bytes that are new in every sealed body. */
const VERSION_BYTES = 12;

/** The name of a person's key: says neither tenant nor person, and is safe as a file name. */
export function noteKeyId({ tenant, id }: PersonRef): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([tenant, id]))
    .digest('hex');
  return `note-${digest.slice(0, 40)}`;
}

/**
 * The notes of one person under the person's own key, which lies outside the database. Without it a row says neither
 * whose it is nor what is in it; laid under another prompt, person or tenant it cannot be opened.
 */
export interface NoteSeal {
  token(round: string): string;
  close(round: string, text: string): Uint8Array;
  /** `undefined` when it was not sealed here. */
  open(round: string, body: Uint8Array): NoteView | undefined;
}

export function noteSeal(key: Uint8Array, { tenant, id }: PersonRef): NoteSeal {
  const rows = rowSeal(key, {
    labels: { token: 'note token', body: 'note body' },
    place: [tenant, id],
    bodyBytes: BODY_BYTES,
  });
  const token = (round: string) => rows.token(tenant, id, round);
  return {
    token,
    close: (round, text) => rows.close(token(round), { t: text }),
    open(round, body) {
      const opened = rows.open(token(round), body);
      return opened === undefined
        ? undefined
        : { text: (opened as { t: string }).t, version: versionOf(body) };
    },
  };
}

export const versionOf = (body: Uint8Array): string =>
  Buffer.from(body.subarray(0, VERSION_BYTES)).toString('hex');
