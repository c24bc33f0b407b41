/** Writes the news of a site and its pages. */
import { writeChange } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'

export interface NewsFacts {
  readonly title: string
  /** Story HTML. */
  readonly html: string
  readonly penNameId: number | null
  /** As the site signed it. */
  readonly authorName: string | null
  readonly postedAt: string | null
  readonly postedKey: string
}

/** A message or a page of its own that a site had. */
export interface SitePageFacts {
  readonly title: string | null
  /** Story HTML. */
  readonly html: string
}

export async function insertNews(tx: Db, facts: NewsFacts, siteId: number | null, now: string): Promise<number> {
  const { id } = await insertWithPublicId((publicId) =>
    tx
      .insertInto('news')
      .values({ ...newsColumns(facts), site_id: siteId, public_id: publicId })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  await writeChange(tx, { table: 'news', rowId: id, change: 'added' }, now)
  return id
}

export async function updateNews(tx: Db, id: number, facts: NewsFacts, now: string): Promise<void> {
  await tx.updateTable('news').set(newsColumns(facts)).where('id', '=', id).execute()
  await writeChange(tx, { table: 'news', rowId: id, change: 'changed' }, now)
}

export async function findStoredNews(db: Db, id: number): Promise<NewsFacts | undefined> {
  return db
    .selectFrom('news')
    .select([
      'title',
      'html',
      'pen_name_id as penNameId',
      'author_name as authorName',
      'posted_at as postedAt',
      'posted_key as postedKey',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Sites let two pages have one name; the second is then `rules-2`. */
export async function insertSitePage(tx: Db, siteId: number, name: string, facts: SitePageFacts): Promise<number> {
  for (let copy = 1; ; copy++) {
    const nameHere = copy === 1 ? name : `${name}-${copy}`
    const taken = await tx
      .selectFrom('site_page')
      .select('id')
      .where('site_id', '=', siteId)
      .where('name', '=', nameHere)
      .executeTakeFirst()
    if (taken !== undefined) continue
    const { id } = await insertWithPublicId((publicId) =>
      tx
        .insertInto('site_page')
        .values({ ...facts, name: nameHere, site_id: siteId, public_id: publicId })
        .onConflict((conflict) => conflict.column('public_id').doNothing())
        .returning('id')
        .executeTakeFirst(),
    )
    return id
  }
}

export async function updateSitePage(tx: Db, id: number, facts: SitePageFacts): Promise<void> {
  await tx
    .updateTable('site_page')
    .set({ ...facts })
    .where('id', '=', id)
    .execute()
}

export async function findStoredSitePage(db: Db, id: number): Promise<SitePageFacts | undefined> {
  return db.selectFrom('site_page').select(['title', 'html']).where('id', '=', id).executeTakeFirst()
}

function newsColumns({ title, html, penNameId, authorName, postedAt, postedKey }: NewsFacts) {
  return {
    title,
    html,
    pen_name_id: penNameId,
    author_name: authorName,
    posted_at: postedAt,
    posted_key: postedKey,
  }
}
