import { loadPacks } from '../../bot/content/packs.ts';
import { peopleActions } from '../../bot/people/actions.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { programmeActions } from '../../bot/programme/actions.ts';
import { channelStore } from '../../bot/programme/store/channels.ts';

export const channelId = (at: number) => `19:benk-${String(at)}@thread.tacv2`;
export const teamId = '19:benkteam@thread.tacv2';
/** A Friday; the first round opens on the Monday after. */
const setUpAt = new Date('2026-09-25T10:00:00Z');
/** Half an hour before the first round opens, and a second after. */
export const before = '2026-09-28T06:00:00Z';
export const monday = '2026-09-28T06:30:01Z';

const LEADERS = 7;
const SECTIONS_MOST = 2000;

/** So many leader channels in sections of seven leaders, at most 2,000, ready for their first Monday. */
export async function agency(
  database: Database,
  { tenant, serviceUrl, channels }: { tenant: string; serviceUrl: string; channels: number },
) {
  let counter = 0;
  const clock = { now: () => setUpAt };
  const packs = loadPacks('bot/content/packs');
  const people = peopleActions({ database, clock, teams: { members: () => Promise.resolve([]) } });
  const ids = () => `id-${String(++counter)}`;
  const lastPosts = () => ({ of: () => Promise.resolve(new Map<string, never>()) });
  const programme = programmeActions({ database, people, packs, clock, ids, lastPosts });
  const numbers = Array.from({ length: channels }, (_one, at) => at);
  const sections = numbers.slice(0, SECTIONS_MOST);
  await programme.keepUnits(tenant, {
    units: [
      { id: 'etat', name: 'Etaten', kind: 'agency', parent: null },
      ...sections.map((at) => {
        return { id: `s${at}`, name: `Seksjon ${at}`, kind: 'section' as const, parent: 'etat' };
      }),
    ],
    homes: sections.flatMap((at) =>
      Array.from({ length: LEADERS }, (_one, leader) => {
        return { person: `p${at}-${leader}`, name: `Leder ${at}-${leader}`, unit: `s${at}` };
      }),
    ),
  });
  await programme.keepProgramme(tenant, 'uka', {
    ...{ pack: 'digital-ledelse', startWeek: '2026-W40', zone: 'Europe/Oslo', state: 'running' },
    ...{ postOn: 1, postAt: '08:30', closeOn: 5, closeAt: '15:00', lateHours: 8 },
    ...{ every: 'week', nth: 1, onHoliday: 'next', quiet: [], daysOff: [] },
  });
  await database.transaction(async (connection) => {
    const store = channelStore(connection);
    for (const at of numbers)
      await store.keep({
        ...{ tenant, id: channelId(at), name: 'Ledere', teamId, teamName: `Seksjon ${at}` },
        ...{
          groupId: '',
          serviceUrl,
          unit: `s${at % SECTIONS_MOST}`,
          programme: 'uka',
          language: 'nb',
          state: 'active',
        },
        reason: undefined,
      });
  });
  await programme.recordDiscussion(
    { tenant, id: 'admin' },
    { ...{ unit: 'etat', heldOn: '2026-09-01', counterpart: 'tillitsvalgt', basis: 'hovedavtalen' } },
  );
  return { people, programme, packs };
}
