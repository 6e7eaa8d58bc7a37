import { type ZodType } from 'zod';
import { type Caller, type FileReply, type Http, requireRole } from '../platform/http/http.ts';
import { Refusal } from '../refusal.ts';
import { resultList, resultListAgain, type ResultListParts } from './actions/list.ts';
import { pulseResults } from './actions/results.ts';
import { type PulseSurroundings } from './actions/surroundings.ts';
import { exportQuery, resultListBody, resultsQuery, type ResultsQuery } from './api.ts';
import { resultsReply } from './cards/reply.ts';
import { resultsFile } from './export/file.ts';
import { type Reach } from './model/reach.ts';

/** What HR, the employee representatives and leaders read in the tab: released cells only. */
export function pulsesRoutes(http: Http, at: PulseSurroundings, agencyName: string): void {
  http.get('/api/results', async ({ caller, query }) =>
    resultsReply(await resultsFor(at, caller, checked(resultsQuery, query)), caller.language),
  );
  http.file('/api/results/export', async ({ caller, query }): Promise<FileReply> => {
    const { format, language = caller.language, ...wanted } = checked(exportQuery, query);
    const reply = resultsReply(await resultsFor(at, caller, wanted), language);
    return resultsFile(reply, { agencyName, format, language, wanted });
  });
}

/** How the agency's SharePoint list fares, for whoever can mend it. */
export function resultListRoutes(http: Http, parts: ResultListParts, wake: () => void): void {
  http.get('/api/results/list', ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    return resultList(parts, caller.tenant);
  });
  http.post('/api/results/list', resultListBody, async ({ caller, body }) => {
    requireRole(caller, 'Puls.Admin');
    await resultListAgain(parts, caller.tenant, body.everything);
    wake();
    return await resultList(parts, caller.tenant);
  });
}

async function resultsFor(at: PulseSurroundings, caller: Caller, query: ResultsQuery) {
  const { tenant, roles } = caller;
  const reach = await reachOf(at, caller);
  return pulseResults(at, { tenant, reach, query, comments: roles.includes('Puls.HR') });
}

async function reachOf({ people }: PulseSurroundings, { tenant, id, roles }: Caller): Promise<Reach> {
  if (roles.includes('Puls.HR')) return 'all';
  if (roles.includes('Puls.Representative')) return 'agency';
  const home = await people.homeUnit({ tenant, id });
  if (!home) throw new Refusal('not-allowed');
  return { unit: home.id };
}

function checked<Query>(shape: ZodType<Query>, query: Readonly<Record<string, string>>): Query {
  const { data, error } = shape.safeParse(query);
  if (error)
    throw new Refusal('bad-input', { faults: error.issues.map(({ path }) => path.join('.')).join(', ') });
  return data;
}
