import { z } from 'zod';

/** Units, homes and files of them. Everything here is the administrator's (`Puls.Admin`). */

/** PUT /api/setup/homes — where the people named count. Refused when somebody's home is not `was` any more. */
export const homesBody = z.object({
  homes: z
    .array(
      z.object({
        person: z.string().min(1).max(200),
        name: z.string().trim().min(1).max(200),
        unit: z.string(),
        was: z.string().nullable().optional(),
      }),
    )
    .min(1)
    .max(50_000),
});
export type HomesBody = z.infer<typeof homesBody>;

/** GET /api/setup/people — everyone in a leader channel or with a home unit, guests left out. */
export interface PeopleReply {
  readonly people: readonly {
    person: string;
    name: string;
    home: string | null;
    /** For somebody without a home: the unit of the channel furthest down that they are in. */
    suggestion: string | null;
    /** Ids of channels. */
    channels: readonly string[];
    /** In no channel any more; `null` = not known, for a channel could not be read. */
    left: boolean | null;
  }[];
  /** Channels whose members Teams did not tell in time. */
  readonly unread: readonly { id: string; name: string }[];
}

/**
 * GET /api/setup/units/export?format=xlsx|csv|json&sheet=units|people — a file; `sheet` matters for csv alone.
 * The file can be imported again and loses nothing.
 */
export const exportQuery = z.object({
  format: z.enum(['xlsx', 'csv', 'json']).default('xlsx'),
  sheet: z.enum(['units', 'people']).default('units'),
});
export type ExportQuery = z.infer<typeof exportQuery>;

/** A file of the largest size, as base64 within its body. */
export const importBodyBytes = 12 * 1024 * 1024;

/**
 * POST /api/setup/units/import -> ImportReply. `dryRun` changes nothing. Without it, faults are refused as
 * `import-faults`, and a tree that is not the one with the etag `ifMatch` as `changed-meanwhile`.
 * A file of people alone leaves the units, one of units alone leaves the homes; who is not named keeps the home.
 */
export const importBody = z.object({
  format: z.enum(['xlsx', 'csv', 'json']),
  base64: z.string().max(importBodyBytes),
  dryRun: z.boolean().default(true),
  ifMatch: z.string().max(100).optional(),
});
export type ImportBody = z.input<typeof importBody>;

export interface ImportFault {
  /** `null` = the file as a whole. */
  readonly sheet: 'units' | 'people' | null;
  /** As the spreadsheet numbers it; in JSON the number of the entry. `null` = the sheet as a whole. */
  readonly row: number | null;
  readonly column: 'id' | 'name' | 'kind' | 'parent' | 'unit' | null;
  readonly code: string;
  /** What is wrong and what to do, with its place, in the caller's language. */
  readonly message: string;
}

export interface ImportReply {
  /** The first hundred; `faultCount` has them all. */
  readonly faults: readonly ImportFault[];
  readonly faultCount: number;
  /** What the import changes, or changed. `null` when there are faults. */
  readonly plan: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly renamed: readonly { from: string; to: string }[];
    readonly moved: readonly { name: string; to: string | null }[];
    readonly retyped: readonly string[];
    readonly reordered: boolean;
    /** People who get their first home, and people who get another. */
    readonly homesGiven: number;
    readonly homesMoved: number;
    readonly unchanged: boolean;
  } | null;
  /** The organisation as it would be, with the leaders of each unit itself. */
  readonly after: readonly { id: string; name: string; parent: string | null; homes: number }[];
  /** Of the tree that the plan was made for; give it back as `ifMatch`. */
  readonly etag: string;
}
