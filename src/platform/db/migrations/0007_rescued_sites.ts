/**
 * Sites that were moved in: what they were, which of their rows became what, and what has no place yet.
 *
 * Every row of a site's tables has a row in `legacy_id` (it became something here) or in `opaque_record` (it did not,
 * and why), or in both when only some of its columns have a place. So rows in are rows accounted for, by counting.
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, partOf, primary, refers, refersWhileThere, required, startsAs, unique } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `key` says which site it is, so that a newer dump of it is known again. `report` is the reconciliation, as JSON.
  await db.schema
    .createTable('rescued_site')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('key', type.text, unique)
    .addColumn('software', type.text, required)
    .addColumn('name', type.text, required)
    .addColumn('slogan', type.text)
    .addColumn('version', type.text)
    .addColumn('table_prefix', type.text, required)
    // Host and path of the old address, lower case, without scheme, `www.` and closing slash.
    .addColumn('old_place', type.text)
    .addColumn('old_url', type.text)
    .addColumn('evidence', type.text, startsAs('[]'))
    .addColumn('batch_id', type.whole, refers('batch.id'))
    .addColumn('dump_sha256', type.text, refers('source.sha256'))
    .addColumn('rescued_at', type.text, required)
    .addColumn('dumped_at', type.text)
    .addColumn('report', type.text, startsAs('{}'))
    .execute()
  await db.schema.createIndex('rescued_site_by_place').on('rescued_site').column('old_place').execute()

  await createRows(db, type)
  await createTerms(db, type)
  await extendCatalogue(db, type)
  await createClaims(db, type)
}

async function createRows(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `kind` names the table of ours, `target_id` its row; null when a row says something about another row only.
  // `row_sha256` is of the row as it came: a newer dump changes what differs. `written` is what we wrote of it (JSON),
  // so that what people changed here since is known and kept. `extra` are its columns that have no place (JSON).
  await db.schema
    .createTable('legacy_id')
    .addColumn('site_id', type.whole, partOf('rescued_site.id'))
    .addColumn('table_name', type.text, required)
    .addColumn('old_key', type.text, required)
    .addColumn('kind', type.text, required)
    .addColumn('target_id', type.whole)
    .addColumn('row_sha256', type.text, required)
    .addColumn('written', type.text)
    .addColumn('extra', type.text)
    .addPrimaryKeyConstraint('legacy_id_key', ['site_id', 'table_name', 'old_key'])
    .execute()
  // What a thing of ours was on its old site.
  await db.schema.createIndex('legacy_id_by_target').on('legacy_id').columns(['kind', 'target_id']).execute()

  // `content` is the row, column by column (JSON; text mended, bytes that are none as hex). What is secret is sealed.
  await db.schema
    .createTable('opaque_record')
    .addColumn('site_id', type.whole, partOf('rescued_site.id'))
    .addColumn('table_name', type.text, required)
    .addColumn('old_key', type.text, required)
    .addColumn('reason', type.text, required)
    .addColumn('content', type.text, required)
    .addColumn('row_sha256', type.text, required)
    .addPrimaryKeyConstraint('opaque_record_key', ['site_id', 'table_name', 'old_key'])
    .execute()
}

async function createTerms(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // The site's own words: kind is category, character, class, rating (older sites: genre, warning). `type_name` is the
  // class type. They stay as they were; `term_mapping` says what they mean here. `old_parent` is the id above it as the
  // site had it, of a category or a character, also when nothing is there; `bits` what a rating asked (1 a warning, 2 the
  // reader's age, 4 membership).
  await db.schema
    .createTable('site_term')
    .addColumn('id', type.id, primary)
    .addColumn('site_id', type.whole, partOf('rescued_site.id'))
    .addColumn('kind', type.text, required)
    .addColumn('old_id', type.text, required)
    .addColumn('name', type.text, required)
    .addColumn('type_name', type.text)
    .addColumn('description', type.text)
    .addColumn('parent_id', type.whole, refersWhileThere('site_term.id'))
    .addColumn('old_parent', type.text)
    .addColumn('bits', type.whole)
    .addColumn('position', type.whole, startsAs(0))
    .addUniqueConstraint('site_term_place', ['site_id', 'kind', 'old_id'])
    .execute()
  await db.schema.createIndex('site_term_by_parent').on('site_term').column('parent_id').execute()

  // The terms of a work, a series or a challenge (`kind`), in the site's order.
  await db.schema
    .createTable('term_use')
    .addColumn('kind', type.text, required)
    .addColumn('target_id', type.whole, required)
    .addColumn('site_term_id', type.whole, partOf('site_term.id'))
    .addColumn('position', type.whole, required)
    .addPrimaryKeyConstraint('term_use_key', ['kind', 'target_id', 'site_term_id'])
    .execute()
  await db.schema.createIndex('term_use_by_term').on('term_use').columns(['site_term_id', 'kind']).execute()

  // A term means these tags (or, kind `rating`, this rating; kind `none`: nothing). `said_by` is program (proposed) or
  // archivist.
  await db.schema
    .createTable('term_mapping')
    .addColumn('site_term_id', type.whole, partOf('site_term.id'))
    .addColumn('tag_kind', type.text, required)
    .addColumn('tag_name', type.text, required)
    .addColumn('said_by', type.text, required)
    .addColumn('why', type.text)
    .addPrimaryKeyConstraint('term_mapping_key', ['site_term_id', 'tag_kind', 'tag_name'])
    .execute()
}

async function extendCatalogue(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `notice` is what the old site said before it showed a work of this rating; `asks_age` when it asked the reader's age.
  await db.schema.alterTable('work').addColumn('site_id', type.whole, refersWhileThere('rescued_site.id')).execute()
  // The rating that the mapping gave; one that differs from it was said by somebody, and stays.
  await db.schema.alterTable('work').addColumn('rating_by_rule', type.text).execute()
  await db.schema.alterTable('work').addColumn('is_round_robin', type.boolean, startsAs(false)).execute()
  await db.schema.alterTable('work').addColumn('asks_age', type.boolean, startsAs(false)).execute()
  await db.schema.alterTable('work').addColumn('notice', type.text).execute()
  await db.schema.alterTable('work').addColumn('hits', type.whole).execute()
  await db.schema.alterTable('work').addColumn('review_count', type.whole, startsAs(0)).execute()
  // The works of a site, in each order that lists have.
  await db.schema.createIndex('work_by_site').on('work').columns(['site_id', 'updated_key', 'id']).execute()
  for (const sorter of ['posted_key', 'sort_title', 'words']) {
    await db.schema.createIndex(`work_by_site_${sorter}`).on('work').columns(['site_id', sorter, 'id']).execute()
  }

  // A hidden chapter of a shown work waits for the archivist. `by_pen_name_id` where it is not the work's author.
  await db.schema.alterTable('chapter').addColumn('is_hidden', type.boolean, startsAs(false)).execute()
  await db.schema
    .alterTable('chapter')
    .addColumn('by_pen_name_id', type.whole, refersWhileThere('pen_name.id'))
    .execute()
  await db.schema.alterTable('chapter').addColumn('notes_before', type.text).execute()
  await db.schema.alterTable('chapter').addColumn('notes_after', type.text).execute()
  await db.schema.createIndex('chapter_by_pen_name').on('chapter').column('by_pen_name_id').execute()

  // `profile` is story HTML. A name that came from a site is its own, also when another site has the same.
  await db.schema.alterTable('pen_name').addColumn('site_id', type.whole, refersWhileThere('rescued_site.id')).execute()
  await db.schema.alterTable('pen_name').addColumn('profile', type.text).execute()
  await db.schema.alterTable('pen_name').addColumn('joined_at', type.text).execute()
  await db.schema.createIndex('pen_name_by_site').on('pen_name').column('site_id').execute()

  await db.schema
    .createTable('profile_field')
    .addColumn('pen_name_id', type.whole, partOf('pen_name.id'))
    .addColumn('position', type.whole, required)
    .addColumn('label', type.text, required)
    .addColumn('value', type.text, required)
    // http or https only.
    .addColumn('href', type.text)
    .addPrimaryKeyConstraint('profile_field_key', ['pen_name_id', 'position'])
    .execute()
}

async function createClaims(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // How somebody may claim a pen name one day. Nothing here can be read back: `email_check` is a keyed hash of the
  // address, `password_check` a slow hash of the old site's hash. No page query reads this table.
  await db.schema
    .createTable('pen_name_claim')
    .addColumn('id', type.id, primary)
    .addColumn('pen_name_id', type.whole, partOf('pen_name.id'))
    .addColumn('site_id', type.whole, partOf('rescued_site.id'))
    .addColumn('way', type.text, required)
    .addColumn('email_check', type.text)
    .addColumn('password_check', type.text)
    .addColumn('state', type.text, startsAs('open'))
    .addUniqueConstraint('pen_name_claim_way', ['pen_name_id', 'way'])
    .execute()
  await db.schema.createIndex('pen_name_claim_by_site').on('pen_name_claim').column('site_id').execute()
  await db.schema.createIndex('pen_name_claim_by_email').on('pen_name_claim').column('email_check').execute()
}
