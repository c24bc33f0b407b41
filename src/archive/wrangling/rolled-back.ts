/** Transactions that look what a change would do, and keep nothing of it. */
import type { Db } from '../../platform/db/database.ts'

/** Carries the answer out of a transaction that must not be kept; nothing else ends one. */
class RolledBack<Value> extends Error {
  override name = 'RolledBack'
  readonly value: Value

  constructor(value: Value) {
    super('nothing of this transaction is kept')
    this.value = value
  }
}

/** Runs `work` in a transaction of its own and keeps what it did only if `isKept` says so of the answer. */
export async function keepIf<Value>(
  db: Db,
  work: (tx: Db) => Promise<Value>,
  isKept: (value: Value) => boolean,
): Promise<Value> {
  try {
    return await db.transaction().execute(async (tx) => {
      const value = await work(tx)
      if (!isKept(value)) throw new RolledBack(value)
      return value
    })
  } catch (error) {
    // Ours, with the answer; everything else is a fault.
    if (error instanceof RolledBack) return error.value as Value
    throw error
  }
}
