/** Compares a whole rescued site with its answers. */
import type { Db } from '../../src/platform/db/database.ts'
import { checkCommunity } from './check-community.ts'
import { checkCounts } from './check-counts.ts'
import { checkPeople } from './check-people.ts'
import { checkOrphans, checkStories } from './check-stories.ts'
import { checkTraps } from './check-traps.ts'
import { checkWords } from './check-words.ts'
import { gatherDifferences } from './differences.ts'
import { openRescued } from './rescued.ts'
import type { Truth } from './truth.ts'

export interface SiteCheck {
  readonly differences: readonly string[]
  /** How many comparisons were made. */
  readonly compared: number
  /** Traps that this check does not know. */
  readonly unknownTraps: readonly string[]
}

export async function checkSite(db: Db, truth: Truth): Promise<SiteCheck> {
  const rescued = await openRescued(db, truth.site?.sitekey)
  const differences = gatherDifferences()
  await checkCounts(rescued, truth, differences)
  await checkPeople(rescued, truth, differences)
  await checkWords(rescued, truth, differences)
  await checkStories(rescued, truth, differences)
  await checkOrphans(rescued, truth, differences)
  await checkCommunity(rescued, truth, differences)
  const unknownTraps = await checkTraps(rescued, truth, differences)
  return { differences: differences.listed(), compared: differences.count(), unknownTraps }
}
