import { type PublicationView } from '../api.ts';

/**
 * Finished minutes become these in this order: the tasks and the summary point to the document. A notice comes before.
 * `ask` is a word to the chair in the chat, for what waits for nobody else.
 */
export type PublicationKind = PublicationView['kind'] | 'ask';

/**
 * `sending` is written before a card leaves, for Teams takes no key that would make a repetition harmless;
 * `unsure` = it may have come through, only a person can say.
 */
export type PublicationState = 'waiting' | 'sending' | 'unsure' | 'done';

/** Why it waits; the text is `minutes.waits.<reason>`. */
export type WaitReason =
  | 'document-first'
  | 'graph-unreachable'
  | 'graph-busy'
  | 'graph-down'
  | 'sign-in-needed'
  | 'consent-needed'
  | 'not-allowed'
  | 'not-found'
  | 'folder-not-ready'
  | 'file-open'
  | 'conflict'
  | 'out-of-space'
  | 'planner-full'
  | 'refused'
  | 'chat-busy'
  | 'chat-closed'
  | 'may-have-arrived'
  /** Of a task that is done with: somebody has deleted it in Planner, and the follow-up stands. */
  | 'task-deleted';

export interface Publication {
  readonly tenant: string;
  readonly id: string;
  readonly meeting: string;
  readonly kind: PublicationKind;
  /** The follow-up of a task; empty otherwise. */
  readonly subject: string;
  /** What the tab shows; never text of an exempt item. */
  readonly title: string;
  readonly position: number;
  readonly state: PublicationState;
  readonly reason: WaitReason | null;
  readonly attempts: number;
  /** ISO time of the machine's clock; null = it waits for a person. */
  readonly nextTryAt: string | null;
  /** On whose behalf it is done, and until when some instance may hold that person's token. */
  readonly person: string;
  readonly tokenUntil: string;
  /** Planner's or Teams' id of what came of it. */
  readonly outcome: string | null;
  readonly link: string | null;
}

/** Waiting alone does not help these: somebody has to do something first, so we seldom ask. */
const stubborn: readonly WaitReason[] = [
  'consent-needed',
  'not-allowed',
  'not-found',
  'out-of-space',
  'planner-full',
  'refused',
  'chat-closed',
];

export const isStubborn = (reason: WaitReason): boolean => stubborn.includes(reason);

/** Which document a publication is; the first version's is empty, as it was before there were others. */
export function documentSubject(of: {
  readonly version: number;
  readonly approved?: boolean;
  readonly item?: string;
}): string {
  if (of.item !== undefined) return `protocol-${of.version}-${of.item}`;
  if (of.approved) return `approved-${of.version}`;
  return of.version === 1 ? '' : `version-${of.version}`;
}

/** What `documentSubject` has put together. */
export function documentOf(subject: string): {
  readonly version: number;
  readonly approved: boolean;
  readonly item: string | undefined;
} {
  const [, what = 'version', version = '1', item] = /^(\w+)-(\d+)-?(.*)$/.exec(subject) ?? [];
  return { version: Number(version), approved: what === 'approved', item: item === '' ? undefined : item };
}
