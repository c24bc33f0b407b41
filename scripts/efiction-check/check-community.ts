/** Compares what stood around the stories: series, challenges, favourites, reviews with their replies, and news. */
import type { Differences } from './differences.ts'
import { type Rescued, timeOf } from './rescued.ts'
import { folded, said } from './said.ts'
import type { ReviewTruth, SeriesTruth, Truth } from './truth.ts'

export async function checkCommunity(rescued: Rescued, truth: Truth, differences: Differences): Promise<void> {
  for (const series of truth.series ?? []) await checkSeries(rescued, series, differences)
  await checkChallenges(rescued, truth, differences)
  await checkFavourites(rescued, truth, differences)
  for (const review of truth.reviews ?? []) await checkReview(rescued, review, differences)
  await checkNews(rescued, truth, differences)
}

async function checkSeries(rescued: Rescued, series: SeriesTruth, differences: Differences): Promise<void> {
  const { db, idOf, oldOf } = rescued
  const where = `series ${series.seriesid}`
  const id = idOf('series', series.seriesid)
  if (id === undefined) {
    differences.isTrue(where, false, 'is not here')
    return
  }
  const row = await db.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  differences.same(`${where}, title`, said(series.title), row.title)
  if (series.summary !== undefined) differences.same(`${where}, summary`, said(series.summary), said(row.summary))
  if (series.isopen !== undefined) differences.same(`${where}, open`, series.isopen, row.openness)
  if (series.uid !== undefined) {
    const creators = await db.selectFrom('series_creator').select('pen_name_id').where('series_id', '=', id).execute()
    const uids = creators.map((creator) => Number(oldOf('authors', creator.pen_name_id)))
    differences.isTrue(`${where}, author`, uids.includes(series.uid), `is by ${uids.join(', ')}, not by ${series.uid}`)
  }
  const entries = await db
    .selectFrom('series_entry')
    .selectAll()
    .where('series_id', '=', id)
    .orderBy('position')
    .execute()
  const found = entries.map((entry) => ({
    sid: entry.work_id === null ? null : Number(oldOf('stories', entry.work_id)),
    subseriesid: entry.child_id === null ? null : Number(oldOf('series', entry.child_id)),
    confirmed: entry.is_confirmed,
  }))
  const expected = series.items
    .filter(({ exists }) => exists !== false)
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ sid, subseriesid, confirmed }) => ({ sid, subseriesid, confirmed }))
  // A series that would come to lie in itself is cut at one place, and its row is set aside.
  const cut = expected.filter(({ subseriesid }) => subseriesid !== null && isCut(rescued, series.seriesid, subseriesid))
  const kept = expected.filter((item) => !cut.includes(item))
  differences.same(`${where}, entries`, kept, found)
  for (const { sid } of series.items.filter(({ exists }) => exists === false)) {
    const key = `${sid}/${series.seriesid}/0`
    differences.isTrue(`${where}, story ${sid}`, isEntryAside(rescued, key), 'is not set aside')
  }
}

function isCut(rescued: Rescued, seriesid: number, subseriesid: number): boolean {
  return isEntryAside(rescued, `0/${seriesid}/${subseriesid}`)
}

/** The key columns of this table stand in one order in one version and in another one in others. */
function isEntryAside(rescued: Rescued, key: string): boolean {
  const [sid = '', seriesid = '', subseriesid = ''] = key.split('/')
  return [key, `${seriesid}/${sid}/${subseriesid}`].some((each) => rescued.isSetAside('inseries', each))
}

async function checkChallenges(rescued: Rescued, truth: Truth, differences: Differences): Promise<void> {
  for (const challenge of truth.challenges ?? []) {
    const where = `challenge ${challenge.chalid}`
    const id = rescued.idOf('challenges', challenge.chalid)
    if (id === undefined) {
      differences.isTrue(where, false, 'is not here')
      continue
    }
    const row = await rescued.db.selectFrom('challenge').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    differences.same(`${where}, title`, said(challenge.title), row.title)
    if (challenge.summary !== undefined)
      differences.same(`${where}, summary`, said(challenge.summary), said(row.summary))
    if (challenge.uid !== undefined && challenge.uid > 0) {
      const uid = Number(rescued.oldOf('authors', row.pen_name_id))
      differences.same(`${where}, challenger`, challenge.uid, uid)
    } else if (challenge.challenger !== undefined) {
      differences.same(`${where}, challenger`, said(challenge.challenger), row.challenger_name)
    }
    const answers = await rescued.db
      .selectFrom('challenge_answer')
      .select('work_id')
      .where('challenge_id', '=', id)
      .where('work_id', 'is not', null)
      .execute()
    const sids = answers.map((answer) => Number(rescued.oldOf('stories', answer.work_id))).toSorted((a, b) => a - b)
    if (challenge.responses !== undefined) differences.same(`${where}, answers`, challenge.responses, sids)
  }
}

const TABLE_OF_TYPE: Readonly<Record<string, string>> = { ST: 'stories', SE: 'series', AU: 'authors' }

async function checkFavourites({ db, siteId, oldOf }: Rescued, truth: Truth, differences: Differences): Promise<void> {
  const rows = await db.selectFrom('favourite').selectAll().where('site_id', '=', siteId).execute()
  const found = new Map<string, string | null>(
    rows.map((row) => {
      const [type, target] =
        row.work_id !== null
          ? ['ST', oldOf('stories', row.work_id)]
          : row.series_id !== null
            ? ['SE', oldOf('series', row.series_id)]
            : ['AU', oldOf('authors', row.person_id)]
      return [`${oldOf('authors', row.pen_name_id)} ${type} ${target}`, row.comment] as const
    }),
  )
  for (const { uid, type, item, comment, target_exists: exists } of truth.favorites ?? []) {
    const key = `${uid} ${type} ${item}`
    const where = `favourite ${key}`
    if (!found.has(key)) {
      differences.isTrue(where, exists === false, `is not here (${TABLE_OF_TYPE[type] ?? type})`)
      continue
    }
    if (comment !== undefined) differences.same(`${where}, comment`, said(comment), said(found.get(key)))
    found.delete(key)
  }
  if (truth.favorites !== undefined) differences.same('favourites that nobody had', [], [...found.keys()])
}

async function checkReview(rescued: Rescued, review: ReviewTruth, differences: Differences): Promise<void> {
  const { db, idOf, oldOf } = rescued
  const where = `review ${review.reviewid}`
  const id = idOf('reviews', review.reviewid)
  if (id === undefined) {
    const isEmpty = review.text === null && review.rating === null && review.reply === null
    const target = TABLE_OF_TYPE[review.type]
    const isLost = target !== undefined && idOf(target, review.item) === undefined
    const isAside = rescued.isSetAside('reviews', review.reviewid)
    differences.isTrue(where, (isEmpty || isLost) && isAside, 'is not here')
    return
  }
  const row = await db.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  differences.same(`${where}, text`, said(review.text), said(row.html))
  differences.same(`${where}, rating`, review.rating, row.rating)
  const target = row.work_id !== null ? oldOf('stories', row.work_id) : oldOf('series', row.series_id)
  differences.same(`${where}, of`, [review.type, String(review.item)], [row.work_id !== null ? 'ST' : 'SE', target])
  if (review.chapid !== undefined && review.chapid > 0 && idOf('chapters', review.chapid) !== undefined) {
    differences.same(`${where}, chapter`, String(review.chapid), oldOf('chapters', row.chapter_id))
  }
  if (review.uid > 0 && idOf('authors', review.uid) !== undefined) {
    differences.same(`${where}, by`, String(review.uid), oldOf('authors', row.pen_name_id))
  } else if (review.reviewer !== undefined) {
    differences.same(`${where}, by`, said(review.reviewer), row.guest_name ?? '')
  }
  if (review.date !== undefined) differences.same(`${where}, date`, timeOf(review.date), row.posted_at)
  const replies = await db.selectFrom('review').select('html').where('parent_id', '=', id).execute()
  differences.same(
    `${where}, reply`,
    review.reply === null ? [] : [said(review.reply)],
    replies.map((reply) => said(reply.html)),
  )
}

async function checkNews({ db, idOf, oldOf }: Rescued, truth: Truth, differences: Differences): Promise<void> {
  for (const news of truth.news ?? []) {
    const where = `news ${news.nid}`
    const id = idOf('news', news.nid)
    if (id === undefined) {
      differences.isTrue(where, false, 'is not here')
      continue
    }
    const row = await db
      .selectFrom('news')
      .leftJoin('pen_name', 'pen_name.id', 'news.pen_name_id')
      .select(['news.title', 'news.html', 'news.author_name', 'pen_name.name'])
      .where('news.id', '=', id)
      .executeTakeFirstOrThrow()
    differences.same(`${where}, title`, said(news.title), folded(row.title))
    if (news.body !== undefined) differences.same(`${where}, text`, said(news.body), said(row.html))
    if (news.author !== undefined) differences.same(`${where}, author`, said(news.author), row.name ?? row.author_name)
    const comments = (truth.news_comments ?? []).filter(({ nid }) => nid === news.nid)
    const rows = await db
      .selectFrom('review')
      .select(['html', 'pen_name_id'])
      .where('news_id', '=', id)
      .orderBy('posted_key')
      .orderBy('id')
      .execute()
    if (truth.news_comments === undefined) continue
    differences.same(
      `${where}, comments`,
      comments.map(({ uid, text }) => [uid, said(text)]),
      rows.map(({ html, pen_name_id: by }) => [by === null ? 0 : Number(oldOf('authors', by)), said(html)]),
    )
  }
}
