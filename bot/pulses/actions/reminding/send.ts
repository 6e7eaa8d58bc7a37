import { TeamsFault } from '../../../platform/teams/teams.ts';
import { isReminded } from '../../../people/model.ts';
import { LATE_MS, type ReminderPlan } from '../../model/reminders.ts';
import { reminderCard } from '../../cards/reminder.ts';
import { ballotStore } from '../../store/ballots.ts';
import { type KeptRound } from '../memory.ts';
import { type Reachable } from './reach.ts';
import { type ReminderSurroundings } from './surroundings.ts';

const PARALLEL = 8;
/** Only after Teams has said that it did nothing. */
const TRIES = 3;

export interface Sending {
  readonly kept: KeptRound;
  readonly plan: ReminderPlan;
  readonly slot: Date;
  readonly people: readonly Reachable[];
}

/**
 * Sends what has been noted as sent. Whom it does not reach is not reminded this time, and nothing is written about
 * it anywhere: who was to be reminded is who had not answered.
 */
export async function sendReminders(at: ReminderSurroundings, sending: Sending): Promise<void> {
  const waiting = [...sending.people];
  const bugs: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift())
      await remind(at, sending, one).catch((error: unknown) => {
        if (!(error instanceof TeamsFault)) bugs.push(error);
      });
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  if (bugs.length > 0) throw new AggregateError(bugs, 'Some reminders could not be sent');
}

async function remind(at: ReminderSurroundings, sending: Sending, to: Reachable): Promise<void> {
  const { member, channel } = to;
  const { tenant, serviceUrl } = channel;
  const { language } = await at.people.profile({ tenant, id: member.id });
  const view = { kept: sending.kept, channel, language: language ?? channel.language };
  const { card, summary } = reminderCard(view);
  const chat = await whileBusy(() => at.teams.personalChat({ tenant, serviceUrl, teamsId: member.teamsId }));
  await whileBusy(async () => {
    const turn = await at.pace.turn(chat, 'message');
    // The last thing before the message: people answer, and machines sleep.
    if (await isStillDue(at, sending, to)) await at.teams.send({ ...chat, turn }, card, summary);
  });
}

async function isStillDue(
  at: ReminderSurroundings,
  { kept, plan, slot }: Sending,
  { member, channel }: Reachable,
): Promise<boolean> {
  const now = at.clock.now();
  if (now >= plan.lastCall || now.getTime() - slot.getTime() >= LATE_MS) return false;
  const person = { tenant: channel.tenant, id: member.id };
  if (!isReminded(await at.people.reminderChoice(person), now)) return false;
  const seal = await at.memory.seal(kept.round);
  const ballots = ballotStore({ connection: at.database, engine: at.database.engine });
  return seal !== undefined && (await ballots.read(kept.round, seal.token(person))) === undefined;
}

/** Again when Teams says that it was too fast all the same; the pace sees to the waiting. */
async function whileBusy<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (fault) {
      if (!(fault instanceof TeamsFault) || fault.kind !== 'busy' || tries === TRIES) throw fault;
    }
  }
}
