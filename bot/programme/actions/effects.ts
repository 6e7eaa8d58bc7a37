import { textIn } from '../../content/model.ts';
import { type Language, texts } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type ChannelBody, type ProgrammeBody } from '../api.ts';
import { type ContentBody, type EffectsReply, type WeekBody } from '../api/calendar.ts';
import { channelLines } from '../effects/channel.ts';
import { contentLines } from '../effects/content.ts';
import { type Content, programmeLines, weekLines } from '../effects/programme.ts';
import { type Speech } from '../effects/words.ts';
import { type LeaderChannel, type Round } from '../model/programme.ts';
import { comingPosts, heldWithinYear } from '../model/programme-changes.ts';
import { contentOrder } from '../model/content-order.ts';
import { type Slot } from '../model/rhythm.ts';
import { channelStore } from '../store/channels.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';
import {
  contentStep,
  type DecidingParts,
  nextChannel,
  programmeEtag,
  programmeStep,
  progressOf,
  type ProgrammeStep,
  type WeekAt,
  weekStep,
} from './deciding.ts';
import { readinessRule } from './rounds.ts';
import { titleOf } from './setup.ts';

/** What a decision will change, before it is made. Each throws what the decision itself would throw. */
export interface EffectActions {
  programmeEffects(at: ProgrammeAt, body: ProgrammeBody, language: Language): Promise<EffectsReply>;
  weekEffects(at: WeekAt, body: WeekBody, language: Language): Promise<EffectsReply>;
  contentEffects(at: ProgrammeAt, body: ContentBody, language: Language): Promise<EffectsReply>;
  channelEffects(at: ChannelAt, body: ChannelBody, language: Language): Promise<EffectsReply>;
}

interface ProgrammeAt {
  readonly tenant: string;
  readonly programme: string;
}

interface ChannelAt {
  readonly tenant: string;
  /** Teams' id of it. */
  readonly channel: string;
}

export function effectActions(parts: DecidingParts): EffectActions {
  const { database } = parts;
  const find = async ({ tenant, programme }: ProgrammeAt) =>
    (await programmeStore(database).of(tenant)).find(({ id }) => id === programme);

  return {
    async programmeEffects(at, body, language) {
      const { tenant, programme: id } = at;
      const step = await programmeStep(parts, database, { tenant, id, body, known: await find(at) });
      if (isSame(step)) return { lines: [] };
      const { speech, open } = await around(parts, step, language);
      const content = await contentOf(parts, step.next, language);
      return { lines: programmeLines(speech, { ...step, open }, content) };
    },

    async weekEffects(at, body, language) {
      const step = await weekStep(parts, database, { at, body, known: await find(at) });
      if (isSame(step)) return { lines: [] };
      const { speech, open } = await around(parts, step, language);
      return { lines: weekLines(speech, { ...step, open }, at.week) };
    },

    async contentEffects(at, body, language) {
      const step = await contentStep(parts, database, { body, known: await find(at) });
      if (isSame(step)) return { lines: [] };
      const { speech, open } = await around(parts, step, language);
      const pack = parts.packs.pack(step.next.pack);
      const history = await roundStore(database).history(step.next);
      return { lines: contentLines(speech, { ...step, open, pack, history }) };
    },

    channelEffects: (at, body, language) => effectsOnChannel(parts, at, { body, language }),
  };
}

async function contentOf(
  { database, packs }: DecidingParts,
  programme: KeptProgramme,
  language: Language,
): Promise<Content | undefined> {
  const pack = packs.find(programme.pack);
  if (pack === undefined) return undefined;
  const history = await roundStore(database).history(programme);
  const next = contentOrder(pack, programme.content, history)(programme.startWeek);
  return {
    title: textIn(pack.name, language),
    next: pack.entries.indexOf(next) + 1,
    weeks: pack.entries.length,
  };
}

const isSame = ({ known, next }: ProgrammeStep) => programmeEtag(known) === programmeEtag(next);

/** Whom the posts of a programme reach, and the round that is open. */
async function around(
  parts: DecidingParts,
  { next }: Pick<ProgrammeStep, 'next'>,
  language: Language,
): Promise<{ readonly speech: Speech; readonly open: Round | undefined }> {
  const { database, people } = parts;
  const { tenant, id, zone } = next;
  const why = await readinessRule(database, tenant, await people.units(tenant));
  const channels = (await channelStore(database).of(tenant)).filter(
    (channel) => channel.programme === id && why(channel) === undefined,
  );
  const open = (await openRounds(parts, tenant)).findLast(({ programme }) => programme === id);
  return { speech: { say: texts(language), language, zone, channels: channels.length }, open };
}

const openRounds = async ({ database }: DecidingParts, tenant: string) =>
  (await roundStore(database).of(tenant)).filter(({ state }) => state === 'open');

async function effectsOnChannel(
  parts: DecidingParts,
  { tenant, channel: id }: ChannelAt,
  { body, language }: { readonly body: ChannelBody; readonly language: Language },
): Promise<EffectsReply> {
  const { database, people, packs, clock } = parts;
  const units = await people.units(tenant);
  const programmes = await programmeStore(database).of(tenant);
  const before = await channelStore(database).find(tenant, id);
  const after = nextChannel(before, body, { units, programmes });
  const programme = programmes.find((one) => one.id === after.programme);
  if (before === undefined || programme === undefined) throw new Refusal('not-found');
  const why = await readinessRule(database, tenant, units);
  const postsOf = async (channel: LeaderChannel): Promise<readonly Slot[]> =>
    why(channel) === undefined
      ? await heldPosts(
          parts,
          programmes.find((one) => one.id === channel.programme),
        )
      : [];
  const open = await openRounds(parts, tenant);
  const taking = await findAsync(open, async (round) => isIn(parts, round, id));
  const speech = { say: texts(language), language, zone: programme.zone, channels: 1 };
  return {
    lines: channelLines(speech, {
      ...{ before, after, why: why(after), open: taking, now: clock.now() },
      names: {
        unit: units.find((unit) => unit.id === after.unit)?.name ?? '',
        programme: titleOf(packs, programme, language),
      },
      posts: { before: await postsOf(before), after: await postsOf(after) },
      isLate: open.some((round) => round.programme === after.programme && round !== taking),
    }),
  };
}

async function findAsync<One>(
  all: readonly One[],
  fits: (one: One) => Promise<boolean>,
): Promise<One | undefined> {
  for (const one of all) if (await fits(one)) return one;
  return undefined;
}

const isIn = async ({ database }: DecidingParts, { tenant, id }: Round, channel: string) =>
  (await roundStore(database).channel(tenant, id, channel)) !== undefined;

async function heldPosts(
  { database, clock }: DecidingParts,
  programme: KeptProgramme | undefined,
): Promise<readonly Slot[]> {
  if (programme === undefined) return [];
  const progress = await progressOf(database, programme, clock.now());
  return heldWithinYear(comingPosts(programme, progress), progress.now);
}
