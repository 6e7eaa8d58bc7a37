import { createHash } from 'node:crypto';
import { type PersonRef } from '../people/model.ts';
import { type Answer } from './model/question.ts';
import { type Ballot } from './model/ballot.ts';
import { rowSeal } from '../platform/row-seal.ts';

/**
 * Every body of a round is this long, so that an answer, a change and a withdrawal look the same. A unit's id takes
 * at most 600 bytes and three comments 4,500.
 */
const BODY_BYTES = 1024;
const COMMENTED_BODY_BYTES = 6144;
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
  const rows = rowSeal(key, {
    labels: { token: 'token', body: 'body' },
    place: [round],
    bodyBytes: comments ? COMMENTED_BODY_BYTES : BODY_BYTES,
  });
  return {
    token: ({ tenant, id }) => rows.token(tenant, round, id),
    close: (token, ballot) => rows.close(token, bodyOf(ballot)),
    open(token, sealed) {
      const body = rows.open(token, sealed);
      return body === undefined ? undefined : ballotOf(body as Body);
    },
  };
}

interface Body {
  readonly v: number;
  readonly u: string;
  readonly a: readonly (Answer | null)[];
  readonly c: readonly (string | null)[];
}

function bodyOf({ version, unit, answers, comments }: Ballot): Body {
  return { v: version, u: unit, a: answers.map(orNull), c: comments.map(orNull) };
}

const orNull = <One>(one: One | undefined): One | null => one ?? null;
const orNone = <One>(one: One | null): One | undefined => one ?? undefined;

function ballotOf({ v, u, a, c }: Body): Ballot {
  return { version: v, unit: u, answers: a.map(orNone), comments: c.map(orNone) };
}
