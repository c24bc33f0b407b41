/**
 * Findings are looked for by their source only where few are: a refusal, a note about a row, one that somebody decided, a
 * private one. An index of all of them, a hundred repairs a story, was a tenth of everything that moving in a large site
 * writes.
 *
 * SQLite uses such an index only for a query that says the same condition in the same words.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('finding_by_source').execute()
  await db.schema
    .createIndex('finding_of_source')
    .on('finding')
    .columns(['sha256', 'kind'])
    .where(sql.ref('work_id'), 'is', null)
    .execute()
  await db.schema
    .createIndex('finding_of_field')
    .on('finding')
    .column('sha256')
    .where(sql.ref('field'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('finding_decided')
    .on('finding')
    .column('sha256')
    .where(sql.ref('state'), '!=', sql.lit('open'))
    .execute()
  await db.schema
    .createIndex('finding_private')
    .on('finding')
    .column('sha256')
    .where(sql.ref('kind'), '=', sql.lit('private'))
    .execute()
}
