/**
 * Indexes that the test of growth missed: without them SQLite sorted all works that a list is narrowed to, or all works
 * there are, to show twenty.
 */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What came in last: the front page and the feed. Guests see the public ones.
  await db.schema.createIndex('work_seen_by_added').on('work').columns(['visibility', 'added_at', 'id']).execute()
  // Lists narrowed by one of these, in the other orders; by `updated_key` there is one already.
  for (const narrowed of ['rating', 'status', 'language']) {
    for (const sorter of ['posted_key', 'sort_title', 'words']) {
      await db.schema
        .createIndex(`work_by_${narrowed}_${sorter}`)
        .on('work')
        .columns([narrowed, sorter, 'id'])
        .execute()
    }
  }
}
