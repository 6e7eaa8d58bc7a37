import { type Migration } from 'kysely/migration';

export const upPeople: Migration['up'] = async (db) => {
  await db.schema
    .createTable('unit')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('parent', 'text')
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('unit_key', ['tenant', 'id'])
    .execute();
  await db.schema
    .createTable('person')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('unit_id', 'text')
    .addPrimaryKeyConstraint('person_key', ['tenant', 'id'])
    .execute();
};
