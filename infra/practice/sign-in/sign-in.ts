import { type IncomingMessage, type ServerResponse } from 'node:http';
import { authorize, type AuthorizeNeeds } from './authorize.ts';
import { publicHalf, tenantId } from './identity.ts';
import { entraProvider, type ProviderNeeds } from './provider.ts';

/** A door that reads and writes the connection itself, because the OpenID library does. */
export interface SignIn {
  owns(path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const guidPath = /^\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|common|organizations)(\/.*)$/i;
const connectorPath = '/botframework';

/** `{authority}{connectorPath}` issues and publishes what the connector signs with. */
export const connectorIssuer = (authority: string): string => `${authority}${connectorPath}`;
export const connectorMetadata = (authority: string): string =>
  `${authority}${connectorPath}/v1/.well-known/openidconfiguration`;
export const entraMetadata = (authority: string): string =>
  `${authority}/${tenantId}/v2.0/.well-known/openid-configuration`;

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** Entra ID under `/{tenant}/…`, Bot Framework's issuer under `/botframework/…`. */
export function signIn(needs: ProviderNeeds & AuthorizeNeeds): SignIn {
  const entra = entraProvider(needs).callback();
  const issuer = connectorIssuer(needs.authority);
  const published: Readonly<Record<string, unknown>> = {
    [`${connectorPath}/v1/.well-known/openidconfiguration`]: {
      issuer,
      authorization_endpoint: `${issuer}/v1/authorize`,
      jwks_uri: `${issuer}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    },
    [`${connectorPath}/v1/.well-known/keys`]: {
      keys: [{ ...publicHalf(needs.identity.connectorKey), endorsements: ['msteams'] }],
    },
  };
  return {
    owns: (path) => guidPath.test(path) || path.startsWith(`${connectorPath}/`),
    async handle(request, response) {
      const [path = ''] = (request.url ?? '').split('?');
      if (path in published) {
        sendJson(response, 200, published[path]);
        return;
      }
      if (await authorize(needs, request, response)) return;
      const [, tenant, rest = ''] = guidPath.exec(request.url ?? '') ?? [];
      if (tenant !== tenantId) {
        sendJson(response, 400, {
          error: 'invalid_tenant',
          error_description: `AADSTS90002: Tenant '${tenant ?? ''}' not found.`,
          error_codes: [90_002],
        });
        return;
      }
      // The provider knows its addresses below the tenant; the metadata's lies one step deeper.
      request.url = rest.replace(/^\/v2\.0\/\.well-known/, '/.well-known');
      (request as IncomingMessage & { originalUrl: string }).originalUrl = `/${tenantId}${request.url}`;
      await entra(request, response);
    },
  };
}
