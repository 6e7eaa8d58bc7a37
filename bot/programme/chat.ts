import { type PeopleActions } from '../people/actions.ts';
import { type TeamsDoor } from '../platform/teams/teams.ts';
import { type ProgrammeActions } from './actions.ts';

/** What Teams tells of the channels the bot is in. */
export function programmeChat(door: TeamsDoor, programme: ProgrammeActions, people: PeopleActions): void {
  door.onInstalled((installation) => programme.installed(installation));
  door.onRemoved((installation) => programme.removed(installation));
  door.onPlaceChanged((change) => programme.placeChanged(change));
  door.onSeen((at) => programme.seen(at));
  door.onMembersChanged(async (at) => {
    people.dropRoster(at);
    // Who joins or leaves a team is told in its first channel, whose id is the team's.
    for (const { id, teamId } of await programme.channels(at.tenant))
      if (teamId === at.conversation) people.dropRoster({ ...at, conversation: id });
  });
}
