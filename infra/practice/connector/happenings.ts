import { type WorldMeeting, type WorldPerson } from '../api.ts';
import { type Keep } from '../graph-door.ts';
import { type Conversation, installedConversations, personOf } from '../world/roster.ts';
import { installation, meetingEvent, membersChanged, participantEvent } from './activities.ts';
import { type Delivered } from './delivery.ts';
import { sceneOf, type TeamsSide } from './scene.ts';

/** What Teams tells the service without anybody having written or pressed. */
export interface Happenings {
  /** The app was added to, or removed from, a channel or meeting. Answers the last status. */
  installed(conversation: Conversation, action: 'add' | 'remove'): Promise<Delivered>;
  joinedOrLeft(conversation: Conversation, change: 'join' | 'leave', person: WorldPerson): Promise<Delivered>;
  /** Somebody comes into the call of a meeting, or goes. Saying it twice tells it twice, as Teams may. */
  cameOrWent(
    conversation: Extract<Conversation, { kind: 'meeting' }>,
    change: 'join' | 'leave',
    person: WorldPerson,
  ): Promise<Delivered>;
  /** Who is in the call of each meeting, by its chat. */
  inCalls(): Readonly<Record<string, readonly string[]>>;
  /** Meetings whose start or end the clock has passed since the last time this was asked. */
  meetingsUpTo(now: Date): Promise<void>;
  /** The world starts anew: what lies before `now` has been told. */
  startFrom(now: Date): void;
}

const nobody: WorldPerson = { id: '', name: '', title: '', locale: 'nb-no', roles: [] };

/** Who would have done it: the team's owner, the meeting's organizer. */
function doer(side: TeamsSide, conversation: Conversation): WorldPerson {
  const world = side.world();
  if (conversation.kind === 'personal') return conversation.person;
  const id = conversation.kind === 'channel' ? conversation.team.owners[0] : conversation.meeting.organizer;
  return (id === undefined ? undefined : personOf(world, id)) ?? conversation.members[0] ?? nobody;
}

function momentsOf(meeting: WorldMeeting): readonly { at: Date; what: 'Start' | 'End' }[] {
  return [
    { at: new Date(meeting.startsAt), what: 'Start' },
    { at: new Date(meeting.endsAt), what: 'End' },
  ];
}

function roleOf({ participants, organizer }: WorldMeeting, person: string): string {
  const said = participants.find((one) => one.person === person)?.role;
  return said ?? (organizer === person ? 'Organizer' : 'Attendee');
}

export function happenings(side: TeamsSide, keep: Keep): Happenings {
  const calls = new Map<string, Set<string>>();
  let toldUpTo = new Date((keep.load('meetings-told') as string | undefined) ?? side.now().toISOString());
  const tell = (now: Date) => {
    toldUpTo = now;
    keep.save('meetings-told', () => toldUpTo.toISOString());
  };
  return {
    async installed(conversation, action) {
      const scene = sceneOf(side, doer(side, conversation), conversation.id);
      let answer: Delivered = { status: 200, body: null };
      for (const activity of installation(scene, action)) answer = await side.deliver(activity);
      return answer;
    },
    joinedOrLeft(conversation, change, person) {
      // Teams tells it of the team as a whole, in its General channel.
      const id = conversation.kind === 'channel' ? conversation.team.id : conversation.id;
      const scene = sceneOf(side, doer(side, conversation), id);
      return side.deliver(membersChanged(scene, change, person));
    },
    cameOrWent(conversation, change, person) {
      const call = calls.get(conversation.id) ?? new Set();
      calls.set(conversation.id, call);
      if (change === 'join') call.add(person.id);
      else call.delete(person.id);
      const scene = sceneOf(side, person, conversation.id);
      const role = roleOf(conversation.meeting, person.id);
      return side.deliver(participantEvent(scene, change === 'join' ? 'Join' : 'Leave', role));
    },
    inCalls: () => Object.fromEntries([...calls].map(([chat, people]) => [chat, [...people]])),
    async meetingsUpTo(now) {
      const since = toldUpTo;
      tell(now);
      const due = installedConversations(side.world())
        .flatMap((conversation) =>
          conversation.kind === 'meeting'
            ? momentsOf(conversation.meeting).map((moment) => ({ conversation, ...moment }))
            : [],
        )
        .filter(({ at }) => since < at && at <= now)
        .sort((one, other) => one.at.getTime() - other.at.getTime());
      for (const { conversation, what } of due) {
        const scene = sceneOf(side, doer(side, conversation), conversation.id);
        const event = meetingEvent(scene, what);
        if (event !== undefined) await side.deliver(event);
      }
    },
    startFrom(now) {
      calls.clear();
      tell(now);
    },
  };
}
