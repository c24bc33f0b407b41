/**
 * Which works a list shows and in which order, as the address says it:
 * `/works?fandom=…&rating=teen&sort=title`. What cannot be read is left out, never guessed.
 */
import type { Rating, Status } from '../../intake/reading.ts'
import { isRating, isStatus, SORTS, type Sort } from './labels.ts'

/** Things with a page of their own that a work can belong to, by public id; `tag` is a tag of any kind. */
const REF_NAMES = ['fandom', 'relationship', 'tag', 'by', 'site', 'was'] as const

export interface WorkFilter {
  readonly fandom?: string
  readonly relationship?: string
  readonly tag?: string
  /** A pen name. */
  readonly by?: string
  /** A point of a canon: `<canon>:<point>`. */
  readonly setting?: string
  /** A rescued site. */
  readonly site?: string
  /** What the site had it under, in the site's own words: `<site>:<kind>:<old id>`. */
  readonly was?: string
  readonly rating?: Rating
  readonly status?: Status
  readonly language?: string
  readonly sort: Sort
}

export type FilterName = Exclude<keyof WorkFilter, 'sort'>
export const FILTER_NAMES: readonly FilterName[] = [...REF_NAMES, 'setting', 'rating', 'status', 'language']

const ID = /^[0-9a-z]{1,20}$/i
const SETTING = /^[\w.-]{1,100}:[\w.-]{1,100}$/
const TERM = /^[0-9a-z]{1,20}:[a-z]{1,20}:[\w.-]{1,100}$/i
const LANGUAGE = /^[A-Za-z0-9-]{1,40}$/

export function readFilter(query: (name: string) => string | undefined): WorkFilter {
  const rating = query('rating')
  const status = query('status')
  const sort = query('sort')
  return {
    ...matching('fandom', ID, query),
    ...matching('relationship', ID, query),
    ...matching('tag', ID, query),
    ...matching('by', ID, query),
    ...matching('setting', SETTING, query),
    ...matching('site', ID, query),
    ...matching('was', TERM, query),
    ...(isRating(rating) && { rating }),
    ...(isStatus(status) && { status }),
    ...matching('language', LANGUAGE, query),
    sort: SORTS.find((each) => each === sort) ?? 'updated',
  }
}

/** The address of a list: only what differs from the list of everything. */
export function listAddress(filter: WorkFilter): string {
  const query = new URLSearchParams()
  for (const name of FILTER_NAMES) {
    const value = filter[name]
    if (value !== undefined) query.set(name, value)
  }
  if (filter.sort !== 'updated') query.set('sort', filter.sort)
  return query.size === 0 ? '/works' : `/works?${query.toString()}`
}

export function withoutFilter(filter: WorkFilter, name: FilterName): WorkFilter {
  const { [name]: _, ...rest } = filter
  return rest
}

function matching<Name extends string>(
  name: Name,
  shape: RegExp,
  query: (name: string) => string | undefined,
): { readonly [Each in Name]?: string } {
  const value = query(name)
  return (value !== undefined && shape.test(value) ? { [name]: value } : {}) as { readonly [Each in Name]?: string }
}
