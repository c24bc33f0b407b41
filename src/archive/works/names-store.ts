/** Writes who made a work and what it is about: pen names, tags, settings, and the rows that lists are filtered by. */
import { sql } from 'kysely'
import { foldKey, foldText, sortKey } from '../../kernel/text.ts'
import { writeChange } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'
import { insertPublicRows } from '../../platform/db/insert-public-rows.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'
import type { CreatorDraft, KnownCreator, TagDraft, WorkDraft } from './draft.ts'
import { foundUnder } from './tag-listing-store.ts'
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

/** Takes back what a source said of a work before; what people and rules added stays. */
export async function removeNames(tx: Db, workId: number): Promise<void> {
  await removeAuthors(tx, { workId })
  await removeStatedTags(tx, { workId })
  await removeSettings(tx, { workId })
  await removeListing(tx, { workId })
}

const removeAuthors = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('creator').where('work_id', '=', given.workId).where('role', '=', 'author'),
)
const removeStatedTags = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('work_tag').where('work_id', '=', given.workId).where('said_by', '=', 'source'),
)
const removeSettings = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('work_setting').where('work_id', '=', given.workId),
)
const removeListing = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('listing').where('work_id', '=', given.workId),
)

async function saveCreators(
  tx: Db,
  workId: number,
  creators: readonly (CreatorDraft | KnownCreator)[],
): Promise<number[]> {
  const ids: number[] = []
  for (const creator of creators) {
    const id = 'penNameId' in creator ? creator.penNameId : await findOrAddPenName(tx, creator)
    if (ids.includes(id)) continue
    const place = { position: ids.length, role: 'author', as_written: creator.asWritten }
    await insertRows(tx, 'creator', [{ work_id: workId, pen_name_id: id, ...place }])
    ids.push(id)
  }
  return ids
}

/** The same name, folded, is the same unclaimed pen name; an archivist can split it later. */
async function findOrAddPenName(tx: Db, creator: CreatorDraft): Promise<number> {
  const folded = foldText(creator.name)
  const [known] = await findPenName(tx, { folded, isClaimable: creator.isClaimable })
  if (known !== undefined) return known.id
  const columns = { name: creator.name, sort_name: sortKey(creator.name), folded, is_claimable: creator.isClaimable }
  const [id] = await insertPublicRows(tx, 'pen_name', [columns])
  await writeChange(tx, { table: 'pen_name', rowId: id as number, change: 'added' })
  return id as number
}

const findPenName = prepared((tx, given: Given<{ folded: string; isClaimable: boolean }>) =>
  tx
    .selectFrom('pen_name')
    .select('id')
    .where('folded', '=', given.folded)
    .where('is_claimable', '=', given.isClaimable)
    // Names of rescued sites are people of their own.
    .where('site_id', 'is', null)
    .orderBy('id')
    .limit(1),
)

async function saveTags(tx: Db, workId: number, tags: readonly TagDraft[]): Promise<number[]> {
  const seen = new Set<number>()
  for (const tag of tags) {
    const id = await findOrAddTag(tx, tag.kind, tag.name)
    if (seen.has(id)) continue
    const place = { as_written: tag.asWritten, position: seen.size, said_by: 'source' }
    await insertRows(tx, 'work_tag', [{ work_id: workId, tag_id: id, ...place }])
    seen.add(id)
  }
  // A synonym is found under its canonical tag too, and both under their meta tags.
  const found = await listFoundUnder(tx, { workId })
  return found.map((row) => row.ref_id)
}

const listFoundUnder = prepared((tx, given: Given<{ workId: number }>) =>
  foundUnder(tx, sql`work_tag.work_id = ${given.workId}`),
)

export async function findOrAddTag(tx: Db, kind: TagDraft['kind'], name: string): Promise<number> {
  const folded = foldKey(name)
  const find = async () => (await findTag(tx, { kind, folded }))[0]
  const known = await find()
  if (known !== undefined) return known.id
  const row = await insertWithPublicId(async (publicId) => {
    const added = await tx
      .insertInto('tag')
      .values({ public_id: publicId, kind, name, folded, canonical_id: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added !== undefined) await writeChange(tx, { table: 'tag', rowId: added.id, change: 'added' })
    // Another import on PostgreSQL may have been quicker with the same name.
    return added ?? (await find())
  })
  return row.id
}

const findTag = prepared((tx, given: Given<{ kind: string; folded: string }>) =>
  tx.selectFrom('tag').select('id').where('kind', '=', given.kind).where('folded', '=', given.folded),
)

/** Keys of all points of the canon that the work is set at, the seasons of its episodes among them. */
async function saveSettings(tx: Db, workId: number, draft: WorkDraft): Promise<number[]> {
  const points = new Set<number>()
  for (const setting of draft.settings) {
    const { place } = setting
    const find = async (key: string | null | undefined) => {
      if (place === null || place.canon === null || key === null || key === undefined) return undefined
      return (await findPoint(tx, { canon: place.canon, key }))[0]
    }
    const from = await find(place?.from)
    const to = await find(place?.to)
    const event = await find(place?.event)
    const row = {
      work_id: workId,
      canon_key: from === undefined ? null : (place?.canon ?? null),
      from_point: from?.id ?? null,
      to_point: to?.id ?? null,
      relation: from === undefined ? null : place?.relation === 'between' ? 'during' : (place?.relation ?? null),
      as_written: setting.asWritten,
      rule: setting.rule,
      confidence: setting.confidence,
    }
    await insertRows(tx, 'work_setting', [row])
    for (const point of [from, to, event]) {
      if (point === undefined) continue
      points.add(point.id)
      if (point.season === null) continue
      for (const season of await findSeason(tx, { canon: place?.canon ?? '', season: point.season }))
        points.add(season.id)
    }
  }
  return [...points]
}

const findPoint = prepared((tx, given: Given<{ canon: string; key: string }>) =>
  tx
    .selectFrom('canon_point')
    .select(['id', 'season'])
    .where('canon_key', '=', given.canon)
    .where('key', '=', given.key),
)

const findSeason = prepared((tx, given: Given<{ canon: string; season: number }>) =>
  tx
    .selectFrom('canon_point')
    .select('id')
    .where('canon_key', '=', given.canon)
    .where('season', '=', given.season)
    .where('kind', '=', 'season')
    .limit(1),
)

/** The rows that lists are filtered and sorted by: one for each pen name, tag and point of the work. */
async function saveListing(
  tx: Db,
  workId: number,
  refs: readonly { readonly kind: string; readonly ref_id: number }[],
): Promise<void> {
  const [work] = await findSortKeys(tx, { workId })
  if (work === undefined) throw new Error(`there is no work ${workId}`)
  await insertRows(
    tx,
    'listing',
    refs.map((ref) => ({ work_id: workId, ...ref, ...work })),
  )
}

const findSortKeys = prepared((tx, given: Given<{ workId: number }>) =>
  tx.selectFrom('work').select(['updated_key', 'posted_key', 'sort_title', 'words']).where('id', '=', given.workId),
)
