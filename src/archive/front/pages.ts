/** The front page: what this archive is, what is new in it, the ways in, how much there is. */
import {
  counted,
  type Html,
  html,
  languageAttributes,
  NOTHING,
  ORNAMENT,
  type PageOptions,
  page,
  proseOf,
  raw,
} from '../../ui/index.ts'
import type { Archive } from '../access/index.ts'
import { penNameAddress, tagAddress } from '../addresses/index.ts'
import { type Blurb, blurbList, type ListChoice, type ListSummary, listAddress } from '../works/index.ts'
import type { Beside, Holdings } from './store.ts'

export interface FrontView {
  readonly archive: Archive
  readonly holdings: Holdings
  readonly news: readonly Blurb[]
  readonly summary: ListSummary
  readonly beside: Beside
}

export function frontPage({ archive, holdings, news, summary, beside }: FrontView, options: PageOptions): Html {
  const body = html`<div class="front"><h1>${archive.name}</h1>${ORNAMENT}<div class="lead"${languageAttributes(null)}>${archive.welcome === null ? html`<p>${howMuch(holdings)}</p>` : html`${proseOf(archive.welcome)}<p>${howMuch(holdings)}</p>`}</div></div>
${holdings.works === 0 ? emptyArchive(options.isArchivist) : html`${waysIn(summary, beside)}<section class="part" aria-labelledby="news"><h2 id="news">New here</h2>${blurbList(news, 3)}<nav class="pager" aria-label="More works"><a href="/works">All works →</a></nav></section>`}`
  return page(archive.name, body, { ...options, description: archive.welcome?.slice(0, 200).toWellFormed() })
}

function howMuch({ works, words, people, isExact }: Holdings): string {
  if (works === 0) return 'There is nothing to read here yet.'
  const what = `${counted(works, 'work')} by ${counted(people, 'pen name')}, ${counted(words, 'word')} in all.`
  return isExact ? what : `More than ${what}`
}

function emptyArchive(isArchivist: boolean): Html {
  return isArchivist
    ? html`<div class="message"><p>To fill it, stop the server or open a second window and type <code>ficarium import</code> with the folder your stories are in.</p></div>`
    : NOTHING
}

const SHOWN = 10

const WAYS = [
  { kind: 'fandom', title: 'Fandoms', all: '/tags' },
  { kind: 'relationship', title: 'Relationships', all: '/tags?kind=relationship' },
  { kind: 'by', title: 'People', all: '/people' },
  { kind: 'setting', title: 'Set in', all: undefined },
] as const

function waysIn({ choices, isExact }: ListSummary, beside: Beside): Html {
  return html`<div class="ways links">${WAYS.map(({ kind, title, all }) => {
    const found = choices.filter((choice) => choice.kind === kind).slice(0, SHOWN)
    return (
      found.length > 0 &&
      html`<section><h2>${title}</h2><ul>${found.map((choice) => html`<li>${way(choice)}${isExact && html` <span class="count">${choice.count}</span>`}</li>`)}${all !== undefined && html`<li><a href="${all}">All of them →</a></li>`}</ul></section>`
    )
  })}${OTHER_WAYS}${alsoHere(beside)}</div>`
}

/** How long a story is, and ways for those who do not know its name. */
const OTHER_WAYS = html`<section><h2>Length</h2><ul>${[
  ['words:<2000', 'Up to 2,000 words'],
  ['words:2000..20000', '2,000 to 20,000'],
  ['words:>20000', 'More than 20,000'],
  ['sort:words', 'Longest first'],
  ['status:complete', 'Complete works'],
].map(
  ([query = '', words]) => html`<li><a href="/works?${new URLSearchParams({ q: query }).toString()}">${words}</a></li>`,
)}</ul><h2>Or</h2><ul><li><a href="/tags?kind=additional">Tags</a></li><li><a href="/works?q=sort%3Atitle">Titles from A to Z</a></li><li><a href="/search/remember">A story half remembered</a></li><li><a href="/random">Any work at all</a></li></ul></section>`

/** What there is beside works, where there is any. */
function alsoHere({ hasSeries, hasChallenges, hasNews, hasSites }: Beside): Html | false {
  if (!hasSeries && !hasChallenges && !hasNews && !hasSites) return false
  return html`<section><h2>Also here</h2><ul>${hasSeries && SERIES}${hasChallenges && CHALLENGES}${hasNews && NEWS}${hasSites && SITES}</ul></section>`
}

const SERIES = raw('<li><a href="/series">Series</a></li>')
const CHALLENGES = raw('<li><a href="/challenges">Challenges</a></li>')
const NEWS = raw('<li><a href="/news">News</a></li>')
const SITES = raw('<li><a href="/sites">Rescued sites</a></li>')

function way(choice: ListChoice): Html {
  return html`<a href="${addressOfWay(choice)}" dir="auto">${choice.name}</a>`
}

/** What has a page of its own leads there, everything else to a list that is narrowed by it. */
function addressOfWay({ kind, value, name }: ListChoice): string {
  if (kind === 'fandom' || kind === 'relationship') return tagAddress({ publicId: value, name })
  if (kind === 'by') return penNameAddress({ publicId: value, name })
  return listAddress({ [kind]: value, sort: 'updated' })
}
