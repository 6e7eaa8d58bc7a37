import { type TeamsDoor } from '../platform/teams/teams.ts';
import { type WeeklyCard } from '../programme/slots.ts';
import { type PulseReminders } from './actions/reminding.ts';
import { type PulseSurroundings } from './actions/surroundings.ts';
import { reminderCard, snoozedWords } from './cards/reminder.ts';
import { pressedCard } from './chat.ts';

/** "Remind me tomorrow", on the weekly card and on the reminder: answered with the card it was pressed on. */
export function remindersChat(
  door: TeamsDoor,
  at: PulseSurroundings,
  reminders: PulseReminders,
  weeklyCard: () => WeeklyCard,
): void {
  door.onPress('snooze', async (press) => {
    const { kept, person, weekly } = await pressedCard(at, press);
    const { channel, language } = weekly;
    const notice = snoozedWords(language, await reminders.snooze(kept, person), kept.zone);
    return press.data['on'] === 'reminder'
      ? reminderCard({ kept, channel, language, notice }).card
      : await weeklyCard().draw({ ...weekly, notice });
  });
}
