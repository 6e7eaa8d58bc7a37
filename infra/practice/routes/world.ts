import { z } from 'zod';
import { type Fault, type Mishap } from '../api.ts';
import { type ApiRoute } from '../api-server.ts';
import { type Parts } from '../parts.ts';
import { Refused } from '../refused.ts';
import { readWorld } from '../world/world-shape.ts';
import { asked, wholeNumber, worldPerson } from './asked.ts';

/** A little under what proxies and clients allow, and how long a service may take over what became due. */
const pollMs = 25_000;
const takeOverMs = 20_000;

const memberBody = z.object({
  conversation: z.string(),
  person: z.string(),
  do: z.enum(['join', 'leave']),
  role: z.enum(['Organizer', 'Presenter', 'Attendee']).optional(),
});
const clockBody = z.object({ now: z.iso.datetime({ offset: true }) });
const consentBody = z.object({ person: z.string(), required: z.boolean() });
const serviceBody = z.object({
  do: z.enum(['start', 'stop', 'kill', 'pause', 'resume']),
  index: z.number().int().min(0).default(0),
});
const milliseconds = z.number().int().min(0).max(600_000);
const mishapBody: z.ZodType<Mishap> = z.union([
  z.enum(['reset-before', 'reset-after-accept', 'hang', 'hang-after-accept']),
  z.strictObject({
    status: z.number().int().min(200).max(599),
    headers: z.record(z.string(), z.string()).exactOptional(),
    body: z.unknown().optional(),
    accepted: z.boolean().exactOptional(),
  }),
  z.strictObject({ slowMs: milliseconds, accepted: z.boolean().exactOptional() }),
  z.strictObject({ kill: z.number().int().min(0), accepted: z.boolean().exactOptional() }),
]);
const faultsBody: z.ZodType<readonly Fault[]> = z.array(
  z.strictObject({
    on: z.enum(['connector', 'graph', 'token']),
    method: z.string().exactOptional(),
    path: z.string().exactOptional(),
    about: z.string().exactOptional(),
    times: z.number().int().min(1).exactOptional(),
    showsAfterMs: milliseconds.exactOptional(),
    do: mishapBody,
  }),
);

async function moveClock(parts: Parts, to: Date): Promise<{ now: string }> {
  const version = parts.clock.move(to);
  parts.presses.moved();
  parts.changes.changed();
  const taken = await parts.clock.takenOver(version, () => parts.services.running(), takeOverMs);
  await parts.happenings.meetingsUpTo(parts.clock.now());
  if (!taken)
    throw new Refused(
      504,
      'not-taken-over',
      `The clock is moved, but a running service has not finished with the new time within ${takeOverMs / 1000} seconds.`,
    );
  return { now: parts.clock.now().toISOString() };
}

/** The world, its clock, the services and what goes wrong. */
export function worldRoutes(parts: Parts): ApiRoute[] {
  return [
    ['PUT', /^\/api\/world$/, ({ body }) => parts.administrator.replace(readWorld(body))],
    ['POST', /^\/api\/members$/, ({ body }) => parts.administrator.change(asked(body, memberBody))],
    ['POST', /^\/api\/clock$/, ({ body }) => moveClock(parts, new Date(asked(body, clockBody).now))],
    [
      'GET',
      /^\/api\/clock(?:\/(\d))?$/,
      ({ params, query }) =>
        params[0] === undefined
          ? parts.clock.reading()
          : parts.clock.poll(Number(params[0]), wholeNumber(query, 'after'), pollMs),
    ],
    ['GET', /^\/api\/services$/, () => ({ services: parts.services.states() })],
    [
      'POST',
      /^\/api\/service$/,
      async ({ body }) => {
        const order = asked(body, serviceBody);
        if (order.do === 'pause' || order.do === 'resume') return parts.services.hold(order.index, order.do);
        if (order.do !== 'start') return parts.services.end(order.index, order.do);
        const state = await parts.services.start(order.index);
        if (state.state === 'running') await parts.administrator.setUpOnce();
        return state;
      },
    ],
    [
      'POST',
      /^\/api\/consents$/,
      ({ body }) => {
        const { person, required } = asked(body, consentBody);
        parts.consents.require(worldPerson(parts, person).id, required);
      },
    ],
    [
      'POST',
      /^\/api\/faults$/,
      ({ body }) => {
        parts.faults.replace(asked(body, faultsBody));
      },
    ],
  ];
}
