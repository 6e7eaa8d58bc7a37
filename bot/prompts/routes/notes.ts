import { type Http } from '../../platform/http/http.ts';
import { lookBack, type LookBackParts, requirePosted } from '../actions/look-back.ts';
import { type NoteActions } from '../actions/notes.ts';
import { type LookBackReply, noteBody, type NoteReply } from '../api/notes.ts';

/** What a leader's channels have had, and the leader's own notes. No role reads another's. */
export function noteRoutes(
  http: Http,
  { notes, ...parts }: LookBackParts & { readonly notes: NoteActions },
): void {
  http.get(
    '/api/prompts',
    async ({ caller }): Promise<LookBackReply> => await lookBack(parts, caller, await notes.all(caller)),
  );
  http.put('/api/prompts/:round/note', noteBody, async ({ caller, params, body }): Promise<NoteReply> => {
    const round = params['round'] ?? '';
    await requirePosted(parts, caller, round);
    return await notes.keep(caller, round, body);
  });
}
