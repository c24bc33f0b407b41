/**
 * Works, who wrote them, their chapters with every version of the text, and the sections inside.
 *
 * `updated_key`, `posted_key`, `sort_title` and `words` are what lists are sorted and paged by, each with the key
 * behind it. The two times may be known to the year only or not at all, so their keys are texts of their own that sort,
 * empty when unknown; `updated_at` and `posted_at` stay as the sources say them (EDTF).
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, partOf, primary, refers, required, startsAs, unique } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // "Unknown" is a pen name that nobody can claim by accident.
  await db.schema
    .createTable('pen_name')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('name', type.text, required)
    .addColumn('sort_name', type.text, required)
    .addColumn('folded', type.text, required)
    .addColumn('is_claimable', type.boolean, startsAs(true))
    .execute()
  // The search box and import look names up folded; the list of people is sorted.
  await db.schema.createIndex('pen_name_by_folded').on('pen_name').columns(['folded', 'id']).execute()
  await db.schema.createIndex('pen_name_by_sort_name').on('pen_name').columns(['sort_name', 'id']).execute()

  await createWork(db, type)

  await db.schema
    .createTable('creator')
    .addColumn('work_id', type.whole, partOf('work.id'))
    .addColumn('pen_name_id', type.whole, (column) => required(refers('pen_name.id')(column)))
    .addColumn('position', type.whole, required)
    .addColumn('role', type.text, startsAs('author'))
    .addColumn('as_written', type.text)
    .addPrimaryKeyConstraint('creator_key', ['work_id', 'pen_name_id', 'role'])
    .execute()
  // A pen name's page.
  await db.schema.createIndex('creator_by_pen_name').on('creator').columns(['pen_name_id', 'work_id']).execute()

  await createChapter(db, type)
}

async function createWork(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('work')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('title', type.text, required)
    .addColumn('sort_title', type.text, required)
    .addColumn('folded_title', type.text, required)
    .addColumn('is_title_known', type.boolean, startsAs(true))
    .addColumn('summary', type.text)
    .addColumn('notes_before', type.text)
    .addColumn('notes_after', type.text)
    .addColumn('disclaimer', type.text)
    .addColumn('language', type.text)
    .addColumn('rating', type.text, startsAs('unrated'))
    .addColumn('rating_as_given', type.text)
    .addColumn('status', type.text)
    .addColumn('part_number', type.whole)
    .addColumn('part_to', type.whole)
    .addColumn('part_total', type.whole)
    .addColumn('expected_chapters', type.whole)
    .addColumn('words', type.whole, startsAs(0))
    .addColumn('posted_at', type.text)
    .addColumn('posted_key', type.text, startsAs(''))
    .addColumn('updated_at', type.text)
    .addColumn('updated_key', type.text, startsAs(''))
    .addColumn('added_at', type.text, required)
    .addColumn('changed_at', type.text, required)
    .addColumn('visibility', type.text, startsAs('public'))
    // Changes whenever the sources do that an import made the work from, or how they are read.
    .addColumn('made_from', type.text)
    .execute()

  // The list of works in its four orders; a guest sees one visibility only, so theirs lead with it.
  for (const order of ['updated_key', 'posted_key', 'sort_title', 'words']) {
    await db.schema.createIndex(`work_by_${order}`).on('work').columns([order, 'id']).execute()
    await db.schema.createIndex(`work_seen_by_${order}`).on('work').columns(['visibility', order, 'id']).execute()
  }
  // The list of works filtered by one of these alone.
  for (const filter of ['rating', 'status', 'language']) {
    await db.schema.createIndex(`work_by_${filter}`).on('work').columns([filter, 'updated_key', 'id']).execute()
  }
  // The search box.
  await db.schema.createIndex('work_by_folded_title').on('work').columns(['folded_title', 'id']).execute()
  // The feed of what is new here.
  await db.schema.createIndex('work_by_added').on('work').columns(['added_at', 'id']).execute()
}

async function createChapter(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `current_version_id` is set once the version is there: a reference would be a circle, and both engines check at once.
  await db.schema
    .createTable('chapter')
    .addColumn('id', type.id, primary)
    .addColumn('work_id', type.whole, partOf('work.id'))
    .addColumn('position', type.whole, required)
    .addColumn('title', type.text)
    .addColumn('number', type.whole)
    .addColumn('posted_at', type.text)
    .addColumn('current_version_id', type.whole)
    .addUniqueConstraint('chapter_place', ['work_id', 'position'])
    .execute()

  // Immutable. `sha256` is that of `html` in UTF-8; `reason` is faithful, repaired, edited or restored.
  await db.schema
    .createTable('chapter_version')
    .addColumn('id', type.id, primary)
    .addColumn('chapter_id', type.whole, partOf('chapter.id'))
    .addColumn('number', type.whole, required)
    .addColumn('html', type.text, required)
    .addColumn('format', type.whole, required)
    .addColumn('sha256', type.text, required)
    .addColumn('words', type.whole, required)
    .addColumn('reason', type.text, required)
    .addColumn('source_sha256', type.text, refers('source.sha256'))
    .addColumn('created_at', type.text, required)
    .addColumn('by', type.text)
    .addUniqueConstraint('chapter_version_number', ['chapter_id', 'number'])
    .execute()
  // Which texts came from a source: a source's page, and whether it may go.
  await db.schema.createIndex('chapter_version_by_source').on('chapter_version').column('source_sha256').execute()

  await db.schema
    .createTable('section')
    .addColumn('chapter_id', type.whole, partOf('chapter.id'))
    .addColumn('position', type.whole, required)
    .addColumn('kind', type.text, required)
    .addColumn('label', type.text)
    .addColumn('who', type.text)
    .addColumn('date', type.text)
    .addColumn('to_whom', type.text)
    .addColumn('from_whom', type.text)
    .addColumn('person', type.text)
    .addColumn('block_id', type.text)
    .addColumn('start_line', type.whole)
    .addColumn('end_line', type.whole)
    .addColumn('rule', type.text, required)
    .addColumn('confidence', type.real, required)
    .addPrimaryKeyConstraint('section_key', ['chapter_id', 'position'])
    .execute()
}
