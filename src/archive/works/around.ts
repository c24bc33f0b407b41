/** What leads on from a work: its series, the site it came from, what readers said of it. */
import { counted, dateTime, formatNumber, type Html, html } from '../../ui/index.ts'
import {
  type Named,
  type OriginSite,
  reviewsAddress,
  seriesAddress,
  siteAddress,
  workAddress,
} from '../addresses/index.ts'
import { type Review, reviewList } from '../reviews/index.ts'
import type { WorkPage } from './store.ts'

/** The newest reviews of what is read. */
export interface ReviewsBeside {
  readonly reviews: readonly Review[]
  /** The chapter they are of, from 1; null for those of the whole work. */
  readonly chapter: number | null
  /** More like the work. */
  readonly like?: Html | false
}

export const NO_REVIEWS: ReviewsBeside = { reviews: [], chapter: null }
export const REVIEWS_BESIDE = 5

/** "Part 2 of Harbour Lights" for each series. */
export function seriesLinks(work: WorkPage): readonly Html[] {
  return work.series.map(
    ({ series, number }) => html`Part ${number} of <a href="${seriesAddress(series)}" dir="auto">${series.name}</a>`,
  )
}

/** The works before and behind this one in each series. */
export function seriesTurn(work: WorkPage): Html {
  return html`${work.series.map(
    ({ series, previous, next }) =>
      (previous !== null || next !== null) &&
      html`<nav class="turn" aria-label="${`In the series ${series.name}`}">${previous !== null && html`<a href="${workOf(previous)}">← <span class="quiet">Before it in the series:</span> <span dir="auto">${previous.name}</span></a>`}${next !== null && html`<a class="next" href="${workOf(next)}"><span class="quiet">Next in the series:</span> <span dir="auto">${next.name}</span> →</a>`}</nav>
`,
  )}`
}

function workOf({ publicId, name }: Named): string {
  return workAddress(publicId, name)
}

/** "The Lantern Shelf, rescued on 20 November 2026; read there 8,834 times". */
export function originLine(site: OriginSite, hits: number | null = null): Html {
  return html`<span><a href="${siteAddress(site)}" dir="auto">${site.name}</a>, rescued on ${dateTime(site.rescuedAt)}${
    hits !== null && hits > 0 && `; read there ${hits === 1 ? 'once' : `${formatNumber(hits)} times`}`
  }</span>`
}

/** The newest reviews under a chapter or a work, and the way to all. */
export function reviewsBeside(work: WorkPage, { reviews, chapter }: ReviewsBeside): Html | false {
  if (reviews.length === 0) return false
  const all = reviewsAddress(workAddress(work.publicId, work.title))
  const title = chapter === null ? 'What readers said' : 'What readers said of this chapter'
  const link = work.reviews > 0 ? `All ${counted(work.reviews, 'review')} of the work` : 'All reviews of the work'
  return html`<section class="part reviews-beside" id="reviews" aria-labelledby="reviews-title"><h2 id="reviews-title">${title}</h2>
${reviewList(reviews, { site: work.site })}<p>${chapter !== null && html`<a href="${all}?chapter=${chapter}">All reviews of this chapter</a> · `}<a href="${all}">${link} →</a></p></section>
`
}
