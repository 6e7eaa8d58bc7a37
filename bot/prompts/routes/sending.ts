import { type Caller, type Http, requireRole } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { sendingProof } from '../actions/proof.ts';
import { sendingActions, type SendingParts } from '../actions/sending.ts';
import { seenBody, sendingBody, type SendingBody, type SendingReply } from '../api/sending.ts';
import { proofFile } from '../export/proof.ts';

/** The administrator follows what is being sent, stops it, and sees afterwards that nothing is missing. */
export function sendingRoutes(http: Http, parts: SendingParts & { readonly agencyName: string }): void {
  const actions = sendingActions(parts);
  const reply = (caller: Caller): Promise<SendingReply> => actions.view(caller.tenant, caller.language);

  http.get('/api/setup/sending', async ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    return await reply(caller);
  });
  http.post('/api/setup/sending/stop', sendingBody, async ({ caller, body }) => {
    requireRole(caller, 'Puls.Admin');
    await actions.stop(caller.tenant, body);
    return await reply(caller);
  });
  http.post('/api/setup/sending/resume', sendingBody, async ({ caller, body }) => {
    requireRole(caller, 'Puls.Admin');
    await actions.resume(caller.tenant, body);
    return await reply(caller);
  });
  http.post('/api/setup/sending/posts/:post', seenBody, async ({ caller, params, body }) => {
    requireRole(caller, 'Puls.Admin');
    await actions.seen(caller.tenant, params['post'] ?? '', body.lies);
    return await reply(caller);
  });
  http.get('/api/setup/sending/proof', async ({ caller, query }) => {
    requireRole(caller, 'Puls.Admin');
    return await sendingProof(parts, caller, wanted(query));
  });
  http.file('/api/setup/sending/export', async ({ caller, query }) => {
    requireRole(caller, 'Puls.Admin');
    const proof = await sendingProof(parts, caller, wanted(query));
    const round = await parts.programme.round(caller.tenant, proof.round);
    if (round === undefined) throw new Refusal('unknown-round');
    const { agencyName, clock } = parts;
    const zone = await parts.programme.zone(round);
    return await proofFile(proof, {
      round,
      agencyName,
      language: caller.language,
      zone,
      madeAt: clock.now(),
    });
  });
}

function wanted(query: Readonly<Record<string, string>>): SendingBody {
  const { data } = sendingBody.safeParse(query);
  if (data === undefined) throw new Refusal('bad-input');
  return data;
}
