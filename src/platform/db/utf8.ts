/**
 * A text column as its bytes in UTF-8, for texts that go out as they are stored: making a string of a chapter and bytes
 * of the string again takes longer than all else that its page needs.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Tables } from './tables.ts'

export function utf8Of(db: Kysely<Tables>, column: string): RawBuilder<Uint8Array> {
  const reference = sql.ref(column)
  return engineOf(db) === 'sqlite' ? sql`cast(${reference} as blob)` : sql`convert_to(${reference}, 'UTF8')`
}
