/** What happens while a meeting is held, as its view tells it. */

export const itemMoves = ['arrived', 'left', 'disqualified'] as const;

/** Came at an item, left before it, or is disqualified in it and steps out. */
export type ItemMove = (typeof itemMoves)[number];

export interface MoveView {
  readonly item: string;
  readonly move: ItemMove;
  /** `teams` is only a suggestion: it counts for nothing until a person says so. */
  readonly source: 'manual' | 'teams';
}

/** Which item is being taken and how long each has taken. A fact of the meeting, the same for all who have it open. */
export interface CourseView {
  /** The current item; `null` until the meeting has begun. */
  readonly item: string | null;
  /** ISO time since when the clock of the current item goes; `null` = it stands. */
  readonly since: string | null;
  /** Milliseconds that each item has had before `since`. */
  readonly spent: Readonly<Record<string, number>>;
  /** What Teams has said of the meeting itself; it starts and ends nothing here. */
  readonly inTeams: 'begun' | 'ended' | null;
}
