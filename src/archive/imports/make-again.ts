/**
 * Makes works again after a decision about their findings, in the way of an import: sources whose repairs were decided on
 * are read again from the originals, then all sources of each work are planned, composed and written anew.
 *
 * It can be killed at any point: what is not made again by then, the next import that meets a file of it makes.
 */
import { INTAKE_VERSION } from '../../intake/intake.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Canons } from '../canons/index.ts'
import { emptyCounts } from './counts.ts'
import type { ImportRequest } from './import-request.ts'
import { type IntakePool, openIntakePool } from './intake-pool.ts'
import { planWorks } from './plan.ts'
import { type KnownUse, listReadings, listUsesOfWorks } from './plan-store.ts'
import { readAgain } from './read-again.ts'
import { writeAndRelate } from './write-and-relate.ts'

export interface RemakeRequest extends Pick<ImportRequest, 'assertHeld' | 'now'> {
  readonly canons: Canons
  /** The import that the findings are of. */
  readonly batchId: number
}

export interface Remade {
  /** How many works are other than before. */
  readonly works: number
  /** Sources that could not be read again, since their originals are damaged or gone. */
  readonly unread: readonly string[]
}

/** Works of rescued sites are made of rows and stay as they are. */
export async function makeAgain(db: Db, workIds: readonly number[], request: RemakeRequest): Promise<Remade> {
  const uses = await listUsesOfWorks(db, workIds)
  if (uses.length === 0) return { works: 0, unread: [] }
  await using pool = openIntakePool(request.canons.canons)
  const sha256s = [...new Set(uses.map(({ sha256 }) => sha256))]
  await readAgain(db, sha256s, { canons: request.canons, pool })
  const unread = await listUnread(db, sha256s)
  // A work that took the decision for done would not be made again when the original is brought in anew.
  const waiting = new Set(uses.flatMap(({ sha256, workId }) => (unread.includes(sha256) ? [workId] : [])))
  const ready = uses.filter(({ workId }) => !waiting.has(workId))
  let works = 0
  // What comes of a work that readers do not see is not shown to them either.
  for (const [isHeld, ofAudience] of Map.groupBy(ready, ({ visibility }) => visibility !== 'public'))
    works += await makeFrom(db, ofAudience, { ...request, isHeld, pool })
  return { works, unread }
}

async function makeFrom(
  db: Db,
  uses: readonly KnownUse[],
  { canons, batchId, assertHeld, now, isHeld, pool }: RemakeRequest & { isHeld: boolean; pool: IntakePool },
): Promise<number> {
  const outlinesOf: (sha256s: readonly string[]) => ReturnType<typeof readAgain> = (sha256s) =>
    readAgain(db, sha256s, { canons, pool })
  // An earlier version of a file is not what stands in its place now.
  const present = new Set(uses.filter(({ role }) => role !== 'other-version').map(({ sha256 }) => sha256))
  const outlines = await outlinesOf([...present])
  const met = [...outlines].map(([sha256, outline]) => ({ sha256, outline, places: [] }))
  const { works, related } = await planWorks(db, { met, isHeld, outlinesOf })
  const request = { paths: [], canons, isHeld, now, ...(assertHeld !== undefined && { assertHeld }) }
  const counts = emptyCounts()
  const written = await writeAndRelate(db, {
    request,
    batchId,
    counts,
    pool,
    works,
    met,
    related,
    senders: new Map(),
  })
  return written.filter(({ outcome }) => outcome !== 'unchanged').length
}

async function listUnread(db: Db, sha256s: readonly string[]): Promise<readonly string[]> {
  const readings = await listReadings(db, sha256s)
  return readings.flatMap(({ sha256, intakeVersion }) => (intakeVersion === INTAKE_VERSION ? [] : [sha256]))
}
