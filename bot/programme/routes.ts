import { type SetUpRights } from '../people/actions/owners.ts';
import { type Caller, type Http, requireRole } from '../platform/http/http.ts';
import { type ProgrammeActions } from './actions.ts';
import { discussionBody, type SetupReply } from './api.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { unitRoutes } from './routes/units.ts';

/** Set-up is the administrator's. Every change answers with the set-up as it then is. */
export function programmeRoutes(
  http: Http,
  programme: ProgrammeActions,
  rights?: Pick<SetUpRights, 'shown'>,
): void {
  const reply = (caller: Caller): Promise<SetupReply> => programme.setup(caller.tenant, caller.language);

  http.get('/api/setup', async ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    rights?.shown(caller);
    return await reply(caller);
  });
  unitRoutes(http, programme);
  calendarRoutes(http, programme);
  http.post('/api/setup/discussions', discussionBody, async ({ caller, body }) => {
    requireRole(caller, 'Puls.Admin');
    await programme.recordDiscussion(caller, body);
    return await reply(caller);
  });
}
