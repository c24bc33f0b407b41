/**
 * Writes a query as text again, in one spelling: what stands in the address, in a saved filter, in the box.
 *
 * Reading what was written gives the same query, whatever was typed first.
 */

import type {
  Clause,
  Match,
  PhraseClause,
  Query,
  QueryProblem,
  SettingPoint,
  Sorting,
  TextPlace,
  WordClause,
} from './query.ts'
import { isBareName } from './tokens.ts'

export function writeQuery(query: Pick<Query, 'clause' | 'sorting'>): string {
  const words = writeClause(query.clause, 'top')
  return [words, query.sorting === null ? '' : writeSorting(query.sorting)].filter((part) => part !== '').join(' ')
}

/** The parts that must all hold, each of which can be taken away by itself. */
export function partsOf(query: Pick<Query, 'clause'>): readonly Clause[] {
  return query.clause.kind === 'all' ? query.clause.of : [query.clause]
}

export function withPart(query: Query, part: Clause): Query {
  return { ...query, clause: { kind: 'all', of: [...partsOf(query), part] } }
}

export function withoutPart(query: Query, part: Clause): Query {
  return { ...query, clause: { kind: 'all', of: partsOf(query).filter((each) => each !== part) } }
}

/** What was typed, with the correction of one problem in its place. */
export function withCorrection(typed: string, { place, correction }: QueryProblem): string | null {
  if (correction === null) return null
  const value = /[\s(),"]/.test(correction) && !correction.startsWith('"') ? `"${correction}"` : correction
  return `${typed.slice(0, place.start)}${value}${typed.slice(place.end)}`.replaceAll(/\s+/g, ' ').trim()
}

type Around = 'top' | 'all' | 'any' | 'not'

export function writeClause(clause: Clause, around: Around = 'top'): string {
  switch (clause.kind) {
    case 'all': {
      if (clause.of.length === 0) return ''
      const parts = clause.of.map((each) => writeClause(each, 'all')).join(' ')
      return clause.of.length > 1 && around !== 'top' && around !== 'all' ? `(${parts})` : parts
    }
    case 'any': {
      const parts = clause.of.map((each) => writeClause(each, 'any')).join(' OR ')
      return around === 'top' && clause.of.length > 0 ? parts : `(${parts})`
    }
    case 'not':
      return writeNot(clause.of)
    case 'word':
    case 'phrase':
      return writeWords(clause, 'anywhere')
    case 'near':
      return `NEAR(${clause.of.map((each) => writeValue(each)).join(' ')}, ${clause.distance})`
    case 'field':
      return writeMatch(clause.match)
  }
}

/** What is left out by a bare word is left out of everything but the text. */
function writeNot(clause: Clause): string {
  if (clause.kind === 'word' || clause.kind === 'phrase') return `-${writeWords(clause, 'about')}`
  if (clause.kind === 'not') return `-(${writeNot(clause.of)})`
  return `-${writeClause(clause, 'not')}`
}

function writeWords(clause: WordClause | PhraseClause, unsaid: TextPlace): string {
  const value = writeValue(clause)
  return clause.where === unsaid ? value : `${PLACE_NAMES[clause.where]}:${value}`
}

const PLACE_NAMES = {
  anywhere: 'anywhere',
  about: 'about',
  text: 'text',
  title: 'title',
  summary: 'summary',
  notes: 'notes',
  first: 'begins',
  last: 'ends',
} as const satisfies Record<TextPlace, string>

function writeValue(clause: WordClause | PhraseClause): string {
  if (clause.kind === 'phrase') return quote(clause.text)
  return clause.isPrefix ? `${clause.text}*` : bare(clause.text)
}

/** A word as it is where nothing in it would be read as something else, else in quotes. */
function bare(text: string): string {
  const isPlain = /^[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’._-]*$/u.test(text) && !/^(?:OR|AND|NOT|NEAR)$/.test(text)
  return isPlain ? text : quote(text)
}

function quote(text: string): string {
  return `"${text.replaceAll(/["“”„‟«»〝〞]/g, "'")}"`
}

function writeMatch(match: Match): string {
  switch (match.field) {
    case 'rating':
    case 'status':
    case 'language':
    case 'person':
      return `${match.field === 'person' ? 'told' : match.field}:${match.values.join(',')}`
    case 'words':
    case 'chapters':
    case 'reviews':
    case 'hits':
    case 'posted':
    case 'updated':
      return `${match.field}:${writeSpan(match.from, match.to)}`
    case 'setting':
      return `set:${quoteIfNeeded(writeSetting(match.setting))}`
    case 'flag':
      return `is:${match.flag}`
    case 'by':
    case 'fandom':
    case 'relationship':
    case 'character':
    case 'warning':
    case 'category':
    case 'additional':
    case 'tag':
    case 'series':
    case 'site':
    case 'pov':
      return `${match.field}:${match.names.map(({ text, isWhole }) => (isWhole ? quote(text) : nameAsIs(text))).join(',')}`
  }
}

function nameAsIs(text: string): string {
  return isBareName(text) ? text : quote(text)
}

function writeSpan(from: number | string | null, to: number | string | null): string {
  if (from === to && from !== null) return `${from}`
  if (from === null) return `<=${to}`
  return to === null ? `>=${from}` : `${from}..${to}`
}

function writeSetting({
  relation,
  from,
  to,
}: {
  relation: string
  from: SettingPoint
  to: SettingPoint | null
}): string {
  const first = writePoint(from)
  if (to !== null) return `${first}..${writePoint(to)}`
  return relation === 'during' ? first : `${relation} ${first}`
}

function writePoint(point: SettingPoint): string {
  if ('name' in point) return point.name
  return point.episode === null ? `season ${point.season}` : `${point.season}x${String(point.episode).padStart(2, '0')}`
}

function quoteIfNeeded(text: string): string {
  const hyphened = text.replaceAll(' ', '-')
  return /^[\p{L}\p{N}.'’-]+$/u.test(hyphened) && !/\s-|-\s/.test(text) && !text.includes('-') ? hyphened : quote(text)
}

function writeSorting({ by, isDescending }: Sorting): string {
  const falls = by !== 'title' && by !== 'by'
  if (isDescending === falls) return `sort:${by}`
  return `sort:${by}-${isDescending ? 'desc' : 'asc'}`
}
