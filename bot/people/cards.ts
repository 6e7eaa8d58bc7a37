import { fillCard } from '../platform/cards.ts';
import { type Card } from '../platform/teams/teams.ts';
import { type Language, languages, texts } from '../platform/texts.ts';
import template from './cards/language.json' with { type: 'json' };

/** Which language we speak, and the others to choose from. */
export function languageCard(
  language: Language,
  said: 'people.language.text' | 'people.language.done',
): Card {
  const say = texts(language);
  return fillCard(template, {
    title: say('people.language.title'),
    text: say(said),
    choices: languages
      .filter((other) => other !== language)
      .map((other) => ({ language: other, name: say(`people.language.${other}`) })),
  });
}
