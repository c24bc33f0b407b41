/** Writes the works that an import has planned: drafts are made side by side, and written in the order of the works. */
import type { ReadSource } from '../../intake/assemble/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { groupWrites } from '../../platform/db/group-writes.ts'
import { alone } from '../../platform/threads/alone.ts'
import { saySeries } from '../series/index.ts'
import { findMadeFrom, removeWorkWithoutSource, type SavedWork, saveWork, type WorkDraft } from '../works/index.ts'
import { fingerprint } from './compose.ts'
import { type ChosenConventions, listConventions } from './convention-store.ts'
import type { ImportCounts } from './counts.ts'
import type { ImportRequest } from './import-request.ts'
import type { IntakePool } from './intake-pool.ts'
import type { PackedSource } from './intake-task.ts'
import type { PlannedWork } from './plan.ts'
import { adoptUses } from './plan-store.ts'
import { seriesSaid } from './said-of-work.ts'
import { getReadingContent, listShownPrivate } from './store.ts'
import { listUndoneRepairs, type UndoneRepairs } from './undone-repairs-store.ts'

export interface WorksToWrite {
  readonly request: ImportRequest
  readonly batchId: number
  readonly counts: ImportCounts
  readonly pool: IntakePool
  readonly works: readonly PlannedWork[]
  /** What this import met. */
  readonly met: readonly MetSource[]
}

export type MetSource = Pick<ReadSource, 'sha256' | 'places'>

/** What became of a planned work. */
export interface WrittenWork {
  readonly planned: PlannedWork
  readonly id: number
  readonly outcome: SavedWork['outcome']
}

export async function writeWorks(
  db: Db,
  { request, batchId, counts, pool, works, met }: WorksToWrite,
): Promise<readonly WrittenWork[]> {
  const written: WrittenWork[] = []
  const placesMet = new Map(met.map(({ sha256, places }) => [sha256, places.length]))
  const shown = await listShownPrivate(db)
  const chosen = await listConventions(
    db,
    works.flatMap(({ work }) => work.sources.map(({ sha256 }) => sha256)),
  )
  const decided = { shown, chosen, undone: await listUndoneRepairs(db) }
  const versionFor = (planned: PlannedWork): string => versionOf(planned, request.canons.version, decided)
  const writes = groupWrites(db, request.assertHeld)
  const ahead: { readonly planned: PlannedWork; readonly draft: Promise<WorkDraft>; readonly bytes: number }[] = []
  const isEnough = (): boolean =>
    ahead.length >= pool.width || ahead.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_PACKED_BYTES_AHEAD
  const writeFirst = async (): Promise<void> => {
    const first = ahead.shift()
    if (first === undefined) return
    const { planned } = first
    const draft = await first.draft
    await writes.add(async (tx) => {
      const visibility = request.isHeld || planned.isPrivate ? 'hidden' : 'public'
      const placing = { workId: planned.workId, batchId, visibility, now: request.now() } as const
      const saved = await saveWork(tx, draft, placing)
      if (saved.outcome !== 'unchanged') await saySeries(tx, saved.id, seriesSaid(draft), request.now())
      for (const each of planned.superseded) await removeWorkWithoutSource(tx, each, request.now())
      return () => {
        written.push({ planned, id: saved.id, outcome: saved.outcome })
        countWork(counts, planned, placesMet, saved.outcome)
        const { sources } = planned.work
        request.onEvent?.({ event: 'work', title: draft.title, outcome: saved.outcome, sources: sources.length })
      }
    }, draft.words * 6)
  }
  for (const [i, planned] of works.entries()) {
    const { workId, moved } = planned
    request.onEvent?.({ event: 'step', step: 'writing', done: i, total: works.length })
    if (workId !== null && (await isUnchanged(db, planned, versionFor(planned)))) {
      if (moved.length > 0) await writes.add((tx) => adoptUses(tx, workId, moved), 0)
      countWork(counts, planned, placesMet, 'unchanged')
      written.push({ planned, id: workId, outcome: 'unchanged' })
      continue
    }
    const sources = await loadSources(db, planned, shown)
    const draft = pool.compose({ work: planned.work, sources, version: versionFor(planned) })
    // Whoever waits for it in its turn is told; until then it is nobody's unhandled fault.
    draft.catch(() => undefined)
    ahead.push({ planned, draft, bytes: sources.reduce((sum, { content }) => sum + content.length, 0) })
    while (isEnough()) await writeFirst()
  }
  while (ahead.length > 0) await writeFirst()
  await writes.finish()
  return written
}

/** A reading unpacks to some five times its size, and is held packed, unpacked and as a draft. */
const MOST_PACKED_BYTES_AHEAD = 4 * 2 ** 20

/** Nothing that the work was made from has changed, nor how it is read; then it need not be made again to see that. */
async function isUnchanged(db: Db, { work, workId, superseded }: PlannedWork, version: string): Promise<boolean> {
  if (workId === null || superseded.length > 0) return false
  return (await findMadeFrom(db, workId)) === fingerprint(work, version)
}

/** Keys of what somebody decided to show, by source. */
type ShownPrivate = Awaited<ReturnType<typeof listShownPrivate>>

interface Decisions {
  readonly shown: ShownPrivate
  readonly chosen: ChosenConventions
  readonly undone: UndoneRepairs
}

/** What somebody decided about its sources makes another draft, like another version of intake. */
function versionOf({ work }: PlannedWork, version: string, { shown, chosen, undone }: Decisions): string {
  const decided = work.sources.flatMap(({ sha256 }) => [
    ...(shown.get(sha256) ?? []),
    ...conventionIn(chosen, sha256),
    ...(undone.get(sha256) ?? []).map((key) => `without ${key}`),
  ])
  return decided.length === 0 ? version : JSON.stringify([version, decided])
}

function conventionIn(chosen: ChosenConventions, sha256: string): readonly string[] {
  const convention = chosen.get(sha256)
  return convention === undefined ? [] : [`convention ${convention}`]
}

async function loadSources(db: Db, { work, sources }: PlannedWork, shown: ShownPrivate): Promise<PackedSource[]> {
  const placesOf = new Map(sources.map(({ sha256, places }) => [sha256, places]))
  const loaded: PackedSource[] = []
  for (const source of work.sources) {
    const content = alone(await getReadingContent(db, source.sha256))
    const { sha256 } = source
    loaded.push({ ...source, places: placesOf.get(sha256) ?? [], content, shown: shown.get(sha256) ?? [] })
  }
  return loaded
}

/** Counts what this import met; what it did not is of the work all the same. */
function countWork(
  counts: ImportCounts,
  { work }: PlannedWork,
  placesMet: ReadonlyMap<string, number>,
  outcome: SavedWork['outcome'],
): void {
  // A work that was only looked at because it stands near what was met is none of this import's.
  if (outcome === 'unchanged' && !work.sources.some(({ sha256 }) => placesMet.has(sha256))) return
  counts.works[outcome]++
  const files = work.sources.reduce((sum, { sha256 }) => sum + (placesMet.get(sha256) ?? 0), 0)
  const texts = work.sources.filter(({ role, sha256 }) => role === 'text' && placesMet.has(sha256)).length
  counts.parts += texts
  counts.duplicates += files - texts
}
