/**
 * Practice's JSON API: plain http on 127.0.0.1, used by its page, by the tests and by anyone's scripts.
 *
 * GET  /api/state?as={person}      -> State. With `as`, cards are refreshed and shown as that person sees them.
 * GET  /api/changes?after={n}      -> server-sent events `{"version": n}` whenever the state has changed
 * PUT  /api/world  World           -> 204. Replaces the world and installs the app again where it was.
 * POST /api/members {conversation, person, do: "join" | "leave", role?} -> 204. `person: "bot"` adds or removes the app,
 *      in a channel, or in a whole team: then it lands in General
 * POST /api/calls {conversation, person, do: "join" | "leave"} -> {status, body}. Comes into the call of a meeting, or goes
 * POST /api/clock {now: ISO}       -> {now} when the service has taken the new time over and done what became due
 * POST /api/people/{id}/actions {message, action, inputs?} -> {status, body} of the invoke.
 *      `action` is the title, id or verb of an action on the card as that person sees it
 * POST /api/people/{id}/message-actions {message, command, data?} -> {status, body}. A command of the manifest chosen at a
 *      message; with the data of its dialog's card, that dialog is sent
 * POST /api/people/{id}/messages {conversation, text} -> {status, body}. In channels and group chats the bot is mentioned.
 *      `conversation` may be a thread (`<channel>;messageid=<id>`) or "personal"
 * POST /api/activities {activity, token?: "none" | "expired" | "wrong-audience" | "wrong-issuer" | "wrong-key"}
 *      -> {status, body}. Sends any activity to the service, signed as the connector does unless told otherwise.
 *      An object gets the id, channelId, serviceUrl, timestamp and recipient that it lacks; a string is sent as it stands.
 * GET  /api/people/{id}/token?audience=&tenant=&scope=&expired=1 -> {token} for tab sign-in
 * GET  /api/graph/requests         -> {requests: GraphRequest[]} what Graph was asked, oldest first · DELETE empties it
 * GET  /api/connector/requests     -> the same for the connector
 * GET  /api/files/{itemId}         -> the bytes of a stored file
 * GET  /api/services               -> {services: ServiceState[]}, for whoever needs nothing else of the state
 * POST /api/service {do: "start" | "stop" | "kill" | "pause" | "resume", index?: 0} -> ServiceState when it is done
 *      (started = ready). `kill` is SIGKILL; `pause` and `resume` are SIGSTOP and SIGCONT
 * POST /api/consents {person, required} -> 204. The person has yet to let the app act for them in files and tasks, or has
 * POST /api/faults Fault[]         -> 204. Replaces the list of scripted faults.
 * GET  /api/clock/{index}?after={n} -> long poll, the CLOCK_URL of service {index}: {version, now, machineNow}, answered
 *      when the version is above n. Polling again with the new version says that what became due is done.
 *      GET /api/clock answers at once.
 *
 * Errors are `{error: {code, message}}` with 400, 403 (another site's page), 404, 409, 413 or 504
 * (the service did not take the clock over in time).
 */

export interface World {
  readonly people: readonly WorldPerson[];
  readonly teams: readonly WorldTeam[];
  readonly channels: readonly WorldChannel[];
  readonly meetings: readonly WorldMeeting[];
}

export interface WorldPerson {
  /** Entra object id (a GUID). */
  readonly id: string;
  readonly name: string;
  /** Job title, shown under the name. */
  readonly title: string;
  readonly locale: 'nb-no' | 'nn-no' | 'en-us';
  /** App roles in the person's token. */
  readonly roles: readonly ('Puls.HR' | 'Puls.Admin' | 'Puls.Representative')[];
  /** Home unit, shown on the page and placed by the first set-up. */
  readonly unit?: string;
  /** Of another organisation: in a team or a meeting chat, but nobody's leader. */
  readonly guest?: boolean;
}

export interface WorldTeam {
  /** `19:…@thread.tacv2` */
  readonly id: string;
  /** The Microsoft 365 group, a GUID. */
  readonly groupId: string;
  readonly name: string;
  readonly owners: readonly string[];
  readonly members: readonly string[];
}

export interface WorldChannel {
  /** `19:…@thread.tacv2` */
  readonly id: string;
  readonly team: string;
  readonly name: string;
  /** Empty = everyone in the team. */
  readonly members: readonly string[];
  /** Is the app installed here? */
  readonly installed: boolean;
}

export interface WorldMeeting {
  /** Teams' meeting id (base64 text). */
  readonly id: string;
  /** `19:meeting_…@thread.v2` */
  readonly chat: string;
  readonly title: string;
  readonly organizer: string;
  readonly participants: readonly {
    readonly person: string;
    readonly role: 'Organizer' | 'Presenter' | 'Attendee';
  }[];
  /** ISO times. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly joinUrl: string;
  readonly installed: boolean;
}

export interface State extends World {
  readonly version: number;
  readonly now: string;
  readonly tenant: string;
  /** The connector's address, which every activity names. */
  readonly serviceUrl: string;
  /** Each person's own chat with the bot, by person id. */
  readonly personalChats: Readonly<Record<string, string>>;
  readonly messages: readonly StateMessage[];
  /** Who is in the call of each meeting, by its chat. */
  readonly inCalls: Readonly<Record<string, readonly string[]>>;
  readonly services: readonly ServiceState[];
  readonly files: readonly StateFile[];
  readonly tasks: readonly StateTask[];
  readonly lists: readonly {
    readonly site: string;
    readonly list: string;
    readonly fields: Record<string, unknown>;
  }[];
  /** The tab's addresses as the manifest will name them, with the frame contexts they are for. */
  readonly tabs: readonly {
    readonly id: string;
    readonly name: Record<string, string>;
    readonly url: string;
    readonly context: string;
  }[];
  /** Who has yet to let the app act for them, by person id. */
  readonly lackingConsent: readonly string[];
  /** What the manifest puts into the menu of a message. */
  readonly messageCommands: readonly { readonly id: string; readonly name: Record<string, string> }[];
}

export interface StateMessage {
  readonly id: string;
  /** Channel, chat or personal conversation. */
  readonly conversation: string;
  /** The thread's first message; undefined = it is the first. */
  readonly replyTo?: string;
  readonly from: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** ISO time by the practice clock. */
  readonly sentAt: string;
  readonly editedAt?: string;
  readonly text?: string;
  readonly summary?: string;
  /** The card everyone sees. */
  readonly card?: Record<string, unknown>;
  /** The card as each person has been given it, by person id. */
  readonly cards: Readonly<Record<string, Record<string, unknown>>>;
}

export interface ServiceState {
  readonly index: number;
  readonly state: 'running' | 'starting' | 'paused' | 'stopped' | 'failed';
  readonly pid?: number;
  readonly address: string;
  /** The last lines it wrote, for a start that failed. */
  readonly lastLines: readonly string[];
}

export interface StateFile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly createdBy: string;
  readonly modifiedAt: string;
  readonly versions: number;
}

export interface StateTask {
  readonly id: string;
  readonly plan: string;
  readonly title: string;
  readonly assignees: readonly string[];
  readonly due?: string;
  readonly percentComplete: number;
  readonly description: string;
}

export interface GraphRequest {
  readonly at: string;
  readonly method: string;
  /** With the query, without the host, e.g. `/v1.0/planner/tasks`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  readonly reply: unknown;
}

/** A scripted fault: the first `times` matching calls get it (`times` absent = all). */
export interface Fault {
  readonly on: 'connector' | 'graph' | 'token';
  /** Absent = any. */
  readonly method?: string;
  /** A part of the path; absent = any. */
  readonly path?: string;
  /** A part of the path or of the body, such as a channel's id; absent = any. */
  readonly about?: string;
  readonly times?: number;
  /** What the call posts all the same is found by a look through Graph only so much later. */
  readonly showsAfterMs?: number;
  readonly do: Mishap;
}

/** What becomes of a call. `accepted` = it was carried out before it went wrong. */
export type Mishap =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly accepted?: boolean;
    }
  | 'reset-before'
  | 'reset-after-accept'
  | 'hang'
  | 'hang-after-accept'
  /** The right answer, late. Unless `accepted`, the call is carried out late too. */
  | { readonly slowMs: number; readonly accepted?: boolean }
  /** `kill -9` of the service with that index, at this very call. */
  | { readonly kill: number; readonly accepted?: boolean };
