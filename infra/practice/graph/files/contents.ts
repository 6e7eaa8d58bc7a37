import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type GraphNeeds } from '../../graph-door.ts';
import { GraphError, badRequest } from '../graph-error.ts';
import { type Actor, type Item, type RecordBook } from '../records.ts';
import { namesOf, type ConflictBehavior, type Tree } from './tree.ts';

interface FileToWrite {
  readonly parent: Item;
  /** Names below the parent; folders on the way are made, as SharePoint does. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly by: Actor;
  readonly conflict: ConflictBehavior;
  readonly ifMatch?: string | undefined;
}

/** What the files hold. */
export interface Contents {
  write(file: FileToWrite): { item: Item; created: boolean };
  replace(item: Item, file: Pick<FileToWrite, 'bytes' | 'by' | 'type'>): void;
  remove(item: Item): void;
  bytes(item: Item): Uint8Array;
  /** A key that opens one file without a token, until practice stops. */
  downloadKey(item: Item): string;
  opens(item: Item, key: string): boolean;
}

export function contents(book: RecordBook, files: Tree, keep: GraphNeeds['keep']): Contents {
  const { records } = book;
  const secret = randomBytes(32);
  const bytesName = (item: Item) => `graph-file-${item.id}`;
  const downloadKey = (item: Item) => createHmac('sha256', secret).update(item.id).digest('base64url');

  const replace: Contents['replace'] = (item, { bytes, by, type }) => {
    if (item.folder) throw badRequest('A folder has no content.');
    keep.saveBytes(bytesName(item), bytes);
    item.size = bytes.length;
    item.type = type;
    files.touch(item, by);
    item.versions.push({ at: item.modifiedAt, by, size: bytes.length });
  };
  const remove = (item: Item) => {
    for (const inner of files.children(item)) remove(inner);
    records.items.splice(records.items.indexOf(item), 1);
    if (!item.folder) keep.removeBytes(bytesName(item));
    book.changed();
  };
  return {
    write({ parent, path, by, conflict, ifMatch, ...file }) {
      const names = namesOf(path);
      const name = names.pop() ?? '';
      requireMatch(files.find(parent, path), ifMatch);
      const into = names.reduce((at, folder) => files.makeFolder(at, folder, by, 'replace'), parent);
      const { item, created } = files.addFile(into, name, by, conflict);
      replace(item, { ...file, by });
      return { item, created };
    },
    replace,
    remove,
    bytes: (item) => keep.loadBytes(bytesName(item)) ?? new Uint8Array(),
    downloadKey,
    opens(item, key) {
      const [given, right] = [Buffer.from(key), Buffer.from(downloadKey(item))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}

export const etagOf = (item: Item): string => `"{${item.id.slice(2)}},${item.revision}"`;

/** 412 when the caller wrote against another state of the item than it has. */
export function requireMatch(item: Item | undefined, ifMatch: string | undefined): void {
  if (ifMatch === undefined || (item && (ifMatch === '*' || ifMatch === etagOf(item)))) return;
  throw new GraphError(412, 'resourceModified', 'ETag does not match the current item’s value.');
}
