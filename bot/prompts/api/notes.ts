import { z } from 'zod';
import { type SourceView } from '../../content/api.ts';

/**
 * `/api/prompts`: what a leader's channels have had, and the leader's own notes on it. Everybody reads and writes
 * their own alone, whatever their role.
 */

/** GET /api/prompts */
export interface LookBackReply {
  readonly programmes: readonly {
    readonly id: string;
    readonly title: string;
    /** Newest first. */
    readonly prompts: readonly EarlierPrompt[];
  }[];
  /** `false` = Teams could not tell of every channel whether the caller is a member: there may be more. */
  readonly complete: boolean;
}

/** A prompt as it was posted, in the caller's language. */
export interface EarlierPrompt {
  readonly round: string;
  /** `2027-W03` */
  readonly week: string;
  readonly area: string;
  readonly heading: string;
  readonly body: string;
  readonly tryThis: string;
  readonly source: SourceView;
  readonly note: NoteView | null;
}

export interface NoteView {
  readonly text: string;
  /** Changes with every change of the note; says nothing else. */
  readonly version: string;
}

/** So many characters, counted as JavaScript counts them. */
export const noteLengthMax = 2000;

/** Neither what a keyboard cannot write nor half a character: the length of a sealed row is reckoned without them. */
function writable(text: string): string {
  const kept = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
  return kept.trim() === '' ? '' : kept;
}

/** PUT /api/prompts/:round/note — an empty text takes the note away. `version` = the note it was written over. */
export const noteBody = z.object({
  text: z.string().max(noteLengthMax).transform(writable),
  version: z.string().max(100).nullable(),
});

export interface NoteReply {
  /** `false` = the note had been changed elsewhere; nothing was kept, and `note` is what stands there. */
  readonly kept: boolean;
  readonly note: NoteView | null;
}
