/** What an address names by public ids, as every list page before this one did: `/works?fandom=…&rating=teen`. */
import { languageName } from '../../ui/index.ts'
import type { Visit } from '../access/index.ts'
import {
  FILTER_NAMES,
  type FilterName,
  listAddress,
  nameRefs,
  RATING_WORDS,
  readFilter,
  STATUS_WORDS,
  type WorkFilter,
  withoutFilter,
} from '../works/index.ts'
import type { ListView } from './list-view.ts'
import { EVERYTHING, type Scope, scopeOfFilter } from './scope.ts'

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

export async function givenBy(visit: Visit): Promise<{ readonly scope: Scope; readonly given: ListView['given'] }> {
  const filter = readFilter(visit.query)
  const named = FILTER_NAMES.filter((name) => filter[name] !== undefined)
  if (named.length === 0 && filter.sort === 'updated') return { scope: EVERYTHING, given: [] }
  const names = await nameRefs(visit.db, visit.viewer, filter)
  const scope = await scopeOfFilter(visit, filter)
  return {
    scope,
    given: named.map((name) => ({
      words: `${FILTER_WORDS[name]}: ${wordsOf(name, filter, (names as Readonly<Record<string, string | undefined>>)[name])}`,
      without: listAddress(withoutFilter(filter, name)),
    })),
  }
}

function wordsOf(name: FilterName, filter: WorkFilter, known: string | undefined): string {
  if (name === 'rating' && filter.rating !== undefined) return RATING_WORDS[filter.rating]
  if (name === 'status' && filter.status !== undefined) return STATUS_WORDS[filter.status]
  if (name === 'language') return languageName(filter.language ?? '')
  return known ?? 'not in this archive'
}
