/** News as readers meet it, newest first. It stood on its site for everybody. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { hasPage, nameOfViewer, type Viewer } from '../../platform/db/visibility.ts'
import { type Named, ORIGIN_COLUMNS, type OriginRow, type OriginSite, originOf } from '../addresses/index.ts'

const LIST_SIZE = 20

export interface NewsItem extends Named {
  readonly key: number
  /** Story HTML. */
  readonly html: string
  readonly author: string | null
  /** The author's page, where there is one. */
  readonly person: Named | null
  readonly postedAt: string | null
  readonly comments: number
  readonly site: OriginSite | null
}

export interface NewsList {
  readonly news: readonly NewsItem[]
  readonly next: string | undefined
}

export async function listNews(
  db: Db,
  viewer: Viewer,
  after: string | undefined,
  site?: { readonly key: number },
): Promise<NewsList> {
  const [anchor] = after === undefined ? [] : await newsByPublicId(db, viewer, { publicId: after })
  const rows = await pageOfNews(
    db,
    { viewer, isFirst: anchor === undefined, isOfSite: site !== undefined },
    { postedKey: anchor?.posted_key ?? '', id: anchor?.key ?? 0, site: site?.key ?? 0, size: LIST_SIZE + 1 },
  )
  const { shown, next } = pageOfRows(rows, LIST_SIZE)
  return { news: shown.map(newsOf), next: next?.public_id }
}

export async function findNews(db: Db, viewer: Viewer, publicId: string): Promise<NewsItem | undefined> {
  const [row] = await newsByPublicId(db, viewer, { publicId })
  return row === undefined ? undefined : newsOf(row)
}

function newsOf(row: NewsRow): NewsItem {
  const { pen_public_id: penId, pen_name: name } = row
  return {
    key: row.key,
    publicId: row.public_id,
    name: row.title,
    html: row.html,
    author: name ?? row.author_name,
    person: penId === null || name === null || !row.has_page ? null : { publicId: penId, name },
    postedAt: row.posted_at,
    comments: row.comments,
    site: originOf(row),
  }
}

interface NewsRow extends OriginRow {
  readonly key: number
  readonly public_id: string
  readonly title: string
  readonly html: string
  readonly author_name: string | null
  readonly posted_at: string | null
  readonly posted_key: string
  readonly pen_public_id: string | null
  readonly pen_name: string | null
  readonly has_page: boolean | null
  readonly comments: number
}

function selectNews(db: Db, viewer: Viewer) {
  return db
    .selectFrom('news')
    .leftJoin('pen_name', 'pen_name.id', 'news.pen_name_id')
    .leftJoin('rescued_site', 'rescued_site.id', 'news.site_id')
    .select([
      'news.id as key',
      'news.public_id',
      'news.title',
      'news.html',
      'news.author_name',
      'news.posted_at',
      'news.posted_key',
      'pen_name.public_id as pen_public_id',
      'pen_name.name as pen_name',
      hasPage(viewer).as('has_page'),
      sql<number>`(select count(*) from review where review.news_id = news.id and review.state = 'shown')`.as(
        'comments',
      ),
      ...ORIGIN_COLUMNS,
    ])
}

const newsByPublicId = preparedByShape<Viewer, { publicId: string }, NewsRow>(nameOfViewer, (db, given, viewer) =>
  selectNews(db, viewer).where('news.public_id', '=', given.publicId),
)

const pageOfNews = preparedByShape<
  { readonly viewer: Viewer; readonly isFirst: boolean; readonly isOfSite: boolean },
  { postedKey: string; id: number; site: number; size: number },
  NewsRow
>(
  ({ viewer, isFirst, isOfSite }) => `${nameOfViewer(viewer)} ${isFirst} ${isOfSite}`,
  (db, given, { viewer, isFirst, isOfSite }) => {
    const all = selectNews(db, viewer)
    const query = isOfSite ? all.where('news.site_id', '=', given.site) : all
    const page = isFirst
      ? query
      : query.where(sql<SqlBool>`(news.posted_key, news.id) < (${given.postedKey}, ${given.id})`)
    return page.orderBy('news.posted_key', 'desc').orderBy('news.id', 'desc').limit(given.size)
  },
)
