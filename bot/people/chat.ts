import { z } from 'zod';
import { type Sender, type TeamsDoor } from '../platform/teams/teams.ts';
import { type Language, refusalText } from '../platform/texts.ts';
import { Refusal } from '../refusal.ts';
import { type PeopleActions } from './actions.ts';
import { languageBody } from './api.ts';
import { remindersCard, remindersElsewhereCard } from './cards/reminders.ts';
import { languageCard } from './cards.ts';
import { type ReminderChoice } from './model.ts';

const choices: readonly (readonly [Language, readonly string[]])[] = [
  ['nb', ['språk bokmål', 'målform bokmål', 'language bokmål', 'language norwegian']],
  ['nn', ['språk nynorsk', 'målform nynorsk', 'language nynorsk']],
  ['en', ['språk engelsk', 'språk english', 'language english']],
];

const pauseBody = z.object({ until: z.string().max(20) });

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
  remindersChat(door, people);
}

/** Typed, or pressed on a reminder: whether we may remind, and until when not. */
function remindersChat(door: TeamsDoor, people: PeopleActions): void {
  const show = async (from: Sender, notice?: string) =>
    remindersCard({
      ...{ language: await people.language(from), choice: await people.reminderChoice(from) },
      now: people.now(),
      ...(notice === undefined ? {} : { notice }),
    });
  const choose = async (from: Sender, choice: ReminderChoice) => {
    try {
      await people.chooseReminders(from, choice);
      return await show(from);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return await show(from, refusalText(await people.language(from), error));
    }
  };

  door.onCommand(['påminnelser', 'påminningar', 'reminders', 'pause'], async ({ from, scope }) =>
    scope === 'personal' ? await show(from) : remindersElsewhereCard(await people.language(from)),
  );
  door.onPress('reminders', ({ from }) => show(from));
  door.onPress('reminders-on', ({ from }) => choose(from, { on: true, pausedUntil: undefined }));
  door.onPress('reminders-off', ({ from }) => choose(from, { on: false, pausedUntil: undefined }));
  door.onPress('reminders-pause', ({ from, data }) => {
    const { until } = pauseBody.catch({ until: '' }).parse(data);
    return choose(from, { on: true, pausedUntil: until });
  });
}
