import { type Entry, type Localised, type Scale } from '../../../bot/content/model.ts';
import { type Packs } from '../../../bot/content/packs.ts';
import { Refusal } from '../../../bot/refusal.ts';

const same = (text: string): Localised => ({ nb: text, nn: text, en: text });

/** A week's entry: its name says the scales it asks in, so that no pack is needed. */
export const entryOf = (scales: readonly Scale[]): string => scales.join('+');

export const packs = {
  list: () => [],
  find: () => undefined,
  pack: () => {
    throw new Refusal('unknown-pack');
  },
  area: (_pack: string, id: string) => ({
    id,
    name: same('Endringsledelse'),
    definition: same('Å lede endring.'),
  }),
  entry: (_pack: string, id: string): Entry => ({
    id,
    area: 'endring',
    perspective: 'leadership',
    heading: same('Prøv noe nytt'),
    body: same('En kommune prøvde.'),
    tryThis: same('Prøv selv.'),
    minutes: 2,
    audience: 'leader-group',
    questions: (id === '' ? [] : id.split('+')).map((scale) => ({
      id: `om-${scale}`,
      version: 1,
      area: 'endring',
      scale: scale as Scale,
      text: same('Vi prøver nytt hver uke.'),
      low: same('Helt uenig'),
      high: same('Helt enig'),
      options: [],
    })),
    source: {
      title: 'Kilde',
      publisher: 'KS',
      year: 2018,
      where: 's. 1',
      url: undefined,
      document: undefined,
    },
  }),
} as unknown as Packs;
