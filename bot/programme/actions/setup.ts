import { type Packs } from '../../content/packs.ts';
import { entryOfWeek, textIn } from '../../content/model.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Ids } from '../../platform/ids.ts';
import { type Language, type TextKey, type Texts, texts } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type ChannelBody, type ProgrammeBody, type SetupReply } from '../api.ts';
import { nextSlot } from '../model/rhythm.ts';
import { type Weekday } from '../model/programme.ts';
import { type LastPost, type LastPosts } from '../slots.ts';
import { channelStore } from '../store/channels.ts';
import { discussionStore } from '../store/discussions.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';
import { policyStore } from '../store/policies.ts';
import { policyView } from './policy.ts';
import { type ChannelReadiness, type RoundActions } from './rounds.ts';
import { unitsEtag } from './units.ts';

/** What an administrator reads and decides. */
export interface SetupActions {
  setup(tenant: string, language: Language): Promise<SetupReply>;
  /** Throws `unknown-pack` or `bad-input`. */
  keepProgramme(tenant: string, id: string, body: ProgrammeBody): Promise<void>;
  /** Throws `not-found` or `unknown-unit`. */
  keepChannel(tenant: string, id: string, body: ChannelBody): Promise<void>;
}

export interface SetupParts {
  readonly database: Database;
  readonly people: PeopleActions;
  readonly packs: Packs;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly lastPosts: () => LastPosts;
}

export function setupActions(parts: SetupParts, rounds: RoundActions): SetupActions {
  const { database, people, packs, clock } = parts;
  return {
    setup: (tenant, language) => setupReply(parts, rounds, { tenant, language }),

    async keepProgramme(tenant, id, body) {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || !isZone(body.zone)) throw new Refusal('bad-input');
      packs.pack(body.pack);
      const store = programmeStore(database);
      const known = (await store.of(tenant)).find((programme) => programme.id === id);
      const since = known?.state === 'running' ? known.since : clock.now();
      const postOn = body.postOn as Weekday;
      await store.keep({ ...body, tenant, id, since, postOn, closeOn: body.closeOn as Weekday });
    },

    async keepChannel(tenant, id, body) {
      const units = await people.units(tenant);
      if (!units.some((unit) => unit.id === body.unit)) throw new Refusal('unknown-unit');
      const programmes = await programmeStore(database).of(tenant);
      if (!programmes.some((programme) => programme.id === body.programme)) throw new Refusal('not-found');
      await database.transaction(async (connection) => {
        const channels = channelStore(connection);
        const known = await channels.find(tenant, id);
        if (known === undefined) throw new Refusal('not-found');
        const state = known.state === 'removed' ? known.state : body.state;
        await channels.keep({ ...known, ...body, state, reason: undefined });
      });
    },
  };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

interface Reader {
  readonly tenant: string;
  readonly language: Language;
}

async function setupReply(parts: SetupParts, rounds: RoundActions, reader: Reader): Promise<SetupReply> {
  const { tenant, language } = reader;
  const { database, people, packs } = parts;
  const say = texts(language);
  const leaders = await people.leaders(tenant);
  const programmes = await programmeStore(database).of(tenant);
  const next = new Map<string, SetupReply['channels'][number]['next']>();
  for (const programme of programmes) next.set(programme.id, await nextPost(parts, programme, language));
  const last = await parts.lastPosts().of(tenant);
  const skipped = await newestSkipped(rounds, tenant);
  const discussions = (await discussionStore(database).of(tenant)).filter(({ kind }) => kind === 'discussed');
  const channelView = ({ channel, why }: ChannelReadiness): SetupReply['channels'][number] => {
    const post = newer(last.get(channel.id), skipped.get(channel.programme ?? ''));
    return {
      id: channel.id,
      name: channel.name,
      team: channel.teamName,
      unit: channel.unit ?? null,
      programme: channel.programme ?? null,
      language: channel.language,
      state: channel.state,
      ...notReady(why, say),
      next: (why === undefined ? next.get(channel.programme ?? '') : undefined) ?? null,
      last: post ? { ...post, reason: post.reason === undefined ? null : say(post.reason as TextKey) } : null,
    };
  };
  const units = await people.units(tenant);
  const policy = await policyStore(database).of(tenant);
  const openRounds = (await rounds.rounds(tenant)).filter(({ state }) => state === 'open').length;
  return {
    ...{ unitsEtag: unitsEtag(units), policy: policyView(policy), openRounds },
    units: units.map((unit) => ({
      ...unit,
      parent: unit.parent ?? null,
      leaders: leaders.get(unit.id) ?? 0,
      tooSmall: (leaders.get(unit.id) ?? 0) < policy.minimums.scores,
    })),
    homes: await people.homes(tenant),
    packs: packs.list().map(({ id, name, entries, languages }) => ({
      ...{ id, name: textIn(name, language), weeks: entries.length, languages },
    })),
    programmes: programmes.map(programmeView),
    channels: (await rounds.readiness(tenant)).map(channelView),
    discussions: discussions.map((discussion) => ({
      unit: discussion.unit,
      heldOn: discussion.heldOn,
      counterpart: discussion.counterpart,
      recordedAt: discussion.recordedAt.toISOString(),
    })),
  };
}

const notReady = (why: string | undefined, say: Texts) =>
  why === undefined ? { reason: null, why: null } : { reason: say(why as TextKey), why };

/** By programme: a week that was skipped whole has no post in any channel, and its reason is shown instead. */
async function newestSkipped(rounds: RoundActions, tenant: string): Promise<ReadonlyMap<string, LastPost>> {
  const all = await rounds.rounds(tenant);
  return new Map(
    all
      .filter((round) => round.state === 'skipped')
      .map(({ programme, week, state, reason }) => [programme, { week, state, reason }]),
  );
}

const newer = (one: LastPost | undefined, other: LastPost | undefined) =>
  one !== undefined && other !== undefined ? (one.week > other.week ? one : other) : (one ?? other);

function programmeView(programme: KeptProgramme): SetupReply['programmes'][number] {
  const { id, pack, startWeek, zone, postOn, postAt, closeOn, closeAt, lateHours, state } = programme;
  const { every, nth, onHoliday, quiet, daysOff } = programme;
  return {
    ...{ id, pack, startWeek, zone, postOn, postAt, closeOn, closeAt, lateHours, state },
    ...{ every, nth, onHoliday, quiet: [...quiet], daysOff: [...daysOff] },
  };
}

async function nextPost(parts: SetupParts, programme: KeptProgramme, language: Language) {
  if (programme.state !== 'running') return null;
  const newest = await roundStore(parts.database).newestWeek(programme.tenant, programme.id);
  const slot = nextSlot(programme, parts.clock.now(), newest);
  if (slot === undefined) return null;
  const held = await roundStore(parts.database).held(programme);
  const entry = entryOfWeek(parts.packs.pack(programme.pack), held);
  return { at: slot.opensAt.toISOString(), week: slot.week, title: textIn(entry.heading, language) };
}
