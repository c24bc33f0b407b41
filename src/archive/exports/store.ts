/** Rows of the catalogue as the canonical export writes them: by what they say, never by key or time. */
import type { Db } from '../../platform/db/database.ts'

type Row = Readonly<Record<string, unknown>>

export async function listCanonPoints(db: Db): Promise<readonly Row[]> {
  return db
    .selectFrom('canon_point')
    .innerJoin('canon', 'canon.key', 'canon_point.canon_key')
    .select(['canon.key as canon', 'canon_point.key as key', 'kind', 'name', 'season', 'episode', 'position'])
    .orderBy('canon.key')
    .orderBy('position')
    .orderBy('canon_point.key')
    .execute()
}

export async function listPenNames(db: Db): Promise<readonly Row[]> {
  return db
    .selectFrom('pen_name')
    .select(['name', 'sort_name as sortName', 'is_claimable as isClaimable'])
    .orderBy('folded')
    .orderBy('name')
    .execute()
}

export async function listTags(db: Db): Promise<readonly Row[]> {
  return db
    .selectFrom('tag')
    .leftJoin('tag as canonical', 'canonical.id', 'tag.canonical_id')
    .select(['tag.kind', 'tag.name', 'canonical.name as canonical'])
    .orderBy('tag.kind')
    .orderBy('tag.folded')
    .execute()
}

const PORTION = 1000

/** Every source with the places it was found in and how it was read. */
export async function* listSources(db: Db): AsyncGenerator<Row> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('source')
      .leftJoin('reading', 'reading.sha256', 'source.sha256')
      .select([
        'source.sha256',
        'source.size',
        'source.media_type as mediaType',
        'source.format',
        'source.container_sha256 as container',
        'source.container_name as entry',
        'reading.intake_version as intakeVersion',
        'reading.canon_hash as canonHash',
        'reading.outline',
      ])
      .where('source.sha256', '>', after)
      .orderBy('source.sha256')
      .limit(PORTION)
      .execute()
    const places = await listPlaces(
      db,
      rows.map((row) => row.sha256),
    )
    for (const row of rows)
      yield {
        ...row,
        outline: row.outline === null ? null : (JSON.parse(row.outline) as unknown),
        places: places.get(row.sha256) ?? [],
      }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PORTION) return
    after = last.sha256
  }
}

async function listPlaces(db: Db, sha256s: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> {
  if (sha256s.length === 0) return new Map()
  const rows = await db
    .selectFrom('source_use')
    .leftJoin('chapter', 'chapter.id', 'source_use.chapter_id')
    .select(['sha256', 'path', 'within', 'role', 'chapter.position as chapter'])
    .where('sha256', 'in', sha256s)
    .orderBy('path')
    .orderBy('within')
    .orderBy('source_use.position')
    .execute()
  return Map.groupBy(rows, (row) => row.sha256)
}

export async function listRefusals(db: Db): Promise<readonly Row[]> {
  return db
    .selectFrom('finding')
    .select(['sha256', 'path', 'within', 'code', 'why', 'state'])
    .where('kind', '=', 'refusal')
    .orderBy('path')
    .orderBy('within')
    .orderBy('code')
    .execute()
}

export interface WorkKey {
  readonly id: number
  /** Smallest SHA-256 of the sources of its chapters; empty for a work that no source speaks for. */
  readonly key: string
}

export async function listWorkKeys(db: Db): Promise<WorkKey[]> {
  const rows = await db
    .selectFrom('work')
    .leftJoin('source_use', (join) =>
      join.onRef('source_use.work_id', '=', 'work.id').on('source_use.role', '=', 'text'),
    )
    .select(({ fn }) => ['work.id', fn.min('source_use.sha256').as('key')])
    .groupBy('work.id')
    .execute()
  return rows.map(({ id, key }) => ({ id, key: key ?? '' }))
}

export async function loadWork(db: Db, { id, key }: WorkKey): Promise<Row> {
  const work = await db.selectFrom('work').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return {
    key,
    ...without(work, ['id', 'public_id', 'added_at', 'changed_at', 'made_from']),
    creators: await listCreators(db, id),
    tags: await listWorkTags(db, id),
    settings: await listSettings(db, id),
    chapters: await listChapters(db, id),
    fields: await listFields(db, id),
    findings: await listFindings(db, id),
  }
}

async function listCreators(db: Db, workId: number): Promise<readonly Row[]> {
  return db
    .selectFrom('creator')
    .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
    .select(['pen_name.name', 'creator.role', 'creator.as_written as asWritten'])
    .where('creator.work_id', '=', workId)
    .orderBy('creator.role')
    .orderBy('creator.position')
    .execute()
}

async function listWorkTags(db: Db, workId: number): Promise<readonly Row[]> {
  return db
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .select(['tag.kind', 'tag.name', 'work_tag.as_written as asWritten', 'work_tag.said_by as saidBy'])
    .where('work_tag.work_id', '=', workId)
    .orderBy('work_tag.said_by')
    .orderBy('work_tag.position')
    .execute()
}

async function listSettings(db: Db, workId: number): Promise<readonly Row[]> {
  return db
    .selectFrom('work_setting')
    .leftJoin('canon_point as from', 'from.id', 'work_setting.from_point')
    .leftJoin('canon_point as to', 'to.id', 'work_setting.to_point')
    .select([
      'work_setting.canon_key as canon',
      'from.key as from',
      'to.key as to',
      'work_setting.relation',
      'work_setting.as_written as asWritten',
      'work_setting.rule',
      'work_setting.confidence',
    ])
    .where('work_setting.work_id', '=', workId)
    .orderBy('work_setting.id')
    .execute()
}

async function listChapters(db: Db, workId: number): Promise<readonly Row[]> {
  const chapters = await db
    .selectFrom('chapter')
    .select(['id', 'title', 'number', 'posted_at as postedAt', 'current_version_id'])
    .where('work_id', '=', workId)
    .orderBy('position')
    .execute()
  const result: Row[] = []
  for (const { id, current_version_id, ...chapter } of chapters) {
    const versions = await db
      .selectFrom('chapter_version')
      .select(['id', 'number', 'html', 'format', 'sha256', 'words', 'reason', 'source_sha256 as source', 'by'])
      .where('chapter_id', '=', id)
      .orderBy('number')
      .execute()
    result.push({
      ...chapter,
      versions: versions.map(({ id: versionId, ...version }) => ({
        ...version,
        isCurrent: versionId === current_version_id,
      })),
      sections: await listSections(db, id),
    })
  }
  return result
}

async function listSections(db: Db, chapterId: number): Promise<readonly Row[]> {
  const rows = await db
    .selectFrom('section')
    .selectAll()
    .where('chapter_id', '=', chapterId)
    .orderBy('position')
    .execute()
  return rows.map((row) => without(row, ['chapter_id', 'position']))
}

async function listFields(db: Db, workId: number): Promise<readonly Row[]> {
  const rows = await db.selectFrom('field').selectAll().where('work_id', '=', workId).orderBy('position').execute()
  return rows.map((row) => without(row, ['id', 'work_id', 'position']))
}

async function listFindings(db: Db, workId: number): Promise<readonly Row[]> {
  const rows = await db
    .selectFrom('finding')
    .leftJoin('chapter', 'chapter.id', 'finding.chapter_id')
    .selectAll('finding')
    .select('chapter.position as chapter')
    .where('finding.work_id', '=', workId)
    .orderBy('finding.position')
    .execute()
  return rows.map((row) => without(row, ['id', 'batch_id', 'work_id', 'chapter_id', 'position']))
}

/** A row without its keys and times. */
function without(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))
}
