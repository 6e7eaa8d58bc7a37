/**
 * The baseline of `npm run faults`: a sender of botbuilder as its documentation shows proactive messages. On Monday at
 * 08:30 it posts in every channel it was added to, on Friday at 15:00 below each of those posts. It is a careful one:
 * it notes each post on disk when the SDK says that it was sent, and after a restart goes on with those that are not.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationParameters,
  type ConversationReference,
  type Request,
  type Response,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import { type ServiceClientCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';
import { createServer, plugins } from 'restify';

const env = process.env as Record<string, string>;
const appId = env['MicrosoftAppId'] ?? '';
const tenant = env['MicrosoftAppTenantId'] ?? '';

interface Kept {
  readonly channels: Record<string, string>;
  /** Where each post lies, by week, kind and channel. */
  readonly sent: Record<string, string>;
}

mkdirSync(env['DATA_DIR'] ?? '', { recursive: true });
const file = join(env['DATA_DIR'] ?? '', 'plain.json');
const kept: Kept = load();

function load(): Kept {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    return { channels: {}, sent: {} };
  }
}

function keep(): void {
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file);
}

class Credentials extends ServiceClientCredentialsFactory {
  override isValidAppId = (id: string) => Promise.resolve(id === appId);
  override isAuthenticationDisabled = () => Promise.resolve(false);
  override createCredentials = (): Promise<ServiceClientCredentials> =>
    Promise.resolve({
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${await token()}`);
        return request;
      },
    });
}

async function token(): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: appId,
    scope: 'https://api.botframework.com/.default',
  };
  const response = await fetch(`${env['AUTHORITY'] ?? ''}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, client_secret: env['MicrosoftAppPassword'] ?? '' }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(env, new Credentials()));

class Bot extends TeamsActivityHandler {
  protected override onInstallationUpdateActivity({ activity }: TurnContext): Promise<void> {
    kept.channels[activity.conversation.id] = activity.serviceUrl;
    keep();
    return Promise.resolve();
  }
}

const cardOf = (week: string, on?: 'result') => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        ...{ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: week, wrap: true }] },
        actions: [{ type: 'Action.Execute', title: 'Møte', verb: 'agenda', data: { round: week, on } }],
      },
    },
  ],
});

async function postWeekly(channel: string, serviceUrl: string, week: string): Promise<string> {
  let conversation = '';
  const parameters = {
    ...{ isGroup: true, tenantId: tenant, channelData: { channel: { id: channel } } },
    activity: cardOf(week),
  } as unknown as ConversationParameters;
  const audience = 'https://api.botframework.com';
  await adapter.createConversationAsync(appId, 'msteams', serviceUrl, audience, parameters, (context) => {
    conversation = context.activity.conversation.id;
    return Promise.resolve();
  });
  return conversation;
}

async function postResult(conversation: string, serviceUrl: string, week: string): Promise<string> {
  const reference = {
    ...{ channelId: 'msteams', serviceUrl, bot: { id: `28:${appId}` } },
    conversation: { id: conversation },
  } as unknown as ConversationReference;
  await adapter.continueConversationAsync(appId, reference, async (context) => {
    await context.sendActivity(cardOf(week, 'result'));
  });
  return conversation;
}

let underWay = 0;

async function post(
  channel: string,
  serviceUrl: string,
  week: string,
  kind: 'weekly' | 'result',
): Promise<void> {
  const key = `${week} ${kind} ${channel}`;
  const weekly = kept.sent[`${week} weekly ${channel}`];
  if (kept.sent[key] !== undefined || (kind === 'result' && weekly === undefined)) return;
  underWay += 1;
  try {
    kept.sent[key] =
      kind === 'weekly'
        ? await postWeekly(channel, serviceUrl, week)
        : await postResult(weekly ?? '', serviceUrl, week);
    keep();
  } catch (error) {
    process.stderr.write(`${key}: ${String(error)}\n`);
  } finally {
    underWay -= 1;
  }
}

const oslo = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'short',
});

function isoWeek(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
  const number =
    Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 604_800_000) + 1;
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`;
}

async function carryOut(now: string): Promise<void> {
  const [day = '', time = ''] = oslo.format(new Date(now)).split(' ');
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const kind =
    weekday === 1 && time >= '08:30' ? 'weekly' : weekday === 5 && time >= '15:00' ? 'result' : undefined;
  if (kind === undefined) return;
  await Promise.all(
    Object.entries(kept.channels).map(([channel, url]) => post(channel, url, isoWeek(day), kind)),
  );
}

const bot = new Bot();
const server = createServer({ name: 'plain' });
server.use(plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as unknown as Request, response as unknown as Response, (context) =>
    bot.run(context),
  );
});
server.get('/readyz', (_request, response, next) => {
  response.send(200, 'ok');
  next();
});
server.get('/under-way', (_request, response, next) => {
  response.send(200, { underWay });
  next();
});
// Practice sets the world up through these; a plain sender has nothing to set up.
const setUp = { packs: [{ id: 'digital-ledelse' }], discussions: [], units: [{}] };
for (const method of ['get', 'put', 'post'] as const)
  server[method]('/api/setup*', (_request, response, next) => {
    response.send(200, setUp);
    next();
  });
server.listen(Number(env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

let version = 0;
for (;;)
  try {
    const reply = await fetch(`${env['CLOCK_URL'] ?? ''}?after=${version}`);
    const answer = (await reply.json()) as { version: number; now: string };
    version = answer.version;
    void carryOut(answer.now);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
