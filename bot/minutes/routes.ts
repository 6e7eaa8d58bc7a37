import { type Call, type Http } from '../platform/http/http.ts';
import { changeMeeting } from './actions/change.ts';
import { followUpsReply, markFollowUp } from './actions/follow-ups.ts';
import { finishMeeting, publishMinutes, startMeeting } from './actions/lead.ts';
import { openMeeting } from './actions/open.ts';
import { type MinutesParts } from './actions/parts.ts';
import { readMeeting } from './actions/read.ts';
import { changesBody, doneBody, emptyBody, openBody, publishBody } from './api.ts';
import { type LiveMeetings } from './live/live.ts';

/** The tab's door; the addresses and shapes are in api.ts. */
export function minutesRoutes(http: Http, parts: MinutesParts, live: LiveMeetings): void {
  const at = '/api/minutes';
  http.post(`${at}/open`, openBody, ({ caller, body }) => openMeeting(parts, caller, body));
  http.get(`${at}/meetings/:id`, (call) => readMeeting(parts, call.caller, idOf(call)));
  http.stream(`${at}/meetings/:id/live`, (call, stream) => live.open(call, stream));
  http.post(`${at}/meetings/:id/changes`, changesBody, (call) =>
    changeMeeting(parts, call.caller, idOf(call), call.body.changes),
  );
  http.post(`${at}/meetings/:id/start`, emptyBody, (call) => startMeeting(parts, call.caller, idOf(call)));
  http.post(`${at}/meetings/:id/finish`, emptyBody, (call) => finishMeeting(parts, call.caller, idOf(call)));
  http.post(`${at}/meetings/:id/publish`, publishBody, (call) =>
    publishMinutes(parts, call.caller, idOf(call), call.body.again),
  );
  http.get(`${at}/followups`, ({ caller }) => followUpsReply(parts, caller));
  http.post(`${at}/followups/:id`, doneBody, (call) =>
    markFollowUp(parts, call.caller, { id: idOf(call), done: call.body.done }),
  );
}

function idOf({ params }: Pick<Call<unknown>, 'params'>): string {
  return params['id'] ?? '';
}
