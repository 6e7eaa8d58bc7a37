import { type Migration } from 'kysely/migration';

/** A unit's history over all rounds, and the rounds of a period, are looked up without reading the others. */
export const upResults: Migration['up'] = async (db) => {
  await db.schema
    .createIndex('pulse_cell_unit')
    .on('pulse_cell')
    .columns(['tenant', 'unit', 'round', 'position'])
    .execute();
  await db.schema
    .createIndex('pulse_rate_unit')
    .on('pulse_rate')
    .columns(['tenant', 'unit', 'round'])
    .execute();
  await db.schema
    .createIndex('pulse_round_time')
    .on('pulse_round')
    .columns(['tenant', 'closes_at'])
    .execute();
};
