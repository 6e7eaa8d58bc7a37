import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Consents } from './consents.ts';
import { appId, tenantId } from './identity.ts';
import { askedScopes, consentedScopes } from './permissions.ts';

/** Entra ID's page where a person lets the app act for them. */
export interface AuthorizeNeeds {
  readonly consents: Consents;
  /** The person's name; `undefined` = nobody of this tenant. */
  name(person: string): string | undefined;
  /** Where the registered app may be led back to. */
  redirects(): readonly string[];
}

const path = `/${tenantId}/oauth2/v2.0/authorize`;
const formBytesMax = 1000;

interface Asked {
  readonly person: string;
  readonly scopes: readonly string[];
  readonly back: string;
  readonly state: string;
}

/** Answers `false` where the request is another's. */
export async function authorize(
  needs: AuthorizeNeeds,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'https://localhost');
  if (url.pathname !== path) return false;
  const asked = read(needs, url.searchParams);
  if (typeof asked === 'string') html(response, 400, `<h1>Feil</h1><p>${escape(asked)}</p>`);
  else if (request.method === 'POST') answer(needs, asked, { said: await form(request), response });
  else html(response, 200, question(asked, needs.name(asked.person) ?? ''));
  return true;
}

/** What is asked, or what is wrong with it. A fault is never sent to an address that comes with it. */
function read(needs: AuthorizeNeeds, query: URLSearchParams): Asked | string {
  const one = (name: string) => query.get(name) ?? '';
  if (one('client_id') !== appId) return 'AADSTS700016: Application was not found in the directory.';
  if (!needs.redirects().includes(one('redirect_uri')))
    return 'AADSTS50011: The redirect URI does not match the redirect URIs configured for the application.';
  if (one('response_type') !== 'code' || one('response_mode') !== 'fragment')
    return 'AADSTS700054: This response is not enabled for the application.';
  if (one('code_challenge_method') !== 'S256' || one('code_challenge').length !== 43)
    return 'AADSTS9002325: Proof Key for Code Exchange is required.';
  const { scopes } = askedScopes(one('scope'));
  if (scopes.some((scope) => !consentedScopes.includes(scope)))
    return 'AADSTS650053: The application asked for a scope that is not registered.';
  const person = one('login_hint').split('@')[0] ?? '';
  if (needs.name(person) === undefined) return 'AADSTS50034: The person does not exist in this tenant.';
  return { person, scopes, back: one('redirect_uri'), state: one('state') };
}

function answer(
  { consents }: AuthorizeNeeds,
  { person, back, state }: Asked,
  { said, response }: { readonly said: string; readonly response: ServerResponse },
): void {
  const accepted = said === 'choice=accept';
  if (accepted) consents.require(person, false);
  const told = accepted ? { code: 'practice-code', state } : { error: 'access_denied', state };
  response.writeHead(302, { location: `${back}#${new URLSearchParams(told).toString()}` });
  response.end();
}

async function form(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > formBytesMax) return '';
  }
  return text;
}

const question = ({ scopes }: Asked, name: string): string =>
  [
    '<p>Øvingsmiljøets utgave av Microsofts side</p><h1>Tillatelser som kreves</h1>',
    `<p>${escape(name)}, Lederpuls ber om å få gjøre dette på dine vegne:</p>`,
    `<ul>${scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')}</ul>`,
    '<form method="post"><button name="choice" value="accept">Godta</button> ',
    '<button name="choice" value="cancel">Avbryt</button></form>',
  ].join('');

function html(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(
    `<!doctype html><html lang="nb"><meta charset="utf-8"><title>Logg på</title><main>${body}</main></html>`,
  );
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
