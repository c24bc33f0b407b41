/**
 * Applies the mapping of a site to all its works, as often as one likes: a second time changes nothing, and a mapping
 * that says nothing takes everything back.
 *
 * Works are changed in small portions, each in a transaction of its own, so a site of any size keeps no other writer
 * waiting; what was killed in the middle is finished by applying again.
 */

import { chunks } from '../../../platform/db/chunks.ts'
import { type Db, inTransaction } from '../../../platform/db/database.ts'
import { type KnownTags, listWorksOfSite, listWorkTerms, saveWorkChanges } from './apply-store.ts'
import { planWork, type WorkChange } from './plan-work.ts'
import type { Meaning } from './term.ts'
import { listMappings, listTerms } from './term-store.ts'

export interface ApplyOptions {
  /** ISO 8601, UTC. */
  readonly now: string
  /** Called first in every transaction; throws when another process has taken the import over. */
  readonly assertHeld?: (tx: Db) => Promise<void>
  /** What the terms mean; without it, what is stored. */
  readonly means?: ReadonlyMap<number, readonly Meaning[]>
  /** Only counts what would change. */
  readonly isDryRun?: boolean
}

export interface ApplyCounts {
  readonly works: number
  /** Works of which anything changed. */
  readonly changed: number
  readonly tagsAdded: number
  readonly tagsRemoved: number
  readonly ratings: number
  /** Ratings that somebody gave, and that stay although the mapping says another one. */
  readonly ratingsKept: number
}

/** Works a transaction. */
const PORTION = 50

export async function applyMapping(db: Db, siteId: number, options: ApplyOptions): Promise<ApplyCounts> {
  const { now, assertHeld, isDryRun = false } = options
  const means = options.means ?? (await listMeanings(db, siteId))
  const everywhere = (await listTerms(db, siteId)).filter(({ kind }) => kind === 'site')
  const workIds = await listWorksOfSite(db, siteId)
  const known: KnownTags = new Map()
  const counts = { works: workIds.length, changed: 0, tagsAdded: 0, tagsRemoved: 0, ratings: 0, ratingsKept: 0 }
  for (const portion of chunks(workIds, PORTION)) {
    const plan = async (tx: Db): Promise<readonly WorkChange[]> => {
      const works = await listWorkTerms(tx, portion, everywhere)
      return works.map((work) => planWork(work, (termId) => means.get(termId) ?? []))
    }
    const write = async (tx: Db): Promise<readonly WorkChange[]> => {
      await assertHeld?.(tx)
      const planned = await plan(tx)
      const real = planned.filter(isChange)
      if (real.length > 0) await saveWorkChanges(tx, real, known, now)
      return planned
    }
    for (const change of await (isDryRun ? plan(db) : inTransaction(db, write))) {
      if (isChange(change)) counts.changed++
      counts.tagsAdded += change.added
      counts.tagsRemoved += change.removed
      if (change.rating !== null) counts.ratings++
      if (change.keepsRating) counts.ratingsKept++
    }
  }
  return counts
}

function isChange({ tags, rating }: WorkChange): boolean {
  return tags !== null || rating !== null
}

/** Takes back every tag and rating that the mapping of a site gave; the mapping itself stays, to be applied again. */
export async function takeBackMapping(
  db: Db,
  siteId: number,
  options: Omit<ApplyOptions, 'means'>,
): Promise<ApplyCounts> {
  return applyMapping(db, siteId, { ...options, means: new Map() })
}

async function listMeanings(db: Db, siteId: number): Promise<ReadonlyMap<number, readonly Meaning[]>> {
  const mappings = await listMappings(db, siteId)
  return new Map([...mappings].map(([termId, { means }]) => [termId, means]))
}
