/**
 * What works share with each other: marks by which an import finds works that are here already and may be the same story,
 * questions about two works at once, and what sources say of the series that a work is in.
 *
 * A mark is a whole number (a hash of five words, or of a stated title with its pen names). No table that is read for a
 * page is written for it, and it can be made again from the readings.
 */
import { type Kysely, sql } from 'kysely'
import { type ColumnTypes, partOf, required } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('work_mark')
    .addColumn('mark', type.whole, required)
    .addColumn('work_id', type.whole, partOf('work.id'))
    .addPrimaryKeyConstraint('work_mark_key', ['mark', 'work_id'])
    .execute()
  // The marks of a work that is made again or goes.
  await db.schema.createIndex('work_mark_by_work').on('work_mark').column('work_id').execute()

  // A question about two works is asked at each of them, and of nobody who may not see the other.
  await db.schema
    .alterTable('finding')
    .addColumn('other_work_id', type.whole, (column) => column.references('work.id').onDelete('cascade'))
    .execute()
  await db.schema
    .createIndex('finding_by_other_work')
    .on('finding')
    .column('other_work_id')
    .where(sql.ref('other_work_id'), 'is not', null)
    .execute()

  // Names that differ in spelling only: maren_vale, Maren Vale.
  await db.schema
    .createIndex('pen_name_alike')
    .on('pen_name')
    .expression(sql`(replace(replace(replace(replace(folded, ' ', ''), '_', ''), '-', ''), '.', ''))`)
    .execute()

  // A work that its sources put into a series: what they call that, and its number as they say it. `position` is where an
  // import put it, -1 while none has.
  await db.schema
    .createTable('series_saying')
    .addColumn('work_id', type.whole, partOf('work.id'))
    .addColumn('series_id', type.whole, partOf('series.id'))
    .addColumn('name', type.text, required)
    .addColumn('folded_name', type.text, required)
    .addColumn('number', type.real)
    .addColumn('position', type.whole, required)
    .addPrimaryKeyConstraint('series_saying_key', ['work_id', 'series_id'])
    .execute()
  await db.schema
    .createIndex('series_saying_by_series')
    .on('series_saying')
    .columns(['series_id', 'position'])
    .execute()
  await db.schema
    .createIndex('series_saying_by_name')
    .on('series_saying')
    .columns(['folded_name', 'series_id'])
    .execute()
  // What is still to be placed.
  await db.schema
    .createIndex('series_saying_to_place')
    .on('series_saying')
    .column('series_id')
    .where(sql.ref('position'), '<', sql.lit(0))
    .execute()
}
