import { type Area, type ContentLanguage, type Entry, textIn } from '../content/model.ts';
import { type Packs } from '../content/packs.ts';
import { cardTemplate, plain } from '../platform/cards.ts';
import { type Card } from '../platform/teams/teams.ts';
import { type Texts, texts, weekName } from '../platform/texts.ts';
import { type LeaderChannel, type Round } from '../programme/model/programme.ts';
import {
  type CardPart,
  type QuestionPart,
  type WeeklyCard,
  type WeeklyCardView,
} from '../programme/slots.ts';
import note from './cards/note.json' with { type: 'json' };
import result from './cards/result.json' with { type: 'json' };
import weekly from './cards/weekly.json' with { type: 'json' };

const drawNote = cardTemplate(note);
const drawResult = cardTemplate(result);
const drawWeekly = cardTemplate(weekly);

/** The cards of a round. `post` is the ledger's id: it goes along in a posted card, so that it can be found again. */
export interface PromptCards extends WeeklyCard {
  draw(view: WeeklyCardView, post?: string): Promise<Card>;
  result(view: ResultView, post?: string): Promise<Card>;
  /** `false` when the week has no question for the viewer in this channel. */
  asks(at: Pick<WeeklyCardView, 'round' | 'channel' | 'viewer'>): Promise<boolean>;
  /** Which field of competence the week is about, and what happens with answers. */
  why(view: ResultView): Card;
  /** What notifications, screen readers and the agenda call the week. */
  title(round: Round, language: ContentLanguage): string;
}

interface ResultView {
  readonly round: Round;
  readonly channel: LeaderChannel;
  readonly language: ContentLanguage;
  readonly notice?: string;
}

const nothing: CardPart = { body: [], actions: [] };

/** Draws what prompts owns of the weekly card; pulses draws the question when there is one. */
export function weeklyCard(given: {
  readonly packs: Packs;
  readonly questions: () => QuestionPart;
}): PromptCards {
  const { packs, questions } = given;
  const contentOf = (round: Round) => {
    const entry = packs.entry(round.pack, round.entry);
    return { entry, area: packs.area(round.pack, entry.area) };
  };

  return {
    async draw(view, post) {
      const content = contentOf(view.round);
      if (view.round.state !== 'open')
        return fillWeekly(view, content, closedPart(view, content.entry), post);
      const asks = content.entry.questions.length > 0;
      const part = asks ? (view.question ?? (await questions().ask(view))) : nothing;
      const card = fillWeekly(view, content, part, post);
      return { ...card, refresh: refresh(view, post) };
    },

    async asks(at) {
      return contentOf(at.round).entry.questions.length > 0 && (await questions().asks(at));
    },

    async result(view, post) {
      const { entry } = contentOf(view.round);
      const say = texts(view.language);
      const part = await questions().result(view.round, view.channel, view.language);
      const heading = say('prompts.result.heading', { title: textIn(entry.heading, view.language) });
      return drawResult({
        ...noticeOf(view),
        small: `${capital(weekName(view.language, view.round.week))} · ${say('prompts.result.label')}`,
        heading: plain(heading),
        fallback: heading,
        result: part.body,
        actions: [...part.actions, agendaAction(view, { post, on: 'result' })],
      });
    },

    why(view) {
      const { area } = contentOf(view.round);
      const say = texts(view.language);
      const lines = [
        textIn(area.definition, view.language),
        say('prompts.why.answers'),
        say('prompts.why.who'),
      ];
      const back = execute(say('prompts.action.back'), 'back', roundData(view));
      return noteCard(say('prompts.why.heading', { area: textIn(area.name, view.language) }), lines, [back]);
    },

    title: (round, language) =>
      `${capital(weekName(language, round.week))}: ${textIn(contentOf(round).entry.heading, language)}`,
  };
}

/** A heading and some lines: help and other answers to what somebody typed. */
export function noteCard(heading: string, lines: readonly string[], actions: CardPart['actions'] = []): Card {
  return drawNote({
    heading: plain(heading),
    fallback: [heading, ...lines].join(' '),
    lines: lines.map((line) => ({ text: plain(line) })),
    actions,
  });
}

function fillWeekly(
  view: WeeklyCardView,
  { entry, area }: { readonly entry: Entry; readonly area: Area },
  part: CardPart,
  post: string | undefined,
): Card {
  const { language } = view;
  const say = texts(language);
  const heading = textIn(entry.heading, language);
  const small = say('prompts.weekly.small', {
    ...{ week: capital(weekName(language, view.round.week)), area: textIn(area.name, language) },
    minutes: entry.minutes,
  });
  return drawWeekly({
    ...noticeOf(view),
    small: plain(small),
    heading: plain(heading),
    case: plain(textIn(entry.body, language)),
    tryThis: `**${say('prompts.weekly.try')}** ${plain(textIn(entry.tryThis, language))}`,
    fallback: `${small}: ${sentence(heading)} ${say('prompts.weekly.fallback')}`,
    hasQuestion: part.body.length > 0,
    question: part.body,
    source: sourceLine(entry.source, say),
    actions: [...part.actions, agendaAction(view, { post }), whyAction(view, post)],
  });
}

/** In small print, its title a link where there is more to read; else the place in it, for whoever has it at hand. */
function sourceLine({ title, publisher, year, url, where }: Entry['source'], say: Texts): string {
  const named = plain(title);
  const rest = { publisher: plain(publisher), year };
  if (url === undefined)
    return say('prompts.weekly.source-place', { title: named, ...rest, where: plain(where) });
  return say('prompts.weekly.source', {
    title: `[${named}](${url.replace(/[^\w\-.~:/?#@!$&*+,;=%]/gu, encoded)})`,
    ...rest,
  });
}

/** Of what could end a link of Markdown. */
const encoded = (sign: string): string =>
  [...Buffer.from(sign)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** After closing nobody's answer can be found any more; the result lies below in the thread. */
function closedPart(view: WeeklyCardView, entry: Entry): CardPart {
  if (entry.questions.length === 0) return nothing;
  const say = texts(view.language);
  const line = (text: string, more: object) => ({
    type: 'TextBlock',
    text: plain(text),
    wrap: true,
    ...more,
  });
  return {
    body: [
      ...entry.questions.map(({ text }) => line(textIn(text, view.language), { weight: 'Bolder' })),
      line(say('prompts.weekly.closed'), { isSubtle: true, size: 'Small' }),
    ],
    actions: [],
  };
}

function noticeOf({ notice }: { readonly notice?: string }) {
  return { hasNotice: notice !== undefined, notice: notice ?? '' };
}

type At = Pick<WeeklyCardView, 'round' | 'channel' | 'language'>;
interface Along {
  readonly post?: string | undefined;
  readonly on?: 'result';
}

function roundData({ round, channel }: At, { post, on }: Along = {}) {
  return {
    ...{ round: round.id, channel: channel.id },
    ...(post === undefined ? {} : { post }),
    ...(on === undefined ? {} : { on }),
  };
}

const execute = (title: string, verb: string, data: object) => ({
  type: 'Action.Execute',
  title,
  verb,
  data,
});

/** Without `userIds` Teams refreshes the card for everyone in a channel of up to 60. */
const refresh = (view: At, post: string | undefined) => ({
  action: execute(texts(view.language)('prompts.action.refresh'), 'refresh', roundData(view, { post })),
});

const agendaAction = (view: At, along: Along) => ({
  ...execute(texts(view.language)('prompts.action.agenda'), 'agenda', roundData(view, along)),
  // On the weekly card the answer comes first; on the result taking it further does.
  ...(along.on === 'result' ? {} : { mode: 'secondary' }),
});

const whyAction = (view: At, post: string | undefined) => ({
  ...execute(texts(view.language)('prompts.action.why'), 'why', roundData(view, { post })),
  mode: 'secondary',
});

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Read aloud, a heading needs its stop; a question has one. */
const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
