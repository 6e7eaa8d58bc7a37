import { isDue, reminded, type ReminderPlan, reminderPlan, slotNow } from '../../model/reminders.ts';
import { isHoliday } from '../../../programme/model/calendar.ts';
import { ballotStore } from '../../store/ballots.ts';
import { type PulseRound, roundStore } from '../../store/rounds.ts';
import { type KeptRound } from '../memory.ts';
import { type BetweenRounds } from './between.ts';
import { type Reachable, reachable } from './reach.ts';
import { changeRows } from './rows.ts';
import { sendReminders } from './send.ts';
import { type ReminderSurroundings } from './surroundings.ts';

/** A killed service leaves at most the people of one step without their reminder. */
const STEP_MIN = 200;
/** Every step writes everybody's row, so that large agencies take larger steps. */
const STEPS_MAX = 10;
const PLAN_AGE_MS = 60_000;
/** Until rosters that could not be read are asked for again, and how often that is done in one slot. */
const AGAIN_AFTER_MS = 60_000;
const SWEEPS = 5;

/** Where this process is with a round; begun anew, it finds in the rows who has been reminded. */
interface Progress {
  enrolled: boolean;
  slot: number;
  /** The next step of the slot; as many for every slot and everybody's answers. */
  step: number;
  steps: number;
  sweeps: number;
  notBefore: number;
}

export interface ReminderSteps {
  /** Takes one step in every open round that has one to take. Answers how many. */
  take(): Promise<number>;
  plan(kept: KeptRound): Promise<ReminderPlan>;
}

export function reminderSteps(at: ReminderSurroundings, between: BetweenRounds): ReminderSteps {
  const stores = { connection: at.database, engine: at.database.engine };
  const progress = new Map<string, Progress>();
  const plan = planOf(at);

  const stepIn = async (round: PulseRound, mine: Progress): Promise<boolean> => {
    const now = at.clock.now();
    if (now >= round.closesAt) return false;
    const kept = await at.memory.of(round);
    if (!kept) return false;
    if (!mine.enrolled) {
      await enrol(at, between, kept);
      mine.enrolled = true;
      return true;
    }
    const plans = await plan(kept);
    const slot = slotNow(plans, now);
    if (!slot) return false;
    if (slot.getTime() !== mine.slot)
      Object.assign(mine, { slot: slot.getTime(), step: 0, steps: 1, sweeps: 0, notBefore: 0 });
    if (mine.step >= mine.steps || at.machineNow() < mine.notBefore) return false;
    await remindSome({ at, between, kept, plan: plans, slot }, mine);
    return true;
  };

  return {
    plan,
    async take() {
      const open = await roundStore(stores).openRounds();
      const names = new Set(open.map(nameOf));
      for (const name of progress.keys()) if (!names.has(name)) progress.delete(name);
      let taken = 0;
      for (const round of open) {
        const mine = progress.get(nameOf(round)) ?? begun();
        progress.set(nameOf(round), mine);
        if (await stepIn(round, mine)) taken += 1;
      }
      return taken;
    },
  };
}

const nameOf = ({ tenant, id }: PulseRound): string => JSON.stringify([tenant, id]);
const begun = (): Progress => ({ enrolled: false, slot: 0, step: 0, steps: 0, sweeps: 0, notBefore: 0 });

/** Once a minute is often enough to hear of new days off. */
function planOf(at: ReminderSurroundings): ReminderSteps['plan'] {
  const plans = new Map<string, { readonly plan: ReminderPlan; readonly made: number }>();
  return async ({ round, zone }) => {
    const known = plans.get(nameOf(round));
    if (known && at.machineNow() - known.made < PLAN_AGE_MS) return known.plan;
    const daysOff = await at.programme.daysOff(round);
    const isDayOff = (day: string) => isHoliday(day) || daysOff.includes(day);
    const plan = reminderPlan({ opensAt: round.opensAt, closesAt: round.closesAt, zone, isDayOff });
    if (plans.size > 100) plans.clear();
    plans.set(nameOf(round), { plan, made: at.machineNow() });
    return plan;
  };
}

/** What is remembered of the round before becomes part of this one, sealed, for everybody with a home in it. */
async function enrol(at: ReminderSurroundings, between: BetweenRounds, kept: KeptRound): Promise<void> {
  const silentBefore = await between.silentBefore(kept.round);
  const asked = new Set(kept.units.filter(({ homes }) => homes > 0).map(({ id }) => id));
  const homes = await at.people.homes(kept.round.tenant);
  const people = homes.filter(({ unit }) => asked.has(unit)).map(({ person }) => person);
  await changeRows(at, kept.round, ({ byPerson }) => {
    for (const person of people)
      if (!byPerson.has(person)) byPerson.set(person, unreminded(person, silentBefore));
    return Promise.resolve();
  });
}

export const unreminded = (person: string, silentBefore: (person: string) => number) => ({
  ...{ person, sent: 0, last: undefined, until: undefined },
  silent: silentBefore(person),
});

interface Slot {
  readonly at: ReminderSurroundings;
  readonly between: BetweenRounds;
  readonly kept: KeptRound;
  readonly plan: ReminderPlan;
  readonly slot: Date;
}

/** Notes first who is reminded, then reminds: a second reminder would be worse than none. */
async function remindSome(of: Slot, mine: Progress): Promise<void> {
  const { at, kept, plan, slot } = of;
  const { people, whole } = await reachable(at, kept);
  const chosen = await choose(of, people, mine.step);
  if (!chosen) {
    // The round is over, or its key is gone.
    mine.step = mine.steps;
    return;
  }
  mine.steps = chosen.steps;
  mine.step += 1;
  if (mine.step >= mine.steps && !whole && mine.sweeps < SWEEPS)
    Object.assign(mine, { step: 0, sweeps: mine.sweeps + 1, notBefore: at.machineNow() + AGAIN_AFTER_MS });
  await sendReminders(at, { kept, plan, slot, people: chosen.people });
}

async function choose(
  { at, between, kept, plan, slot }: Slot,
  people: ReadonlyMap<string, Reachable>,
  step: number,
): Promise<{ readonly people: readonly Reachable[]; readonly steps: number } | undefined> {
  const { round } = kept;
  const silentBefore = await between.silentBefore(round);
  const answered = await answeredIn(at, round);
  const deaf = await at.people.unreminded(round.tenant);
  return await changeRows(at, round, async ({ byPerson, people: everybody }) => {
    // Only before the first step, so that the steps divide the same people.
    if (step === 0)
      for (const person of people.keys())
        if (!byPerson.has(person)) byPerson.set(person, unreminded(person, silentBefore));
    const all = everybody();
    const size = Math.max(STEP_MIN, Math.ceil(all.length / STEPS_MAX));
    const chosen: Reachable[] = [];
    for (const person of all.slice(step * size, (step + 1) * size)) {
      const one = byPerson.get(person);
      const to = people.get(person);
      if (!one || !to || deaf.has(person) || answered(person) || !isDue(one, slot, plan)) continue;
      byPerson.set(person, reminded(one, slot));
      chosen.push(to);
    }
    return await Promise.resolve({ people: chosen, steps: Math.ceil(all.length / size) });
  });
}

/** Who has answered in this round, or in another that is open. */
async function answeredIn(
  at: ReminderSurroundings,
  { tenant }: PulseRound,
): Promise<(person: string) => boolean> {
  const stores = { connection: at.database, engine: at.database.engine };
  const open = (await roundStore(stores).openRounds()).filter((one) => one.tenant === tenant);
  const found: ((person: string) => boolean)[] = [];
  for (const round of open) {
    const seal = await at.memory.seal(round);
    const tokens = await ballotStore(stores).tokens(round);
    if (seal) found.push((id) => tokens.has(seal.token({ tenant, id })));
  }
  return (person) => found.some((has) => has(person));
}
