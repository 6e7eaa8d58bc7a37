/** How a person is asked to let the service act for them; nothing here is kept. */

const randomBytes = 32;
const isGuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Goes with the question and comes back with the answer, so that nobody else's answer is taken for it. */
export function consentState(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(randomBytes));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

export const isState = (text: string): boolean => /^[\w-]{43}$/.test(text);

/**
 * Entra ID's page that asks for what is missing and for no more. It leads there and nowhere else: only the tenant comes
 * from outside, and that is a GUID. The code that comes back cannot be redeemed, for its challenge has no verifier.
 * `undefined` where the question is malformed. `place` = what the service has written into the page.
 */
export function authorizeAddress(
  place: string,
  of: {
    readonly tenant: string;
    readonly state: string;
    readonly back: string;
    readonly loginHint: string;
  },
): string | undefined {
  const [authority = '', clientId = '', ...scopes] = place.split(' ');
  if (!isGuid(of.tenant) || !isState(of.state) || !isGuid(clientId)) return undefined;
  const query = new URLSearchParams({
    client_id: clientId,
    ...{ response_type: 'code', response_mode: 'fragment', redirect_uri: of.back, state: of.state },
    scope: ['openid', ...scopes].join(' '),
    ...{ code_challenge: consentState(), code_challenge_method: 'S256' },
    // Without `prompt`: who lacks nothing is not asked again, which the agency may have forbidden.
    ...(of.loginHint === '' ? {} : { login_hint: of.loginHint }),
  });
  return `${authority}/${of.tenant}/oauth2/v2.0/authorize?${query.toString()}`;
}
