import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { type Reminding } from './model/reminders.ts';
import { type RoundRef } from './store/ballots.ts';

/** Every body is this long, so that nobody sees who has been reminded, or has asked to be. */
const BODY_BYTES = 384;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The reminders of one round under its key, with labels of their own: a row of reminders cannot be joined with a
 * ballot. Without the key a row says neither whose it is nor what is in it.
 */
export interface ReminderSeal {
  /** The same for a person throughout the round. */
  token(person: string): string;
  close(token: string, one: Reminding): Uint8Array;
  /** `undefined` when the body was not sealed here under this token. */
  open(token: string, body: Uint8Array): Reminding | undefined;
}

export function reminderSeal(key: Uint8Array, { tenant, id }: RoundRef): ReminderSeal {
  const tokenKey = derived(key, 'reminder token');
  const bodyKey = derived(key, 'reminder body');
  const bound = (of: string): Buffer => Buffer.from(JSON.stringify([tenant, id, of]));
  return {
    token: (person) =>
      createHmac('sha256', tokenKey)
        .update(JSON.stringify([tenant, id, person]))
        .digest('hex'),
    close(of, one) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bodyKey, iv).setAAD(bound(of));
      return Buffer.concat([iv, cipher.update(padded(one)), cipher.final(), cipher.getAuthTag()]);
    },
    open(of, body) {
      const bytes = Buffer.from(body);
      if (bytes.length !== IV_BYTES + BODY_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', bodyKey, bytes.subarray(0, IV_BYTES))
        .setAAD(bound(of))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const plain = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      try {
        decipher.final();
      } catch {
        // Only the check of authenticity fails here: another key, or a row moved or changed.
        return undefined;
      }
      return unpadded(plain);
    },
  };
}

function derived(key: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', label, 32));
}

interface Body {
  readonly p: string;
  readonly n: number;
  readonly l: string | null;
  readonly u: string | null;
  readonly s: number;
}

function padded({ person, sent, last, until, silent }: Reminding): Buffer {
  const body: Body = {
    ...{ p: person, n: sent, s: silent },
    ...{ l: last?.toISOString() ?? null, u: until?.toISOString() ?? null },
  };
  const text = Buffer.from(JSON.stringify(body));
  if (text.length > BODY_BYTES) throw new RangeError('A reminder is too long to be sealed.');
  return Buffer.concat([text, Buffer.alloc(BODY_BYTES - text.length, ' ')]);
}

function unpadded(plain: Buffer): Reminding {
  const { p, n, l, u, s } = JSON.parse(plain.toString('utf8')) as Body;
  const date = (text: string | null) => (text === null ? undefined : new Date(text));
  return { person: p, sent: n, last: date(l), until: date(u), silent: s };
}
