import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textIn } from '../content/model.ts';
import { type Packs } from '../content/packs.ts';
import { drawCards } from './pictures.ts';
import { amiss, noPack, type Said, well } from './said.ts';
import { sampleCard } from './week-card.ts';

/** What somebody wants to see, and where the pictures go. */
interface Wanted {
  readonly pack: string;
  /** Its number in the pack, from 1, or its id. */
  readonly week: string;
  readonly folder: string;
}

/**
 * `preview <pack> <week> <folder>`: the card as it looks in Teams, light, in each language of the pack; one picture
 * each. `browser` is where a Chromium is.
 */
export async function previewWeek(packs: Packs, wanted: Wanted, browser: string): Promise<Said> {
  const { pack: id, week, folder } = wanted;
  const pack = packs.find(id);
  if (pack === undefined) return amiss(noPack(packs, id));
  const at = /^\d+$/.test(week) ? Number(week) - 1 : pack.entries.findIndex((one) => one.id === week);
  const entry = pack.entries[at];
  if (entry === undefined) return amiss(`${id} has no week ${week}: it has ${pack.entries.length} weeks.`);
  const cards = await Promise.all(
    pack.languages.map(async (language) => ({
      name: `${id}-${entry.id}-${language}.png`,
      title: textIn(entry.heading, language),
      language,
      card: await sampleCard(packs, { ...sample(at), pack: id, entry, language }),
    })),
  );
  mkdirSync(folder, { recursive: true });
  const drawn = await drawCards(cards, browser);
  for (const { name, png } of drawn) writeFileSync(join(folder, name), png);
  return well(...drawn.map(({ name }) => `Wrote ${join(folder, name)}`));
}

/** A channel of nine leaders, on the Monday of a week whose number is the week's own. */
const sample = (at: number) => ({
  week: `2027-W${String((at % 52) + 1).padStart(2, '0')}`,
  closesAt: new Date(Date.UTC(2027, 0, 8 + 7 * (at % 52), 14)),
  names: { id: 'example', unit: 'Seksjon for plan', larger: 'Avdeling for digitale tjenester' },
  comments: false,
});
