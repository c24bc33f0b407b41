/** Asks what an address asks of a list, with the reader's standing rules, and gives what its page shows. */
import { parseQuery, type Query } from '../../search/query/index.ts'
import type { Condition, Facet } from '../../search/question.ts'
import { isOfAge, type Visit } from '../access/index.ts'
import { askList, type FoundList } from './ask.ts'
import { feedQueryIn, placeIn, queryIn } from './list-address.ts'
import type { ListView } from './list-view.ts'
import type { NamedLookup } from './named-lookup.ts'
import { hiddenBy, RULES_COOKIE, readRules, rulesFromCookie, withRules } from './rules.ts'
import type { Scope } from './scope.ts'

export interface ListRequest {
  readonly scope: Scope
  readonly given?: ListView['given']
  readonly heading?: 2 | 3
  readonly named?: NamedLookup
}

export async function viewList(
  visit: Visit,
  { scope, given = [], heading = 2, named }: ListRequest,
): Promise<ListView> {
  const typed = queryIn(visit.query('q'))
  const query = parseQuery(typed, today())
  const rules = readRules(rulesFromCookie(visit.cookie(RULES_COOKIE)), today())
  const isPeeking = visit.query('peek') === '1'
  const hidden = isPeeking || rules.length === 0 ? undefined : await hiddenBy(visit, rules)
  const place = placeIn(visit.query)
  const found = await askList(visit, {
    scope,
    query,
    place,
    hidden: hidden?.condition,
    ...(named !== undefined && { named }),
  })
  return {
    found,
    query,
    typed,
    base: scope.address,
    given,
    isPeeking,
    hasRules: rules.length > 0,
    ruled: rules.length > 0 ? withRules(query, rules) : undefined,
    name: nameIn(visit.query('name')),
    isOfAge: isOfAge(visit),
    heading,
    letter: place.letter,
  }
}

/** The works alone, for feeds and catalogues: what they show is nobody's own, so no rules of a reader apply. */
export async function findForFeed(
  visit: Visit,
  scope: Scope,
  size: number,
  facets: readonly Facet[] = [],
): Promise<{ readonly query: Query; readonly found: FoundList }> {
  const query = parseQuery(feedQueryIn(visit.query), today())
  return { query, found: await askList(visit, { scope, query, place: placeIn(visit.query), facets, size }) }
}

/** The condition of the rules of this reader, where lists of other kinds leave works out too. */
export async function hiddenFor(visit: Visit): Promise<Condition | undefined> {
  const rules = readRules(rulesFromCookie(visit.cookie(RULES_COOKIE)), today())
  return rules.length === 0 ? undefined : (await hiddenBy(visit, rules))?.condition
}

export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

const NAME_LENGTH = 80

export function nameIn(name: string | undefined): string | undefined {
  const text = name?.toWellFormed().replaceAll(/\s+/g, ' ').trim().slice(0, NAME_LENGTH)
  return text === '' ? undefined : text
}
