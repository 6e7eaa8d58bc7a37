import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Keys } from '../../platform/keys/keys.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type ReleaseEngine } from '../model/engine.ts';
import { type RoundMemory } from './memory.ts';

/** What pulses need of the world; `app.ts` gives it. */
export interface PulseSurroundings {
  readonly database: Database;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly memory: RoundMemory;
  readonly people: Pick<
    PeopleActions,
    'units' | 'homes' | 'homeChanges' | 'homeUnit' | 'profile' | 'requireMember'
  >;
  readonly packs: Pick<Packs, 'entry' | 'area' | 'find'>;
  readonly programme: Pick<ProgrammeActions, 'round' | 'roundChannel' | 'roundChannels' | 'zone' | 'policy'>;
  /** What decides what may be shown; only attack tests set another one. */
  readonly engine?: ReleaseEngine;
}
