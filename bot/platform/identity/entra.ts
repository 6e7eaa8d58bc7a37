import { createHash } from 'node:crypto';
import {
  ConfidentialClientApplication,
  ManagedIdentityApplication,
  type AuthenticationResult,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { type Issued, keptToken } from './kept-token.ts';
import { IdentityFault, type Identity } from './identity.ts';

export type Credential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** Speaks for itself where it is the client; else it vouches for the client (federated credential). */
  | { readonly kind: 'managed-identity'; readonly clientId: string };

export interface EntraOptions {
  /** The tenant asked when none is named. */
  readonly tenant: string;
  readonly clientId: string;
  readonly credential: Credential;
  /** `https://login.microsoftonline.com`, or another cloud's. */
  readonly authority: string;
  /** Of each request to the authority. */
  readonly deadlineMs: number;
}

/** MSAL keeps every on-behalf-of token for good, so the client is made anew after so many people. */
const assertionsMax = 1000;

export function entraIdentity(options: EntraOptions): Identity {
  const { credential, deadlineMs } = options;
  const network = networkWithin(deadlineMs);
  const managed =
    credential.kind === 'managed-identity'
      ? new ManagedIdentityApplication({
          managedIdentityIdParams: { userAssignedClientId: credential.clientId },
          system: { networkClient: network },
        })
      : undefined;
  const speaksForItself = credential.kind === 'managed-identity' && credential.clientId === options.clientId;
  const applications = new Map<string, ConfidentialClientApplication>();
  const kept = new Map<string, () => Promise<string>>();
  const onBehalf = new Map<string, { client: ConfidentialClientApplication; assertions: Set<string> }>();

  const clientOf = (tenant: string) => confidentialClient(options, { tenant, network, managed });

  const issue = async (scope: string, tenant: string): Promise<Issued> => {
    if (managed !== undefined && speaksForItself) {
      const resource = scope.replace(/\/\.default$/, '');
      return issuedBy(managed.acquireToken({ resource }));
    }
    const client = applications.get(tenant) ?? clientOf(tenant);
    applications.set(tenant, client);
    return issuedBy(client.acquireTokenByClientCredential({ scopes: [scope] }));
  };

  return {
    async applicationToken(scope, tenant = options.tenant) {
      const name = `${tenant} ${scope}`;
      const token = kept.get(name) ?? keptToken(() => issue(scope, tenant));
      kept.set(name, token);
      return token();
    },

    async onBehalfOf(assertion, scopes, tenant) {
      const known = onBehalf.get(tenant);
      const entry =
        known !== undefined && known.assertions.size < assertionsMax
          ? known
          : { client: clientOf(tenant), assertions: new Set<string>() };
      onBehalf.set(tenant, entry);
      entry.assertions.add(createHash('sha256').update(assertion).digest('base64'));
      return tokenOf(entry.client.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: [...scopes] }));
    },
  };
}

function confidentialClient(
  { clientId, credential, authority }: EntraOptions,
  by: { tenant: string; network: INetworkModule; managed: ManagedIdentityApplication | undefined },
): ConfidentialClientApplication {
  const { managed } = by;
  return new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${authority}/${by.tenant}`,
      // MSAL knows Microsoft's own authorities; any other has to be vouched for.
      knownAuthorities: isPublicCloud(authority) ? [] : [new URL(authority).host],
      ...(credential.kind === 'secret' ? { clientSecret: credential.secret } : {}),
      ...(managed === undefined
        ? {}
        : {
            clientAssertion: async () =>
              tokenOf(managed.acquireToken({ resource: 'api://AzureADTokenExchange' })),
          }),
    },
    system: { networkClient: by.network },
  });
}

const isPublicCloud = (authority: string) => new URL(authority).host === 'login.microsoftonline.com';

async function tokenOf(asked: Promise<AuthenticationResult | null>): Promise<string> {
  return (await issuedBy(asked)).token;
}

async function issuedBy(asked: Promise<AuthenticationResult | null>): Promise<Issued> {
  let result: AuthenticationResult | null;
  try {
    result = await asked;
  } catch (error) {
    throw identityFault(error);
  }
  if (result === null || result.accessToken === '')
    throw new IdentityFault('refused', 'no token in the answer');
  return { token: result.accessToken, expiresAt: result.expiresOn?.getTime() ?? 0 };
}

const unreachable = new Set([
  'network_error',
  'endpoints_resolution_error',
  'openid_config_error',
  'no_network_connectivity',
  'temporarily_unavailable',
]);
const consent = /AADSTS(65001|65004|50076|50079|50158|53000|53003)|consent_required/;

/** MSAL's errors in our words. Its messages may hold names, so only its code is kept. */
function identityFault(error: unknown): IdentityFault {
  if (error instanceof IdentityFault) return error;
  const code = textOf(error, 'errorCode');
  const details = `${code} ${textOf(error, 'subError')} ${textOf(error, 'errorMessage')}`;
  if (unreachable.has(code)) return new IdentityFault('unreachable', code);
  if (code === 'interaction_required' || consent.test(details))
    return new IdentityFault('consent-needed', code);
  if (code === 'invalid_grant' || code === 'login_required') return new IdentityFault('sign-in-needed', code);
  return new IdentityFault('refused', code === '' ? 'unexpected' : code);
}

function textOf(error: unknown, field: string): string {
  if (typeof error !== 'object' || error === null) return '';
  const value = (error as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : '';
}

/** MSAL's requests with a deadline. An answer of 429 or 5xx counts as no answer: MSAL would remember it for a minute. */
function networkWithin(deadlineMs: number): INetworkModule {
  const send = async <Body>(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<Body>> => {
    let response: Response;
    let body: string;
    try {
      response = await fetch(url, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
        ...(options?.headers === undefined ? {} : { headers: options.headers }),
        ...(options?.body === undefined ? {} : { body: options.body }),
      });
      body = await response.text();
    } catch {
      throw new IdentityFault('unreachable', 'no answer in time');
    }
    if (response.status === 429 || response.status >= 500) {
      throw new IdentityFault('unreachable', `the authority answered ${response.status}`);
    }
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: parsed(body) as Body,
    };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new IdentityFault('unreachable', 'the authority answered no JSON');
  }
}
