import { type Call, type Http, requireRole } from '../platform/http/http.ts';
import {
  approveMinutes,
  correctMinutes,
  remark,
  reopenMinutes,
  signProtocol,
  versionsReply,
} from './actions/approve.ts';
import { changeMeeting } from './actions/change.ts';
import { excerpt } from './actions/documents.ts';
import { followUpsReply, lookAtOwn, markFollowUp } from './actions/follow-ups.ts';
import { goalsReply } from './actions/goals.ts';
import { guestsReply, guestView } from './actions/guests.ts';
import { callMeeting, cancelMeeting, finishMeeting, publishMinutes, startMeeting } from './actions/lead.ts';
import { sendNoticeAgain } from './actions/notice.ts';
import { openMeeting } from './actions/open.ts';
import { type MinutesParts } from './actions/parts.ts';
import { answerProposal, dropQueued, proposeItem } from './actions/proposals.ts';
import { readMeeting } from './actions/read.ts';
import {
  beginNumbers,
  chooseTemplate,
  giveRole,
  markEarlier,
  planNext,
  putOffItem,
  takeItem,
} from './actions/series.ts';
import { lookAtMeeting } from './actions/tasks.ts';
import { doneBody, emptyBody, openBody, publishBody } from './api.ts';
import { answerBody, dropBody, proposeBody } from './api/before.ts';
import { changesBody } from './api/changes.ts';
import {
  approveBody,
  earlierFollowUpBody,
  firstNumbersBody,
  itemBody,
  nextMeetingBody,
  reasonBody,
  remarkBody,
  roleBody,
  templateBody,
} from './api/series.ts';
import { type LiveMeetings } from './live/live.ts';

const root = '/api/minutes';
const one = `${root}/meetings/:id`;

/** The tab's door; the addresses and shapes are in api.ts and api/series.ts. */
export function minutesRoutes(http: Http, parts: MinutesParts, live: LiveMeetings): void {
  http.post(`${root}/open`, openBody, ({ caller, body }) => openMeeting(parts, caller, body));
  http.post(`${root}/guest`, openBody, ({ caller, body }) => guestView(parts, caller, body));
  http.get(`${one}/guests`, (call) => guestsReply(parts, call.caller, idOf(call)));
  http.get(one, (call) => readMeeting(parts, call.caller, idOf(call)));
  http.stream(`${one}/live`, (call, stream) => live.open(call, stream));
  http.post(`${one}/changes`, changesBody, (call) =>
    changeMeeting(parts, call.caller, idOf(call), call.body.changes),
  );
  http.post(`${one}/start`, emptyBody, (call) => startMeeting(parts, call.caller, idOf(call)));
  http.post(`${one}/finish`, emptyBody, (call) => finishMeeting(parts, call.caller, idOf(call)));
  http.post(`${one}/cancel`, reasonBody, (call) =>
    cancelMeeting(parts, call.caller, idOf(call), call.body.reason),
  );
  http.post(`${one}/publish`, publishBody, (call) =>
    publishMinutes(parts, call.caller, idOf(call), call.body.again),
  );
  http.file(`${one}/items/:item/excerpt`, (call) =>
    excerpt(parts, call.caller, { meeting: idOf(call), item: call.params['item'] ?? '' }),
  );
  http.get(`${root}/followups`, ({ caller }) => followUpsReply(parts, caller));
  http.post(`${root}/followups/look`, emptyBody, ({ caller }) => lookAtOwn(parts, caller));
  http.post(`${one}/look`, emptyBody, (call) => lookAtMeeting(parts, call.caller, idOf(call)));
  http.post(`${root}/followups/:id`, doneBody, (call) =>
    markFollowUp(parts, call.caller, { id: idOf(call), done: call.body.done }),
  );
  http.get(`${root}/goals`, ({ caller }) => {
    requireRole(caller, 'Puls.HR', 'Puls.Admin', 'Puls.Representative');
    return goalsReply(parts, caller.tenant);
  });
  beforeRoutes(http, parts);
  seriesRoutes(http, parts);
  approvalRoutes(http, parts);
}

function beforeRoutes(http: Http, parts: MinutesParts): void {
  http.post(`${one}/call`, emptyBody, (call) => callMeeting(parts, call.caller, idOf(call)));
  http.post(`${one}/notice`, emptyBody, (call) => sendNoticeAgain(parts, call.caller, idOf(call)));
  http.post(`${one}/propose`, proposeBody, (call) => proposeItem(parts, call.caller, idOf(call), call.body));
  http.post(`${one}/proposal`, answerBody, (call) =>
    answerProposal(parts, call.caller, idOf(call), call.body),
  );
  http.post(`${one}/drop`, dropBody, (call) => dropQueued(parts, call.caller, idOf(call), call.body));
}

function seriesRoutes(http: Http, parts: MinutesParts): void {
  http.post(`${one}/template`, templateBody, (call) =>
    chooseTemplate(parts, call.caller, idOf(call), call.body.template),
  );
  http.post(`${one}/roles`, roleBody, (call) => giveRole(parts, call.caller, idOf(call), call.body));
  http.post(`${one}/first-numbers`, firstNumbersBody, (call) =>
    beginNumbers(parts, call.caller, idOf(call), call.body),
  );
  http.post(`${one}/next-meeting`, nextMeetingBody, (call) =>
    planNext(parts, call.caller, idOf(call), call.body),
  );
  http.post(`${one}/put-off`, itemBody, (call) => putOffItem(parts, call.caller, idOf(call), call.body.item));
  http.post(`${one}/take`, itemBody, (call) => takeItem(parts, call.caller, idOf(call), call.body.item));
  http.post(`${one}/follow-up`, earlierFollowUpBody, (call) =>
    markEarlier(parts, call.caller, idOf(call), call.body),
  );
}

function approvalRoutes(http: Http, parts: MinutesParts): void {
  http.get(`${one}/versions`, (call) => versionsReply(parts, call.caller, idOf(call)));
  http.post(`${one}/approve`, approveBody, (call) =>
    approveMinutes(parts, call.caller, idOf(call), call.body.within),
  );
  http.post(`${one}/remark`, remarkBody, (call) => remark(parts, call.caller, idOf(call), call.body.text));
  http.post(`${one}/correct`, emptyBody, (call) => correctMinutes(parts, call.caller, idOf(call)));
  http.post(`${one}/reopen`, reasonBody, (call) =>
    reopenMinutes(parts, call.caller, idOf(call), call.body.reason),
  );
  http.post(`${one}/sign`, itemBody, (call) => signProtocol(parts, call.caller, idOf(call), call.body.item));
}

function idOf({ params }: Pick<Call<unknown>, 'params'>): string {
  return params['id'] ?? '';
}
