import { type Member, TeamsFault } from '../../platform/teams/teams.ts';
import { type LeaderChannel } from '../../programme/model/programme.ts';
import { type MeetingView, type PersonView } from '../api.ts';
import { type MinutesParts } from './parts.ts';

type ChannelView = MeetingView['channels'][number];

/** Each costs a question to Teams, so a tenant with hundreds is not asked about all of them. */
const mostAsked = 40;

/**
 * The leader channels that a meeting's results may go to: those its chair is in. The default is the one with most
 * of the meeting's people.
 */
export async function channelsFor(
  parts: MinutesParts,
  tenant: string,
  people: readonly PersonView[],
  chair: PersonView,
): Promise<{
  readonly all: readonly ChannelView[];
  readonly default: { readonly view: ChannelView; readonly language: LeaderChannel['language'] } | undefined;
}> {
  const living = (await parts.programme.channels(tenant)).filter(({ state }) => state !== 'removed');
  const home = await parts.people.homeUnit({ tenant, id: chair.id });
  const own = living.filter(({ unit }) => unit !== undefined && unit === home?.id);
  const candidates = [...own, ...living.filter((channel) => !own.includes(channel))].slice(0, mostAsked);
  const weighed = await Promise.all(
    candidates.map(async (channel) => ({ channel, members: await membersOf(parts, channel) })),
  );
  const open = weighed
    .filter(({ members }) => members.some(({ id }) => id === chair.id))
    .map(({ channel, members }) => ({
      channel,
      view: viewOf(channel),
      // Of equally fitting channels the smaller one is meant.
      fit: shared(members, people) - members.length / 10_000,
    }))
    .sort((one, other) => other.fit - one.fit);
  const best = open[0];
  return {
    all: open.map(({ view }) => view),
    default: best && { view: best.view, language: best.channel.language },
  };
}

function viewOf({ id, name, teamName }: LeaderChannel): ChannelView {
  return { id, name, team: teamName };
}

function shared(members: readonly Member[], people: readonly PersonView[]): number {
  const ids = new Set(people.map(({ id }) => id));
  return members.filter(({ id }) => ids.has(id)).length;
}

/** A channel that Teams will not answer for now cannot be chosen now. */
async function membersOf(parts: MinutesParts, channel: LeaderChannel): Promise<readonly Member[]> {
  try {
    const { tenant, serviceUrl, id } = channel;
    return await parts.people.roster({ tenant, serviceUrl, conversation: id });
  } catch (error) {
    if (error instanceof TeamsFault) return [];
    throw error;
  }
}
