import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Keys } from '../../platform/keys/keys.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type Round } from '../../programme/model.ts';

/** What pulses need of the programme. */
export interface PulseProgramme extends Pick<ProgrammeActions, 'round' | 'roundChannels'> {
  /** IANA zone of the round's programme. */
  zone(round: Round): Promise<string>;
}

export interface PulseSurroundings {
  readonly database: Database;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly people: Pick<PeopleActions, 'units' | 'homes' | 'homeUnit' | 'requireMember' | 'chosenLanguage'>;
  readonly packs: Pick<Packs, 'entry' | 'area'>;
  readonly programme: PulseProgramme;
}
