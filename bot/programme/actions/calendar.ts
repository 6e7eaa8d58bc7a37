import { type Entry, type Pack, textIn } from '../../content/model.ts';
import { formatDate, type Language, texts, type TextKey, type Texts } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type ComingReply, type ComingWeek, POSTS_AHEAD, type WallTime } from '../api/calendar.ts';
import { dayOffName } from '../effects/words.ts';
import { dayIn, instantOf } from '../model/calendar.ts';
import { type Round } from '../model/programme.ts';
import { contentOrder } from '../model/content-order.ts';
import { quietPeriodOf, type Slot, upcoming } from '../model/rhythm.ts';
import { channelStore } from '../store/channels.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';
import { type DecidingParts } from './deciding.ts';
import { readinessRule } from './rounds.ts';

/** The programme's year, week by week. */
export interface CalendarActions {
  /** Throws `not-found`. */
  coming(tenant: string, programme: string, language: Language): Promise<ComingReply>;
}

/** With the weeks that are left out: a July, a Christmas and an Easter, for any rhythm. */
const WEEKS = 60;

export function calendarActions(parts: DecidingParts): CalendarActions {
  const { database, people } = parts;
  return {
    async coming(tenant, id, language) {
      const programme = (await programmeStore(database).of(tenant)).find((one) => one.id === id);
      if (programme === undefined) throw new Refusal('not-found');
      const why = await readinessRule(database, tenant, await people.units(tenant));
      const channels = (await channelStore(database).of(tenant)).filter(
        (channel) => channel.programme === id && why(channel) === undefined,
      );
      return {
        ...{ state: programme.state, zone: programme.zone, channels: channels.length },
        entries: entriesOf(parts.packs.find(programme.pack), programme, language),
        weeks: [
          ...(await openWeeks(parts, programme, language)),
          ...(await plannedWeeks(parts, programme, language)),
        ],
      };
    },
  };
}

async function openWeeks(
  { database, packs }: DecidingParts,
  programme: KeptProgramme,
  language: Language,
): Promise<readonly ComingWeek[]> {
  const rounds = (await roundStore(database).of(programme.tenant)).filter(
    (round) => round.programme === programme.id && round.state === 'open',
  );
  return rounds.map((round: Round) => ({
    ...{ week: round.week, state: 'open', note: null, change: null, canChange: false },
    opens: wallTime(programme.zone, round.opensAt),
    closes: wallTime(programme.zone, round.closesAt),
    ...contentView(
      packs.find(round.pack)?.entries.find(({ id }) => id === round.entry),
      language,
    ),
    chosen: false,
  }));
}

async function plannedWeeks(
  { database, packs, clock }: DecidingParts,
  programme: KeptProgramme,
  language: Language,
): Promise<readonly ComingWeek[]> {
  const rounds = roundStore(database);
  const now = clock.now();
  const last = await rounds.newestWeek(programme.tenant, programme.id);
  const pack = packs.find(programme.pack);
  const take = pack && contentOrder(pack, programme.content, await rounds.history(programme));
  return firstPosts(upcoming(programme, now, { last, count: WEEKS })).map((slot) => ({
    week: slot.week,
    state: stateOf(slot, now),
    opens: { day: slot.day, time: wallTime(programme.zone, slot.opensAt).time },
    closes: wallTime(programme.zone, slot.closesAt),
    // A week that is left out uses no entry of the pack up.
    ...contentView(slot.skip === undefined ? take?.(slot.week) : null, language),
    chosen: slot.skip === undefined && programme.content.chosen[slot.week] !== undefined,
    note: noteOf(programme, slot, language),
    change: changeOf(programme, slot.week),
    canChange: true,
  }));
}

/** A pack may be withheld, and has no headings then (`undefined`); a week that is left out (`null`) has no content. */
const contentView = (entry: Entry | undefined | null, language: Language) =>
  entry === null
    ? { entry: null, title: null }
    : { entry: entry?.id ?? null, title: entry === undefined ? '' : textIn(entry.heading, language) };

/** What can be chosen, and what is left out. */
const entriesOf = (
  pack: Pack | undefined,
  { content }: KeptProgramme,
  language: Language,
): ComingReply['entries'] =>
  (pack?.entries ?? []).map(({ id, heading }) => ({
    ...{ id, title: textIn(heading, language), isHidden: content.hidden.includes(id) },
  }));

/** Up to the twentieth that is held; what is left out after it is nobody's concern yet. */
function firstPosts(slots: readonly Slot[]): readonly Slot[] {
  const held = slots.filter(({ skip }) => skip === undefined);
  const end = held[POSTS_AHEAD - 1];
  return end === undefined ? slots : slots.slice(0, slots.indexOf(end) + 1);
}

function stateOf({ skip, opensAt }: Slot, now: Date): ComingWeek['state'] {
  if (skip !== undefined) return 'skipped';
  return opensAt <= now ? 'due' : 'planned';
}

function changeOf({ changes }: KeptProgramme, week: string): ComingWeek['change'] {
  const change = changes.get(week);
  if (change === undefined) return null;
  return change === 'skip' ? 'skipped' : 'moved';
}

/** Why the week is left out, or not on its usual day, in words. */
function noteOf(programme: KeptProgramme, slot: Slot, language: Language): string | null {
  const say = texts(language);
  const usual = formatDate(language, instantOf('UTC', slot.usual, '12:00'), 'UTC');
  const holiday = dayOffName(say, programme, slot.usual);
  if (slot.skip !== undefined)
    return skipNote(say, programme, { ...slot, skip: slot.skip }, { usual, holiday });
  if (slot.day === slot.usual) return null;
  return programme.changes.has(slot.week) || holiday === ''
    ? say('programme.calendar.moved', { usual })
    : say('programme.calendar.moved.holiday', { usual, holiday });
}

function skipNote(
  say: Texts,
  programme: KeptProgramme,
  slot: Slot & { readonly skip: string },
  { usual, holiday }: { readonly usual: string; readonly holiday: string },
): string {
  const quiet = quietPeriodOf(programme, slot.usual) ?? quietPeriodOf(programme, slot.day);
  if (slot.skip === 'programme.reason.quiet' && quiet !== undefined)
    return say('programme.calendar.quiet', { period: say(`programme.quiet.${quiet}`) });
  if (slot.skip === 'programme.reason.holiday' && holiday !== '')
    return say('programme.calendar.holiday', { usual, holiday });
  return say(slot.skip as TextKey);
}

function wallTime(zone: string, at: Date): WallTime {
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' }).format(at);
  return { day: dayIn(zone, at), time };
}
