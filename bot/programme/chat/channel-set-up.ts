import { z } from 'zod';
import { type SetUpRights } from '../../people/actions/owners.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Card, type Press, type TeamsDoor } from '../../platform/teams/teams.ts';
import { type Language, refusalText, spoken } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type ChannelSetUpActions } from '../actions/channel-set-up.ts';
import { type GreetingActions } from '../actions/greetings.ts';
import { type ChannelActions } from '../actions/channels.ts';
import { askInChannelCard } from '../cards.ts';
import { OTHER_UNIT, setUpCard, setUpFormCard } from '../cards/channel-set-up.ts';
import { type SetUpChoice } from '../model/channel-set-up.ts';
import { type LeaderChannel, type Weekday } from '../model/programme.ts';

export interface SetUpDoors {
  readonly people: Pick<PeopleActions, 'language' | 'chosenLanguage' | 'requireMember'>;
  readonly programme: Pick<ChannelActions, 'channel'>;
  readonly rights: Pick<SetUpRights, 'require'>;
  readonly setUp: ChannelSetUpActions;
  readonly greetings: Pick<GreetingActions, 'proved' | 'redraw' | 'isBack'>;
}

/** What a team's owner chose, from untrusted data. */
const choiceBody = z.object({
  unit: z.string().max(100),
  language: z.enum(['nb', 'nn', 'en', 'da']),
  pack: z.string().max(100),
  postOn: z.enum(['1', '2', '3', '4', '5', '6', '7']),
  postAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  startWeek: z.string().max(10),
});

const commands = ['oppsett', 'sett opp', 'setup', 'set up'];

/** The set-up card in a channel: everybody reads it, the team's owners fill it in. */
export function channelSetUpChat(door: TeamsDoor, parts: SetUpDoors): void {
  const { people, setUp } = parts;
  const onPress = (verb: string, answer: (pressed: Pressed) => Promise<Card>) => {
    door.onPress(verb, async (press) => {
      const pressed = await pressedIn(parts, press);
      if (pressed.isGreeting && press.message !== undefined) await prove(parts, pressed, press.message);
      try {
        return await answer(pressed);
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        return await shared(parts, pressed, refusalText(pressed.language, refusal));
      }
    });
  };
  onPress('setup-back', (pressed) => shared(parts, pressed));
  onPress('setup-open', async (pressed) => {
    await requireOwner(parts, pressed);
    return setUpFormCard(await setUp.form(pressed.channel, pressed.language), pressed);
  });
  onPress('setup-refresh', async (pressed) => {
    // Nobody asked for the form, so nobody is told why it is not theirs.
    const isOwner = await requireOwner(parts, pressed).then(() => true, isRefused);
    if (!isOwner) return await shared(parts, pressed);
    return setUpFormCard(await setUp.form(pressed.channel, pressed.language), pressed);
  });
  onPress('setup-save', (pressed) => save(parts, pressed));

  door.onCommand(commands, async ({ from, at }) => {
    const language = await people.language(from);
    const channel = await parts.programme.channel(from.tenant, withoutThread(at.conversation));
    if (channel === undefined) return askInChannelCard(language);
    await people.requireMember(at, from.id);
    return await shared(parts, { channel, language: spoken(channel.language), isGreeting: false });
  });
}

interface Pressed {
  readonly channel: LeaderChannel;
  readonly language: Language;
  readonly isGreeting: boolean;
  readonly press: Press;
}

/** Whoever presses the card in its channel proves that it lies there. */
async function prove({ greetings }: SetUpDoors, { channel, press }: Pressed, message: string): Promise<void> {
  const { conversation } = press.at;
  const thread = conversation.includes(';') ? conversation : `${channel.id};messageid=${message}`;
  await greetings.proved(channel, { message, conversation: thread });
}

const isRefused = (error: unknown): false => {
  if (error instanceof Refusal) return false;
  throw error;
};

/** The channel is the one that Teams says the card lies in, whatever the card says. */
async function pressedIn({ people, programme }: SetUpDoors, press: Press): Promise<Pressed> {
  const { from, at, data } = press;
  const channel = await programme.channel(from.tenant, withoutThread(at.conversation));
  if (channel === undefined || channel.state === 'removed') throw new Refusal('not-found');
  await people.requireMember({ ...at, conversation: channel.id }, from.id);
  const language = (await people.chosenLanguage(from)) ?? spoken(channel.language);
  return { channel, language, isGreeting: data['greeting'] === true, press };
}

const requireOwner = ({ rights }: SetUpDoors, { press, channel }: Pressed): Promise<void> =>
  rights.require(press.from, { tenant: channel.tenant, groupId: channel.groupId });

async function shared(
  { setUp, greetings }: SetUpDoors,
  { channel, language, isGreeting }: Pick<Pressed, 'channel' | 'language' | 'isGreeting'>,
  notice?: string,
): Promise<Card> {
  const [found] = await setUp.setUps(channel.tenant, channel.id);
  if (found === undefined) throw new Refusal('not-found');
  const isBack = isGreeting && (await greetings.isBack(channel));
  return setUpCard(found, { language, notice, isGreeting, isBack });
}

async function save(parts: SetUpDoors, pressed: Pressed): Promise<Card> {
  const { setUp, greetings } = parts;
  const { channel, language } = pressed;
  await requireOwner(parts, pressed);
  const read = choiceBody.safeParse(pressed.press.data);
  const choice: SetUpChoice | undefined = read.data && {
    ...read.data,
    unit: read.data.unit === OTHER_UNIT ? undefined : read.data.unit,
    postOn: Number(read.data.postOn) as Weekday,
  };
  try {
    if (choice === undefined) throw new Refusal('bad-input');
    await setUp.setUpChannel(channel, choice);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    // What was chosen stays chosen.
    const view = { ...pressed, notice: refusalText(language, refusal) };
    return setUpFormCard(await setUp.form(channel, language), view, choice);
  }
  await greetings.redraw(channel);
  return await shared(parts, pressed);
}

const withoutThread = (conversation: string): string => conversation.split(';')[0] ?? conversation;
