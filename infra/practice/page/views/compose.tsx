import { useState } from 'react';
import { useAct } from '../act.ts';
import { write } from '../client.ts';
import { useHere } from '../here.ts';
import { Icon } from '../icons.tsx';

interface Props {
  readonly conversation: string;
  readonly label: string;
  /** In channels and group chats the bot hears only what mentions it. */
  readonly mentions: boolean;
}

export function Compose({ conversation, label, mentions }: Props) {
  const { me, reload } = useHere();
  const { busy, fault, act } = useAct();
  const [text, setText] = useState('');
  const send = () => {
    if (text.trim() === '' || busy) return;
    void act(async () => {
      await write(me.id, conversation, text.trim());
      setText('');
      await reload();
    });
  };
  return (
    <form
      className="compose"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {mentions ? <span className="mention">Lederpuls</span> : null}
      <input
        aria-label={label}
        placeholder={mentions ? 'skriv for eksempel hjelp' : 'Skriv til Lederpuls, for eksempel hjelp'}
        value={text}
        maxLength={2000}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <button type="submit" className="icon-button" aria-label="Send" disabled={busy || text.trim() === ''}>
        <Icon name="send" />
      </button>
      {fault === undefined ? null : (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
