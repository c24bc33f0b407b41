/** The list of rescued sites, a page about one, and the pages that it had itself. */
import { counted, dateTime, type Html, html, type PageOptions, page, raw, saidHtml } from '../../../ui/index.ts'
import { batchAddress, type Named, siteAddress, withLinksHere } from '../../addresses/index.ts'
import { type NewsItem, newsList } from '../../news/index.ts'
import { listAddress } from '../../works/index.ts'
import { deadLinkBox } from '../old-links/old-links-pages.ts'
import { COUNTED, type OwnPage, type SiteLine, type SitePage, type SiteTerm } from './sites-store.ts'

export function sitesPage(sites: readonly SiteLine[], options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>Rescued sites</h1><p class="lead">Archives that were moved in here whole, with their stories, reviews and people. Their old addresses still lead to the right place.</p></div>
${sites.length === 0 ? html`<p>None was moved in here yet.</p>` : html`<ul class="blurbs">${sites.map((site) => html`<li>${siteLine(site)}</li>\n`)}</ul>`}
<section class="part" aria-labelledby="old-links"><h2 id="old-links">A link that is dead?</h2>${deadLinkBox('')}</section>`
  return page('Rescued sites', body, options)
}

function siteLine(site: SiteLine): Html {
  return html`<article class="blurb"><h2><a href="${siteAddress(site)}" dir="auto">${site.name}</a></h2>${site.slogan !== null && site.slogan !== '' && html`<div class="summary" dir="auto"><p>${site.slogan}</p></div>`}<ul class="line numbers"><li>${amount(site.works, 'work')}</li>${site.oldPlace !== null && html`<li><bdi>${site.oldPlace}</bdi></li>`}<li>rescued on ${dateTime(site.rescuedAt)}</li></ul></article>`
}

function amount(count: number, one: string, many?: string): string {
  return `${count >= COUNTED ? 'more than ' : ''}${counted(count, one, many)}`
}

export interface SiteView {
  readonly site: SitePage
  readonly terms: readonly SiteTerm[]
  readonly news: readonly NewsItem[]
  /** For the archivist. */
  readonly pages: readonly OwnPage[]
}

export function sitePage({ site, terms, news, pages }: SiteView, options: PageOptions): Html {
  const address = siteAddress(site)
  const body = html`<div class="page-head"><p class="kind">Rescued site</p><h1 dir="auto">${site.name}</h1>${site.slogan !== null && site.slogan !== '' && html`<p class="lead" dir="auto">${site.slogan}</p>`}<ul class="actions"><li><a href="${listAddress({ site: site.publicId, sort: 'updated' })}">Its works</a></li>${options.isArchivist && html`<li><a href="${address}/report">The report of its rescue</a></li>`}${options.isArchivist && site.batch !== null && html`<li><a href="${batchAddress(site.batch)}">The import that brought it</a></li>`}</ul></div>
${facts(site, options.isArchivist)}
${news.length > 0 && section('news', 'Its news', html`${newsList(news, 3, true)}${site.news > news.length && html`<p><a href="/news">All news</a></p>`}`)}
${terms.length > 0 && section('words', 'What it sorted its stories by', words(site, terms))}
${pages.length > 0 && section('pages', 'Its own pages', html`<p class="quiet">For you as the archivist.</p><ul class="columns links">${pages.map((each) => html`<li><a href="${address}/pages/${each.publicId}" dir="auto">${each.title ?? each.name}</a> <span class="count">${each.name}</span></li>`)}</ul>`)}
${section('old-links', 'A link to it that is dead?', deadLinkBox(''))}`
  return page(site.name, body, options)
}

function section(id: string, title: string, body: Html): Html {
  return html`<section class="part" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`
}

const SOFTWARE: Readonly<Record<string, string>> = { efiction: 'eFiction' }

/** Why it was taken for this site names files of the archivist's, and is for them. */
function facts(site: SitePage, isArchivist: boolean): Html {
  const software = `${SOFTWARE[site.software] ?? site.software}${site.version === null ? '' : ` ${site.version}`}`
  return html`<dl class="facts">${row('It ran on', software)}${site.oldUrl !== null && row('It stood at', html`<bdi>${site.oldUrl}</bdi>`)}${
    site.dumpedAt !== null && row('Copied', dateTime(site.dumpedAt))
  }${row('Rescued', html`<span>on ${dateTime(site.rescuedAt)}</span>`)}${row('Here now', html`<ul>${amounts(site).map((each) => html`<li>${each}</li>`)}</ul>`)}${
    isArchivist &&
    site.evidence.length > 0 &&
    row('Known by', html`<span>${site.evidence.map((each, i) => html`${i > 0 && ' '}${each}`)}</span>`)
  }</dl>`
}

function row(label: string, value: Html | string): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`
}

function amounts(site: SitePage): readonly (Html | string)[] {
  return [
    html`<a href="${listAddress({ site: site.publicId, sort: 'updated' })}">${amount(site.works, 'work')}</a>`,
    ...(site.series > 0 ? [html`<a href="/series">${amount(site.series, 'series', 'series')}</a>`] : []),
    ...(site.reviews > 0 ? [amount(site.reviews, 'review or comment', 'reviews and comments')] : []),
    ...(site.challenges > 0 ? [html`<a href="/challenges">${amount(site.challenges, 'challenge')}</a>`] : []),
    ...(site.people > 0 ? [amount(site.people, 'member')] : []),
  ]
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  category: 'Categories',
  character: 'Characters',
  class: 'Classes',
  rating: 'Ratings',
  genre: 'Genres',
  warning: 'Warnings',
}

/** The site's own words, each leading to the works that it had under it. */
function words(site: SitePage, terms: readonly SiteTerm[]): Html {
  const groups = Map.groupBy(terms, (term) => `${term.kind} ${term.typeName ?? ''}`)
  return html`<p class="quiet">In its own words. What they mean here stands on the works as tags.</p>${[
    ...groups.values(),
  ].map((group) => {
    const first = group[0] as SiteTerm
    const title = first.typeName ?? KIND_WORDS[first.kind] ?? first.kind
    return html`<details class="site-words"${first.kind === 'category' && OPEN}><summary>${title}, ${String(group.length)}</summary>${first.kind === 'category' ? tree(site, group) : html`<ul class="columns links">${group.map((term) => html`<li>${termLink(site, term)}</li>`)}</ul>`}</details>`
  })}`
}

const OPEN = raw(' open')

function termLink(site: Named, { kind, oldId, name }: SiteTerm): Html {
  const address = listAddress({ was: `${site.publicId}:${kind}:${oldId}`, sort: 'updated' })
  return html`<a href="${address}" dir="auto">${name === '' ? oldId : name}</a>`
}

/** Categories under each other; one whose parents run in a circle stands at the top. */
function tree(site: Named, categories: readonly SiteTerm[]): Html {
  const known = new Set(categories.map((each) => each.key))
  const below = Map.groupBy(categories, (each) =>
    each.parentKey !== null && known.has(each.parentKey) ? each.parentKey : 0,
  )
  const seen = new Set<number>()
  const branch = (key: number): Html | false => {
    const children = (below.get(key) ?? []).filter((each) => !seen.has(each.key))
    for (const child of children) seen.add(child.key)
    return (
      children.length > 0 &&
      html`<ul class="links">${children.map((child) => html`<li>${termLink(site, child)}${branch(child.key)}</li>`)}</ul>`
    )
  }
  const whole = branch(0)
  const rest = categories.filter((each) => !seen.has(each.key))
  return html`<div class="category-tree">${whole}${rest.length > 0 && html`<ul class="links">${rest.map((each) => html`<li>${termLink(site, each)}</li>`)}</ul>`}</div>`
}

/** A page that the site had itself, as text. */
export function ownPagePage(site: SitePage, own: OwnPage & { readonly html: string }, options: PageOptions): Html {
  const title = own.title ?? own.name
  const body = html`<div class="page-head"><p class="kind">A page of <a href="${siteAddress(site)}" dir="auto">${site.name}</a></p><h1 dir="auto">${title}</h1><p class="quiet">It was called “<bdi>${own.name}</bdi>” there. It is kept for you; nobody else sees it.</p></div>
<div class="said" dir="auto">${saidHtml(own.html, { links: (markup) => withLinksHere(markup, site) })}</div>`
  return page(title, body, { ...options, isUnlisted: true })
}
