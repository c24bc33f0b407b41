/**
 * Lists works anew whose tags mean something else now, in steps of a few works, each in a transaction of its own: a tag
 * of a hundred thousand works keeps nobody waiting. What was killed on the way is finished by calling it again.
 */
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { findUnlisted, listNextAnew } from './list-anew-store.ts'

/** Works a transaction: about 10 ms of work. */
const PORTION = 50

/** Gives how many works it looked at; `onProgress` is told after every step. */
export async function listWorksAnew(db: Db, onProgress: (works: number) => void = () => {}): Promise<number> {
  let works = 0
  for (let next = await findUnlisted(db); next !== undefined; next = await findUnlisted(db)) {
    const unlisted = next
    works += await inTransaction(db, (tx) => listNextAnew(tx, unlisted, PORTION))
    onProgress(works)
  }
  return works
}
