/** The sites that were moved in, as a command line names and lists them. */
import type { Db } from '../../../platform/db/database.ts'

export interface ListedSite {
  readonly id: number
  readonly publicId: string
  readonly key: string
  readonly name: string
  readonly software: string
  readonly version: string | null
  readonly oldUrl: string | null
  /** ISO 8601, UTC. */
  readonly rescuedAt: string
  readonly works: number
}

export async function listRescuedSites(db: Db): Promise<readonly ListedSite[]> {
  return selectSites(db).orderBy('rescued_at').orderBy('id').execute()
}

export async function findSiteByKey(db: Db, key: string): Promise<ListedSite | undefined> {
  return selectSites(db).where('key', '=', key).executeTakeFirst()
}

function selectSites(db: Db) {
  return db
    .selectFrom('rescued_site')
    .select([
      'id',
      'public_id as publicId',
      'key',
      'name',
      'software',
      'version',
      'old_url as oldUrl',
      'rescued_at as rescuedAt',
    ])
    .select((eb) =>
      eb
        .selectFrom('work')
        .whereRef('work.site_id', '=', 'rescued_site.id')
        .select((each) => each.fn.countAll<number>().as('works'))
        .$asScalar()
        .$notNull()
        .as('works'),
    )
}

export interface OpaqueRecord {
  readonly table: string
  readonly key: string
  readonly reason: string
  /** JSON. */
  readonly content: string
}

const PORTION = 500

/** Rows of a site that have no place yet, in the order of their tables and keys; of one table, or of all. */
export async function* listOpaqueRecords(db: Db, siteId: number, table: string | null): AsyncGenerator<OpaqueRecord> {
  for (let after: { readonly table: string; readonly key: string } | null = null; ; ) {
    const last = after
    const rows: readonly OpaqueRecord[] = await db
      .selectFrom('opaque_record')
      .select(['table_name as table', 'old_key as key', 'reason', 'content'])
      .where('site_id', '=', siteId)
      .$if(table !== null, (query) => query.where('table_name', '=', table ?? ''))
      .$if(last !== null, (query) =>
        query.where((eb) =>
          eb(eb.refTuple('table_name', 'old_key'), '>', eb.tuple(last?.table ?? '', last?.key ?? '')),
        ),
      )
      .orderBy('table_name')
      .orderBy('old_key')
      .limit(PORTION)
      .execute()
    yield* rows
    const end = rows.at(-1)
    if (end === undefined || rows.length < PORTION) return
    after = end
  }
}

export interface OpaqueTable {
  readonly table: string
  readonly records: number
}

/** The tables of which a site has rows that have no place yet. */
export async function listOpaqueTables(db: Db, siteId: number): Promise<readonly OpaqueTable[]> {
  return db
    .selectFrom('opaque_record')
    .select(({ fn }) => ['table_name as table', fn.countAll<number>().as('records')])
    .where('site_id', '=', siteId)
    .groupBy('table_name')
    .orderBy('table_name')
    .execute()
}
