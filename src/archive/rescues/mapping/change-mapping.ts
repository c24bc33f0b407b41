/** What an archivist's mapping file changes: the terms that mean something else now, and what that does to the works. */
import type { Canon } from '../../../intake/canon/index.ts'
import { chunks } from '../../../platform/db/chunks.ts'
import { type Db, inTransaction } from '../../../platform/db/database.ts'
import { type ApplyCounts, type ApplyOptions, applyMapping } from './apply.ts'
import { proposeMapping } from './map-site.ts'
import { type MappedSite, writeMappingFile } from './mapping-file.ts'
import { findTerms, type MappingRefused, readMappingFile, refuseSite, type Saying } from './read-mapping.ts'
import { findSiteByKey, type ListedSite } from './rescued-site-store.ts'
import { inOrder, isSameMeaning, type Mapping, type Meaning, type SiteTerm } from './term.ts'
import { listMappings, listTerms, saveMappings } from './term-store.ts'

export type MappingOutcome =
  | MappingRefused
  | {
      readonly ok: true
      readonly site: ListedSite
      readonly changes: readonly TermChange[]
      readonly counts: ApplyCounts
    }

export interface TermChange {
  readonly term: SiteTerm
  readonly before: readonly Meaning[]
  readonly after: readonly Meaning[]
}

/** The mapping of a site as a file, as it stands. */
export async function printMapping(db: Db, site: MappedSite & { readonly id: number }): Promise<string> {
  return writeMappingFile(site, await listTerms(db, site.id), await listMappings(db, site.id))
}

/**
 * Checks a mapping file, stores what it says as the archivist's word, and applies it. With `isDryRun` nothing is written,
 * and the counts say what would change.
 */
export async function changeMapping(
  db: Db,
  yaml: string,
  canons: readonly Canon[],
  options: Omit<ApplyOptions, 'means'>,
): Promise<MappingOutcome> {
  const file = readMappingFile(yaml)
  if (!file.ok) return file
  const site = await findSiteByKey(db, file.value.key)
  if (site === undefined) {
    return refuseSite(file.value, `No site with this key is in the archive. "ficarium rescue" lists those that are.`)
  }
  const sayings = findTerms(file.value, await listTerms(db, site.id))
  if (!sayings.ok) return sayings
  const standing = await listMappings(db, site.id)
  const said = await settleProposed(db, site.id, canons, sayings.value)
  const changes = said.flatMap(({ term, mapping }): TermChange[] => {
    const before = standing.get(term.id)?.means ?? []
    return isSameMeaning(before, mapping.means) ? [] : [{ term, before, after: mapping.means }]
  })
  const means = new Map(
    [...standing.values(), ...said.map(({ mapping }) => mapping)].map((each) => [each.termId, each.means]),
  )
  if (options.isDryRun !== true)
    await saveSayings(
      db,
      said.map(({ mapping }) => mapping),
      options.assertHeld,
    )
  return { ok: true, site, changes, counts: await applyMapping(db, site.id, { ...options, means }) }
}

interface Said {
  readonly term: SiteTerm
  readonly mapping: Mapping
}

/** What is left to the program is proposed anew; the rest is the archivist's. */
async function settleProposed(
  db: Db,
  siteId: number,
  canons: readonly Canon[],
  sayings: readonly Saying[],
): Promise<readonly Said[]> {
  const isAsked = sayings.some(({ means }) => means === 'proposed')
  const proposals = new Map(
    (isAsked ? await proposeMapping(db, siteId, canons) : []).map((each) => [each.termId, each]),
  )
  return sayings.map(({ term, means }): Said => {
    if (means !== 'proposed')
      return { term, mapping: { termId: term.id, means: inOrder(means), why: '', saidBy: 'archivist' } }
    const proposal = proposals.get(term.id) ?? { termId: term.id, means: [], why: '' }
    return { term, mapping: { ...proposal, saidBy: 'program' } }
  })
}

/** Terms a transaction. */
const PORTION = 200

async function saveSayings(
  db: Db,
  mappings: readonly Mapping[],
  assertHeld: ApplyOptions['assertHeld'],
): Promise<void> {
  for (const portion of chunks(mappings, PORTION)) {
    await inTransaction(db, async (tx) => {
      await assertHeld?.(tx)
      await saveMappings(tx, portion)
    })
  }
}
