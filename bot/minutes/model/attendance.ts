import { type ItemMove, type MoveView } from '../api/during.ts';
import { type AttendanceState, type AttendanceView, type PersonView } from '../api.ts';
import { Refusal } from '../../refusal.ts';
import { type Minutes } from './meeting.ts';
import { roleOf } from './roles.ts';

/**
 * Who is here, for whom, and at which items. What always holds: who stands in for somebody is here and that person
 * is not; each has at most one deputy; who is not here has neither come, left nor stepped out.
 */
type Rows = readonly AttendanceView[];

export function isHere({ status }: Pick<AttendanceView, 'status'>): boolean {
  return status === 'present' || status === 'remote';
}

/** Somebody says it, so it is no suggestion any more. */
export function withStatus(
  rows: Rows,
  { person, status }: { readonly person: PersonView; readonly status: AttendanceState },
): Rows {
  const set = { person, status, source: 'manual' } as const;
  if (!isHere(set)) return replaced(rows, set);
  const { deputyFor, moves } = rowOf(rows, person);
  const here = { ...set, ...(deputyFor && { deputyFor }), ...(moves && { moves }) };
  // Who has come needs no deputy.
  return replaced(
    rows.map((row) => (row.deputyFor?.id === person.id ? onOwnBehalf(row) : row)),
    here,
  );
}

/** `member` `null` = the person is here for nobody but themselves. */
export function withDeputy(
  rows: Rows,
  { person, member }: { readonly person: PersonView; readonly member: PersonView | null },
): Rows {
  if (member === null) return replaced(rows, onOwnBehalf(rowOf(rows, person)));
  if (member.id === person.id) throw new Refusal('bad-input');
  const away = rowOf(rows, member).status;
  const left = away === 'absent' ? away : 'apologies';
  const others = rows.map((row) => (row.deputyFor?.id === member.id ? onOwnBehalf(row) : row));
  const without = withStatus(others, { person: member, status: left });
  const row = rowOf(without, person);
  const here = withStatus(without, { person, status: isHere(row) ? row.status : 'present' });
  return replaced(here, { ...rowOf(here, person), deputyFor: member });
}

/** One mark a person and item; who came, left or stepped out was here. `move` `null` takes the mark away. */
export function withMove(
  rows: Rows,
  of: { readonly person: PersonView; readonly item: string; readonly move: ItemMove | null },
): Rows {
  const row = rowOf(rows, of.person);
  const others = (row.moves ?? []).filter(({ item }) => item !== of.item);
  if (of.move === null) return replaced(rows, { ...row, moves: others });
  const here = withStatus(rows, { person: of.person, status: isHere(row) ? row.status : 'present' });
  const moves = [...others, { item: of.item, move: of.move, source: 'manual' as const }];
  return replaced(here, { ...rowOf(here, of.person), moves });
}

export interface Away {
  readonly person: PersonView;
  /** `late` = had not come yet. */
  readonly why: 'late' | 'left' | 'disqualified';
}

/** Who of those that are here was not there for an item, and so has no part in what it decided. */
export function awayAt(
  { attendance, items }: Pick<Minutes, 'attendance' | 'items'>,
  item: string,
): readonly Away[] {
  const order = items.map(({ id }) => id);
  return attendance.filter(isHere).flatMap((row) => {
    const why = whyAway(order, row.moves ?? [], item);
    return why === undefined ? [] : [{ person: row.person, why }];
  });
}

/** `order` = the items' ids as they are taken; only what a person has said counts. */
export function whyAway(
  order: readonly string[],
  moves: readonly MoveView[],
  at: string,
): Away['why'] | undefined {
  const said = new Map(moves.filter(({ source }) => source === 'manual').map((one) => [one.item, one.move]));
  if (said.get(at) === 'disqualified') return 'disqualified';
  const steps = order
    .map((item) => ({ item, move: said.get(item) }))
    .filter(({ move }) => move === 'arrived' || move === 'left');
  const place = order.indexOf(at);
  const last = steps.findLast(({ item }) => order.indexOf(item) <= place);
  if (last) return last.move === 'left' ? 'left' : undefined;
  return steps[0]?.move === 'arrived' ? 'late' : undefined;
}

/** For whom a deputy of the series sits in this meeting, with what that person may do. */
export function seatOf(
  { attendance, roles }: Pick<Minutes, 'attendance' | 'roles'>,
  person: string,
): PersonView | undefined {
  if (roleOf(roles, person) !== 'deputy') return undefined;
  return attendance.find((row) => row.person.id === person && isHere(row))?.deputyFor;
}

function onOwnBehalf(row: AttendanceView): AttendanceView {
  return { ...row, deputyFor: undefined };
}

function rowOf(rows: Rows, person: PersonView): AttendanceView {
  const row = rows.find((one) => one.person.id === person.id);
  return row ? { ...row, person } : { person, status: 'unknown', source: 'manual' };
}

/** The row in its place, or last. */
export function replaced(rows: Rows, row: AttendanceView): Rows {
  const known = rows.some(({ person }) => person.id === row.person.id);
  return known ? rows.map((one) => (one.person.id === row.person.id ? row : one)) : [...rows, row];
}
