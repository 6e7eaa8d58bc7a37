import { z } from 'zod';
import { type World } from '../api.ts';
import { Refused } from '../refused.ts';

const id = z.string().min(1).max(300);

const shape = z.object({
  people: z
    .array(
      z.object({
        id: z.guid(),
        name: z.string().min(1),
        title: z.string().default(''),
        locale: z.enum(['nb-no', 'nn-no', 'en-us']).default('nb-no'),
        roles: z.array(z.enum(['Puls.HR', 'Puls.Admin', 'Puls.Representative'])).default([]),
        unit: z.string().min(1).optional(),
        guest: z.boolean().optional(),
      }),
    )
    .min(1),
  teams: z.array(
    z.object({ id, groupId: z.guid(), name: z.string().min(1), owners: z.array(id), members: z.array(id) }),
  ),
  channels: z.array(
    z.object({
      id,
      team: id,
      name: z.string().min(1),
      members: z.array(id).default([]),
      installed: z.boolean().default(true),
    }),
  ),
  meetings: z
    .array(
      z.object({
        id,
        chat: id,
        title: z.string().min(1),
        organizer: id,
        participants: z.array(z.object({ person: id, role: z.enum(['Organizer', 'Presenter', 'Attendee']) })),
        startsAt: z.iso.datetime({ offset: true }),
        endsAt: z.iso.datetime({ offset: true }),
        joinUrl: z.string().default('https://teams.microsoft.com/l/meetup-join/practice'),
        installed: z.boolean().default(true),
      }),
    )
    .default([]),
});

/** Names that lead nowhere, e.g. a member who is not among the people. */
function loose(world: World): string[] {
  const people = new Set(world.people.map((person) => person.id));
  const teams = new Set(world.teams.map((team) => team.id));
  return [
    ...world.teams.flatMap((team) => [...team.owners, ...team.members]).filter((one) => !people.has(one)),
    ...world.channels.flatMap((channel) => channel.members).filter((one) => !people.has(one)),
    ...world.channels.map((channel) => channel.team).filter((one) => !teams.has(one)),
    ...world.meetings
      .flatMap((meeting) => [meeting.organizer, ...meeting.participants.map(({ person }) => person)])
      .filter((one) => !people.has(one)),
  ];
}

/** Refused with 400 and the places that are wrong. */
export function readWorld(body: unknown): World {
  const read = shape.safeParse(body);
  if (!read.success) throw new Refused(400, 'bad-input', z.prettifyError(read.error));
  const world = {
    ...read.data,
    people: read.data.people.map(({ unit, guest, ...person }) => ({
      ...person,
      ...(unit === undefined ? {} : { unit }),
      ...(guest === undefined ? {} : { guest }),
    })),
  } satisfies World;
  const stray = loose(world);
  if (stray.length > 0)
    throw new Refused(400, 'bad-input', `Not in the world: ${[...new Set(stray)].slice(0, 10).join(', ')}.`);
  return world;
}
