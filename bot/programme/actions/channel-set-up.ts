import { type Localised, textIn } from '../../content/model.ts';
import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { ancestors, type Unit } from '../../people/model.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Member, TeamsFault } from '../../platform/teams/teams.ts';
import { type Language } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { programmeBody } from '../api.ts';
import { dayIn } from '../model/calendar.ts';
import {
  closingDay,
  isOffered,
  newProgrammeId,
  offeredWeeks,
  programmeToJoin,
  type SetUpChoice,
} from '../model/channel-set-up.ts';
import { type LeaderChannel, type Programme, type Weekday } from '../model/programme.ts';
import { nextSlot, type Slot } from '../model/rhythm.ts';
import { channelStore } from '../store/channels.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';
import { type DecidingActions } from './deciding.ts';
import { type RoundActions } from './rounds.ts';

/** How far a channel has come: nothing chosen, ready for its posts, or a text key that says what is missing. */
type SetUpStage = 'open' | 'ready' | (string & {});

/** What has been decided about a channel, for everybody in it. */
export interface ChannelSetUp {
  readonly channel: LeaderChannel;
  readonly stage: SetUpStage;
  readonly unit: string | undefined;
  readonly programme: Programme | undefined;
  /** The name of the pack. */
  readonly content: Localised | undefined;
  readonly next: Slot | undefined;
  /** No post has gone out in the programme yet. */
  readonly isFirst: boolean;
}

/** What can be chosen, and what is chosen unless somebody says otherwise. */
export interface SetUpForm {
  readonly channel: LeaderChannel;
  /** Likeliest first, as many as a card has room for. */
  readonly units: readonly Pick<Unit, 'id' | 'name'>[];
  readonly packs: readonly { readonly id: string; readonly name: string }[];
  readonly languages: readonly LeaderChannel['language'][];
  readonly weeks: readonly string[];
  readonly zone: string;
  readonly chosen: SetUpChoice;
}

export interface ChannelSetUpActions {
  /** Of all channels, or of one. */
  setUps(tenant: string, only?: string): Promise<readonly ChannelSetUp[]>;
  form(channel: LeaderChannel, language: Language): Promise<SetUpForm>;
  /**
   * Sets the channel up, in a programme that has these times already or in a new one. Done twice it changes nothing.
   * Throws `bad-input`, `unknown-pack`, `unknown-unit` or, where another channel has it, `unit-taken`.
   */
  setUpChannel(channel: LeaderChannel, choice: SetUpChoice): Promise<void>;
}

export interface ChannelSetUpParts {
  readonly database: Database;
  readonly people: Pick<PeopleActions, 'units' | 'homes' | 'roster'>;
  readonly packs: Packs;
  readonly clock: Clock;
  readonly programme: Pick<DecidingActions, 'keepProgramme'> & Pick<RoundActions, 'readiness'>;
}

/** The unit list's share of a card, in characters; a card takes some 14,000 in all. */
const UNIT_CHARS_MAX = 5000;
const standard = { postOn: 1, postAt: '08:30', closeAt: '15:00', zone: 'Europe/Oslo' } as const;

export function channelSetUpActions(parts: ChannelSetUpParts): ChannelSetUpActions {
  return {
    setUps: (tenant, only) => setUps(parts, tenant, only),
    form: (channel, language) => formOf(parts, channel, language),

    async setUpChannel(channel, choice) {
      const { database } = parts;
      const { tenant } = channel;
      check(parts, choice);
      await checkUnit(parts, channel, choice.unit);
      const programme = await programmeFor(parts, tenant, choice);
      await database.transaction(async (connection) => {
        const known = await channelStore(connection).hold(tenant, channel.id);
        if (known === undefined || known.state === 'removed') throw new Refusal('not-found');
        const state = known.state === 'paused' ? 'paused' : 'active';
        const { unit, language } = choice;
        await channelStore(connection).keep({
          ...known,
          unit,
          language,
          programme,
          state,
          reason: undefined,
        });
      });
    },
  };
}

async function setUps(
  { database, packs, people, clock, programme }: ChannelSetUpParts,
  tenant: string,
  only: string | undefined,
): Promise<readonly ChannelSetUp[]> {
  const programmes = new Map((await programmeStore(database).of(tenant)).map((one) => [one.id, one]));
  const units = new Map((await people.units(tenant)).map(({ id, name }) => [id, name]));
  const ready = (await programme.readiness(tenant)).filter(
    ({ channel }) => (only ?? channel.id) === channel.id,
  );
  const newest = new Map<string, string | undefined>();
  for (const { channel } of ready)
    if (channel.programme !== undefined && !newest.has(channel.programme))
      newest.set(channel.programme, await roundStore(database).newestWeek(tenant, channel.programme));
  return ready.map(({ channel, why }) => {
    const followed = programmes.get(channel.programme ?? '');
    const last = newest.get(channel.programme ?? '');
    const isRunning = followed?.state === 'running';
    return {
      ...{ channel, unit: units.get(channel.unit ?? ''), programme: followed, isFirst: last === undefined },
      stage: followed === undefined ? 'open' : (why ?? 'ready'),
      content: followed && packs.find(followed.pack)?.name,
      next: isRunning ? nextSlot(followed, clock.now(), last) : undefined,
    };
  });
}

async function formOf(
  parts: ChannelSetUpParts,
  channel: LeaderChannel,
  language: Language,
): Promise<SetUpForm> {
  const { packs, clock } = parts;
  const model = await modelFor(parts, channel);
  const { zone, postOn, postAt, pack, next } = model;
  const soon = offeredWeeks(dayIn(zone, clock.now()));
  const weeks = [...new Set(next === undefined ? soon : [...soon, next])].sort();
  const { units, likeliest } = await unitsFor(parts, channel);
  const unit = channel.unit ?? likeliest;
  return {
    ...{ channel, units, weeks, zone },
    packs: packs.list().map(({ id, name }) => ({ id, name: textIn(name, language) })),
    languages: [...new Set(packs.list().flatMap((one) => one.languages))],
    chosen: { unit, language: channel.language, pack, postOn, postAt, startWeek: next ?? weeks[1] ?? '' },
  };
}

type Model = Pick<Programme, 'zone' | 'postOn' | 'postAt' | 'pack'> & {
  /** The week of its next post. */
  readonly next?: string | undefined;
};

/** What a channel is likely to get: what it has, else what others have. */
async function modelFor(
  { database, packs, clock }: ChannelSetUpParts,
  channel: LeaderChannel,
): Promise<Model> {
  const programmes = await programmeStore(database).of(channel.tenant);
  const found =
    programmes.find(({ id }) => id === channel.programme) ??
    programmes.find(({ state }) => state === 'running');
  const pack = packs.find(found?.pack ?? '')?.id ?? packs.list()[0]?.id ?? '';
  if (found === undefined) return { ...standard, pack };
  const newest = await roundStore(database).newestWeek(found.tenant, found.id);
  return { ...found, pack, next: nextSlot(found, clock.now(), newest)?.week };
}

/** Those that have no other channel: first where the channel's people are at home, and what lies above. */
async function unitsFor(
  { database, people }: ChannelSetUpParts,
  channel: LeaderChannel,
): Promise<{ readonly units: readonly Unit[]; readonly likeliest: string | undefined }> {
  const all = await people.units(channel.tenant);
  const taken = await takenUnits(database, channel);
  const homes = new Map((await people.homes(channel.tenant)).map(({ person, unit }) => [person, unit]));
  const times = new Map<string, number>();
  for (const { id } of await membersOf(people, channel)) {
    const home = homes.get(id);
    if (home !== undefined) times.set(home, (times.get(home) ?? 0) + 1);
  }
  const near = [...times].sort(([, a], [, b]) => b - a).map(([unit]) => unit);
  const above = near.flatMap((unit) => ancestors(all, unit).map(({ id }) => id));
  const order = [...new Set([...near, ...above, ...all.map(({ id }) => id)])];
  const free = order.flatMap((id) => all.filter((unit) => unit.id === id && !taken.has(id)));
  let room = UNIT_CHARS_MAX;
  const units = free.filter(
    ({ id, name }) => (room -= JSON.stringify({ title: name, value: id }).length) > 0,
  );
  return { units, likeliest: near.find((unit) => units.some(({ id }) => id === unit)) };
}

/** A channel that Teams does not let us read has nobody to go by. */
async function membersOf(
  people: ChannelSetUpParts['people'],
  { tenant, serviceUrl, id }: LeaderChannel,
): Promise<readonly Member[]> {
  try {
    return await people.roster({ tenant, serviceUrl, conversation: id });
  } catch (fault) {
    if (fault instanceof TeamsFault) return [];
    throw fault;
  }
}

/** By other channels: a unit's results are shown where its people are. */
async function takenUnits(database: Database, { tenant, id }: LeaderChannel): Promise<ReadonlySet<string>> {
  const others = (await channelStore(database).of(tenant)).filter(
    (channel) => channel.id !== id && channel.state !== 'removed',
  );
  return new Set(others.flatMap(({ unit }) => unit ?? []));
}

async function checkUnit(
  { database, people }: ChannelSetUpParts,
  channel: LeaderChannel,
  unit: string | undefined,
): Promise<void> {
  if (unit === undefined) return;
  if (!(await people.units(channel.tenant)).some(({ id }) => id === unit)) throw new Refusal('unknown-unit');
  if ((await takenUnits(database, channel)).has(unit)) throw new Refusal('unit-taken');
}

function check({ packs, clock }: ChannelSetUpParts, { pack, language, startWeek }: SetUpChoice): void {
  if (!packs.pack(pack).languages.includes(language)) throw new Refusal('language-not-in-pack');
  if (!isOffered(startWeek, dayIn(standard.zone, clock.now()))) throw new Refusal('bad-input');
}

/** Joins the programme that comes to the same, else makes one, in the frame that the agency has for others. */
async function programmeFor(
  { database, clock, programme }: ChannelSetUpParts,
  tenant: string,
  { pack, postOn, postAt, startWeek }: SetUpChoice,
): Promise<string> {
  const rounds = roundStore(database);
  const known: (KeptProgramme & { readonly newestWeek: string | undefined })[] = [];
  for (const one of await programmeStore(database).of(tenant))
    known.push({ ...one, newestWeek: await rounds.newestWeek(tenant, one.id) });
  const frame = known.find(({ state }) => state === 'running');
  const body = programmeBody.parse({
    ...{ pack, startWeek, postOn, postAt, closeOn: closingDay(postOn), closeAt: standard.closeAt },
    ...(frame && {
      ...{ zone: frame.zone, lateHours: frame.lateHours, onHoliday: frame.onHoliday },
      ...{ quiet: frame.quiet, daysOff: frame.daysOff, dayNames: frame.dayNames },
    }),
  });
  const wanted: Programme = {
    ...{ ...body, tenant, id: '', changes: new Map() },
    ...{ postOn, closeOn: body.closeOn as Weekday },
  };
  const found = programmeToJoin(known, wanted, clock.now());
  if (found !== undefined) return found.id;
  const id = newProgrammeId({ pack, startWeek, postOn, postAt }, new Set(known.map((one) => one.id)));
  await programme.keepProgramme(tenant, id, body);
  return id;
}
