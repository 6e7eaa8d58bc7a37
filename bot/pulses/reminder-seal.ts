import { type Reminding } from './model/reminders.ts';
import { rowSeal } from '../platform/row-seal.ts';
import { type RoundRef } from './store/ballots.ts';

/** Every body is this long, so that nobody sees who has been reminded, or has asked to be. */
const BODY_BYTES = 384;

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
  const rows = rowSeal(key, {
    labels: { token: 'reminder token', body: 'reminder body' },
    place: [tenant, id],
    bodyBytes: BODY_BYTES,
  });
  return {
    token: (person) => rows.token(tenant, id, person),
    close: (token, one) => rows.close(token, bodyOf(one)),
    open(token, sealed) {
      const body = rows.open(token, sealed);
      return body === undefined ? undefined : remindingOf(body as Body);
    },
  };
}

interface Body {
  readonly p: string;
  readonly n: number;
  readonly l: string | null;
  readonly u: string | null;
  readonly s: number;
}

function bodyOf({ person, sent, last, until, silent }: Reminding): Body {
  return {
    ...{ p: person, n: sent, s: silent },
    ...{ l: last?.toISOString() ?? null, u: until?.toISOString() ?? null },
  };
}

function remindingOf({ p, n, l, u, s }: Body): Reminding {
  const date = (text: string | null) => (text === null ? undefined : new Date(text));
  return { person: p, sent: n, last: date(l), until: date(u), silent: s };
}
