import { type ProgrammeBody, type SetupReply } from '../../bot/programme/api.ts';

/** What a part of the page gets: the set-up as it stands, and how to put a decision. */
export interface SetupPart {
  readonly setup: SetupReply;
  /** Sends, and shows the set-up as it is afterwards; throws the service's no. */
  readonly keep: (method: 'put' | 'post', path: string, body: unknown) => Promise<void>;
}

/** A part with changes that may meet somebody else's. */
export interface EditingPart extends SetupPart {
  /** Reads the set-up again, and shows it. */
  readonly reload: () => Promise<SetupReply>;
}

/** What somebody decides about a programme, before it is sent. */
export type Draft = Omit<ProgrammeBody, 'ifMatch'>;
