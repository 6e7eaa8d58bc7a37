import {
  type FollowUpView,
  type GuidanceView,
  type ItemKind,
  type ItemView,
  type MeetingState,
  type MeetingView,
  type SharedText,
  type TextTarget,
} from '../api.ts';
import { Refusal } from '../../refusal.ts';

/** What of a meeting its rules look at; the view of the tab is one. */
export type Minutes = Pick<
  MeetingView,
  | 'state'
  | 'language'
  | 'startsAt'
  | 'place'
  | 'chair'
  | 'minuteTaker'
  | 'channel'
  | 'channels'
  | 'people'
  | 'attendance'
  | 'course'
  | 'items'
  | 'rules'
  | 'roles'
  | 'correcting'
>;

/** Where the agency keeps its wall clock: years of numbers and dates of meetings go by it. */
export const zone = 'Europe/Oslo';

const open: readonly MeetingState[] = ['draft', 'called', 'in-progress'];

/** May be written in: until it is finished, and while the chair has it open for correction. */
export function isOpen({ state, correcting }: Pick<Minutes, 'state' | 'correcting'>): boolean {
  return open.includes(state) || (state === 'for-approval' && correcting);
}

/** Its items have numbers, and new ones get theirs at once. */
export function isNumbering({ state, correcting }: Pick<Minutes, 'state' | 'correcting'>): boolean {
  return state === 'in-progress' || (state === 'for-approval' && correcting);
}

/** It has not begun: the agenda is still being made. */
export function isComing({ state }: Pick<Minutes, 'state'>): boolean {
  return state === 'draft' || state === 'called';
}

export function assertOpen(meeting: Pick<Minutes, 'state' | 'correcting'>): void {
  if (!isOpen(meeting)) throw new Refusal('meeting-closed');
}

/** ISO date of an instant as the agency's calendar shows it. */
export function localDate(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant));
}

/** `09:00` of an instant as the agency's clock shows it. */
export function localTime(instant: string): string {
  const clock = { timeZone: zone, timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', clock).format(new Date(instant));
}

/** Numbers run per series and year: items `3/26`, meetings `1/2026`. */
export function itemNumber(count: number, year: string): string {
  return `${count}/${year.slice(2)}`;
}

export function meetingNumber(count: number, year: string): string {
  return `${count}/${year}`;
}

/** The text is taken up first when a kind decides. */
export function decides(kind: ItemKind): boolean {
  return kind === 'B';
}

/** A text that nobody has edited yet. */
export const freshText = (text = ''): SharedText => ({ text, revision: 0 });

/** What items may lack that were kept before there was preparation, or guests. */
const unprepared = {
  ...{ proposal: freshText(), problem: freshText(), needs: freshText() },
  ...{ alternatives: [], papers: [], guests: [] },
};

/** An item as it was kept, with what has come since. */
export function wholeItem(kept: ItemView): ItemView {
  return { ...unprepared, ...kept };
}

export function newItem(of: {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly standing?: boolean;
  readonly plannedMinutes?: number | null;
  readonly origin?: string | undefined;
  readonly guidance?: GuidanceView | undefined;
}): ItemView {
  return {
    id: of.id,
    number: null,
    kind: of.kind,
    title: freshText(of.title),
    notes: freshText(),
    decision: freshText(),
    ...unprepared,
    presenter: null,
    plannedMinutes: of.plannedMinutes ?? null,
    outcome: null,
    access: { level: 'internal', basis: '' },
    standing: of.standing ?? false,
    followUps: [],
    ...(of.origin === undefined ? {} : { origin: of.origin }),
    ...(of.guidance ? { guidance: of.guidance } : {}),
  };
}

export function newFollowUp(id: string, text: string): FollowUpView {
  return { id, text: freshText(text), owner: null, due: null, status: 'open' };
}

/** One word for a text of the meeting, the same wherever edits of it are looked up. */
export function targetKey(target: TextTarget): string {
  if (target.of === 'item') return `${target.item}:${target.field}`;
  return `${target.item}:${target.of === 'followUp' ? target.followUp : target.alternative}`;
}

/** The text an edit is about; `undefined` where somebody has taken it away. */
export function sharedTextAt(items: readonly ItemView[], target: TextTarget): SharedText | undefined {
  const item = items.find(({ id }) => id === target.item);
  if (target.of === 'item') return item?.[target.field];
  if (target.of === 'followUp') return item?.followUps.find(({ id }) => id === target.followUp)?.text;
  return item?.alternatives.find(({ id }) => id === target.alternative)?.text;
}

/** What the agenda takes together, and how long the meeting is, in minutes; `length` `null` = nobody has said. */
export function plannedTime({
  items,
  startsAt,
  endsAt,
}: Pick<MeetingView, 'items' | 'startsAt' | 'endsAt'>): {
  readonly planned: number;
  readonly length: number | null;
} {
  const planned = items.reduce((sum, { plannedMinutes }) => sum + (plannedMinutes ?? 0), 0);
  const length = endsAt === null ? null : Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  return { planned, length };
}

/** Follow-ups that somebody has yet to do, with the item they come from. */
export function openFollowUps(
  minutes: Pick<Minutes, 'items'>,
): readonly { readonly item: ItemView; readonly followUp: FollowUpView }[] {
  return minutes.items.flatMap((item) =>
    item.followUps.filter((followUp) => followUp.status === 'open').map((followUp) => ({ item, followUp })),
  );
}
