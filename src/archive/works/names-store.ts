/** Writes who made a work and what it is about: pen names, tags, settings, and the rows that lists are filtered by. */
import { foldKey, foldText, sortKey } from '../../kernel/text.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import type { CreatorDraft, KnownCreator, TagDraft, WorkDraft } from './draft.ts'
import { listTermsAnew } from './term-listing-store.ts'

export async function saveNames(tx: Db, workId: number, draft: WorkDraft): Promise<void> {
  const penNames = await saveCreators(tx, workId, draft.creators)
  const tags = await saveTags(tx, workId, draft.tags)
  const points = await saveSettings(tx, workId, draft)
  await saveListing(tx, workId, [
    ...penNames.map((id) => ({ kind: 'pen-name', ref_id: id })),
    ...tags.map((id) => ({ kind: 'tag', ref_id: id })),
    ...points.map((id) => ({ kind: 'point', ref_id: id })),
  ])
  if (draft.rescued !== undefined) await listTermsAnew(tx, workId)
}

async function saveCreators(
  tx: Db,
  workId: number,
  creators: readonly (CreatorDraft | KnownCreator)[],
): Promise<number[]> {
  await tx.deleteFrom('creator').where('work_id', '=', workId).where('role', '=', 'author').execute()
  const ids: number[] = []
  for (const creator of creators) {
    const id = 'penNameId' in creator ? creator.penNameId : await findOrAddPenName(tx, creator)
    if (ids.includes(id)) continue
    await tx
      .insertInto('creator')
      .values({ work_id: workId, pen_name_id: id, position: ids.length, role: 'author', as_written: creator.asWritten })
      .execute()
    ids.push(id)
  }
  return ids
}

/** The same name, folded, is the same unclaimed pen name; an archivist can split it later. */
async function findOrAddPenName(tx: Db, creator: CreatorDraft): Promise<number> {
  const folded = foldText(creator.name)
  const known = await tx
    .selectFrom('pen_name')
    .select('id')
    .where('folded', '=', folded)
    .where('is_claimable', '=', creator.isClaimable)
    // Names of rescued sites are people of their own.
    .where('site_id', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (known !== undefined) return known.id
  const columns = { name: creator.name, sort_name: sortKey(creator.name), folded, is_claimable: creator.isClaimable }
  const row = await insertWithPublicId((publicId) =>
    tx
      .insertInto('pen_name')
      .values({ ...columns, public_id: publicId })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  return row.id
}

/** What the source said is replaced by what it says now; what people and rules added stays. */
async function saveTags(tx: Db, workId: number, tags: readonly TagDraft[]): Promise<number[]> {
  await tx.deleteFrom('work_tag').where('work_id', '=', workId).where('said_by', '=', 'source').execute()
  const seen = new Set<number>()
  for (const tag of tags) {
    const id = await findOrAddTag(tx, tag.kind, tag.name)
    if (seen.has(id)) continue
    await tx
      .insertInto('work_tag')
      .values({ work_id: workId, tag_id: id, as_written: tag.asWritten, position: seen.size, said_by: 'source' })
      .execute()
    seen.add(id)
  }
  const all = await tx
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .select(['tag.id', 'tag.canonical_id'])
    .where('work_tag.work_id', '=', workId)
    .execute()
  // A synonym is found under its canonical tag too.
  return [...new Set(all.flatMap((row) => (row.canonical_id === null ? [row.id] : [row.id, row.canonical_id])))]
}

export async function findOrAddTag(tx: Db, kind: TagDraft['kind'], name: string): Promise<number> {
  const folded = foldKey(name)
  const find = () =>
    tx.selectFrom('tag').select('id').where('kind', '=', kind).where('folded', '=', folded).executeTakeFirst()
  const known = await find()
  if (known !== undefined) return known.id
  const row = await insertWithPublicId(async (publicId) => {
    const added = await tx
      .insertInto('tag')
      .values({ public_id: publicId, kind, name, folded, canonical_id: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    // Another import on PostgreSQL may have been quicker with the same name.
    return added ?? (await find())
  })
  return row.id
}

/** Keys of all points of the canon that the work is set at, the seasons of its episodes among them. */
async function saveSettings(tx: Db, workId: number, draft: WorkDraft): Promise<number[]> {
  await tx.deleteFrom('work_setting').where('work_id', '=', workId).execute()
  const points = new Set<number>()
  for (const setting of draft.settings) {
    const { place } = setting
    const find = (key: string | null | undefined) =>
      place === null || place.canon === null || key === null || key === undefined
        ? undefined
        : findPoint(tx, place.canon, key)
    const from = await find(place?.from)
    const to = await find(place?.to)
    const event = await find(place?.event)
    await tx
      .insertInto('work_setting')
      .values({
        work_id: workId,
        canon_key: from === undefined ? null : (place?.canon ?? null),
        from_point: from?.id ?? null,
        to_point: to?.id ?? null,
        relation: from === undefined ? null : place?.relation === 'between' ? 'during' : (place?.relation ?? null),
        as_written: setting.asWritten,
        rule: setting.rule,
        confidence: setting.confidence,
      })
      .execute()
    for (const point of [from, to, event]) {
      if (point === undefined) continue
      points.add(point.id)
      const season = point.season === null ? undefined : await findSeason(tx, place?.canon ?? '', point.season)
      if (season !== undefined) points.add(season.id)
    }
  }
  return [...points]
}

async function findPoint(
  tx: Db,
  canon: string,
  key: string,
): Promise<{ id: number; season: number | null } | undefined> {
  return tx
    .selectFrom('canon_point')
    .select(['id', 'season'])
    .where('canon_key', '=', canon)
    .where('key', '=', key)
    .executeTakeFirst()
}

async function findSeason(tx: Db, canon: string, season: number): Promise<{ id: number } | undefined> {
  return tx
    .selectFrom('canon_point')
    .select('id')
    .where('canon_key', '=', canon)
    .where('season', '=', season)
    .where('kind', '=', 'season')
    .executeTakeFirst()
}

/** The rows that lists are filtered and sorted by: one for each pen name, tag and point of the work. */
async function saveListing(
  tx: Db,
  workId: number,
  refs: readonly { readonly kind: string; readonly ref_id: number }[],
): Promise<void> {
  await tx.deleteFrom('listing').where('work_id', '=', workId).execute()
  if (refs.length === 0) return
  const work = await tx
    .selectFrom('work')
    .select(['updated_key', 'posted_key', 'sort_title', 'words'])
    .where('id', '=', workId)
    .executeTakeFirstOrThrow()
  await insertRows(
    tx,
    'listing',
    refs.map((ref) => ({ work_id: workId, ...ref, ...work })),
  )
}
