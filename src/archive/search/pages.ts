/** The pages of the search: its box, what was found, every list of works. */
import { counted, type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { type Named, penNameAddress, tagAddress } from '../addresses/index.ts'
import { KIND_WORDS } from '../works/index.ts'
import { feedsOf } from './feed-links.ts'
import { addressOf } from './list-address.ts'
import { listBody } from './list-body.ts'
import type { ListView } from './list-view.ts'
import type { KnownTag } from './names-store.ts'

export interface SearchView {
  readonly list: ListView
  /** Of what has a page of its own, what is called so. */
  readonly tags: readonly KnownTag[]
  readonly people: readonly Named[]
  /** Words of the archive that are like a word that was not found, with the question that has them. */
  readonly otherWords: readonly { readonly word: string; readonly query: string }[]
}

export function searchPage(view: SearchView, options: PageOptions): Html {
  const { list } = view
  const body = html`<div class="page-head"><h1>${list.name ?? 'Search'}</h1>${list.name !== undefined && html`<p class="quiet">A question that somebody named so.</p>`}</div>
${searchBox(list.typed)}
${calledSo(view)}${otherWords(view)}
${listBody(list)}
${keepForm(list)}`
  const title = list.typed === '' ? 'Search' : `${list.name ?? `“${list.typed.slice(0, 80).toWellFormed()}”`} – Search`
  return page(title, body, { ...options, ...listOptions(list), isUnlisted: true })
}

/** The search before anything is asked. */
export function searchDoor(
  filters: readonly { readonly name: string; readonly query: string }[],
  options: PageOptions,
): Html {
  const body = html`<div class="page-head"><h1>Search</h1><p class="lead">Titles, names, tags and every word of the stories, in one question.</p></div>
${boxOf('')}
<ul class="doors"><li><a href="/search/form">Fill in a form</a><span class="quiet">for all there is to ask</span></li><li><a href="/search/remember">A story half remembered</a><span class="quiet">tell what you know, find what fits most of it</span></li><li><a href="/search/rules">What you never want to see</a><span class="quiet">hidden from every list, before it is counted</span></li><li><a href="/search/help">How to ask</a><span class="quiet">with examples</span></li><li><a href="/random">Any work at all</a><span class="quiet">chance decides</span></li></ul>
${filters.length > 0 && html`<section class="part" aria-labelledby="kept"><h2 id="kept">Questions you kept</h2>${keptList(filters)}</section>`}`
  return page('Search', body, { ...options, isUnlisted: true })
}

/** Questions kept in this browser, each a link that can be given to others. */
export function keptList(filters: readonly { readonly name: string; readonly query: string }[]): Html {
  return html`<ul class="kept">${filters.map(
    ({ name, query }) =>
      html`<li><a href="${addressOf({ base: '/search', query, name })}" dir="auto">${name}</a> <code dir="auto">${query.slice(0, 160).toWellFormed()}</code><form method="post" action="/search/kept"><input type="hidden" name="remove" value="${name}"><button class="plain">Forget<span class="unseen"> ${name}</span></button></form></li>`,
  )}</ul>`
}

function searchBox(typed: string): Html {
  return html`${boxOf(typed)}<p class="search-ways quiet"><a href="/search/form${typed !== '' && `?q=${encodeURIComponent(typed.toWellFormed())}`}">Form</a> · <a href="/search/remember">Half remembered</a> · <a href="/search/help">How to ask</a></p>`
}

function boxOf(typed: string): Html {
  return html`<form class="big-search" role="search" action="/search"><label class="unseen" for="find">Search everything</label><input id="find" name="q" type="search" value="${typed}" autocomplete="off" dir="auto" maxlength="4096"><button>Search</button></form>
`
}

function calledSo({ tags, people }: SearchView): Html | false {
  if (tags.length + people.length === 0) return false
  return html`<section class="called" aria-label="Tags and people called so"><ul class="line links">${tags.map((tag) => html`<li><a href="${tagAddress(tag)}" dir="auto">${tag.name}</a> <span class="count">${KIND_WORDS[tag.kind][0].toLowerCase()}</span></li>`)}${people.map((person) => html`<li><a href="${penNameAddress(person)}" dir="auto">${person.name}</a> <span class="count">pen name</span></li>`)}</ul></section>`
}

function otherWords({ otherWords: words }: SearchView): Html | false {
  if (words.length === 0) return false
  return html`<p class="notice">Words here that are like it: ${words.map(({ word, query }, i) => html`${i > 0 && ', '}<a href="${addressOf({ base: '/search', query })}" dir="auto">${word}</a>`)}</p>`
}

/** Keeps the question in this browser under a name; the link with its name can be given to others. */
function keepForm({ typed, name }: ListView): Html | false {
  if (typed === '') return false
  return html`<details class="keep"><summary>Keep this question</summary><form method="post" action="/search/kept"><input type="hidden" name="q" value="${typed}"><div class="field"><label for="keep-name">Call it</label><input id="keep-name" name="name" required maxlength="80" dir="auto" value="${name ?? ''}"></div><button>Keep it</button><p class="hint quiet">In a cookie of this browser. Its link works for everybody you give it to.</p></form></details>`
}

export interface WorksView {
  readonly list: ListView
  readonly title: string
}

/** All works, or those that an address names. */
export function worksPage({ list, title }: WorksView, options: PageOptions): Html {
  const body = html`<div class="page-head"><h1>${title}</h1></div>
${searchWithin(list)}
${listBody(list)}`
  const isNarrowed = list.typed !== '' || list.given.length > 0
  return page(title, body, { ...options, ...listOptions(list), isUnlisted: isNarrowed })
}

/** A box that narrows the list it stands over. */
export function searchWithin({ base, typed, found }: ListView): Html {
  const [path = '', own = ''] = base.split('?', 2)
  return html`<form class="within" role="search" aria-label="Within this list" action="${path}">${[...new URLSearchParams(own)].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<label class="unseen" for="within">Search within ${counted(found.total, 'work')}</label><input id="within" name="q" type="search" value="${typed}" autocomplete="off" dir="auto" maxlength="4096" placeholder="Within these works"><button>Search</button> <a class="quiet" href="/search/help">How to ask</a></form>`
}

export function listOptions(list: ListView): Partial<PageOptions> {
  const { previous, next } = list.found
  const at = (place: object): string => addressOf({ base: list.base, query: list.typed, place })
  return {
    layout: 'wide',
    completes: true,
    previous: previous === undefined ? undefined : at({ before: previous }),
    next: next === undefined ? undefined : at({ after: next }),
    feeds: feedsOf(list.base, list.typed),
  }
}
