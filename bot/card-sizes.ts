import { type Flaw } from './content/check/flaw.ts';
import { type Entry, type Question } from './content/model.ts';
import { type Packs } from './content/packs.ts';
import { CARD_BYTES_MAX, cardBytes } from './platform/cards.ts';
import { type Language, languages } from './platform/texts.ts';
import { type LeaderChannel, type Round } from './programme/model/programme.ts';
import { type CardPart } from './programme/slots.ts';
import { weeklyCard } from './prompts/cards.ts';

/** Room for what stands around the questions: promise, buttons and their data. */
const SMALL_PRINT = 'x'.repeat(600);

/** The weeks whose card, drawn as it is posted, is too large for Teams. */
export async function cardSizes(packs: Packs, max = CARD_BYTES_MAX): Promise<readonly Flaw[]> {
  const drawn = packs.list().flatMap((pack) =>
    pack.entries.flatMap((entry) =>
      languages.map(async (language) => ({
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
  language: Language,
): Promise<number> {
  const part = questionsAsDrawn(entry.questions, language);
  const nothing: CardPart = { body: [], actions: [] };
  const cards = weeklyCard({
    packs,
    questions: () => ({
      ask: () => Promise.resolve(part),
      asks: () => Promise.resolve(true),
      result: () => Promise.resolve(nothing),
    }),
  });
  const round = roundOf(pack, entry.id);
  return cardBytes(await cards.draw({ round, channel, language, viewer: undefined }, round.id));
}

/** As large as pulses draw them: every choice a button with its data. */
function questionsAsDrawn(questions: readonly Question[], language: Language): CardPart {
  const data = { round: anId, channel: anId, view: 0 };
  const choices = ({ options, low, high }: Question) =>
    options.length > 0 ? options : Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? low : high));
  return {
    body: questions.flatMap((question) => [
      { type: 'TextBlock', text: question.text[language], wrap: true, weight: 'Bolder' },
      ...choices(question).map((choice) => ({
        type: 'ActionSet',
        actions: [
          {
            type: 'Action.Execute',
            verb: 'answer',
            title: choice[language],
            data: { ...data, question: question.id },
          },
        ],
      })),
      { type: 'TextBlock', text: SMALL_PRINT, wrap: true, isSubtle: true, size: 'Small' },
    ]),
    actions: [],
  };
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
