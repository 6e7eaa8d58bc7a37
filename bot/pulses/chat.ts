import { z } from 'zod';
import { type ContentLanguage } from '../content/model.ts';
import { type Press, type TeamsDoor } from '../platform/teams/teams.ts';
import { texts } from '../platform/texts.ts';
import { type Round } from '../programme/model/programme.ts';
import { type WeeklyCard, type WeeklyCardView } from '../programme/slots.ts';
import { Refusal } from '../refusal.ts';
import { type Answered, type PressedCard, pulseAnswers, type ReadInputs } from './actions/answering.ts';
import { openRounds } from './actions/open-round.ts';
import { type PulseSurroundings } from './actions/surroundings.ts';
import { pulseViews } from './actions/viewing.ts';
import { askPart } from './cards/ask.ts';
import { FormRefusal, readForm } from './cards/form.ts';
import { hasAnswered } from './model/ballot.ts';
import { readAnswer } from './model/question.ts';

const pressData = z.object({
  round: z.string().min(1).max(300),
  channel: z.string().min(1).max(300).optional(),
  view: z.number().int().min(0).catch(0),
});

/** The presses on the question. Each is answered with the whole weekly card as that person now sees it. */
export function pulsesChat(door: TeamsDoor, at: PulseSurroundings, weeklyCard: () => WeeklyCard): void {
  const answers = pulseAnswers(at);
  const views = pulseViews(at);

  const onPress = (verb: string, work: (card: PressedBy, press: Press) => Promise<Answered>) => {
    door.onPress(verb, async (press) => {
      const card = await pressedCard(at, press);
      try {
        return await weeklyCard().draw(await drawn(card, await work(card, press)));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return await weeklyCard().draw(refusedView(card, error));
      }
    });
  };
  onPress('answer', (card, press) => answers.answer(card, readerOf(press)));
  onPress('withdraw', (card) => answers.withdraw(card));
  door.onPress('change', async (press) => {
    const { home, weekly } = await pressedCard(at, press);
    const view = { ...weekly, changing: true };
    const asked = await views.ask(view, { home });
    return await weeklyCard().draw(asked ? { ...view, question: askPart(asked, view) } : view);
  });

  async function drawn(card: PressedBy, answered: Answered): Promise<WeeklyCardView> {
    const notice = noticeOf(answered, card.weekly.language);
    const view = { ...card.weekly, ...(notice === undefined ? {} : { notice }) };
    return { ...view, question: askPart(await views.seen(card, answered.standing), view) };
  }
}

interface PressedBy extends PressedCard {
  readonly weekly: Omit<WeeklyCardView, 'notice'>;
}

/** Reads and authorises: the round exists, the channel is one of its channels, the person is in the channel now. */
export async function pressedCard(at: PulseSurroundings, press: Press): Promise<PressedBy> {
  const data = pressData.safeParse(press.data);
  if (!data.success) throw new Refusal('unknown-round');
  const { tenant, id } = press.from;
  const round: Round | undefined = await at.programme.round(tenant, data.data.round);
  const channelId = data.data.channel ?? press.at.conversation.split(';')[0] ?? '';
  const channel = round && (await at.programme.roundChannel(round, channelId));
  if (!round || !channel) throw new Refusal('unknown-round');
  await at.people.requireMember({ tenant, serviceUrl: channel.serviceUrl, conversation: channel.id }, id);
  const kept = await openRounds(at).find(round);
  const person = { tenant, id };
  const { home, language: chosen } = await at.people.profile(person);
  const language = chosen ?? channel.language;
  const weekly = { round, channel, language, viewer: person };
  return { kept, channel, person, home, seen: data.data.view, weekly };
}

/** A button says its value; a form has inputs for each question. */
function readerOf({ data }: Press): ReadInputs {
  return (kept) => {
    if (!('value' in data)) return readForm(kept, data);
    const place = Math.max(
      0,
      kept.questions.findIndex(({ id }) => id === data['question']),
    );
    const question = kept.questions[place];
    if (!question || data['value'] === undefined) throw new Refusal('answer-outside-scale');
    return { answers: new Map([[place, readAnswer(question, data['value'])]]), comments: new Map() };
  };
}

/** The form once more, with what was chosen in it; or why nothing was taken. */
function refusedView({ weekly }: PressedBy, refusal: Refusal): WeeklyCardView {
  const say = texts(weekly.language);
  if (refusal instanceof FormRefusal)
    return { ...weekly, changing: true, refused: refusal.form, notice: say('pulses.form.faults') };
  return { ...weekly, notice: say(`refusal.${refusal.code}`, refusal.values) };
}

function noticeOf({ pressed, standing }: Answered, language: ContentLanguage): string | undefined {
  const say = texts(language);
  switch (pressed) {
    case 'kept':
      return hasAnswered(standing.ballot) ? undefined : say('pulses.withdrawn');
    case 'unchanged':
      return hasAnswered(standing.ballot) ? undefined : say('pulses.skipped');
    case 'elsewhere':
      return say('pulses.elsewhere.notice');
    case 'lost':
      return say('pulses.lost');
    case 'older-view':
      return say('refusal.older-view');
    case 'closed':
      return say('refusal.round-closed');
  }
}
