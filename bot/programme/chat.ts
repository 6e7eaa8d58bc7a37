import { type PeopleActions } from '../people/actions.ts';
import { type TeamsDoor } from '../platform/teams/teams.ts';
import { type ProgrammeActions } from './actions.ts';

/** What Teams tells of the channels the bot is in. */
export function programmeChat(door: TeamsDoor, programme: ProgrammeActions, people: PeopleActions): void {
  door.onInstalled((installation) => programme.installed(installation));
  door.onRemoved((installation) => programme.removed(installation));
  door.onSeen((at) => programme.seen(at));
  door.onMembersChanged((at) => {
    people.dropRoster(at);
    return Promise.resolve();
  });
}
