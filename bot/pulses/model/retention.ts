/** The same day so many months earlier, or the last day of that month where it is shorter. */
export function monthsBefore(date: Date, months: number): Date {
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 0)).getUTCDate();
  const timeOfDay = date.getTime() % 86_400_000;
  return new Date(first + (Math.min(date.getUTCDate(), lastDay) - 1) * 86_400_000 + timeOfDay);
}

/** Of the calendar in UTC. */
export function isSameDay(one: Date, other: Date): boolean {
  return one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10);
}
