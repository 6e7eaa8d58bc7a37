import { type PeopleActions } from '../../people/actions.ts';
import { ancestorsOf, type Unit } from '../../people/model.ts';
import { type Connection, countStates, type Database } from '../../platform/database/database.ts';
import { type Policy } from '../model/policy.ts';
import { discussedVersions } from '../model/involvement.ts';
import { type LeaderChannel, type Round, whyNotReady } from '../model/programme.ts';
import { channelStore } from '../store/channels.ts';
import { discussionStore } from '../store/discussions.ts';
import { policyStore } from '../store/policies.ts';
import { programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';

/** Reading of rounds and of what stands in their way. */
export interface RoundActions {
  round(tenant: string, id: string): Promise<Round | undefined>;
  /** All, skipped ones too, oldest first. */
  rounds(tenant: string): Promise<readonly Round[]>;
  /** The channels a round was opened in, as they are now. Give the connection inside a transaction. */
  roundChannels(
    round: Pick<Round, 'tenant' | 'id'>,
    connection?: Connection,
  ): Promise<readonly LeaderChannel[]>;
  /** In how many channels each round was opened. */
  rosterSizes(tenant: string, rounds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** One of them. */
  roundChannel(round: Pick<Round, 'tenant' | 'id'>, channel: string): Promise<LeaderChannel | undefined>;
  /** IANA zone of the round's programme. */
  zone(round: Pick<Round, 'tenant' | 'programme'>): Promise<string>;
  /** ISO dates on which the agency does not work, beside the public holidays. */
  daysOff(round: Pick<Round, 'tenant' | 'programme'>): Promise<readonly string[]>;
  /** From then on the round's posts are too late to be sent. */
  lateUntil(round: Round): Promise<Date>;
  /** What the agency has decided about its pulses. Give the connection inside a transaction. */
  policy(tenant: string, connection?: Connection): Promise<Policy>;
  /** Channels and rounds in each state, of every tenant. */
  counts(): Promise<{
    readonly channels: ReadonlyMap<string, number>;
    readonly rounds: ReadonlyMap<string, number>;
  }>;
  /** Every channel with why it gets no posts, a text key; `undefined` = it is ready. */
  readiness(tenant: string, connection?: Connection): Promise<readonly ChannelReadiness[]>;
}

export interface ChannelReadiness {
  readonly channel: LeaderChannel;
  readonly why: string | undefined;
}

export function roundActions(database: Database, people: PeopleActions): RoundActions {
  const programmeOf = async ({ tenant, programme }: Pick<Round, 'tenant' | 'programme'>) =>
    (await programmeStore(database).of(tenant)).find(({ id }) => id === programme);

  return {
    round: (tenant, id) => roundStore(database).find(tenant, id),
    rounds: (tenant) => roundStore(database).of(tenant),
    roundChannels: (round, connection = database) => roundStore(connection).channels(round.tenant, round.id),
    rosterSizes: (tenant, ids) => roundStore(database).rosterSizes(tenant, ids),
    roundChannel: ({ tenant, id }, channel) => roundStore(database).channel(tenant, id, channel),

    zone: async (round) => (await programmeOf(round))?.zone ?? 'Europe/Oslo',

    daysOff: async (round) => (await programmeOf(round))?.daysOff ?? [],

    async lateUntil(round) {
      const hours = (await programmeOf(round))?.lateHours ?? 0;
      return new Date(Math.min(round.opensAt.getTime() + hours * 3_600_000, round.closesAt.getTime()));
    },

    policy: (tenant, connection = database) => policyStore(connection).of(tenant),

    async counts() {
      return {
        channels: await countStates(database, 'leader_channel'),
        rounds: await countStates(database, 'round'),
      };
    },

    async readiness(tenant, connection = database) {
      const why = await readinessRule(connection, tenant, await people.units(tenant, connection));
      const channels = await channelStore(connection).of(tenant);
      return channels.map((channel) => ({ channel, why: why(channel) }));
    },
  };
}

/** Answers why a channel, as it is or would be, gets no posts now; a text key, `undefined` = it is ready. */
export async function readinessRule(
  connection: Connection,
  tenant: string,
  units: readonly Unit[],
): Promise<(channel: LeaderChannel) => string | undefined> {
  const discussions = await discussionStore(connection).of(tenant);
  const { version } = await policyStore(connection).of(tenant);
  const involved = { discussed: discussedVersions(discussions), version };
  const above = ancestorsOf(units);
  return (channel) => {
    const ids = channel.unit === undefined ? [] : above(channel.unit).map(({ id }) => id);
    return whyNotReady(channel, [channel.unit ?? '', ...ids], involved);
  };
}
