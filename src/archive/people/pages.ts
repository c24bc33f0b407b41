/** The list of pen names. */
import { foldText } from '../../kernel/text.ts'
import { dateTime, type Html, html, type PageOptions, page } from '../../ui/index.ts'
import { penNameAddress } from '../addresses/index.ts'
import { type Letter, letterLinks } from '../search/index.ts'
import type { PenName, PenNameList } from './store.ts'

export interface PeopleView extends PenNameList {
  readonly letter: Letter | undefined
  /** Keys of the letters that names here begin with. */
  readonly used: ReadonlySet<string>
}

export function peoplePage({ people, next, letter, used }: PeopleView, options: PageOptions): Html {
  const shared = sharedNames(people)
  const query = letter === undefined ? '' : `letter=${letter.key}&`
  const body = html`<div class="page-head"><h1>People</h1><p class="lead">Everybody whose work is here, by the name they signed it with.</p></div>
${letterLinks({
  label: 'By letter',
  used,
  chosen: letter?.key,
  addressOf: (key) => (key === null ? '/people' : `/people?letter=${key}`),
})}
${people.length === 0 ? html`<p>Nobody here has a name that begins so.</p>` : html`<ul class="columns links">${people.map((person) => html`<li><a href="${penNameAddress(person)}" dir="auto">${person.name}</a> <span class="count">${person.works}</span>${shared.has(foldText(person.name)) && html` <span class="quiet">${apart(person)}</span>`}</li>`)}</ul>`}
${next !== undefined && html`<nav class="pager" aria-label="Pages of this list"><a href="/people?${query}after=${next}">More names →</a></nav>`}`
  return page('People', body, options)
}

/** Names, folded, that several on this page have. */
function sharedNames(people: readonly PenName[]): ReadonlySet<string> {
  const byName = Map.groupBy(people, (person) => foldText(person.name))
  return new Set([...byName].filter(([, group]) => group.length > 1).map(([name]) => name))
}

/** What tells somebody from another with the same name. */
function apart({ site, joinedAt }: PenName): Html {
  if (site === null) return html`(of this archive)`
  return html`(of <bdi>${site}</bdi>${joinedAt !== null && html`, joined ${dateTime(joinedAt)}`})`
}
