import { type Caller } from '../../platform/http/http.ts';
import { isOpen } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { publicationQueue } from '../store/publications.ts';
import { machineTime, type MinutesParts } from './parts.ts';
import { rightsOf } from './rights.ts';

/** The chair is here: with the token of this visit (in memory only) what waited for it goes on by itself. */
export async function visited(parts: MinutesParts, caller: Caller, meeting: Meeting): Promise<void> {
  if (!rightsOf(meeting, caller.id).lead) return;
  parts.graph.remember(caller, caller.token, caller.tokenExpires);
  if (isOpen(meeting)) return;
  const released = await publicationQueue(parts.database).release(
    meeting,
    tokenOf(parts, caller),
    'waits-for-person',
  );
  if (released > 0) parts.wake();
}

export function tokenOf(
  parts: Pick<MinutesParts, 'machineNow'>,
  caller: Caller,
): { readonly person: string; readonly tokenUntil: string; readonly now: string } {
  return {
    person: caller.id,
    tokenUntil: caller.tokenExpires.toISOString(),
    now: machineTime(parts),
  };
}
