import { type Caller, type Call, type Http, requireRole } from '../../platform/http/http.ts';
import { languageOf } from '../../platform/texts.ts';
import { type AboutActions } from '../actions/about.ts';
import { type DiscussionActions } from '../actions/discussions.ts';
import { type TrustActions } from '../actions/trust.ts';
import { forgetBody, noteBody } from '../api/trust.ts';
import { noteFile } from '../note/word.ts';

export interface TrustDoors {
  readonly trust: TrustActions;
  readonly about: AboutActions;
  readonly programme: Pick<DiscussionActions, 'recordNote'>;
  readonly agencyName: string;
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What people may know before they trust us, and their rights over what we know of them. */
export function trustRoutes(http: Http, { trust, about, programme, agencyName }: TrustDoors): void {
  http.get('/api/trust', ({ caller }) => trust.trust(caller.tenant, caller.language, hasInsight(caller)));
  http.get('/api/trust/note', async (call) => {
    requireInsight(call.caller);
    return await trust.note(call.caller.tenant, languageFor(call));
  });
  http.file('/api/trust/note.docx', async (call) => {
    requireInsight(call.caller);
    const language = languageFor(call);
    const note = await trust.note(call.caller.tenant, language);
    const bytes = await noteFile(note, agencyName, language);
    return { bytes, type: wordType, name: `${note.title} ${String(note.policyVersion)}.docx` };
  });
  http.post('/api/trust/note', noteBody, async ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    await programme.recordNote(caller);
  });
  http.get('/api/trust/me', ({ caller }) => about.aboutMe(caller, caller.language));
  http.post('/api/trust/me/forget', forgetBody, ({ caller }) => about.forgetMe(caller, caller.language));
}

const insightRoles = ['Puls.Representative', 'Puls.HR', 'Puls.Admin'] as const;
const hasInsight = (caller: Caller) => insightRoles.some((role) => caller.roles.includes(role));
const requireInsight = (caller: Caller) => {
  requireRole(caller, ...insightRoles);
};

/** The note is made in either form of Norwegian, whatever its reader reads; the address names it. */
const languageFor = ({ caller, query }: Pick<Call<unknown>, 'caller' | 'query'>) =>
  query['language'] === undefined ? caller.language : languageOf(query['language']);
