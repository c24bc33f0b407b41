/** Ask the database whether its own structure is sound; PostgreSQL checks its pages whenever it reads them. */
import { type Kysely, sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Tables } from './tables.ts'

/** One sentence for each thing that is wrong. */
export async function listStructuralDamage(db: Kysely<Tables>): Promise<readonly string[]> {
  if (engineOf(db) === 'postgres') return []
  const structure = await sql<{ text: string }>`select integrity_check as text from pragma_integrity_check`.execute(db)
  const references = await sql<{ text: string }>`
    select 'a row of ' || "table" || ' names a row of ' || parent || ' that is not there' as text
    from pragma_foreign_key_check`.execute(db)
  const texts = [...structure.rows, ...references.rows].map((row) => row.text)
  return texts.filter((text) => text !== 'ok').map((text) => `database: ${text}`)
}
