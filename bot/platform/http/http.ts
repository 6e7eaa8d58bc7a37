import { type ZodType } from 'zod';
import { Refusal } from '../../refusal.ts';
import { type Language } from '../texts.ts';

export type AppRole = 'Puls.HR' | 'Puls.Admin' | 'Puls.Representative';

/** The person behind a tab call, from the checked token. */
export interface Caller {
  readonly tenant: string;
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly AppRole[];
  readonly language: Language;
  readonly token: string;
  readonly tokenExpires: Date;
}

export interface Call<Body> {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** A file for the person to save; it is never shown in the page. */
export interface FileReply {
  readonly bytes: Uint8Array;
  /** MIME type. */
  readonly type: string;
  readonly name: string;
}

/** A live stream of server-sent events, read with `fetch`; heartbeat every 25 s, ends with the token. */
export interface EventStream {
  send(event: { readonly id?: number; readonly event: string; readonly data: unknown }): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** A body larger than the usual 256 KB is read only from somebody with one of the roles. */
export interface LargeBody {
  readonly maxBytes: number;
  readonly roles: readonly AppRole[];
}

/**
 * The JSON door of the tab: bearer token only, checked before any handler; bodies are checked against their
 * schema (400 `bad-input`), `Refusal` becomes its status with `{error: {code, message}}` in the caller's language.
 */
export interface Http {
  get(path: string, handler: (call: Call<undefined>) => Promise<unknown>): void;
  post<Body>(
    path: string,
    body: ZodType<Body>,
    handler: (call: Call<Body>) => Promise<unknown>,
    large?: LargeBody,
  ): void;
  put<Body>(
    path: string,
    body: ZodType<Body>,
    handler: (call: Call<Body>) => Promise<unknown>,
    large?: LargeBody,
  ): void;
  delete(path: string, handler: (call: Call<undefined>) => Promise<unknown>): void;
  file(path: string, handler: (call: Call<undefined>) => Promise<FileReply>): void;
  stream(path: string, open: (call: Call<undefined>, stream: EventStream) => Promise<void>): void;
  /** Which language a person has chosen; the token does not say. */
  useLanguage(of: (person: { tenant: string; id: string }) => Promise<Language>): void;
}

/** Throws `Refusal('not-allowed')` unless the caller has one of the roles. */
export type RequireRole = (caller: Caller, ...roles: readonly AppRole[]) => void;

export const requireRole: RequireRole = (caller, ...roles) => {
  if (!roles.some((role) => caller.roles.includes(role))) throw new Refusal('not-allowed');
};

/** What stands below a heading of a public page. */
export type PageBlock =
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly links: readonly { readonly text: string; readonly to: string }[] };

/** A page of words alone: its texts are shown as they are, never as HTML. */
export interface PublicPage {
  readonly title: string;
  readonly lead: readonly string[];
  readonly parts: readonly { readonly title: string; readonly blocks: readonly PageBlock[] }[];
}

/** Pages for anybody with a browser, without sign-in: made once at the start, the same for all who read them. */
export interface Pages {
  /** Answers at `path` in the language that the browser asks for, and at `path/nb`, `path/nn` and `path/en`. */
  page(path: string, of: (language: Language) => PublicPage): void;
}
