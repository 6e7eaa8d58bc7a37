import { z } from 'zod';
import { type Card, type Press, type TeamsDoor } from '../platform/teams/teams.ts';
import { type Language, texts } from '../platform/texts.ts';
import { type LeaderChannel, type Round } from '../programme/model/programme.ts';
import { type WeeklyCard } from '../programme/slots.ts';
import { Refusal, type RefusalCode } from '../refusal.ts';
import { type Pressed, type PressedCard, pulseAnswers, type ReadAnswers } from './actions/answering.ts';
import { type PulseSurroundings } from './actions/surroundings.ts';
import { inputName } from './cards/ask.ts';
import { type Answer, readAnswer } from './model/question.ts';

const pressData = z.object({
  round: z.string().min(1).max(300),
  channel: z.string().min(1).max(300).optional(),
  view: z.number().int().min(0).catch(0),
  question: z.string().max(200).optional().catch(undefined),
});

/** The presses on the question. Each is answered with the whole weekly card as that person now sees it. */
export function pulsesChat(door: TeamsDoor, at: PulseSurroundings, weeklyCard: () => WeeklyCard): void {
  const answers = pulseAnswers(at);

  door.onPress('answer', async (press) => {
    const card = await pressedCard(at, press);
    const skips = press.data['value'] === 'skip';
    const pressed = await refusedAsNotice(() => answers.answer(card, readerOf(press)));
    return await drawn(card, noticeOf(pressed, card.language, skips ? 'pulses.skipped' : undefined));
  });

  door.onPress('withdraw', async (press) => {
    const card = await pressedCard(at, press);
    const pressed = await refusedAsNotice(() => answers.withdraw(card));
    return await drawn(card, noticeOf(pressed, card.language, 'pulses.withdrawn'));
  });

  door.onPress('change', async (press) => {
    const card = await pressedCard(at, press);
    return await weeklyCard().draw({ ...card, viewer: card.person, changing: true });
  });

  function drawn(card: PressedBy, notice: string | undefined): Promise<Card> {
    return weeklyCard().draw({ ...card, viewer: card.person, ...(notice === undefined ? {} : { notice }) });
  }
}

interface PressedBy extends PressedCard {
  readonly language: Language;
}

/** Reads and authorises: the round exists, the channel is one of its channels, the person is in the channel now. */
async function pressedCard(at: PulseSurroundings, press: Press): Promise<PressedBy> {
  const data = pressData.safeParse(press.data);
  if (!data.success) throw new Refusal('unknown-round');
  const { tenant, id } = press.from;
  const round = await at.programme.round(tenant, data.data.round);
  const channelId = data.data.channel ?? press.at.conversation.split(';')[0];
  const channel = round && (await channelOf(at, round, channelId));
  if (!round || !channel) throw new Refusal('unknown-round');
  await at.people.requireMember({ tenant, serviceUrl: channel.serviceUrl, conversation: channel.id }, id);
  const person = { tenant, id };
  const language = (await at.people.chosenLanguage(person)) ?? channel.language;
  return { round, channel, person, language, seen: data.data.view };
}

async function channelOf(
  { programme }: PulseSurroundings,
  round: Round,
  id: string | undefined,
): Promise<LeaderChannel | undefined> {
  return (await programme.roundChannels(round)).find((channel) => channel.id === id);
}

/** A button says its value; a form has one input for each question, and one that is missing was left empty. */
function readerOf({ data }: Press): ReadAnswers {
  return (questions) => {
    if ('value' in data || !questions.some((_, place) => inputName(place) in data)) {
      const place = Math.max(
        0,
        questions.findIndex(({ id }) => id === data['question']),
      );
      const question = questions[place];
      if (!question || data['value'] === undefined) throw new Refusal('answer-outside-scale');
      return new Map<number, Answer | undefined>([[place, readAnswer(question, data['value'])]]);
    }
    return new Map(
      questions.map((question, place) => [place, readAnswer(question, data[inputName(place)] ?? '')]),
    );
  };
}

async function refusedAsNotice(work: () => Promise<Pressed>): Promise<Pressed | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function noticeOf(
  pressed: Pressed | Refusal,
  language: Language,
  done: 'pulses.skipped' | 'pulses.withdrawn' | undefined,
): string | undefined {
  const say = texts(language);
  if (pressed instanceof Refusal) return say(`refusal.${pressed.code}`, pressed.values);
  if (pressed === 'kept' || pressed === 'unchanged') return done && say(done);
  const refusals = { 'older-view': 'older-view', closed: 'round-closed' } as const satisfies Record<
    Exclude<Pressed, 'kept' | 'unchanged' | 'lost'>,
    RefusalCode
  >;
  return pressed === 'lost' ? say('pulses.lost') : say(`refusal.${refusals[pressed]}`);
}
