/** The list of works with what narrows it: beside the list on a wide page, to unfold on a narrow one. */
import {
  type Choice,
  counted,
  type Html,
  hiddenField,
  html,
  languageName,
  type PageOptions,
  page,
  selectField,
} from '../../ui/index.ts'
import { blurbList } from './blurbs.ts'
import { FILTER_NAMES, type FilterName, listAddress, type WorkFilter, withoutFilter } from './filter.ts'
import { RATING_WORDS, SORT_WORDS, SORTS, STATUS_WORDS } from './labels.ts'
import type { WorkList } from './list-store.ts'
import type { ListChoice, ListSummary } from './summary-store.ts'

export interface ListView {
  readonly filter: WorkFilter
  readonly list: WorkList
  readonly summary: ListSummary
  /** What the filter's addresses are called. */
  readonly names: { readonly [name: string]: string | undefined }
}

export function worksPage(view: ListView, options: PageOptions): Html {
  const { filter, list } = view
  const previous = list.previous === undefined ? undefined : listAddress(filter, { before: list.previous })
  const next = list.next === undefined ? undefined : listAddress(filter, { after: list.next })
  const body = html`<div class="page-head"><h1>Works</h1><p class="quiet">${totalInWords(view.summary)}</p></div>
<div class="shelf">${chips(view)}<div class="shelf-columns">${filterForm(view)}
<div>${list.works.length === 0 ? nothingHere(filter) : blurbList(list.works)}
${pager(previous, next)}</div></div></div>`
  return page('Works', body, { ...options, layout: 'wide', previous, next, isUnlisted: isNarrowed(filter) })
}

/** Links between the pages of a list. */
export function pager(previous: string | undefined, next: string | undefined): Html | false {
  if (previous === undefined && next === undefined) return false
  return html`<nav class="pager" aria-label="Pages of this list">${previous && html`<a href="${previous}">← Previous works</a>`}${next && html`<a href="${next}">More works →</a>`}</nav>`
}

export function totalInWords({ total, isExact }: ListSummary): string {
  return isExact ? counted(total, 'work') : `More than ${counted(total, 'work')}`
}

function nothingHere(filter: WorkFilter): Html {
  return isNarrowed(filter)
    ? html`<p>No work here is all of that. Take something away, or start from <a href="/works">all works</a>.</p>`
    : html`<p>There is nothing to read here yet.</p>`
}

function isNarrowed(filter: WorkFilter): boolean {
  return FILTER_NAMES.some((name) => filter[name] !== undefined)
}

const FILTER_WORDS = {
  fandom: 'Fandom',
  relationship: 'Relationship',
  tag: 'Tag',
  by: 'Pen name',
  setting: 'Setting',
  site: 'From',
  was: 'There under',
  rating: 'Rating',
  status: 'Status',
  language: 'Language',
} satisfies Record<FilterName, string>

function chips({ filter, names }: ListView): Html | false {
  if (!isNarrowed(filter)) return false
  return html`<ul class="applied" aria-label="Narrowed by">${FILTER_NAMES.map((name) => {
    const value = filter[name]
    if (value === undefined) return false
    const words = wordsOf(name, value, names[name])
    return html`<li><a class="chip" href="${listAddress(withoutFilter(filter, name))}"><span class="unseen">Take away </span>${FILTER_WORDS[name]}: ${words}<span aria-hidden="true">×</span></a></li>`
  })}</ul>`
}

function wordsOf(name: FilterName, value: string, known: string | undefined): string {
  if (name === 'rating') return RATING_WORDS[value as keyof typeof RATING_WORDS]
  if (name === 'status') return STATUS_WORDS[value as keyof typeof STATUS_WORDS]
  if (name === 'language') return languageName(value)
  return known ?? 'not in this archive'
}

const SELECTED_BY = ['fandom', 'relationship', 'setting', 'rating', 'status', 'language', 'by', 'site'] as const

function filterForm(view: ListView): Html {
  const { filter } = view
  return html`<details class="filters"><summary>Narrow and sort</summary><form action="/works">${filter.tag !== undefined && hiddenField('tag', filter.tag)}${filter.was !== undefined && hiddenField('was', filter.was)}
${SELECTED_BY.map((name) => filterField(name, view))}
${selectField(
  'sort',
  'Order',
  SORTS.map((sort) => ({ value: sort, text: SORT_WORDS[sort] })),
  filter.sort,
)}<button>Show</button></form></details>`
}

function filterField(name: (typeof SELECTED_BY)[number], { filter, summary, names }: ListView): Html | false {
  const chosen = filter[name]
  const found = orderChoices(
    name,
    summary.choices.filter((choice) => choice.kind === name),
  )
  const choices: Choice[] = found.map((choice) => ({
    value: choice.value,
    text:
      name === 'rating' || name === 'status' || name === 'language'
        ? wordsOf(name, choice.value, undefined)
        : choice.name,
    ...(summary.isExact && { count: choice.count }),
  }))
  if (chosen !== undefined && !choices.some((choice) => choice.value === chosen)) {
    choices.unshift({ value: chosen, text: wordsOf(name, chosen, names[name]) })
  }
  if (choices.length === 0) return false
  return selectField(name, FILTER_WORDS[name], [{ value: '', text: 'Any' }, ...choices], chosen ?? '')
}

/** Ratings and statuses stand in their own order, everything else by how many works it leaves. */
function orderChoices(name: string, choices: readonly ListChoice[]): readonly ListChoice[] {
  const order: readonly string[] =
    name === 'rating' ? Object.keys(RATING_WORDS) : name === 'status' ? Object.keys(STATUS_WORDS) : []
  if (order.length === 0) return choices
  return choices
    .filter((choice) => order.includes(choice.value))
    .toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value))
}
