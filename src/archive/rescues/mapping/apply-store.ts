/** Rows that a mapping is applied to: the works of a site with their terms, their tags by rule, and their ratings. */
import type { Insertable } from 'kysely'
import { foldKey } from '../../../kernel/text.ts'
import { writeChanges } from '../../../platform/db/change-log.ts'
import type { Db } from '../../../platform/db/database.ts'
import { insertRows } from '../../../platform/db/insert-rows.ts'
import type { Tables } from '../../../platform/db/tables.ts'
import { findOrAddTag, listTagsAnew } from '../../works/index.ts'
import type { RuleTag, WorkChange, WorkTerms } from './plan-work.ts'
import { TERM_KINDS } from './term.ts'

export async function listWorksOfSite(db: Db, siteId: number): Promise<number[]> {
  const rows = await db.selectFrom('work').select('id').where('site_id', '=', siteId).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** What the mapping has to know of these works; `everywhere` is a term that all of them have. */
export async function listWorkTerms(
  db: Db,
  workIds: readonly number[],
  everywhere: WorkTerms['terms'],
): Promise<readonly WorkTerms[]> {
  const works = await db
    .selectFrom('work')
    .select(['id', 'rating', 'rating_by_rule'])
    .where('id', 'in', [...workIds])
    .orderBy('id')
    .execute()
  const terms = await listTermsOfWorks(db, workIds)
  const tags = await listRuleTags(db, workIds)
  return works.map(({ id, rating, rating_by_rule }) => ({
    id,
    rating,
    ratingByRule: rating_by_rule,
    terms: [...everywhere, ...(terms.get(id) ?? [])],
    tags: tags.get(id) ?? [],
  }))
}

async function listTermsOfWorks(db: Db, workIds: readonly number[]): Promise<ReadonlyMap<number, WorkTerms['terms']>> {
  const rows = await db
    .selectFrom('term_use')
    .innerJoin('site_term', 'site_term.id', 'term_use.site_term_id')
    .select(['term_use.target_id', 'site_term.id', 'site_term.kind', 'site_term.name'])
    .where('term_use.kind', '=', 'work')
    .where('term_use.target_id', 'in', [...workIds])
    .orderBy('term_use.target_id')
    .orderBy('term_use.position')
    .orderBy('site_term.id')
    .execute()
  const sorted = rows.toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind))
  return Map.groupBy(sorted, (row) => row.target_id)
}

function rankOf(kind: string): number {
  return (TERM_KINDS as readonly string[]).indexOf(kind)
}

async function listRuleTags(db: Db, workIds: readonly number[]): Promise<ReadonlyMap<number, readonly RuleTag[]>> {
  const rows = await db
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .select(['work_tag.work_id', 'tag.kind', 'tag.folded', 'work_tag.as_written as asWritten'])
    .where('work_tag.said_by', '=', 'rule')
    .where('work_tag.work_id', 'in', [...workIds])
    .orderBy('work_tag.work_id')
    .orderBy('work_tag.position')
    .execute()
  return Map.groupBy(rows, (row) => row.work_id)
}

/** Keys of tags that were found or made before, by kind and folded name. */
export type KnownTags = Map<string, number>

/** Call it in a transaction. */
export async function saveWorkChanges(
  tx: Db,
  changes: readonly WorkChange[],
  known: KnownTags,
  now: string,
): Promise<void> {
  const retagged = changes.filter((change) => change.tags !== null).map(({ workId }) => workId)
  if (retagged.length > 0)
    await tx.deleteFrom('work_tag').where('work_id', 'in', retagged).where('said_by', '=', 'rule').execute()
  const rows: Insertable<Tables['work_tag']>[] = []
  for (const { workId, tags } of changes) {
    for (const [position, { kind, name, asWritten }] of (tags ?? []).entries()) {
      const key = `${kind} ${foldKey(name)}`
      const tagId = known.get(key) ?? (await findOrAddTag(tx, kind, name))
      known.set(key, tagId)
      rows.push({ work_id: workId, tag_id: tagId, as_written: asWritten, position, said_by: 'rule' })
    }
  }
  await insertRows(tx, 'work_tag', rows)
  await saveRatings(tx, changes, now)
  await listTagsAnew(tx, retagged)
  await writeChanges(
    tx,
    changes.map(({ workId }) => ({ table: 'work', rowId: workId, change: 'changed' })),
    now,
  )
}

async function saveRatings(tx: Db, changes: readonly WorkChange[], now: string): Promise<void> {
  for (const alike of Map.groupBy(changes, ({ rating }) => rating?.value).values()) {
    const rating = alike[0]?.rating ?? null
    await tx
      .updateTable('work')
      .set({ changed_at: now, ...(rating !== null && { rating: rating.value, rating_by_rule: rating.byRule }) })
      .where(
        'id',
        'in',
        alike.map(({ workId }) => workId),
      )
      .execute()
  }
}
