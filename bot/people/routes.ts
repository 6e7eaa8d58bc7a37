import { type Caller, type Http } from '../platform/http/http.ts';
import { type Language } from '../platform/texts.ts';
import { type PeopleActions } from './actions.ts';
import { languageBody, type MeReply } from './api.ts';

export function peopleRoutes(http: Http, people: PeopleActions): void {
  http.get('/api/me', ({ caller }) => Promise.resolve(me(caller, caller.language)));
  http.put('/api/me/language', languageBody, async ({ caller, body }) => {
    await people.setLanguage(caller, body.language);
    return me(caller, body.language);
  });
}

function me(caller: Caller, language: Language): MeReply {
  return { id: caller.id, name: caller.name, roles: caller.roles, language };
}
