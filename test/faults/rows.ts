import { type Mishap } from '../../infra/practice/api.ts';

/** One row of the fault matrix for sending (reference/trust.md 4, pulses.md 2.2). */
export interface FaultRow {
  readonly name: string;
  readonly mishap: Mishap;
  /** Teams will never take this one: the post ends as skipped, with its reason. */
  readonly final: boolean;
}

/** Our deadline for a call in these tests; what comes later than it, comes too late. */
export const DEADLINE_MS = 2000;
/** So long after our deadline Teams may still carry a call out, or a message may stay unseen. */
export const LATE_MS = 1500;

const row = (name: string, mishap: Mishap, final = false): FaultRow => ({ name, mishap, final });

const withAndWithout = (status: number, final: boolean): readonly FaultRow[] => [
  row(String(status), { status }, final),
  row(`${status}, Retry-After`, { status, headers: { 'retry-after': '3' } }, final),
];

/** 5xx and 408 say nothing about whether the message was taken. */
const carriedOut = (status: number): readonly FaultRow[] => [
  row(`${status}, carried out`, { status, accepted: true }),
  row(`${status}, Retry-After, carried out`, {
    ...{ status, accepted: true },
    headers: { 'retry-after': '3' },
  }),
];

const unclear = [408, 500, 502, 503, 504] as const;

export const faultRows: readonly FaultRow[] = [
  ...[400, 401, 403, 404, 413].flatMap((status) => withAndWithout(status, true)),
  ...[412, 429].flatMap((status) => withAndWithout(status, false)),
  ...unclear.flatMap((status) => [...withAndWithout(status, false), ...carriedOut(status)]),
  row('201 without an id', { status: 201, body: {}, accepted: true }),
  row('reset before accept', 'reset-before'),
  row('reset after accept', 'reset-after-accept'),
  row('hang before accept', 'hang'),
  row('hang after accept', 'hang-after-accept'),
  row('slow answer', { slowMs: DEADLINE_MS / 2, accepted: true }),
  row('answer after our deadline', { slowMs: DEADLINE_MS + LATE_MS, accepted: true }),
  row('carried out after our deadline', { slowMs: DEADLINE_MS + LATE_MS }),
];
