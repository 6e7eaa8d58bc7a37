import { type PeopleActions } from '../../people/actions.ts';
import { ancestors, type PersonRef } from '../../people/model.ts';
import { type Address, TeamsFault } from '../../platform/teams/teams.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';

/** So many rosters are asked for, at most, to find where somebody belongs. */
const CHANNELS_ASKED = 30;

interface Parts {
  readonly people: PeopleActions;
  readonly programme: ProgrammeActions;
}

/**
 * The open round of a person, in the channel of the own unit or the nearest one above that has the person as
 * a member. With `inChannel` only that channel counts.
 */
export async function findOpenRound(
  { people, programme }: Parts,
  person: PersonRef,
  inChannel: Address | undefined,
): Promise<{ readonly round: Round; readonly channel: LeaderChannel } | undefined> {
  const open = (await programme.rounds(person.tenant)).filter((round) => round.state === 'open');
  const found: { round: Round; channel: LeaderChannel }[] = [];
  for (const round of open)
    for (const channel of await programme.roundChannels(round)) found.push({ round, channel });

  const nearest = await nearestFirst(people, person);
  const wanted = found
    .filter(({ channel }) => inChannel === undefined || inChannel.conversation.startsWith(channel.id))
    .sort((one, other) => nearest(one.channel) - nearest(other.channel));
  for (const at of wanted.slice(0, CHANNELS_ASKED)) if (await isMember(people, at.channel, person)) return at;
  return undefined;
}

/** Own unit first, then those above it, then the rest. */
async function nearestFirst(people: PeopleActions, person: PersonRef) {
  const home = (await people.homeUnit(person))?.id;
  const above =
    home === undefined ? [] : ancestors(await people.units(person.tenant), home).map((unit) => unit.id);
  const path = home === undefined ? [] : [home, ...above];
  return ({ unit }: LeaderChannel) => {
    const at = path.indexOf(unit ?? '');
    return at < 0 ? path.length : at;
  };
}

async function isMember(people: PeopleActions, channel: LeaderChannel, person: PersonRef): Promise<boolean> {
  const { tenant, serviceUrl, id } = channel;
  try {
    const members = await people.roster({ tenant, serviceUrl, conversation: id });
    return members.some((member) => member.id === person.id);
  } catch (fault) {
    // A channel that Teams does not let us read is nobody's for now.
    if (fault instanceof TeamsFault) return false;
    throw fault;
  }
}
