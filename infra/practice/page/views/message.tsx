import { type StateMessage } from '../../api.ts';
import { dayText, timeText } from '../dates.ts';
import { useHere } from '../here.ts';
import { Avatar } from './avatar.tsx';
import { MessageCard } from './message-card.tsx';
import { MessageMenu } from './message-menu.tsx';

/** One message: who, when, what. Text is shown as text; only mentions of the bot stand out. */
export function Message({ message }: { message: StateMessage }) {
  const { now } = useHere();
  const at = new Date(message.sentAt);
  const day = dayText(at) === dayText(now) ? '' : `${dayText(at)} `;
  return (
    <article className="message" aria-label={`Melding fra ${message.from.name}`}>
      <Avatar name={message.from.name} bot={message.from.bot} />
      <div className="message-content">
        <p className="message-head">
          <strong>{message.from.name}</strong>
          {message.from.bot ? <span className="app-badge">App</span> : null}
          <time dateTime={message.sentAt}>
            {day}
            {timeText(at)}
          </time>
          {message.editedAt === undefined ? null : <span className="edited">Redigert</span>}
        </p>
        {message.text === undefined || message.text === '' ? null : (
          <p className="message-text">{mentions(message.text)}</p>
        )}
        <MessageCard message={message} />
      </div>
      {message.text === undefined || message.from.bot ? null : <MessageMenu message={message} />}
    </article>
  );
}

const mentions = (text: string) =>
  text.split(/(<at>.*?<\/at>|@Lederpuls)/).map((part, index) => {
    const name = /^<at>(.*)<\/at>$/.exec(part)?.[1] ?? (part === '@Lederpuls' ? 'Lederpuls' : undefined);
    return name === undefined ? (
      part
    ) : (
      <span key={index} className="mention">
        {name}
      </span>
    );
  });
