import { type ReminderChoice } from '../../bot/people/model.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Card, type Member } from '../../bot/platform/teams/teams.ts';
import { type Round } from '../../bot/programme/model/programme.ts';
import { pulseReminders, type PulseReminders } from '../../bot/pulses/actions/reminding.ts';
import { type ReminderSurroundings } from '../../bot/pulses/actions/reminding/surroundings.ts';
import { reminderStore } from '../../bot/pulses/store/reminders.ts';
import { keysInMemory, leader, type World, world } from './world.ts';

const dayMs = 86_400_000;
/** Nine o'clock in Norway on a day of the round's week, 0 = Monday. */
export const nine = (round: Round, day: number) => new Date(+round.opensAt + day * dayMs + 30 * 60_000);
export const wednesday = 2;
export const kari = leader('plan', 0);
export const ola = leader('plan', 1);
export const all = [...Array(9).keys()].map((number) => leader('plan', number));

export interface Scene {
  readonly at: World;
  reminders: PulseReminders;
  readonly sent: { readonly person: string; readonly card: Card }[];
  readonly choices: Map<string, ReminderChoice>;
  readonly keys: ReturnType<typeof keysInMemory>;
  /** Every call to Teams may be made to fail here. */
  fail: (call: 'roster' | 'chat' | 'send', person: string) => Error | undefined;
  /** And something may happen before it. */
  before: (call: 'roster' | 'chat' | 'send', person: string) => Promise<void>;
  /** The clock shows that time, and the work is done. */
  look(now: Date): Promise<void>;
  /** Everybody who has been reminded since the last time this was asked. */
  reminded(): readonly string[];
  answer(person: string, round: Round): Promise<void>;
  open(round: Round): Promise<void>;
  /** Another process goes on with the same database and keys. */
  restart(): void;
  rows(round: Round): Promise<readonly { readonly token: string; readonly body: Uint8Array }[]>;
}

export function scene(database: Database): Scene {
  const keys = keysInMemory();
  const at = world(database, keys);
  const sent: Scene['sent'][number][] = [];
  const choices = new Map<string, ReminderChoice>();
  let told = 0;
  const member = (id: string): Member => ({ id, teamsId: `29:${id}`, name: id, guest: false });
  const failing = async <Result>(call: 'roster' | 'chat' | 'send', person: string, result: Result) => {
    await self.before(call, person);
    const fault = self.fail(call, person);
    if (fault) throw fault;
    return result;
  };
  const choiceOf = (id: string) => choices.get(id) ?? { on: true, pausedUntil: undefined };
  const isDeaf = ({ on, pausedUntil }: ReminderChoice) =>
    !on || (pausedUntil !== undefined && pausedUntil > at.clock.now().toISOString().slice(0, 10));
  const surroundings: ReminderSurroundings = {
    ...at.surroundings,
    people: {
      ...at.surroundings.people,
      roster: ({ conversation }) =>
        failing('roster', conversation, [...(at.rosters.get(conversation) ?? [])].map(member)),
      homeChanges: () => Promise.resolve([]),
      reminderChoice: ({ id }) => Promise.resolve(choiceOf(id)),
      unreminded: () =>
        Promise.resolve(new Set([...choices].filter(([, choice]) => isDeaf(choice)).map(([id]) => id))),
    },
    programme: { ...at.surroundings.programme, daysOff: () => Promise.resolve([]) },
    teams: {
      personalChat: ({ teamsId, ...where }) =>
        failing('chat', teamsId.slice(3), { ...where, conversation: `a:${teamsId.slice(3)}` }),
      send: async ({ conversation }, card) => {
        const person = conversation.slice(2);
        await failing('send', person, undefined);
        sent.push({ person, card });
        return { message: '1', conversation };
      },
    },
    pace: { turn: (to) => Promise.resolve(to) },
    machineNow: () => +at.clock.now(),
  };
  const self: Scene = {
    at,
    reminders: pulseReminders(surroundings),
    sent,
    choices,
    keys,
    fail: () => undefined,
    before: () => Promise.resolve(),
    async look(now) {
      at.clock.set(now);
      while ((await self.reminders.remind()) > 0);
    },
    reminded() {
      const since = sent.slice(told).map(({ person }) => person);
      told = sent.length;
      return since.sort();
    },
    async answer(person, round) {
      await at.press(person, 'plan', 'answer', { round: round.id, view: 0, value: 4 });
    },
    async open(round) {
      at.clock.set(round.opensAt);
      await at.open(round);
      await self.look(round.opensAt);
    },
    restart() {
      self.reminders = pulseReminders(surroundings);
      at.first.splice(0, 1, self.reminders.part);
    },
    rows: (round) => reminderStore({ connection: database, engine: database.engine }).all(round),
  };
  at.first.push(self.reminders.part);
  // Only the one section, so that a list of names is short.
  for (const unit of ['drift', 'stab']) at.rosters.set(`19:${unit}@thread.tacv2`, new Set());
  return self;
}

export const without = (...people: string[]) => all.filter((one) => !people.includes(one)).sort();
