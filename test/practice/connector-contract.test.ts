import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend, type Request } from 'openapi-backend';
import { parse } from 'yaml';
import { type GraphRequest } from '../../infra/practice/api.ts';
import { personalId } from '../../infra/practice/world/roster.ts';
import { cardMessage, type Running, runPractice } from './running.ts';

const description = join(import.meta.dirname, '../../../shared/contracts/connector.openapi.yaml');
const isThere = existsSync(description);
if (!isThere)
  process.stdout.write(`not run: the connector's published description is not at ${description}\n`);

const sentences = (errors: readonly { instancePath?: string; message?: string }[] | null | undefined) =>
  (errors ?? []).map(({ instancePath, message }) => `${instancePath ?? ''} ${message ?? ''}`);

async function published() {
  const definition = parse(readFileSync(description, 'utf8')) as Document;
  const api = new OpenAPIBackend({
    definition,
    quick: true,
    strict: false,
    validate: true,
    ajvOpts: { strict: false },
    customizeAjv: (ajv) => {
      (addFormats as unknown as (to: typeof ajv) => void)(ajv);
      return ajv;
    },
  });
  await api.init();
  return api;
}

/** What is wrong with a recorded call, in the words of the published description. */
function faultsOf(api: OpenAPIBackend, call: GraphRequest): string[] {
  const [path = '', query = ''] = call.path.replace('/teams', '').split('?');
  const request: Request = {
    method: call.method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: call.headers,
    body: call.body,
  };
  const operation = api.matchOperation(request);
  if (operation === undefined) return [`no operation ${call.method} ${path}`];
  const asked = api.validateRequest(request, operation);
  // Where the description names no body, the validator would fall back on that of errors.
  const answered = call.reply === null ? undefined : api.validateResponse(call.reply, operation, call.status);
  return [...sentences(asked.errors), ...sentences(answered?.errors)];
}

const of = (id: string) => `/v3/conversations/${encodeURIComponent(id)}`;

/** Every operation of the connector that practice offers, and each kind of refusal once. */
async function useAll({ state, connector: ask }: Running): Promise<void> {
  const { channels, meetings, people } = await state();
  const [channel, meeting, person] = [channels[0], meetings[0], people[0]];
  if (channel === undefined || meeting === undefined || person === undefined) throw new Error('No world.');
  const { body } = await ask('POST', '/v3/conversations', {
    isGroup: true,
    channelData: { channel: { id: channel.id } },
    activity: cardMessage(),
  });
  const thread = body as { id: string; activityId: string };
  await ask('POST', `${of(thread.id)}/activities`, cardMessage());
  await ask('PUT', `${of(thread.id)}/activities/${thread.activityId}`, cardMessage());
  await ask('DELETE', `${of(thread.id)}/activities/${thread.activityId}`);
  await ask('POST', `${of('19:nowhere@thread.tacv2')}/activities`, cardMessage());
  await ask('GET', `${of(channel.id)}/members`);
  await ask('GET', `${of(channel.id)}/pagedmembers?pageSize=50`);
  await ask('GET', `/v3/teams/${encodeURIComponent(channel.team)}`);
  await ask('GET', `/v3/teams/${encodeURIComponent(channel.team)}/conversations`);
  await ask('GET', `/v1/meetings/${meeting.id}`);
  await ask('GET', `/v1/meetings/${meeting.id}/participants/${meeting.organizer}`);
  const hello = { type: 'message', text: 'Hei' };
  const to = `${of(personalId(person.id))}/activities`;
  await Promise.all(Array.from({ length: 8 }, () => ask('POST', to, hello)));
}

(isThere ? describe : describe.skip)('the connector of practice', () => {
  it('answers as the published description says', async () => {
    const practice = await runPractice();
    try {
      await useAll(practice);
      const { requests } = (await practice.api('GET', '/api/connector/requests')).body as {
        requests: GraphRequest[];
      };
      const api = await published();
      expect(requests.flatMap((call) => faultsOf(api, call))).toEqual([]);
      expect(new Set(requests.map(({ status }) => status))).toEqual(new Set([200, 201, 404, 429]));
    } finally {
      await practice.end();
    }
  });
});
