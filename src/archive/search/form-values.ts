/**
 * Fills the form from the question that it adds to: each part of the question into the field that would have written it.
 *
 *     lamp rating:teen,general (a OR b)      words: lamp, rating: teen and general; "(a OR b)" stays beside the form
 *
 * A part goes into a field only when the field writes the very same part again, so nothing is changed by looking at it.
 */
import {
  type Clause,
  type Match,
  parseQuery,
  partsOf,
  type Query,
  writeClause,
  writeQuery,
} from '../../search/query/index.ts'
import { writeForm } from './write-form.ts'

export interface FormValues {
  readonly text: (field: string) => string
  readonly has: (field: string, value: string) => boolean
  /** What no field says, as a question. */
  readonly rest: string
}

/** Fields that take several things, and what stands between them. */
const SEVERAL: Readonly<Record<string, string>> = {
  words: ' ',
  fandom: ', ',
  relationship: ', ',
  character: ', ',
  additional: ', ',
  without: ', ',
  by: ', ',
}
const NAMES: readonly string[] = ['fandom', 'relationship', 'character', 'additional', 'by', 'series']

type Filled = Readonly<Record<string, readonly string[]>>

export function fillForm(typed: string, query: Query, today: string): FormValues {
  const values = new Map<string, readonly string[]>()
  const rest: Clause[] = []
  // What was not understood stays as it was typed.
  for (const part of query.problems.length > 0 ? [] : partsOf(query)) {
    const filled = fieldsOf(part)
    const fits = filled !== undefined && isFree(values, filled) && written(filled, today) === writeClause(part)
    if (!fits) rest.push(part)
    else for (const [field, own] of Object.entries(filled)) values.set(field, [...(values.get(field) ?? []), ...own])
  }
  if (query.sorting !== null && query.problems.length === 0) values.set('sort', [sortValue(query.sorting)])
  return {
    text: (field) => values.get(field)?.join(SEVERAL[field] ?? '') ?? '',
    has: (field, value) => values.get(field)?.includes(value) === true,
    rest: query.problems.length > 0 ? typed : writeQuery({ clause: { kind: 'all', of: rest }, sorting: null }),
  }
}

function isFree(values: ReadonlyMap<string, readonly string[]>, filled: Filled): boolean {
  return Object.keys(filled).every((field) => field in SEVERAL || field === 'is' || !values.has(field))
}

function written(filled: Filled, today: string): string {
  const values = (name: string): readonly string[] => filled[name] ?? []
  const { clause } = parseQuery(writeForm({ value: (name) => values(name)[0], values }, today), today)
  return writeClause(clause)
}

/** The way round that is not the usual one is said. */
function sortValue({ by, isDescending }: NonNullable<Query['sorting']>): string {
  const falls = by !== 'title' && by !== 'by'
  return isDescending === falls ? by : `${by}-${isDescending ? 'desc' : 'asc'}`
}

function fieldsOf(part: Clause): Filled | undefined {
  switch (part.kind) {
    case 'word':
    case 'phrase':
      if (part.where === 'anywhere') return { words: [writeClause(part)] }
      return part.where === 'title' || part.where === 'summary' ? { [part.where]: [part.text] } : undefined
    case 'not':
      return part.of.kind === 'field' && part.of.match.field === 'tag' ? { without: namesOf(part.of.match) } : undefined
    case 'field':
      return fieldsOfMatch(part.match, writeClause(part))
    case 'all':
    case 'any':
    case 'near':
      return undefined
  }
}

function fieldsOfMatch(match: Match, text: string): Filled | undefined {
  if ('names' in match) return NAMES.includes(match.field) ? { [match.field]: namesOf(match) } : undefined
  switch (match.field) {
    case 'rating':
    case 'status':
    case 'language':
      return { [match.field]: match.values }
    case 'person':
      return { told: match.values }
    case 'flag':
      return { is: [match.flag] }
    case 'setting':
      return { set: [text.slice(text.indexOf(':') + 1).replaceAll('"', '')] }
    case 'words':
      return { from: ended(match.from), 'up-to': ended(match.to) }
    case 'updated':
      return { since: ended(match.from), 'before-day': ended(match.to) }
    case 'posted':
    case 'chapters':
    case 'reviews':
    case 'hits':
      return undefined
  }
}

function ended(end: number | string | null): readonly string[] {
  return end === null ? [] : [String(end)]
}

function namesOf(match: Match): readonly string[] {
  return 'names' in match ? match.names.map(({ text }) => text) : []
}
