/**
 * What a list can be narrowed by, beside it on a wide page and to unfold on a narrow one.
 *
 * Each value is one control with three states: with it, without it, or neither. Its name takes it in, the sign behind it
 * leaves it out, and what is chosen is taken back in the same place. They are links, so they work without script and can
 * be opened beside each other; what they lead to is written in the query language.
 */
import {
  type Clause,
  partsOf,
  QUERY_RATINGS,
  QUERY_SORTS,
  QUERY_STATUSES,
  type Query,
  withoutPart,
  withPart,
  writeClause,
  writeQuery,
} from '../../search/query/index.ts'
import type { Facet } from '../../search/question.ts'
import { formatNumber, type Html, hiddenField, html, selectField } from '../../ui/index.ts'
import type { FacetChoice, FacetGroup } from './ask.ts'
import { completedField } from './completed-field.ts'
import { clauseOf, nameOfChoice } from './facet-clauses.ts'
import { addressOf } from './list-address.ts'
import type { ListView } from './list-view.ts'
import { FACET_WORDS, SORT_WORDS, TURNED_SORT_WORDS } from './words.ts'

export function filters(view: ListView): Html {
  const groups = view.found.facets.filter(({ choices }) => choices.length > 0)
  return html`<details class="filters"><summary>Narrow and sort</summary><div class="filters-inside">${quickForm(view)}${groups.map((group) => facet(view, group))}</div></details>`
}

function facet(view: ListView, { facet: kind, choices }: FacetGroup): Html {
  const isLong = FOLDED.includes(kind)
  const list = html`<ul class="facet">${inOrder(kind, choices).map((choice) => html`<li>${control(view, kind, choice)}</li>`)}</ul>`
  return html`<details class="facet-group"${!isLong && html` open`}><summary>${FACET_WORDS[kind]}</summary>${list}</details>`
}

/** Groups that few people look for are folded, so that the column is one to look over. */
const FOLDED: readonly Facet[] = ['category', 'pen-name', 'language', 'additional']

type State = 'with' | 'without' | undefined

function control(view: ListView, kind: Facet, choice: FacetChoice): Html {
  const { query } = view
  const clause = clauseOf(kind, choice.value)
  const state = stateOf(query, clause)
  const name = nameOfChoice(kind, choice)
  const to = (changed: Query): string =>
    addressOf({ base: view.base, query: writeQuery(changed), isPeeking: view.isPeeking, name: view.name })
  const bare = withoutClause(query, clause)
  return html`<a class="with" href="${to(state === 'with' ? bare : withPart(bare, clause))}" rel="nofollow"${state === 'with' && html` aria-current="true"`}><span class="unseen">${state === 'with' ? 'No longer only with ' : 'Only with '}</span><bdi>${name}</bdi></a> <span class="count">${formatNumber(choice.count)}</span><a class="leave-out" href="${to(withPart(bare, { kind: 'not', of: clause }))}" rel="nofollow"><span class="unseen">Without ${name}</span><span aria-hidden="true">−</span></a>`
}

function stateOf(query: Query, clause: Clause): State {
  const asked = partsOf(query).map((part) => writeClause(part))
  if (asked.includes(writeClause(clause))) return 'with'
  return asked.includes(writeClause({ kind: 'not', of: clause })) ? 'without' : undefined
}

function withoutClause(query: Query, clause: Clause): Query {
  const meant = [writeClause(clause), writeClause({ kind: 'not', of: clause })]
  const parts = partsOf(query).filter((part) => meant.includes(writeClause(part)))
  return parts.reduce((rest, part) => withoutPart(rest, part), query)
}

/** Ratings and states stand in their own order, everything else by how many works it leaves. */
function inOrder(kind: Facet, choices: readonly FacetChoice[]): readonly FacetChoice[] {
  const order: readonly string[] = kind === 'rating' ? QUERY_RATINGS : kind === 'status' ? QUERY_STATUSES : []
  return order.length === 0 ? choices : choices.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value))
}

/** What is typed rather than chosen: other tags, how long, in which order. */
function quickForm(view: ListView): Html {
  const { by, isDescending } = view.found.sort
  const falls = by !== 'title' && by !== 'by'
  const isUsual = isDescending === falls
  return html`<form class="quick" action="/search/write">${hiddenField('to', view.base)}${hiddenField('q', writeQuery({ ...view.query, sorting: null }))}
${selectField('sort', 'Order', sortChoices(view.order?.words), isUsual ? by : `${by}-${isDescending ? 'desc' : 'asc'}`)}
${completedField({ name: 'tag', label: 'With the tag', kind: 'tag' })}
${completedField({ name: 'without', label: 'Without the tag', kind: 'tag' })}
<fieldset class="pair"><legend>Words</legend><label class="unseen" for="field-from">At least</label><input id="field-from" name="from" inputmode="numeric" placeholder="from"><label class="unseen" for="field-up-to">At most</label><input id="field-up-to" name="up-to" inputmode="numeric" placeholder="to"></fieldset>
<button>Show</button></form>`
}

/** Every order, and those the other way round that somebody may want. */
export function sortChoices(ownOrder?: string): readonly { readonly value: string; readonly text: string }[] {
  const turned = ['updated', 'posted', 'words'] as const
  return [
    ...QUERY_SORTS.map((sort) => ({ value: sort, text: (sort === 'best' && ownOrder) || SORT_WORDS[sort] })),
    ...turned.map((sort) => ({ value: `${sort}-asc`, text: TURNED_SORT_WORDS[sort] })),
  ]
}
