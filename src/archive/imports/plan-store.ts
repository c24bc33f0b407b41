/**
 * What the catalogue knows already about the sources of an import: their places, their works, their readings.
 *
 * Works of rescued sites are made from rows, not from files, and are none of this: a loose file that is also a chapter
 * of such a work is one more copy of that chapter.
 */
import type { Outline } from '../../intake/assemble/index.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'

/** A place where a source was found, and the work it speaks for. */
export interface KnownUse {
  readonly id: number
  readonly sha256: string
  readonly path: string
  readonly within: readonly string[]
  readonly role: string
  readonly workId: number | null
  /** Of its work. */
  readonly visibility: string | null
}

const SOURCES_A_QUERY = 500

export async function listUsesOfSources(db: Db, sha256s: readonly string[]): Promise<KnownUse[]> {
  const uses: KnownUse[] = []
  for (const part of chunks(sha256s, SOURCES_A_QUERY)) {
    uses.push(...(await selectUses(db).where('source_use.sha256', 'in', part).execute()).map(useOf))
  }
  return uses
}

/** Those of these sources that are the text of a rescued site's chapter. */
export async function listTextsOfSites(db: Db, sha256s: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const part of chunks(sha256s, SOURCES_A_QUERY)) {
    const rows = await db
      .selectFrom('source_use')
      .innerJoin('work', 'work.id', 'source_use.work_id')
      .select('source_use.sha256')
      .distinct()
      .where('source_use.sha256', 'in', part)
      .where('source_use.role', '=', 'text')
      .where('work.site_id', 'is not', null)
      .execute()
    found.push(...rows.map(({ sha256 }) => sha256))
  }
  return found
}

/** Places where a loose file was met that is such a text: they speak for its work, too. */
export async function adoptCopies(tx: Db, sha256s: readonly string[]): Promise<void> {
  for (const sha256 of sha256s) {
    const text = await tx
      .selectFrom('source_use')
      .innerJoin('work', 'work.id', 'source_use.work_id')
      .select(['source_use.work_id as workId', 'source_use.chapter_id as chapterId'])
      .where('source_use.sha256', '=', sha256)
      .where('source_use.role', '=', 'text')
      .where('work.site_id', 'is not', null)
      .orderBy('source_use.path')
      .orderBy('source_use.id')
      .limit(1)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('source_use')
      .set({ work_id: text.workId, chapter_id: text.chapterId, role: 'duplicate' })
      .where('sha256', '=', sha256)
      .where('work_id', 'is', null)
      .where('role', '=', 'text')
      .execute()
  }
}

/** Without those that are known already, by their ids. */
export async function listUsesOfWorks(
  db: Db,
  workIds: readonly number[],
  known: ReadonlySet<number> = new Set(),
): Promise<KnownUse[]> {
  const uses: KnownUse[] = []
  for (const part of chunks(workIds, SOURCES_A_QUERY)) {
    const rows = await selectUses(db).where('source_use.work_id', 'in', part).execute()
    uses.push(...rows.filter(({ id }) => !known.has(id)).map(useOf))
  }
  return uses
}

/** Works that something in this place speaks for which has other bytes. */
export async function listWorksAtPlace(
  db: Db,
  place: { readonly path: string; readonly within: readonly string[] },
  sha256: string,
): Promise<number[]> {
  const rows = await db
    .selectFrom('source_use')
    .innerJoin('work', 'work.id', 'source_use.work_id')
    .select('source_use.work_id as workId')
    .distinct()
    .where('path', '=', place.path)
    .where('within', '=', JSON.stringify(place.within))
    .where('sha256', '!=', sha256)
    .where('work.site_id', 'is', null)
    .execute()
  return rows.flatMap(({ workId }) => (workId === null ? [] : [workId]))
}

export interface KnownReading {
  readonly sha256: string
  readonly intakeVersion: string
  readonly canonHash: string
  /** Null when it is no story. */
  readonly outline: Outline | null
}

export async function listReadings(db: Db, sha256s: readonly string[]): Promise<KnownReading[]> {
  const readings: KnownReading[] = []
  for (const part of chunks(sha256s, SOURCES_A_QUERY)) {
    const rows = await db
      .selectFrom('reading')
      .select(['sha256', 'intake_version as intakeVersion', 'canon_hash as canonHash', 'outline'])
      .where('sha256', 'in', part)
      .execute()
    for (const row of rows)
      readings.push({ ...row, outline: row.outline === null ? null : (JSON.parse(row.outline) as Outline) })
  }
  return readings
}

/** Places met for the first time of a source that has its work already speak for that work, too. */
export async function adoptUses(tx: Db, workId: number, sha256s: readonly string[]): Promise<void> {
  for (const sha256 of sha256s) {
    const known = await tx
      .selectFrom('source_use')
      .select('chapter_id')
      .where('sha256', '=', sha256)
      .where('work_id', '=', workId)
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('source_use')
      .set({ work_id: workId, role: 'duplicate', chapter_id: known.chapter_id })
      .where('sha256', '=', sha256)
      .where('work_id', 'is', null)
      .where('role', '=', 'text')
      .execute()
  }
}

function selectUses(db: Db) {
  return db
    .selectFrom('source_use')
    .leftJoin('work', 'work.id', 'source_use.work_id')
    .select([
      'source_use.id',
      'source_use.sha256',
      'source_use.path',
      'source_use.within',
      'source_use.role',
      'source_use.work_id as workId',
      'work.visibility',
    ])
    .where('source_use.role', 'in', ['text', 'duplicate', 'other-version', 'index'])
    .where('work.site_id', 'is', null)
    .orderBy('source_use.id')
}

function useOf(row: Omit<KnownUse, 'within'> & { readonly within: string }): KnownUse {
  return { ...row, within: withinOf(row.within) }
}

/** The messages of a mailbox lie in one thing, which is held once for all that come one after the other. */
let lastWithin: { readonly text: string; readonly within: readonly string[] } = { text: '[]', within: [] }

function withinOf(text: string): readonly string[] {
  if (text !== lastWithin.text) lastWithin = { text, within: JSON.parse(text) as string[] }
  return lastWithin.within
}
