import { useHere } from '../here.ts';
import { meetingsOf } from '../rooms.ts';
import { Avatar } from './avatar.tsx';
import { Conversation } from './conversation.tsx';

/** One's own chat with Lederpuls, and the chats of one's meetings. */
export function ChatView() {
  const { state, me, route, go, personalChat } = useHere();
  const meetings = meetingsOf(state, me.id);
  const meeting = meetings.find((one) => one.chat === route.id);
  return (
    <div className="split">
      <nav className="list" aria-label="Chatter">
        <ul>
          <li>
            <button
              type="button"
              aria-current={meeting ? undefined : 'true'}
              onClick={() => {
                go('chat');
              }}
            >
              <Avatar name="Lederpuls" bot /> Lederpuls
            </button>
          </li>
          {meetings.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one === meeting ? 'true' : undefined}
                onClick={() => {
                  go('chat', one.chat);
                }}
              >
                <Avatar name={one.title} /> {one.title}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="column">
        <header className="room-head">
          <h1>{meeting?.title ?? 'Lederpuls'}</h1>
        </header>
        {meeting ? (
          <Conversation
            key={meeting.chat}
            conversation={meeting.chat}
            title={meeting.title}
            mentions
            empty="Ingen meldinger i møtechatten ennå."
          />
        ) : (
          <Conversation
            key={personalChat}
            conversation={personalChat}
            title="chatten med Lederpuls"
            mentions={false}
            empty="Skriv hjelp, så forteller Lederpuls hva du kan spørre om."
          />
        )}
      </div>
    </div>
  );
}
