/** Moves in the sites that an import found, one after the other, and sums up each. */
import type { Db } from '../../platform/db/database.ts'
import { countDistinct, type RescuedSite, rescueSite, type SavedStory, type StagedSite } from '../rescues/index.ts'
import type { SavedWork } from '../works/index.ts'
import type { ImportCounts } from './counts.ts'
import type { ImportEvent, ImportRequest } from './import-request.ts'
import type { MovedInSite } from './moved-in-site.ts'

export interface SitesToMoveIn {
  readonly request: ImportRequest
  readonly batchId: number
  readonly counts: ImportCounts
  readonly sites: readonly StagedSite[]
}

export async function moveInSites(db: Db, moving: SitesToMoveIn): Promise<readonly MovedInSite[]> {
  const moved: MovedInSite[] = []
  for (const site of moving.sites) {
    const sums = { added: 0, changed: 0, unchanged: 0, chapters: 0, words: 0 }
    const rescued = await rescueSite(db, site, rescueRequest(moving, sums))
    const summary = summaryOf(site, rescued, sums)
    if (isInDoubt(summary)) moving.counts.doubtful++
    moving.request.onEvent?.({ event: 'site', ...summary })
    moved.push(summary)
  }
  return moved
}

type Sums = { -readonly [Name in SavedWork['outcome'] | 'chapters' | 'words']: number }

function rescueRequest({ request, batchId, counts }: SitesToMoveIn, sums: Sums): Parameters<typeof rescueSite>[2] {
  const { canons, isHeld, assertHeld, now, onEvent } = request
  const onStory = (story: SavedStory): void => {
    sums[story.outcome]++
    sums.chapters += story.chapters
    sums.words += story.words
    counts.works[story.outcome]++
    counts.repairs += story.repairs
    counts.suggestions += story.suggestions
    if (story.outcome !== 'unchanged')
      onEvent?.({
        event: 'work',
        title: story.title,
        outcome: story.outcome,
        sources: story.chapters,
      } satisfies ImportEvent)
  }
  return {
    batchId,
    canons: canons.canons,
    isHeld,
    now,
    ...(assertHeld !== undefined && { assertHeld }),
    onStep: (step) => onEvent?.({ event: 'step', ...step }),
    onStory,
  }
}

function summaryOf(site: StagedSite, { name, report }: RescuedSite, sums: Sums): MovedInSite {
  const { added, changed, unchanged, chapters, words } = sums
  return {
    name,
    key: site.key,
    software: site.software,
    version: site.version,
    prefix: site.prefix,
    url: site.url,
    evidence: site.evidence,
    dumps: site.dumps,
    problems: site.problems,
    works: { added, changed, unchanged },
    chapters,
    words,
    members: countDistinct(site, 'authors'),
    reviews: report.reviews.reviews,
    report,
  }
}

/** Something of it could not be read, or does not add up. */
function isInDoubt({ report, problems }: MovedInSite): boolean {
  return report.totals.difference !== 0 || problems.length > 0
}
