import { type StateMessage } from '../api.ts';
import { type Keep } from '../graph-door.ts';

export type Card = Readonly<Record<string, unknown>>;

export interface MessageContent {
  readonly text?: string;
  readonly summary?: string;
  readonly card?: Card;
}

/** The messages of all conversations, oldest first. */
export interface Messages {
  all(): readonly StateMessage[];
  in(conversation: string): readonly StateMessage[];
  get(id: string): StateMessage | undefined;
  post(
    message: MessageContent & Pick<StateMessage, 'conversation' | 'from'> & { readonly replyTo?: string },
  ): StateMessage;
  /** Everyone sees the new content; cards given to single persons are gone. */
  edit(id: string, content: MessageContent): void;
  remove(id: string): void;
  /** The card as one person is to see it from now on, until the message is edited. */
  give(id: string, person: string, card: Card): void;
  clear(): void;
}

const contentOf = ({ text, summary, card }: MessageContent) => ({
  ...(text === undefined ? {} : { text }),
  ...(summary === undefined ? {} : { summary }),
  ...(card === undefined ? {} : { card }),
});

const headOf = ({ id, conversation, replyTo, from, sentAt }: StateMessage) => ({
  id,
  conversation,
  ...(replyTo === undefined ? {} : { replyTo }),
  from,
  sentAt,
});

export function messageStore(needs: { keep: Keep; now(): Date; changed(): void }): Messages {
  const { keep } = needs;
  const byId = new Map<string, StateMessage>(
    ((keep.load('messages') ?? []) as StateMessage[]).map((message) => [message.id, message]),
  );
  let newestId = Math.max(0, ...[...byId.keys()].map(Number));

  function kept(): void {
    keep.save('messages', () => [...byId.values()]);
    needs.changed();
  }
  return {
    all: () => [...byId.values()],
    in: (conversation) => [...byId.values()].filter((message) => message.conversation === conversation),
    get: (id) => byId.get(id),
    post({ conversation, from, replyTo, ...content }) {
      // Teams' message ids are milliseconds, and never the same twice.
      newestId = Math.max(newestId + 1, Date.now());
      const message: StateMessage = {
        id: String(newestId),
        conversation,
        ...(replyTo === undefined ? {} : { replyTo }),
        from,
        sentAt: needs.now().toISOString(),
        ...contentOf(content),
        cards: {},
      };
      byId.set(message.id, message);
      kept();
      return message;
    },
    edit(id, content) {
      const message = byId.get(id);
      if (message === undefined) return;
      byId.set(id, {
        ...headOf(message),
        ...contentOf(content),
        editedAt: needs.now().toISOString(),
        cards: {},
      });
      kept();
    },
    remove(id) {
      if (byId.delete(id)) kept();
    },
    give(id, person, card) {
      const message = byId.get(id);
      if (message === undefined) return;
      byId.set(id, { ...message, cards: { ...message.cards, [person]: card } });
      kept();
    },
    clear() {
      byId.clear();
      kept();
    },
  };
}
