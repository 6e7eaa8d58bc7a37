import { type Packs } from '../../content/packs.ts';
import { type Pack, textIn } from '../../content/model.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Ids } from '../../platform/ids.ts';
import { type Language, type TextKey, type Texts, texts } from '../../platform/texts.ts';
import { type SetupReply } from '../api.ts';
import { dayIn, weekAfter, weekOf } from '../model/calendar.ts';
import { contentOrder } from '../model/content-order.ts';
import { nextSlot } from '../model/rhythm.ts';
import { type LastPost, type LastPosts } from '../slots.ts';
import { discussionStore } from '../store/discussions.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';
import { policyStore } from '../store/policies.ts';
import { channelEtag, programmeEtag } from './deciding.ts';
import { policyView } from './policy.ts';
import { type ChannelReadiness, type RoundActions } from './rounds.ts';
import { unitsEtag } from './units.ts';

/** What an administrator reads. */
export interface SetupActions {
  setup(tenant: string, language: Language): Promise<SetupReply>;
  /** What people call each programme, by its id. */
  titles(tenant: string, language: Language): Promise<ReadonlyMap<string, string>>;
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
  return {
    setup: (tenant, language) => setupReply(parts, rounds, { tenant, language }),
    async titles(tenant, language) {
      const programmes = await programmeStore(parts.database).of(tenant);
      return new Map(programmes.map((one) => [one.id, titleOf(parts.packs, one, language)]));
    },
  };
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
      etag: channelEtag(channel),
      name: channel.name,
      team: channel.teamName,
      unit: channel.unit ?? null,
      programme: channel.programme ?? null,
      language: channel.language,
      state: channel.state,
      ...notReady(why ?? notRunning(programmes, channel.programme), say),
      next: (why === undefined ? next.get(channel.programme ?? '') : undefined) ?? null,
      last: post ? { ...post, reason: post.reason === undefined ? null : say(post.reason as TextKey) } : null,
    };
  };
  const units = await people.units(tenant);
  const policy = await policyStore(database).of(tenant);
  const openRounds = (await rounds.rounds(tenant)).filter(({ state }) => state === 'open').length;
  return {
    ...{ unitsEtag: unitsEtag(units), policy: policyView(policy), openRounds },
    nextWeek: weekAfter(weekOf(dayIn('Europe/Oslo', parts.clock.now()))),
    units: units.map((unit) => ({
      ...unit,
      parent: unit.parent ?? null,
      leaders: leaders.get(unit.id) ?? 0,
      tooSmall: (leaders.get(unit.id) ?? 0) < policy.minimums.scores,
    })),
    homes: await people.homes(tenant),
    packs: packsOf(packs, programmes).map(({ id, name, entries, languages }) => ({
      ...{ id, name: textIn(name, language), weeks: entries.length, languages },
    })),
    programmes: programmes.map((programme) => programmeView(programme, titleOf(packs, programme, language))),
    channels: (await rounds.readiness(tenant)).map(channelView),
    discussions: discussions.map((discussion) => ({
      unit: discussion.unit,
      heldOn: discussion.heldOn,
      counterpart: discussion.counterpart,
      recordedAt: discussion.recordedAt.toISOString(),
    })),
  };
}

/** Those to choose, and what a programme follows that cannot be chosen. */
function packsOf(packs: Packs, programmes: readonly KeptProgramme[]): readonly Pack[] {
  const used = programmes.flatMap(({ pack }) => packs.find(pack) ?? []);
  return [...new Set([...packs.list(), ...used])];
}

function notRunning(programmes: readonly KeptProgramme[], id: string | undefined): string | undefined {
  const state = programmes.find((programme) => programme.id === id)?.state ?? 'running';
  return state === 'running' ? undefined : `programme.reason.${state}`;
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

/** What people call a programme: by its own name, or after its pack, which may be withheld. */
export function titleOf(
  packs: Packs,
  { name, pack }: Pick<KeptProgramme, 'name' | 'pack'>,
  language: Language,
): string {
  const known = packs.find(pack);
  return name ?? (known === undefined ? pack : textIn(known.name, language));
}

function programmeView(programme: KeptProgramme, title: string): SetupReply['programmes'][number] {
  const { id, name, pack, startWeek, zone, postOn, postAt, closeOn, closeAt, lateHours, state } = programme;
  const { every, nth, onHoliday, quiet, daysOff, dayNames } = programme;
  return {
    ...{ id, title, etag: programmeEtag(programme), name, pack, startWeek, zone, state },
    ...{ postOn, postAt, closeOn, closeAt, lateHours },
    ...{ every, nth, onHoliday, quiet: [...quiet], daysOff: [...daysOff], dayNames },
  };
}

async function nextPost(parts: SetupParts, programme: KeptProgramme, language: Language) {
  if (programme.state !== 'running') return null;
  const newest = await roundStore(parts.database).newestWeek(programme.tenant, programme.id);
  const slot = nextSlot(programme, parts.clock.now(), newest);
  if (slot === undefined) return null;
  const pack = parts.packs.find(programme.pack);
  if (pack === undefined) return null;
  const history = await roundStore(parts.database).history(programme);
  const entry = contentOrder(pack, programme.content, history)(slot.week);
  return { at: slot.opensAt.toISOString(), week: slot.week, title: textIn(entry.heading, language) };
}
