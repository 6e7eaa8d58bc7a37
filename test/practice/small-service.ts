/**
 * The least that practice can supervise: answers the doors that practice uses, checks the connector's signature against the
 * settings it got, polls the clock, and tells at /seen what it has been asked.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const env = process.env as Record<string, string>;
const seen: { method: string; path: string; body: unknown }[] = [];
let clockVersion = 0;

async function read(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

async function signed(request: IncomingMessage): Promise<boolean> {
  const metadata = (await (await fetch(env['ToBotFromChannelOpenIdMetadataUrl'] ?? '')).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  return jwtVerify(token, keys, {
    issuer: env['ToBotFromChannelTokenIssuer'] ?? '',
    audience: env['MicrosoftAppId'] ?? '',
  }).then(
    () => true,
    () => false,
  );
}

interface Asked {
  readonly type?: string;
  readonly value?: { readonly action?: { readonly verb?: string; readonly data?: Record<string, unknown> } };
}

/** The card that a press gives back says who pressed what how often. */
let presses = 0;
function answer({ type, value }: Asked): unknown {
  if (type !== 'invoke') return undefined;
  presses += 1;
  const data = JSON.stringify(value?.action?.data ?? {});
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: `${value?.action?.verb ?? ''} ${data} ${presses}` }],
      refresh: { action: { type: 'Action.Execute', verb: 'refresh' } },
    },
  };
}

const setUp = { packs: [{ id: 'digital-ledelse', name: 'x', weeks: 1 }], discussions: [], units: [{}] };

const server = createServer((request, response) => {
  void (async () => {
    const path = request.url ?? '';
    const body = await read(request);
    if (path === '/seen') return response.end(JSON.stringify({ seen, clockVersion, presses }));
    if (path === '/readyz') return response.end('ok');
    seen.push({ method: request.method ?? '', path, body });
    if (path.startsWith('/api/setup')) {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify(setUp));
    }
    if (path !== '/api/messages') return response.writeHead(404).end();
    if (!(await signed(request))) return response.writeHead(401).end();
    const reply = answer(body as Asked);
    response.setHeader('content-type', 'application/json');
    return response.end(reply === undefined ? '' : JSON.stringify(reply));
  })();
});
server.listen(Number(env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

for (;;)
  try {
    const reply = await fetch(`${env['CLOCK_URL'] ?? ''}?after=${clockVersion}`);
    clockVersion = ((await reply.json()) as { version: number }).version;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
