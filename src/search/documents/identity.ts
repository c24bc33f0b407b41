/** Which database this is, so that an index of another one is not taken for its own. */
import { type Kysely, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { engineOf } from '../../platform/db/engine.ts'

/** When it was made and, on a server, which of its databases it is: one put back from a backup elsewhere is another. */
export async function identityOf(db: Db): Promise<string> {
  const made = await (db as unknown as Kysely<{ migration: { name: string; applied_at: string } }>)
    .selectFrom('migration')
    .select(['name', 'applied_at'])
    .orderBy('name')
    .execute()
  const times = made.map((row) => `${row.name} ${row.applied_at}`)
  if (engineOf(db) === 'sqlite') return ['sqlite', ...times].join('; ')
  const { rows } = await sql<{ oid: string }>`
    select oid::text as oid from pg_database where datname = current_database()`.execute(db)
  return ['postgres', rows[0]?.oid ?? '', ...times].join('; ')
}
