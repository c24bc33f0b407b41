/**
 * Works for tests of the site, planted row by row as the catalogue keeps them: small enough to read, and with everything
 * that a page can show. The stories are our own.
 */
import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import { foldText, sortKey } from '../src/kernel/text.ts'
import type { Db } from '../src/platform/db/database.ts'
import type { Visibility } from '../src/platform/db/visibility.ts'
import { idOf, plantTag } from './seed-tags.ts'

export interface Planting {
  readonly title: string
  readonly by?: readonly string[]
  readonly visibility?: Visibility
  readonly tags?: readonly (readonly [kind: string, name: string])[]
  /** Keys of points of the planted canon, with the author's words. */
  readonly settings?: readonly (readonly [point: string, asWritten: string, relation?: 'before' | 'during' | 'after'])[]
  readonly chapters?: readonly { readonly title?: string | null; readonly html: string; readonly faithful?: string }[]
  readonly summary?: string | null
  readonly notesBefore?: string | null
  readonly notesAfter?: string | null
  readonly language?: string | null
  readonly rating?: string
  readonly ratingAsGiven?: string | null
  readonly status?: string | null
  readonly part?: number | null
  readonly expectedChapters?: number | null
  readonly posted?: string | null
  readonly updated?: string | null
  /** The original's bytes; every work has its own by default. */
  readonly original?: string
  readonly findings?: readonly PlantedFinding[]
  readonly fields?: readonly PlantedField[]
}

export interface PlantedFinding {
  readonly kind: 'repair' | 'suggestion' | 'gap' | 'private'
  readonly code: string
  readonly chapter?: number
  readonly blockId?: string
  readonly before?: string
  readonly after?: string
  readonly line?: number
  readonly why?: string
}

export interface PlantedField {
  readonly name: string
  readonly value: string
  readonly asWritten?: string
  readonly lines?: readonly number[]
  readonly isChosen?: boolean
}

export interface Planted {
  readonly id: number
  readonly publicId: string
  readonly sha256: string
}

export interface PlantedBatch {
  readonly id: number
  readonly publicId: string
}

const NOW = '2026-11-20T10:00:00.000Z'

export async function plantBatch(db: Db, publicId = 'ba7c000001'): Promise<PlantedBatch> {
  const row = await db
    .insertInto('batch')
    .values({
      public_id: publicId,
      started_at: NOW,
      finished_at: '2026-11-20T10:00:09.000Z',
      state: 'finished',
      roots: JSON.stringify(['/home/rescuer/stories']),
      options: '{"hold":false}',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: row.id, publicId }
}

export async function plantWork(db: Db, batch: PlantedBatch, work: Planting): Promise<Planted> {
  const publicId = idOf(`work ${work.title}`)
  const { id } = await db
    .insertInto('work')
    .values({
      public_id: publicId,
      title: work.title,
      sort_title: sortKey(work.title),
      folded_title: foldText(work.title),
      is_title_known: true,
      summary: work.summary ?? null,
      notes_before: work.notesBefore ?? null,
      notes_after: work.notesAfter ?? null,
      disclaimer: null,
      language: work.language ?? null,
      rating: work.rating ?? 'unrated',
      rating_as_given: work.ratingAsGiven ?? null,
      status: work.status ?? null,
      part_number: work.part ?? null,
      part_to: null,
      part_total: null,
      expected_chapters: work.expectedChapters ?? null,
      words: wordsIn(work),
      posted_at: work.posted ?? null,
      posted_key: work.posted ?? '',
      updated_at: work.updated ?? null,
      updated_key: work.updated ?? '',
      added_at: NOW,
      changed_at: NOW,
      visibility: work.visibility ?? 'public',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const original =
    work.original ??
    `${work.title}\n\n${chaptersOf(work)
      .map((chapter) => chapter.html)
      .join('\n')}`
  const sha256 = await plantSource(db, original)
  const chapterIds = await plantChapters(db, id, sha256, work)
  await plantUse(db, batch, {
    sha256,
    path: `${foldText(work.title).replaceAll(/[^a-z]+/g, '-')}.txt`,
    workId: id,
    role: 'text',
  })
  await plantNames(db, id, work)
  await plantEvidence(db, batch, id, sha256, chapterIds, work)
  return { id, publicId, sha256 }
}

export async function plantSource(db: Db, text: string, mediaType = 'text/plain', format = 'text'): Promise<string> {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const data = zstdCompressSync(bytes)
  await db
    .insertInto('source')
    .values({ sha256, size: bytes.length, media_type: mediaType, format, first_seen: NOW })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('source_chunk')
    .values({
      sha256,
      position: 0,
      size: bytes.length,
      data,
      data_sha256: createHash('sha256').update(data).digest('hex'),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return sha256
}

export async function plantUse(
  db: Db,
  batch: PlantedBatch,
  use: { readonly sha256: string; readonly path: string; readonly workId: number | null; readonly role: string },
): Promise<void> {
  await db
    .insertInto('source_use')
    .values({
      sha256: use.sha256,
      batch_id: batch.id,
      path: use.path,
      role: use.role,
      work_id: use.workId,
      chapter_id: null,
    })
    .execute()
}

function chaptersOf(work: Planting): NonNullable<Planting['chapters']> {
  return work.chapters ?? [{ html: '<p id="b1">The lamp was lit before anybody came to light it.</p>' }]
}

function wordsIn(work: Planting): number {
  return chaptersOf(work).reduce(
    (sum, chapter) =>
      sum +
      chapter.html
        .replaceAll(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .filter(Boolean).length,
    0,
  )
}

async function plantChapters(db: Db, workId: number, sha256: string, work: Planting): Promise<number[]> {
  const ids: number[] = []
  for (const [position, chapter] of chaptersOf(work).entries()) {
    const { id } = await db
      .insertInto('chapter')
      .values({
        work_id: workId,
        position,
        title: chapter.title ?? null,
        number: null,
        posted_at: null,
        current_version_id: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const versions = chapter.faithful === undefined ? [chapter.html] : [chapter.faithful, chapter.html]
    for (const [i, html] of versions.entries()) {
      const version = await db
        .insertInto('chapter_version')
        .values({
          chapter_id: id,
          number: i + 1,
          html,
          format: 1,
          sha256: createHash('sha256').update(html).digest('hex'),
          words: html
            .replaceAll(/<[^>]*>/g, ' ')
            .split(/\s+/)
            .filter(Boolean).length,
          reason: i === 0 ? 'faithful' : 'repaired',
          source_sha256: sha256,
          created_at: NOW,
          by: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db.updateTable('chapter').set({ current_version_id: version.id }).where('id', '=', id).execute()
    }
    ids.push(id)
  }
  return ids
}

async function plantNames(db: Db, workId: number, work: Planting): Promise<void> {
  const refs: { kind: string; ref_id: number }[] = []
  for (const [position, name] of (work.by ?? ['Marsh Lantern']).entries()) {
    const folded = foldText(name)
    const known = await db.selectFrom('pen_name').where('folded', '=', folded).select('id').executeTakeFirst()
    const penName =
      known ??
      (await db
        .insertInto('pen_name')
        .values({ public_id: idOf(`pen name ${name}`), name, sort_name: sortKey(name), folded, is_claimable: true })
        .returning('id')
        .executeTakeFirstOrThrow())
    await db
      .insertInto('creator')
      .values({ work_id: workId, pen_name_id: penName.id, position, role: 'author', as_written: name })
      .execute()
    refs.push({ kind: 'pen-name', ref_id: penName.id })
  }
  for (const [position, [kind, name]] of (work.tags ?? []).entries()) {
    const tagId = await plantTag(db, kind, name)
    await db
      .insertInto('work_tag')
      .values({ work_id: workId, tag_id: tagId, as_written: name, position, said_by: 'source' })
      .execute()
    refs.push({ kind: 'tag', ref_id: tagId })
  }
  for (const [key, asWritten, relation] of work.settings ?? []) {
    const point = await db
      .selectFrom('canon_point')
      .where('key', '=', key)
      .select(['id', 'season'])
      .executeTakeFirstOrThrow()
    await db
      .insertInto('work_setting')
      .values({
        work_id: workId,
        canon_key: 'glass',
        from_point: point.id,
        to_point: null,
        relation: relation ?? 'during',
        as_written: asWritten,
        rule: 'setting-label',
        confidence: 1,
      })
      .execute()
    refs.push({ kind: 'point', ref_id: point.id })
    const season = await db
      .selectFrom('canon_point')
      .where('kind', '=', 'season')
      .where('season', '=', point.season ?? -1)
      .select('id')
      .executeTakeFirst()
    if (season !== undefined && season.id !== point.id) refs.push({ kind: 'point', ref_id: season.id })
  }
  const sorters = await db
    .selectFrom('work')
    .where('id', '=', workId)
    .select(['updated_key', 'posted_key', 'sort_title', 'words'])
    .executeTakeFirstOrThrow()
  if (refs.length > 0)
    await db
      .insertInto('listing')
      .values(refs.map((ref) => ({ work_id: workId, ...ref, ...sorters })))
      .execute()
}

async function plantEvidence(
  db: Db,
  batch: PlantedBatch,
  workId: number,
  sha256: string,
  chapterIds: readonly number[],
  work: Planting,
): Promise<void> {
  for (const [position, finding] of (work.findings ?? []).entries()) {
    await db
      .insertInto('finding')
      .values({
        batch_id: batch.id,
        sha256,
        path: null,
        work_id: workId,
        chapter_id: chapterIds[finding.chapter ?? 0] ?? null,
        kind: finding.kind,
        code: finding.code,
        codes: JSON.stringify([finding.code]),
        line: finding.line ?? null,
        column: finding.line === undefined ? null : 1,
        lines: JSON.stringify(finding.line === undefined ? [] : [finding.line]),
        before: finding.before ?? null,
        after: finding.after ?? null,
        field: null,
        value: null,
        why: finding.why ?? null,
        block_id: finding.blockId ?? null,
        confidence: finding.kind === 'suggestion' ? 0.8 : 1,
        position,
      })
      .execute()
  }
  for (const [position, field] of (work.fields ?? []).entries()) {
    await db
      .insertInto('field')
      .values({
        work_id: workId,
        sha256,
        name: field.name,
        kind: null,
        value: field.value,
        as_written: field.asWritten ?? field.value,
        label: null,
        lines: JSON.stringify(field.lines ?? [1]),
        spans: '[]',
        rule: 'header-label',
        confidence: 0.98,
        is_chosen: field.isChosen ?? true,
        position,
      })
      .execute()
  }
}
