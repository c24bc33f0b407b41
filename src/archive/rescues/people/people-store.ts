/** Writes the pen names of a rescued site, each a person of its own, and what their profiles say. */
import { foldText, sortKey } from '../../../kernel/text.ts'
import { writeChange } from '../../../platform/db/change-log.ts'
import type { Db } from '../../../platform/db/database.ts'
import { insertWithPublicId } from '../../../platform/db/ids.ts'
import { insertRows } from '../../../platform/db/insert-rows.ts'

export interface PersonFacts {
  readonly name: string
  /** Story HTML. */
  readonly profile: string | null
  readonly joinedAt: string | null
  readonly isClaimable: boolean
}

export interface ProfileField {
  readonly label: string
  readonly value: string
  /** http or https only. */
  readonly href: string | null
}

export async function insertPerson(tx: Db, siteId: number, facts: PersonFacts): Promise<number> {
  const row = await insertWithPublicId((publicId) =>
    tx
      .insertInto('pen_name')
      .values({ ...columnsOf(facts), site_id: siteId, public_id: publicId })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  await writeChange(tx, { table: 'pen_name', rowId: row.id, change: 'added' })
  return row.id
}

export async function updatePerson(tx: Db, id: number, facts: PersonFacts): Promise<void> {
  await tx.updateTable('pen_name').set(columnsOf(facts)).where('id', '=', id).execute()
  await writeChange(tx, { table: 'pen_name', rowId: id, change: 'changed' })
}

function columnsOf({ name, profile, joinedAt, isClaimable }: PersonFacts) {
  return {
    name,
    sort_name: sortKey(name),
    folded: foldText(name),
    profile,
    joined_at: joinedAt,
    is_claimable: isClaimable,
  }
}

export async function findPerson(db: Db, id: number): Promise<PersonFacts | undefined> {
  return db
    .selectFrom('pen_name')
    .select(['name', 'profile', 'joined_at as joinedAt', 'is_claimable as isClaimable'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listProfileFields(db: Db, id: number): Promise<readonly ProfileField[]> {
  return db
    .selectFrom('profile_field')
    .select(['label', 'value', 'href'])
    .where('pen_name_id', '=', id)
    .orderBy('position')
    .execute()
}

export async function replaceProfileFields(tx: Db, id: number, fields: readonly ProfileField[]): Promise<void> {
  await tx.deleteFrom('profile_field').where('pen_name_id', '=', id).execute()
  const rows = fields.map((field, position) => ({ pen_name_id: id, position, ...field }))
  await insertRows(tx, 'profile_field', rows)
}

/** The names of a site's people, folded, but for some. */
export async function listNames(db: Db, siteId: number, but: ReadonlySet<number>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('pen_name').select(['id', 'folded']).where('site_id', '=', siteId).execute()
  return new Set(rows.filter((row) => !but.has(row.id)).map((row) => row.folded))
}
