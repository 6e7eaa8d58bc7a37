import { type ContentLanguage, textIn } from '../../content/model.ts';
import { cardTemplate, plain } from '../../platform/cards.ts';
import { type Card } from '../../platform/teams/teams.ts';
import { formatTime, formatWeekday, texts, weekName } from '../../platform/texts.ts';
import { type LeaderChannel } from '../../programme/model/programme.ts';
import { type KeptRound } from '../actions/memory.ts';
import { type Snoozed } from '../model/reminders.ts';
import template from './reminder.json' with { type: 'json' };

const draw = cardTemplate(template);
/** The question is read in the channel; here it is only recognised. */
const QUESTION_CHARS = 120;

interface ReminderView {
  readonly kept: Pick<KeptRound, 'round' | 'questions' | 'zone'>;
  readonly channel: LeaderChannel;
  readonly language: ContentLanguage;
  /** What the last press came to. */
  readonly notice?: string;
}

/** To one person alone: which question waits, and where. `summary` is what notifications show. */
export function reminderCard(view: ReminderView): { readonly card: Card; readonly summary: string } {
  const { kept, channel, language, notice } = view;
  const { round, questions, zone } = kept;
  const say = texts(language);
  const heading = say('pulses.reminder.heading');
  const day = formatWeekday(language, round.closesAt, zone);
  const until = say('pulses.reminder.until', { day, time: formatTime(language, round.closesAt, zone) });
  const where = say('pulses.reminder.where', { channel: channel.name, team: channel.teamName });
  const [first] = questions;
  const more = questions.length - 1;
  const asked = first === undefined ? '' : `«${short(textIn(first.text, language))}»`;
  const question = more > 0 ? say('pulses.reminder.more', { question: asked, count: more }) : asked;
  const data = { round: round.id, channel: channel.id, on: 'reminder' };
  const action = (verb: string, title: string) => ({ type: 'Action.Execute', verb, id: verb, title, data });
  const card = draw({
    ...{ hasNotice: notice !== undefined, notice: plain(notice ?? '') },
    small: plain(`${capital(weekName(language, round.week))} · ${until}`),
    heading: plain(heading),
    question: plain(question),
    where: plain(where),
    why: plain(say('pulses.reminder.why')),
    fallback: `${heading}. ${where}`,
    actions: [
      action('snooze', say('pulses.reminder.tomorrow')),
      action('reminders', say('pulses.reminder.pause')),
      action('reminders-off', say('pulses.reminder.off')),
    ],
  });
  return { card, summary: `${heading}, ${until}` };
}

/** What "remind me tomorrow" came to. */
export function snoozedWords(language: ContentLanguage, snoozed: Snoozed, zone: string): string {
  const say = texts(language);
  if (typeof snoozed === 'string') return say(`pulses.snoozed.${snoozed}`);
  const day = formatWeekday(language, snoozed, zone);
  return say('pulses.snoozed.until', { day, time: formatTime(language, snoozed, zone) });
}

function short(text: string): string {
  if (text.length <= QUESTION_CHARS) return text;
  return `${text.slice(0, text.lastIndexOf(' ', QUESTION_CHARS))} …`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
