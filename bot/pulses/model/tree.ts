/** Units as the release engine needs them. A unit whose parent is not in the list counts as a root. */
export interface TreeUnit {
  readonly id: string;
  readonly parent: string | undefined;
}

export interface UnitTree {
  /** Children before their parents. */
  readonly upwards: readonly string[];
  readonly roots: readonly string[];
  children(unit: string): readonly string[];
  parent(unit: string): string | undefined;
}

export function unitTree(units: readonly TreeUnit[]): UnitTree {
  const known = new Set(units.map((unit) => unit.id));
  const parents = new Map<string, string>();
  const children = new Map<string, string[]>();
  for (const { id, parent } of units) {
    if (parent === undefined || parent === id || !known.has(parent)) continue;
    parents.set(id, parent);
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  const roots = units.filter((unit) => !parents.has(unit.id)).map((unit) => unit.id);
  const downwards = [...roots];
  for (const unit of downwards) downwards.push(...(children.get(unit) ?? []));
  return {
    upwards: downwards.reverse(),
    roots,
    children: (unit) => children.get(unit) ?? [],
    parent: (unit) => parents.get(unit),
  };
}

/** Adds up along the tree: what belongs to a unit itself and to all below it. */
export function totals(tree: UnitTree, own: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const unit of tree.upwards) {
    const below = tree.children(unit).reduce((sum, child) => sum + (sums.get(child) ?? 0), 0);
    sums.set(unit, (own.get(unit) ?? 0) + below);
  }
  return sums;
}

/** The units themselves and everything below them. */
export function insideOf(units: readonly TreeUnit[], ...tops: readonly string[]): ReadonlySet<string> {
  const tree = unitTree(units);
  const inside = new Set(tops);
  for (const unit of inside) for (const child of tree.children(unit)) inside.add(child);
  return inside;
}

/** The unit itself, its parent and so on up to the root. */
export function chainOf(units: readonly TreeUnit[], unit: string): readonly string[] {
  const parents = new Map(units.map((one) => [one.id, one.parent]));
  const chain: string[] = [];
  let at: string | undefined = unit;
  while (at !== undefined && parents.has(at) && !chain.includes(at)) {
    chain.push(at);
    at = parents.get(at);
  }
  return chain;
}

/** The nearest unit above that is in the set. */
export function nearestAbove(tree: UnitTree, unit: string, among: ReadonlySet<string>): string | undefined {
  let at = tree.parent(unit);
  while (at !== undefined && !among.has(at)) at = tree.parent(at);
  return at;
}

/** The shown units inside a unit that lie in no other shown unit inside it. */
export function shownBelow(tree: UnitTree, shown: ReadonlySet<string>, unit: string): readonly string[] {
  return tree
    .children(unit)
    .flatMap((child) => (shown.has(child) ? [child] : shownBelow(tree, shown, child)));
}

/** Where what is not shown on its own ends up: for each shown unit, its part that no shown unit below covers. */
export function restOf(
  tree: UnitTree,
  shown: ReadonlySet<string>,
  own: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const rest = new Map([...shown].map((unit) => [unit, 0]));
  for (const unit of tree.upwards) {
    const holder = shown.has(unit) ? unit : nearestAbove(tree, unit, shown);
    if (holder !== undefined) rest.set(holder, (rest.get(holder) ?? 0) + (own.get(unit) ?? 0));
  }
  return rest;
}
