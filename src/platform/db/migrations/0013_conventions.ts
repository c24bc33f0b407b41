/**
 * By which convention a source is read where the archivist said so: what typed signs meant at the site or list that it
 * is from. Kept by source, so that every later reading of it is made in the same way.
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, primary, refers, required } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `convention` is the name of a site file without its ending; the file may be gone, then the source is read without.
  await db.schema
    .createTable('source_convention')
    .addColumn('sha256', type.text, (column) => primary(refers('source.sha256')(column)))
    .addColumn('convention', type.text, required)
    .execute()
}
