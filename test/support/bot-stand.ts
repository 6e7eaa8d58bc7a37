import { type Log } from '../../bot/platform/log.ts';
import { httpServer } from '../../bot/platform/http/server.ts';
import { entraIdentity } from '../../bot/platform/identity/entra.ts';
import { botFrameworkTeams, type BotFramework } from '../../bot/platform/teams/botframework.ts';
import { type Card } from '../../bot/platform/teams/teams.ts';
import { refusalText } from '../../bot/platform/texts.ts';
import { httpsServer, issuer, json, type Answer, type HttpsServer, type Issuer } from './issuer.ts';

export const appId = '11111111-2222-4333-8444-555555555555';
export const tenant = 'aaaaaaaa-0000-4000-8000-000000000001';
export const otherTenant = 'bbbbbbbb-0000-4000-8000-000000000002';
export const person = 'cccccccc-0000-4000-8000-000000000003';
export const channel = '19:ledere@thread.tacv2';

/** What a handler of the tests answers with. */
export const card: Card = {
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'Takk. Du svarte 4 av 5.',
  body: [{ type: 'TextBlock', style: 'heading', text: 'Takk', wrap: true }],
};

type Activity = Readonly<Record<string, unknown>>;

interface BotReply {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
}

/** The service's Bot Framework door behind its real http door, a connector and an issuer, all on this machine. */
export interface BotStand extends BotFramework {
  readonly issuer: Issuer;
  readonly connector: HttpsServer;
  readonly serviceUrl: string;
  /** Of our own door. */
  readonly address: string;
  /** What the log was told of. */
  readonly bugs: unknown[];
  readonly warnings: unknown[];
  /** Claims as the Bot Connector makes them, valid now. */
  claims(): Record<string, unknown>;
  /** A message in the leader channel, as Teams sends it. */
  activity(change?: Activity): Record<string, unknown>;
  post(body: unknown, authorization?: string): Promise<BotReply>;
  /** Signs as Teams does and posts. */
  receive(change?: Activity): Promise<BotReply>;
  answerConnector(answer: Answer): void;
  close(): Promise<void>;
}

export async function botStand(sendDeadlineMs = 2000): Promise<BotStand> {
  const entra = await issuer();
  let sent = 0;
  const usual: Answer = (request, response) => {
    json(response, request.method === 'POST' ? 201 : 200, { id: `m${++sent}` });
  };
  let answer = usual;
  const connector = await httpsServer((...asked) => {
    answer(...asked);
  });
  const bugs: unknown[] = [];
  const warnings: unknown[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (event, fields) => void warnings.push([event, fields]),
    error: () => undefined,
    bug: (error) => `bug-${bugs.push(error)}`,
  };
  const identity = entraIdentity({
    tenant,
    clientId: appId,
    credential: { kind: 'secret', secret: 'secret' },
    authority: entra.url,
    deadlineMs: sendDeadlineMs,
  });
  const framework = botFrameworkTeams({
    identity,
    appId,
    tenant,
    cloud: {
      ToChannelFromBotLoginUrl: `${entra.url}/${tenant}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: entra.name,
      ToBotFromChannelOpenIdMetadataUrl: entra.metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: entra.metadataUrl,
      OAuthUrl: entra.url,
      CallerId: 'urn:botframework:azure',
    },
    allowedTenants: [tenant],
    serviceUrlHosts: [connector.host],
    sendDeadlineMs,
    sendPerSecond: 50,
    log,
  });
  const server = await httpServer({
    checkToken: () => Promise.reject(new Error('no tab here')),
    callsPerMinute: 1000,
    trustProxy: false,
    tab: { folder: '/nowhere', hostOrigins: [] },
    ready: {},
    refusalText,
    bugText: (_language, id) => id,
    log,
  });
  server.raw('/api/messages', (request, response) => framework.process(request, response));
  const { address } = await server.listen(0, '127.0.0.1');

  const serviceUrl = `${connector.url}/teams/`;
  const claims = () => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: entra.name, aud: appId, serviceurl: serviceUrl, nbf: now - 10, exp: now + 3600 };
  };
  let count = 0;
  const activity = (change: Activity = {}) => ({
    type: 'message',
    id: `a${++count}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:kari', name: 'Kari Ås', aadObjectId: person },
    recipient: { id: `28:${appId}`, name: 'Lederpuls' },
    conversation: {
      id: `${channel};messageid=1`,
      conversationType: 'channel',
      isGroup: true,
      tenantId: tenant,
    },
    channelData: { tenant: { id: tenant }, team: { id: '19:team@thread.tacv2' }, channel: { id: channel } },
    locale: 'nb-NO',
    text: '<at>Lederpuls</at> hjelp',
    entities: [{ type: 'mention', text: '<at>Lederpuls</at>', mentioned: { id: `28:${appId}` } }],
    ...change,
  });
  const post = async (body: unknown, authorization?: string): Promise<BotReply> => {
    const response = await fetch(`${address}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };

  return {
    ...framework,
    issuer: entra,
    connector,
    serviceUrl,
    address,
    bugs,
    warnings,
    claims,
    activity,
    post,
    receive: async (change) => post(activity(change), `Bearer ${await entra.sign(claims())}`),
    answerConnector(next) {
      answer = next;
    },
    async close() {
      await server.close(100);
      await Promise.all([entra.close(), connector.close()]);
    },
  };
}
