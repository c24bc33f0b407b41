/** What questions ask the store besides names: works under something that has a list, and where a work stands in one. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'

const WORKS_UNDER = 200_000

/** Keys of the works under a point of a canon or a word of a rescued site, ascending; whoever counts them looks who may see them. */
export async function listWorksUnder(db: Db, kind: 'point' | 'term', key: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('listing')
    .where('listing.kind', '=', kind)
    .where('listing.ref_id', '=', key)
    .orderBy('listing.updated_key', 'desc')
    .orderBy('listing.work_id', 'desc')
    .limit(sql.lit(WORKS_UNDER))
    .select('listing.work_id as work')
    .execute()
  return rows.map((row) => row.work).toSorted((a, b) => a - b)
}

/** Where a work that the viewer may find stands in lists. */
export interface WorkPlace {
  readonly key: number
  readonly updated_key: string
  readonly posted_key: string
  readonly sort_title: string
  readonly words: number
}

export async function findWorkPlace(db: Db, viewer: Viewer, publicId: string): Promise<WorkPlace | undefined> {
  return (await workPlace(db, viewer, { publicId }))[0]
}

const workPlace = preparedByShape<Viewer, { publicId: string }, WorkPlace>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('work')
    .where('work.public_id', '=', given.publicId)
    .where(visibleTo(viewer))
    .select(['work.id as key', 'work.updated_key', 'work.posted_key', 'work.sort_title', 'work.words']),
)
