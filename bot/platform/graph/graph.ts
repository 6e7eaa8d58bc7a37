/** What a present person lends us: files of the team, tasks of the plan. The person is asked for the same. */
export const delegatedScopes: readonly string[] = ['Files.ReadWrite.All', 'Tasks.ReadWrite'];

/** Why a call to Graph failed, in our words; `waits` says whether trying later can help. */
export type GraphFaultCode =
  | 'graph-unreachable' // time-out, reset, DNS
  | 'graph-busy' // 429, 503 with or without Retry-After
  | 'graph-down' // 500, 502, 504
  | 'sign-in-needed' // no living token of the person
  | 'consent-needed' // interaction_required, consent_required
  | 'not-allowed' // 403
  | 'not-found' // 404
  | 'folder-not-ready' // filesFolder 404 until somebody opens the Files tab
  | 'file-open' // 423
  | 'conflict' // 409, 412
  | 'out-of-space' // 507
  | 'planner-full' // 403 Maximum…
  | 'refused'; // another 4xx

export class GraphFault extends Error {
  override readonly name = 'GraphFault';
  readonly code: GraphFaultCode;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: GraphFaultCode,
    details: { status?: number | undefined; retryAfterMs?: number | undefined; message?: string } = {},
  ) {
    super(details.message ?? code);
    this.code = code;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}

interface Folder {
  readonly driveId: string;
  readonly folderId: string;
  readonly webUrl: string | undefined;
}

export interface StoredFile {
  readonly driveId: string;
  readonly itemId: string;
  readonly webUrl: string;
}

/** Planner's own limit, in UTF-16 units. */
export const taskTitleMax = 255;

/** A task as it stands in Planner. */
export interface TaskSeen {
  readonly title: string;
  /** ISO date. */
  readonly due: string | undefined;
  readonly done: boolean;
  /** ISO time, of a task that is done. */
  readonly completedAt: string | undefined;
  /** Another one after every change. */
  readonly etag: string;
}

export interface TaskToKeep {
  /** Our own id of the follow-up: a task is found again by it and never doubled. */
  readonly followUpId: string;
  readonly title: string;
  /** Shown in the task's description. */
  readonly description: string;
  /** Entra object id of the one owner. */
  readonly owner: string;
  /** ISO date; Planner keeps it as that day 12:00 UTC. */
  readonly due: string | undefined;
  readonly done: boolean;
  /** Planner's id, when we already know it. */
  readonly taskId: string | undefined;
  /** As it was when it was read: changed by anybody since, the call rejects with `conflict`. Left out = any. */
  readonly etag?: string | undefined;
}

/** One of several tasks that were read together: as it stands, deleted, or why it could not be read. */
export type TaskLook =
  { readonly fault: GraphFault } | { readonly fault?: undefined; readonly seen: TaskSeen | undefined };

/**
 * What the product does in Graph as a present person. Every call has a deadline; faults are `GraphFault`. For one
 * piece of work: which plans and tasks there are is looked up once, so take a new one for the next.
 */
export interface DelegatedGraph {
  /** The folder of a channel in the team's files. */
  channelFolder(groupId: string, channelId: string): Promise<Folder>;
  /** Idempotent: the same name and bytes twice leave one file. Above 4 MB through an upload session. */
  keepFile(folder: Folder, name: string, bytes: Uint8Array): Promise<StoredFile>;
  /** Finds the group's plan of that title, or makes it. */
  keepPlan(groupId: string, title: string): Promise<string>;
  /** `undefined` when somebody has deleted it. */
  readTask(taskId: string): Promise<TaskSeen | undefined>;
  /** In the order given, up to twenty in one call; one that fails keeps no other back. */
  readTasks(taskIds: readonly string[]): Promise<readonly TaskLook[]>;
  /** Creates, finds again or changes the task; answers Planner's id. Never two tasks for one follow-up. */
  keepTask(planId: string, task: TaskToKeep): Promise<string>;
}

/** A column as the list must have it. */
export interface ListColumn {
  readonly name: string;
  readonly kind: 'text' | 'note' | 'number' | 'dateTime';
  /** Rows are found by it; SharePoint answers only where it is indexed. */
  readonly indexed?: true;
  /** No two rows hold the same: what was sent twice lies there once. */
  readonly unique?: true;
}

/** Values by the columns' names; `null` = empty. */
export type ListRow = Readonly<Record<string, string | number | null>>;

/** Rows that belong together, and by which columns they are found again. */
export interface ListGroup {
  readonly column: string;
  readonly value: string;
  /** Tells the rows of a group from each other. */
  readonly key: string;
}

/**
 * One list of a SharePoint site, by the service's own right (`Sites.Selected`, role write on the site). Rejects with
 * `not-allowed` where the site has not been opened for the app, with `not-found` where there is no such list.
 */
export interface SiteList {
  /** Names of the columns that the list lacks or has of another kind. */
  missing(columns: readonly ListColumn[]): Promise<readonly string[]>;
  /**
   * Idempotent: makes the rows of the group exactly these. What stands there already is left alone; what differs is
   * changed in place, unless somebody was faster (`conflict`). One row that fails does not keep the others back.
   */
  keepRows(group: ListGroup, rows: readonly ListRow[]): Promise<void>;
}

export interface Graph {
  /**
   * By the service's own right (`Sites.Selected`, role write on the site), for files and nothing else. Rejects with
   * `not-allowed` where the site has not been opened for the app.
   */
  unattended(tenant: string): Pick<DelegatedGraph, 'keepFile'>;
  /** See `SiteList`; nothing is asked until it is used. */
  siteList(of: { readonly tenant: string; readonly site: string; readonly list: string }): SiteList;
  /**
   * Keeps the person's token in memory until it expires, so that waiting work can go on. Never written anywhere.
   */
  remember(person: { tenant: string; id: string }, token: string, expires: Date): void;
  /** `undefined` when no living token of the person is in memory. */
  onBehalfOf(person: { tenant: string; id: string }): DelegatedGraph | undefined;
  /**
   * Entra object ids of a team's owners (resource-specific consent TeamMember.Read.Group). Rejects with `not-allowed`
   * where the team has not granted that.
   */
  teamOwners(team: { tenant: string; groupId: string }): Promise<readonly string[]>;
  /**
   * Looks for a text in the threads of a channel, back to `since` (resource-specific consent
   * ChannelMessage.Read.Group); answers the message's id, or `undefined` when it is certainly not there. Rejects with
   * `not-allowed` where the team has not granted that, with `graph-busy` when it could not look far enough in time.
   */
  findMessage(
    team: { tenant: string; groupId: string; channelId: string },
    marker: string,
    since: Date,
  ): Promise<string | undefined>;
}
