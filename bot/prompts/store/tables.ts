import { type Post, type PostKind, type PostState } from '../model.ts';

export interface PromptTables {
  post: {
    tenant: string;
    id: string;
    round: string;
    channel: string;
    kind: PostKind;
    state: PostState;
    reason: string | null;
    message: string | null;
    conversation: string | null;
    attempts: number;
    looks: number;
    unanswered: number;
    /** The programme's clock, as the calendar has it. */
    settled_at: string | null;
    /** The machine's clock. */
    next_attempt_at: string;
    edit: Post['edit'];
    edit_attempts: number;
  };
  /** Sealed with the writer's own key. */
  prompt_note: { tenant: string; round: string; token: string; body: Uint8Array };
  sending_stop: { tenant: string; round: string; kind: PostKind; stopped_at: string };
}
