import { type Caller } from '../../platform/http/http.ts';
import { type MeetingView } from '../api.ts';
import { type MinutesParts } from './parts.ts';
import { meetingFor } from './rights.ts';
import { viewOf } from './view.ts';
import { visited } from './visit.ts';

/** For whoever is in the chat of the meeting. */
export async function readMeeting(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  const meeting = await meetingFor(parts, caller, id);
  await visited(parts, caller, meeting);
  return viewOf(parts, caller, meeting);
}
