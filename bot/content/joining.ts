import { Refusal } from '../refusal.ts';
import { type Area, type Entry, type Localised, type Pack } from './model.ts';
import { type Packs } from './packs.ts';

/** Packs that come through one after the other as one, because a programme takes its weeks from one pack. */
export interface Join {
  readonly id: string;
  readonly name: Localised;
  /** Ids of packs. Without one of them there is nothing to join. */
  readonly of: readonly string[];
}

/**
 * The packs with one more, which can be asked for and is not among those to choose. What an agency changes in one that
 * is joined is changed here too, and questions keep their ids: answers go on the same line as elsewhere.
 */
export function withJoined(packs: Packs, join: Join): Packs {
  const pack = joined(packs, join);
  const inOne = <Item>(look: (of: string) => Item): Item => {
    for (const of of join.of) {
      try {
        return look(of);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    throw new Refusal('not-found');
  };
  return {
    ...packs,
    find: (id) => (id === join.id ? pack : packs.find(id)),
    pack(id) {
      if (id !== join.id) return packs.pack(id);
      if (pack === undefined) throw new Refusal('unknown-pack');
      return pack;
    },
    entry: (of, wanted): Entry =>
      of === join.id ? inOne((one) => packs.entry(one, wanted)) : packs.entry(of, wanted),
    area: (of, wanted): Area =>
      of === join.id ? inOne((one) => packs.area(one, wanted)) : packs.area(of, wanted),
  };
}

function joined(packs: Packs, { id, name, of }: Join): Pack | undefined {
  const parts = of.flatMap((one) => packs.find(one) ?? []);
  const [first] = parts;
  if (first === undefined || parts.length < of.length) return undefined;
  return {
    ...{ id, name, plan: 'series', origin: first.origin },
    languages: first.languages.filter((language) => parts.every((one) => one.languages.includes(language))),
    areas: once(parts.flatMap(({ areas }) => areas)),
    entries: once(parts.flatMap(({ entries }) => entries)),
    hidden: once(parts.flatMap(({ hidden }) => hidden)),
  };
}

const once = <Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] =>
  items.filter(({ id }, at) => items.findIndex((one) => one.id === id) === at);
