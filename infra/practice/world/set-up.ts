import {
  type ChannelBody,
  type DiscussionBody,
  type ProgrammeBody,
  type SetupReply,
  type UnitsBody,
} from '../../../bot/programme/api.ts';
import { type World, type WorldChannel, type WorldPerson } from '../api.ts';
import { conversationOf } from './roster.ts';
import { mondayAfter } from './seed.ts';

/** The first set-up, as an administrator does it: through the service's own set-up routes, in this order. */
export interface SetUpNeeds {
  readonly world: World;
  readonly now: Date;
  readonly agencyName: string;
  /** Tells the service that the app has been installed where the world says so. */
  install(): Promise<void>;
  /** Calls the service as the administrator; rejects unless the answer is 2xx. */
  readonly call: (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) => Promise<unknown>;
}

const programme = 'digital-ledelse';
const agencyId = 'etaten';

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/æ/g, 'ae')
    .replace(/ø/g, 'o')
    .replace(/å/g, 'a')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** The most common of the values; `undefined` = there are none. */
function mostCommon<Value>(values: readonly Value[]): Value | undefined {
  const times = new Map<Value, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** `2026-W48` of a date. */
function isoWeek(date: string): string {
  const day = new Date(`${date}T12:00:00Z`);
  const weekday = day.getUTCDay() === 0 ? 7 : day.getUTCDay();
  const thursday = new Date(day.getTime() + (4 - weekday) * 86_400_000);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = 1 + Math.floor((thursday.getTime() - newYear) / (7 * 86_400_000));
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

function unitsOf(world: World, agencyName: string): UnitsBody {
  const placed = world.people.filter(
    (person): person is WorldPerson & { unit: string } => person.unit !== undefined,
  );
  const names = [...new Set(placed.map(({ unit }) => unit))];
  return {
    units: [
      { id: agencyId, name: agencyName, kind: 'agency', parent: null },
      ...names.map((name) => ({ id: slug(name), name, kind: 'department' as const, parent: agencyId })),
    ],
    homes: placed.map(({ id, name, unit }) => ({ person: id, name, unit: slug(unit) })),
  };
}

const languages = { 'nb-no': 'nb', 'nn-no': 'nn', 'en-us': 'en' } as const;

/** A leader channel belongs to the unit that most of its people have their home in, and speaks as most of them do. */
function channelPlan(world: World, channel: WorldChannel): ChannelBody {
  const members = conversationOf(world, channel.id)?.members ?? [];
  const unit = mostCommon(members.flatMap((person) => person.unit ?? []));
  return {
    unit: unit === undefined ? agencyId : slug(unit),
    programme,
    language: languages[mostCommon(members.map((person) => person.locale)) ?? 'nb-no'],
    state: 'active',
  };
}

/** By role: nobody's name is needed. */
function discussionPlan(unit: string, now: Date): DiscussionBody {
  return {
    unit,
    heldOn: now.toISOString().slice(0, 10),
    counterpart: 'Hovedtillitsvalgt og hovedverneombud',
    basis: 'Hovedavtalen i staten og arbeidsmiljøloven §§ 4-2, 8-1 og 8-2',
  };
}

/** Done twice it changes nothing. */
export async function setUp(needs: SetUpNeeds): Promise<void> {
  const { world, now, call } = needs;
  await needs.install();
  const units = unitsOf(world, needs.agencyName);
  await call('PUT', '/api/setup/units', units);
  const { packs, discussions } = (await call('GET', '/api/setup')) as SetupReply;
  const pack = packs.find(({ id }) => id === programme) ?? packs[0];
  await call('PUT', `/api/setup/programmes/${programme}`, {
    pack: pack?.id ?? programme,
    startWeek: isoWeek(mondayAfter(now)),
    zone: 'Europe/Oslo',
    postOn: 1,
    postAt: '08:30',
    closeOn: 5,
    closeAt: '15:00',
    lateHours: 8,
    every: 'week',
    nth: 1,
    onHoliday: 'next',
    quiet: ['july', 'christmas', 'easter'],
    daysOff: [],
    state: 'running',
  } satisfies ProgrammeBody);
  for (const channel of world.channels.filter(({ installed }) => installed))
    await call('PUT', `/api/setup/channels/${encodeURIComponent(channel.id)}`, channelPlan(world, channel));
  for (const { id } of units.units)
    if (!discussions.some(({ unit }) => unit === id))
      await call('POST', '/api/setup/discussions', discussionPlan(id, now));
}
