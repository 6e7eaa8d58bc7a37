import { type Packs } from '../../content/packs.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Unit } from '../../people/model.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Connection, type Database } from '../../platform/database/database.ts';
import { Refusal } from '../../refusal.ts';
import { type ChannelBody, type ProgrammeBody } from '../api.ts';
import { type ContentBody, type WeekBody } from '../api/calendar.ts';
import { isWeek } from '../model/calendar.ts';
import { withContentChange } from '../model/content-changes.ts';
import { noContentChanges } from '../model/content-order.ts';
import { nextProgramme, type WantedProgramme } from '../model/programme-changes.ts';
import { type LeaderChannel, quietPeriods, type Weekday } from '../model/programme.ts';
import { type Progress, withChange } from '../model/week-changes.ts';
import { channelStore } from '../store/channels.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';
import { etagOf } from './etag.ts';

/** What an administrator, or the owner of a team, decides about a programme, one of its weeks, or a channel. */
export interface DecidingActions {
  /** Throws `unknown-pack`, `bad-input` or `changed-meanwhile`. */
  keepProgramme(tenant: string, id: string, body: ProgrammeBody): Promise<void>;
  /** Throws what `withChange` throws, `not-found` or `changed-meanwhile`. */
  keepWeek(at: WeekAt, body: WeekBody): Promise<void>;
  /** Throws what `withContentChange` throws, `unknown-pack`, `not-found` or `changed-meanwhile`. */
  keepContent(at: Omit<WeekAt, 'week'>, body: ContentBody): Promise<void>;
  /** Throws `not-found`, `unknown-unit` or `changed-meanwhile`. */
  keepChannel(tenant: string, id: string, body: ChannelBody): Promise<void>;
}

export interface WeekAt {
  readonly tenant: string;
  readonly programme: string;
  /** `2027-W20` */
  readonly week: string;
}

export interface DecidingParts {
  readonly database: Database;
  readonly people: Pick<PeopleActions, 'units'>;
  readonly packs: Packs;
  readonly clock: Clock;
}

export function decidingActions(parts: DecidingParts): DecidingActions {
  const { database } = parts;
  const keep = async (step: (connection: Connection) => Promise<ProgrammeStep>) => {
    await database.transaction(async (connection) => {
      await programmeStore(connection).keep((await step(connection)).next);
    });
  };
  return {
    keepProgramme: (tenant, id, body) =>
      keep(async (connection) => {
        const known = await programmeStore(connection).hold(tenant, id);
        return await programmeStep(parts, connection, { tenant, id, body, known });
      }),

    keepWeek: (at, body) =>
      keep(async (connection) => {
        const known = await programmeStore(connection).hold(at.tenant, at.programme);
        return await weekStep(parts, connection, { at, body, known });
      }),

    keepContent: (at, body) =>
      keep(async (connection) => {
        const known = await programmeStore(connection).hold(at.tenant, at.programme);
        return await contentStep(parts, connection, { body, known });
      }),

    async keepChannel(tenant, id, body) {
      const units = await parts.people.units(tenant);
      await database.transaction(async (connection) => {
        const known = await channelStore(connection).hold(tenant, id);
        const programmes = await programmeStore(connection).of(tenant);
        await channelStore(connection).keep(nextChannel(known, body, { units, programmes }));
      });
    },
  };
}

/** What a programme becomes. The same step shows the effects and is kept, so that they cannot differ. */
export interface ProgrammeStep {
  readonly known: KeptProgramme | undefined;
  readonly next: KeptProgramme;
  readonly progress: Progress;
}

export async function programmeStep(
  { packs, clock }: Pick<DecidingParts, 'packs' | 'clock'>,
  connection: Connection,
  {
    tenant,
    id,
    body,
    known,
  }: { tenant: string; id: string; body: ProgrammeBody; known?: KeptProgramme | undefined },
): Promise<ProgrammeStep> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || !isZone(body.zone)) throw new Refusal('bad-input');
  checkMeanwhile(programmeEtag(known), body.ifMatch);
  // One whose pack is withheld can still be stopped.
  if (known?.pack !== body.pack) packs.pack(body.pack);
  const progress = await progressOf(connection, { tenant, id }, clock.now());
  const next = nextProgramme(known, { ...wantedOf(body), tenant, id }, progress);
  const content = known?.pack === body.pack ? known.content : noContentChanges;
  return { ...{ known, progress }, next: { ...next, ...namesOf(body, known), content } };
}

/** What is left out stays; a name that is empty goes. */
function namesOf(
  body: ProgrammeBody,
  known: KeptProgramme | undefined,
): Pick<KeptProgramme, 'name' | 'dayNames'> {
  const name = body.name ?? known?.name;
  const named = Object.entries(body.dayNames ?? known?.dayNames ?? {}).sort();
  return {
    name: name === '' ? undefined : name,
    dayNames: Object.fromEntries(named.filter(([day]) => body.daysOff.includes(day))),
  };
}

function wantedOf(body: ProgrammeBody): Omit<WantedProgramme, 'tenant' | 'id'> {
  const { pack, startWeek, zone, postAt, closeAt, lateHours, every, nth, onHoliday, state } = body;
  return {
    ...{ pack, startWeek, zone, postAt, closeAt, lateHours, every, nth, onHoliday, state },
    postOn: body.postOn as Weekday,
    closeOn: body.closeOn as Weekday,
    // As a set, so that the same choice in another order is no change.
    quiet: quietPeriods.filter((period) => body.quiet.includes(period)),
    daysOff: [...new Set(body.daysOff)].sort(),
  };
}

export async function weekStep(
  { clock }: Pick<DecidingParts, 'clock'>,
  connection: Connection,
  { at, body, known }: { at: WeekAt; body: WeekBody; known: KeptProgramme | undefined },
): Promise<ProgrammeStep & { readonly known: KeptProgramme }> {
  if (known === undefined || !isWeek(at.week)) throw new Refusal('not-found');
  checkMeanwhile(programmeEtag(known), body.ifMatch);
  const progress = await progressOf(connection, known, clock.now());
  return { known, next: { ...known, changes: withChange(known, at.week, body, progress) }, progress };
}

export async function contentStep(
  { packs, clock }: Pick<DecidingParts, 'packs' | 'clock'>,
  connection: Connection,
  { body, known }: { body: ContentBody; known: KeptProgramme | undefined },
): Promise<ProgrammeStep & { readonly known: KeptProgramme }> {
  if (known === undefined) throw new Refusal('not-found');
  checkMeanwhile(programmeEtag(known), body.ifMatch);
  const progress = await progressOf(connection, known, clock.now());
  const at = { pack: packs.pack(known.pack), last: progress.last };
  return { known, next: { ...known, content: withContentChange(known.content, body, at) }, progress };
}

export function nextChannel(
  known: LeaderChannel | undefined,
  { ifMatch, unit, programme, language, state }: ChannelBody,
  { units, programmes }: { units: readonly Unit[]; programmes: readonly KeptProgramme[] },
): LeaderChannel {
  if (!units.some(({ id }) => id === unit)) throw new Refusal('unknown-unit');
  if (known === undefined || !programmes.some(({ id }) => id === programme)) throw new Refusal('not-found');
  checkMeanwhile(channelEtag(known), ifMatch);
  return {
    ...{ ...known, unit, programme, language },
    state: known.state === 'removed' ? known.state : state,
    reason: known.state === 'removed' ? known.reason : undefined,
  };
}

export async function progressOf(
  connection: Connection,
  { tenant, id }: Pick<KeptProgramme, 'tenant' | 'id'>,
  now: Date,
): Promise<Progress> {
  const rounds = (await roundStore(connection).of(tenant)).filter(({ programme }) => programme === id);
  const open = rounds.filter(({ state }) => state === 'open').map(({ closesAt }) => closesAt.getTime());
  return {
    now,
    last: rounds.at(-1)?.week,
    openUntil: open.length === 0 ? undefined : new Date(Math.max(...open)),
  };
}

/** A caller that does not say what it has seen is let through. */
function checkMeanwhile(etag: string, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== etag) throw new Refusal('changed-meanwhile');
}

/** Of all that somebody decides about it, its changed weeks too. */
export function programmeEtag(programme: KeptProgramme | undefined): string {
  if (programme === undefined) return 'new';
  const decided = {
    ...programme,
    changes: [...programme.changes].sort(),
    tenant: undefined,
    since: undefined,
  };
  return etagOf(Object.entries(decided).sort());
}

export const channelEtag = ({ unit, programme, language, state }: LeaderChannel): string =>
  etagOf([unit ?? null, programme ?? null, language, state]);

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
