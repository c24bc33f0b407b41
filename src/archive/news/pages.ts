/** The news, newest first, and one piece of it with what people said. */
import { hideInSaid } from '../../intake/private/index.ts'
import { counted, dateTime, type Html, html, type PageOptions, page, raw, saidHtml } from '../../ui/index.ts'
import { newsAddress, penNameAddress, siteAddress, withLinksHere } from '../addresses/index.ts'
import { pagedReviews, type ReviewPage, reviewJumps } from '../reviews/index.ts'
import type { NewsItem, NewsList } from './reading-store.ts'

export function newsListPage({ news, next }: NewsList, options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>News</h1></div>
${news.length === 0 ? html`<p>There is none here yet.</p>` : newsList(news, 2)}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="/news?after=${next}">Older news →</a></nav>`}`
  return page('News', body, options)
}

/** Pieces of news, each whole. On the page of a site nothing has to say where they are from. */
export function newsList(news: readonly NewsItem[], heading: 2 | 3, isOfSite = false): Html {
  return html`<ul class="blurbs">${news.map((item) => {
    const title = html`<a href="${newsAddress(item)}" dir="auto">${item.name || 'Without a title'}</a>`
    return html`<li><article class="news-item">${heading === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}${signature(item, isOfSite)}<div class="said" dir="auto">${said(item)}</div>${item.comments > 0 && html`<p><a href="${newsAddress(item)}#comments">${counted(item.comments, 'comment')}</a></p>`}</article></li>\n`
  })}</ul>`
}

function said({ html: markup, site }: NewsItem): Html {
  return saidHtml(hideInSaid(markup), { links: (each) => withLinksHere(each, site) })
}

function signature({ author, person, postedAt, site }: NewsItem, isOfSite = false): Html {
  return html`<p class="signed">${postedAt !== null && html`<span>${dateTime(postedAt)}</span>`}${
    author !== null &&
    html`<span>by ${person === null ? html`<bdi>${author}</bdi>` : html`<a href="${penNameAddress(person)}" rel="author" dir="auto">${person.name}</a>`}</span>`
  }${site !== null && !isOfSite && html`<span>from <a href="${siteAddress(site)}" dir="auto">${site.name}</a></span>`}</p>`
}

export function newsPage(item: NewsItem, list: ReviewPage, options: PageOptions): Html {
  const address = newsAddress(item)
  const title = item.name || 'Without a title'
  const body = html`<div class="page-head"><p class="kind">News</p><h1 dir="auto">${title}</h1>${signature(item)}</div>
<div class="said" dir="auto">${said(item)}</div>
<section class="part" id="comments" aria-labelledby="comments-title"><h2 id="comments-title">${item.comments === 0 ? 'Comments' : counted(item.comments, 'comment')}</h2>${(list.next !== undefined || list.previous !== undefined) && html`<ul class="actions">${reviewJumps(list, `${address}#comments`, `${address}?`)}</ul>`}
${pagedReviews(list, `${address}?`, { site: item.site })}</section>
${BACK}`
  return page(title, body, options)
}

const BACK = raw('<p><a href="/news">All news</a></p>')
