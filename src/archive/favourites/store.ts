/** Writes what people marked as their favourites. */
import type { Db } from '../../platform/db/database.ts'

/** A work, a series or a person; one of the three. */
export type FavouriteTarget =
  | { readonly kind: 'work'; readonly id: number }
  | { readonly kind: 'series'; readonly id: number }
  | { readonly kind: 'person'; readonly id: number }

export interface FavouriteFacts {
  readonly penNameId: number
  readonly target: FavouriteTarget
  /** Story HTML. */
  readonly comment: string | null
}

export async function insertFavourite(tx: Db, facts: FavouriteFacts, siteId: number | null): Promise<number> {
  const { id } = await tx
    .insertInto('favourite')
    .values({ ...columnsOf(facts), site_id: siteId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateFavouriteComment(tx: Db, id: number, comment: string | null): Promise<void> {
  await tx.updateTable('favourite').set({ comment }).where('id', '=', id).execute()
}

export async function findFavouriteComment(db: Db, id: number): Promise<{ comment: string | null } | undefined> {
  return db.selectFrom('favourite').select('comment').where('id', '=', id).executeTakeFirst()
}

/** The person's first favourite that says the same; undefined when there is none. */
export async function findFavourite(
  db: Db,
  { penNameId, target }: Pick<FavouriteFacts, 'penNameId' | 'target'>,
): Promise<number | undefined> {
  const column = COLUMN[target.kind]
  const row = await db
    .selectFrom('favourite')
    .select('id')
    .where('pen_name_id', '=', penNameId)
    .where(column, '=', target.id)
    // A person has few favourites; a work may be that of thousands.
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

const COLUMN = { work: 'work_id', series: 'series_id', person: 'person_id' } as const

function columnsOf({ penNameId, target, comment }: FavouriteFacts) {
  return {
    pen_name_id: penNameId,
    work_id: null,
    series_id: null,
    person_id: null,
    [COLUMN[target.kind]]: target.id,
    comment,
  }
}
