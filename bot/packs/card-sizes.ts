import { type Flaw } from '../content/check/flaw.ts';
import { type Packs } from '../content/packs.ts';
import { CARD_BYTES_MAX, cardBytes } from '../platform/cards.ts';
import { sampleCard } from './week-card.ts';

/** The weeks whose card, drawn as it is posted, is too large for Teams. */
export async function cardSizes(packs: Packs, max = CARD_BYTES_MAX): Promise<readonly Flaw[]> {
  const drawn = packs.list().flatMap((pack) =>
    pack.entries.flatMap((entry) =>
      pack.languages.map(async (language) => ({
        pack: pack.id,
        place: `${entry.id}, ${language}`,
        bytes: cardBytes(await sampleCard(packs, { ...longest, pack: pack.id, entry, language })),
      })),
    ),
  );
  return (await Promise.all(drawn))
    .filter(({ bytes }) => bytes > max)
    .map(({ pack, place, bytes }) => ({ pack, place, says: `${bytes} bytes; at most ${max}` }));
}

/** As long as those that Teams gives. */
const anId = '19:0123456789abcdef0123456789abcdef0123456789abcdef@thread.tacv2';
const longest = {
  ...{ week: '2026-W40', closesAt: new Date(0), comments: true },
  names: { id: anId, unit: anId, larger: anId },
} as const;
