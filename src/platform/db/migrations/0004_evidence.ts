/**
 * Why the catalogue says what it says: which source speaks for which work, every recognised fact with its lines, and
 * every finding of intake.
 *
 * A source use is named by where the bytes were found, not by what was made of them, so that the same folder imported
 * twice adds nothing: `path` in the batch's root, `within` the names of the containers around it as JSON, `position`
 * the number of the story or chapter when one source holds several.
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, partOf, primary, refers, refersWhileThere, required, startsAs } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `role` is text, index, duplicate, other-version, container or refused.
  await db.schema
    .createTable('source_use')
    .addColumn('id', type.id, primary)
    .addColumn('sha256', type.text, (column) => required(refers('source.sha256')(column)))
    .addColumn('batch_id', type.whole, partOf('batch.id'))
    .addColumn('path', type.text, required)
    .addColumn('within', type.text, startsAs('[]'))
    .addColumn('position', type.whole, startsAs(0))
    .addColumn('role', type.text, required)
    .addColumn('work_id', type.whole, refersWhileThere('work.id'))
    .addColumn('chapter_id', type.whole, refersWhileThere('chapter.id'))
    .addUniqueConstraint('source_use_place', ['sha256', 'path', 'within', 'position'])
    .execute()
  // The batch report; "About this copy"; other bytes under a path that is known.
  await db.schema.createIndex('source_use_by_batch').on('source_use').columns(['batch_id', 'role', 'id']).execute()
  await db.schema.createIndex('source_use_by_work').on('source_use').columns(['work_id', 'id']).execute()
  await db.schema.createIndex('source_use_by_chapter').on('source_use').column('chapter_id').execute()
  await db.schema.createIndex('source_use_by_path').on('source_use').columns(['path', 'within']).execute()

  // `lines` and `spans` are JSON; `label` is the label as written where there was one.
  await db.schema
    .createTable('field')
    .addColumn('id', type.id, primary)
    .addColumn('work_id', type.whole, partOf('work.id'))
    .addColumn('sha256', type.text, refers('source.sha256'))
    .addColumn('name', type.text, required)
    .addColumn('kind', type.text)
    .addColumn('value', type.text, required)
    .addColumn('as_written', type.text, required)
    .addColumn('label', type.text)
    .addColumn('lines', type.text, required)
    .addColumn('spans', type.text, required)
    .addColumn('rule', type.text, required)
    .addColumn('confidence', type.real, required)
    .addColumn('is_chosen', type.boolean, required)
    .addColumn('position', type.whole, required)
    .execute()
  // "About this copy".
  await db.schema.createIndex('field_by_work').on('field').columns(['work_id', 'name', 'position']).execute()
  await db.schema.createIndex('field_by_source').on('field').column('sha256').execute()

  await createFinding(db, type)
}

/** A file that cannot be opened has no SHA-256: its finding has path and containers. */
async function createFinding(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `kind` is repair, suggestion, gap or refusal; `state` open, accepted or dismissed; `codes` and `lines` are JSON.
  await db.schema
    .createTable('finding')
    .addColumn('id', type.id, primary)
    .addColumn('batch_id', type.whole, partOf('batch.id'))
    .addColumn('sha256', type.text, refers('source.sha256'))
    .addColumn('path', type.text)
    .addColumn('within', type.text, startsAs('[]'))
    .addColumn('work_id', type.whole, (column) => column.references('work.id').onDelete('cascade'))
    .addColumn('chapter_id', type.whole, refersWhileThere('chapter.id'))
    .addColumn('kind', type.text, required)
    .addColumn('code', type.text, required)
    .addColumn('codes', type.text)
    .addColumn('line', type.whole)
    .addColumn('column', type.whole)
    .addColumn('lines', type.text, startsAs('[]'))
    .addColumn('before', type.text)
    .addColumn('after', type.text)
    .addColumn('field', type.text)
    .addColumn('value', type.text)
    .addColumn('why', type.text)
    .addColumn('block_id', type.text)
    .addColumn('confidence', type.real, startsAs(1))
    .addColumn('state', type.text, startsAs('open'))
    .addColumn('position', type.whole, required)
    .execute()
  // The batch report; "About this copy"; the findings of one source.
  await db.schema.createIndex('finding_by_batch').on('finding').columns(['batch_id', 'kind', 'id']).execute()
  await db.schema.createIndex('finding_by_work').on('finding').columns(['work_id', 'kind', 'position']).execute()
  await db.schema.createIndex('finding_by_chapter').on('finding').column('chapter_id').execute()
  await db.schema.createIndex('finding_by_source').on('finding').column('sha256').execute()
}
