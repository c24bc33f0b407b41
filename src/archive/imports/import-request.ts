/** What an import is asked, what it tells on its way, and what it gives. */
import type { Db } from '../../platform/db/database.ts'
import type { Canons } from '../canons/index.ts'
import type { RescueStep } from '../rescues/index.ts'
import type { SavedWork } from '../works/index.ts'
import type { ImportCounts } from './counts.ts'
import type { FindingGroup } from './finding-groups.ts'
import type { MovedInSite } from './moved-in-site.ts'
import type { FileOutcome } from './read-file.ts'

export interface ImportRequest {
  readonly paths: readonly string[]
  readonly canons: Canons
  /** Key of the convention that the archivist chose for all that is brought in; absent where texts tell by themselves. */
  readonly convention?: string | null
  /** A folder that is passed over wherever it is met: the archive's own, which may lie among the stories. */
  readonly leaveOut?: string
  /** Works stay hidden until the archivist shows them. */
  readonly isHeld: boolean
  /** Called first in every transaction; throws when another process has taken the import over. */
  readonly assertHeld?: (tx: Db) => Promise<void>
  readonly now: () => string
  /** Where the rows of sites stand while they are moved in; made when it is not there. */
  readonly temporaryDirectory?: string
  readonly onEvent?: (event: ImportEvent) => void
}

export type ImportEvent =
  | ({ readonly event: 'file' } & FileOutcome)
  | { readonly event: 'work'; readonly title: string; readonly outcome: SavedWork['outcome']; readonly sources: number }
  | ({ readonly event: 'site' } & MovedInSite)
  | {
      readonly event: 'step'
      readonly step: 'looking' | 'reading' | 'writing' | RescueStep['step']
      readonly done: number
      readonly total: number | null
    }

export interface ImportReport {
  readonly batchId: string
  readonly counts: ImportCounts
  /** What was found in this batch, the worst first. */
  readonly findings: readonly FindingGroup[]
  readonly sites: readonly MovedInSite[]
}
