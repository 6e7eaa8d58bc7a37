import { type QueuedView } from '../api/series.ts';
import { type ItemView, type SharedText } from '../api.ts';
import { freshText } from './meeting.ts';

/** An item on its way from one meeting of a series to a later one. */
export interface Carried {
  readonly item: ItemView;
  readonly why: QueuedView['why'];
  /** Waits for a meeting that starts later; empty = for any. */
  readonly after: string;
}

/** What a later meeting takes up by itself. What was sent back waits until somebody says that it is ready. */
export function comesBySelf({ why }: Pick<Carried, 'why'>): boolean {
  return why !== 'returned';
}

/** What finished minutes leave for later: what was put off, under its number. The words of this meeting stay in it. */
export function leftOver(items: readonly ItemView[], startsAt: string): readonly Carried[] {
  return items.flatMap((item): readonly Carried[] => {
    const { outcome } = item;
    if (outcome !== 'postponed' && outcome !== 'returned') return [];
    return [{ item: anew(item), why: outcome, after: startsAt }];
  });
}

/** Put off before it was taken: whole, with everything that has been typed in it. */
export function putOff(item: ItemView, startsAt: string): Carried {
  return { item: { ...item, outcome: null, guests: [] }, why: 'put-off', after: startsAt };
}

/** What a cancelled meeting gives back: all that somebody has written, but no standing item as the template made it. */
export function givenBack(items: readonly ItemView[]): readonly Carried[] {
  return items
    .filter((item) => !isUntouched(item))
    .map((item) => ({ item: { ...item, outcome: null, guests: [] }, why: 'cancelled', after: '' }));
}

/** An item of the template that nobody has written in: the next meeting's own is as good. */
function isUntouched(item: ItemView): boolean {
  const { title, notes, decision, proposal, problem, needs, presenter, outcome, access } = item;
  const texts = [title, notes, decision, proposal, problem, needs];
  const typed = texts.some(({ revision }) => revision > 0) || notes.text !== '' || isPrepared(item);
  const set = presenter !== null || outcome !== null || access.level !== 'internal';
  const fromTemplate = item.origin !== undefined || item.standing;
  return fromTemplate && item.number === null && !typed && !set && item.followUps.length === 0;
}

/** Carried items come before any other business; one that stands on every agenda takes the place of its fresh twin. */
export function withCarried(agenda: readonly ItemView[], carried: readonly ItemView[]): readonly ItemView[] {
  const known = new Set(agenda.map(({ id }) => id));
  const coming = carried.filter(({ id }) => !known.has(id));
  const twins = new Map(coming.flatMap((item) => (item.origin === undefined ? [] : [[item.origin, item]])));
  const inPlace = new Set<ItemView>();
  const placed = agenda.map((item) => {
    const twin = isUntouched(item) && item.origin !== undefined ? twins.get(item.origin) : undefined;
    if (!twin || inPlace.has(twin)) return item;
    inPlace.add(twin);
    return twin;
  });
  const last = placed.findIndex(({ kind }) => kind === 'E');
  const rest = coming.filter((item) => !inPlace.has(item));
  return placed.toSpliced(last === -1 ? placed.length : last, 0, ...rest);
}

/** The new template's standing items in place of the old one's; what somebody has written in stays. */
export function withOtherTemplate(
  agenda: readonly ItemView[],
  standing: readonly ItemView[],
): readonly ItemView[] {
  return withCarried(
    standing,
    agenda.filter((item) => !isUntouched(item)),
  );
}

function isPrepared({ proposal, problem, needs, alternatives, papers }: ItemView): boolean {
  const written = [proposal, problem, needs].some(({ text }) => text !== '');
  return written || alternatives.length > 0 || papers.length > 0;
}

/** What prepares an item goes on with it; a guest is invited to one meeting. */
function anew(item: ItemView): ItemView {
  const kept = ({ text }: SharedText) => freshText(text);
  return {
    ...item,
    title: kept(item.title),
    notes: freshText(),
    decision: freshText(),
    proposal: kept(item.proposal),
    problem: kept(item.problem),
    alternatives: item.alternatives.map(({ id, text }) => ({ id, text: kept(text) })),
    needs: kept(item.needs),
    outcome: null,
    ...{ followUps: [], guests: [] },
  };
}
