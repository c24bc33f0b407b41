/** Plants works with their words, as stores write them: with a change in the log. */

import { writeChange } from '../../../platform/db/change-log.ts'
import { type Db, inTransaction } from '../../../platform/db/database.ts'
import type { Visibility } from '../../../platform/db/visibility.ts'

export interface PlantedText {
  readonly title?: string
  readonly summary?: string | null
  readonly notes?: string | null
  readonly visibility?: Visibility
  readonly penNames?: readonly string[]
  readonly tags?: readonly string[]
  /** Story HTML of each chapter. */
  readonly chapters?: readonly string[]
  /** Positions of chapters that wait for approval. */
  readonly hidden?: readonly number[]
}

const NOW = '2026-11-20T10:00:00.000Z'
let planted = 0

/** The key of a new work. */
export async function plantText(db: Db, text: PlantedText): Promise<number> {
  return inTransaction(db, async (tx) => {
    const title = text.title ?? 'Untitled'
    const { id } = await tx
      .insertInto('work')
      .values({
        public_id: `planted${++planted}`,
        title,
        sort_title: title,
        folded_title: title,
        summary: text.summary ?? null,
        notes_before: text.notes ?? null,
        visibility: text.visibility ?? 'public',
        added_at: NOW,
        changed_at: NOW,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [i, html] of (text.chapters ?? []).entries()) {
      const position = i + 1
      await plantChapter(tx, id, { position, html, isHidden: text.hidden?.includes(position) ?? false })
    }
    for (const [position, name] of (text.penNames ?? []).entries()) {
      await tx
        .insertInto('creator')
        .values({ work_id: id, pen_name_id: await penName(tx, name), position, role: 'author' })
        .execute()
    }
    for (const [position, name] of (text.tags ?? []).entries()) {
      const values = { work_id: id, tag_id: await tag(tx, name), as_written: name, position, said_by: 'author' }
      await tx.insertInto('work_tag').values(values).execute()
    }
    await writeChange(tx, { table: 'work', rowId: id, change: 'added' })
    return id
  })
}

export async function penName(tx: Db, name: string): Promise<number> {
  const found = await tx.selectFrom('pen_name').select('id').where('name', '=', name).executeTakeFirst()
  if (found !== undefined) return found.id
  const values = { public_id: `name${++planted}`, name, sort_name: name, folded: name.toLowerCase() }
  return (await tx.insertInto('pen_name').values(values).returning('id').executeTakeFirstOrThrow()).id
}

/** Gives a chapter another text, as a new version. */
export async function replaceText(db: Db, work: number, position: number, html: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { id } = await tx
      .selectFrom('chapter')
      .select('id')
      .where('work_id', '=', work)
      .where('position', '=', position)
      .executeTakeFirstOrThrow()
    await plantVersion(tx, id, html)
    await writeChange(tx, { table: 'work', rowId: work, change: 'changed' })
  })
}

async function tag(tx: Db, name: string): Promise<number> {
  const folded = name.toLowerCase()
  const found = await tx.selectFrom('tag').select('id').where('folded', '=', folded).executeTakeFirst()
  if (found !== undefined) return found.id
  const values = { public_id: `tag${++planted}`, kind: 'additional', name, folded }
  return (await tx.insertInto('tag').values(values).returning('id').executeTakeFirstOrThrow()).id
}

async function plantChapter(
  tx: Db,
  work: number,
  { position, html, isHidden }: { position: number; html: string; isHidden: boolean },
): Promise<void> {
  const { id } = await tx
    .insertInto('chapter')
    .values({ work_id: work, position, is_hidden: isHidden })
    .returning('id')
    .executeTakeFirstOrThrow()
  await plantVersion(tx, id, html)
}

async function plantVersion(tx: Db, chapter: number, html: string): Promise<void> {
  const { number } = await tx
    .selectFrom('chapter_version')
    .select((eb) => eb.fn.countAll<number>().as('number'))
    .where('chapter_id', '=', chapter)
    .executeTakeFirstOrThrow()
  const { id } = await tx
    .insertInto('chapter_version')
    .values({
      chapter_id: chapter,
      number: number + 1,
      html,
      format: 1,
      sha256: `${chapter}-${number}`,
      words: html.split(' ').length,
      reason: 'faithful',
      created_at: NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.updateTable('chapter').set({ current_version_id: id }).where('id', '=', chapter).execute()
}
