import { type PeopleActions } from '../../people/actions.ts';
import { type Address, type Sender, type TeamsDoor } from '../../platform/teams/teams.ts';
import { type AboutActions } from '../actions/about.ts';
import { aboutCard, askPrivatelyCard, confirmCard, forgottenCard } from '../cards.ts';

const commands = ['hva vet dere om meg', 'kva veit de om meg', 'what do you know about me'];

/** A person's rights, in the chat that nobody else reads: what is known of them, and "delete it". */
export function aboutChat(
  door: TeamsDoor,
  people: Pick<PeopleActions, 'language'>,
  about: AboutActions,
): void {
  const answer = async ({ from, at }: { readonly from: Sender; readonly at: Address }) => {
    const language = await people.language(from);
    if (!isPrivate(at)) return askPrivatelyCard(language);
    return aboutCard(await about.aboutMe(from, language), language);
  };
  door.onCommand(commands, answer);
  door.onPress('about', answer);
  door.onPress('forget', async ({ from, at }) => {
    const language = await people.language(from);
    return isPrivate(at) ? confirmCard(language) : askPrivatelyCard(language);
  });
  door.onPress('forget-now', async ({ from, at }) => {
    const language = await people.language(from);
    if (!isPrivate(at)) return askPrivatelyCard(language);
    // In the language that the question was asked in, though the choice of it is forgotten now.
    return forgottenCard(await about.forgetMe(from, language), language);
  });
}

/** Channels and group chats begin with `19:`, a chat between a person and the bot with `a:`. */
const isPrivate = ({ conversation }: Address) => !conversation.startsWith('19:');
