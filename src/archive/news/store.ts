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

/** Sites let two pages have one name; the second is then called `rules-7` by its old key. */
export async function insertSitePage(
  tx: Db,
  siteId: number,
  { name, oldKey }: { readonly name: string; readonly oldKey: string },
  facts: SitePageFacts,
): Promise<number> {
  let free = name
  for (let tries = 1; await isPageName(tx, siteId, free); tries++)
    free = tries === 1 ? `${name}-${oldKey}` : `${name}-${oldKey}-${tries}`
  const { id } = await insertWithPublicId((publicId) =>
    tx
      .insertInto('site_page')
      .values({ ...facts, name: free, site_id: siteId, public_id: publicId })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  return id
}

async function isPageName(tx: Db, siteId: number, name: string): Promise<boolean> {
  const row = await tx
    .selectFrom('site_page')
    .select('id')
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row !== undefined
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
