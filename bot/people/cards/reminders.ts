import { fillCard } from '../../platform/cards.ts';
import { type Card } from '../../platform/teams/teams.ts';
import { formatDate, type Language, texts } from '../../platform/texts.ts';
import { type ReminderChoice } from '../model.ts';
import template from './reminders.json' with { type: 'json' };

interface RemindersView {
  readonly language: Language;
  readonly choice: ReminderChoice;
  readonly now: Date;
  /** Why the last press changed nothing. */
  readonly notice?: string;
}

/** Whether we remind, and what the person can do about it. */
export function remindersCard({ language, choice, now, notice }: RemindersView): Card {
  const say = texts(language);
  const { on, pausedUntil } = choice;
  const paused = on && pausedUntil !== undefined;
  const state = paused
    ? say('people.reminders.paused', { date: formatDate(language, new Date(pausedUntil), 'UTC') })
    : say(on ? 'people.reminders.on' : 'people.reminders.off');
  const lines = [state, ...(on ? [say('people.reminders.rule')] : [])];
  const title = say('people.reminders.title');
  const action = (verb: string, text: string, style?: string) => ({
    ...{ type: 'Action.Execute', verb, id: verb, title: text },
    ...(style === undefined ? {} : { style }),
  });
  const turnOn = action('reminders-on', say('people.reminders.turn-on'), 'positive');
  const turnOff = action('reminders-off', say('people.reminders.turn-off'));
  const pause = action('reminders-pause', say('people.reminders.pause'));
  return fillCard(template, {
    ...{ title, lines: lines.map((text) => ({ text })), fallback: [title, ...lines].join('. ') },
    ...{ hasNotice: notice !== undefined, notice: notice ?? '' },
    mayPause: on,
    pauseLabel: say('people.reminders.until'),
    pauseFrom: new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10),
    actions: on ? [pause, ...(paused ? [turnOn] : []), turnOff] : [turnOn],
  });
}

/** In a channel everybody reads the answer, and this is nobody else's business. */
export function remindersElsewhereCard(language: Language): Card {
  const say = texts(language);
  const text = say('people.reminders.private');
  return fillCard(template, {
    ...{ title: say('people.reminders.title'), lines: [{ text }], fallback: text },
    ...{ hasNotice: false, notice: '', mayPause: false, pauseLabel: '', pauseFrom: '', actions: [] },
  });
}
