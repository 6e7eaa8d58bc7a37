import { type Packs, loadPacks } from '../../bot/content/packs.ts';
import { peopleActions } from '../../bot/people/actions.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Member, TeamsFault } from '../../bot/platform/teams/teams.ts';
import { programmeActions } from '../../bot/programme/actions.ts';
import { type LastPosts } from '../../bot/programme/slots.ts';

export const tenant = '5f0f4c1e-7a54-4a0c-9f67-2b9f2f1c8d11';
export const admin = { tenant, id: 'admin' };
export const channelId = (name: string) => `19:${name}@thread.tacv2`;

const member = (id: string): Member => ({ id, teamsId: `29:${id}`, name: id, guest: false });

/** An agency of one section of nine with its leader channel, ready for its first Monday (28 September 2026). */
export async function office(
  database: Database,
  given: { channels?: readonly string[]; packs?: Packs } = {},
) {
  let now = new Date('2026-09-25T10:00:00Z');
  let lastPosts: LastPosts = { of: () => Promise.resolve(new Map()) };
  let counter = 0;
  const clock = { now: () => now };
  const ids = () => `id-${String(++counter)}`;
  const packs = given.packs ?? loadPacks('bot/content/packs');
  const rosters = new Map<string, Member[]>();
  const silent = new Set<string>();
  const people = peopleActions({
    database,
    clock,
    teams: {
      members: ({ conversation }) =>
        silent.has(conversation)
          ? Promise.reject(new TeamsFault({ kind: 'gone', status: 404, message: 'not found' }))
          : Promise.resolve(rosters.get(conversation) ?? []),
    },
  });
  const programme = programmeActions({ database, people, packs, clock, ids, lastPosts: () => lastPosts });
  const names = given.channels ?? ['plan'];

  await programme.keepUnits(tenant, {
    units: [
      { id: 'etat', name: 'Etaten', kind: 'agency', parent: null },
      { id: 'plan', name: 'Plan', kind: 'section', parent: 'etat' },
    ],
    homes: Array.from({ length: 9 }, (_one, at) => ({
      person: `leder${at}`,
      name: `Leder ${at}`,
      unit: 'plan',
    })),
  });
  await programme.keepProgramme(tenant, 'uka', {
    ...{ pack: 'digital-ledelse', startWeek: '2026-W40', zone: 'Europe/Oslo', state: 'running' },
    ...{ postOn: 1, postAt: '08:30', closeOn: 5, closeAt: '15:00', lateHours: 8 },
    ...{ every: 'week', nth: 1, onHoliday: 'next', quiet: [], daysOff: [] },
  });
  for (const name of names) {
    rosters.set(
      channelId(name),
      Array.from({ length: 9 }, (_one, at) => member(`leder${at}`)),
    );
    await programme.installed(installation(name));
    await programme.keepChannel(tenant, channelId(name), {
      ...{ unit: 'plan', programme: 'uka', language: 'nb', state: 'active' },
    });
  }
  await programme.recordDiscussion(admin, {
    ...{ unit: 'etat', heldOn: '2026-09-01', counterpart: 'hovedtillitsvalgt', basis: 'hovedavtalen' },
  });

  return {
    ...{ database, people, programme, packs, clock, ids },
    at: (time: string) => (now = new Date(time)),
    fillLastPosts: (posts: LastPosts) => (lastPosts = posts),
    roster: (name: string, members: Member[]) => rosters.set(channelId(name), members),
    failRoster: (name: string) => silent.add(channelId(name)),
  };
}

export type Office = Awaited<ReturnType<typeof office>>;

export function installation(name: string, serviceUrl = 'https://smba.example/no/') {
  return {
    at: { tenant, serviceUrl, conversation: channelId(name) },
    scope: 'channel' as const,
    from: { ...admin, teamsId: '29:admin', name: 'Admin', locale: 'nn-NO' },
    team: { id: channelId('team'), groupId: 'gruppe', name: 'Ledere' },
    channel: { id: channelId(name), name },
  };
}
