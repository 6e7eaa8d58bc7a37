import { type Change } from '../api.ts';
import { type Minutes } from './meeting.ts';

/** What a presenter writes in the own item: not its title, kind, decision or access. */
const ownTexts = ['notes', 'proposal', 'problem', 'needs'];
const inOwnItem = [
  ...(['add-follow-up', 'set-follow-up', 'remove-follow-up'] as const),
  ...(['add-alternative', 'remove-alternative', 'add-paper', 'remove-paper'] as const),
] as const;

/** May this person do this as the presenter of an item, as the meeting is now? Until it is finished. */
export function isPresenters(
  meeting: Pick<Minutes, 'items' | 'state'>,
  person: string,
  change: Change,
): boolean {
  const item = meeting.items.find(({ id }) => id === itemOf(change));
  return item !== undefined && presents(meeting, item, person);
}

/** The item is this person's to prepare and to write in. */
export function presents(
  { state }: Pick<Minutes, 'state'>,
  { presenter }: Minutes['items'][number],
  person: string,
): boolean {
  const open = state === 'draft' || state === 'called' || state === 'in-progress';
  return open && presenter?.id === person;
}

/** The one item that the change stays inside; `undefined` for what is not a presenter's at all. */
function itemOf(change: Change): string | undefined {
  if (change.type === 'edit') {
    const { target } = change;
    return target.of !== 'item' || ownTexts.includes(target.field) ? target.item : undefined;
  }
  const own = inOwnItem.find((type) => type === change.type);
  return own !== undefined && 'item' in change && change.item !== null ? change.item : undefined;
}
