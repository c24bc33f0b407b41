/** The row of a rescued site: found by its key or made, and brought up to date by every dump. */
import type { Db } from '../../../platform/db/database.ts'
import { insertWithPublicId } from '../../../platform/db/ids.ts'

export interface SiteFacts {
  readonly key: string
  readonly software: string
  readonly name: string
  readonly slogan: string | null
  readonly version: string | null
  readonly tablePrefix: string
  readonly oldUrl: string | null
  readonly evidence: readonly string[]
  readonly batchId: number
  readonly dumpSha256: string | null
}

export async function saveSite(tx: Db, facts: SiteFacts, now: string): Promise<number> {
  const columns = {
    software: facts.software,
    name: facts.name,
    slogan: facts.slogan,
    version: facts.version,
    table_prefix: facts.tablePrefix,
    old_place: facts.oldUrl === null ? null : placeOf(facts.oldUrl),
    old_url: facts.oldUrl,
    evidence: JSON.stringify(facts.evidence),
    batch_id: facts.batchId,
    dump_sha256: facts.dumpSha256,
    rescued_at: now,
  }
  const known = await tx.selectFrom('rescued_site').select('id').where('key', '=', facts.key).executeTakeFirst()
  if (known !== undefined) {
    await tx.updateTable('rescued_site').set(columns).where('id', '=', known.id).execute()
    return known.id
  }
  const row = await insertWithPublicId((publicId) =>
    tx
      .insertInto('rescued_site')
      .values({ ...columns, key: facts.key, public_id: publicId, dumped_at: null })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  return row.id
}

/** Host and path, lower case, without scheme, `www.` and closing slash: `http://www.Shelf.example/ef/` is `shelf.example/ef`. */
export function placeOf(url: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`
  if (!URL.canParse(whole)) return null
  const { host, pathname } = new URL(whole)
  if (host === '') return null
  return `${host}${pathname}`
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\/+$/, '')
}
