import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { Refusal } from '../../refusal.ts';
import { type LeaderChannel, type Round } from '../model/programme.ts';
import { contentOrder } from '../model/content-order.ts';
import { upcoming } from '../model/rhythm.ts';
import { channelStore } from '../store/channels.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';

/** One week of a programme, held already or still to come. */
interface ProgrammeWeek {
  /** As it is, or as it will open. */
  readonly round: Round;
  /** It has not been opened: units and rules are those of today. */
  readonly isComing: boolean;
  /** Those of the programme now, without the removed ones; that of the largest unit first. */
  readonly channels: readonly LeaderChannel[];
}

export interface WeekActions {
  /** Throws `not-found` where the programme has no post in that week, `unknown-pack` where its pack is gone. */
  week(tenant: string, programme: string, week: string): Promise<ProgrammeWeek>;
}

interface Parts {
  readonly database: Database;
  readonly people: Pick<PeopleActions, 'leaders'>;
  readonly packs: Packs;
  readonly clock: Clock;
}

/** So far ahead that a year of monthly posts is seen. */
const SLOTS_AHEAD = 120;

export function weekActions(parts: Parts): WeekActions {
  const { database } = parts;
  return {
    async week(tenant, id, week) {
      const programme = (await programmeStore(database).of(tenant)).find((one) => one.id === id);
      if (programme === undefined) throw new Refusal('not-found');
      const held = (await roundStore(database).of(tenant)).find(
        (round) => round.programme === id && round.week === week,
      );
      const channels = await channelsOf(parts, programme);
      if (held !== undefined && held.state !== 'skipped') return { round: held, isComing: false, channels };
      const round = held ?? (await comingRound(parts, programme, week));
      return { round: { ...round, state: 'open', reason: undefined }, isComing: true, channels };
    },
  };
}

async function channelsOf({ database, people }: Parts, { tenant, id }: KeptProgramme) {
  const leaders = await people.leaders(tenant);
  const size = ({ unit }: LeaderChannel) => leaders.get(unit ?? '') ?? 0;
  return (await channelStore(database).of(tenant))
    .filter((channel) => channel.programme === id && channel.state !== 'removed')
    .sort((one, other) => size(other) - size(one));
}

/** The round as it will be opened if nothing changes until then; a week that is skipped uses no entry up. */
async function comingRound(
  { database, packs, clock }: Parts,
  programme: KeptProgramme,
  week: string,
): Promise<Round> {
  const rounds = roundStore(database);
  const { tenant, id, pack } = programme;
  const last = await rounds.newestWeek(tenant, id);
  const slots = upcoming(programme, clock.now(), { last, count: SLOTS_AHEAD });
  const slot = slots.find((one) => one.week === week);
  if (slot === undefined) throw new Refusal('not-found');
  const take = contentOrder(packs.pack(pack), programme.content, await rounds.history(programme));
  for (const one of slots) if (one.skip === undefined && one.opensAt < slot.opensAt) take(one.week);
  const entry = take(week);
  const { opensAt, closesAt } = slot;
  return {
    ...{ tenant, id: `${id}-${week}-${tenant}`, programme: id, week, pack, entry: entry.id },
    ...{ opensAt, closesAt, state: 'open', reason: undefined },
  };
}
