/**
 * What the program keeps for itself: the log of changes that indexes and feeds follow, the settings of this archive,
 * its secrets apart from everything that pages read, and who is running.
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, primary, required } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('change_log')
    .addColumn('seq', type.sequence)
    .addColumn('tx', type.whole, (column) => column.notNull().defaultTo(type.currentTransaction))
    .addColumn('at', type.text, required)
    .addColumn('table_name', type.text, required)
    .addColumn('row_id', type.whole, required)
    .addColumn('change', type.text, required)
    .execute()
  // Readers go on from their place.
  await db.schema.createIndex('change_log_by_place').on('change_log').columns(['tx', 'seq']).execute()

  await db.schema
    .createTable('archive_setting')
    .addColumn('name', type.text, primary)
    .addColumn('value', type.text, required)
    .execute()

  await db.schema
    .createTable('secret')
    .addColumn('name', type.text, primary)
    .addColumn('value', type.text, required)
    .execute()

  await db.schema
    .createTable('running')
    .addColumn('name', type.text, primary)
    .addColumn('host', type.text, required)
    .addColumn('pid', type.whole, required)
    .addColumn('heartbeat_at', type.text, required)
    .addColumn('token', type.text, required)
    .execute()
}
