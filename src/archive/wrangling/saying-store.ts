/** Rows of what was said of tags, and of the decisions and sets of rules that said it. */
import type { SelectQueryBuilder } from 'kysely'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertRow, insertRows } from '../../platform/db/insert-rows.ts'
import type { Tables } from '../../platform/db/tables.ts'
import type { TagKind } from '../works/index.ts'
import type { LinkSaid } from './derive.ts'
import type { LinkRelation, Relation, Said, Saying, Speaker } from './saying.ts'
import type { TagName } from './tag-store.ts'

/** A decision of the archivist, or a set of rules that was applied. */
export interface Wrangling {
  readonly id: number
  readonly saidBy: Speaker
  /** Of a set of rules its name, of a decision what was typed. */
  readonly name: string
  readonly saidAt: string
  readonly undoneAt: string | null
  /** How much of what it said is in the books. */
  readonly sayings: number
}

/** Keys in one query. */
const KEYS = 500

export async function addWrangling(
  tx: Db,
  { saidBy, name, now, content = null }: { saidBy: Speaker; name: string; now: string; content?: string | null },
): Promise<number> {
  const row = { said_by: saidBy, name, said_at: now, undone_at: null, content }
  return insertRow(tx, 'wrangling', row)
}

export async function insertSayings(tx: Db, wranglingId: number, sayings: readonly Saying[]): Promise<void> {
  await insertRows(
    tx,
    'tag_saying',
    sayings.map(({ relation, tag, other, holds, why }) => ({
      wrangling_id: wranglingId,
      relation,
      tag_id: tag,
      other_id: other,
      holds,
      why,
    })),
  )
}

export async function deleteSayings(tx: Db, ids: readonly number[]): Promise<void> {
  for (const some of chunks(ids, KEYS)) await tx.deleteFrom('tag_saying').where('id', 'in', some).execute()
}

/** What a decision or a set of rules said, in portions behind a saying. */
export async function listSayingsOf(
  db: Db,
  wranglingId: number,
  { after = 0, size = Number.MAX_SAFE_INTEGER }: { after?: number; size?: number } = {},
): Promise<readonly Said[]> {
  return saidOf(
    await selectSayings(db)
      .where('tag_saying.wrangling_id', '=', wranglingId)
      .where('tag_saying.id', '>', after)
      .orderBy('tag_saying.id')
      .limit(size)
      .execute(),
  )
}

/** All that was said of what these tags are, and of those that are said to be synonyms of them or they of those. */
export async function listStandings(db: Db, tags: ReadonlySet<number>): Promise<readonly Said[]> {
  const found = new Map<number, Said>()
  const seen = new Set(tags)
  for (let open = [...tags]; open.length > 0; ) {
    const next: number[] = []
    for (const some of chunks(open, KEYS)) {
      const standings = selectSayings(db).where('tag_saying.relation', 'in', STANDINGS)
      const rows = [
        ...(await standings.where('tag_saying.tag_id', 'in', some).execute()),
        ...(await standings.where('tag_saying.other_id', 'in', some).execute()),
      ]
      for (const said of saidOf(rows)) {
        found.set(said.id, said)
        for (const tag of [said.tag, said.other]) {
          if (tag === null || seen.has(tag)) continue
          seen.add(tag)
          next.push(tag)
        }
      }
    }
    open = next
  }
  return [...found.values()]
}

const STANDINGS: readonly Relation[] = ['canonical', 'synonym', 'ambiguous', 'unwrangled']

/** What was said of links at one of these tags. */
export async function listLinksAt(db: Db, tags: readonly number[]): Promise<readonly LinkSaid[]> {
  const rows: LinkRow[] = []
  for (const some of chunks(tags, KEYS)) {
    rows.push(...(await selectLinks(db).where('tag_saying.tag_id', 'in', some).execute()))
    rows.push(...(await selectLinks(db).where('tag_saying.other_id', 'in', some).execute()))
  }
  return linksOf(rows)
}

/** What was said of what these tags, or synonyms of theirs, belong to. */
export async function listParentsSaid(db: Db, lowers: readonly number[]): Promise<readonly LinkSaid[]> {
  // Synonyms are looked up first: joined, all that was ever said of parents would be read.
  const tags = new Set(lowers)
  for (const some of chunks(lowers, KEYS)) {
    const synonyms = await db.selectFrom('tag').select('id').where('canonical_id', 'in', some).execute()
    for (const { id } of synonyms) tags.add(id)
  }
  const rows: LinkRow[] = []
  for (const some of chunks([...tags], KEYS)) {
    const parents = selectLinks(db).where('tag_saying.relation', '=', 'parent')
    rows.push(...(await parents.where('tag_saying.tag_id', 'in', some).execute()))
  }
  return linksOf(rows)
}

/** All that was said of meta tags of a kind. */
export async function listMetasSaid(db: Db, kind: string): Promise<readonly LinkSaid[]> {
  return linksOf(
    await selectLinks(db).where('tag_saying.relation', '=', 'meta').where('lower.kind', '=', kind).execute(),
  )
}

interface SayingRow {
  readonly id: number
  readonly wrangling_id: number
  readonly said_by: string
  readonly relation: string
  readonly tag_id: number
  readonly other_id: number | null
  readonly holds: boolean
  readonly why: string | null
}

function selectSayings(db: Db): SelectQueryBuilder<Tables, 'tag_saying' | 'wrangling', SayingRow> {
  return db
    .selectFrom('tag_saying')
    .innerJoin('wrangling', 'wrangling.id', 'tag_saying.wrangling_id')
    .select([
      'tag_saying.id',
      'tag_saying.wrangling_id',
      'wrangling.said_by',
      'tag_saying.relation',
      'tag_saying.tag_id',
      'tag_saying.other_id',
      'tag_saying.holds',
      'tag_saying.why',
    ])
}

interface LinkRow extends SayingRow {
  readonly lower_id: number
  readonly lower_canonical: number | null
  readonly lower_standing: string | null
  readonly upper_id: number
  readonly upper_canonical: number | null
  readonly upper_standing: string | null
}

function selectLinks(db: Db) {
  return selectSayings(db)
    .innerJoin('tag as lower', 'lower.id', 'tag_saying.tag_id')
    .innerJoin('tag as upper', 'upper.id', 'tag_saying.other_id')
    .where('tag_saying.relation', 'in', LINKS)
    .select([
      'lower.id as lower_id',
      'lower.canonical_id as lower_canonical',
      'lower.standing as lower_standing',
      'upper.id as upper_id',
      'upper.canonical_id as upper_canonical',
      'upper.standing as upper_standing',
    ])
}

const LINKS: readonly LinkRelation[] = ['meta', 'parent']

function saidOf(rows: readonly SayingRow[]): readonly Said[] {
  return rows.map((row) => ({
    id: row.id,
    wrangling: row.wrangling_id,
    saidBy: row.said_by as Speaker,
    relation: row.relation as Relation,
    tag: row.tag_id,
    other: row.other_id,
    holds: row.holds,
    why: row.why,
  }))
}

function linksOf(rows: readonly LinkRow[]): readonly LinkSaid[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return saidOf([...byId.values()]).map((said) => {
    const row = byId.get(said.id) as LinkRow
    // What a synonym points at is canonical.
    const lower = {
      id: row.lower_canonical ?? row.lower_id,
      isCanonical: isCanonical(row.lower_canonical, row.lower_standing),
    }
    const upper = {
      id: row.upper_canonical ?? row.upper_id,
      isCanonical: isCanonical(row.upper_canonical, row.upper_standing),
    }
    return { ...said, lower, upper }
  })
}

function isCanonical(canonical: number | null, standing: string | null): boolean {
  return canonical !== null || standing === 'canonical'
}

export async function markUndone(tx: Db, id: number, now: string): Promise<void> {
  await tx.updateTable('wrangling').set({ undone_at: now }).where('id', '=', id).execute()
}

/** Decisions and sets of rules, the last ones first. */
export async function listWranglings(
  db: Db,
  { saidBy, size = 100 }: { saidBy?: Speaker; size?: number } = {},
): Promise<readonly Wrangling[]> {
  const rows = await db
    .selectFrom('wrangling')
    .select(['id', 'said_by', 'name', 'said_at', 'undone_at'])
    .select((eb) =>
      eb
        .selectFrom('tag_saying')
        .whereRef('tag_saying.wrangling_id', '=', 'wrangling.id')
        .select(({ fn }) => fn.countAll<number>().as('sayings'))
        .$asScalar()
        .$notNull()
        .as('sayings'),
    )
    .$if(saidBy !== undefined, (query) => query.where('said_by', '=', saidBy as string))
    .orderBy('id', 'desc')
    .limit(size)
    .execute()
  return rows.map(({ said_by, said_at, undone_at, ...row }) => ({
    ...row,
    saidBy: said_by as Speaker,
    saidAt: said_at,
    undoneAt: undone_at,
  }))
}

export async function findWrangling(db: Db, id: number): Promise<Wrangling | undefined> {
  const row = await db
    .selectFrom('wrangling')
    .select(['id', 'said_by', 'name', 'said_at', 'undone_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { said_by, said_at, undone_at, ...rest } = row
  const sayings = await db
    .selectFrom('tag_saying')
    .where('wrangling_id', '=', id)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { ...rest, saidBy: said_by as Speaker, saidAt: said_at, undoneAt: undone_at, sayings: sayings.count }
}

/** The set of rules of that name that is in force, or the last one that was. */
export async function findRuleSet(
  db: Db,
  name: string,
): Promise<{ readonly id: number; readonly content: string | null; readonly undoneAt: string | null } | undefined> {
  const row = await db
    .selectFrom('wrangling')
    .select(['id', 'content', 'undone_at'])
    .where('said_by', '=', 'rule')
    .where('name', '=', name)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, content: row.content, undoneAt: row.undone_at }
}

export async function saveRuleContent(tx: Db, id: number, content: string): Promise<void> {
  await tx.updateTable('wrangling').set({ content }).where('id', '=', id).execute()
}

/** What a set of rules said, with the names of the tags. */
export async function listNamedSayings(db: Db, wranglingId: number): Promise<readonly (Said & Names)[]> {
  const rows = await selectSayings(db)
    .innerJoin('tag', 'tag.id', 'tag_saying.tag_id')
    .leftJoin('tag as other', 'other.id', 'tag_saying.other_id')
    .select(['tag.kind', 'tag.name', 'other.kind as other_kind', 'other.name as other_name'])
    .where('tag_saying.wrangling_id', '=', wranglingId)
    .orderBy('tag_saying.id')
    .execute()
  const said = saidOf(rows)
  return rows.map(({ kind, name, other_kind, other_name }, i) => ({
    ...(said[i] as Said),
    tagName: { kind: kind as TagKind, name },
    otherName: other_kind === null || other_name === null ? null : { kind: other_kind as TagKind, name: other_name },
  }))
}

interface Names {
  readonly tagName: TagName
  readonly otherName: TagName | null
}
