/**
 * What readers and authors do around works: series, challenges, news, reviews with their replies, favourites, and the
 * pages that a site had.
 *
 * Texts are story HTML. Who may see a review follows from what it is of; who may see a series, from its works.
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, partOf, primary, refers, refersWhileThere, required, startsAs, unique } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  await createSeries(db, type)
  await createChallenges(db, type)

  await db.schema
    .createTable('news')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('title', type.text, required)
    .addColumn('html', type.text, required)
    .addColumn('pen_name_id', type.whole, refersWhileThere('pen_name.id'))
    .addColumn('author_name', type.text)
    .addColumn('posted_at', type.text)
    .addColumn('posted_key', type.text, startsAs(''))
    .addColumn('site_id', type.whole, refersWhileThere('rescued_site.id'))
    .execute()
  await db.schema.createIndex('news_by_posted').on('news').columns(['posted_key', 'id']).execute()
  await db.schema.createIndex('news_by_site').on('news').column('site_id').execute()
  await db.schema.createIndex('news_by_pen_name').on('news').column('pen_name_id').execute()

  await createReviews(db, type)
  await createFavourites(db, type)

  // Messages and own pages of a site, as text for the archivist.
  await db.schema
    .createTable('site_page')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('site_id', type.whole, partOf('rescued_site.id'))
    .addColumn('name', type.text, required)
    .addColumn('title', type.text)
    .addColumn('html', type.text, required)
    .addUniqueConstraint('site_page_name', ['site_id', 'name'])
    .execute()
}

async function createSeries(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `openness` is closed, moderated or open.
  await db.schema
    .createTable('series')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('title', type.text, required)
    .addColumn('sort_title', type.text, required)
    .addColumn('folded_title', type.text, required)
    .addColumn('summary', type.text)
    .addColumn('openness', type.text, startsAs('closed'))
    .addColumn('review_count', type.whole, startsAs(0))
    .addColumn('site_id', type.whole, refersWhileThere('rescued_site.id'))
    .execute()
  await db.schema.createIndex('series_by_sort_title').on('series').columns(['sort_title', 'id']).execute()
  await db.schema.createIndex('series_by_folded_title').on('series').columns(['folded_title', 'id']).execute()
  await db.schema.createIndex('series_by_site').on('series').column('site_id').execute()

  await db.schema
    .createTable('series_creator')
    .addColumn('series_id', type.whole, partOf('series.id'))
    .addColumn('pen_name_id', type.whole, (column) => required(refers('pen_name.id')(column)))
    .addColumn('position', type.whole, required)
    .addPrimaryKeyConstraint('series_creator_key', ['series_id', 'pen_name_id'])
    .execute()
  await db.schema.createIndex('series_creator_by_pen_name').on('series_creator').column('pen_name_id').execute()

  // A work or a series inside it; an entry that is not confirmed was offered to a moderated series.
  await db.schema
    .createTable('series_entry')
    .addColumn('series_id', type.whole, partOf('series.id'))
    .addColumn('position', type.whole, required)
    .addColumn('work_id', type.whole, (column) => column.references('work.id').onDelete('cascade'))
    .addColumn('child_id', type.whole, (column) => column.references('series.id').onDelete('cascade'))
    .addColumn('is_confirmed', type.boolean, startsAs(true))
    .addPrimaryKeyConstraint('series_entry_key', ['series_id', 'position'])
    .execute()
  await db.schema.createIndex('series_entry_by_work').on('series_entry').columns(['work_id', 'series_id']).execute()
  await db.schema.createIndex('series_entry_by_child').on('series_entry').columns(['child_id', 'series_id']).execute()
}

async function createChallenges(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('challenge')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('title', type.text, required)
    .addColumn('sort_title', type.text, required)
    .addColumn('summary', type.text)
    .addColumn('pen_name_id', type.whole, refersWhileThere('pen_name.id'))
    .addColumn('challenger_name', type.text)
    .addColumn('site_id', type.whole, refersWhileThere('rescued_site.id'))
    .execute()
  await db.schema.createIndex('challenge_by_sort_title').on('challenge').columns(['sort_title', 'id']).execute()
  await db.schema.createIndex('challenge_by_site').on('challenge').column('site_id').execute()
  await db.schema.createIndex('challenge_by_pen_name').on('challenge').column('pen_name_id').execute()

  await db.schema
    .createTable('challenge_answer')
    .addColumn('challenge_id', type.whole, partOf('challenge.id'))
    .addColumn('position', type.whole, required)
    .addColumn('work_id', type.whole, (column) => column.references('work.id').onDelete('cascade'))
    .addColumn('series_id', type.whole, (column) => column.references('series.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('challenge_answer_key', ['challenge_id', 'position'])
    .execute()
  await db.schema.createIndex('challenge_answer_by_work').on('challenge_answer').column('work_id').execute()
  await db.schema.createIndex('challenge_answer_by_series').on('challenge_answer').column('series_id').execute()
}

async function createReviews(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // Of a work (perhaps one chapter of it), a series or a piece of news: one of the three is set, also in replies.
  // `html` is null when it is a rating only. `rating` is 1 to `rating_best` (10 stars; 1 of 1 is a like, 0 a dislike).
  // `about` keeps a chapter that is gone: "a chapter that is not here".
  await db.schema
    .createTable('review')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('work_id', type.whole, (column) => column.references('work.id').onDelete('cascade'))
    .addColumn('chapter_id', type.whole, refersWhileThere('chapter.id'))
    .addColumn('series_id', type.whole, (column) => column.references('series.id').onDelete('cascade'))
    .addColumn('news_id', type.whole, (column) => column.references('news.id').onDelete('cascade'))
    .addColumn('parent_id', type.whole, (column) => column.references('review.id').onDelete('cascade'))
    .addColumn('pen_name_id', type.whole, refersWhileThere('pen_name.id'))
    .addColumn('guest_name', type.text)
    .addColumn('html', type.text)
    .addColumn('rating', type.whole)
    .addColumn('rating_best', type.whole)
    .addColumn('about', type.text)
    .addColumn('posted_at', type.text)
    .addColumn('posted_key', type.text, startsAs(''))
    // shown, hidden (waits for the archivist) or deleted (its thread stays).
    .addColumn('state', type.text, startsAs('shown'))
    .addColumn('site_id', type.whole, refersWhileThere('rescued_site.id'))
    .execute()
  // The reviews of a work, of one of its chapters, of a series, of news; the replies to one; those of a person.
  for (const target of ['work_id', 'chapter_id', 'series_id', 'news_id', 'pen_name_id']) {
    const name = `review_by_${target.replace('_id', '')}`
    await db.schema.createIndex(name).on('review').columns([target, 'posted_key', 'id']).execute()
  }
  await db.schema.createIndex('review_by_parent').on('review').columns(['parent_id', 'id']).execute()
  await db.schema.createIndex('review_by_site').on('review').column('site_id').execute()
}

async function createFavourites(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // What a person marked as a favourite: one of the three is set.
  await db.schema
    .createTable('favourite')
    .addColumn('id', type.id, primary)
    .addColumn('pen_name_id', type.whole, partOf('pen_name.id'))
    .addColumn('work_id', type.whole, (column) => column.references('work.id').onDelete('cascade'))
    .addColumn('series_id', type.whole, (column) => column.references('series.id').onDelete('cascade'))
    .addColumn('person_id', type.whole, (column) => column.references('pen_name.id').onDelete('cascade'))
    .addColumn('comment', type.text)
    .addColumn('site_id', type.whole, refersWhileThere('rescued_site.id'))
    .execute()
  await db.schema.createIndex('favourite_by_pen_name').on('favourite').columns(['pen_name_id', 'id']).execute()
  for (const target of ['work_id', 'series_id', 'person_id', 'site_id']) {
    await db.schema
      .createIndex(`favourite_by_${target.replace('_id', '')}`)
      .on('favourite')
      .column(target)
      .execute()
  }
}
