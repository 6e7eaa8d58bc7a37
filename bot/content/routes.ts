import { type Http, requireRole } from '../platform/http/http.ts';
import { type ContentActions } from './actions.ts';
import { checkBody, checkBodyBytes, type CheckReply, type PackReply, type PacksReply } from './api.ts';

/** The administrator reads packs, and tries an own one. */
export function contentRoutes(http: Http, content: ContentActions): void {
  http.get('/api/setup/packs', ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    return Promise.resolve(content.packs(caller.language) satisfies PacksReply);
  });
  http.get('/api/setup/packs/:pack', ({ caller, params }) => {
    requireRole(caller, 'Puls.Admin');
    return Promise.resolve(content.pack(params['pack'] ?? '') satisfies PackReply);
  });
  http.file('/api/setup/packs/:pack/file', async ({ caller, params }) => {
    requireRole(caller, 'Puls.Admin');
    return await content.file(params['pack'] ?? '', caller.language);
  });
  http.file('/api/setup/pack-template', async ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    return await content.template(caller.language);
  });
  http.post(
    '/api/setup/packs/check',
    checkBody,
    async ({ caller, body }) => {
      requireRole(caller, 'Puls.Admin');
      return (await content.check(body.base64, caller.language)) satisfies CheckReply;
    },
    { maxBytes: checkBodyBytes, roles: ['Puls.Admin'] },
  );
}
