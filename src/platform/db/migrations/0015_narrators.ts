/** Who tells the works, as the index of tags reads it: names as they are written, each once a work. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createView('search_work_narrator')
    .as(
      sql`select distinct chapter.work_id, chapter.is_hidden, section.who
      from section inner join chapter on chapter.id = section.chapter_id where section.who is not null`,
    )
    .execute()
}
