/**
 * Writes what follows from what was said: what each tag is, its links, and all that stands above it.
 *
 * Only what can have changed is looked at: the tags that something was said of or taken back from, with their synonyms,
 * and the links there. Meta tags of a kind are looked at together, since a circle may go through any of them. Works are
 * not touched here; `tag_to_list` remembers the tags whose works are to be listed anew (`list-anew.ts`).
 */

import { writeChanges } from '../../platform/db/change-log.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertRows, upsertRows } from '../../platform/db/insert-rows.ts'
import { lockRows } from '../../platform/db/locks.ts'
import {
  closureOf,
  deriveMetas,
  deriveParents,
  derivePlaces,
  type Link,
  type Place,
  type RestingLink,
} from './derive.ts'
import { isLink, type LinkRelation, type Saying } from './saying.ts'
import { listLinksAt, listMetasSaid, listParentsSaid, listStandings } from './saying-store.ts'

export interface Followed {
  /** Tags that are something else now, or stand elsewhere. */
  readonly changed: readonly number[]
  /** Meta tags that rest since they would close a circle. */
  readonly resting: readonly RestingLink[]
}

const KEYS = 500

/** Call it in a transaction, after the sayings were added or deleted. */
export async function followSayings(
  tx: Db,
  sayings: readonly Pick<Saying, 'relation' | 'tag' | 'other'>[],
  now: string,
): Promise<Followed> {
  const tags = new Set<number>()
  for (const { relation, tag, other } of sayings) {
    if (isLink(relation)) continue
    tags.add(tag)
    if (other !== null) tags.add(other)
  }
  const { moved, left, relocated } = await followPlaces(tx, tags)
  const changed = new Set(moved)
  const linked = sayings.filter(({ relation }) => isLink(relation))
  // Links stand at canonical tags: at those that tags were synonyms of before, and at those that they are synonyms of now.
  const touched = await withCanonical(tx, [...moved, ...left, ...linked.map(({ tag }) => tag)])
  await followParents(tx, moved, touched, changed)
  const metas = linked.filter(({ relation }) => relation === 'meta').map(({ tag }) => tag)
  const { resting, relisted } = await followMetas(tx, { moved, touched, metas }, changed)
  await listLater(tx, [...new Set([...relocated, ...relisted])])
  const rows = [...new Set([...changed, ...relisted])].map(
    (rowId) => ({ table: 'tag', rowId, change: 'changed' }) as const,
  )
  await writeChanges(tx, rows, now)
  return { changed: [...changed], resting }
}

interface Moved {
  /** Tags that are something else now. */
  readonly moved: readonly number[]
  /** What they were synonyms of. */
  readonly left: readonly number[]
  /** Those whose works are found elsewhere now. */
  readonly relocated: readonly number[]
}

async function followPlaces(tx: Db, tags: ReadonlySet<number>): Promise<Moved> {
  if (tags.size === 0) return { moved: [], left: [], relocated: [] }
  const sayings = await listStandings(tx, tags)
  const places = derivePlaces(sayings)
  const met = new Set([...tags, ...sayings.flatMap(({ tag, other }) => (other === null ? [tag] : [tag, other]))])
  const moved: number[] = []
  const left: number[] = []
  const relocated: number[] = []
  const byPlace = new Map<string, { readonly place: Place; readonly ids: number[] }>()
  // An import that has just put one of these on a work must be seen by whoever lists its works anew.
  await lockRows(tx, 'tag', [...met])
  for (const some of chunks([...met], KEYS)) {
    const rows = await tx.selectFrom('tag').select(['id', 'standing', 'canonical_id']).where('id', 'in', some).execute()
    for (const { id, standing, canonical_id } of rows) {
      const place = places.get(id) ?? { standing: null, canonical: null }
      if (place.standing === standing && place.canonical === canonical_id) continue
      moved.push(id)
      if (canonical_id !== null) left.push(canonical_id)
      if (canonical_id !== place.canonical) relocated.push(id)
      const key = `${place.standing} ${place.canonical}`
      const alike = byPlace.get(key) ?? { place, ids: [] }
      alike.ids.push(id)
      byPlace.set(key, alike)
    }
  }
  for (const { place, ids } of byPlace.values()) {
    for (const some of chunks(ids, KEYS)) {
      const columns = { standing: place.standing, canonical_id: place.canonical }
      await tx.updateTable('tag').set(columns).where('id', 'in', some).execute()
    }
  }
  return { moved, left, relocated }
}

async function followParents(
  tx: Db,
  moved: readonly number[],
  touched: readonly number[],
  changed: Set<number>,
): Promise<void> {
  const said = (await listLinksAt(tx, moved)).filter(({ relation }) => relation === 'parent')
  const before = await listLinkRows(tx, 'parent', moved)
  const ends = [...said.map(({ lower }) => lower.id), ...before.map(({ lower }) => lower)]
  const lowers = await withCanonical(tx, [...touched, ...ends])
  const after = deriveParents(await listParentsSaid(tx, lowers))
  // A tag that is a synonym now keeps none.
  const there = await listLinkRows(tx, 'parent', lowers, 'tag_id')
  await replaceLinks(tx, 'parent', there, after, changed)
}

async function followMetas(
  tx: Db,
  { moved, touched, metas }: { readonly [Name in 'moved' | 'touched' | 'metas']: readonly number[] },
  changed: Set<number>,
): Promise<{ readonly resting: readonly RestingLink[]; readonly relisted: readonly number[] }> {
  const said = (await listLinksAt(tx, moved)).filter(({ relation }) => relation === 'meta')
  const before = [...(await listLinkRows(tx, 'meta', moved)), ...(await listLinkRows(tx, 'meta', touched, 'tag_id'))]
  const ends = [...metas, ...said.map(({ tag }) => tag), ...before.map(({ lower }) => lower)]
  const resting: RestingLink[] = []
  const relisted: number[] = []
  for (const kind of await listKinds(tx, ends)) {
    const derived = deriveMetas(await listMetasSaid(tx, kind))
    resting.push(...derived.resting)
    const there = await tx
      .selectFrom('tag_link')
      .innerJoin('tag', 'tag.id', 'tag_link.tag_id')
      .select(['tag_link.tag_id as lower', 'tag_link.other_id as upper'])
      .where('relation', '=', 'meta')
      .where('tag.kind', '=', kind)
      .execute()
    await replaceLinks(tx, 'meta', there, derived.links, changed)
    relisted.push(...(await followClosure(tx, kind, derived.links)))
  }
  return { resting, relisted }
}

/** Gives the tags above which something else stands now, with their synonyms. */
async function followClosure(tx: Db, kind: string, links: readonly Link[]): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('tag_closure')
    .innerJoin('tag', 'tag.id', 'tag_closure.tag_id')
    .select(['tag_closure.tag_id as lower', 'tag_closure.meta_id as upper'])
    .where('tag.kind', '=', kind)
    .execute()
  const wanted = [...closureOf(links)].flatMap(([lower, uppers]) => [...uppers].map((upper) => ({ lower, upper })))
  const { gone, added } = compare(rows, wanted)
  for (const [upper, some] of Map.groupBy(gone, (link) => link.upper)) {
    for (const ids of chunks(
      some.map(({ lower }) => lower),
      KEYS,
    )) {
      await tx.deleteFrom('tag_closure').where('meta_id', '=', upper).where('tag_id', 'in', ids).execute()
    }
  }
  await insertRows(
    tx,
    'tag_closure',
    added.map(({ lower, upper }) => ({ tag_id: lower, meta_id: upper })),
  )
  const moved = [...new Set([...gone, ...added].map(({ lower }) => lower))]
  const synonyms: number[] = []
  for (const some of chunks(moved, KEYS)) {
    const found = await tx.selectFrom('tag').select('id').where('canonical_id', 'in', some).execute()
    synonyms.push(...found.map(({ id }) => id))
  }
  await lockRows(tx, 'tag', [...moved, ...synonyms])
  return [...moved, ...synonyms]
}

async function replaceLinks(
  tx: Db,
  relation: LinkRelation,
  before: readonly Link[],
  after: readonly Link[],
  changed: Set<number>,
): Promise<void> {
  const { gone, added } = compare(before, after)
  for (const [upper, some] of Map.groupBy(gone, (link) => link.upper)) {
    for (const ids of chunks(
      some.map(({ lower }) => lower),
      KEYS,
    )) {
      await tx
        .deleteFrom('tag_link')
        .where('other_id', '=', upper)
        .where('relation', '=', relation)
        .where('tag_id', 'in', ids)
        .execute()
    }
  }
  await insertRows(
    tx,
    'tag_link',
    added.map(({ lower, upper }) => ({ relation, tag_id: lower, other_id: upper })),
  )
  for (const { lower, upper } of [...gone, ...added]) changed.add(lower).add(upper)
}

function keyOf({ lower, upper }: Link): string {
  return `${lower} ${upper}`
}

function compare(before: readonly Link[], after: readonly Link[]): { gone: readonly Link[]; added: readonly Link[] } {
  const there = new Set(before.map(keyOf))
  const wanted = new Set(after.map(keyOf))
  return {
    gone: before.filter((link) => !wanted.has(keyOf(link))),
    added: after.filter((link) => !there.has(keyOf(link))),
  }
}

async function listLinkRows(
  tx: Db,
  relation: LinkRelation,
  tags: readonly number[],
  end?: 'tag_id',
): Promise<readonly Link[]> {
  const links: Link[] = []
  for (const some of chunks(tags, KEYS)) {
    const select = tx
      .selectFrom('tag_link')
      .select(['tag_id as lower', 'other_id as upper'])
      .where('relation', '=', relation)
    links.push(...(await select.where('tag_id', 'in', some).execute()))
    if (end === undefined) links.push(...(await select.where('other_id', 'in', some).execute()))
  }
  return links
}

async function listKinds(tx: Db, tags: readonly number[]): Promise<readonly string[]> {
  const kinds = new Set<string>()
  for (const some of chunks([...new Set(tags)], KEYS)) {
    const rows = await tx.selectFrom('tag').select('kind').distinct().where('id', 'in', some).execute()
    for (const { kind } of rows) kinds.add(kind)
  }
  return [...kinds]
}

/** These, and the canonical tags of those that are synonyms. */
async function withCanonical(tx: Db, tags: readonly number[]): Promise<readonly number[]> {
  const all = new Set(tags)
  for (const some of chunks([...all], KEYS)) {
    const rows = await tx.selectFrom('tag').select('canonical_id').where('id', 'in', some).execute()
    for (const { canonical_id } of rows) if (canonical_id !== null) all.add(canonical_id)
  }
  return [...all]
}

/** Only tags that works have. */
async function listLater(tx: Db, tags: readonly number[]): Promise<void> {
  for (const some of chunks(tags, KEYS)) {
    const used = await tx
      .selectFrom('tag')
      .select('id')
      .where('id', 'in', some)
      .where((eb) => eb.exists(eb.selectFrom('work_tag').select('work_id').whereRef('tag_id', '=', 'tag.id')))
      .execute()
    const rows = used.map(({ id }) => ({ tag_id: id, after_work_id: 0 }))
    await upsertRows(tx, 'tag_to_list', rows, ['tag_id'])
  }
}
