import { type Change, type ItemView } from '../api.ts';
import { Refusal } from '../../refusal.ts';
import { freshText } from './meeting.ts';

type PreparationChange = Extract<
  Change,
  { type: 'add-alternative' | 'remove-alternative' | 'add-paper' | 'remove-paper' }
>;

const mostAlternatives = 20;
const mostPapers = 30;

/** What prepares an item: the ways one can go, and the papers to read. */
export function prepared(item: ItemView, change: PreparationChange): ItemView {
  switch (change.type) {
    case 'add-alternative': {
      const text = freshText();
      return {
        ...item,
        alternatives: withNew(item.alternatives, { id: change.alternative, text }, mostAlternatives),
      };
    }
    case 'remove-alternative':
      return { ...item, alternatives: item.alternatives.filter(({ id }) => id !== change.alternative) };
    case 'add-paper': {
      const { paper, title, url } = change;
      return { ...item, papers: withNew(item.papers, { id: paper, title, url }, mostPapers) };
    }
    case 'remove-paper':
      return { ...item, papers: item.papers.filter(({ id }) => id !== change.paper) };
  }
}

function withNew<Row extends { readonly id: string }>(
  rows: readonly Row[],
  row: Row,
  most: number,
): readonly Row[] {
  if (rows.some(({ id }) => id === row.id)) throw new Refusal('bad-input');
  if (rows.length >= most) throw new Refusal('too-large');
  return [...rows, row];
}

/** The alternatives that say something. */
export function writtenAlternatives({ alternatives }: Pick<ItemView, 'alternatives'>): readonly string[] {
  return alternatives.map(({ text }) => text.text.trim()).filter((text) => text !== '');
}
