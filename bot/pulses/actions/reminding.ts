import { isReminded, type PersonRef } from '../../people/model.ts';
import { type RoundPart } from '../../programme/slots.ts';
import { slotTomorrow, type Snoozed } from '../model/reminders.ts';
import { ballotStore } from '../store/ballots.ts';
import { type KeptRound } from './memory.ts';
import { betweenRounds } from './reminding/between.ts';
import { changeRows } from './reminding/rows.ts';
import { reminderSteps, unreminded } from './reminding/steps.ts';
import { type ReminderSurroundings } from './reminding/surroundings.ts';

export interface PulseReminders {
  /** Before the pulses' own part, which deletes the ballots at the close. */
  readonly part: RoundPart;
  /** Does some of what is due now; answers how much. */
  remind(): Promise<number>;
  /** "Remind me tomorrow". Durable when it resolves. */
  snooze(kept: KeptRound, person: PersonRef): Promise<Snoozed>;
}

/**
 * Reminders, to the person alone. Who gets one is who has not answered, so what is kept of them lies sealed under the
 * round's key, in rows that look and change alike, and goes with the round.
 */
export function pulseReminders(at: ReminderSurroundings): PulseReminders {
  const between = betweenRounds(at);
  const steps = reminderSteps(at, between);
  return {
    part: {
      closed: (connection, round) => between.carryOver({ connection, engine: at.database.engine }, round),
    },
    remind: () => steps.take(),

    async snooze(kept, person) {
      const choice = await at.people.reminderChoice(person);
      if (!isReminded(choice, at.clock.now())) return choice.on ? 'paused' : 'off';
      if (await hasBallot(at, kept, person)) return 'answered';
      const until = slotTomorrow(await steps.plan(kept), at.clock.now());
      if (!until) return 'too-late';
      const silentBefore = await between.silentBefore(kept.round);
      const noted = await changeRows(at, kept.round, ({ byPerson }) => {
        const one = byPerson.get(person.id) ?? unreminded(person.id, silentBefore);
        byPerson.set(person.id, { ...one, until });
        return Promise.resolve(until);
      });
      return noted ?? 'too-late';
    },
  };
}

async function hasBallot(at: ReminderSurroundings, kept: KeptRound, person: PersonRef): Promise<boolean> {
  const seal = await at.memory.seal(kept.round);
  const ballots = ballotStore({ connection: at.database, engine: at.database.engine });
  return seal !== undefined && (await ballots.read(kept.round, seal.token(person))) !== undefined;
}
