import { z } from 'zod';
import { type Caller, type Http, requireRole } from '../platform/http/http.ts';
import { type ProgrammeActions } from './actions.ts';
import { channelBody, discussionBody, programmeBody, type SetupReply } from './api.ts';
import { unitRoutes } from './routes/units.ts';

/** Set-up is the administrator's. Every change answers with the set-up as it then is. */
export function programmeRoutes(http: Http, programme: ProgrammeActions): void {
  const reply = (caller: Caller): Promise<SetupReply> => programme.setup(caller.tenant, caller.language);

  http.get('/api/setup', async ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    return await reply(caller);
  });
  unitRoutes(http, programme);
  http.put('/api/setup/programmes/:programme', programmeBody, async ({ caller, params, body }) => {
    requireRole(caller, 'Puls.Admin');
    await programme.keepProgramme(caller.tenant, named(params, 'programme'), body);
    return await reply(caller);
  });
  http.put('/api/setup/channels/:channel', channelBody, async ({ caller, params, body }) => {
    requireRole(caller, 'Puls.Admin');
    await programme.keepChannel(caller.tenant, named(params, 'channel'), body);
    return await reply(caller);
  });
  http.post('/api/setup/discussions', discussionBody, async ({ caller, body }) => {
    requireRole(caller, 'Puls.Admin');
    await programme.recordDiscussion(caller, body);
    return await reply(caller);
  });
}

const named = (params: Readonly<Record<string, string>>, name: string) =>
  z.string().min(1).max(300).parse(params[name]);
