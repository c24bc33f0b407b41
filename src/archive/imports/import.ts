/**
 * An import: paths become sources and readings, readings become works.
 *
 *     open ▶ read each file, keep it with its reading ▶ plan what belongs together ▶ write the works
 *       └ a site's database with its story files ▶ move in its rows (rescues)
 *
 * It can be killed at any point and run again: a file is in with its reading or not at all, a work is in whole or not
 * at all, and what is there already is neither read nor written again. So importing a folder twice adds nothing.
 *
 * Files and works are committed in small groups. Every commit waits for the disk, and a group costs one wait; it is
 * closed after 100 ms of work, so that other writers and pages are not kept waiting.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outline, Place, ReadSource } from '../../intake/assemble/index.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { type GroupedWrites, groupWrites } from '../../platform/db/group-writes.ts'
import { clearHeap, keepHeapSmall } from '../../platform/small-heap.ts'
import { type FoundSites, findSites, type SitePart } from '../rescues/index.ts'
import { clearUnfinishedSources } from '../sources/index.ts'
import { countFindings } from './batch-findings-store.ts'
import { emptyCounts, type ImportCounts } from './counts.ts'
import { outlineHolder } from './hold-outlines.ts'
import type { ImportReport, ImportRequest } from './import-request.ts'
import { type IntakePool, openIntakePool, WORTH_WORKERS_BYTES } from './intake-pool.ts'
import { moveInSites } from './move-in-sites.ts'
import { openPaths, type PlainTexts } from './open/open.ts'
import type { Opened } from './open/opened.ts'
import { weigh } from './open/weigh.ts'
import { type Plan, planWorks } from './plan.ts'
import { adoptCopies, listTextsOfSites } from './plan-store.ts'
import { readAgain } from './read-again.ts'
import { type FileOutcome, type FileReader, fileReader, type ReadFile, type StartedFile } from './read-file.ts'
import { type Senders, sealed } from './relate-people.ts'
import { setListsAside } from './set-lists-aside.ts'
import { closeBatch, openBatch } from './store.ts'
import { writeAndRelate } from './write-and-relate.ts'
import type { MetSource } from './write-works.ts'

export async function runImport(db: Db, request: ImportRequest): Promise<ImportReport> {
  await clearUnfinishedSources(db)
  const batch = await openBatch(db, { roots: request.paths, isHeld: request.isHeld }, request.now())
  const counts = emptyCounts()
  await using early = await openEarly(request)
  const plain: PlainTexts = new Map()
  await using found = await lookForSites(request, plain)
  clearHeap()
  // Beside a site there are few files, and its own threads need the memory.
  await using beside = found.sites.length > 0 ? openIntakePool(request.canons.canons) : null
  if (beside !== null) await early.rest()
  const pool = beside ?? early
  const running = { request, batchId: batch.id, counts, found, pool, plain }
  const senders: Senders = new Map()
  const { met, works, related } = await readAndPlan(db, { ...running, senders })
  clearHeap()
  const sites = await moveInSites(db, { ...running, sites: found.sites })
  await writeAndRelate(db, { ...running, works, met, related, senders })
  const findings = await countFindings(db, { key: batch.id })
  await closeBatch(db, batch.id, { ...counts, findings, sites }, request.now())
  return { batchId: batch.publicId, counts, findings, sites }
}

function lookForSites(request: ImportRequest, plain: PlainTexts): Promise<FoundSites> {
  return findSites({
    open: () => walk(request, plain),
    temporaryDirectory: request.temporaryDirectory ?? join(tmpdir(), 'ficarium-staging'),
    onProgress: (bytes) => request.onEvent?.({ event: 'step', step: 'looking', done: bytes, total: null }),
  })
}

function walk({ paths, leaveOut }: ImportRequest, plain: PlainTexts): AsyncGenerator<Opened> {
  return openPaths([...new Set(paths)], leaveOut, plain)
}

/**
 * A mailbox or web archive of gigabytes takes many minutes whatever is done, and the machine it is on is a small one as
 * often as not: it is read in one thread.
 */
const GIANT_BYTES = 2 ** 30

/** Threads that are worth their start load while the folder is looked through; beside a dump there is little for them. */
async function openEarly({ canons, paths, leaveOut }: ImportRequest): Promise<IntakePool> {
  const { bytes, largest, hasDump } = await weigh(paths, leaveOut)
  const isLarge = bytes > WORTH_WORKERS_BYTES
  const isNarrow = largest > GIANT_BYTES
  if (isNarrow) keepHeapSmall()
  const pool = openIntakePool(canons.canons, { isLarge, isNarrow })
  if (isLarge && !hasDump) pool.warm()
  return pool
}

async function readAndPlan(db: Db, running: Reading): Promise<Plan & { readonly met: readonly MetSource[] }> {
  const { request, found, pool } = running
  const { canons, isHeld } = request
  const read = await readFiles(db, running)
  clearHeap()
  const met = await withoutCopies(db, running, read)
  const outlinesOf = (sha256s: readonly string[]) => readAgain(db, sha256s, { canons, pool })
  const plan = await planWorks(db, { met, isHeld, outlinesOf })
  await setListsAside(db, { ...running, met, lists: plan.lists })
  if (found.sites.length > 0) await pool.rest()
  // Outlines are of no more use.
  return { met: met.map(({ sha256, places }) => ({ sha256, places })), ...plan }
}

/** Loose files that are chapters of a rescued site say again what its works say. */
async function withoutCopies(
  db: Db,
  { request, counts }: Running,
  met: readonly ReadSource[],
): Promise<readonly ReadSource[]> {
  const copies = new Set(
    await listTextsOfSites(
      db,
      met.map(({ sha256 }) => sha256),
    ),
  )
  if (copies.size === 0) return met
  const writes = groupWrites(db, request.assertHeld)
  for (const part of chunks([...copies], COPIES_A_WRITE)) await writes.add((tx) => adoptCopies(tx, part), 0)
  await writes.finish()
  const isCopy = ({ sha256 }: ReadSource): boolean => copies.has(sha256)
  counts.duplicates += met.filter(isCopy).reduce((sum, { places }) => sum + places.length, 0)
  return met.filter((source) => !isCopy(source))
}

const COPIES_A_WRITE = 50

/** What the steps of an import share. */
interface Running {
  readonly request: ImportRequest
  readonly batchId: number
  readonly counts: ImportCounts
  readonly found: FoundSites
  readonly pool: IntakePool
  readonly plain: PlainTexts
}

interface Reading extends Running {
  readonly senders: Senders
}

async function readFiles(
  db: Db,
  { request, batchId, counts, found: sites, pool, plain, senders }: Reading,
): Promise<ReadSource[]> {
  const found = new Map<string, { outline: Outline; places: Place[] }>()
  const hold = outlineHolder()
  const writes = groupWrites(db, request.assertHeld)
  const { canons, convention = null, now } = request
  const reader = await fileReader(db, { batchId, canons, convention, pool, now })
  // Files are read side by side and kept in the order in which they were found.
  const ahead: StartedFile[] = []
  const isEnough = (): boolean =>
    ahead.length >= pool.width || ahead.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES_AHEAD
  const keepFirst = async (): Promise<void> => {
    const file = await ahead.shift()?.read
    if (file !== undefined) await keepFile(file, { writes, found, hold, counts, request, senders })
  }
  for await (const opened of walk(request, plain)) {
    const started = await startItem(opened, sites.partOf(opened), { reader, counts })
    if (started === null) continue
    ahead.push(started)
    while (isEnough()) await keepFirst()
  }
  for (const aside of sites.setAside) ahead.push(ready(reader.refuse({ kind: 'refused', ...aside })))
  while (ahead.length > 0) await keepFirst()
  await writes.finish()
  return [...found].map(([sha256, { outline, places }]) => ({ sha256, outline, places }))
}

/** What is being read takes many times its own size in memory. */
const MOST_BYTES_AHEAD = 16 * 2 ** 20

/** Null for what is read with its site, or stands for it: a folder that is set aside is said once, as a whole. */
async function startItem(
  opened: Opened,
  part: SitePart | null,
  { reader, counts }: { readonly reader: FileReader; readonly counts: ImportCounts },
): Promise<StartedFile | null> {
  if (part === 'set-aside') return null
  if (part === null || opened.kind !== 'file') return startFile(opened, reader)
  if (part === 'dump') return ready(await reader.keepDump(opened))
  counts.files++
  counts.siteFiles++
  return null
}

async function startFile(opened: Opened, reader: FileReader): Promise<StartedFile> {
  if (opened.kind === 'file') return reader.readFile(opened)
  return ready(opened.kind === 'container' ? await reader.keepContainer(opened) : reader.refuse(opened))
}

function ready(file: ReadFile): StartedFile {
  return { read: Promise.resolve(file), bytes: 0 }
}

interface Keeping {
  readonly writes: GroupedWrites
  readonly found: Map<string, { readonly outline: Outline; readonly places: Place[] }>
  readonly hold: (outline: Outline) => Outline
  readonly counts: ImportCounts
  readonly request: ImportRequest
  readonly senders: Senders
}

async function keepFile(
  { outcome, write, weight, address }: ReadFile,
  { writes, found, hold, counts, request, senders }: Keeping,
): Promise<void> {
  await writes.add(write, weight)
  count(counts, outcome)
  request.onEvent?.({ event: 'file', ...outcome })
  request.onEvent?.({ event: 'step', step: 'reading', done: counts.files, total: null })
  const { sha256, outline, place } = outcome
  if (outline === null || sha256 === null) return
  // Where nothing was read now, the sender is asked for later.
  if (!outcome.isKnown) senders.set(sha256, address === undefined ? null : sealed(address))
  const known = found.get(sha256)
  if (known === undefined) found.set(sha256, { outline: hold(outline), places: [place] })
  else known.places.push(place)
}

function count(counts: ImportCounts, outcome: FileOutcome): void {
  if (outcome.kind === 'container') {
    counts.containers++
    return
  }
  counts.files += outcome.files
  if (outcome.kind === 'site') counts.siteFiles += outcome.files
  counts.repairs += outcome.repairs
  counts.suggestions += outcome.suggestions
  counts.hidden += outcome.hidden
  if (outcome.isDoubtful) counts.doubtful++
  if (outcome.isKnown) counts.known++
  if (outcome.kind === 'refused') counts.refused += outcome.files
}
