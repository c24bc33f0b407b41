/**
 * An import: paths become sources and readings, readings become works.
 *
 *     open ▶ read each file, keep it with its reading ▶ assemble what belongs together ▶ write the works
 *
 * It can be killed at any point and run again: a file is in with its reading or not at all, a work is in whole or not
 * at all, and what is there already is neither read nor written again. So importing a folder twice adds nothing.
 *
 * Files and works are committed in small groups. Every commit waits for the disk, and a group costs one wait; it is
 * closed after 50 ms of work, so that other writers and pages are not kept waiting.
 */
import {
  type AssembledWork,
  assemble,
  likeness,
  type Outline,
  type Place,
  type ReadSource,
} from '../../intake/assemble/index.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Canons } from '../canons/index.ts'
import { clearUnfinishedSources } from '../sources/index.ts'
import { findMadeFrom, type SavedWork, saveWork } from '../works/index.ts'
import { composeWork, fingerprint } from './compose.ts'
import type { ComposedSource } from './composed-source.ts'
import { emptyCounts, type ImportCounts } from './counts.ts'
import { type GroupedWrites, groupWrites } from './group-writes.ts'
import { openIntakePool } from './intake-pool.ts'
import { openPaths } from './open/open.ts'
import type { Opened } from './open/opened.ts'
import { type FileOutcome, type FileReader, fileReader, type ReadFile } from './read-file.ts'
import {
  closeBatch,
  type EarlierBytes,
  findWorkOf,
  getReadingContent,
  listEarlierBytes,
  markOtherVersion,
  openBatch,
} from './store.ts'
import { unpackReading } from './stored-reading.ts'

export interface ImportRequest {
  readonly paths: readonly string[]
  readonly canons: Canons
  /** Works stay hidden until the archivist shows them. */
  readonly isHeld: boolean
  /** Called first in every transaction; throws when another process has taken the import over. */
  readonly assertHeld?: (tx: Db) => Promise<void>
  readonly now: () => string
  readonly onEvent?: (event: ImportEvent) => void
}

export type ImportEvent =
  | ({ readonly event: 'file' } & FileOutcome)
  | { readonly event: 'work'; readonly title: string; readonly outcome: SavedWork['outcome']; readonly sources: number }
  | {
      readonly event: 'step'
      readonly step: 'reading' | 'writing'
      readonly done: number
      readonly total: number | null
    }

export interface ImportReport {
  readonly batchId: string
  readonly counts: ImportCounts
}

/** From here on other bytes in the same place are a new version of the same work. */
const SAME_WORK = 0.35
const MIN_WORDS_TO_COMPARE = 100

export async function runImport(db: Db, request: ImportRequest): Promise<ImportReport> {
  await clearUnfinishedSources(db)
  const batch = await openBatch(db, { roots: request.paths, isHeld: request.isHeld }, request.now())
  const counts = emptyCounts()
  const kept = await readFiles(db, request, batch.id, counts)
  const works = assemble(kept)
  await writeWorks(db, request, batch.id, { works, sources: kept }, counts)
  await closeBatch(db, batch.id, counts, request.now())
  return { batchId: batch.publicId, counts }
}

async function readFiles(db: Db, request: ImportRequest, batchId: number, counts: ImportCounts): Promise<ReadSource[]> {
  const found = new Map<string, { outline: Outline; places: Place[] }>()
  const writes = groupWrites(db, request.assertHeld)
  await using pool = openIntakePool(request.canons.canons)
  const reader = fileReader(db, { batchId, canons: request.canons, pool, now: request.now })
  // Files are read side by side and kept in the order in which they were found.
  const ahead: { readonly read: Promise<ReadFile> }[] = []
  const keepFirst = async (): Promise<void> => {
    const file = await ahead.shift()?.read
    if (file !== undefined) await keepFile(file, { writes, found, counts, request })
  }
  for await (const opened of openPaths(request.paths)) {
    ahead.push(await startFile(opened, reader))
    if (ahead.length >= pool.width) await keepFirst()
  }
  while (ahead.length > 0) await keepFirst()
  await writes.finish()
  return [...found].map(([sha256, { outline, places }]) => ({ sha256, outline, places }))
}

async function startFile(opened: Opened, reader: FileReader): Promise<{ readonly read: Promise<ReadFile> }> {
  if (opened.kind === 'file') return reader.readFile(opened)
  const file = opened.kind === 'container' ? await reader.keepContainer(opened) : reader.refuse(opened)
  return { read: Promise.resolve(file) }
}

interface Keeping {
  readonly writes: GroupedWrites
  readonly found: Map<string, { readonly outline: Outline; readonly places: Place[] }>
  readonly counts: ImportCounts
  readonly request: ImportRequest
}

async function keepFile(
  { outcome, write, weight }: ReadFile,
  { writes, found, counts, request }: Keeping,
): Promise<void> {
  await writes.add(write, weight)
  count(counts, outcome)
  request.onEvent?.({ event: 'file', ...outcome })
  request.onEvent?.({ event: 'step', step: 'reading', done: counts.files, total: null })
  const { sha256, outline, place } = outcome
  if (outline === null || sha256 === null) return
  const known = found.get(sha256)
  if (known === undefined) found.set(sha256, { outline, places: [place] })
  else known.places.push(place)
}

function count(counts: ImportCounts, outcome: FileOutcome): void {
  if (outcome.kind === 'container') {
    counts.containers++
    return
  }
  counts.files += outcome.files
  counts.repairs += outcome.repairs
  counts.suggestions += outcome.suggestions
  if (outcome.isDoubtful) counts.doubtful++
  if (outcome.isKnown) counts.known++
  if (outcome.kind === 'refused') counts.refused += outcome.files
}

interface Assembled {
  readonly works: readonly AssembledWork[]
  readonly sources: readonly ReadSource[]
}

async function writeWorks(
  db: Db,
  request: ImportRequest,
  batchId: number,
  assembled: Assembled,
  counts: ImportCounts,
): Promise<void> {
  const byHash = new Map(assembled.sources.map((source) => [source.sha256, source]))
  const writes = groupWrites(db, request.assertHeld)
  for (const [i, work] of assembled.works.entries()) {
    if (await isUnchanged(db, work, request.canons.version)) {
      countWork(counts, work, byHash, 'unchanged')
      continue
    }
    const sources = await loadSources(db, work, byHash)
    const draft = composeWork(work, sources, request.canons.version)
    await writes.add(async (tx) => {
      const earlier = await findEarlier(tx, sources, byHash)
      const saved = await saveWork(tx, draft, {
        workId: earlier.workId,
        batchId,
        visibility: request.isHeld ? 'hidden' : 'public',
        now: request.now(),
      })
      if (earlier.replaced !== null) await markOtherVersion(tx, earlier.replaced.useId)
      return () => {
        countWork(counts, work, byHash, saved.outcome)
        request.onEvent?.({ event: 'work', title: draft.title, outcome: saved.outcome, sources: sources.length })
      }
    }, draft.words * 6)
    request.onEvent?.({ event: 'step', step: 'writing', done: i + 1, total: assembled.works.length })
  }
  await writes.finish()
}

/** Nothing that the work was made from has changed, nor how it is read; then it need not be made again to see that. */
async function isUnchanged(db: Db, work: AssembledWork, version: string): Promise<boolean> {
  const workId = await findWorkOf(
    db,
    work.sources.map((source) => source.sha256),
  )
  return workId !== null && (await findMadeFrom(db, workId)) === fingerprint(work, version)
}

async function loadSources(
  db: Db,
  work: AssembledWork,
  byHash: ReadonlyMap<string, ReadSource>,
): Promise<ComposedSource[]> {
  const sources: ComposedSource[] = []
  for (const source of work.sources) {
    const reading = await unpackReading(await getReadingContent(db, source.sha256))
    sources.push({ ...source, places: byHash.get(source.sha256)?.places ?? [], reading })
  }
  return sources
}

/** The work these sources made before, or the one that stood in the same place with other bytes. */
async function findEarlier(
  tx: Db,
  sources: readonly ComposedSource[],
  byHash: ReadonlyMap<string, ReadSource>,
): Promise<{ readonly workId: number | null; readonly replaced: EarlierBytes | null }> {
  const known = await findWorkOf(
    tx,
    sources.map((source) => source.sha256),
  )
  if (known !== null) return { workId: known, replaced: null }
  for (const source of sources) {
    const outline = byHash.get(source.sha256)?.outline
    if (outline === undefined || outline.words < MIN_WORDS_TO_COMPARE) continue
    for (const place of source.places) {
      const earlier = (await listEarlierBytes(tx, place, source.sha256)).find(
        // Bytes that this import met elsewhere are not replaced: the file was moved, and another took its place.
        (each) => !byHash.has(each.sha256) && likeness(each.outline.sketch, outline.sketch) >= SAME_WORK,
      )
      if (earlier !== undefined) return { workId: earlier.workId, replaced: earlier }
    }
  }
  return { workId: null, replaced: null }
}

function countWork(
  counts: ImportCounts,
  work: AssembledWork,
  byHash: ReadonlyMap<string, ReadSource>,
  outcome: SavedWork['outcome'],
): void {
  counts.works[outcome]++
  const files = work.sources.reduce((sum, source) => sum + (byHash.get(source.sha256)?.places.length ?? 0), 0)
  const texts = work.sources.filter((source) => source.role === 'text').length
  counts.parts += texts
  counts.duplicates += files - texts
}
