/** What "About this copy" tells of a work: its sources, its findings, the evidence of every fact, its versions. */
import { type Expression, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { chapterVisibleTo, nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { type Openness, opennessFor } from '../sources/index.ts'
import { isOfVisibleChapter } from './store.ts'

export interface CopySource {
  readonly sha256: string
  readonly size: number
  readonly format: string
  readonly path: string
  /** Names of the containers it was in, outermost first. */
  readonly within: readonly string[]
  readonly role: string
  readonly firstSeen: string
  readonly batch: string
  /** How the viewer may have it. */
  readonly openness: Openness
  /** How many private things were found in it. */
  readonly hidden: number
}

export interface CopyFinding {
  readonly kind: string
  readonly code: string
  readonly codes: readonly string[]
  readonly line: number | null
  readonly column: number | null
  readonly before: string | null
  readonly after: string | null
  readonly field: string | null
  readonly value: string | null
  readonly why: string | null
  readonly blockId: string | null
  readonly confidence: number
  /** `dismissed` for what somebody has decided to be wrong: a repair is then undone. */
  readonly state: string
  readonly position: number
  /** From 1; null when it is of no chapter. */
  readonly chapter: number | null
  /** The other work of a question about two; its title is the value. */
  readonly otherId: string | null
}

export interface CopyField {
  readonly name: string
  readonly label: string | null
  readonly value: string
  readonly asWritten: string
  readonly lines: readonly number[]
  readonly rule: string
  readonly confidence: number
  readonly isChosen: boolean
  readonly sha256: string | null
}

export interface ChapterVersions {
  readonly position: number
  readonly faithful: string
  readonly current: string
}

type WorkKey = { readonly key: number }

/** What speaks for a chapter is named to those who may see the chapter. */
export async function listSourcesOfWork(db: Db, viewer: Viewer, { key }: WorkKey): Promise<readonly CopySource[]> {
  const rows = await sourcesOfWork(db, viewer, { work: key })
  return rows.map((row) => ({
    ...row,
    within: listIn(row.within) as readonly string[],
  }))
}

/** Suggestions and gaps; there are seldom many, and a person should see them all. */
export async function listOpenQuestions(db: Db, viewer: Viewer, { key }: WorkKey): Promise<readonly CopyFinding[]> {
  return (await openQuestions(db, viewer, { work: key })).map(findingOf)
}

export interface RepairList {
  readonly repairs: readonly CopyFinding[]
  /** All repairs of the work. */
  readonly total: number
  /** Those of them that somebody has undone. */
  readonly undone: number
}

/** Repairs from one place in their order on; one more than is shown says that there are more. */
export async function listRepairs(
  db: Db,
  viewer: Viewer,
  { key }: WorkKey,
  from: number,
  size: number,
): Promise<RepairList> {
  const rows = await repairsOfWork(db, viewer, { work: key, from, size: size + 1 })
  return { repairs: rows.map(findingOf), total: rows[0]?.total ?? 0, undone: rows[0]?.undone ?? 0 }
}

/** The rule of what the site that a work was rescued from had it under, in the site's own words. */
export const SITE_WORD = 'site-word'

/** What was read in the sources, then the words of the site, each with what it is of: `category`, "Genres". */
export async function listFields(db: Db, { key }: WorkKey): Promise<readonly CopyField[]> {
  const rows = await fieldsOfWork(db, { work: key })
  return rows.map((row) => ({ ...row, lines: listIn(row.lines) as readonly number[] }))
}

/** The faithful and the current text of some chapters. */
export async function listVersions(
  db: Db,
  { key }: WorkKey,
  positions: readonly number[],
): Promise<readonly ChapterVersions[]> {
  if (positions.length === 0) return []
  const size = Math.ceil(positions.length / CHAPTERS_AT_ONCE) * CHAPTERS_AT_ONCE
  const inCatalogue = positions.map((position) => position - 1)
  return versionsOfChapters(db, size, { work: key, ...valuesOfKeys(inCatalogue, size) })
}

/** Chapters differ in number, so the query is kept for multiples of this. */
const CHAPTERS_AT_ONCE = 10

interface FindingRow extends Omit<CopyFinding, 'codes'> {
  readonly codes: string | null
}

function findingOf(row: FindingRow): CopyFinding {
  return { ...row, codes: row.codes === null ? [row.code] : (listIn(row.codes) as readonly string[]) }
}

/** A JSON column that we wrote. */
function listIn(json: string): readonly unknown[] {
  return JSON.parse(json) as readonly unknown[]
}

type SourceRow = Omit<CopySource, 'within'> & { within: string }

const sourcesOfWork = preparedByShape<Viewer, { work: number }, SourceRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('source_use')
    .leftJoin('chapter', 'chapter.id', 'source_use.chapter_id')
    .where((eb) => eb.or([eb('chapter.id', 'is', null), chapterVisibleTo(viewer)]))
    .innerJoin('source', 'source.sha256', 'source_use.sha256')
    .innerJoin('batch', 'batch.id', 'source_use.batch_id')
    .where('source_use.work_id', '=', given.work)
    .orderBy('source_use.path')
    .orderBy('source_use.id')
    .select([
      'source.sha256',
      'source.size',
      'source.format',
      'source.first_seen as firstSeen',
      'source_use.path',
      'source_use.within',
      'source_use.role',
      'batch.public_id as batch',
    ])
    .select([
      opennessFor(viewer).as('openness'),
      sql<number>`(select count(*) from finding where finding.sha256 = source.sha256
        and finding.kind = 'private' and finding.state <> 'dismissed')`.as('hidden'),
    ]),
)

const openQuestions = preparedByShape<Viewer, { work: number }, FindingRow>(nameOfViewer, (db, given, viewer) =>
  findings(db, viewer)
    .where('finding.work_id', '=', given.work)
    .where('finding.kind', 'in', [sql.lit('gap'), sql.lit('suggestion'), sql.lit('conflict')])
    .where('finding.state', '=', sql.lit('open'))
    .orderBy('finding.position'),
)

const repairsOfWork = preparedByShape<
  Viewer,
  { work: number; from: number; size: number },
  FindingRow & { total: number; undone: number }
>(nameOfViewer, (db, given, viewer) =>
  findings(db, viewer)
    .where('finding.work_id', '=', given.work)
    .where('finding.kind', '=', sql.lit('repair'))
    .where('finding.position', '>=', given.from)
    .orderBy('finding.position')
    .limit(given.size)
    .select([
      repairCount(db, given.work, viewer, 'all').as('total'),
      repairCount(db, given.work, viewer, 'dismissed').as('undone'),
    ]),
)

function repairCount(db: Db, work: Expression<number>, viewer: Viewer, which: 'all' | 'dismissed') {
  return db
    .selectFrom('finding')
    .where('finding.work_id', '=', work)
    .where('finding.kind', '=', sql.lit('repair'))
    .where(isOfVisibleChapter(viewer))
    .select((each) => (which === 'all' ? each.fn.countAll<number>() : UNDONE).as('count'))
    .$asScalar()
    .$notNull()
}

/** As a condition it would have PostgreSQL go through all that was ever decided in the archive. */
const UNDONE = sql<number>`count(case when finding.state = 'dismissed' then 1 end)`

/** What was found, as far as the viewer may see the chapter it was found in. */
function findings(db: Db, viewer: Viewer) {
  return (
    db
      .selectFrom('finding')
      .leftJoin('chapter', 'chapter.id', 'finding.chapter_id')
      .leftJoin('work', 'work.id', 'finding.other_work_id')
      .where(isOfVisibleChapter(viewer))
      // A question about two works is for those who may find both.
      .where((eb) => eb.or([eb('finding.other_work_id', 'is', null), visibleTo(viewer)]))
      .select([
        'finding.kind',
        'finding.code',
        'finding.codes',
        'finding.line',
        'finding.column',
        'finding.before',
        'finding.after',
        'finding.field',
        'finding.value',
        'finding.why',
        'finding.block_id as blockId',
        'finding.confidence',
        'finding.state',
        'finding.position',
        'work.public_id as otherId',
        sql<number | null>`chapter.position + 1`.as('chapter'),
      ])
  )
}

type FieldRow = Omit<CopyField, 'lines'> & { lines: string }

const fieldsOfWork = prepared<{ work: number }, FieldRow>((db, given) =>
  db
    .selectFrom('field')
    .where('field.work_id', '=', given.work)
    .select([
      'field.name',
      'field.label',
      'field.value',
      'field.as_written as asWritten',
      'field.lines',
      'field.rule',
      'field.confidence',
      'field.is_chosen as isChosen',
      'field.sha256',
      'field.position',
    ])
    .unionAll(
      db
        .selectFrom('term_use')
        .innerJoin('site_term', 'site_term.id', 'term_use.site_term_id')
        .innerJoin('rescued_site', 'rescued_site.id', 'site_term.site_id')
        .leftJoin('site_term as above', 'above.id', 'site_term.parent_id')
        .where('term_use.kind', '=', sql.lit('work'))
        .where('term_use.target_id', '=', given.work)
        .select([
          'site_term.kind as name',
          'site_term.type_name as label',
          sql<string>`case when site_term.kind = 'category' and above.name is not null
            then above.name || ' › ' || site_term.name else site_term.name end`.as('value'),
          // What the list of works calls it.
          sql<string>`rescued_site.public_id || ':' || site_term.kind || ':' || site_term.old_id`.as('asWritten'),
          sql<string>`'[]'`.as('lines'),
          sql.lit(SITE_WORD).$castTo<string>().as('rule'),
          sql<number>`1.0`.as('confidence'),
          sql<boolean>`${sql.lit(true)}`.as('isChosen'),
          sql<string | null>`cast(null as text)`.as('sha256'),
          'term_use.position',
        ]),
    )
    .orderBy('position'),
)

const versionsOfChapters = preparedByShape<number, Record<string, number>, ChapterVersions>(String, (db, given, size) =>
  db
    .selectFrom('chapter')
    .innerJoin('chapter_version as current', 'current.id', 'chapter.current_version_id')
    .innerJoin('chapter_version as faithful', (join) =>
      join.onRef('faithful.chapter_id', '=', 'chapter.id').on('faithful.number', '=', (eb) =>
        // Other bytes that came later were read faithfully, too.
        eb
          .selectFrom('chapter_version as reading')
          .whereRef('reading.chapter_id', '=', 'chapter.id')
          .where('reading.reason', '=', sql.lit('faithful'))
          .select((each) => each.fn.max('reading.number').as('number')),
      ),
    )
    .where('chapter.work_id', '=', given['work'] as Expression<number>)
    .where('chapter.position', 'in', placesOfKeys(given, size))
    .select([sql<number>`chapter.position + 1`.as('position'), 'faithful.html as faithful', 'current.html as current']),
)
