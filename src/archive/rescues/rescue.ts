/**
 * Moves in a whole site, as its rows are staged: its people, its words and what they mean here, its stories, and what
 * stood around them. Then the books are balanced: rows in = rows that became something + rows set aside.
 *
 *     people ▶ terms ▶ works ▶ chapters without a story ▶ mapping ▶ community ▶ what nothing took ▶ report ▶ languages
 *
 * Every step knows what it did before, so a rescue can be killed anywhere and run again, and a newer dump of the site
 * changes what differs, but never what somebody changed here since.
 */
import type { Canon } from '../../intake/canon/index.ts'
import { readPlainValue } from '../../intake/values/index.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { groupWrites } from '../../platform/db/group-writes.ts'
import { clearHeap } from '../../platform/small-heap.ts'
import { findSource } from '../sources/index.ts'
import { balanceBooks, rescueCommunity } from './community/community.ts'
import { mapSite } from './mapping/index.ts'
import { type ContextParts, findEvidence, type OpenContext, openContext } from './open-context.ts'
import { rescuePeople } from './people/people.ts'
import type { RescueReport } from './report/report.ts'
import { saveSite } from './site/site-store.ts'
import { countDistinct, type StagedSite } from './staged-site.ts'
import { tellLanguages } from './stories/languages.ts'
import { keepOrphanChapters } from './stories/orphan-chapters.ts'
import type { StrayFileCounts } from './stories/stray-files.ts'
import { rescueTerms } from './stories/terms.ts'
import { rescueWorks, type SavedStory } from './stories/works.ts'
import { openValuePool } from './values/value-pool.ts'

export interface RescueRequest {
  readonly batchId: number
  readonly canons: readonly Canon[]
  /** Works stay hidden until the archivist shows them. */
  readonly isHeld: boolean
  /** Called first in every transaction; throws when another process has taken the import over. */
  readonly assertHeld?: (tx: Db) => Promise<void>
  readonly now: () => string
  readonly onStep?: (step: RescueStep) => void
  readonly onStory?: (story: SavedStory) => void
}

export interface RescueStep {
  readonly step: 'people' | 'works' | 'mapping' | 'community'
  readonly done: number
  readonly total: number | null
}

export interface RescuedSite {
  readonly siteId: number
  readonly name: string
  readonly report: RescueReport
}

export async function rescueSite(db: Db, site: StagedSite, request: RescueRequest): Promise<RescuedSite> {
  const { batchId, isHeld, assertHeld } = request
  const now = request.now()
  const evidence = await findEvidence(site)
  const dumpSha256 = (await findSource(db, site.dump.sha256)) === undefined ? null : site.dump.sha256
  const name = nameOf(site, evidence)
  const siteId = await inTransaction(db, async (tx) => {
    await assertHeld?.(tx)
    return saveSite(tx, { ...factsOf(site, evidence), name, batchId, dumpSha256 }, now)
  })
  const writes = groupWrites(db, assertHeld)
  const report = await moveIn({ db, site, siteId, batchId, dumpSha256, isHeld, now, writes, evidence }, request)
  // What knows languages takes 80 MB more.
  clearHeap()
  await tellLanguages(db, siteId, writes, now)
  return { siteId, name, report }
}

async function moveIn(parts: Omit<ContextParts, 'values'>, request: RescueRequest): Promise<RescueReport> {
  const { context, files } = await moveInRows(parts, request)
  clearHeap()
  return await balanceBooks(context, files)
}

interface MovedIn {
  readonly context: OpenContext
  readonly files: StrayFileCounts
}

/** The threads that read values are gone at its end, and 150 MB with them. */
async function moveInRows(parts: Omit<ContextParts, 'values'>, request: RescueRequest): Promise<MovedIn> {
  const { db, site, siteId, now } = parts
  const { assertHeld } = request
  await using values = openValuePool(site.url, { isLarge: isLarge(site) })
  const context = await openContext({ ...parts, values })
  const tell = (step: RescueStep['step'], done = 0, total: number | null = null): void =>
    request.onStep?.({ step, done, total })
  tell('people')
  const missing = await rescuePeople(context)
  await rescueTerms(context)
  const total = countDistinct(site, 'stories')
  let done = 0
  await rescueWorks(context, missing, (story) => {
    tell('works', ++done, total)
    request.onStory?.(story)
  })
  await keepOrphanChapters(context)
  clearHeap()
  tell('mapping')
  await mapSite(db, siteId, request.canons, { now, ...(assertHeld !== undefined && { assertHeld }) })
  tell('community')
  return { context, files: await rescueCommunity(context) }
}

/** From here on reading in this thread would take longer than starting others. */
const LARGE = { chapters: 100, reviews: 500 } as const

function isLarge({ counts }: StagedSite): boolean {
  return (counts.get('chapters') ?? 0) > LARGE.chapters || (counts.get('reviews') ?? 0) > LARGE.reviews
}

const NAMELESS = 'A site without a name'

function nameOf(site: StagedSite, evidence: Parameters<typeof readPlainValue>[1]): string {
  const name = site.name === null ? '' : readPlainValue(site.name, evidence).text
  return name === '' ? (site.url ?? NAMELESS) : name
}

function factsOf(site: StagedSite, evidence: Parameters<typeof readPlainValue>[1]) {
  return {
    key: site.key,
    software: site.software,
    slogan: site.slogan === null ? null : readPlainValue(site.slogan, evidence).text,
    version: site.version,
    tablePrefix: site.prefix,
    oldUrl: site.url,
    evidence: site.evidence,
  }
}
