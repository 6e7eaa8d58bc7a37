import { type Sender, type TeamsDoor } from '../platform/teams/teams.ts';
import { type Language } from '../platform/texts.ts';
import { Refusal } from '../refusal.ts';
import { type PeopleActions } from './actions.ts';
import { languageBody } from './api.ts';
import { languageCard } from './cards.ts';

const choices: readonly (readonly [Language, readonly string[]])[] = [
  ['nb', ['språk bokmål', 'målform bokmål', 'language bokmål', 'language norwegian']],
  ['nn', ['språk nynorsk', 'målform nynorsk', 'language nynorsk']],
  ['en', ['språk engelsk', 'språk english', 'language english']],
];

export function peopleChat(door: TeamsDoor, people: PeopleActions): void {
  const choose = async (from: Sender, language: Language) => {
    await people.setLanguage(from, language);
    return languageCard(language, 'people.language.done');
  };

  // The first command that matches answers, so the longer ones come first.
  for (const [language, words] of choices) door.onCommand(words, ({ from }) => choose(from, language));
  door.onCommand(['språk', 'målform', 'language'], async ({ from }) =>
    languageCard(await people.language(from), 'people.language.text'),
  );
  door.onPress('language', async ({ from, data }) => {
    const wanted = languageBody.safeParse({ language: data['language'] });
    if (!wanted.success) throw new Refusal('bad-input');
    return await choose(from, wanted.data.language);
  });
}
