/** Challenges as readers meet them: by title, and one with what answers it. What was asked stood on its site for everybody. */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { hasPage, nameOfViewer, seriesVisibleTo, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { type Named, ORIGIN_COLUMNS, type OriginRow, type OriginSite, originOf } from '../addresses/index.ts'
import type { Signer } from '../series/index.ts'

const LIST_SIZE = 50
/** Answers are counted exactly up to here. */
const COUNTED = 1000
const PAGE_SIZE = 20

export interface ChallengeLine extends Named {
  /** Story HTML. */
  readonly summary: string | null
  readonly challenger: Signer | null
  /** Works and series that answer it, as far as they may be found. */
  readonly answers: number
}

export interface ChallengePage extends ChallengeLine {
  readonly key: number
  readonly site: OriginSite | null
}

export interface ChallengeList {
  readonly challenges: readonly ChallengeLine[]
  readonly next: string | undefined
}

/** Keys of a work or a series; one of the two. */
export interface Answer {
  readonly position: number
  readonly workKey: number | null
  readonly seriesKey: number | null
}

export interface AnswerList {
  readonly answers: readonly Answer[]
  /** The position to go on from, where there are more. */
  readonly next: number | undefined
}

export async function listChallenges(db: Db, viewer: Viewer, after: string | undefined): Promise<ChallengeList> {
  const [anchor] = after === undefined ? [] : await anchorOf(db, viewer, { publicId: after })
  const values = { sortTitle: anchor?.sort_title ?? '', id: anchor?.key ?? 0, size: LIST_SIZE + 1 }
  const rows = await pageOfChallenges(db, { viewer, isFirst: anchor === undefined }, values)
  const { shown, next } = pageOfRows(rows, LIST_SIZE)
  return { challenges: shown.map(challengeOf), next: next?.public_id }
}

export async function findChallenge(db: Db, viewer: Viewer, publicId: string): Promise<ChallengePage | undefined> {
  const [row] = await anchorOf(db, viewer, { publicId })
  return row === undefined ? undefined : challengeOf(row)
}

/** A page of what answers a challenge, from behind a position. */
export async function listAnswers(db: Db, viewer: Viewer, key: number, after: number): Promise<AnswerList> {
  const { shown, next } = pageOfRows(await answersOf(db, viewer, { key, after, size: PAGE_SIZE + 1 }), PAGE_SIZE)
  return { answers: shown, next: next?.position }
}

function challengeOf(row: ChallengeRow): ChallengePage {
  const name = row.pen_name ?? row.challenger_name
  return {
    key: row.key,
    publicId: row.public_id,
    name: row.title,
    summary: row.summary,
    challenger:
      name === null
        ? null
        : { name, person: row.pen_public_id !== null && row.has_page ? { publicId: row.pen_public_id, name } : null },
    answers: row.answers,
    site: originOf(row),
  }
}

interface ChallengeRow extends OriginRow {
  readonly key: number
  readonly public_id: string
  readonly title: string
  readonly sort_title: string
  readonly summary: string | null
  readonly challenger_name: string | null
  readonly pen_public_id: string | null
  readonly pen_name: string | null
  readonly has_page: boolean | null
  readonly answers: number
}

function selectChallenges(db: Db, viewer: Viewer) {
  return db
    .selectFrom('challenge')
    .leftJoin('pen_name', 'pen_name.id', 'challenge.pen_name_id')
    .leftJoin('rescued_site', 'rescued_site.id', 'challenge.site_id')
    .select([
      'challenge.id as key',
      'challenge.public_id',
      'challenge.title',
      'challenge.sort_title',
      'challenge.summary',
      'challenge.challenger_name',
      'pen_name.public_id as pen_public_id',
      'pen_name.name as pen_name',
      hasPage(viewer).as('has_page'),
      sql<number>`(select count(*) from (select 1 as one from challenge_answer
        where challenge_answer.challenge_id = challenge.id and ${answerVisibleTo(viewer)} limit ${sql.lit(COUNTED)}) as counted)`.as(
        'answers',
      ),
      ...ORIGIN_COLUMNS,
    ])
}

/** True for answers that the viewer may find; the query must have the table `challenge_answer`. */
function answerVisibleTo(viewer: Viewer): Expression<SqlBool> {
  return sql<SqlBool>`(exists (select 1 from work where work.id = challenge_answer.work_id and ${visibleTo(viewer)})
    or exists (select 1 from series where series.id = challenge_answer.series_id and ${seriesVisibleTo(viewer)}))`
}

const anchorOf = preparedByShape<Viewer, { publicId: string }, ChallengeRow>(nameOfViewer, (db, given, viewer) =>
  selectChallenges(db, viewer).where('challenge.public_id', '=', given.publicId),
)

const pageOfChallenges = preparedByShape<
  { readonly viewer: Viewer; readonly isFirst: boolean },
  { sortTitle: string; id: number; size: number },
  ChallengeRow
>(
  ({ viewer, isFirst }) => `${nameOfViewer(viewer)} ${isFirst}`,
  (db, given, { viewer, isFirst }) => {
    const query = selectChallenges(db, viewer)
    const page = isFirst
      ? query
      : query.where(sql<SqlBool>`(challenge.sort_title, challenge.id) > (${given.sortTitle}, ${given.id})`)
    return page.orderBy('challenge.sort_title').orderBy('challenge.id').limit(given.size)
  },
)

const answersOf = preparedByShape<Viewer, { key: number; after: number; size: number }, Answer>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('challenge_answer')
      .where('challenge_answer.challenge_id', '=', given.key)
      .where('challenge_answer.position', '>', given.after)
      .where(answerVisibleTo(viewer))
      .orderBy('challenge_answer.position')
      .limit(given.size)
      .select([
        'challenge_answer.position',
        'challenge_answer.work_id as workKey',
        'challenge_answer.series_id as seriesKey',
      ]),
)
