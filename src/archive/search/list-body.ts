/** What every list shows: the question with what is wrong in it, what it is narrowed by, the works, the way on. */
import { type Clause, partsOf, withoutPart, writeClause, writeQuery } from '../../search/query/index.ts'
import { counted, type Html, html, joinHtml } from '../../ui/index.ts'
import { type Blurb, blurb } from '../works/index.ts'
import { feedsOf } from './feed-links.ts'
import { filters } from './filters.ts'
import { letterLinks, placeAt, readLetter } from './letters.ts'
import { addressOf } from './list-address.ts'
import type { ListView } from './list-view.ts'
import { passages } from './passages.ts'
import { questionNotes } from './question-notes.ts'
import { REMARK_WORDS } from './words.ts'

export function listBody(view: ListView): Html {
  const { found } = view
  return html`<div class="shelf">${questionNotes(view)}${chips(view)}<div class="shelf-columns">${filters(view)}<div class="shelf-list">${totalLine(view)}${letters(view)}
${found.works.length + (view.order?.others.length ?? 0) === 0 ? nothingHere(view) : works(view)}
${pager(view)}${follow(view)}</div></div></div>`
}

/** "1,204 works", and how many the reader's rules hide. */
function totalLine(view: ListView): Html {
  const { found, isPeeking, hasRules } = view
  return html`<p class="quiet">${found.isExact ? counted(found.total, 'work') : `At least ${counted(found.total, 'work')}`}${
    found.hidden > 0 &&
    html` · ${counted(found.hidden, 'work')} hidden by <a href="/search/rules">your rules</a> · <a href="${here(view, { isPeeking: true })}" rel="nofollow">Show ${found.hidden === 1 ? 'it' : 'them'} this once</a>`
  }${isPeeking && hasRules && html` · <a href="/search/rules">Your rules</a> are off for this page · <a href="${here(view, { isPeeking: false })}" rel="nofollow">Apply them</a>`}</p>${found.remarks.map(
    (remark) => html`<p class="quiet remark">${REMARK_WORDS[remark]}</p>`,
  )}`
}

/** The letters of all titles here, into a list that is by title. */
function letters({ base, query, found, isPeeking, name, letter }: ListView): Html | false {
  if (found.letters === null || found.letters.size < 2) return false
  const written = writeQuery(query)
  return letterLinks({
    label: 'From a letter on',
    used: found.letters,
    chosen: letter?.key,
    addressOf: (key) => addressOf({ base, query: written, isPeeking, name, place: placeAt(readLetter(key)) }),
  })
}

function here(view: ListView, change: { readonly isPeeking: boolean }): string {
  return addressOf({ base: view.base, query: writeQuery(view.query), name: view.name, ...change })
}

/** What the list is narrowed by, each to be taken away. */
function chips(view: ListView): Html | false {
  const parts = partsOf(view.query).filter((part) => writeClause(part) !== '')
  if (parts.length + view.given.length === 0) return false
  return html`<ul class="applied" aria-label="Narrowed by">${view.given.map(
    ({ words, without }) => html`<li>${chip(words, without)}</li>`,
  )}${parts.slice(0, CHIPS_SHOWN).map((part) => {
    const without = addressOf({
      base: view.base,
      query: writeQuery(withoutPart(view.query, part)),
      isPeeking: view.isPeeking,
    })
    return html`<li>${chip(wordsOf(part), without, part.kind === 'not')}</li>`
  })}${parts.length > CHIPS_SHOWN && html`<li class="quiet">and ${parts.length - CHIPS_SHOWN} more</li>`}</ul>`
}

const CHIPS_SHOWN = 40
const CHIP_LENGTH = 80

function chip(words: string, without: string, isLeftOut = false): Html {
  const shown = words.length > CHIP_LENGTH ? `${words.slice(0, CHIP_LENGTH).toWellFormed()}…` : words
  return html`<a class="chip${isLeftOut && ' without'}" href="${without}"><span class="unseen">Take away </span><bdi>${shown}</bdi><span aria-hidden="true">×</span></a>`
}

function wordsOf(part: Clause): string {
  return part.kind === 'not' ? `without ${writeClause(part.of, 'not')}` : writeClause(part)
}

function works(view: ListView): Html {
  const { found, order } = view
  if (order === undefined || found.sort.by !== 'best')
    return html`<ul class="blurbs">${found.works.map((work) => html`<li>${workOf(view, work)}</li>\n`)}</ul>`
  const numbered = found.works.map((work) => {
    const { number, note } = order.placeOf(work.key)
    return { number, inside: html`${note}${workOf(view, work)}` }
  })
  const all = [...numbered, ...order.others].toSorted((a, b) => a.number - b.number)
  const inTurn = found.sort.isDescending ? all : all.toReversed()
  return html`<ol class="blurbs numbered">${inTurn.map(({ number, inside }) => html`<li value="${number}">${inside}</li>\n`)}</ol>`
}

function workOf(view: ListView, work: Blurb): Html {
  return html`${blurb(work, view.heading)}${(!work.asksAge || view.isOfAge) && passages(work, view.found.passages.get(work.key) ?? [])}`
}

function nothingHere(view: ListView): Html {
  const { found, query, given, base } = view
  if (found.hidden > 0) return html`<p>All that fits is hidden by your rules.</p>`
  if (partsOf(query).every((part) => writeClause(part) === '') && given.length === 0)
    return html`<p>${base === '/works' ? 'There is nothing to read here yet.' : 'There is nothing in it that can be read here.'}</p>`
  if (isSearchOfOneThing(view))
    return html`<p>Nothing here is called “<bdi>${view.typed.slice(0, 200).toWellFormed()}</bdi>” or tells of it. A shorter part of the word may find more.</p>`
  return html`<p>No work here is all of that. Take something away, or start from <a href="/works">all works</a>.</p>`
}

function isSearchOfOneThing({ base, query }: ListView): boolean {
  return base === '/search' && (query.clause.kind === 'word' || query.clause.kind === 'phrase')
}

/** Links between the pages of a list, to its beginning and its end. */
function pager(view: ListView): Html | false {
  const { previous, next } = view.found
  if (previous === undefined && next === undefined) return false
  const query = writeQuery(view.query)
  const at = (place: object): string =>
    addressOf({ base: view.base, query, place, isPeeking: view.isPeeking, name: view.name })
  return html`<nav class="pager" aria-label="Pages of this list">${
    previous !== undefined &&
    html`<a href="${at({})}">First</a><a href="${at({ before: previous })}">← Previous works</a>`
  }${next !== undefined && html`<a href="${at({ after: next })}">More works →</a><a href="${at({ isLast: true })}">Last</a>`}</nav>`
}

/** The list for programs, which have no cookie: with what the reader's rules hide, and with the rules written into it. */
function follow({ base, query, ruled, isPeeking }: ListView): Html {
  const all = feedLinks(base, writeQuery(query))
  return html`<div class="follow quiet"><p>Follow this list: ${all}</p>${ruled !== undefined && !isPeeking && html`<p>Without what your rules hide: ${feedLinks(base, ruled)}</p>`}</div>`
}

export function feedLinks(base: string, query: string): Html {
  return joinHtml(
    feedsOf(base, query).map(
      ({ name, href, type }) => html`<a href="${href}" type="${type}" rel="nofollow">${name}</a>`,
    ),
  )
}
