import { type Entry, type Question, textIn } from '../../content/model.ts';
import { type Packs } from '../../content/packs.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Language, type TextKey, texts } from '../../platform/texts.ts';
import { type ComingRound } from '../api/trust.ts';
import { contentOrder } from '../model/content-order.ts';
import { upcoming } from '../model/rhythm.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';

const ROUNDS_AHEAD = 10;

interface Parts {
  readonly database: Database;
  readonly packs: Packs;
  readonly clock: Clock;
}

/** What leaders are asked now and will be asked next, of every running programme; soonest first. */
export async function comingRounds(
  parts: Parts,
  tenant: string,
  language: Language,
): Promise<{ readonly packs: readonly string[]; readonly rounds: readonly ComingRound[] }> {
  const running = (await programmeStore(parts.database).of(tenant)).filter(
    ({ state }) => state === 'running',
  );
  const rounds: ComingRound[] = await openRounds(parts, tenant, language);
  for (const programme of running) rounds.push(...(await comingOf(parts, programme, language)));
  return {
    packs: [
      ...new Set(
        running.flatMap(({ pack }) => parts.packs.find(pack) ?? []).map(({ name }) => textIn(name, language)),
      ),
    ],
    rounds: rounds.sort((one, other) => (one.opensAt < other.opensAt ? -1 : 1)),
  };
}

async function openRounds({ database, packs }: Parts, tenant: string, language: Language) {
  const open = (await roundStore(database).of(tenant)).filter(({ state }) => state === 'open');
  return open.map(({ pack, entry, ...round }) => roundView(packs.entry(pack, entry), round, language));
}

async function comingOf({ database, packs, clock }: Parts, programme: KeptProgramme, language: Language) {
  const rounds = roundStore(database);
  const last = await rounds.newestWeek(programme.tenant, programme.id);
  const pack = packs.find(programme.pack);
  if (pack === undefined) return [];
  const take = contentOrder(pack, programme.content, await rounds.history(programme));
  return upcoming(programme, clock.now(), { last, count: ROUNDS_AHEAD }).map((slot) =>
    // A week that is skipped uses no entry of the pack up.
    slot.skip === undefined
      ? roundView(take(slot.week), slot, language)
      : { ...timesOf(slot), heading: '', questions: [], skipped: texts(language)(slot.skip as TextKey) },
  );
}

interface Slot {
  readonly week: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

const timesOf = ({ week, opensAt, closesAt }: Slot) => ({
  ...{ week, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
});

function roundView(entry: Entry, slot: Slot, language: Language): ComingRound {
  const questions = entry.questions.map((question) => questionView(question, language));
  return { ...timesOf(slot), heading: textIn(entry.heading, language), questions, skipped: null };
}

function questionView(question: Question, language: Language) {
  const say = texts(language);
  const options = question.options.map((option) => textIn(option, language)).join(' · ');
  const { scale, low, high } = question;
  const answers =
    scale === 'one' || scale === 'several'
      ? say(`trust.coming.${scale}`, { options })
      : say('trust.coming.scale', { low: textIn(low, language), high: textIn(high, language) });
  return { text: textIn(question.text, language), answers };
}
