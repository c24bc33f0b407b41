/** The names of what facets count: tags and pen names by their keys. They come from works that the viewer may find. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { prepared } from '../../platform/db/prepared.ts'

/** Ten of each of seven kinds, and some room. */
const TAGS_A_QUERY = 80
const PEN_NAMES_A_QUERY = 20

export interface FacetNames {
  readonly tags: ReadonlyMap<number, string>
  readonly penNames: ReadonlyMap<number, string>
}

/** In one query; what is beyond its places has no name. */
export async function nameFacetKeys(db: Db, tags: readonly number[], penNames: readonly number[]): Promise<FacetNames> {
  if (tags.length + penNames.length === 0) return { tags: new Map(), penNames: new Map() }
  const rows = await names(db, {
    ...under('tag', valuesOfKeys(tags.length === 0 ? [0] : tags.slice(0, TAGS_A_QUERY), TAGS_A_QUERY)),
    ...under(
      'pen',
      valuesOfKeys(penNames.length === 0 ? [0] : penNames.slice(0, PEN_NAMES_A_QUERY), PEN_NAMES_A_QUERY),
    ),
  })
  const of = (what: string): ReadonlyMap<number, string> =>
    new Map(rows.filter((row) => row.what === what).map(({ id, name }) => [id, name]))
  return { tags: of('tag'), penNames: of('pen-name') }
}

function under(prefix: string, values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]))
}

interface NameRow {
  readonly what: string
  readonly id: number
  readonly name: string
}

const names = prepared<Record<string, number>, NameRow>((db, given) => {
  const places = (prefix: string, size: number) =>
    placesOfKeys(new Proxy(given, { get: (target, name) => target[prefix + String(name)] }), size)
  return db
    .selectFrom('tag')
    .where('tag.id', 'in', places('tag', TAGS_A_QUERY))
    .select([sql<string>`'tag'`.as('what'), 'tag.id', 'tag.name'])
    .unionAll(
      db
        .selectFrom('pen_name')
        .where('pen_name.id', 'in', places('pen', PEN_NAMES_A_QUERY))
        .select([sql<string>`'pen-name'`.as('what'), 'pen_name.id', 'pen_name.name']),
    )
})
