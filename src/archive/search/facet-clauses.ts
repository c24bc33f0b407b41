/** What a value of a facet is in the query language, and in words. */
import { type FieldClause, type Match, QUERY_RATINGS, QUERY_STATUSES } from '../../search/query/index.ts'
import type { Facet } from '../../search/question.ts'
import { languageName } from '../../ui/index.ts'
import { RATING_WORDS, STATUS_WORDS } from '../works/index.ts'
import type { FacetChoice } from './ask.ts'

/** A choice in words. */
export function nameOfChoice(kind: Facet, { name }: FacetChoice): string {
  if (kind === 'rating') return RATING_WORDS[name as keyof typeof RATING_WORDS] ?? name
  if (kind === 'status') return STATUS_WORDS[name as keyof typeof STATUS_WORDS] ?? name
  return kind === 'language' ? languageName(name) : name
}

const NO_PLACE = { start: 0, end: 0 }

export function clauseOf(kind: Facet, value: string): FieldClause {
  return { kind: 'field', match: matchOf(kind, value), place: NO_PLACE }
}

function matchOf(kind: Facet, value: string): Match {
  switch (kind) {
    case 'rating':
      return { field: 'rating', values: QUERY_RATINGS.filter((each) => each === value) }
    case 'status':
      return { field: 'status', values: QUERY_STATUSES.filter((each) => each === value) }
    case 'language':
      return { field: 'language', values: [value.toLowerCase()] }
    case 'pen-name':
      return { field: 'by', names: [{ text: value, isWhole: true }] }
    case 'fandom':
    case 'relationship':
    case 'character':
    case 'warning':
    case 'category':
    case 'additional':
      return { field: kind, names: [{ text: value, isWhole: true }] }
  }
}
