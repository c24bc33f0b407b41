/**
 * Plans what an import writes: which sources are one work, and which work of the catalogue that was before.
 *
 *     met now       part-2.txt                      the work "Harbour" was made from part-1.txt and part-2.txt
 *     planned       part-1.txt + part-2.txt  →  the same work, unchanged
 *
 * A folder changes between two imports, and people import a single file out of it. So what assemble is given is not
 * what was met alone: every source of every work that is touched belongs to it, or a work would lose the chapters
 * whose files were not there this time. Nothing leaves the archive because it left the folder.
 *
 * Other bytes in a place where something of the same work stood are its new version; what stood there stays beside
 * them as another version. Works that turn out to be one become the one that gave most of it, and a work that turns out
 * to be two keeps its address for the larger share. What is hidden is never joined to what is public: joining would
 * show it.
 */
import {
  type AssembledSource,
  type AssembledWork,
  assemble,
  likeness,
  type Outline,
  type Place,
  type ReadSource,
  type RelatedWorks,
  statedMarks,
  textAsks,
  textMarks,
} from '../../intake/assemble/index.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { listOpenPairs } from './kin-store.ts'
import { listWorksWithMarks, listWorksWithoutMarks } from './marks-store.ts'
import { type KnownUse, listUsesOfSources, listUsesOfWorks, listWorksAtPlace } from './plan-store.ts'
import { placeKey } from './store.ts'

export interface PlannedWork {
  readonly work: AssembledWork
  readonly sources: readonly PlannedSource[]
  /** The work it was before; null for a new one. */
  readonly workId: number | null
  /** Works that go when the last of their sources speaks for another. */
  readonly superseded: readonly number[]
  /** Sources of the same work that were met in a further place. */
  readonly moved: readonly string[]
  /** Where it comes from not everybody could see it. */
  readonly isPrivate: boolean
}

/** What is held of a source until its work is written: an outline is ten times as large. */
export interface PlannedSource {
  readonly sha256: string
  /** Those of earlier imports too. */
  readonly places: readonly Place[]
  /** By these later imports find its work. */
  readonly marks: readonly number[]
}

export interface PlanRequest {
  /** What this import met and read, with the places where it did. */
  readonly met: readonly ReadSource[]
  readonly isHeld: boolean
  /** Outlines of sources that are in the catalogue and were not met. */
  readonly outlinesOf: (sha256s: readonly string[]) => Promise<ReadonlyMap<string, Outline>>
}

/** From here on other bytes in the same place are a new version of the same work. */
const SAME_WORK = 0.35
const MIN_WORDS_TO_COMPARE = 100

export interface Plan {
  readonly works: readonly PlannedWork[]
  /** Works among them that share text and are not joined. */
  readonly related: readonly RelatedWorks[]
  /** What was met and only lists stories or chapters: index pages that belong to no work. */
  readonly lists: readonly ReadSource[]
}

export async function planWorks(db: Db, request: PlanRequest): Promise<Plan> {
  const known = await loadKnown(db, request)
  const replaced = findReplaced(known)
  const current = [...known.sources.values()].filter(({ sha256 }) => !replaced.has(sha256))
  const inherited = new Map([...replaced].map(([before, after]) => [after, known.visibility.get(before)]))
  // What was not for everybody where it comes from is not shown because other bytes stood in its place before.
  const newcomers = (sha256: string): string =>
    known.sources.get(sha256)?.outline.isPrivate === true ? 'hidden' : (inherited.get(sha256) ?? known.audience)
  const audienceOf = (sha256: string): string => known.visibility.get(sha256) ?? newcomers(sha256)
  const assembled = [...Map.groupBy(current, ({ sha256 }) => audienceOf(sha256))]
    // A tombstone is not raised by finding the file again.
    .filter(([audience]) => audience !== 'withdrawn')
    .map(([, sources]) => assemble(sources.map((source) => asBefore(source, known))))
  const works = assembled.flatMap((each) => each.works.map((work) => withReplaced(work, replaced)))
  const lists = assembled.flatMap((each) => each.lists.flatMap((sha256) => known.met.get(sha256) ?? []))
  return { works: place(works, known), related: assembled.flatMap(({ related }) => related), lists }
}

/** A page that is a work already stays one: somebody may have marked it, and it has an address. */
function asBefore(source: ReadSource, { workOf }: Known): ReadSource {
  const { isList, ...outline } = source.outline
  return isList === true && workOf.has(source.sha256) ? { ...source, outline } : source
}

interface Known {
  readonly met: ReadonlyMap<string, ReadSource>
  /** What was met and what belongs to the same works, with all places. */
  readonly sources: ReadonlyMap<string, ReadSource>
  readonly uses: readonly KnownUse[]
  readonly workOf: ReadonlyMap<string, number>
  readonly visibility: ReadonlyMap<string, string>
  /** Who sees a work that is new. */
  readonly audience: 'public' | 'hidden'
}

async function loadKnown(db: Db, { met, isHeld, outlinesOf }: PlanRequest): Promise<Known> {
  const metByHash = new Map(met.map((source) => [source.sha256, source]))
  const usesOfMet = await listUsesOfSources(db, [...metByHash.keys()])
  const works = new Set(usesOfMet.flatMap(({ workId }) => (workId === null ? [] : [workId])))
  const settled = new Set(
    usesOfMet.filter(({ role, workId }) => workId !== null && role !== 'other-version').map(({ sha256 }) => sha256),
  )
  for (const { sha256, places } of met) {
    if (settled.has(sha256)) continue
    for (const each of places) for (const work of await listWorksAtPlace(db, each, sha256)) works.add(work)
  }
  for (const work of await listKindredWorks(db, met, usesOfMet)) works.add(work)
  // What is asked about a work may end when its text changes.
  if (settled.size < met.length)
    for (const pair of await listOpenPairs(db, [...works])) for (const work of pair) works.add(work)
  const usesOfWorks = await listUsesOfWorks(db, [...works], new Set(usesOfMet.map(({ id }) => id)))
  const uses = [...usesOfMet, ...usesOfWorks].toSorted((a, b) => a.id - b.id)
  const outlines = new Map(met.map(({ sha256, outline }) => [sha256, outline]))
  const absent = new Set(uses.map(({ sha256 }) => sha256).filter((sha256) => !metByHash.has(sha256)))
  for (const [sha256, outline] of await outlinesOf([...absent])) outlines.set(sha256, outline)
  const placesOf = Map.groupBy(uses, ({ sha256 }) => sha256)
  const sources = new Map<string, ReadSource>()
  for (const [sha256, outline] of outlines) {
    sources.set(sha256, {
      sha256,
      outline,
      places: placesIn(placesOf.get(sha256) ?? [], metByHash.get(sha256)?.places),
    })
  }
  const workOf = new Map<string, number>()
  const visibility = new Map<string, string>()
  for (const use of uses) {
    if (use.workId !== null && !workOf.has(use.sha256)) workOf.set(use.sha256, use.workId)
    if (use.visibility !== null) visibility.set(use.sha256, use.visibility)
  }
  return { met: metByHash, sources, uses, workOf, visibility, audience: isHeld ? 'hidden' : 'public' }
}

/** All places of a source; what was met is not held a second time. */
function placesIn(uses: readonly Place[], met: readonly Place[] = []): readonly Place[] {
  const isMet = uses.length === 0 || (uses.length === 1 && met.length === 1 && isSamePlace(uses[0], met[0]))
  return isMet ? met : uses.map(({ path, within }) => ({ path, within }))
}

function isSamePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a !== undefined && b !== undefined && placeKey(a) === placeKey(b)
}

/**
 * Works that share marks with what was met: the same story in another format, a part or the whole of it. What has been
 * looked for before is not looked for again.
 */
async function listKindredWorks(
  db: Db,
  met: readonly ReadSource[],
  uses: readonly KnownUse[],
): Promise<readonly number[]> {
  const workOf = new Map(uses.flatMap(({ sha256, workId }) => (workId === null ? [] : [[sha256, workId] as const])))
  const unknown = new Set(await listWorksWithoutMarks(db, [...new Set(workOf.values())]))
  const isSettled = ({ sha256 }: ReadSource): boolean => {
    const work = workOf.get(sha256)
    return work !== undefined && !unknown.has(work)
  }
  const works = new Set<number>()
  for (const part of chunks(
    met.filter((source) => !isSettled(source)),
    SOURCES_ASKED_ABOUT,
  )) {
    const marks = part.flatMap((source) => [...textAsks(source.outline), ...statedMarks(source)])
    for (const work of await listWorksWithMarks(db, marks)) works.add(work)
  }
  return [...works]
}

/** Each asks with some 25 marks, a long one with thousands. */
const SOURCES_ASKED_ABOUT = 1000

/** For each source that was not met and whose place other bytes have taken, those. */
function findReplaced(known: Known): ReadonlyMap<string, string> {
  const metAt = new Map<string, ReadSource>()
  for (const source of known.met.values()) for (const each of source.places) metAt.set(placeKey(each), source)
  const usesAt = Map.groupBy(known.uses, placeKey)
  const others = new Set(known.uses.filter(({ role }) => role === 'other-version').map(({ sha256 }) => sha256))
  const replaced = new Map<string, string>()
  for (const use of known.uses) {
    const source = known.sources.get(use.sha256)
    if (source === undefined || known.met.has(use.sha256) || replaced.has(use.sha256)) continue
    const now = metAt.get(placeKey(use))
    if (now !== undefined && isSameWork(source, now) && mayReplace(known, use, now)) {
      replaced.set(use.sha256, now.sha256)
    } else if (others.has(use.sha256)) {
      const later = usesAt
        .get(placeKey(use))
        ?.find(
          ({ sha256, workId }) =>
            workId === use.workId && sha256 !== use.sha256 && !others.has(sha256) && known.sources.has(sha256),
        )
      if (later !== undefined) replaced.set(use.sha256, later.sha256)
    }
  }
  return resolveChains(replaced)
}

/** "a by b" and "b by c" is "a by c". */
function resolveChains(replaced: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const result = new Map<string, string>()
  for (const [before, first] of replaced) {
    const seen = new Set([before])
    let after = first
    for (let next = replaced.get(after); next !== undefined && !seen.has(after); next = replaced.get(after)) {
      seen.add(after)
      after = next
    }
    if (!replaced.has(after)) result.set(before, after)
  }
  return result
}

/** Alike enough; a text of a few lines also needs the same title and names. */
function isSameWork(before: ReadSource, after: ReadSource): boolean {
  if (likeness(before.outline.sketch, after.outline.sketch) < SAME_WORK) return false
  if (Math.min(before.outline.words, after.outline.words) >= MIN_WORDS_TO_COMPARE) return true
  const { title, authors } = before.outline
  return title !== null && title === after.outline.title && authors.join('\n') === after.outline.authors.join('\n')
}

/** What comes in held does not change what people read already. */
function mayReplace(known: Known, use: KnownUse, after: ReadSource): boolean {
  return known.workOf.has(after.sha256) || known.audience === 'public' || use.visibility !== 'public'
}

/** What stood in the place of a source before goes with it; the order of what is not read is made the same each time. */
function withReplaced(work: AssembledWork, replaced: ReadonlyMap<string, string>): AssembledWork {
  const here = new Set(work.sources.map(({ sha256 }) => sha256))
  const earlier = [...replaced]
    .filter(([, after]) => here.has(after))
    .map(([sha256]): AssembledSource => ({ sha256, role: 'other-version', number: null }))
  const texts = work.sources.filter(({ role }) => role === 'text')
  const others = [...work.sources.filter(({ role }) => role !== 'text'), ...earlier]
  return { ...work, sources: [...texts, ...others.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))] }
}

/** Gives each work the one of the catalogue with which it shares most sources; none is given twice. */
function place(works: readonly AssembledWork[], known: Known): PlannedWork[] {
  const pairs = works.flatMap((work, index) => {
    const shared = new Map<number, number>()
    for (const { sha256, role } of work.sources) {
      const workId = known.workOf.get(sha256)
      // A text counts for more than a copy.
      if (workId !== undefined) shared.set(workId, (shared.get(workId) ?? 0) + (role === 'text' ? 1000 : 1))
    }
    return [...shared].map(([workId, weight]) => ({ index, workId, weight }))
  })
  const claims = new Map<number, number>()
  const claimed = new Set<number>()
  for (const { index, workId } of pairs.toSorted(
    (a, b) => b.weight - a.weight || a.workId - b.workId || a.index - b.index,
  )) {
    if (claims.has(index) || claimed.has(workId)) continue
    claims.set(index, workId)
    claimed.add(workId)
  }
  const pairsOf = Map.groupBy(pairs, ({ index }) => index)
  const unsettled = new Set(known.uses.filter(({ workId }) => workId === null).map(({ sha256 }) => sha256))
  return works.map((work, index) => ({
    work,
    sources: work.sources.flatMap(({ sha256 }) => plannedOf(known.sources.get(sha256))),
    workId: claims.get(index) ?? null,
    superseded: (pairsOf.get(index) ?? []).map(({ workId }) => workId).filter((workId) => !claimed.has(workId)),
    moved: work.sources.flatMap(({ sha256 }) => (unsettled.has(sha256) && known.workOf.has(sha256) ? [sha256] : [])),
    isPrivate: work.sources.some(({ sha256 }) => known.sources.get(sha256)?.outline.isPrivate === true),
  }))
}

function plannedOf(source: ReadSource | undefined): readonly PlannedSource[] {
  if (source === undefined) return []
  const { sha256, places, outline } = source
  return [{ sha256, places, marks: [...textMarks(outline), ...statedMarks(source)] }]
}
