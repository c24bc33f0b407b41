/** The rescued site in the catalogue, by the ids that its rows had. */
import type { Db } from '../../src/platform/db/database.ts'

export interface Rescued {
  readonly db: Db
  readonly siteId: number
  /** Key of ours, by table and old key. */
  readonly idOf: (table: string, key: number | string) => number | undefined
  readonly extraOf: (table: string, key: number | string) => Readonly<Record<string, unknown>>
  readonly isSetAside: (table: string, key: number | string) => boolean
  /** Old keys of a table with ours. */
  readonly keysOf: (table: string) => ReadonlyMap<string, number>
  /** The old key of one of ours. */
  readonly oldOf: (table: string, id: number | null) => string | null
}

interface Entry {
  readonly id: number | null
  readonly extra: Readonly<Record<string, unknown>>
}

export async function openRescued(db: Db, sitekey: string | undefined): Promise<Rescued> {
  const sites = await db.selectFrom('rescued_site').select(['id', 'key', 'public_id']).orderBy('id').execute()
  const site = sites.find(({ key }) => sitekey !== undefined && key.includes(sitekey)) ?? sites[0]
  if (site === undefined) throw new Error('there is no rescued site in this archive')
  const tables = new Map<string, Map<string, Entry>>()
  const rows = await db
    .selectFrom('legacy_id')
    .select(['table_name', 'old_key', 'target_id', 'extra'])
    .where('site_id', '=', site.id)
    .execute()
  for (const { table_name: table, old_key: key, target_id: id, extra } of rows) {
    const entries = tables.get(table) ?? new Map<string, Entry>()
    tables.set(table, entries)
    entries.set(key, { id, extra: extra === null ? {} : (JSON.parse(extra) as Record<string, unknown>) })
  }
  const aside = await db
    .selectFrom('opaque_record')
    .select(['table_name', 'old_key'])
    .where('site_id', '=', site.id)
    .execute()
  const asides = new Set(aside.map(({ table_name: table, old_key: key }) => `${table}/${key}`))
  const keysOf = (table: string): ReadonlyMap<string, number> =>
    new Map([...(tables.get(table) ?? [])].flatMap(([key, { id }]) => (id === null ? [] : [[key, id] as const])))
  const reversed = new Map<string, ReadonlyMap<number, string>>()
  return {
    db,
    siteId: site.id,
    idOf: (table, key) => tables.get(table)?.get(String(key))?.id ?? undefined,
    extraOf: (table, key) => tables.get(table)?.get(String(key))?.extra ?? {},
    isSetAside: (table, key) => asides.has(`${table}/${key}`),
    keysOf,
    oldOf(table, id) {
      if (id === null) return null
      const known = reversed.get(table) ?? new Map([...keysOf(table)].map(([key, target]) => [target, key]))
      reversed.set(table, known)
      return known.get(id) ?? null
    },
  }
}

/** Seconds since 1970 as the catalogue writes times. */
export function timeOf(seconds: number): string | null {
  return seconds <= 0 ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
