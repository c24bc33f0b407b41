/** The list of pen names: only those with a work that the viewer may find, so that a name gives nothing away. */
import { type Expression, type ExpressionBuilder, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'
import { type Letter, lettersUsed } from '../search/index.ts'

export interface PenName extends Named {
  /** Works to be found here; exact up to `COUNTED`. */
  readonly works: number
  /** The rescued site they come from. */
  readonly site: string | null
  readonly joinedAt: string | null
}

export interface PenNameList {
  readonly people: readonly PenName[]
  /** Public id to go on from, where there are more. */
  readonly next: string | undefined
}

const PAGE_SIZE = 100
export const COUNTED = 1000

/** Pen names, all or those under one letter, in the order of their names. */
export async function listPenNames(
  db: Db,
  viewer: Viewer,
  letter: Letter | undefined,
  after: string | undefined,
): Promise<PenNameList> {
  const [anchor] = after === undefined ? [] : await anchorByPublicId(db, viewer, { publicId: after })
  const { start: from, end: to } = letter ?? { start: '', end: LAST }
  const values = { from, to, sortName: anchor?.sort_name ?? '', id: anchor?.id ?? 0, size: PAGE_SIZE + 1 }
  const rows = await pageOfPenNames(db, { viewer, isFirst: anchor === undefined }, values)
  const { shown, next } = pageOfRows(rows, PAGE_SIZE)
  return { people: shown, next: next?.publicId }
}

export async function findLettersOfNames(db: Db, viewer: Viewer): Promise<ReadonlySet<string>> {
  return new Set((await lettersOfNames(db, viewer, {})).map(({ key }) => key))
}

const LAST = '\u{10ffff}'

const anchorByPublicId = preparedByShape<Viewer, { publicId: string }, { id: number; sort_name: string }>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('pen_name')
      .where('pen_name.public_id', '=', given.publicId)
      .where((eb) => hasWork(eb, viewer))
      .select(['pen_name.id', 'pen_name.sort_name']),
)

interface Page {
  readonly viewer: Viewer
  readonly isFirst: boolean
}

interface PageValues {
  from: string
  to: string
  sortName: string
  id: number
  size: number
}

const pageOfPenNames = preparedByShape<Page, PageValues, PenName>(
  ({ viewer, isFirst }) => `${nameOfViewer(viewer)} ${isFirst}`,
  (db, given, { viewer, isFirst }) => {
    const query = db
      .selectFrom('pen_name')
      .leftJoin('rescued_site', 'rescued_site.id', 'pen_name.site_id')
      .where('pen_name.sort_name', '>=', given.from)
      .where('pen_name.sort_name', '<', given.to)
      .where((eb) => hasWork(eb as unknown as PenNameBuilder, viewer))
      .select([
        'pen_name.public_id as publicId',
        'pen_name.name',
        'pen_name.joined_at as joinedAt',
        'rescued_site.name as site',
      ])
      .select((eb) => countWorks(eb as unknown as PenNameBuilder, viewer).as('works'))
    const page = isFirst
      ? query
      : query.where(sql<SqlBool>`(pen_name.sort_name, pen_name.id) > (${given.sortName}, ${given.id})`)
    return page.orderBy('pen_name.sort_name').orderBy('pen_name.id').limit(given.size)
  },
)

const lettersOfNames = preparedByShape<Viewer, Record<string, never>, { key: string }>(nameOfViewer, (db, _, viewer) =>
  db
    .selectFrom(
      lettersUsed(
        (start, end) => sql<SqlBool>`exists (select 1 from pen_name where pen_name.sort_name >= ${start}
          and pen_name.sort_name < ${end} and ${hasWork(expressionBuilder<Tables, 'pen_name'>(), viewer)})`,
      ).as('used'),
    )
    .select('used.key'),
)

type PenNameBuilder = ExpressionBuilder<Tables, 'pen_name'>

function worksOf(eb: PenNameBuilder, viewer: Viewer) {
  return eb
    .selectFrom('creator')
    .innerJoin('work', 'work.id', 'creator.work_id')
    .whereRef('creator.pen_name_id', '=', 'pen_name.id')
    .where(visibleTo(viewer))
    .select('work.id')
}

function hasWork(eb: PenNameBuilder, viewer: Viewer): Expression<SqlBool> {
  return eb.exists(worksOf(eb, viewer))
}

function countWorks(eb: PenNameBuilder, viewer: Viewer) {
  return eb
    .selectFrom(worksOf(eb, viewer).limit(sql.lit(COUNTED)).as('counted'))
    .select((each) => each.fn.countAll<number>().as('works'))
    .$asScalar()
    .$notNull()
}
