import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Keys } from '../../platform/keys/keys.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';

/** What pulses need of the world; `app.ts` gives it. */
export interface PulseSurroundings {
  readonly database: Database;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly people: Pick<PeopleActions, 'units' | 'homes' | 'homeUnit' | 'requireMember' | 'chosenLanguage'>;
  readonly packs: Pick<Packs, 'entry' | 'area'>;
  readonly programme: Pick<ProgrammeActions, 'round' | 'roundChannels' | 'zone' | 'policy'>;
}
