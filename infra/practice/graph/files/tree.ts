import { type GraphNeeds } from '../../graph-door.ts';
import { GraphError, notFound } from '../graph-error.ts';
import { itemId, type Actor, type Item, type RecordBook, type Records } from '../records.ts';
import { folderId, type Drive } from './drives.ts';

export type ConflictBehavior = 'replace' | 'fail' | 'rename';

/** Folders and files as a tree; what they hold is kept in `contents.ts`. */
export interface Tree {
  get(drive: string, id: string): Item;
  children(parent: Item): readonly Item[];
  /** By names below a folder; `undefined` = nothing there. */
  find(parent: Item, path: string): Item | undefined;
  /** Names from the root down, without the root. */
  path(item: Item): readonly string[];
  root(drive: Drive): Item;
  /** The folder that belongs to a channel, made when first asked for. */
  channelFolder(drive: Drive, channel: { readonly id: string; readonly name: string }): Item;
  makeFolder(parent: Item, name: string, by: Actor, conflict: ConflictBehavior): Item;
  addFile(
    parent: Item,
    name: string,
    by: Actor,
    conflict: ConflictBehavior,
  ): { item: Item; created: boolean };
  move(item: Item, to: { name: string; parent: string | undefined }, by: Actor): void;
  /** Marks a change of the item. */
  touch(item: Item, by: Actor): void;
}

const system: Actor = { person: undefined, app: 'SharePoint' };

export function tree(book: RecordBook, needs: Pick<GraphNeeds, 'now'>): Tree {
  const seen = lookup(book.records);
  const nodes = { ...seen, ...maker(book, needs, seen) };
  return {
    get(drive, id) {
      const item = nodes.byId(id);
      if (item?.drive === drive) return item;
      throw notFound('The resource could not be found.');
    },
    children: nodes.children,
    find: (parent, where) =>
      namesOf(where).reduce<Item | undefined>((at, name) => at && nodes.child(at, name), parent),
    path: nodes.path,
    root: nodes.root,
    channelFolder(drive, channel) {
      const id = folderId(channel.id);
      const place = { parent: nodes.root(drive).id, name: cleanName(channel.name), folder: true };
      return nodes.byId(id) ?? nodes.add({ ...place, id, drive: drive.id }, system);
    },
    makeFolder(parent, name, by, conflict) {
      const there = nodes.taken(parent, name, conflict);
      return there?.folder && conflict === 'replace'
        ? there
        : nodes.addTo(parent, { name, folder: true }, by);
    },
    addFile(parent, name, by, conflict) {
      const there = nodes.taken(parent, name, conflict);
      if (there && conflict === 'replace') return { item: there, created: false };
      return { item: nodes.addTo(parent, { name, folder: false }, by), created: true };
    },
    move(item, to, by) {
      requireName(to.name);
      const into = nodes.byId(to.parent);
      const twin = into && nodes.child(into, to.name);
      if (twin && twin !== item) throw nameTaken();
      item.name = to.name;
      item.parent = to.parent;
      nodes.touch(item, by);
    },
    touch: nodes.touch,
  };
}

function lookup(records: Records) {
  const byId = (id: string | undefined) => records.items.find((one) => one.id === id);
  const children = (parent: Item) => records.items.filter((one) => one.parent === parent.id);
  const child = (parent: Item, name: string) =>
    children(parent).find((one) => one.name.toLowerCase() === name.toLowerCase());
  const path = (item: Item): readonly string[] => {
    const parent = byId(item.parent);
    return parent ? [...path(parent), item.name] : [];
  };
  return {
    byId,
    children,
    child,
    path,
    /** What has the name already; refuses where the caller wants no other. */
    taken(parent: Item, name: string, conflict: ConflictBehavior): Item | undefined {
      requireName(name);
      const there = child(parent, name);
      if (there && conflict === 'fail') throw nameTaken();
      return there;
    },
  };
}

function maker(book: RecordBook, needs: Pick<GraphNeeds, 'now'>, seen: ReturnType<typeof lookup>) {
  const add = (place: Place, by: Actor): Item => {
    const item = newItem(place, by, needs.now().toISOString());
    book.records.items.push(item);
    book.changed();
    return item;
  };
  return {
    add,
    /** Under the name, or the next free one like it. */
    addTo(parent: Item, made: Pick<Item, 'name' | 'folder'>, by: Actor): Item {
      const name = freeName(made.name, (other) => seen.child(parent, other) !== undefined);
      return add({ ...made, id: itemId(), drive: parent.drive, parent: parent.id, name }, by);
    },
    root: (drive: Drive): Item => {
      const id = folderId(drive.id);
      return (
        seen.byId(id) ?? add({ id, drive: drive.id, parent: undefined, name: 'root', folder: true }, system)
      );
    },
    touch: (item: Item, by: Actor): void => {
      item.revision++;
      item.modifiedBy = by;
      item.modifiedAt = needs.now().toISOString();
      book.changed();
    },
  };
}

type Place = Pick<Item, 'id' | 'drive' | 'parent' | 'name' | 'folder'>;

const newItem = (place: Place, by: Actor, at: string): Item => ({
  ...place,
  type: '',
  size: 0,
  createdBy: by,
  createdAt: at,
  modifiedBy: by,
  modifiedAt: at,
  versions: [],
  revision: 1,
});

export const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '');
const nameTaken = () => new GraphError(409, 'nameAlreadyExists', 'The specified item name already exists.');
const cleanName = (name: string) => name.replace(/["*:<>?/\\|]/g, '-').trim();

/** SharePoint's rules for names: no reserved marks, no blank or dot at the ends. */
function requireName(name: string): void {
  if (name.length === 0 || name.length > 250 || /["*:<>?/\\|]|^\s|[\s.]$/.test(name))
    throw new GraphError(
      400,
      'invalidRequest',
      `The name '${name}' contains characters that are not allowed.`,
    );
}

/** `Referat.docx` -> `Referat 1.docx`, as SharePoint renames. */
function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let number = 1;
  while (taken(`${stem} ${number}${ending}`)) number++;
  return `${stem} ${number}${ending}`;
}
