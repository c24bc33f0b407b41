/** What "About this copy" tells of a work: its sources, its findings, the evidence of every fact, its versions. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'

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
  readonly position: number
  /** From 1; null when it is of no chapter. */
  readonly chapter: number | null
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

export async function listSourcesOfWork(db: Db, { key }: WorkKey): Promise<readonly CopySource[]> {
  const rows = await sourcesOfWork(db, { work: key })
  return rows.map((row) => ({ ...row, within: listIn(row.within) }))
}

/** Suggestions and gaps; there are seldom many, and a person should see them all. */
export async function listOpenQuestions(db: Db, { key }: WorkKey): Promise<readonly CopyFinding[]> {
  return (await openQuestions(db, { work: key })).map(findingOf)
}

/** Repairs from one place in their order on; one more than is shown says that there are more. */
export async function listRepairs(
  db: Db,
  { key }: WorkKey,
  from: number,
  size: number,
): Promise<readonly CopyFinding[]> {
  return (await repairsOfWork(db, { work: key, from, size: size + 1 })).map(findingOf)
}

export async function countRepairs(db: Db, { key }: WorkKey): Promise<number> {
  const [row] = await repairCount(db, { work: key })
  return row?.count ?? 0
}

export async function listFields(db: Db, { key }: WorkKey): Promise<readonly CopyField[]> {
  const rows = await fieldsOfWork(db, { work: key })
  return rows.map((row) => ({ ...row, lines: listIn(row.lines) }))
}

/** The faithful and the current text of one chapter. */
export async function findVersions(db: Db, { key }: WorkKey, position: number): Promise<ChapterVersions | undefined> {
  const [row] = await versionsOfChapter(db, { work: key, position: position - 1 })
  return row === undefined ? undefined : { position, ...row }
}

interface FindingRow extends Omit<CopyFinding, 'codes'> {
  readonly codes: string | null
}

function findingOf(row: FindingRow): CopyFinding {
  return { ...row, codes: row.codes === null ? [row.code] : listIn(row.codes) }
}

/** A JSON column that we wrote. */
function listIn<Item>(json: string): readonly Item[] {
  return JSON.parse(json) as readonly Item[]
}

const sourcesOfWork = prepared<{ work: number }, Omit<CopySource, 'within'> & { within: string }>((db, given) =>
  db
    .selectFrom('source_use')
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
    ]),
)

const openQuestions = prepared<{ work: number }, FindingRow>((db, given) =>
  findings(db)
    .where('finding.work_id', '=', given.work)
    .where('finding.kind', 'in', [sql.lit('gap'), sql.lit('suggestion')])
    .where('finding.state', '=', sql.lit('open'))
    .orderBy('finding.position'),
)

const repairsOfWork = prepared<{ work: number; from: number; size: number }, FindingRow>((db, given) =>
  findings(db)
    .where('finding.work_id', '=', given.work)
    .where('finding.kind', '=', sql.lit('repair'))
    .where('finding.position', '>=', given.from)
    .orderBy('finding.position')
    .limit(given.size),
)

const repairCount = prepared<{ work: number }, { count: number }>((db, given) =>
  db
    .selectFrom('finding')
    .where('finding.work_id', '=', given.work)
    .where('finding.kind', '=', sql.lit('repair'))
    .select((eb) => eb.fn.countAll<number>().as('count')),
)

function findings(db: Db) {
  return db
    .selectFrom('finding')
    .leftJoin('chapter', 'chapter.id', 'finding.chapter_id')
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
      'finding.position',
      sql<number | null>`chapter.position + 1`.as('chapter'),
    ])
}

const fieldsOfWork = prepared<{ work: number }, Omit<CopyField, 'lines'> & { lines: string }>((db, given) =>
  db
    .selectFrom('field')
    .where('field.work_id', '=', given.work)
    .orderBy('field.position')
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
    ]),
)

const versionsOfChapter = prepared<{ work: number; position: number }, { faithful: string; current: string }>(
  (db, given) =>
    db
      .selectFrom('chapter')
      .innerJoin('chapter_version as current', 'current.id', 'chapter.current_version_id')
      .innerJoin('chapter_version as faithful', (join) =>
        join.onRef('faithful.chapter_id', '=', 'chapter.id').on('faithful.number', '=', sql.lit(1)),
      )
      .where('chapter.work_id', '=', given.work)
      .where('chapter.position', '=', given.position)
      .select(['faithful.html as faithful', 'current.html as current']),
)
