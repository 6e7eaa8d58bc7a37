import { useEffect, useRef } from 'react';
import { useHere } from '../here.ts';
import { messagesOf } from '../rooms.ts';
import { Compose } from './compose.tsx';
import { Message } from './message.tsx';

interface Props {
  readonly conversation: string;
  readonly title: string;
  readonly mentions: boolean;
  readonly empty: string;
}

/** A chat: messages in order, the newest in sight, and a line to write in. */
export function Conversation({ conversation, title, mentions, empty }: Props) {
  const { state } = useHere();
  const messages = messagesOf(state, conversation);
  const box = useScrollToNewest(messages.length);
  return (
    <section className="conversation" aria-label={title}>
      <div className="messages" ref={box} role="log" aria-label="Meldinger">
        {messages.length === 0 ? <p className="empty">{empty}</p> : null}
        {messages.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </div>
      <Compose conversation={conversation} label={`Skriv i ${title}`} mentions={mentions} />
    </section>
  );
}

/** Follows new messages, as chats do. */
export function useScrollToNewest(count: number) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  return box;
}
