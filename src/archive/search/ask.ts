/**
 * Answers a query as a list: a page of works, how many there are, what they can be narrowed by, where the words stand.
 *
 * The index of tags is asked first, the store where it cannot be had; the page that shows the list is the same.
 */
import type { Passage } from '../../search/indexes.ts'
import type { Query } from '../../search/query/index.ts'
import type { Answer, Condition, Facet, FacetValue, Question } from '../../search/question.ts'
import { type Blurb, listWorksByKey } from '../works/index.ts'
import { answerFromStore } from './answer-store.ts'
import type { Asking } from './asking.ts'
import { nameFacetKeys } from './facet-names-store.ts'
import type { Letter } from './letters.ts'
import { findLettersOfTitles, findWorkAhead } from './letters-store.ts'
import type { NamedLookup } from './named-lookup.ts'
import { type Resolved, resolveQuery, type UnknownName } from './resolve.ts'
import { findWorkPlace, type WorkPlace } from './resolve-store.ts'
import type { Scope } from './scope.ts'

export const FACETS: readonly Facet[] = [
  'fandom',
  'relationship',
  'character',
  'rating',
  'warning',
  'category',
  'status',
  'additional',
  'pen-name',
  'language',
]
const TOP = 10
export const PAGE_SIZE = 20

/** Where a page of a list begins or ends: behind or before the work with this public id, or at the very end. */
export interface ListPlace {
  readonly after?: string
  readonly before?: string
  readonly isLast?: boolean
  /** From the first title under this letter on, where the list is by title. */
  readonly letter?: Letter
}

export interface ListQuestion {
  readonly scope: Scope
  readonly query: Query
  readonly place?: ListPlace
  /** What a reader never wants to see. */
  readonly hidden?: Condition | undefined
  readonly facets?: readonly Facet[]
  readonly size?: number
  /** What is called so, where it was looked up already or will be shown. */
  readonly named?: NamedLookup
}

export interface FacetChoice {
  readonly name: string
  /** What the query calls it. */
  readonly value: string
  readonly count: number
}

export interface FacetGroup {
  readonly facet: Facet
  readonly choices: readonly FacetChoice[]
}

export interface FoundList {
  readonly works: readonly Blurb[]
  /** Public ids to page on from, where there is more. */
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly total: number
  /** False where the store looked at the first works only. */
  readonly isExact: boolean
  readonly hidden: number
  readonly facets: readonly FacetGroup[]
  readonly passages: ReadonlyMap<number, readonly Passage[]>
  readonly sort: Question['sort']
  readonly unknown: readonly UnknownName[]
  /** Keys of the letters that titles here begin with; null where the list is not by title. */
  readonly letters: ReadonlySet<string> | null
  /** What a reader is told about how the list came about. */
  readonly remarks: readonly ListRemark[]
}

export const LIST_REMARKS = ['first-works-only', 'other-order', 'names-only', 'words-cut'] as const
export type ListRemark = (typeof LIST_REMARKS)[number]

export async function askList(asking: Asking, asked: ListQuestion): Promise<FoundList> {
  const { scope, query, place = {}, hidden, facets = FACETS, size = PAGE_SIZE } = asked
  const resolved = await resolveQuery(asking, query, asked.named)
  const sort = query.sorting ?? scope.sort ?? usualSort(resolved)
  const isByTitle = sort.by === 'title' && !sort.isDescending
  const anchor = await anchorOf(asking, place, isByTitle)
  const question: Question = {
    viewer: asking.viewer,
    condition: { kind: 'all', of: [scope.condition, resolved.condition] },
    ...(hidden !== undefined && { hidden }),
    sort,
    size,
    ...(anchor !== undefined && (place.before === undefined ? { after: anchor.key } : { before: anchor.key })),
    ...(anchor === undefined && place.isLast === true && { isLast: true }),
    facets,
    top: TOP,
  }
  const fromIndex = await asking.indexes.tags?.ask(question)
  const answer = fromIndex ?? (await answerFromStore(asking.db, question, anchor))
  const isLooking = resolved.parts.length > 0 && answer.works.length > 0
  const [works, groups, passages, letters] = await Promise.all([
    listWorksByKey(asking.db, asking.viewer, answer.works),
    nameFacets(asking, answer.facets),
    isLooking ? asking.indexes.words?.passages(asking.viewer, answer.works, resolved.parts) : null,
    isByTitle && facets.length > 0 ? findLettersOfTitles(asking.db, asking.viewer) : null,
  ])
  return {
    works,
    previous: answer.hasPrevious ? works[0]?.publicId : undefined,
    next: answer.hasNext ? works.at(-1)?.publicId : undefined,
    total: answer.total,
    hidden: answer.hidden,
    isExact: isExact(answer),
    facets: groups,
    passages: passages ?? new Map(),
    sort,
    letters,
    unknown: resolved.unknown,
    remarks: remarksOn(resolved, answer, fromIndex !== null && fromIndex !== undefined),
  }
}

/** What was looked for as words is best in the order in which it fits; everything else newest first. */
function usualSort({ parts, isNamesOnly }: Resolved): Question['sort'] {
  return { by: parts.length > 0 && !isNamesOnly ? 'best' : 'updated', isDescending: true }
}

/** A place that is no work the viewer may find is the beginning. */
async function anchorOf(
  { db, viewer }: Asking,
  { after, before, letter }: ListPlace,
  isByTitle: boolean,
): Promise<WorkPlace | undefined> {
  if (letter !== undefined) return isByTitle ? findWorkAhead(db, viewer, letter.start) : undefined
  const publicId = after ?? before
  return publicId === undefined ? undefined : findWorkPlace(db, viewer, publicId)
}

function isExact(answer: Answer): boolean {
  return !('isExact' in answer) || answer.isExact === true
}

function remarksOn(resolved: Resolved, answer: Answer, isFromIndex: boolean): readonly ListRemark[] {
  const isInOrder = !('isSorted' in answer) || answer.isSorted === true
  return [
    ...(isFromIndex || isExact(answer) ? [] : (['first-works-only'] as const)),
    ...(isInOrder ? [] : (['other-order'] as const)),
    ...(resolved.isNamesOnly ? (['names-only'] as const) : []),
    ...(resolved.isCut ? (['words-cut'] as const) : []),
  ]
}

async function nameFacets(
  { db }: Asking,
  facets: ReadonlyMap<Facet, readonly FacetValue[]>,
): Promise<readonly FacetGroup[]> {
  const keysOf = (isWanted: (facet: Facet) => boolean): readonly number[] =>
    [...facets].flatMap(([facet, values]) =>
      isWanted(facet) ? values.flatMap(({ key, value }) => (key === null || value !== null ? [] : key)) : [],
    )
  const { tags, penNames } = await nameFacetKeys(
    db,
    keysOf((facet) => facet !== 'pen-name'),
    keysOf((facet) => facet === 'pen-name'),
  )
  return [...facets].map(([facet, values]) => ({
    facet,
    choices: inOrder(values).flatMap(({ key, value, count }): FacetChoice[] => {
      if (value !== null) return value === '' ? [] : [{ name: value, value, count }]
      if (key === null) return []
      const name = (facet === 'pen-name' ? penNames : tags).get(key)
      return name === undefined ? [] : [{ name, value: name, count }]
    }),
  }))
}

/** Most first, then by key; what has no key by its name. */
function inOrder(values: readonly FacetValue[]): readonly FacetValue[] {
  return values.toSorted(
    (a, b) =>
      b.count - a.count ||
      (a.key ?? 0) - (b.key ?? 0) ||
      ((a.value ?? '') < (b.value ?? '') ? -1 : (a.value ?? '') > (b.value ?? '') ? 1 : 0),
  )
}
