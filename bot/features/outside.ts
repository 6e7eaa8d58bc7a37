import { type Database } from '../platform/database/database.ts';
import { type microsoftGraph } from '../platform/graph/microsoft.ts';
import { type KeyPlace } from '../platform/keys/bond.ts';
import { type Log } from '../platform/log.ts';
import { type botFrameworkTeams } from '../platform/teams/botframework.ts';

/** What lies outside the process, opened. */
export interface Outside {
  readonly log: Log;
  readonly database: Database;
  readonly keys: KeyPlace;
  readonly bot: ReturnType<typeof botFrameworkTeams>;
  readonly graph: ReturnType<typeof microsoftGraph>;
}
