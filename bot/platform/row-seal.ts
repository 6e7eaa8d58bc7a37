import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Rows that say neither whose they are nor what is in them, all of one length. */
export interface RowSeal {
  /** The same for the same parts under the same key. */
  token(...parts: readonly string[]): string;
  /** `body` is anything JSON can hold. Throws `RangeError` when it is longer than the rows are. */
  close(token: string, body: object): Uint8Array;
  /** The body, not yet known to be of any shape; `undefined` when it was not sealed here under this token. */
  open(token: string, sealed: Uint8Array): unknown;
}

export interface RowSealOptions {
  /** Tokens and bodies have keys of their own, made from the given key under these labels. */
  readonly labels: { readonly token: string; readonly body: string };
  /** What a row is bound to, beside its token: moved elsewhere it cannot be opened. */
  readonly place: readonly string[];
  readonly bodyBytes: number;
}

export function rowSeal(key: Uint8Array, { labels, place, bodyBytes }: RowSealOptions): RowSeal {
  const tokenKey = derived(key, labels.token);
  const bodyKey = derived(key, labels.body);
  const bound = (token: string): Buffer => Buffer.from(JSON.stringify([...place, token]));
  return {
    token: (...parts) => createHmac('sha256', tokenKey).update(JSON.stringify(parts)).digest('hex'),
    close(token, body) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bodyKey, iv).setAAD(bound(token));
      return Buffer.concat([iv, cipher.update(padded(body, bodyBytes)), cipher.final(), cipher.getAuthTag()]);
    },
    open(token, sealed) {
      const bytes = Buffer.from(sealed);
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
      return JSON.parse(plain.toString('utf8')) as unknown;
    },
  };
}

/** As a key object: made from bytes anew for every use, a key costs more than what it is used for. */
function derived(key: Uint8Array, label: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', label, 32)));
}

function padded(body: object, bytes: number): Buffer {
  const text = Buffer.from(JSON.stringify(body));
  if (text.length > bytes) throw new RangeError('A row is too long to be sealed.');
  return Buffer.concat([text, Buffer.alloc(bytes - text.length, ' ')]);
}
