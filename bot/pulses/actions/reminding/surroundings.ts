import { type PeopleActions } from '../../../people/actions.ts';
import { type Pace, type Teams } from '../../../platform/teams/teams.ts';
import { type ProgrammeActions } from '../../../programme/actions.ts';
import { type PulseSurroundings } from '../surroundings.ts';

/** What reminding people needs of the world beside what pulses need; `app.ts` gives it. */
export interface ReminderSurroundings extends PulseSurroundings {
  readonly people: PulseSurroundings['people'] &
    Pick<PeopleActions, 'roster' | 'homeChanges' | 'reminderChoice' | 'unreminded'>;
  readonly programme: PulseSurroundings['programme'] & Pick<ProgrammeActions, 'daysOff'>;
  readonly teams: Pick<Teams, 'personalChat' | 'send'>;
  readonly pace: Pick<Pace, 'turn'>;
  /** The machine's clock, in milliseconds. */
  readonly machineNow: () => number;
}
