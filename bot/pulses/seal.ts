import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { type PersonRef } from '../people/model.ts';
import { type Answer } from './model/question.ts';
import { type Ballot } from './model/ballot.ts';

/**
 * Every body of a round is this long, so that an answer, a change and a withdrawal look the same. A unit's id takes
 * at most 600 bytes and three comments 4,500.
 */
const BODY_BYTES = 1024;
const COMMENTED_BODY_BYTES = 6144;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_PREFIX = 'round-';

/** The name of a round's key: says neither tenant nor round, and is safe as a file name. */
export function roundKeyId(tenant: string, round: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([tenant, round]))
    .digest('hex');
  return KEY_PREFIX + digest.slice(0, 40);
}

export function isRoundKeyId(id: string): boolean {
  return id.startsWith(KEY_PREFIX);
}

/**
 * The ballots of one round under its key. The key lives outside the database and dies when the round closes;
 * without it a row says neither whose it is nor what is in it, and nobody can find out any more.
 */
export interface Seal {
  /** The same for a person throughout the round, whatever they do. */
  token(person: PersonRef): string;
  close(token: string, ballot: Ballot): Uint8Array;
  /** `undefined` when the body was not sealed here under this token. */
  open(token: string, body: Uint8Array): Ballot | undefined;
}

export function roundSeal(
  key: Uint8Array,
  { id: round, comments }: { readonly id: string; readonly comments: boolean },
): Seal {
  const bodyBytes = comments ? COMMENTED_BODY_BYTES : BODY_BYTES;
  const tokenKey = derived(key, 'token');
  const bodyKey = derived(key, 'body');
  const bound = (token: string): Buffer => Buffer.from(JSON.stringify([round, token]));
  return {
    token: ({ tenant, id }) =>
      createHmac('sha256', tokenKey)
        .update(JSON.stringify([tenant, round, id]))
        .digest('hex'),
    close(token, ballot) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bodyKey, iv).setAAD(bound(token));
      return Buffer.concat([
        iv,
        cipher.update(padded(ballot, bodyBytes)),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    open(token, body) {
      const bytes = Buffer.from(body);
      if (bytes.length !== IV_BYTES + bodyBytes + TAG_BYTES) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', bodyKey, bytes.subarray(0, IV_BYTES))
        .setAAD(bound(token))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const plain = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      try {
        decipher.final();
      } catch {
        // The only thing that fails here is the check of authenticity: another key, or a row moved or changed.
        return undefined;
      }
      return unpadded(plain);
    },
  };
}

/** As a key object: made from bytes anew for every use, a key costs more than what it is used for. */
function derived(key: Uint8Array, label: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', label, 32)));
}

interface Body {
  readonly v: number;
  readonly u: string;
  readonly a: readonly (Answer | null)[];
  readonly c: readonly (string | null)[];
}

function padded({ version, unit, answers, comments }: Ballot, bytes: number): Buffer {
  const body: Body = { v: version, u: unit, a: answers.map(orNull), c: comments.map(orNull) };
  const text = Buffer.from(JSON.stringify(body));
  if (text.length > bytes) throw new RangeError('A ballot is too long to be sealed.');
  return Buffer.concat([text, Buffer.alloc(bytes - text.length, ' ')]);
}

const orNull = <One>(one: One | undefined): One | null => one ?? null;
const orNone = <One>(one: One | null): One | undefined => one ?? undefined;

function unpadded(plain: Buffer): Ballot {
  const { v, u, a, c } = JSON.parse(plain.toString('utf8')) as Body;
  return { version: v, unit: u, answers: a.map(orNone), comments: c.map(orNone) };
}
