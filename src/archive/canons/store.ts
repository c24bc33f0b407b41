/** Puts canons into the catalogue, so that settings can point at their seasons, episodes and turning points. */
import type { Canon, CanonPoint } from '../../intake/canon/index.ts'
import { canonHash } from '../../intake/canon/index.ts'
import { writeChanges } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { findOrAddTag } from '../works/index.ts'

/**
 * Brings the catalogue's canons up to date; call it in a transaction. Points keep their keys, so a file that is loaded
 * again moves no work; a point that left its file stays while a work is set there.
 */
export async function saveCanons(tx: Db, canons: readonly Canon[]): Promise<void> {
  const rows = await tx.selectFrom('canon').select(['key', 'hash']).execute()
  const known = new Map(rows.map(({ key, hash }) => [key, hash]))
  for (const canon of canons) {
    const hash = canonHash([canon])
    if (known.get(canon.key) === hash) continue
    const tagId = await findOrAddTag(tx, 'fandom', canon.name)
    await tx
      .insertInto('canon')
      .values({ key: canon.key, tag_id: tagId, hash })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ tag_id: tagId, hash }))
      .execute()
    await savePoints(tx, canon)
  }
}

/** New points are written together and unannounced, since no work can be set there yet. */
async function savePoints(tx: Db, canon: Canon): Promise<void> {
  const known = await tx
    .selectFrom('canon_point')
    .select(['id', 'key', 'kind', 'name', 'season', 'episode', 'position'])
    .where('canon_key', '=', canon.key)
    .execute()
  const saved = new Map(known.map((point) => [point.key, point]))
  const added: PointRow[] = []
  const changed: number[] = []
  for (const [position, { key, kind, name, season, episode }] of canon.points.entries()) {
    const columns = { kind, name, season, episode, position }
    const before = saved.get(key)
    if (before === undefined) added.push({ canon_key: canon.key, key, ...columns })
    else if (!isSame(before, columns)) {
      await tx.updateTable('canon_point').set(columns).where('id', '=', before.id).execute()
      changed.push(before.id)
    }
  }
  await insertRows(tx, 'canon_point', added)
  const changes = changed.map((rowId) => ({ table: 'canon_point', rowId, change: 'changed' }) as const)
  await writeChanges(tx, changes, new Date().toISOString())
}

type Columns = Pick<CanonPoint, 'kind' | 'name' | 'season' | 'episode'> & { readonly position: number }
type PointRow = Columns & { readonly canon_key: string; readonly key: string }

function isSame(before: { readonly [Name in keyof Columns]: unknown }, after: Columns): boolean {
  return (
    before.kind === after.kind &&
    before.name === after.name &&
    before.season === after.season &&
    before.episode === after.episode &&
    before.position === after.position
  )
}
