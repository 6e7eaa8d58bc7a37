import { type Caller, type Http, requireRole } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type ProgrammeActions } from '../actions.ts';
import { type SetupReply, unitsBody } from '../api.ts';
import { policyBody } from '../api/policy.ts';
import { exportQuery, homesBody, importBody, importBodyBytes } from '../api/units.ts';

const large = { maxBytes: importBodyBytes, roles: ['Puls.Admin'] } as const;

/** Units, homes and the policy. Every change answers with the set-up as it then is. */
export function unitRoutes(http: Http, programme: ProgrammeActions): void {
  const reply = (caller: Caller): Promise<SetupReply> => programme.setup(caller.tenant, caller.language);

  http.put(
    '/api/setup/units',
    unitsBody,
    async ({ caller, body }) => {
      await programme.keepUnits(caller.tenant, body);
      return await reply(caller);
    },
    large,
  );
  http.put(
    '/api/setup/homes',
    homesBody,
    async ({ caller, body }) => {
      await programme.keepHomes(caller.tenant, body);
      return await reply(caller);
    },
    large,
  );
  http.get('/api/setup/people', async ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    return await programme.people(caller.tenant);
  });
  http.put('/api/setup/policy', policyBody, async ({ caller, body }) => {
    requireRole(caller, 'Puls.Admin');
    await programme.keepPolicy(caller.tenant, body);
    return await reply(caller);
  });
  http.file('/api/setup/units/export', async ({ caller, query }) => {
    requireRole(caller, 'Puls.Admin');
    const wanted = exportQuery.safeParse(query);
    if (!wanted.success) throw new Refusal('bad-input', { faults: 'format: xlsx, csv, json' });
    return await programme.exportUnits(caller.tenant, wanted.data, caller.language);
  });
  http.post(
    '/api/setup/units/import',
    importBody,
    ({ caller, body }) => programme.importUnits(caller.tenant, body, caller.language),
    large,
  );
}
