import { authorizeAddress, consentState, isState } from '../../tab/platform/consent.ts';

const client = '8b6e2a17-4c93-4f5d-9e08-71d3c5fa6b20';
const tenant = '3d1f7c52-9a86-4e0b-b7d4-5c2e8f60a914';
const place = `https://login.microsoftonline.com ${client} Files.ReadWrite.All Tasks.ReadWrite`;
const asked = { tenant, state: consentState(), back: 'https://puls.example/tab/consent-end', loginHint: '' };

describe('the address where people give consent', () => {
  it('is the tenant’s own, for our app and for no more than it uses', () => {
    const address = new URL(authorizeAddress(place, { ...asked, loginHint: 'kari@etat.example' }) ?? '');
    expect(`${address.origin}${address.pathname}`).toBe(
      `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
    );
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      ...{ client_id: client, redirect_uri: asked.back, state: asked.state, login_hint: 'kari@etat.example' },
      ...{ response_type: 'code', response_mode: 'fragment', code_challenge_method: 'S256' },
      scope: 'openid Files.ReadWrite.All Tasks.ReadWrite',
    });
    expect(address.searchParams.has('prompt')).toBe(false);
  });

  it.each([
    { tenant: 'common' },
    { tenant: `${tenant}/../evil` },
    { tenant: '@evil.example/' },
    { state: '' },
    { state: 'short' },
    { state: `${asked.state}&redirect_uri=https://evil.example` },
  ])('is not made of %j', (wrong) => {
    expect(authorizeAddress(place, { ...asked, ...wrong })).toBeUndefined();
  });

  it('is not made where the service names no app', () => {
    expect(authorizeAddress('', asked)).toBeUndefined();
  });

  it('carries a state that nobody else has', () => {
    const states = Array.from({ length: 100 }, consentState);
    expect(new Set(states).size).toBe(100);
    expect(states.every(isState)).toBe(true);
  });
});
