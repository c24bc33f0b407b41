/** The list of pen names, and the page of one. */
import { type Html, html, type PageOptions, page, raw } from '../../ui/index.ts'
import { type Named, penNameAddress } from '../addresses/index.ts'
import { blurbList, type ListSummary, pager, totalInWords, type WorkList } from '../works/index.ts'
import type { PenNameList } from './store.ts'

const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i))
const CURRENT = raw(' aria-current="page"')

export function peoplePage({ people, next }: PenNameList, letter: string | undefined, options: PageOptions): Html {
  const query = letter === undefined ? '' : `letter=${letter}&`
  const body = html`<div class="page-head"><h1>People</h1><p class="lead">Everybody whose work is here, by the name they signed it with.</p></div>
<nav class="letters" aria-label="By letter"><a href="/people"${letter === undefined && CURRENT}>All</a>${LETTERS.map(
    (each) => html`<a href="/people?letter=${each}"${each === letter && CURRENT}>${each.toUpperCase()}</a>`,
  )}</nav>
${people.length === 0 ? html`<p>Nobody here has a name that begins so.</p>` : html`<ul class="columns links">${people.map((person) => html`<li><a href="${penNameAddress(person)}" dir="auto">${person.name}</a> <span class="count">${person.works}</span></li>`)}</ul>`}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="/people?${query}after=${next}">More names →</a></nav>`}`
  return page('People', body, options)
}

export function penNamePage(person: Named, list: WorkList, summary: ListSummary, options: PageOptions): Html {
  const address = penNameAddress(person)
  const previous = list.previous && `${address}?before=${list.previous}`
  const next = list.next && `${address}?after=${list.next}`
  const body = html`<div class="page-head"><p class="kind">Pen name</p><h1 dir="auto">${person.name}</h1><p class="quiet">${totalInWords(summary)}. <a href="/works?by=${person.publicId}">Narrow and sort them</a></p></div>
${blurbList(list.works)}${pager(previous, next)}`
  return page(person.name, body, { ...options, previous, next })
}
