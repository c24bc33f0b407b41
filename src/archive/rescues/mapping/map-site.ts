/**
 * Maps a site as the end of its rescue: proposes what its words mean, keeps what the archivist said instead, and applies
 * both.
 *
 * A proposal follows the dump and the canon files: brought in again, it may be another. What the archivist said of a
 * term stays, whatever a newer dump says.
 */
import type { Canon } from '../../../intake/canon/index.ts'
import { chunks } from '../../../platform/db/chunks.ts'
import { type Db, inTransaction } from '../../../platform/db/database.ts'
import { type ApplyCounts, type ApplyOptions, applyMapping } from './apply.ts'
import { proposeTerms } from './propose.ts'
import { inOrder, isSameMeaning, type Mapping, type Proposal } from './term.ts'
import { listMappings, listTerms, saveMappings, saveSiteTerm } from './term-store.ts'

/** Idempotent; call it when all works of the site and their terms are in. */
export async function mapSite(
  db: Db,
  siteId: number,
  canons: readonly Canon[],
  options: Omit<ApplyOptions, 'means' | 'isDryRun'>,
): Promise<ApplyCounts> {
  await inTransaction(db, async (tx) => {
    await options.assertHeld?.(tx)
    await saveSiteTerm(tx, siteId)
  })
  await saveProposals(db, siteId, await proposeMapping(db, siteId, canons), options.assertHeld)
  return applyMapping(db, siteId, options)
}

/** What the program takes each term of a site for, with its reason; nothing is written. */
export async function proposeMapping(db: Db, siteId: number, canons: readonly Canon[]): Promise<readonly Proposal[]> {
  const proposals = proposeTerms(await listTerms(db, siteId), canons)
  return proposals.map((proposal) => ({ ...proposal, means: inOrder(proposal.means) }))
}

/** Terms a transaction. */
const PORTION = 200

async function saveProposals(
  db: Db,
  siteId: number,
  proposals: readonly Proposal[],
  assertHeld: ApplyOptions['assertHeld'],
): Promise<void> {
  const standing = await listMappings(db, siteId)
  const fresh = proposals.filter((proposal) => {
    const known = standing.get(proposal.termId)
    return known === undefined || (known.saidBy === 'program' && !isSame(known, proposal))
  })
  for (const portion of chunks(fresh, PORTION)) {
    await inTransaction(db, async (tx) => {
      await assertHeld?.(tx)
      await saveMappings(
        tx,
        portion.map((proposal): Mapping => ({ ...proposal, saidBy: 'program' })),
      )
    })
  }
}

function isSame(known: Mapping, proposal: Proposal): boolean {
  return known.why === proposal.why && isSameMeaning(known.means, proposal.means)
}
