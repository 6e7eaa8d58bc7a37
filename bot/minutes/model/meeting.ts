import {
  type FollowUpView,
  type GuidanceView,
  type ItemKind,
  type ItemView,
  type MeetingState,
  type MeetingView,
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
  | 'items'
  | 'rules'
>;

/** Where the agency keeps its wall clock: years of numbers and dates of meetings go by it. */
export const zone = 'Europe/Oslo';

const open: readonly MeetingState[] = ['draft', 'called', 'in-progress'];

export function isOpen(meeting: { readonly state: MeetingState }): boolean {
  return open.includes(meeting.state);
}

export function assertOpen(meeting: { readonly state: MeetingState }): void {
  if (!isOpen(meeting)) throw new Refusal('meeting-closed');
}

/** ISO date of an instant as the agency's calendar shows it. */
export function localDate(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant));
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

export function newItem(of: {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly standing?: boolean;
  readonly plannedMinutes?: number | null;
  readonly guidance?: GuidanceView | undefined;
}): ItemView {
  return {
    id: of.id,
    number: null,
    kind: of.kind,
    title: { text: of.title, revision: 0 },
    notes: { text: '', revision: 0 },
    decision: { text: '', revision: 0 },
    presenter: null,
    plannedMinutes: of.plannedMinutes ?? null,
    outcome: null,
    access: { level: 'internal', basis: '' },
    standing: of.standing ?? false,
    followUps: [],
    ...(of.guidance ? { guidance: of.guidance } : {}),
  };
}

export function newFollowUp(id: string, text: string): FollowUpView {
  return { id, text: { text, revision: 0 }, owner: null, due: null, status: 'open' };
}

/** One word for a text of the meeting, the same wherever edits of it are looked up. */
export function targetKey(target: TextTarget): string {
  return target.of === 'item' ? `${target.item}:${target.field}` : `${target.item}:${target.followUp}`;
}

/** Follow-ups that somebody has yet to do, with the item they come from. */
export function openFollowUps(
  minutes: Pick<Minutes, 'items'>,
): readonly { readonly item: ItemView; readonly followUp: FollowUpView }[] {
  return minutes.items.flatMap((item) =>
    item.followUps.filter((followUp) => followUp.status === 'open').map((followUp) => ({ item, followUp })),
  );
}
