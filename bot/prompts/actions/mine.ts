import { type PeopleActions } from '../../people/actions.ts';
import { ancestors, type PersonRef } from '../../people/model.ts';
import { type Address, TeamsFault } from '../../platform/teams/teams.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type PromptCards } from '../cards.ts';

/** So many rosters are asked for, at most, to find where somebody belongs. */
export const CHANNELS_ASKED = 30;

interface Parts {
  readonly people: PeopleActions;
  readonly programme: ProgrammeActions;
  readonly card: Pick<PromptCards, 'asks'>;
}

interface Found {
  readonly round: Round;
  readonly channel: LeaderChannel;
}

/**
 * The open round of a person, in the channel of the own unit or the nearest one above that has the person as
 * a member; where several programmes have one, the one that asks. With `inChannel` only that channel counts.
 */
export async function findOpenRound(
  { people, programme, card }: Parts,
  person: PersonRef,
  inChannel: Address | undefined,
): Promise<Found | undefined> {
  const open = (await programme.rounds(person.tenant)).filter((round) => round.state === 'open');
  const found: Found[] = [];
  for (const round of open)
    for (const channel of await programme.roundChannels(round)) found.push({ round, channel });

  const nearest = await nearestFirst(people, person);
  const wanted = found
    .filter(({ channel }) => inChannel === undefined || inChannel.conversation.startsWith(channel.id))
    .sort((one, other) => nearest(one.channel) - nearest(other.channel));
  let nearestCard: Found | undefined;
  for (const at of wanted.slice(0, CHANNELS_ASKED)) {
    // A channel that Teams does not let us read is nobody's for now.
    if ((await isMemberOf(people, at.channel, person)) !== true) continue;
    nearestCard ??= at;
    if (open.length === 1 || (await card.asks({ ...at, viewer: person }))) return at;
  }
  return nearestCard;
}

/** Own unit first, then those above it, then the rest. */
export async function nearestFirst(people: PeopleActions, person: PersonRef) {
  const home = (await people.homeUnit(person))?.id;
  const above =
    home === undefined ? [] : ancestors(await people.units(person.tenant), home).map((unit) => unit.id);
  const path = home === undefined ? [] : [home, ...above];
  return ({ unit }: LeaderChannel) => {
    const at = path.indexOf(unit ?? '');
    return at < 0 ? path.length : at;
  };
}

/** By the roster of now; `undefined` when Teams cannot tell just now. In a channel that is gone nobody is a member. */
export async function isMemberOf(
  people: PeopleActions,
  channel: LeaderChannel,
  person: PersonRef,
): Promise<boolean | undefined> {
  const { tenant, serviceUrl, id } = channel;
  try {
    const members = await people.roster({ tenant, serviceUrl, conversation: id });
    return members.some((member) => member.id === person.id);
  } catch (fault) {
    if (!(fault instanceof TeamsFault)) throw fault;
    return fault.kind === 'gone' || fault.kind === 'refused' ? false : undefined;
  }
}
