import { type Entry, sourceView, textIn } from '../../content/model.ts';
import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type PersonRef } from '../../people/model.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Language } from '../../platform/texts.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { Refusal } from '../../refusal.ts';
import { type EarlierPrompt, type LookBackReply, type NoteView } from '../api/notes.ts';
import { postStore } from '../store/posts.ts';
import { CHANNELS_ASKED, isMemberOf, nearestFirst } from './mine.ts';

export interface LookBackParts {
  readonly database: Database;
  readonly people: PeopleActions;
  readonly programme: ProgrammeActions;
  readonly packs: Packs;
}

interface Reader extends PersonRef {
  readonly language: Language;
}

/** What the person's channels have had: posted there, and the person is a member there now. */
export async function lookBack(
  parts: LookBackParts,
  reader: Reader,
  notes: ReadonlyMap<string, NoteView>,
): Promise<LookBackReply> {
  const { programme } = parts;
  const posted = await postedRounds(parts, reader.tenant);
  const { mine, complete } = await channelsOf(parts, reader, [
    ...new Map(posted.flatMap(({ channels }) => channels).map((channel) => [channel.id, channel])).values(),
  ]);
  const titles = await programme.titles(reader.tenant, reader.language);
  const byProgramme = new Map<string, EarlierPrompt[]>();
  for (const { round, channels } of posted) {
    if (!channels.some(({ id }) => mine.has(id))) continue;
    const prompt = promptOf(parts.packs, round, reader.language);
    if (prompt === undefined) continue;
    const prompts = byProgramme.get(round.programme) ?? [];
    byProgramme.set(round.programme, prompts);
    prompts.push({ ...prompt, note: notes.get(round.id) ?? null });
  }
  return {
    programmes: [...byProgramme].map(([id, prompts]) => ({ id, title: titles.get(id) ?? id, prompts })),
    complete,
  };
}

/**
 * Throws `not-in-channel` unless the round's prompt was posted in a channel that the person is a member of now,
 * `roster-unknown` when Teams cannot tell.
 */
export async function requirePosted(parts: LookBackParts, person: PersonRef, id: string): Promise<void> {
  const round = await parts.programme.round(person.tenant, id);
  const channels = round === undefined ? [] : await postedIn(parts, round);
  const { mine, complete } = await channelsOf(parts, person, channels);
  if (mine.size > 0) return;
  throw new Refusal(complete ? 'not-in-channel' : 'roster-unknown');
}

/** Newest first, with the channels it lies in. */
async function postedRounds({ database, programme }: LookBackParts, tenant: string) {
  const rounds = (await programme.rounds(tenant)).toReversed();
  const posts = await postStore(database).postedWeekly(tenant);
  const channels = new Map((await programme.channels(tenant)).map((channel) => [channel.id, channel]));
  const places = new Map<string, LeaderChannel[]>();
  for (const { round, channel: id } of posts) {
    const channel = channels.get(id);
    if (channel !== undefined) places.set(round, [...(places.get(round) ?? []), channel]);
  }
  return rounds.flatMap((round) => {
    const found = places.get(round.id);
    return found === undefined ? [] : [{ round, channels: found }];
  });
}

async function postedIn({ database, programme }: LookBackParts, round: Round) {
  const posts = await postStore(database).ofRounds(round.tenant, [round.id]);
  const places = new Set(
    posts.filter(({ kind, state }) => kind === 'weekly' && state === 'posted').map(({ channel }) => channel),
  );
  return (await programme.channels(round.tenant)).filter(({ id }) => places.has(id));
}

/** Those of the channels that have the person as a member, the nearest ones asked first. */
async function channelsOf(
  { people }: LookBackParts,
  person: PersonRef,
  channels: readonly LeaderChannel[],
): Promise<{ readonly mine: ReadonlySet<string>; readonly complete: boolean }> {
  const nearest = await nearestFirst(people, person);
  const asked = channels
    .filter(({ state }) => state !== 'removed')
    .toSorted((one, other) => nearest(one) - nearest(other))
    .slice(0, CHANNELS_ASKED);
  const answers = await Promise.all(asked.map((channel) => isMemberOf(people, channel, person)));
  return {
    mine: new Set(asked.filter((_channel, at) => answers[at] === true).map(({ id }) => id)),
    complete: !answers.includes(undefined),
  };
}

/** `undefined` when the agency has taken the content away altogether. */
export function entryOf(packs: Packs, round: Pick<Round, 'pack' | 'entry'>): Entry | undefined {
  try {
    return packs.entry(round.pack, round.entry);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function promptOf(packs: Packs, round: Round, language: Language): Omit<EarlierPrompt, 'note'> | undefined {
  const entry = entryOf(packs, round);
  if (entry === undefined) return undefined;
  return {
    ...{ round: round.id, week: round.week },
    area: textIn(packs.area(round.pack, entry.area).name, language),
    heading: textIn(entry.heading, language),
    body: textIn(entry.body, language),
    tryThis: textIn(entry.tryThis, language),
    source: sourceView(entry.source),
  };
}
