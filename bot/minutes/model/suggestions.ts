import { type ItemMove } from '../api/during.ts';
import { type AttendanceView } from '../api.ts';
import { isHere, whyAway } from './attendance.ts';
import { type Minutes } from './meeting.ts';

type During = Pick<Minutes, 'attendance' | 'state' | 'items' | 'course'>;

/**
 * What Teams' news of people make of the attendance: the rows that differ. What a person has said stays, and that
 * somebody came or left at an item is only a question to whoever takes the minutes.
 */
export function suggestedBy(
  meeting: During,
  { what, people }: { readonly what: 'join' | 'leave'; readonly people: readonly string[] },
): readonly AttendanceView[] {
  return meeting.attendance.flatMap((row) => {
    if (!people.includes(row.person.id)) return [];
    const after = what === 'join' ? afterJoin(meeting, row) : afterLeave(meeting, row);
    return after === row ? [] : [after];
  });
}

function afterJoin(meeting: During, row: AttendanceView): AttendanceView {
  const wasHere = isHere(row);
  if (!wasHere && row.source === 'manual') return row;
  const here: AttendanceView = wasHere ? row : { ...row, status: 'remote' };
  const item = itemNow(meeting);
  if (item === undefined) return here;
  const isFirst = meeting.items[0]?.id === item;
  const came = wasHere ? hasLeft(meeting, row, item) : !isFirst;
  return marked(here, { item, move: 'arrived', undoes: 'left' }, came);
}

function afterLeave(meeting: During, row: AttendanceView): AttendanceView {
  if (!isHere(row)) return row;
  const item = itemNow(meeting);
  if (item !== undefined)
    return marked(row, { item, move: 'left', undoes: 'arrived' }, !hasLeft(meeting, row, item));
  return row.source === 'manual' ? row : { ...row, status: 'unknown' };
}

/** A connection that was lost and found again within an item leaves no mark. */
function marked(
  row: AttendanceView,
  { item, move, undoes }: { readonly item: string; readonly move: ItemMove; readonly undoes: ItemMove },
  isNews: boolean,
): AttendanceView {
  const moves = row.moves ?? [];
  const mark = moves.find((one) => one.item === item);
  if (mark?.source === 'teams' && mark.move === undoes)
    return { ...row, moves: moves.filter((one) => one !== mark) };
  return mark || !isNews ? row : { ...row, moves: [...moves, { item, move, source: 'teams' }] };
}

/** Also where nobody has confirmed yet that they left. */
function hasLeft({ items }: During, row: AttendanceView, item: string): boolean {
  const believed = (row.moves ?? []).map((one) => ({ ...one, source: 'manual' as const }));
  return (
    whyAway(
      items.map(({ id }) => id),
      believed,
      item,
    ) === 'left'
  );
}

/** The item being taken, once the meeting is under way. */
function itemNow({ state, course }: During): string | undefined {
  return state === 'in-progress' ? (course.item ?? undefined) : undefined;
}
