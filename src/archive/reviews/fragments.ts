/** Reviews on a page: each with its thread, and how many there are in words. */

import { hideInSaid } from '../../intake/private/index.ts'
import { withoutMailAddresses } from '../../kernel/mail-address.ts'
import { counted, dateTime, type Html, html, joinNames, raw, saidHtml } from '../../ui/index.ts'
import {
  chapterAddress,
  newsAddress,
  type OldSite,
  penNameAddress,
  seriesAddress,
  withLinksHere,
  workAddress,
} from '../addresses/index.ts'
import type { WrittenReview } from './by-person-store.ts'
import type { ReviewPage } from './reading-store.ts'
import { type Review, type ReviewCount, ratingInWords } from './review.ts'

export interface ReviewListOptions {
  /** Where their links to an old site lead. */
  readonly site: OldSite | null
  /** Where a chapter is read; left out where all reviews are of one. */
  readonly chapterAt?: (position: number) => string
}

export function reviewList(reviews: readonly Review[], options: ReviewListOptions): Html {
  return html`<ol class="reviews">${reviews.map((review) => html`<li>${reviewEntry(review, options)}</li>\n`)}</ol>`
}

function reviewEntry(review: Review, options: ReviewListOptions): Html {
  const replies = review.replies.length > 0 && reviewList(review.replies, options)
  return html`<article class="review" id="${reviewAnchor(review)}"><p class="line signed">${signature(review, options)}</p>${words(review, options)}${replies}</article>`
}

/** The name of a review within a page. */
export function reviewAnchor({ publicId }: Pick<Review, 'publicId'>): string {
  return `r-${publicId}`
}

function signature(review: Review, { chapterAt }: ReviewListOptions): Html {
  const rating = ratingInWords(review.rating, review.ratingBest)
  return html`${who(review)}${review.postedAt !== null && html` <span>${dateTime(review.postedAt)}</span>`}${
    chapterAt !== undefined && html`${ofChapter(review, chapterAt)}`
  }${rating !== null && html` <span class="rated">${rating}</span>`}${
    review.state === 'hidden' && html` <span class="state">waiting for approval</span>`
  }`
}

function who({ name, by, state }: Review): Html | false {
  if (state === 'deleted') return false
  if (by !== null) return html`<a class="who" href="${penNameAddress(by)}" dir="auto">${by.name}</a>`
  return html`<span class="who" dir="auto">${name === null || name.trim() === '' ? 'A guest' : withoutMailAddresses(name)}</span>`
}

function ofChapter({ chapter, about }: Review, chapterAt: (position: number) => string): Html | false {
  if (chapter === null) return about !== null && html` <span>of ${about}</span>`
  const name = chapter.title === null || chapter.title.trim() === '' ? `chapter ${chapter.position}` : chapter.title
  return html` <span>of <a href="${chapterAt(chapter.position)}" dir="auto">${name}</a></span>`
}

function words({ html: said, state }: Review, { site }: ReviewListOptions): Html {
  if (state === 'deleted') return html`<p class="quiet">This was deleted. What was answered to it stays.</p>`
  if (said === null) return html`<p class="quiet">A rating without words.</p>`
  const links = (markup: string): string => withLinksHere(markup, site)
  return html`<div class="said" dir="auto">${saidHtml(hideInSaid(said), { links })}</div>`
}

/** Reviews that one person wrote, each with what it is of. */
export function writtenReviews(reviews: readonly WrittenReview[], site: OldSite | null): Html {
  return html`<ul class="reviews">${reviews.map(({ review, kind, target }) => {
    const address = addressOf(kind, target)
    const rating = ratingInWords(review.rating, review.ratingBest)
    return html`<li><article class="review"><p class="line signed"><span>of <a href="${address}" dir="auto">${target.name}</a></span>${
      kind === 'work' &&
      review.chapter?.title !== target.name &&
      html`${ofChapter(review, (position) => chapterAddress(address, position))}`
    }${review.postedAt !== null && html` <span>${dateTime(review.postedAt)}</span>`}${rating !== null && html` <span class="rated">${rating}</span>`}</p>${words(review, { site })}</article></li>\n`
  })}</ul>`
}

function addressOf(kind: WrittenReview['kind'], target: WrittenReview['target']): string {
  if (kind === 'work') return workAddress(target.publicId, target.name)
  return kind === 'series' ? seriesAddress(target) : newsAddress(target)
}

/** A page of reviews with the ways to the others. `here` is the address, up to where a query may go on. */
export function pagedReviews(list: ReviewPage, here: string, options: ReviewListOptions): Html {
  const { previous, next } = list
  return html`${list.reviews.length === 0 ? NONE : reviewList(list.reviews, options)}
${(previous !== undefined || next !== undefined) && html`<nav class="pager" aria-label="Pages of this list">${previous && html`<a href="${here}before=${previous}">← Earlier</a>`}${next && html`<a href="${here}after=${next}">Later →</a>`}</nav>`}`
}

const NONE = raw('<p>Nobody has said anything here yet.</p>')

/** "Jump to the newest", "Jump to the first", where there is more than one page. */
export function reviewJumps({ previous, next }: ReviewPage, first: string, here: string): Html {
  return html`${next !== undefined && html`<li><a href="${here}from=newest">Jump to the newest</a></li>`}${previous !== undefined && html`<li><a href="${first}">Jump to the first</a></li>`}`
}

/** "33 reviews, one rating without words; 8.9 of 10 on average." */
export function reviewCountInWords({ reviews, ratingsOnly, average, rated }: ReviewCount): string {
  const parts = [reviews === 0 ? 'No reviews yet' : counted(reviews, 'review')]
  if (ratingsOnly > 0) parts.push(counted(ratingsOnly, 'rating without words', 'ratings without words'))
  const all = joinNames(parts)
  if (average === null || rated < 2) return all
  return `${all}; rated ${(Math.round(average * 100) / 10).toLocaleString('en-GB')} of 10 on average`
}
