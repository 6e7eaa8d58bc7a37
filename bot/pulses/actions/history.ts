import { type PeopleActions } from '../../people/actions.ts';
import { type HomeChange } from '../../people/model.ts';
import { type History, type ReleasedCell } from '../model/cells.ts';
import { type Crew, crewsOf } from '../model/membership.ts';
import { type Question } from '../model/question.ts';
import { type RatesHistory } from '../model/response.ts';
import { releasedStore } from '../store/released.ts';
import { type PulseRound, roundStore, type RoundUnit } from '../store/rounds.ts';
import { type StoreAt } from '../store/tables.ts';

/** So long two figures of the same question are held against each other; then a figure is exact again. */
const COMPARED_DAYS = 26 * 7;

export interface Histories {
  rates(): Promise<RatesHistory>;
  /** Of the earlier rounds that asked the same. */
  scores(question: Question): Promise<History>;
}

export interface HistoryNeeds {
  readonly people: Pick<PeopleActions, 'homes' | 'homeChanges'>;
  readonly now: Date;
}

interface EarlierRound {
  readonly round: PulseRound;
  readonly units: readonly RoundUnit[];
  readonly questions: readonly Question[];
}

/** What the rounds before this one have shown, and who was where in them. Inside the transaction that closes it. */
export async function histories(
  at: StoreAt,
  { round, units }: { readonly round: PulseRound; readonly units: readonly RoundUnit[] },
  { people, now }: HistoryNeeds,
): Promise<Histories> {
  const released = releasedStore(at);
  const earlier = await earlierRounds(at, round, now);
  const since = [round, ...earlier.map(({ round }) => round)].map(beforeOpening).reduce(sooner, now);
  const homes = earlier.length > 0 ? await people.homes(round.tenant, at.connection) : [];
  const changes = earlier.length > 0 ? await people.homeChanges(round.tenant, since, now, at.connection) : [];
  const crews = (some: readonly EarlierRound[]): readonly (readonly Crew[])[] =>
    views([...some, { round: { ...round, closedAt: now }, units }], homes, changes);
  return {
    async rates() {
      const rounds: RatesHistory['rounds'][number][] = [];
      for (const { round: one, units } of earlier) rounds.push({ units, rates: await released.ratesOf(one) });
      return { rounds, crews: crews(earlier) };
    },
    async scores({ id, scale }) {
      const rounds: { units: readonly RoundUnit[]; cells: readonly ReleasedCell[] }[] = [];
      const same = earlier.flatMap((one) => {
        const position = one.questions.findIndex((asked) => asked.id === id && asked.scale === scale);
        return position < 0 ? [] : [{ ...one, position }];
      });
      for (const { round: one, units, position } of same)
        rounds.push({ units, cells: await released.cellsOf(one, position) });
      return { rounds, crews: crews(same) };
    },
  };
}

const sooner = (one: Date, other: Date): Date => (other < one ? other : one);

const beforeOpening = ({ opensAt }: PulseRound): Date => new Date(opensAt.getTime() - 1);

/** Oldest first. */
async function earlierRounds(at: StoreAt, round: PulseRound, now: Date): Promise<readonly EarlierRound[]> {
  const store = roundStore(at);
  const oldest = new Date(now.getTime() - COMPARED_DAYS * 86_400_000);
  const found: EarlierRound[] = [];
  for (const one of await store.rounds(round.tenant)) {
    if (one.id === round.id || one.closedAt === undefined || one.closedAt < oldest) continue;
    if (one.state !== 'closed') continue;
    found.push({ round: one, units: await store.units(one), questions: await store.questions(one) });
  }
  return found.sort((a, b) => (a.round.closedAt ?? now).getTime() - (b.round.closedAt ?? now).getTime());
}

/**
 * Where everybody was in each round. Somebody who moved while a round was open may have answered before or after, so
 * that both are looked at: the homes when the rounds opened, and when they closed. Who moved in the very millisecond of
 * an opening may have been seen in either place, so that the moment before is looked at as well.
 */
function views(
  rounds: readonly Pick<EarlierRound, 'round' | 'units'>[],
  homes: Parameters<typeof crewsOf>[0],
  changes: readonly HomeChange[],
): readonly (readonly Crew[])[] {
  const moments = rounds.map(({ round, units }) => {
    const asked = new Set(units.filter((unit) => unit.homes > 0).map(({ id }) => id));
    const wasAsked = (unit: string): boolean => asked.has(unit);
    return {
      ...{ before: beforeOpening(round), opened: round.opensAt },
      ...{ closed: round.closedAt ?? round.closesAt, wasAsked },
    };
  });
  const view = (end: 'before' | 'opened' | 'closed'): readonly Crew[] =>
    crewsOf(
      homes,
      changes,
      moments.map((moment) => ({ at: moment[end], asked: moment.wasAsked })),
    );
  const isWithin = (end: 'before' | 'opened', other: 'opened' | 'closed'): boolean =>
    changes.some(({ at }) => moments.some((moment) => moment[end] < at && at <= moment[other]));
  return [
    ...(isWithin('before', 'opened') ? [view('before')] : []),
    ...(isWithin('opened', 'closed') ? [view('opened')] : []),
    view('closed'),
  ];
}
