import { markStore } from '../store/marks.ts';
import { type Desk } from './desk.ts';

/**
 * The high-water mark: up to which time posts have been taken up. It lies in the database and, beside the round keys,
 * outside it. A database whose mark is older than the other one has been restored from a backup: what was due in
 * between may lie in the channels already, so it is looked for before it is sent.
 *
 * Answers the time, in milliseconds, up to which a first sending must be preceded by a look; 0 = nothing to fear.
 */
export async function openLedger({ database, mark }: Desk): Promise<number> {
  const outside = await mark.mark();
  const marks = markStore(database);
  const kept = await marks.read();
  if (outside !== undefined && outside > (kept?.raisedTo ?? '')) {
    await marks.keep({ raisedTo: outside, lookUntil: outside });
    return Date.parse(outside);
  }
  return kept?.lookUntil === undefined ? 0 : Date.parse(kept.lookUntil);
}

/** Before anything is sent. The database comes first: cut off in between, nothing looks restored that is not. */
export async function raiseMark({ database, mark, clock }: Desk): Promise<void> {
  const marks = markStore(database);
  const kept = await marks.read();
  const now = clock.now().toISOString();
  if (now <= (kept?.raisedTo ?? '')) return;
  await marks.keep({ raisedTo: now, lookUntil: kept?.lookUntil });
  await mark.keepMark(now);
}
