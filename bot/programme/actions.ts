import { type CalendarActions, calendarActions } from './actions/calendar.ts';
import { type ChannelActions, channelActions } from './actions/channels.ts';
import { type DecidingActions, decidingActions } from './actions/deciding.ts';
import { type DiscussionActions, discussionActions } from './actions/discussions.ts';
import { type EffectActions, effectActions } from './actions/effects.ts';
import { type PlannedActions, plannedActions } from './actions/planned.ts';
import { type PolicyActions, policyActions } from './actions/policy.ts';
import { type RoundActions, roundActions } from './actions/rounds.ts';
import { type SetupActions, setupActions, type SetupParts } from './actions/setup.ts';
import { type UnitFileActions, unitFileActions } from './actions/unit-files.ts';
import { type UnitActions, unitActions } from './actions/units.ts';
import { type WeekActions, weekActions } from './actions/weeks.ts';

/** What a person, Teams or the clock can do to the programme, and what the features above read of it. */
export type ProgrammeActions = CalendarActions &
  ChannelActions &
  DecidingActions &
  DiscussionActions &
  EffectActions &
  PlannedActions &
  PolicyActions &
  RoundActions &
  SetupActions &
  UnitActions &
  UnitFileActions &
  WeekActions;

export function programmeActions(parts: SetupParts): ProgrammeActions {
  const rounds = roundActions(parts.database, parts.people);
  return {
    ...calendarActions(parts),
    ...channelActions(parts.database),
    ...decidingActions(parts),
    ...discussionActions(parts),
    ...effectActions(parts),
    ...plannedActions(parts),
    ...rounds,
    ...policyActions(parts.database),
    ...setupActions(parts, rounds),
    ...unitActions(parts),
    ...unitFileActions(parts),
    ...weekActions(parts),
  };
}
