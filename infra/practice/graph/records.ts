import { randomBytes } from 'node:crypto';
import { type GraphNeeds } from '../graph-door.ts';
import { type Json } from './call.ts';

/** Everything this Graph remembers, apart from the bytes of files. */
export interface Records {
  items: Item[];
  plans: Plan[];
  buckets: Bucket[];
  tasks: Task[];
  lists: List[];
  /** Site id -> what `Sites.Selected` means there. */
  grants: Record<string, Grant[]>;
}

/** An app's place on one site. */
export interface Grant {
  /** Its client id. */
  readonly app: string;
  readonly roles: readonly string[];
}

/** Who did something: a person, or the app by itself. */
export interface Actor {
  readonly person: string | undefined;
  readonly app: string;
}

/** A file or folder. */
export interface Item {
  readonly id: string;
  readonly drive: string;
  /** `undefined` = the root of the drive. */
  parent: string | undefined;
  name: string;
  readonly folder: boolean;
  type: string;
  size: number;
  readonly createdBy: Actor;
  readonly createdAt: string;
  modifiedBy: Actor;
  modifiedAt: string;
  /** Oldest first; the last one is the item as it is now. */
  versions: { readonly at: string; readonly by: Actor; readonly size: number }[];
  /** Counts changes of any kind; the ETag shows it. */
  revision: number;
}

export interface Plan {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly createdBy: Actor;
  readonly createdAt: string;
}

export interface Bucket {
  readonly id: string;
  readonly plan: string;
  readonly name: string;
}

export interface Task {
  readonly id: string;
  readonly plan: string;
  /** As Graph shows them, without id and etag. */
  fields: Json;
  details: Json;
  revision: number;
  detailsRevision: number;
}

export interface List {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  columns: Json[];
  items: {
    readonly id: string;
    fields: Json;
    revision: number;
    readonly createdAt: string;
    modifiedAt: string;
  }[];
}

export interface RecordBook {
  readonly records: Records;
  /** Call after each change: keeps it and tells the page. */
  changed(): void;
  clear(): void;
}

const name = 'graph';
const empty = (): Records => ({ items: [], plans: [], buckets: [], tasks: [], lists: [], grants: {} });

export function recordBook(needs: Pick<GraphNeeds, 'keep' | 'changed'>): RecordBook {
  const records = { ...empty(), ...(needs.keep.load(name) as Partial<Records> | undefined) };
  const changed = () => {
    needs.keep.save(name, () => records);
    needs.changed();
  };
  return {
    records,
    changed,
    clear() {
      Object.assign(records, empty());
      changed();
    },
  };
}

/** An id as Planner makes them: 28 characters, upper and lower case differ. */
export const plannerId = (): string => randomBytes(21).toString('base64url');
/** An id as SharePoint makes them: `01` and 32 capitals and figures. */
export const itemId = (): string =>
  `01${Array.from(randomBytes(32), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('')}`;
