/** Puts canons into the catalogue, so that settings can point at their seasons, episodes and turning points. */
import type { Canon } from '../../intake/canon/index.ts'
import { canonHash } from '../../intake/canon/index.ts'
import { writeChanges } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { findOrAddTag } from '../works/index.ts'

/**
 * Brings the catalogue's canons up to date; call it in a transaction. Points keep their keys, so a file that is loaded
 * again moves no work; a point that left its file stays while a work is set there.
 */
export async function saveCanons(tx: Db, canons: readonly Canon[]): Promise<void> {
  for (const canon of canons) {
    const hash = canonHash([canon])
    const known = await tx.selectFrom('canon').select('hash').where('key', '=', canon.key).executeTakeFirst()
    if (known?.hash === hash) continue
    const tagId = await findOrAddTag(tx, 'fandom', canon.name)
    await tx
      .insertInto('canon')
      .values({ key: canon.key, tag_id: tagId, hash })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ tag_id: tagId, hash }))
      .execute()
    await savePoints(tx, canon)
  }
}

async function savePoints(tx: Db, canon: Canon): Promise<void> {
  const ids: number[] = []
  for (const [position, point] of canon.points.entries()) {
    const columns = { kind: point.kind, name: point.name, season: point.season, episode: point.episode, position }
    const saved = await tx
      .insertInto('canon_point')
      .values({ canon_key: canon.key, key: point.key, ...columns })
      .onConflict((conflict) => conflict.columns(['canon_key', 'key']).doUpdateSet(columns))
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.push(saved.id)
  }
  const changes = ids.map((rowId) => ({ table: 'canon_point', rowId, change: 'changed' }) as const)
  await writeChanges(tx, changes, new Date().toISOString())
}
