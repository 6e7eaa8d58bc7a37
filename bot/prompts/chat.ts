import { z } from 'zod';
import { type ContentLanguage } from '../content/model.ts';
import { type PeopleActions } from '../people/actions.ts';
import { type Card, type Press, type TeamsDoor, type TypedMessage } from '../platform/teams/teams.ts';
import { texts } from '../platform/texts.ts';
import { type ProgrammeActions } from '../programme/actions.ts';
import { type LeaderChannel, type Round } from '../programme/model/programme.ts';
import { type Agenda } from '../programme/slots.ts';
import { Refusal } from '../refusal.ts';
import { type PromptActions } from './actions.ts';
import { findOpenRound } from './actions/mine.ts';
import { noteCard, type PromptCards } from './cards.ts';

export interface PromptDoors {
  readonly people: PeopleActions;
  readonly programme: ProgrammeActions;
  readonly prompts: PromptActions;
  readonly card: PromptCards;
  readonly agenda: () => Agenda;
  /** Where a card opens the tab with earlier prompts and own notes. */
  readonly lookBackLink: string;
}

export function promptsChat(door: TeamsDoor, parts: PromptDoors): void {
  const { card, prompts } = parts;
  const weekly = ({ press, on, ...at }: Pressed) =>
    on === 'result'
      ? card.result(at)
      : card.draw({ ...at, viewer: press.from, ...closedNotice(at.round, press.verb, at.language) });

  const onPress = (verb: string, answer: (pressed: Pressed) => Promise<Card>) => {
    door.onPress(verb, async (press) => {
      const pressed = await pressedOn(parts, press);
      await proveFrom(prompts, pressed);
      return await answer(pressed);
    });
  };
  onPress('refresh', weekly);
  onPress('back', weekly);
  onPress('why', (pressed) => Promise.resolve(card.why(pressed)));
  onPress('agenda', (pressed) => putOnAgenda(parts, pressed));

  door.onPress('trial', async ({ from }) => {
    const say = texts(await parts.people.language(from));
    return noteCard(say('prompts.trial.heading'), [say('prompts.trial.text')]);
  });

  door.onCommand(['hjelp', 'help'], (message) => help(parts, message, 'prompts.help.intro'));
  door.onCommand(['mine spørsmål', 'my questions'], (message) => myQuestions(parts, message));
  door.onCommand(['mine notater', 'mine notat', 'my notes'], ({ from }) => earlier(parts, from));
  door.onOtherText((message) => help(parts, message, 'prompts.help.unknown'));
}

const pressData = z.object({
  round: z.string().max(200),
  channel: z.string().max(300),
  post: z.string().max(100).optional(),
  on: z.literal('result').optional(),
});

/** A press with everything it names looked up and its sender let in. */
interface Pressed {
  readonly press: Press;
  readonly round: Round;
  readonly channel: LeaderChannel;
  readonly language: ContentLanguage;
  readonly post: string | undefined;
  readonly on: 'result' | undefined;
}

async function pressedOn({ programme, people }: PromptDoors, press: Press): Promise<Pressed> {
  const data = pressData.safeParse(press.data);
  if (!data.success) throw new Refusal('bad-input');
  const { tenant, id } = press.from;
  const round = await programme.round(tenant, data.data.round);
  const channel = round && (await programme.roundChannel(round, data.data.channel));
  if (round === undefined || channel === undefined) throw new Refusal('unknown-round');
  await people.requireMember({ tenant, serviceUrl: channel.serviceUrl, conversation: channel.id }, id);
  const language = (await people.chosenLanguage(press.from)) ?? channel.language;
  return { press, round, channel, language, post: data.data.post, on: data.data.on };
}

/** Whoever sees the card in its channel proves that it was posted there. */
async function proveFrom(prompts: PromptActions, { press, channel, post }: Pressed): Promise<void> {
  const message = press.message;
  if (post === undefined || message === undefined || !press.at.conversation.startsWith(channel.id)) return;
  const slot = { tenant: press.from.tenant, id: post, channel: channel.id };
  const { conversation } = press.at;
  const thread = conversation.includes(';') ? conversation : `${channel.id};messageid=${message}`;
  await prompts.proved(slot, { message, conversation: thread });
}

function closedNotice(round: Round, verb: string, language: ContentLanguage) {
  const stale = round.state !== 'open' && verb !== 'refresh';
  return stale ? { notice: texts(language)('prompts.weekly.closed-notice') } : {};
}

async function putOnAgenda({ card, agenda }: PromptDoors, pressed: Pressed): Promise<Card> {
  const { press, round, channel, language, on } = pressed;
  const { series } = await agenda().propose({
    channel,
    by: press.from,
    title: card.title(round, channel.language),
    key: `round ${round.id}`,
  });
  const notice = texts(language)('prompts.agenda.done', { series });
  const view = { round, channel, language, notice };
  return on === 'result' ? await card.result(view) : await card.draw({ ...view, viewer: press.from });
}

async function help(
  { people }: PromptDoors,
  { from }: TypedMessage,
  intro: 'prompts.help.intro' | 'prompts.help.unknown',
): Promise<Card> {
  const say = texts(await people.language(from));
  return noteCard(say('prompts.help.title'), [
    say(intro),
    say('prompts.help.mine'),
    say('prompts.help.notes'),
    say('prompts.help.about'),
    say('prompts.help.reminders'),
    say('prompts.help.language'),
    say('prompts.help.answers'),
  ]);
}

/** The way to earlier prompts and own notes; it tells nothing of either, so anybody may read along. */
async function earlier({ people, lookBackLink }: PromptDoors, from: TypedMessage['from']): Promise<Card> {
  const say = texts(await people.language(from));
  const open = { type: 'Action.OpenUrl', title: say('prompts.notes.open'), url: lookBackLink };
  return noteCard(say('prompts.notes.title'), [say('prompts.notes.text')], [open]);
}

/** The card of the week. In a channel everyone reads the answer, so there it is the one for all. */
async function myQuestions({ people, programme, card }: PromptDoors, message: TypedMessage): Promise<Card> {
  const { from, at, scope } = message;
  const language = await people.language(from);
  const found = await findOpenRound({ people, programme, card }, from, scope === 'channel' ? at : undefined);
  if (found === undefined)
    return noteCard(texts(language)('prompts.mine.none-title'), [texts(language)('prompts.mine.none')]);
  return await card.draw({
    ...found,
    language: scope === 'channel' ? found.channel.language : language,
    viewer: scope === 'personal' ? from : undefined,
  });
}
