/** What is shown of works that are like another, in one query, since every page of a story asks it. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'

export interface LikeWork {
  readonly key: number
  readonly publicId: string
  readonly title: string
  readonly creators: readonly { readonly publicId: string; readonly name: string; readonly role: string }[]
}

interface LikeRow {
  readonly what: string
  readonly key: number
  readonly public_id: string
  readonly name: string
  readonly role: string | null
  readonly position: number
}

const WORKS = 4
const TAGS = 12

/** Those of the works that the viewer may find, in their order, and the names of the tags. */
export async function readLikeWorks(
  db: Db,
  viewer: Viewer,
  works: readonly number[],
  tags: readonly number[],
): Promise<{ readonly works: readonly LikeWork[]; readonly tags: ReadonlyMap<number, string> }> {
  if (works.length === 0) return { works: [], tags: new Map() }
  const rows = await likeRows(db, viewer, {
    ...under('work', valuesOfKeys(works, WORKS)),
    ...under('tag', valuesOfKeys(tags.length === 0 ? [0] : tags.slice(0, TAGS), TAGS)),
  })
  const of = (what: string): readonly LikeRow[] => rows.filter((row) => row.what === what)
  const creators = Map.groupBy(
    of('creator').toSorted((a, b) => a.position - b.position),
    (row) => row.key,
  )
  return {
    works: of('work')
      .toSorted((a, b) => works.indexOf(a.key) - works.indexOf(b.key))
      .map(({ key, public_id, name }) => ({
        key,
        publicId: public_id,
        title: name,
        creators: (creators.get(key) ?? []).map((row) => ({
          publicId: row.public_id,
          name: row.name,
          role: row.role ?? '',
        })),
      })),
    tags: new Map(of('tag').map(({ key, name }) => [key, name])),
  }
}

function under(prefix: string, values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]))
}

const likeRows = preparedByShape<Viewer, Record<string, number>, LikeRow>(nameOfViewer, (db, given, viewer) => {
  const places = (prefix: string, size: number) =>
    placesOfKeys(new Proxy(given, { get: (target, name) => target[prefix + String(name)] }), size)
  return db
    .selectFrom('work')
    .where('work.id', 'in', places('work', WORKS))
    .where(visibleTo(viewer))
    .select([
      sql<string>`'work'`.as('what'),
      'work.id as key',
      'work.public_id',
      'work.title as name',
      sql<string | null>`cast(null as text)`.as('role'),
      sql<number>`0`.as('position'),
    ])
    .unionAll(
      db
        .selectFrom('creator')
        .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
        .where('creator.work_id', 'in', places('work', WORKS))
        .select([
          sql<string>`'creator'`.as('what'),
          'creator.work_id as key',
          'pen_name.public_id',
          'pen_name.name',
          'creator.role',
          'creator.position',
        ]),
    )
    .unionAll(
      db
        .selectFrom('tag')
        .where('tag.id', 'in', places('tag', TAGS))
        .select([
          sql<string>`'tag'`.as('what'),
          'tag.id as key',
          'tag.public_id',
          'tag.name',
          sql<string | null>`cast(null as text)`.as('role'),
          sql<number>`0`.as('position'),
        ]),
    )
})
