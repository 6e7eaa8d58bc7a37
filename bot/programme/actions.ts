import { type ChannelActions, channelActions } from './actions/channels.ts';
import { type DiscussionActions, discussionActions } from './actions/discussions.ts';
import { type RoundActions, roundActions } from './actions/rounds.ts';
import { type SetupActions, setupActions, type SetupParts } from './actions/setup.ts';

/** What a person, Teams or the clock can do to the programme, and what the features above read of it. */
export type ProgrammeActions = ChannelActions & DiscussionActions & RoundActions & SetupActions;

export function programmeActions(parts: SetupParts): ProgrammeActions {
  const rounds = roundActions(parts.database, parts.people);
  return {
    ...channelActions(parts.database),
    ...discussionActions(parts),
    ...rounds,
    ...setupActions(parts, rounds),
  };
}
