import {
  type AgendaChange,
  type Applied,
  type Change,
  type FollowUpView,
  type ItemView,
  type SharedText,
  type SuggestedChange,
  type TextEdit,
} from '../api.ts';
import { type CourseView } from '../api/during.ts';
import { Refusal } from '../../refusal.ts';
import { replaced, withDeputy, withMove, withStatus } from './attendance.ts';
import { takenUp } from './course.ts';
import { newFollowUp, newItem, type Minutes, wholeItem } from './meeting.ts';
import { prepared } from './preparation.ts';
import { applyEdit, fits } from './text.ts';

type ChangeOf<Type extends Change['type']> = Extract<Change, { type: Type }>;

/** Longest texts, in UTF-16 units. */
export const longest = {
  ...{ title: 300, notes: 50_000, decision: 50_000, proposal: 50_000 },
  ...{ problem: 10_000, needs: 10_000, alternative: 5000, followUp: 500 },
};
const mostItems = 200;
const mostFollowUps = 100;

/**
 * What a change makes of the minutes: the server applies it before it keeps it, the tab when it comes back in the
 * stream. What it does not touch stays the same object. Throws `Refusal` where the change has nothing to stand on.
 */
export function applyChange<Of extends Minutes>(minutes: Of, change: Applied): Of {
  if (insideItem(change)) return { ...minutes, items: withChangedItem(minutes.items, change) };
  if (ofPeople(change)) return { ...minutes, attendance: withPeople(minutes, change) };
  switch (change.type) {
    case 'add-item':
      return { ...minutes, items: withNewItem(minutes.items, change) };
    case 'move-item':
      return { ...minutes, items: moved(minutes.items, change) };
    case 'remove-item':
      return { ...minutes, items: withoutItem(minutes.items, change) };
    case 'take-up':
      return { ...minutes, course: withCurrent(minutes, change) };
    case 'suggested':
      return withSuggested(minutes, change);
    case 'set-meeting':
      return withSettings(minutes, change);
    case 'agenda':
      return { ...minutes, items: withAgenda(minutes.items, change) };
  }
}

function withAgenda(items: readonly ItemView[], { added, order }: AgendaChange): readonly ItemView[] {
  const byId = new Map([...added.map(wholeItem), ...items].map((item) => [item.id, item]));
  return order.flatMap((id) => byId.get(id) ?? []);
}

const insideItems = [
  ...(['edit', 'set-item', 'add-follow-up', 'set-follow-up', 'remove-follow-up'] as const),
  ...(['add-alternative', 'remove-alternative', 'add-paper', 'remove-paper'] as const),
  'invite',
] as const;
type ItemChange = ChangeOf<(typeof insideItems)[number]>;

function insideItem(change: Applied): change is ItemChange {
  return insideItems.some((type) => type === change.type);
}

function withChangedItem(items: readonly ItemView[], change: ItemChange): readonly ItemView[] {
  const id = change.type === 'edit' ? change.target.item : change.item;
  if (!items.some((item) => item.id === id)) throw new Refusal('not-found');
  if (change.type === 'add-follow-up' && hasFollowUp(items, change.followUp)) throw new Refusal('bad-input');
  const changed = (item: ItemView) =>
    change.type === 'invite' ? withGuest(item, change) : changedItem(item, change);
  return items.map((item) => (item.id === id ? changed(item) : item));
}

function hasFollowUp(items: readonly ItemView[], id: string): boolean {
  return items.some(({ followUps }) => followUps.some((followUp) => followUp.id === id));
}

function changedItem(item: ItemView, change: Exclude<ItemChange, ChangeOf<'invite'>>): ItemView {
  switch (change.type) {
    case 'edit':
      return edited(item, change);
    case 'set-item':
      return { ...item, ...given(change.set) };
    case 'add-follow-up':
      return withNewFollowUp(item, change);
    case 'set-follow-up':
      return withFollowUp(item, change.followUp, (followUp) => ({ ...followUp, ...given(change.set) }));
    case 'remove-follow-up':
      return { ...item, followUps: item.followUps.filter(({ id }) => id !== change.followUp) };
    case 'add-alternative':
    case 'remove-alternative':
    case 'add-paper':
    case 'remove-paper':
      return prepared(item, change);
  }
}

function withGuest(item: ItemView, { person, invited }: ChangeOf<'invite'>): ItemView {
  const others = item.guests.filter(({ id }) => id !== person.id);
  return { ...item, guests: invited ? [...others, person] : others };
}

/** A client may send `undefined` for what it leaves alone. */
function given<Shape extends object>(set: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  const entries = Object.entries(set).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Shape]: Exclude<Shape[Key], undefined> };
}

function withFollowUp(item: ItemView, id: string, alter: (followUp: FollowUpView) => FollowUpView): ItemView {
  if (!item.followUps.some((one) => one.id === id)) throw new Refusal('not-found');
  return { ...item, followUps: item.followUps.map((one) => (one.id === id ? alter(one) : one)) };
}

function edited(item: ItemView, { target, edit }: ChangeOf<'edit'>): ItemView {
  if (target.of === 'item') {
    const { field } = target;
    return { ...item, [field]: editedText(item[field], edit, longest[field]) };
  }
  if (target.of === 'alternative') return withAlternative(item, target.alternative, edit);
  return withFollowUp(item, target.followUp, (followUp) => ({
    ...followUp,
    text: editedText(followUp.text, edit, longest.followUp),
  }));
}

function withAlternative(item: ItemView, id: string, edit: TextEdit): ItemView {
  if (!item.alternatives.some((one) => one.id === id)) throw new Refusal('not-found');
  const alternatives = item.alternatives.map((one) =>
    one.id === id ? { ...one, text: editedText(one.text, edit, longest.alternative) } : one,
  );
  return { ...item, alternatives };
}

function editedText(shared: SharedText, edit: TextEdit, most: number): SharedText {
  if (!fits(edit, shared.text.length)) throw new Refusal('bad-input');
  const text = applyEdit(shared.text, edit);
  // A text that others have made too long may still be made shorter.
  if (text.length > most && text.length > shared.text.length) throw new Refusal('too-large');
  return { text, revision: shared.revision + 1 };
}

function withNewItem(items: readonly ItemView[], change: ChangeOf<'add-item'>): readonly ItemView[] {
  if (items.some(({ id }) => id === change.item)) throw new Refusal('bad-input');
  if (items.length >= mostItems) throw new Refusal('too-large');
  return placed(items, newItem({ id: change.item, kind: change.kind, title: change.title }), change.after);
}

function moved(items: readonly ItemView[], change: ChangeOf<'move-item'>): readonly ItemView[] {
  const item = items.find(({ id }) => id === change.item);
  if (!item) throw new Refusal('not-found');
  if (change.after === change.item) return items;
  return placed(
    items.filter((other) => other !== item),
    item,
    change.after,
  );
}

/** After an item that somebody has removed meanwhile means last. */
function placed(items: readonly ItemView[], item: ItemView, after: string | null): readonly ItemView[] {
  const found = items.findIndex(({ id }) => id === after);
  const place = after === null ? 0 : found === -1 ? items.length : found + 1;
  return items.toSpliced(place, 0, item);
}

function withoutItem(items: readonly ItemView[], change: ChangeOf<'remove-item'>): readonly ItemView[] {
  // An issued number stays used: the series has no gaps.
  if (items.some(({ id, number }) => id === change.item && number !== null))
    throw new Refusal('item-numbered');
  return items.filter(({ id }) => id !== change.item);
}

function withNewFollowUp(item: ItemView, change: ChangeOf<'add-follow-up'>): ItemView {
  if (item.followUps.length >= mostFollowUps) throw new Refusal('too-large');
  return { ...item, followUps: [...item.followUps, newFollowUp(change.followUp, change.text)] };
}

const aboutPeople = ['set-attendance', 'set-deputy', 'set-move'] as const;
type PeopleChange = ChangeOf<(typeof aboutPeople)[number]>;

function ofPeople(change: Applied): change is PeopleChange {
  return aboutPeople.some((type) => type === change.type);
}

function withPeople({ attendance, items }: Minutes, change: PeopleChange): Minutes['attendance'] {
  if (change.type === 'set-attendance') return withStatus(attendance, change);
  if (change.type === 'set-deputy') return withDeputy(attendance, change);
  return withMove(attendance, onAgenda(items, change));
}

function onAgenda<Of extends { readonly item: string }>(items: readonly ItemView[], of: Of): Of {
  if (!items.some(({ id }) => id === of.item)) throw new Refusal('not-found');
  return of;
}

function withCurrent({ course, items }: Minutes, { item, running, at }: ChangeOf<'take-up'>): CourseView {
  if (item !== null) onAgenda(items, { item });
  return at === undefined ? course : takenUp(course, { item, running, at });
}

function withSuggested<Of extends Minutes>(minutes: Of, { attendance, inTeams }: SuggestedChange): Of {
  return {
    ...minutes,
    attendance: attendance.reduce(replaced, minutes.attendance),
    course: { ...minutes.course, inTeams },
  };
}

function withSettings<Of extends Minutes>(minutes: Of, { set }: ChangeOf<'set-meeting'>): Of {
  const { channel: chosen, ...others } = set;
  const altered = { ...minutes, ...given(others) };
  if (chosen === undefined) return altered;
  const channel = minutes.channels.find(({ id }) => id === chosen);
  if (!channel) throw new Refusal('not-found');
  return { ...altered, channel };
}
