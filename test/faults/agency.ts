import { type Packs } from '../../bot/content/packs.ts';
import { peopleActions } from '../../bot/people/actions.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Member } from '../../bot/platform/teams/teams.ts';
import { programmeActions, type ProgrammeActions } from '../../bot/programme/actions.ts';

export const tenant = '5f0f4c1e-7a54-4a0c-9f67-2b9f2f1c8d11';
export const channelId = (number: number) => `19:kanal-${number}@thread.tacv2`;

/** Leaders answer in the first channels only: the others are there to be posted in. */
const LEADERS_EACH = 9;
const answering = (channel: number) => `enhet-${channel}`;

const admin = { tenant, id: 'admin' };

export interface AgencySize {
  readonly channels: number;
  /** So many of them, each of a unit of its own, have people who answer. */
  readonly answering: number;
}

export interface Leader {
  readonly id: string;
  readonly channel: string;
  readonly unit: string;
}

export const leadersOf = (size: AgencySize): readonly Leader[] =>
  Array.from({ length: size.answering * LEADERS_EACH }, (_one, index) => {
    const channel = Math.floor(index / LEADERS_EACH);
    return { id: `leder-${index}`, channel: channelId(channel), unit: answering(channel) };
  });

export const memberOf = ({ id }: Leader): Member => ({ id, teamsId: `29:${id}`, name: id, guest: false });

/** An agency that posts every Monday at 08:30 and closes on Fridays at 15:00, set up and ready before `startWeek`. */
export async function setUpAgency(
  given: { readonly database: Database; readonly packs: Packs; readonly now: () => Date },
  size: AgencySize,
  startWeek: string,
): Promise<void> {
  const { database, packs } = given;
  const clock = { now: given.now };
  const people = peopleActions({ database, clock, teams: { members: () => Promise.resolve([]) } });
  let id = 0;
  const programme = programmeActions({
    ...{ database, people, packs, clock, ids: () => `id-${++id}` },
    lastPosts: () => ({ of: () => Promise.resolve(new Map()) }),
  });
  const section = (id: string) => ({ id, name: id, kind: 'section' as const, parent: 'etat' });
  await programme.keepUnits(tenant, {
    units: [
      { id: 'etat', name: 'Etaten', kind: 'agency', parent: null },
      section('resten'),
      ...Array.from({ length: size.answering }, (_one, channel) => section(answering(channel))),
    ],
    homes: leadersOf(size).map(({ id, unit }) => ({ person: id, name: id, unit })),
  });
  await programme.keepProgramme(tenant, 'uka', {
    ...{ pack: 'digital-ledelse', startWeek, zone: 'Europe/Oslo', state: 'running' },
    ...{ postOn: 1, postAt: '08:30', closeOn: 5, closeAt: '15:00', lateHours: 8 },
    ...{ every: 'week', nth: 1, onHoliday: 'next', quiet: ['july', 'christmas', 'easter'], daysOff: [] },
  });
  for (let channel = 0; channel < size.channels; channel++) await addChannel(programme, channel, size);
  await programme.recordDiscussion(admin, {
    ...{ unit: 'etat', heldOn: '2026-09-01', counterpart: 'hovedtillitsvalgt', basis: 'hovedavtalen' },
  });
}

async function addChannel(programme: ProgrammeActions, channel: number, size: AgencySize): Promise<void> {
  const id = channelId(channel);
  await programme.installed({
    at: { tenant, serviceUrl: 'https://smba.example/no/', conversation: id },
    scope: 'channel',
    from: { ...admin, teamsId: '29:admin', name: 'Admin', locale: 'nb-NO' },
    team: { id: '19:team@thread.tacv2', groupId: 'gruppe', name: 'Ledere' },
    channel: { id, name: `Kanal ${channel}` },
  });
  await activate(programme, channel, size);
}

/** As the administrator does it, also with a channel that has been parked. */
export async function activate(
  programme: Pick<ProgrammeActions, 'keepChannel'>,
  channel: number,
  size: AgencySize,
): Promise<void> {
  await programme.keepChannel(tenant, channelId(channel), {
    ...{ unit: channel < size.answering ? answering(channel) : 'resten', programme: 'uka' },
    ...{ language: 'nb', state: 'active' },
  });
}
