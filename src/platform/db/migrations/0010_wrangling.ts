/**
 * What tags mean: which are canonical, which are other words for them, which stand above which.
 *
 * What somebody said (`tag_saying`) is apart from what follows from it (`tag.standing`, `tag.canonical_id`, `tag_link`,
 * `tag_closure`). So a set of rules is taken back by deleting what it said; what stands then is what follows from the
 * rest, and nothing has to remember what was there before.
 */
import { type Kysely, sql } from 'kysely'
import { type ColumnTypes, partOf, primary, refers, required, startsAs } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `standing` is canonical, ambiguous, or null: nobody has said anything, or it is a synonym (`canonical_id`). A tag
  // that no work has and that came with what somebody said goes again when nobody says it any more.
  await db.schema.alterTable('tag').addColumn('standing', type.text).execute()
  await db.schema.alterTable('tag').addColumn('is_from_rules', type.boolean, startsAs(false)).execute()

  // `said_by` is archivist or rule. A set of rules has a name, by which it is applied again and taken back; its content
  // stays when it is taken back.
  await db.schema
    .createTable('wrangling')
    .addColumn('id', type.sequence)
    .addColumn('said_by', type.text, required)
    .addColumn('name', type.text, required)
    .addColumn('said_at', type.text, required)
    .addColumn('undone_at', type.text)
    .addColumn('content', type.text)
    .execute()
  // A set of rules that is applied again.
  await db.schema.createIndex('wrangling_by_name').on('wrangling').columns(['said_by', 'name', 'id']).execute()

  // `relation` is canonical, synonym, ambiguous, unwrangled, meta or parent; `other_id` what it is a synonym of or what
  // stands above it. One that does not hold says that this link is not to be.
  await db.schema
    .createTable('tag_saying')
    .addColumn('id', type.id, primary)
    .addColumn('wrangling_id', type.whole, partOf('wrangling.id'))
    .addColumn('relation', type.text, required)
    .addColumn('tag_id', type.whole, (column) => required(refers('tag.id')(column)))
    .addColumn('other_id', type.whole, refers('tag.id'))
    .addColumn('holds', type.boolean, startsAs(true))
    .addColumn('why', type.text)
    .execute()
  // What follows for a tag, and for those that are said to be synonyms of it or to stand under it.
  await db.schema.createIndex('tag_saying_by_tag').on('tag_saying').columns(['tag_id', 'relation']).execute()
  await db.schema.createIndex('tag_saying_by_other').on('tag_saying').columns(['other_id', 'relation']).execute()
  await db.schema.createIndex('tag_saying_by_wrangling').on('tag_saying').columns(['wrangling_id', 'id']).execute()
  // Circles are looked for among all meta tags.
  await db.schema.createIndex('tag_saying_by_relation').on('tag_saying').columns(['relation', 'id']).execute()

  await createFollowing(db, type)
}

async function createFollowing(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // A tag's page: what stands above it, and below it.
  await db.schema
    .createTable('tag_link')
    .addColumn('relation', type.text, required)
    .addColumn('tag_id', type.whole, partOf('tag.id'))
    .addColumn('other_id', type.whole, partOf('tag.id'))
    .addPrimaryKeyConstraint('tag_link_key', ['tag_id', 'relation', 'other_id'])
    .execute()
  await db.schema.createIndex('tag_link_by_other').on('tag_link').columns(['other_id', 'relation', 'tag_id']).execute()

  // All meta tags of a canonical tag, also those above its meta tags: works are listed under each of them.
  await db.schema
    .createTable('tag_closure')
    .addColumn('tag_id', type.whole, partOf('tag.id'))
    .addColumn('meta_id', type.whole, partOf('tag.id'))
    .addPrimaryKeyConstraint('tag_closure_key', ['tag_id', 'meta_id'])
    .execute()
  await db.schema.createIndex('tag_closure_by_meta').on('tag_closure').columns(['meta_id', 'tag_id']).execute()

  // Tags whose works are still to be listed anew, and behind which work: a hundred thousand works take many steps.
  await db.schema
    .createTable('tag_to_list')
    .addColumn('tag_id', type.whole, (column) => partOf('tag.id')(column).primaryKey())
    .addColumn('after_work_id', type.whole, startsAs(0))
    .execute()

  // What an index finds a work under that has a tag: the canonical tag and all its meta tags.
  await db.schema
    .createView('search_tag_closure')
    .as(
      sql`select tag.id as tag_id, coalesce(tag.canonical_id, tag.id) as found_under_id from tag
      union all select tag.id, tag_closure.meta_id from tag
      inner join tag_closure on tag_closure.tag_id = coalesce(tag.canonical_id, tag.id)`,
    )
    .execute()
}
