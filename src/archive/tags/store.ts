/** Tags as readers find them, and the timeline of a fandom's canon: only what leads to a work that the viewer may find. */
import { type Expression, type ExpressionBuilder, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'
import { type Letter, lettersUsed } from '../search/index.ts'
import type { TagKind } from '../works/index.ts'

export interface Tag extends Named {
  readonly kind: TagKind
}

export interface TagPage extends Tag {
  readonly key: number
  /** Other names that mean the same. */
  readonly synonyms: readonly string[]
  /** Tags of its kind that find its works too, those whose works it finds, and what it belongs to. */
  readonly metas: readonly LinkedTag[]
  readonly subs: readonly LinkedTag[]
  readonly parents: readonly LinkedTag[]
  /** Whether a canon file orders what happens in this fandom. */
  readonly hasCanon: boolean
}

type LinkedTag = Named & { readonly kind: string }

export interface CountedTag extends Named {
  readonly works: number
}

export interface TagList {
  readonly tags: readonly CountedTag[]
  readonly next: string | undefined
}

/** A season, an episode or a turning point, in the canon's order. */
export interface TimelinePoint {
  readonly canon: string
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly season: number | null
  readonly episode: number | null
  /** Works set there; exact up to `COUNTED`. */
  readonly works: number
}

const PAGE_SIZE = 100
export const COUNTED = 1000

/** The tag, or the canonical tag it is another name of. */
export async function findTag(db: Db, viewer: Viewer, publicId: string): Promise<TagPage | undefined> {
  const [row] = await tagByPublicId(db, viewer, { publicId })
  if (row === undefined) return undefined
  const { id, canons, ...tag } = row
  const beside = await besideTag(db, viewer, { id })
  const linked = (how: string): readonly LinkedTag[] => beside.filter((each) => each.how === how)
  return {
    ...tag,
    key: id,
    kind: tag.kind as TagKind,
    synonyms: linked('synonym').map((each) => each.name),
    metas: linked('meta'),
    subs: linked('sub'),
    parents: linked('parent'),
    hasCanon: canons > 0,
  }
}

/** All of a kind or those under a letter, from the beginning or behind a tag. */
export async function listTags(
  db: Db,
  viewer: Viewer,
  kind: TagKind,
  { after, letter }: { readonly after?: string | undefined; readonly letter?: Letter | undefined },
): Promise<TagList> {
  const [anchor] = after === undefined ? [] : await anchorByPublicId(db, viewer, { publicId: after })
  const { start, end } = letter ?? { start: '', end: LAST }
  const rows = await pageOfTags(db, viewer, { kind, start, end, after: anchor?.folded ?? '', size: PAGE_SIZE + 1 })
  const { shown, next } = pageOfRows(rows, PAGE_SIZE)
  return { tags: shown, next: next?.publicId }
}

const LAST = '\u{10ffff}'

export async function findLettersOfTags(db: Db, viewer: Viewer, kind: TagKind): Promise<ReadonlySet<string>> {
  return new Set((await lettersOfTags(db, viewer, { kind })).map(({ key }) => key))
}

export async function listTimeline(db: Db, viewer: Viewer, publicId: string): Promise<readonly TimelinePoint[]> {
  return timelineOf(db, viewer, { publicId })
}

/** A canon file may name its fandom by what is a synonym here. */
const NAMED_OR_SYNONYM = sql<number>`(select tag.id union all
  select named.id from tag as named where named.canonical_id = tag.id)`

interface TagRow extends Named {
  readonly id: number
  readonly kind: string
  readonly canons: number
}

const tagByPublicId = preparedByShape<Viewer, { publicId: string }, TagRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('tag as asked')
    .innerJoin('tag', (join) => join.on('tag.id', '=', sql<number>`coalesce(asked.canonical_id, asked.id)`))
    .where('asked.public_id', '=', given.publicId)
    .where((eb) => hasWork(eb, viewer))
    .select(['tag.id', 'tag.public_id as publicId', 'tag.name', 'tag.kind'])
    .select((eb) =>
      eb
        .selectFrom('canon')
        .where('canon.tag_id', 'in', NAMED_OR_SYNONYM)
        .select((each) => each.fn.countAll<number>().as('canons'))
        .$asScalar()
        .$notNull()
        .as('canons'),
    ),
)

interface BesideRow extends Named {
  readonly how: string
  readonly kind: string
}

/** Its synonyms, and what stands above it and under it: of each, the first by name. */
const besideTag = preparedByShape<Viewer, { id: number }, BesideRow>(nameOfViewer, (db, given, viewer) => {
  const first = (how: string, from: RawBuilder<unknown>) =>
    sql`select * from (select ${sql.lit(how)} as how, tag.public_id as "publicId", tag.name, tag.kind, tag.folded
      ${from} and ${hasWork(expressionBuilder<Tables, 'tag'>(), viewer)}
      order by tag.folded limit ${sql.lit(PAGE_SIZE)}) as ${sql.ref(`all_${how}`)}`
  const linked = (how: string, relation: string, end: string, other: string) =>
    first(
      how,
      sql`from tag_link inner join tag on tag.id = ${sql.ref(`tag_link.${end}`)}
        where ${sql.ref(`tag_link.${other}`)} = ${given.id} and tag_link.relation = ${sql.lit(relation)}`,
    )
  const all = sql.join(
    [
      first('synonym', sql`from tag where tag.canonical_id = ${given.id}`),
      linked('meta', 'meta', 'other_id', 'tag_id'),
      linked('sub', 'meta', 'tag_id', 'other_id'),
      linked('parent', 'parent', 'other_id', 'tag_id'),
    ],
    sql` union all `,
  )
  return db
    .selectFrom(sql<BesideRow & { folded: string }>`(${all})`.as('beside'))
    .select(['how', 'publicId', 'name', 'kind'])
    .orderBy('how')
    .orderBy('kind')
    .orderBy('folded')
})

const anchorByPublicId = preparedByShape<Viewer, { publicId: string }, { folded: string }>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('tag')
      .where('tag.public_id', '=', given.publicId)
      .where((eb) => hasWork(eb, viewer))
      .select('tag.folded'),
)

interface TagsAsked {
  kind: string
  start: string
  end: string
  after: string
  size: number
}

const pageOfTags = preparedByShape<Viewer, TagsAsked, CountedTag>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('tag')
    .where('tag.kind', '=', given.kind)
    .where('tag.folded', '>=', given.start)
    .where('tag.folded', '<', given.end)
    .where('tag.folded', '>', given.after)
    .where('tag.canonical_id', 'is', null)
    .where((eb) => hasWork(eb, viewer))
    .orderBy('tag.folded')
    .limit(given.size)
    .select(['tag.public_id as publicId', 'tag.name'])
    .select((eb) => countWorks(worksInListing(eb, 'tag', 'tag.id', viewer)).as('works')),
)

const lettersOfTags = preparedByShape<Viewer, { kind: string }, { key: string }>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom(
      lettersUsed(
        (start, end) => sql<SqlBool>`exists (select 1 from tag where tag.kind = ${given.kind} and tag.folded >= ${start}
          and tag.folded < ${end} and tag.canonical_id is null and ${hasWork(expressionBuilder<Tables, 'tag'>(), viewer)})`,
      ).as('used'),
    )
    .select('used.key'),
)

const timelineOf = preparedByShape<Viewer, { publicId: string }, TimelinePoint>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('tag')
    .innerJoin('canon', (join) => join.on('canon.tag_id', 'in', NAMED_OR_SYNONYM))
    .innerJoin('canon_point', 'canon_point.canon_key', 'canon.key')
    .where('tag.public_id', '=', given.publicId)
    .orderBy('canon.key')
    .orderBy('canon_point.position')
    .select([
      'canon.key as canon',
      'canon_point.key',
      'canon_point.kind',
      'canon_point.name',
      'canon_point.season',
      'canon_point.episode',
    ])
    .select((eb) =>
      countWorks(worksInListing(eb as unknown as AnyBuilder, 'point', 'canon_point.id', viewer)).as('works'),
    ),
)

type AnyBuilder = ExpressionBuilder<Tables, 'tag'>

/** Keys of the works in the list of a tag or a point, as far as the viewer may find them. */
function worksInListing(eb: AnyBuilder, kind: 'tag' | 'point', key: string, viewer: Viewer) {
  return eb
    .selectFrom('listing')
    .innerJoin('work', 'work.id', 'listing.work_id')
    .where('listing.kind', '=', sql.lit(kind))
    .where('listing.ref_id', '=', sql.ref<number>(key))
    .where(visibleTo(viewer))
    .select('work.id')
}

function hasWork(eb: AnyBuilder, viewer: Viewer): Expression<SqlBool> {
  return eb.exists(worksInListing(eb, 'tag', 'tag.id', viewer))
}

function countWorks(works: ReturnType<typeof worksInListing>) {
  return sql<number>`(select count(*) from (${works.limit(sql.lit(COUNTED))}) as counted)`
}
