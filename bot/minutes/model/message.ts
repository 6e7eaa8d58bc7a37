import { type MeetingState } from '../api.ts';
import { isComing, localDate } from './meeting.ts';

/** A meeting as far as it has to be known to be chosen. */
export interface Choosable {
  readonly id: string;
  readonly series: string;
  /** ISO time. */
  readonly startsAt: string;
  readonly state: MeetingState;
}

/** The first words of a text, to begin a title with; at most so many UTF-16 units. */
export function firstWords(text: string, most: number): string {
  const [line = ''] = text.trimStart().split('\n');
  if (line.length <= most) return line.trim();
  const cut = line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** Its agenda is still being made, or followed: what comes now is taken up there. One that was never held is over. */
export function takesItems(
  { state, startsAt }: Pick<Choosable, 'state' | 'startsAt'>,
  today: string,
): boolean {
  return state === 'in-progress' || (isComing({ state }) && localDate(startsAt) >= today);
}

/**
 * Of each series the meeting that something new is for: the next that takes items, else the one that was held last.
 * The first to be held comes first, series without a coming meeting last.
 */
export function nextOfEach<Of extends Choosable>(meetings: readonly Of[], today: string): readonly Of[] {
  const oldestFirst = meetings
    .filter(({ state }) => state !== 'cancelled')
    .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
  const bySeries = Map.groupBy(oldestFirst, ({ series }) => series);
  const chosen = [...bySeries.values()].flatMap((all) => {
    const taking = all.filter((one) => takesItems(one, today));
    return taking.find(({ startsAt }) => localDate(startsAt) >= today) ?? taking.at(-1) ?? all.at(-1) ?? [];
  });
  const taking = (one: Of) => Number(!takesItems(one, today));
  return chosen.toSorted((one, other) => taking(one) - taking(other));
}
