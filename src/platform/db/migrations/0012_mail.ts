/**
 * Posts of mailing lists and newsgroups: what each message answers, so that answers stand below the story as its reviews,
 * also when story and answer came with different imports, and none twice.
 */
import type { Kysely } from 'kysely'
import { type ColumnTypes, primary, refers, required } from '../columns.ts'

export async function up(db: Kysely<unknown>, type: ColumnTypes): Promise<void> {
  // `kind` is story, reply or talk. `answers` are the ids of messages as JSON, the nearest first. `state` is waiting for a
  // reply that no story was found for, placed for one that stands below it, and null for what is no reply.
  await db.schema
    .createTable('mail_post')
    .addColumn('sha256', type.text, (column) => primary(refers('source.sha256')(column)))
    .addColumn('kind', type.text, required)
    .addColumn('message_id', type.text)
    .addColumn('answers', type.text, required)
    .addColumn('thread_key', type.text)
    .addColumn('sender', type.text)
    .addColumn('sent_at', type.text)
    .addColumn('html', type.text)
    .addColumn('state', type.text)
    .addColumn('review_id', type.whole, (column) => column.references('review.id').onDelete('set null'))
    .execute()
  // What an answer answers: by the message's id, else by the subject.
  await db.schema.createIndex('mail_post_by_message').on('mail_post').columns(['message_id', 'sha256']).execute()
  await db.schema.createIndex('mail_post_by_thread').on('mail_post').columns(['thread_key', 'kind', 'sha256']).execute()
  // The answers that an import places.
  await db.schema.createIndex('mail_post_by_state').on('mail_post').columns(['state', 'sent_at', 'sha256']).execute()
  await db.schema.createIndex('mail_post_by_review').on('mail_post').column('review_id').execute()
}
