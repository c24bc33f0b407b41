/** Puts works into the series that their sources state, once all works of an import are here. */
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { listSeriesToPlace, placeSaidWorks } from '../series/index.ts'
import type { ImportRequest } from './import-request.ts'

export async function placeSeries(db: Db, { assertHeld, now }: ImportRequest): Promise<void> {
  for (const seriesId of await listSeriesToPlace(db))
    await inTransaction(db, async (tx) => {
      await assertHeld?.(tx)
      await placeSaidWorks(tx, seriesId, now())
    })
}
