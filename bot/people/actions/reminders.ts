import { type Clock } from '../../platform/clock.ts';
import { type Connection, type Database } from '../../platform/database/database.ts';
import { Refusal } from '../../refusal.ts';
import { isReminded, pausable, type PersonRef, type ReminderChoice } from '../model.ts';
import { reminderStore } from '../store/reminders.ts';

/** A person's own say in being reminded; always honoured. */
export interface ReminderActions {
  /** By the product's clock. */
  now(): Date;
  /** A pause that is over counts as none. */
  reminderChoice(person: PersonRef): Promise<ReminderChoice>;
  /** Who is not to be reminded now, by id. Give the connection inside a transaction. */
  unreminded(tenant: string, connection?: Connection): Promise<ReadonlySet<string>>;
  /** Throws `bad-date` for a pause that does not end within a year from tomorrow on. */
  chooseReminders(person: PersonRef & { readonly name: string }, choice: ReminderChoice): Promise<void>;
}

const usual: ReminderChoice = { on: true, pausedUntil: undefined };

export function reminderActions(database: Database, clock: Clock): ReminderActions {
  const store = reminderStore(database);
  return {
    now: () => clock.now(),
    async reminderChoice(person) {
      const choice = (await store.of(person)) ?? usual;
      return choice.on && isReminded(choice, clock.now()) ? usual : choice;
    },
    async unreminded(tenant, connection) {
      const all = await (connection === undefined ? store : reminderStore(connection)).all(tenant);
      const silent = [...all].filter(([, choice]) => !isReminded(choice, clock.now()));
      return new Set(silent.map(([person]) => person));
    },
    async chooseReminders(person, choice) {
      if (choice.pausedUntil !== undefined && !pausable(choice.pausedUntil, clock.now()))
        throw new Refusal('bad-date');
      await store.keep(person, choice);
    },
  };
}
