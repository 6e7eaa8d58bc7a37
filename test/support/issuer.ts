import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { generate } from 'selfsigned';

export interface HeardRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
}

export interface HttpsServer {
  /** `https://localhost:<port>` */
  readonly url: string;
  readonly host: string;
  readonly heard: HeardRequest[];
  close(): Promise<void>;
}

export type Answer = (request: HeardRequest, response: ServerResponse, raw: IncomingMessage) => void;

export const json = (response: ServerResponse, status: number, body?: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

/** An https server on this machine that this process trusts, and that remembers what it was asked. */
export async function httpsServer(answer: Answer): Promise<HttpsServer> {
  // Authorities of one name would be mistaken for each other.
  const pems = await generate([{ name: 'commonName', value: `test ${randomUUID()}` }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), pems.cert]);
  const heard: HeardRequest[] = [];
  const server = createServer({ key: pems.private, cert: pems.cert }, (raw, response) => {
    const parts: Buffer[] = [];
    raw.on('error', () => undefined);
    raw.on('data', (part: Buffer) => parts.push(part));
    raw.on('end', () => {
      const request = requestOf(raw, Buffer.concat(parts));
      heard.push(request);
      answer(request, response, raw);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: `https://${host}`,
    host,
    heard,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

function requestOf(raw: IncomingMessage, bytes: Buffer): HeardRequest {
  const isJson = (raw.headers['content-type'] ?? '').includes('json') && bytes.length > 0;
  return {
    method: raw.method ?? '',
    path: raw.url ?? '',
    headers: raw.headers,
    bytes,
    body: isJson ? (JSON.parse(bytes.toString('utf8')) as unknown) : undefined,
  };
}

export interface Issuer extends HttpsServer {
  /** What stands in `iss` of the tokens of the Bot Connector. */
  readonly name: string;
  readonly metadataUrl: string;
  /** Signs as the Bot Connector does; `undefined` takes a claim away. */
  sign(claims: JWTPayload, header?: { kid?: string; key?: CryptoKey }): Promise<string>;
  /** The public key of `k1`, for forgeries. */
  readonly publicKey: CryptoKey;
  /** A key of somebody else. */
  readonly otherKey: CryptoKey;
  /** Replaces how the token endpoint answers. */
  answerTokens(answer: Answer): void;
}

/** Issues what Entra ID and the Bot Connector issue: metadata, keys with endorsements, tokens. */
export async function issuer(name = 'https://api.botframework.com'): Promise<Issuer> {
  const ours = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(ours.publicKey)), use: 'sig' };
  let tokens: Answer = (_request, response) => {
    json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: `token-${++issued}` });
  };
  let issued = 0;
  const server: HttpsServer = await httpsServer((request, response, raw) => {
    const [path = ''] = request.path.split('?');
    const tenant = path.split('/')[1] ?? '';
    if (path === '/bot/openid') json(response, 200, { issuer: name, jwks_uri: `${server.url}/bot/keys` });
    else if (path === '/bot/keys')
      json(response, 200, {
        keys: [
          { ...jwk, kid: 'k1', endorsements: ['msteams'] },
          { ...jwk, kid: 'k2', endorsements: ['webchat'] },
        ],
      });
    else if (path.endsWith('/.well-known/openid-configuration'))
      json(response, 200, {
        issuer: `${server.url}/${tenant}/v2.0`,
        authorization_endpoint: `${server.url}/${tenant}/oauth2/v2.0/authorize`,
        token_endpoint: `${server.url}/${tenant}/oauth2/v2.0/token`,
        jwks_uri: `${server.url}/bot/keys`,
      });
    else if (path.endsWith('/oauth2/v2.0/token')) tokens(request, response, raw);
    else json(response, 404, {});
  });
  return {
    ...server,
    name,
    metadataUrl: `${server.url}/bot/openid`,
    publicKey: ours.publicKey,
    otherKey: other.privateKey,
    sign: (claims, { kid = 'k1', key = ours.privateKey } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(key),
    answerTokens(answer) {
      tokens = answer;
    },
  };
}
