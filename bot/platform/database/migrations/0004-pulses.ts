import { type Kysely } from 'kysely';
import { type Migration } from 'kysely/migration';

export const upPulses: Migration['up'] = async (db) => {
  await addRounds(db);
  await addBallots(db);
  await addReleased(db);
};

/** The question and the units as they were when a round opened. */
async function addRounds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pulse_round')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('programme', 'text', (column) => column.notNull())
    .addColumn('week', 'text', (column) => column.notNull())
    .addColumn('opens_at', 'text', (column) => column.notNull())
    .addColumn('closes_at', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pulse_round_key', ['tenant', 'round'])
    .execute();
  await db.schema
    .createTable('pulse_question')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('scale', 'text', (column) => column.notNull())
    .addColumn('wording', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pulse_question_key', ['tenant', 'round', 'position'])
    .execute();
  await db.schema
    .createTable('pulse_unit')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('parent', 'text')
    .addColumn('homes', 'integer', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('pulse_unit_key', ['tenant', 'round', 'unit'])
    .execute();
}

/** Empty for every round that is not open. */
async function addBallots(db: Kysely<unknown>): Promise<void> {
  // No person, no time, nothing that could be joined with anything: only the sealed round knows who it is.
  await db.schema
    .createTable('pulse_ballot')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('body', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('pulse_ballot_key', ['tenant', 'round', 'token'])
    .execute();
  // One row, locked by whoever makes or destroys round keys; see the actions of rounds.
  await db.schema
    .createTable('pulse_keyring')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
}

/** What is left of a round: figures that may be shown, reasons for those that may not, and a receipt. */
async function addReleased(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pulse_cell')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('why', 'text')
    .addColumn('value_tenths', 'integer')
    .addColumn('bound', 'text')
    .addColumn('margin_tenths', 'integer')
    .addColumn('shares', 'text')
    .addPrimaryKeyConstraint('pulse_cell_key', ['tenant', 'round', 'position', 'unit'])
    .execute();
  await db.schema
    .createTable('pulse_rate')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('why', 'text')
    .addColumn('percent', 'integer')
    .addColumn('bound', 'text')
    .addPrimaryKeyConstraint('pulse_rate_key', ['tenant', 'round', 'unit'])
    .execute();
  await db.schema
    .createTable('pulse_receipt')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'text', (column) => column.notNull())
    .addColumn('key_destroyed_at', 'text')
    .addPrimaryKeyConstraint('pulse_receipt_key', ['tenant', 'round'])
    .execute();
}
