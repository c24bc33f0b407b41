/** Tags as the archivist looks at them: what each is, how many works have it; and all that holds, as rules. */
import { sql } from 'kysely'
import { foldKey } from '../../kernel/text.ts'
import type { Db } from '../../platform/db/database.ts'
import { readPortions } from '../../platform/db/paging.ts'
import type { TagKind } from '../works/index.ts'
import type { RuleEntry } from './rule.ts'

export type Standing = 'canonical' | 'synonym' | 'ambiguous' | 'unwrangled'
export const STANDINGS: readonly Standing[] = ['canonical', 'synonym', 'ambiguous', 'unwrangled']

export interface ListedTag {
  readonly id: string
  readonly kind: TagKind
  readonly name: string
  readonly standing: Standing
  /** What it is a synonym of. */
  readonly canonical: string | null
  /** Works with this very tag, and those found under it: by its synonyms and by what stands below it. */
  readonly works: number
  readonly found: number
}

export interface ListTagsOptions {
  readonly kind?: TagKind
  readonly standing?: Standing
  /** Part of the name, folded. */
  readonly text?: string
  readonly size: number
}

/** The tags that the most works have, first. */
export async function listWrangledTags(db: Db, options: ListTagsOptions): Promise<readonly ListedTag[]> {
  const { kind, standing, text, size } = options
  const conditions = [
    sql`1 = 1`,
    ...(kind === undefined ? [] : [sql`tag.kind = ${kind}`]),
    ...(standing === undefined ? [] : [CONDITION[standing]]),
    ...(text === undefined ? [] : [sql`tag.folded like ${`%${escapeLike(foldKey(text))}%`} escape '!'`]),
  ]
  const { rows } = await sql<ListedTag>`
    select tag.public_id as id, tag.kind, tag.name,
      case when tag.canonical_id is not null then 'synonym' else coalesce(tag.standing, 'unwrangled') end as standing,
      canonical.name as canonical, coalesce(used.works, 0) as works,
      (select count(*) from listing where listing.kind = 'tag' and listing.ref_id = tag.id) as found
    from tag
    left join tag as canonical on canonical.id = tag.canonical_id
    left join (select tag_id, count(distinct work_id) as works from work_tag group by tag_id) as used
      on used.tag_id = tag.id
    where ${sql.join(conditions, sql` and `)}
    order by coalesce(used.works, 0) desc, tag.kind, tag.folded
    limit ${size}`.execute(db)
  return rows
}

const CONDITION = {
  canonical: sql`tag.standing = 'canonical'`,
  synonym: sql`tag.canonical_id is not null`,
  ambiguous: sql`tag.standing = 'ambiguous'`,
  unwrangled: sql`tag.standing is null and tag.canonical_id is null`,
} satisfies Record<Standing, unknown>

function escapeLike(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&')
}

export interface StandingCount {
  readonly kind: TagKind
  readonly standing: Standing
  readonly tags: number
}

export async function countStandings(db: Db): Promise<readonly StandingCount[]> {
  const { rows } = await sql<StandingCount>`
    select kind, case when canonical_id is not null then 'synonym' else coalesce(standing, 'unwrangled') end as standing,
      count(*) as tags
    from tag group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

const PORTION = 500

/** All that holds, tag by tag, as it can be applied elsewhere: by kind and name. */
export async function* listAsRules(db: Db, kind?: TagKind): AsyncGenerator<RuleEntry> {
  const read = async (last: TagRow | undefined) =>
    db
      .selectFrom('tag')
      .select(['id', 'kind', 'name', 'folded', 'standing'])
      .where('canonical_id', 'is', null)
      .where((eb) =>
        eb.or([
          eb('standing', 'is not', null),
          eb.exists(eb.selectFrom('tag_link').select('relation').whereRef('tag_link.tag_id', '=', 'tag.id')),
        ]),
      )
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind as string))
      .$if(last !== undefined, (query) =>
        query.where((eb) => eb(eb.refTuple('kind', 'folded'), '>', eb.tuple(last?.kind ?? '', last?.folded ?? ''))),
      )
      .orderBy('kind')
      .orderBy('folded')
      .limit(PORTION)
      .execute()
  for await (const rows of readPortions(PORTION, read)) yield* await entriesOf(db, rows)
}

interface TagRow {
  readonly id: number
  readonly kind: string
  readonly name: string
  readonly folded: string
  readonly standing: string | null
}

async function entriesOf(db: Db, tags: readonly TagRow[]): Promise<readonly RuleEntry[]> {
  const ids = tags.map(({ id }) => id)
  const synonyms = await db
    .selectFrom('tag')
    .select(['canonical_id', 'name'])
    .where('canonical_id', 'in', ids)
    .orderBy('folded')
    .execute()
  const links = await db
    .selectFrom('tag_link')
    .innerJoin('tag', 'tag.id', 'tag_link.other_id')
    .select(['tag_link.tag_id', 'tag_link.relation', 'tag.kind', 'tag.name'])
    .where('tag_link.tag_id', 'in', ids)
    .orderBy('tag.kind')
    .orderBy('tag.folded')
    .execute()
  const synonymsOf = Map.groupBy(synonyms, (row) => row.canonical_id)
  const linksOf = Map.groupBy(links, (row) => row.tag_id)
  return tags.map(({ id, kind, name, standing }): RuleEntry => {
    const own = linksOf.get(id) ?? []
    return {
      kind: kind as TagKind,
      name,
      is: standing === 'canonical' || standing === 'ambiguous' ? standing : 'unsaid',
      why: null,
      synonyms: (synonymsOf.get(id) ?? []).map((row) => ({ name: row.name, why: null })),
      metas: own.filter(({ relation }) => relation === 'meta').map((row) => ({ name: row.name, why: null })),
      parents: own
        .filter(({ relation }) => relation === 'parent')
        .map((row) => ({ kind: row.kind as TagKind, name: row.name, why: null })),
    }
  })
}
