/**
 * What a list is of before anything is asked: every work, those of a tag or a pen name, those that an address of old
 * (`/works?fandom=…&rating=teen`) names by public ids. What is asked in the query language narrows it further.
 */
import type { Condition, Question } from '../../search/question.ts'
import { findRefs, listAddress, type WorkFilter } from '../works/index.ts'
import type { Asking } from './asking.ts'
import { listWorksUnder } from './resolve-store.ts'

export interface Scope {
  /** Where its list is found; may have a query of its own. */
  readonly address: string
  readonly condition: Condition
  /** The order it is in when the query asks for none. */
  readonly sort?: Question['sort']
}

const ALL: Condition = { kind: 'all', of: [] }
export const EVERYTHING: Scope = { address: '/works', condition: ALL }
export const SEARCH: Scope = { address: '/search', condition: ALL }

/** What a filter of public ids means; one that names nothing is of nothing. */
export async function scopeOfFilter(asking: Asking, filter: WorkFilter): Promise<Scope> {
  const { db, viewer } = asking
  const refs = await findRefs(db, viewer, filter)
  const scope = {
    address: listAddress(filter),
    ...(filter.sort !== 'updated' && sortOf(filter)),
  }
  if (refs === undefined) return { ...scope, condition: { kind: 'any', of: [] } }
  const of: Condition[] = []
  for (const key of [refs.fandomId, refs.relationshipId, refs.tagId]) {
    if (key !== undefined) of.push({ kind: 'tag', keys: [key] })
  }
  if (refs.byId !== undefined) of.push({ kind: 'pen-name', keys: [refs.byId] })
  if (refs.siteId !== undefined) of.push({ kind: 'site', keys: [refs.siteId] })
  if (refs.settingId !== undefined) of.push(await under(asking, 'point', refs.settingId))
  if (refs.wasId !== undefined) of.push(await under(asking, 'term', refs.wasId))
  if (filter.rating !== undefined) of.push({ kind: 'rating', values: [filter.rating] })
  if (filter.status !== undefined) of.push({ kind: 'status', values: [filter.status] })
  if (filter.language !== undefined) of.push({ kind: 'language', values: [filter.language.toLowerCase()] })
  return { ...scope, condition: { kind: 'all', of } }
}

async function under({ db }: Asking, kind: 'point' | 'term', key: number): Promise<Condition> {
  return { kind: 'works', keys: Uint32Array.from(await listWorksUnder(db, kind, key)) }
}

function sortOf({ sort }: WorkFilter): { readonly sort: Question['sort'] } {
  return { sort: { by: sort, isDescending: sort !== 'title' } }
}
