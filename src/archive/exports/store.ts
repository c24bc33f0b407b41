/** Rows of the catalogue as the canonical export writes them: by what they say, never by key or time. */
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { listTermsOf, namesOf, type Row } from './rescued-store.ts'

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

/** People of rescued sites are named by the row they came from, too, since two of them may have one name. */
export async function* listPenNames(db: Db): AsyncGenerator<Row> {
  const keys: { readonly id: number; readonly folded: string; readonly name: string; readonly from: string | null }[] =
    []
  const all = await db.selectFrom('pen_name').select(['id', 'folded', 'name']).orderBy('id').execute()
  for (const portion of chunks(all, PORTION)) {
    const origins = await namesOf(
      db,
      'person',
      portion.map(({ id }) => id),
    )
    keys.push(...portion.map((key) => ({ ...key, from: origins.get(key.id) ?? null })))
  }
  const sorted = keys.toSorted(
    (a, b) => compare(a.folded, b.folded) || compare(a.name, b.name) || compare(a.from ?? '', b.from ?? ''),
  )
  for (const portion of chunks(sorted, PORTION)) {
    const ids = portion.map(({ id }) => id)
    const rows = new Map((await loadPenNames(db, ids)).map((row) => [row.id, row]))
    const fields = await listProfileFields(db, ids)
    for (const { id, from } of portion) {
      const { id: _, ...row } = rows.get(id) ?? {}
      yield { ...row, from, fields: fields.get(id) ?? [] }
    }
  }
}

async function loadPenNames(db: Db, ids: readonly number[]): Promise<readonly (Row & { readonly id: number })[]> {
  return db
    .selectFrom('pen_name')
    .select(['id', 'name', 'sort_name as sortName', 'is_claimable as isClaimable', 'profile', 'joined_at as joinedAt'])
    .where('id', 'in', [...ids])
    .execute()
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

async function listProfileFields(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, readonly Row[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('profile_field')
    .select(['pen_name_id', 'label', 'value', 'href'])
    .where('pen_name_id', 'in', [...ids])
    .orderBy('pen_name_id')
    .orderBy('position')
    .execute()
  const byPerson = Map.groupBy(rows, (row) => row.pen_name_id)
  return new Map(
    Array.from(byPerson, ([id, fields]) => [id, fields.map(({ label, value, href }) => ({ label, value, href }))]),
  )
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

/** What is said of rows of old sites that no work's page says. */
export async function listRowNotes(db: Db): Promise<readonly Row[]> {
  return db
    .selectFrom('finding')
    .select(['kind', 'code', 'field as row', 'before', 'after', 'why', 'state'])
    .where('work_id', 'is', null)
    .where('kind', 'in', ['suggestion', 'conflict'])
    .orderBy('field')
    .orderBy('code')
    .orderBy('why')
    .execute()
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
  /**
   * Smallest SHA-256 of the sources of its chapters, empty for a work that no source speaks for; of a rescued work the
   * row that it came from.
   */
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
  const keys: WorkKey[] = []
  for (const portion of chunks(rows, PORTION)) {
    const origins = await namesOf(
      db,
      'work',
      portion.map(({ id }) => id),
    )
    for (const { id, key } of portion) keys.push({ id, key: origins.get(id) ?? key ?? '' })
  }
  return keys
}

export async function loadWork(db: Db, { id, key }: WorkKey): Promise<Row> {
  const work = await db.selectFrom('work').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return {
    key,
    ...without(work, ['id', 'public_id', 'added_at', 'changed_at', 'made_from', 'site_id']),
    terms: await listTermsOf(db, 'work', id),
    creators: await listCreators(db, id),
    tags: await listWorkTags(db, id),
    settings: await listSettings(db, id),
    chapters: await listChapters(db, id),
    fields: await listFields(db, id),
    findings: await listFindings(db, id),
    reviews: await listOwnReviews(db, id),
  }
}

/**
 * Reviews that did not come with a rescued site, by when they were written and what they say. One that answers another
 * names the place of that in the list.
 */
async function listOwnReviews(db: Db, workId: number): Promise<readonly Row[]> {
  const reviews = await db
    .selectFrom('review')
    .leftJoin('pen_name', 'pen_name.id', 'review.pen_name_id')
    .leftJoin('chapter', 'chapter.id', 'review.chapter_id')
    .select([
      'review.id',
      'review.parent_id',
      'pen_name.name as by',
      'review.guest_name as guest',
      'review.posted_at as postedAt',
      'review.html',
      'review.rating',
      'review.state',
      'chapter.position as chapter',
    ])
    .where('review.work_id', '=', workId)
    .where('review.site_id', 'is', null)
    .execute()
  const sorted = reviews
    .map(({ id, parent_id, ...said }) => ({ id, parent_id, said, sortedBy: JSON.stringify([said.postedAt, said]) }))
    .toSorted((a, b) => (a.sortedBy < b.sortedBy ? -1 : a.sortedBy > b.sortedBy ? 1 : 0))
  const places = new Map(sorted.map(({ id }, place) => [id, place]))
  return sorted.map(({ parent_id, said }) => ({
    ...said,
    answers: parent_id === null ? null : (places.get(parent_id) ?? null),
  }))
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
    .leftJoin('pen_name', 'pen_name.id', 'chapter.by_pen_name_id')
    .select([
      'chapter.id',
      'chapter.title',
      'chapter.number',
      'chapter.posted_at as postedAt',
      'chapter.is_hidden as isHidden',
      'chapter.notes_before as notesBefore',
      'chapter.notes_after as notesAfter',
      'pen_name.name as by',
      'current_version_id',
    ])
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
  const [own, shared] = [
    rows.filter((row) => row.other_work_id === null),
    rows.filter((row) => row.other_work_id !== null),
  ]
  // Questions about two works have no order among them but what they say.
  return [...own, ...shared.toSorted((a, b) => compare(saidIn(a), saidIn(b)))].map((row) =>
    without(row, ['id', 'batch_id', 'work_id', 'chapter_id', 'other_work_id', 'position']),
  )
}

function saidIn({ value, code, position, why }: Row): string {
  return JSON.stringify([value, code, why, position])
}

/** A row without its keys and times. */
function without(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))
}
