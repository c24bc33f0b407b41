import type { RescueReport, StagedSite } from '../rescues/index.ts'
import type { SavedWork } from '../works/index.ts'

/** What became of a site. */
export interface MovedInSite {
  readonly name: string
  readonly key: string
  readonly software: string
  readonly version: string | null
  readonly prefix: string
  readonly url: string | null
  /** Why it was taken for this site, sentence by sentence. */
  readonly evidence: readonly string[]
  readonly dumps: readonly { readonly path: string; readonly within: readonly string[]; readonly sha256: string }[]
  readonly problems: StagedSite['problems']
  readonly works: Readonly<Record<SavedWork['outcome'], number>>
  readonly chapters: number
  readonly words: number
  readonly members: number
  readonly reviews: number
  readonly report: RescueReport
}
