import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

/** A small Entra ID for tests of one door: it publishes its keys and signs whatever it is told to. */
export interface TestSignIn {
  readonly authority: string;
  readonly tenant: string;
  readonly clientId: string;
  /** A good token, changed by what is given; `undefined` removes a claim. */
  token(change?: JWTPayload, signing?: { readonly stranger?: boolean }): Promise<string>;
  /** From now on a new key signs, and it alone is published. */
  rotate(): Promise<void>;
  /** How many times the keys were asked for. */
  asked(): number;
  stop(): Promise<void>;
}

export const someone = '11111111-1111-4111-8111-111111111111';

export async function testSignIn(): Promise<TestSignIn> {
  const tenant = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  const clientId = 'cccccccc-cccc-4ccc-8ccc-cccccccccccc';
  let ours = await generateKeyPair('RS256');
  let kid = 'k1';
  const strangers = await generateKeyPair('RS256');
  const published = async () =>
    JSON.stringify({ keys: [{ ...(await exportJWK(ours.publicKey)), kid, alg: 'RS256' }] });
  let keys = await published();
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json');
    response.end(keys);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    authority,
    tenant,
    clientId,
    asked: () => asked,
    async rotate() {
      ours = await generateKeyPair('RS256');
      kid = 'k2';
      keys = await published();
    },
    token(change = {}, { stranger = false } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        ver: '2.0',
        iss: `${authority}/${tenant}/v2.0`,
        aud: clientId,
        tid: tenant,
        oid: someone,
        name: 'Kari Nordmann',
        scp: 'access_as_user',
        iat: now,
        nbf: now,
        exp: now + 3600,
        ...change,
      };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(stranger ? strangers.privateKey : ours.privateKey);
    },
    stop: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
