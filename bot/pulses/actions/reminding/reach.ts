import { type Member, TeamsFault } from '../../../platform/teams/teams.ts';
import { type LeaderChannel } from '../../../programme/model/programme.ts';
import { type KeptRound } from '../memory.ts';
import { type ReminderSurroundings } from './surroundings.ts';

/** Somebody who is asked in a round, and where their card stands. */
export interface Reachable {
  readonly member: Member;
  readonly channel: LeaderChannel;
}

const PARALLEL = 8;

/**
 * Everybody who is asked in the round and is in one of its channels now. `whole` = every channel could be read, or
 * never will be.
 */
export async function reachable(
  at: ReminderSurroundings,
  { round, units }: KeptRound,
): Promise<{ readonly people: ReadonlyMap<string, Reachable>; readonly whole: boolean }> {
  const homes = new Map((await at.people.homes(round.tenant)).map(({ person, unit }) => [person, unit]));
  const elsewhere = new Set(units.filter((unit) => unit.elsewhere).map(({ id }) => id));
  const people = new Map<string, Reachable>();
  const channels = [...(await at.programme.roundChannels(round))];
  let whole = true;

  const take = (member: Member, channel: LeaderChannel): void => {
    const home = homes.get(member.id);
    if (home !== undefined && elsewhere.has(home)) return;
    // Whoever is in several channels is told of the one of the own unit.
    if (!people.has(member.id) || channel.unit === home) people.set(member.id, { member, channel });
  };
  const worker = async (): Promise<void> => {
    for (let channel = channels.shift(); channel; channel = channels.shift()) {
      const members = await membersOf(at, channel);
      if (members === 'later') whole = false;
      else for (const member of members) take(member, channel);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return { people, whole };
}

async function membersOf(
  at: ReminderSurroundings,
  channel: LeaderChannel,
): Promise<readonly Member[] | 'later'> {
  const where = { tenant: channel.tenant, serviceUrl: channel.serviceUrl, conversation: channel.id };
  if (channel.state === 'removed') return [];
  try {
    return await at.people.roster(where);
  } catch (fault) {
    if (!(fault instanceof TeamsFault)) throw fault;
    // A channel we are not let into any more has nobody we could reach.
    return fault.kind === 'gone' || fault.kind === 'refused' ? [] : 'later';
  }
}
