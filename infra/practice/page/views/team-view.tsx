import { type WorldChannel } from '../../api.ts';
import { useHere } from '../here.ts';
import { channelsOf, membersOf, messagesOf, threadsOf, type Thread } from '../rooms.ts';
import { Avatar } from './avatar.tsx';
import { Compose } from './compose.tsx';
import { useScrollToNewest } from './conversation.tsx';
import { Message } from './message.tsx';

/** Teams and their channels on the left, the chosen channel's threads on the right. */
export function TeamView() {
  const { state, me, route } = useHere();
  const mine = channelsOf(state, me.id);
  const open =
    mine.find((channel) => channel.id === route.id) ?? mine.find((channel) => channel.installed) ?? mine[0];
  return (
    <div className="split">
      <ChannelList channels={mine} open={open?.id} />
      {open ? (
        <Channel key={open.id} channel={open} />
      ) : (
        <p className="empty">{me.name} er ikke med i noe team. Bytt person øverst til høyre.</p>
      )}
    </div>
  );
}

function ChannelList({ channels, open }: { channels: readonly WorldChannel[]; open: string | undefined }) {
  const { state, go } = useHere();
  const teams = state.teams.filter((team) => channels.some((channel) => channel.team === team.id));
  return (
    <nav className="list" aria-label="Team og kanaler">
      {teams.map((team) => (
        <section key={team.id} aria-label={team.name}>
          <h2>
            <Avatar name={team.name} /> {team.name}
          </h2>
          <ul>
            {channels
              .filter((channel) => channel.team === team.id)
              .map((channel) => (
                <li key={channel.id}>
                  <button
                    type="button"
                    aria-current={channel.id === open ? 'true' : undefined}
                    onClick={() => {
                      go('team', channel.id);
                    }}
                  >
                    {channel.name}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Channel({ channel }: { channel: WorldChannel }) {
  const { state } = useHere();
  const threads = threadsOf(state, channel.id);
  const box = useScrollToNewest(messagesOf(state, channel.id).length);
  return (
    <section className="conversation" aria-label={channel.name}>
      <header className="room-head">
        <h1>{channel.name}</h1>
        <span>{membersOf(state, channel).length} medlemmer</span>
      </header>
      <div className="messages" ref={box}>
        {threads.length === 0 ? <p className="empty">{emptyText(channel)}</p> : null}
        {threads.map((thread) => (
          <ThreadView key={thread.root.id} thread={thread} channel={channel} />
        ))}
      </div>
      {channel.installed ? (
        <Compose conversation={channel.id} label={`Start en samtale i ${channel.name}`} mentions />
      ) : null}
    </section>
  );
}

const emptyText = (channel: WorldChannel): string =>
  channel.installed
    ? 'Ukens refleksjon kommer mandag morgen. Trykk «Neste mandag 08:30» øverst.'
    : 'Lederpuls er ikke lagt til i denne kanalen.';

function ThreadView({ thread, channel }: { thread: Thread; channel: WorldChannel }) {
  return (
    <div className="thread">
      <Message message={thread.root} />
      {thread.replies.map((reply) => (
        <div key={reply.id} className="reply">
          <Message message={reply} />
        </div>
      ))}
      {thread.replies.length > 0 ? (
        <div className="reply">
          <Compose
            conversation={`${channel.id};messageid=${thread.root.id}`}
            label="Svar i tråden"
            mentions
          />
        </div>
      ) : null}
    </div>
  );
}
