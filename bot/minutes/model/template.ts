import { type ItemKind, type ItemView } from '../api.ts';
import { type CheckCode } from './checks.ts';
import { newItem } from './meeting.ts';

type Worded = Readonly<Record<'nb' | 'nn' | 'en', string>>;

/** A kind of meeting as data: which items it always has, and which checks block or warn. */
export interface Template {
  readonly id: string;
  readonly names: Worded;
  readonly items: readonly {
    readonly kind: ItemKind;
    readonly title: Worded;
    readonly standing: boolean;
    readonly plannedMinutes: number | null;
  }[];
  readonly rules: Readonly<Partial<Record<CheckCode, 'block' | 'warn'>>>;
}

/** The agenda a new meeting starts with. */
export function standingAgenda(
  template: Template,
  language: 'nb' | 'nn' | 'en',
  newId: () => string,
): readonly ItemView[] {
  return template.items.map(({ kind, title, standing, plannedMinutes }) =>
    newItem({ id: newId(), kind, title: title[language], standing, plannedMinutes }),
  );
}

/** Waiting items come before any other business, which stays last. */
export function withWaitingItems(
  agenda: readonly ItemView[],
  waiting: readonly { readonly id: string; readonly title: string }[],
): readonly ItemView[] {
  const last = agenda.findIndex(({ kind }) => kind === 'E');
  const place = last === -1 ? agenda.length : last;
  const items = waiting.map(({ id, title }) => newItem({ id, kind: 'D', title }));
  return agenda.toSpliced(place, 0, ...items);
}
