import { type State } from '../api.ts';
import { type ApiRoute, streamed } from '../api-server.ts';
import { type Parts } from '../parts.ts';
import { tenantId } from '../sign-in/identity.ts';
import { manifestMessageCommands, manifestTabs } from '../tabs.ts';
import { personalId } from '../world/roster.ts';
import { notFound, wholeNumber, worldPerson } from './asked.ts';

/** How long a look may wait for cards to be refreshed; a slow service must not hide the rest. */
const lookMs = 5000;
const heartbeatMs = 25_000;

function stateOf(parts: Parts, manifestFolder: string): State {
  const world = parts.worlds.world();
  const services = parts.services.states();
  const address = parts.services.address() ?? services[0]?.address ?? '';
  return {
    ...world,
    version: parts.changes.version(),
    now: parts.clock.now().toISOString(),
    tenant: tenantId,
    serviceUrl: parts.teams.serviceUrl,
    personalChats: Object.fromEntries(world.people.map(({ id }) => [id, personalId(id)])),
    messages: parts.teams.messages.all(),
    inCalls: parts.happenings.inCalls(),
    services,
    ...parts.graph.state(),
    tabs: manifestTabs(manifestFolder, address),
    lackingConsent: parts.consents.lacking(),
    messageCommands: manifestMessageCommands(manifestFolder),
  };
}

/** GET /api/state, /api/changes, /api/files/{id}, /api/…/requests */
export function stateRoutes(parts: Parts, manifestFolder: string): ApiRoute[] {
  return [
    [
      'GET',
      /^\/api\/state$/,
      async ({ query }) => {
        const as = query.get('as');
        if (as !== null) {
          const late = new Promise((resolve) => setTimeout(resolve, lookMs).unref());
          await Promise.race([parts.presses.look(worldPerson(parts, as)), late]);
        }
        return stateOf(parts, manifestFolder);
      },
    ],
    [
      'GET',
      /^\/api\/changes$/,
      ({ query, response }) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        const tell = (version: number) => response.write(`data: ${JSON.stringify({ version })}\n\n`);
        const after = wholeNumber(query, 'after');
        if (after !== undefined && parts.changes.version() > after) tell(parts.changes.version());
        else response.write(': listening\n\n');
        const stop = parts.changes.listen(tell);
        const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs);
        response.on('close', () => {
          stop();
          clearInterval(heartbeat);
        });
        return streamed;
      },
    ],
    [
      'GET',
      /^\/api\/files\/([^/]+)$/,
      ({ params, response }) => {
        const file = parts.graph.file(params[0] ?? '');
        if (file === undefined) throw notFound('file');
        response.writeHead(200, {
          'content-type': file.type,
          'content-length': file.bytes.length,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          'x-content-type-options': 'nosniff',
        });
        response.end(file.bytes);
        return streamed;
      },
    ],
    ...(['graph', 'connector'] as const).flatMap((which): ApiRoute[] => [
      ['GET', new RegExp(`^/api/${which}/requests$`), () => ({ requests: parts.logs[which].list() })],
      [
        'DELETE',
        new RegExp(`^/api/${which}/requests$`),
        () => {
          parts.logs[which].empty();
        },
      ],
    ]),
  ];
}
