/**
 * The baseline of `npm run bench posting`: botbuilder's connector client, which sends the same card as often, so many
 * calls at a time, and keeps nothing. Writes the milliseconds it took and its processor time.
 */
import { readFileSync } from 'node:fs';
import { ConnectorClient } from 'botframework-connector';

const env = process.env as Record<string, string>;
const at = (name: string) => env[name] ?? '';
const token = await appToken();
const credentials = {
  signRequest(request: { headers: { set(name: string, value: string): void } }) {
    request.headers.set('authorization', `Bearer ${token}`);
    return Promise.resolve(request);
  },
};
const client = new ConnectorClient(credentials as never, { baseUri: at('BARE_SERVICE_URL') });
const content: unknown = JSON.parse(readFileSync(at('BARE_CARD'), 'utf8'));
const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];

async function appToken(): Promise<string> {
  const response = await fetch(`${at('ToChannelFromBotLoginUrl')}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', scope: `${at('BARE_AUDIENCE')}/.default` },
      ...{ client_id: at('MicrosoftAppId'), client_secret: at('MicrosoftAppPassword') },
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function post(number: number): Promise<void> {
  await client.conversations.createConversation({
    isGroup: true,
    channelData: { channel: { id: `19:benk-${String(number)}@thread.tacv2` } },
    activity: { type: 'message', summary: 'Uka', attachments },
  } as never);
}

const posts = Number(at('BARE_POSTS'));
const lanes = Number(at('BARE_LANES'));
// The token, the connection and the compiler are warm before the clock starts.
for (let number = 0; number < lanes; number++) await post(number);
const began = performance.now();
const used = process.cpuUsage();
await Promise.all(
  Array.from({ length: lanes }, async (_one, lane) => {
    for (let number = lane; number < posts; number += lanes) await post(number);
  }),
);
const { user, system } = process.cpuUsage(used);
process.stdout.write(
  `${JSON.stringify({ wallMs: performance.now() - began, cpuMs: (user + system) / 1000 })}\n`,
);
