import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type State, type WorldPerson } from '../../infra/practice/api.ts';
import { startPractice } from '../../infra/practice/practice.ts';
import { readPracticeSettings } from '../../infra/practice/settings.ts';
import { appId, tenantId } from '../../infra/practice/sign-in/identity.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: never;
}

/** What the small service says it was asked. */
interface Seen {
  readonly seen: readonly { readonly method: string; readonly path: string; readonly body: never }[];
  readonly clockVersion: number;
  readonly presses: number;
}

/** Practice in this process, with the small service as its child. */
export async function runPractice() {
  const folder = mkdtempSync(join(tmpdir(), 'practice-'));
  const notes: string[] = [];
  const settings = readPracticeSettings({
    PATH: process.env['PATH'],
    PRACTICE_PORT: '0',
    PRACTICE_TLS_PORT: '0',
    SERVICE_PORT: '0',
    PRACTICE_DATA: join(folder, 'practice'),
    SERVICE_SCRIPT: fileURLToPath(import.meta.resolve('./small-service.ts')),
  });
  const practice = await startPractice(settings, (line) => notes.push(line));
  const end = async () => {
    await practice.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { ...practice, notes, end, ...(await tools(practice.url, folder)) };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Trusts practice's certificate and asks its doors. */
async function tools(url: string, folder: string) {
  const certificate = readFileSync(join(folder, 'practice', 'certificate.pem'), 'utf8');
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
  const { secret } = JSON.parse(readFileSync(join(folder, 'practice', 'files', 'identity.json'), 'utf8')) as {
    secret: string;
  };

  async function ask(address: string, method: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(address, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as never,
    };
  }

  const api = (method: string, path: string, body?: unknown) => ask(url + path, method, body);
  const state = async (as?: string) =>
    (await api('GET', as === undefined ? '/api/state' : `/api/state?as=${as}`)).body as State;
  const authority = new URL((await state()).serviceUrl).origin;

  async function token(form: Readonly<Record<string, string>>, tenant = tenantId): Promise<Answer> {
    const response = await fetch(`${authority}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: appId, client_secret: secret, ...form }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as never };
  }

  async function appToken(resource: string): Promise<string> {
    const { body } = await token({ grant_type: 'client_credentials', scope: `${resource}/.default` });
    return (body as { access_token: string }).access_token;
  }

  const botToken = await appToken('https://api.botframework.com');
  return {
    authority,
    secret,
    api,
    state,
    token,
    appToken,
    ask,
    /** As the service asks the connector. */
    connector: (method: string, path: string, body?: unknown) =>
      ask(`${authority}/teams${path}`, method, body, botToken),
    async seen(): Promise<Seen> {
      const [service] = (await state()).services;
      return (await ask(`${service?.address ?? ''}/seen`, 'GET').then(({ body }) =>
        typeof body === 'string' ? (JSON.parse(body) as unknown) : body,
      )) as Seen;
    },
    async person(name: string): Promise<WorldPerson> {
      const found = (await state()).people.find((one) => one.name === name);
      if (found === undefined) throw new Error(`Nobody is called ${name}.`);
      return found;
    },
  };
}

export type Running = Awaited<ReturnType<typeof runPractice>>;

/** A message with a card that can be pressed and refreshes itself. */
export const cardMessage = (extra: Readonly<Record<string, unknown>> = {}) => ({
  type: 'message',
  summary: 'Uke 48',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [
          { type: 'TextBlock', text: 'Hvordan går det?' },
          { type: 'Input.Text', id: 'comment', label: 'Kommentar' },
        ],
        actions: [
          { type: 'Action.Execute', title: '4', verb: 'answer', data: { value: 4 } },
          { type: 'Action.Execute', title: '5', verb: 'answer', data: { value: 5 } },
        ],
        ...extra,
      },
    },
  ],
});
