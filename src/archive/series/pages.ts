/** The list of series, one series with what stands in it, and what readers said of it. */
import { hideInSaid } from '../../intake/private/index.ts'
import { counted, type Html, html, joinHtml, type PageOptions, page, saidHtml } from '../../ui/index.ts'
import { penNameAddress, seriesAddress, withLinksHere } from '../addresses/index.ts'
import {
  pagedReviews,
  type Review,
  type ReviewCount,
  type ReviewPage,
  reviewCountInWords,
  reviewJumps,
  reviewList,
} from '../reviews/index.ts'
import { type ListView, listBody, listOptions, searchWithin } from '../search/index.ts'
import { originLine } from '../works/index.ts'
import type { SeriesLine, Signer } from './lines-store.ts'
import type { SeriesList } from './list-store.ts'
import type { SeriesPage } from './reading-store.ts'

const OPENNESS_WORDS: Readonly<Record<string, string>> = {
  closed: 'Closed: only its creators add to it',
  moderated: 'Moderated: others may offer their works',
  open: 'Open: anybody may add to it',
}

export function seriesListPage({ series, next }: SeriesList, options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>Series</h1><p class="lead">Works that belong together, in their order.</p></div>
${series.length === 0 ? html`<p>There are none here yet.</p>` : seriesLines(series)}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="/series?after=${next}">More series →</a></nav>`}`
  return page('Series', body, options)
}

/** Series in a list, each with what it says of itself. */
function seriesLines(series: readonly SeriesLine[], heading: 2 | 3 = 2): Html {
  return html`<ul class="blurbs">${series.map((each) => html`<li>${seriesLine(each, heading)}</li>\n`)}</ul>`
}

export function seriesLine(series: SeriesLine, heading: 2 | 3): Html {
  const title = html`<a href="${seriesAddress(series)}" dir="auto">${series.name}</a>${series.creators.length > 0 && html` <span class="by">${signedBy(series.creators)}</span>`}`
  return html`<article class="blurb">${heading === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}${
    series.summary !== null && html`<div class="summary said" dir="auto">${saidHtml(hideInSaid(series.summary))}</div>`
  }<ul class="line numbers"><li>series</li><li>${counted(series.works, 'work')}</li></ul></article>`
}

export function signedBy(creators: readonly Signer[]): Html {
  const names = creators.map(({ name, person }) =>
    person === null
      ? html`<bdi>${name}</bdi>`
      : html`<a href="${penNameAddress(person)}" rel="author" dir="auto">${name}</a>`,
  )
  return html`by ${joinHtml(names)}`
}

export interface SeriesView {
  readonly series: SeriesPage
  readonly list: ListView
  /** Where the series inside it go on that this page has no room for. */
  readonly more: number | undefined
  readonly reviews: readonly Review[]
}

export function seriesPage({ series, list, more, reviews }: SeriesView, options: PageOptions): Html {
  const address = seriesAddress(series)
  const body = html`<div class="page-head"><p class="kind">Series</p><h1 dir="auto">${series.name}</h1>${series.creators.length > 0 && html`<p class="quiet">${signedBy(series.creators)}</p>`}</div>
${series.summary !== null && html`<div class="said lead-said" dir="auto">${said(series, series.summary)}</div>`}
${facts(series)}
${series.gaps.length > 0 && html`<div class="notice">${series.gaps.map((gap) => html`<p>${gap}</p>`)}</div>`}
${searchWithin(list)}
${listBody(list)}
${more !== undefined && html`<p><a href="${address}?inside=${more}">More series inside it →</a></p>`}${reviews.length > 0 && html`<section class="part" aria-labelledby="reviews"><h2 id="reviews">What readers said of the series</h2>${reviewList(reviews, { site: series.site })}<p><a href="${address}/reviews">All reviews of the series →</a></p></section>`}`
  return page(series.name, body, { ...options, ...listOptions(list), isUnlisted: list.typed !== '' })
}

function said({ site }: SeriesPage, storyHtml: string): Html {
  return saidHtml(hideInSaid(storyHtml), { links: (markup) => withLinksHere(markup, site) })
}

function facts(series: SeriesPage): Html {
  const { parents, site, openness } = series
  return html`<dl class="facts"><div><dt>Kind</dt><dd>${OPENNESS_WORDS[openness] ?? openness}</dd></div>${
    parents.length > 0 &&
    html`<div><dt>Part of</dt><dd>${joinHtml(parents.map((parent) => html`<a href="${seriesAddress(parent)}" dir="auto">${parent.name}</a>`))}</dd></div>`
  }${site !== null && html`<div><dt>From</dt><dd>${originLine(site)}</dd></div>`}</dl>`
}

export function seriesReviewsPage(
  series: SeriesPage,
  list: ReviewPage,
  count: ReviewCount,
  options: PageOptions,
): Html {
  const address = seriesAddress(series)
  const all = `${address}/reviews`
  const body = html`<div class="page-head"><p class="kind">Reviews of a series</p><h1 dir="auto">${series.name}</h1><p>${reviewCountInWords(count)}.</p><ul class="actions"><li><a href="${address}">To the series</a></li>${reviewJumps(list, all, `${all}?`)}</ul></div>
${pagedReviews(list, `${all}?`, { site: series.site })}`
  return page(`Reviews of ${series.name}`, body, options)
}
