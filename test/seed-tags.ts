/** Plants tags and a small canon for the tests of the site, and knows the public ids that are planted. */
import { createHash } from 'node:crypto'
import { foldKey } from '../src/kernel/text.ts'
import type { Db } from '../src/platform/db/database.ts'

/** A canon of two seasons for a fandom. */
export async function plantCanon(db: Db, fandom: string): Promise<void> {
  const tagId = await plantTag(db, 'fandom', fandom)
  await db.insertInto('canon').values({ key: 'glass', tag_id: tagId, hash: 'x' }).execute()
  const points = [
    ['s1', 'season', 'Season 1', 1, null],
    ['s1e01', 'episode', 'Low Water', 1, 1],
    ['s1e02', 'episode', 'The Keeper’s Ledger', 1, 2],
    ['fire', 'event', 'The night the lamp went out', 1, null],
    ['s2', 'season', 'Season 2', 2, null],
    ['s2e01', 'episode', 'What the Tide Kept', 2, 1],
    ['s2e02', 'episode', 'Salt and Signals', 2, 2],
    ['after', 'event', 'After the series', null, null],
  ] as const
  await db
    .insertInto('canon_point')
    .values(
      points.map(([key, kind, name, season, episode], position) => ({
        canon_key: 'glass',
        key,
        kind,
        name,
        season,
        episode,
        position,
      })),
    )
    .execute()
}

export async function plantTag(db: Db, kind: string, name: string): Promise<number> {
  await db
    .insertInto('tag')
    .values({ public_id: idOf(`${kind} ${name}`), kind, name, folded: foldKey(name), canonical_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('tag')
    .where('kind', '=', kind)
    .where('folded', '=', foldKey(name))
    .select('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The public id of a tag, pen name or work that was planted under this name. */
export function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 10)
}
