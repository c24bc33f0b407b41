/**
 * Reads the reviews of a site, and the comments under its news, into what is written of them.
 *
 *     item 1, chapid 12, uid 0, reviewer "Anonymous", rating 10
 *     "Loved it!<br><br><i>Author's Response: Thank you</i>"
 *
 * becomes a review of chapter 12 by a guest, with a reply of the story's author. The old software glued replies to the
 * text, let a review outlive its chapter and its writer, and wrote `No Review` where somebody only rated. A member who is
 * gone keeps the name the review was signed with. Spam stays as it was: who looks after the archive now decides.
 */
import { splitReply } from '../../../intake/values/index.ts'
import type { ReviewedThing, ReviewFacts } from '../../reviews/index.ts'
import { extraOf, type OpaqueContent } from '../books/opaque.ts'
import type { OpaqueReason } from '../books/opaque-reasons.ts'
import { bytesOf, idOf, isYes, wordOf } from '../cells.ts'
import type { KnownSiteRow, RescueContext } from '../context.ts'
import type { ValueBatch } from '../rescue-table.ts'
import type { SiteRow } from '../staged-site.ts'
import { columnOf, postedOf, shownName } from './community-values.ts'
import { type RatingSystem, readRating } from './rating-system.ts'

/** What reviews can be of, beside works, by their old ids. */
export interface ReviewedThings {
  readonly series: ReadonlyMap<string, number>
  readonly news: ReadonlyMap<string, number>
  readonly system: RatingSystem
}

export type ReviewDraft = KnownSiteRow &
  (
    | {
        readonly facts: ReviewFacts
        /** Story HTML. */
        readonly reply: string | null
        /** What a member signed with, who may have another name now. */
        readonly signedAs: string | null
        readonly extra: OpaqueContent | null
      }
    | { readonly facts: null; readonly reason: OpaqueReason }
  )

export function prepareReview(
  context: RescueContext,
  things: ReviewedThings,
  batch: ValueBatch,
  { row, known }: KnownSiteRow,
): () => ReviewDraft {
  const found = targetOf(context, things, row)
  if (typeof found === 'string') return () => ({ row, known, facts: null, reason: found })
  const split = splitReply(bytesOf(row, 'review') ?? NOTHING, isYes(row, 'respond'))
  const html = batch.htmlOf(row, isNoReview(split.review) ? null : split.review)
  const reply = batch.htmlOf(row, split.reply)
  const reviewer = batch.line(row, 'reviewer')
  const rating = readRating(row, things.system)
  const posted = postedOf(row, 'date')
  const penNameId = context.penNameOf(idOf(row, columnOf(row, 'uid', 'member'))) ?? null
  return () => {
    const words = { html: html(), reply: reply() }
    if (words.html === null && words.reply === null && (rating ?? null) === null) {
      return { row, known, facts: null, reason: 'empty' }
    }
    const name = shownName(reviewer())
    const facts: ReviewFacts = {
      ...found,
      penNameId,
      guestName: penNameId === null ? name : null,
      html: words.html,
      rating: rating?.rating ?? null,
      ratingBest: rating?.best ?? null,
      ...posted,
    }
    const lost = new Set([
      ...(rating === undefined ? ['rating'] : []),
      ...(found.about === null ? [] : ['chapid']),
      ...(posted.postedAt === null ? ['date'] : []),
    ])
    const signedAs = penNameId === null ? null : name
    return { row, known, facts, reply: words.reply, signedAs, extra: extraOf(row, REVIEW_PLACED.difference(lost)) }
  }
}

export function prepareComment(
  context: RescueContext,
  things: ReviewedThings,
  batch: ValueBatch,
  { row, known }: KnownSiteRow,
): () => ReviewDraft {
  const newsId = things.news.get(idOf(row, 'nid'))
  if (newsId === undefined) return () => ({ row, known, facts: null, reason: 'points-nowhere' })
  const html = batch.html(row, 'comment')
  // Before there were ids in it, the member's name stood there.
  const name = batch.line(row, 'uname')
  const posted = postedOf(row, columnOf(row, 'time', 'date'))
  const penNameId = context.penNameOf(idOf(row, 'uid')) ?? null
  return () => {
    const words = html()
    if (words === null) return { row, known, facts: null, reason: 'empty' }
    const facts: ReviewFacts = {
      target: { kind: 'news', newsId },
      about: null,
      penNameId,
      guestName: penNameId === null ? shownName(name()) : null,
      html: words,
      rating: null,
      ratingBest: null,
      ...posted,
    }
    const lost = new Set(posted.postedAt === null ? ['time', 'date'] : [])
    return { row, known, facts, reply: null, signedAs: null, extra: extraOf(row, COMMENT_PLACED.difference(lost)) }
  }
}

const NOTHING = new Uint8Array()
const REVIEW_PLACED = new Set('reviewid item sid chapid reviewer uid member review date rating respond type'.split(' '))
const COMMENT_PLACED = new Set('cid nid uid uname comment time date'.split(' '))

/** What the old software wrote when somebody only rated; it is not translated there. */
const NO_REVIEW = 'No Review'

function isNoReview(bytes: Uint8Array): boolean {
  return bytes.length < 40 && Buffer.from(bytes).toString('latin1').trim() === NO_REVIEW
}

interface FoundTarget {
  readonly target: ReviewedThing
  readonly about: string | null
}

function targetOf(context: RescueContext, { series }: ReviewedThings, row: SiteRow): FoundTarget | OpaqueReason {
  const item = idOf(row, columnOf(row, 'item', 'sid'))
  const type = wordOf(row, 'type').toUpperCase()
  if (type === 'SE') {
    const seriesId = series.get(item)
    return seriesId === undefined ? 'points-nowhere' : { target: { kind: 'series', seriesId }, about: null }
  }
  // Before there were series, all reviews were of stories.
  if (type !== 'ST' && type !== '') return 'unknown-kind'
  return workTarget(context, item, idOf(row, 'chapid'))
}

function workTarget(context: RescueContext, sid: string, chapid: string): FoundTarget | OpaqueReason {
  const chapter = chapid === '' ? undefined : context.chapterOf(chapid)
  // A review that names a chapter only is of that chapter's story.
  const workId = sid === '' ? chapter?.workId : context.workOf(sid)
  if (workId === undefined) return 'points-nowhere'
  if (chapid === '') return { target: { kind: 'work', workId, chapterId: null }, about: null }
  if (chapter?.workId === workId) return { target: { kind: 'work', workId, chapterId: chapter.id }, about: null }
  const about = chapter === undefined ? 'a chapter that is not here' : 'a chapter of another story'
  return { target: { kind: 'work', workId, chapterId: null }, about }
}
