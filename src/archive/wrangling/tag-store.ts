/** Tags by name, for whoever says something of them. */
import { foldKey } from '../../kernel/text.ts'
import { writeChanges } from '../../platform/db/change-log.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertPublicRows } from '../../platform/db/insert-public-rows.ts'
import type { TagKind } from '../works/index.ts'

export interface TagName {
  readonly kind: TagKind
  readonly name: string
}

export interface KnownTag extends TagName {
  readonly id: number
  readonly standing: string | null
  /** What it is a synonym of. */
  readonly canonical: number | null
}

const KEYS = 500

/** The same for every spelling of one tag. */
export function keyOfTag({ kind, name }: TagName): string {
  return `${kind} ${foldKey(name)}`
}

export async function findTagsByName(db: Db, names: readonly TagName[]): Promise<ReadonlyMap<string, KnownTag>> {
  const found = new Map<string, KnownTag>()
  for (const [kind, alike] of Map.groupBy(names, (each) => each.kind)) {
    const folded = [...new Set(alike.map(({ name }) => foldKey(name)))]
    for (const some of chunks(folded, KEYS)) {
      const rows = await db
        .selectFrom('tag')
        .select(['id', 'name', 'folded', 'standing', 'canonical_id'])
        .where('kind', '=', kind)
        .where('folded', 'in', some)
        .execute()
      for (const row of rows) {
        const tag = { id: row.id, kind, name: row.name, standing: row.standing, canonical: row.canonical_id }
        found.set(`${kind} ${row.folded}`, tag)
      }
    }
  }
  return found
}

export async function findTagById(db: Db, id: number): Promise<KnownTag | undefined> {
  const row = await db
    .selectFrom('tag')
    .select(['id', 'kind', 'name', 'standing', 'canonical_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { kind, name, standing, canonical_id: canonical } = row
  return { id, kind: kind as TagKind, name, standing, canonical }
}

/** Those of these names that there are, in their order. */
export async function findTags(db: Db, names: readonly TagName[]): Promise<readonly KnownTag[]> {
  return [...(await findTagsByName(db, names)).values()]
}

/** Adds tags that no work has yet, and gives their keys in the same order. Call it in a transaction. */
export async function addUnusedTags(tx: Db, names: readonly TagName[], now: string): Promise<readonly number[]> {
  const ids = await insertPublicRows(
    tx,
    'tag',
    names.map(({ kind, name }) => ({ kind, name, folded: foldKey(name), canonical_id: null, is_from_rules: true })),
  )
  await writeChanges(
    tx,
    ids.map((rowId) => ({ table: 'tag', rowId, change: 'added' })),
    now,
  )
  return ids
}

/** Removes those of these tags that came with a saying, and of which nobody says or has anything any more. */
export async function removeUnusedTags(tx: Db, ids: readonly number[], now: string): Promise<void> {
  for (const some of chunks([...new Set(ids)], KEYS)) {
    const unused = await tx
      .selectFrom('tag')
      .select('id')
      .where('id', 'in', some)
      .where('is_from_rules', '=', true)
      .where((eb) =>
        eb.not(
          eb.or([
            eb.exists(eb.selectFrom('work_tag').select('work_id').whereRef('tag_id', '=', 'tag.id')),
            eb.exists(eb.selectFrom('tag_saying').select('id').whereRef('tag_id', '=', 'tag.id')),
            eb.exists(eb.selectFrom('tag_saying').select('id').whereRef('other_id', '=', 'tag.id')),
            eb.exists(eb.selectFrom('tag as other').select('other.id').whereRef('other.canonical_id', '=', 'tag.id')),
            eb.exists(eb.selectFrom('canon').select('key').whereRef('tag_id', '=', 'tag.id')),
          ]),
        ),
      )
      .execute()
    if (unused.length === 0) continue
    const keys = unused.map(({ id }) => id)
    await tx.deleteFrom('tag').where('id', 'in', keys).execute()
    await writeChanges(
      tx,
      keys.map((rowId) => ({ table: 'tag', rowId, change: 'removed' })),
      now,
    )
  }
}
