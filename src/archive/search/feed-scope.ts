/** What a feed or a catalogue is of: all works, those of an address of old, or those of a tag, a pen name, a series. */
import { readPublicId } from '../../platform/db/ids.ts'
import type { Visit } from '../access/index.ts'
import { type Named, penNameAddress, seriesAddress, tagAddress } from '../addresses/index.ts'
import { nameRefs, readFilter, type WorkFilter } from '../works/index.ts'
import { findSeriesHere } from './names-store.ts'
import { EVERYTHING, type Scope, scopeOfFilter } from './scope.ts'

export interface FeedScope {
  readonly scope: Scope
  /** The page for people. */
  readonly page: string
  /** Null for all works. */
  readonly name: string | null
  /** Tells it from every other, for its id. */
  readonly key: string
}

export type ScopeKind = 'works' | 'tags' | 'people' | 'series'

/** Undefined where there is nothing of that id that the viewer may find. */
export async function feedScopeOf(visit: Visit, kind: ScopeKind, id: string): Promise<FeedScope | undefined> {
  if (kind === 'works') return scopeOfAddress(visit)
  const publicId = readPublicId(id)
  if (publicId === undefined) return undefined
  if (kind === 'series') return scopeOfSeries(visit, publicId)
  const by = kind === 'tags' ? 'tag' : 'by'
  const filter: WorkFilter = { [by]: publicId, sort: 'updated' }
  const name = (await nameRefs(visit.db, visit.viewer, filter))[by]
  if (name === undefined) return undefined
  const named: Named = { publicId, name }
  const page = kind === 'tags' ? tagAddress(named) : penNameAddress(named)
  const { condition } = await scopeOfFilter(visit, filter)
  return { scope: { address: page, condition }, page, name, key: `${kind}:${publicId}` }
}

async function scopeOfAddress(visit: Visit): Promise<FeedScope> {
  const filter = readFilter(visit.query)
  const { sort: _, ...named } = filter
  const scope = Object.keys(named).length === 0 ? EVERYTHING : await scopeOfFilter(visit, filter)
  const own = scope.address.split('?', 2)[1] ?? ''
  return { scope, page: scope.address, name: null, key: own === '' ? 'works' : `works:${own}` }
}

async function scopeOfSeries({ db, viewer }: Visit, publicId: string): Promise<FeedScope | undefined> {
  const series = await findSeriesHere(db, viewer, publicId)
  if (series === undefined) return undefined
  const page = seriesAddress(series)
  return {
    scope: { address: page, condition: { kind: 'series', keys: [series.key] } },
    page,
    name: series.name,
    key: `series:${publicId}`,
  }
}
