import { type Migration } from 'kysely/migration';

/**
 * Every step of the schema, in the order of the names. To add one: write `NNNN-<feature>.ts` beside this file,
 * exporting `const up<Feature>: Migration['up'] = async (db) => { … }`, import it here and add a line.
 * Never change a step that has been released. Column types: 'text', 'integer' and 'blob', which mean the same on
 * both engines ('blob' is a domain over bytea on PostgreSQL). No auto-increment: ids and numbers are ours.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  // '0001-people': { up: upPeople },
};
