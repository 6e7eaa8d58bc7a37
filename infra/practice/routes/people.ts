import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ApiRoute } from '../api-server.ts';
import { isJson } from '../connector/activity-body.ts';
import { choose } from '../connector/choices.ts';
import { say } from '../connector/typing.ts';
import { type Parts } from '../parts.ts';
import { botAccount, conversationOf, personalId } from '../world/roster.ts';
import { asked, notFound, worldPerson } from './asked.ts';

const actionBody = z.object({
  message: z.string(),
  action: z.string(),
  inputs: z.record(z.string(), z.unknown()).default({}),
});
const choiceBody = z.object({
  message: z.string(),
  command: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
});
const callBody = z.object({ conversation: z.string(), person: z.string(), do: z.enum(['join', 'leave']) });
const messageBody = z.object({ conversation: z.string(), text: z.string() });
const activityBody = z.object({
  activity: z.unknown(),
  token: z.enum(['none', 'expired', 'wrong-audience', 'wrong-issuer', 'wrong-key']).optional(),
});

/** What every activity of Teams carries; anything the sender says itself stays, also `null`. */
function completed(parts: Parts, activity: unknown): unknown {
  if (!isJson(activity)) return activity;
  return {
    id: `f:${randomUUID()}`,
    channelId: 'msteams',
    serviceUrl: parts.teams.serviceUrl,
    timestamp: parts.clock.now().toISOString(),
    recipient: botAccount,
    ...activity,
  };
}

/** What people do: press, write, sign in; and any activity that somebody makes up. */
export function peopleRoutes(parts: Parts): ApiRoute[] {
  return [
    ...cardRoutes(parts),
    [
      'POST',
      /^\/api\/people\/([^/]+)\/messages$/,
      ({ params, body }) => {
        const person = worldPerson(parts, params[0] ?? '');
        const { conversation, text } = asked(body, messageBody);
        const where = conversation === 'personal' ? personalId(person.id) : conversation;
        return say(parts.teams, person, { conversation: where, text });
      },
    ],
    [
      'POST',
      /^\/api\/calls$/,
      async ({ body }) => {
        const { conversation: chat, person, do: change } = asked(body, callBody);
        const conversation = conversationOf(parts.worlds.world(), chat);
        if (conversation?.kind !== 'meeting') throw notFound('meeting');
        const reply = await parts.happenings.cameOrWent(conversation, change, worldPerson(parts, person));
        parts.changes.changed();
        return reply;
      },
    ],
    [
      'POST',
      /^\/api\/activities$/,
      ({ body }) => {
        const { activity, token } = asked(body, activityBody);
        return parts.teams.deliver(completed(parts, activity), token);
      },
    ],
    [
      'GET',
      /^\/api\/people\/([^/]+)\/token$/,
      async ({ params, query }) => {
        const wish = (name: string) => {
          const value = query.get(name);
          return value === null ? {} : { [name]: value };
        };
        const token = await parts.tokens.person(worldPerson(parts, params[0] ?? ''), {
          ...wish('audience'),
          ...wish('tenant'),
          ...wish('scope'),
          expired: query.get('expired') === '1',
        });
        return { token };
      },
    ],
  ];
}

/** On a card, and in the menu of a message. */
function cardRoutes(parts: Parts): ApiRoute[] {
  return [
    [
      'POST',
      /^\/api\/people\/([^/]+)\/actions$/,
      ({ params, body }) => parts.presses.press(worldPerson(parts, params[0] ?? ''), asked(body, actionBody)),
    ],
    [
      'POST',
      /^\/api\/people\/([^/]+)\/message-actions$/,
      ({ params, body }) => choose(parts.teams, worldPerson(parts, params[0] ?? ''), asked(body, choiceBody)),
    ],
  ];
}
