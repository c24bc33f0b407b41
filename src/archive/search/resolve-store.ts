/** What questions ask the store besides names: works with a narrator, and works under something that has a list. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { chapterVisibleTo, nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'

/** Sections that are looked through for their narrator. */
const LOOKED_THROUGH = 50_000
const WORKS_FOUND = 5000

/** Works in which a section is told by somebody of this name; `folded` is as `foldKey` makes it. */
export async function findWorksToldBy(db: Db, viewer: Viewer, folded: string): Promise<readonly number[]> {
  if (folded === '') return []
  return (await worksToldBy(db, viewer, { folded })).map((row) => row.work)
}

const worksToldBy = preparedByShape<Viewer, { folded: string }, { work: number }>(nameOfViewer, (db, given, viewer) => {
  const sections = sql`(select chapter_id, lower(who) as who from section where who is not null order by chapter_id, position limit ${sql.lit(LOOKED_THROUGH)})`
  return db
    .selectFrom(sql<{ chapter_id: number; who: string }>`${sections}`.as('told'))
    .innerJoin('chapter', 'chapter.id', 'told.chapter_id')
    .innerJoin('work', 'work.id', 'chapter.work_id')
    .where(sql<boolean>`replace(told.who, ${given.folded}, '') <> told.who`)
    .where(chapterVisibleTo(viewer))
    .where(visibleTo(viewer))
    .distinct()
    .orderBy('work.id')
    .limit(sql.lit(WORKS_FOUND))
    .select('work.id as work')
})

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
