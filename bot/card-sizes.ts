import { type Flaw } from './content/check/flaw.ts';
import { type ContentLanguage, type Entry } from './content/model.ts';
import { type Packs } from './content/packs.ts';
import { CARD_BYTES_MAX, cardBytes } from './platform/cards.ts';
import { type LeaderChannel, type Round } from './programme/model/programme.ts';
import { type CardPart } from './programme/slots.ts';
import { weeklyCard } from './prompts/cards.ts';
import { type AskView } from './pulses/actions/viewing.ts';
import { askPart } from './pulses/cards/ask.ts';
import { rules } from './pulses/model/rules.ts';

/** The weeks whose card, drawn as it is posted, is too large for Teams. */
export async function cardSizes(packs: Packs, max = CARD_BYTES_MAX): Promise<readonly Flaw[]> {
  const drawn = packs.list().flatMap((pack) =>
    pack.entries.flatMap((entry) =>
      pack.languages.map(async (language) => ({
        pack: pack.id,
        place: `${entry.id}, ${language}`,
        bytes: await bytesOf(packs, { pack: pack.id, entry }, language),
      })),
    ),
  );
  return (await Promise.all(drawn))
    .filter(({ bytes }) => bytes > max)
    .map(({ pack, place, bytes }) => ({ pack, place, says: `${bytes} bytes; at most ${max}` }));
}

async function bytesOf(
  packs: Packs,
  { pack, entry }: { readonly pack: string; readonly entry: Entry },
  language: ContentLanguage,
): Promise<number> {
  const round = roundOf(pack, entry.id);
  const at = { round, channel, language, viewer: { tenant: anId, id: anId } };
  const questions = entry.questions.map((asked) => ({ ...asked, area: packs.area(pack, asked.area) }));
  const part = askPart({ ...view, questions }, at);
  const nothing: CardPart = { body: [], actions: [] };
  const cards = weeklyCard({
    packs,
    questions: () => ({
      ask: () => Promise.resolve(part),
      asks: () => Promise.resolve(true),
      result: () => Promise.resolve(nothing),
    }),
  });
  return cardBytes(await cards.draw(at, round.id));
}

/** As long as those that Teams gives. */
const anId = '19:0123456789abcdef0123456789abcdef0123456789abcdef@thread.tacv2';

const roundOf = (pack: string, entry: string): Round => ({
  ...{ tenant: anId, id: anId, programme: pack, week: '2026-W40', pack, entry, state: 'open' },
  ...{ opensAt: new Date(0), closesAt: new Date(0), reason: undefined },
});

const channel: LeaderChannel = {
  ...{ tenant: anId, id: anId, name: anId, teamId: anId, teamName: anId, groupId: anId, serviceUrl: anId },
  ...{ unit: anId, programme: anId, language: 'nb', state: 'active', reason: undefined },
};

const unit = {
  id: anId,
  name: anId,
  kind: 'section',
  parent: undefined,
  homes: 9,
  elsewhere: false,
} as const;

/** The longest that pulses draw: room for comments, and all that is said of what happens with an answer. */
const view: Omit<AskView, 'questions'> = {
  ...{ state: 'open', comments: true, rules, ballot: undefined, elsewhere: undefined, zone: 'Europe/Oslo' },
  ...{ unit, larger: unit, promise: { people: 9, own: 'maybe', larger: anId }, closesAt: new Date(0) },
};
