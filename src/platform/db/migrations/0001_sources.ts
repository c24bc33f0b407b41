/**
 * What came in: originals byte for byte, what intake made of each, and the runs of import that brought them.
 *
 * An original is either in chunks of its own or an entry of a container that is: then `container_offset` and
 * `container_size` say where its packed bytes stand among the container's. A source's row is written last, so that a
 * source is there whole or not at all; `source_unfinished` names those that a killed import left half written.
 *
 * A chunk carries the SHA-256 of its packed bytes, because a flipped bit in packed data need not change what it
 * unpacks to, and is damage all the same.
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, primary, refers, required, startsAs, unique } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('source')
    .addColumn('sha256', type.text, primary)
    .addColumn('size', type.whole, required)
    .addColumn('media_type', type.text, required)
    .addColumn('format', type.text, required)
    .addColumn('first_seen', type.text, required)
    .addColumn('container_sha256', type.text, refers('source.sha256'))
    .addColumn('container_name', type.text)
    .addColumn('container_method', type.text)
    .addColumn('container_offset', type.whole)
    .addColumn('container_size', type.whole)
    .execute()
  // The page of a container: what is in it.
  await db.schema
    .createIndex('source_by_container')
    .on('source')
    .columns(['container_sha256', 'container_offset', 'sha256'])
    .execute()

  // `position` is the offset of the chunk's first byte in the original, so a reader finds its place without counting.
  // No reference to `source`: the chunks of a large original are committed before its row.
  await db.schema
    .createTable('source_chunk')
    .addColumn('sha256', type.text, required)
    .addColumn('position', type.whole, required)
    .addColumn('size', type.whole, required)
    .addColumn('data', type.bytes, required)
    .addColumn('data_sha256', type.text, required)
    .addPrimaryKeyConstraint('source_chunk_key', ['sha256', 'position'])
    .execute()

  await db.schema
    .createTable('source_unfinished')
    .addColumn('sha256', type.text, primary)
    .addColumn('started_at', type.text, required)
    .execute()

  // `content` is the reading as JSON, packed with zstd; `outline` is what assemble needs of it, as JSON.
  await db.schema
    .createTable('reading')
    .addColumn('sha256', type.text, (column) => column.primaryKey().references('source.sha256').onDelete('cascade'))
    .addColumn('intake_version', type.text, required)
    .addColumn('canon_hash', type.text, required)
    .addColumn('content', type.bytes, required)
    .addColumn('outline', type.text)
    .execute()

  // `state` is running, finished or interrupted; roots, options and counts are JSON.
  await db.schema
    .createTable('batch')
    .addColumn('id', type.id, primary)
    .addColumn('public_id', type.text, unique)
    .addColumn('started_at', type.text, required)
    .addColumn('finished_at', type.text)
    .addColumn('state', type.text, required)
    .addColumn('roots', type.text, required)
    .addColumn('options', type.text, startsAs('{}'))
    .addColumn('counts', type.text, startsAs('{}'))
    .execute()
  // Finding the batch that an interrupted import resumes.
  await db.schema.createIndex('batch_by_state').on('batch').columns(['state', 'id']).execute()
}
