/**
 * How long what is no longer needed is kept, in days; infra/README.md lists it. Two things are the agency's own to
 * decide or keep: released figures go after as many months as its policy says, minutes and who agreed to what stay.
 */
export const keptDays = {
  /** Posts that have ended, with their round's channels and leaders' notes: so long can be proved what was posted where. */
  posts: 730,
  /** Our copy of a finished document, once it lies in the team's files. */
  documents: 90,
  /** Who came to a unit and who left it: no figure looks further back. */
  moves: 400,
} as const;

const DAY_MS = 86_400_000;

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}
