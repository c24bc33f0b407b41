/** What the search box found: works, people, tags, each apart. */
import { type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { type Named, penNameAddress, tagAddress } from '../addresses/index.ts'
import { type Blurb, blurbList, KIND_WORDS } from '../works/index.ts'
import type { FoundTag } from './store.ts'

export interface SearchView {
  readonly question: string
  readonly works: readonly Blurb[]
  readonly people: readonly Named[]
  readonly tags: readonly FoundTag[]
  /** Whether one of the lists is longer than what is shown. */
  readonly hasMore: boolean
}

export function searchPage(view: SearchView | undefined, options: PageOptions): Html {
  const question = view?.question ?? ''
  const body = html`<div class="page-head"><h1>Search</h1></div>
<form class="big-search" role="search" action="/search"><label class="unseen" for="find">Title, pen name or tag</label><input id="find" name="q" type="search" value="${question}" autocomplete="off"><button>Search</button></form>
${view === undefined ? html`<p class="quiet">Type a part of a title, a pen name, a character, a pairing or any other tag.</p>` : results(view)}`
  return page(question === '' ? 'Search' : `“${question}” – Search`, body, { ...options, isUnlisted: true })
}

function results({ question, works, people, tags, hasMore }: SearchView): Html {
  if (works.length + people.length + tags.length === 0) {
    return html`<p>Nothing here is called “<bdi>${question}</bdi>”. Only titles, pen names and tags are searched, not the stories themselves; a shorter part of the word may find more.</p>`
  }
  return html`${hasMore && html`<p class="quiet">There is more than is shown here. A longer question finds less.</p>`}${
    people.length > 0 &&
    html`<section class="part"><h2>People</h2><ul class="columns links">${people.map((person) => html`<li><a href="${penNameAddress(person)}" dir="auto">${person.name}</a></li>`)}</ul></section>`
  }${tags.length > 0 && html`<section class="part"><h2>Tags</h2><ul class="columns links">${tags.map((tag) => html`<li><a href="${tagAddress(tag)}" dir="auto">${tag.name}</a> <span class="count">${KIND_WORDS[tag.kind][0].toLowerCase()}</span></li>`)}</ul></section>`}${
    works.length > 0 && html`<section class="part"><h2>Works</h2>${blurbList(works, 3)}</section>`
  }`
}
