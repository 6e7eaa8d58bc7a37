import { childrenOf, type Home, subtree, type Unit, type UnitKind } from '../../people/model.ts';

/** The units in the order they are shown, and where everyone counts. */
export interface Organisation {
  readonly units: readonly Unit[];
  readonly homes: readonly Home[];
}

/** One thing an administrator does to the tree, before anything is saved. */
export type UnitEdit =
  | { readonly do: 'add'; readonly unit: Unit }
  | { readonly do: 'rename'; readonly id: string; readonly name: string }
  | { readonly do: 'set-kind'; readonly id: string; readonly kind: UnitKind }
  /** Below `parent`, before the sibling `before`, or last. */
  | { readonly do: 'move'; readonly id: string; readonly parent: string; readonly before: string | undefined }
  /** What lies below it, and its people, go to the unit above. */
  | { readonly do: 'remove'; readonly id: string };

/** The organisation after an edit; `undefined` when it cannot be done, or not any more. */
export function edited(tree: Organisation, edit: UnitEdit): Organisation | undefined {
  switch (edit.do) {
    case 'add':
      return added(tree, edit.unit);
    case 'rename':
      return edit.name.trim() === '' ? undefined : changed(tree, edit.id, { name: edit.name.trim() });
    case 'set-kind':
      return changed(tree, edit.id, { kind: edit.kind });
    case 'move':
      return moved(tree, edit);
    case 'remove':
      return removed(tree, edit.id);
  }
}

/** Does one after the other what still can be done, and says what cannot: somebody else may have saved meanwhile. */
export function allEdited(
  tree: Organisation,
  edits: readonly UnitEdit[],
): { readonly tree: Organisation; readonly done: readonly UnitEdit[]; readonly lost: readonly UnitEdit[] } {
  const done: UnitEdit[] = [];
  const lost: UnitEdit[] = [];
  let at = tree;
  for (const edit of edits) {
    const next = edited(at, edit);
    (next === undefined ? lost : done).push(edit);
    at = next ?? at;
  }
  return { tree: at, done, lost };
}

type Step = 'up' | 'down' | 'in' | 'out';

/** The move that a key means for a unit: among its siblings, below the one before it, or beside its parent. */
export function stepOf(units: readonly Unit[], id: string, step: Step): UnitEdit | undefined {
  const unit = units.find((one) => one.id === id);
  if (unit?.parent === undefined) return undefined;
  const place = step === 'out' ? placeBeside(units, unit.parent) : placeAmong(units, unit, step);
  return place && { do: 'move', id, ...place };
}

type Place = Pick<Extract<UnitEdit, { do: 'move' }>, 'parent' | 'before'>;

function placeAmong(units: readonly Unit[], unit: Unit, step: Exclude<Step, 'out'>): Place | undefined {
  const parent = unit.parent ?? '';
  const siblings = childrenOf(units, parent);
  const at = siblings.indexOf(unit);
  const above = siblings[at - 1];
  if (step === 'down') return siblings[at + 1] && { parent, before: siblings[at + 2]?.id };
  if (step === 'up') return above && { parent, before: above.id };
  return above && { parent: above.id, before: undefined };
}

/** Right after a unit, among its siblings; not beside the agency itself. */
function placeBeside(units: readonly Unit[], id: string): Place | undefined {
  const parent = units.find((one) => one.id === id)?.parent;
  if (parent === undefined) return undefined;
  const siblings = childrenOf(units, parent);
  return { parent, before: siblings[siblings.findIndex((one) => one.id === id) + 1]?.id };
}

function added(tree: Organisation, unit: Unit): Organisation | undefined {
  const root = unit.parent === undefined;
  const fits = root ? tree.units.length === 0 : tree.units.some(({ id }) => id === unit.parent);
  if (!fits || unit.name.trim() === '' || tree.units.some(({ id }) => id === unit.id)) return undefined;
  return { ...tree, units: [...tree.units, { ...unit, name: unit.name.trim() }] };
}

function changed(
  tree: Organisation,
  id: string,
  set: Partial<Pick<Unit, 'name' | 'kind'>>,
): Organisation | undefined {
  if (!tree.units.some((unit) => unit.id === id)) return undefined;
  return { ...tree, units: tree.units.map((unit) => (unit.id === id ? { ...unit, ...set } : unit)) };
}

function moved(
  tree: Organisation,
  { id, parent, before }: Extract<UnitEdit, { do: 'move' }>,
): Organisation | undefined {
  const unit = tree.units.find((one) => one.id === id);
  const known = tree.units.some((one) => one.id === parent);
  if (unit?.parent === undefined || !known || subtree(tree.units, id).has(parent)) return undefined;
  const others = tree.units.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before && one.parent === parent);
  const place = at === -1 ? others.length : at;
  return { ...tree, units: [...others.slice(0, place), { ...unit, parent }, ...others.slice(place)] };
}

function removed(tree: Organisation, id: string): Organisation | undefined {
  const parent = tree.units.find((unit) => unit.id === id)?.parent;
  if (parent === undefined) return undefined;
  return {
    units: tree.units
      .filter((unit) => unit.id !== id)
      .map((unit) => (unit.parent === id ? { ...unit, parent } : unit)),
    homes: tree.homes.map((home) => (home.unit === id ? { ...home, unit: parent } : home)),
  };
}
