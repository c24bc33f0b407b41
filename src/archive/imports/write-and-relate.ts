/** Writes the works that were planned, and all that follows from what they are now: series, sequels, kin, answers. */
import type { RelatedWorks } from '../../intake/assemble/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { placeReplies } from './place-replies.ts'
import { placeSeries } from './place-series.ts'
import { relatePeople, type Senders } from './relate-people.ts'
import { relateSequels } from './relate-sequels.ts'
import { relateWorks } from './relate-works.ts'
import { type WorksToWrite, type WrittenWork, writeWorks } from './write-works.ts'

export interface WorksToSettle extends WorksToWrite {
  /** Works among them that share text and are not joined. */
  readonly related: readonly RelatedWorks[]
  readonly senders: Senders
}

export async function writeAndRelate(db: Db, works: WorksToSettle): Promise<readonly WrittenWork[]> {
  const { request, batchId, related, senders } = works
  const written = await writeWorks(db, works)
  const settling = { request, batchId, written }
  await placeSeries(db, request)
  // These look at works that have no marks yet, and marks are given last.
  await relateSequels(db, settling)
  await relatePeople(db, { ...settling, senders })
  await relateWorks(db, { ...settling, related })
  await placeReplies(db, request)
  return written
}
