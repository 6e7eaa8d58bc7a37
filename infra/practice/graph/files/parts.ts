import { type GraphNeeds } from '../../graph-door.ts';
import { type Access } from '../access.ts';
import { type Call } from '../call.ts';
import { badRequest } from '../graph-error.ts';
import { type Item, type RecordBook } from '../records.ts';
import { type Contents } from './contents.ts';
import { drivesOf, reachDrive } from './drives.ts';
import { type ConflictBehavior, type Tree } from './tree.ts';
import { itemView } from './view.ts';

export interface FileParts {
  readonly book: RecordBook;
  readonly needs: GraphNeeds;
  readonly access: Access;
  readonly tree: Tree;
  readonly contents: Contents;
}

/** Finds what the address of a call names; refuses who may not reach it. */
export function fileReader(parts: FileParts) {
  const { book, needs, tree, contents } = parts;
  const drives = () => drivesOf(needs.world());
  const driveOf = (call: Call) => reachDrive(call, drives(), book.records);
  const itemOf = (call: Call): Item => {
    const drive = driveOf(call);
    const { item = '' } = call.params;
    return item === 'root' ? tree.root(drive) : tree.get(drive.id, item);
  };
  return {
    driveOf,
    itemOf,
    view: (call: Call, item: Item) =>
      itemView(item, {
        origin: call.url.origin,
        world: needs.world(),
        tree,
        contents,
        drives: drives(),
        needs,
      }),
  };
}

export function conflictOf(value: unknown, otherwise: ConflictBehavior): ConflictBehavior {
  if (value === undefined || value === null) return otherwise;
  if (value === 'replace' || value === 'fail' || value === 'rename') return value;
  throw badRequest('conflictBehavior must be fail, replace or rename.');
}
