import { type State, type StateMessage, type World } from './api.ts';

/**
 * What practice hands to its Graph (`practiceGraph(needs)` in graph/graph.ts) and what it expects back.
 * Scripted faults and `GET /api/graph/requests` are the https server's own business: a request reaches the door
 * only when no fault stops it, and every request and reply is recorded there.
 */

/** One request, its body already read whole (at most 64 MB). */
export interface DoorRequest {
  readonly method: string;
  /** Whole address, e.g. `https://localhost:4443/v1.0/me?$select=id`. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface DoorReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes are sent as they are, `undefined` = no body, anything else as JSON. */
  readonly body?: unknown;
}

/** Whom a checked token speaks for. */
export interface TokenHolder {
  /** The person; absent in an app-only token. */
  readonly oid?: string;
  readonly appid: string;
  /** Delegated scopes, e.g. `Files.ReadWrite.All`. */
  readonly scp: readonly string[];
  /** Application permissions, e.g. `Sites.Selected`. */
  readonly roles: readonly string[];
  readonly tid: string;
}

/** Snapshots in PRACTICE_DATA, each written whole or not at all. */
export interface Keep {
  /** The last snapshot of that name; `undefined` = there is none. */
  load(name: string): unknown;
  /** Calls `snapshot` and writes its JSON within half a second, and at the latest when practice stops. */
  save(name: string, snapshot: () => unknown): void;
  /** Bytes of a file, written at once. */
  saveBytes(name: string, bytes: Uint8Array): void;
  loadBytes(name: string): Uint8Array | undefined;
  removeBytes(name: string): void;
}

export interface GraphNeeds {
  /** `https://localhost:{port}/v1.0` */
  readonly baseUrl: string;
  readonly tenant: string;
  /** The practice clock. */
  now(): Date;
  world(): World;
  /** Oldest first. */
  messages(conversation: string): readonly StateMessage[];
  /** Signature, issuer, times and audience are right, else `undefined`. Graph's audience is `https://graph.microsoft.com`. */
  checkToken(request: DoorRequest, audience: string): Promise<TokenHolder | undefined>;
  readonly keep: Keep;
  /** Where a person opens a stored file, for `webUrl`; without it the address only looks right. */
  fileUrl?(itemId: string): string;
  /** Tells the page that something has changed. */
  changed(): void;
}

export interface GraphDoor {
  /** Everything outside sign-in (`/{tenant}/…`) and the connector (`/teams/…`). `undefined` = not Graph's either. */
  handle(request: DoorRequest): Promise<DoorReply | undefined>;
  state(): Pick<State, 'files' | 'tasks' | 'lists'>;
  /** For GET /api/files/{itemId}. */
  file(
    itemId: string,
  ): { readonly name: string; readonly type: string; readonly bytes: Uint8Array } | undefined;
  /** The world has been replaced: forget files, tasks and lists. */
  reset(world: World): void;
}
