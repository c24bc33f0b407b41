/** Gathers writes and commits them in groups, since every commit waits for the disk; none works long. */
import { type Db, inTransaction } from './database.ts'

/** Awaits nothing but the database. What it gives is called once its group is committed. */
export type Write = (tx: Db) => Promise<(() => void) | void>

/**
 * A page of an index that several writes change goes to the disk once for each transaction: with half of these, moving in
 * a site writes a sixth more.
 */
const GROUP_BYTES = 3 * 2 ** 20
const GROUP_WRITES = 96
/** Milliseconds for which a write may wait for others: a kill loses no more work than that. */
const GATHER_MS = 400
/** Milliseconds of work in one transaction: other writers and the pages of a running site wait no longer. */
const TRANSACTION_MS = 100

export interface GroupedWrites {
  /** Runs `write` with its group; `weight` is about how many bytes it writes. */
  readonly add: (write: Write, weight: number) => Promise<void>
  /** Commits what is left. */
  readonly finish: () => Promise<void>
}

/** `begin` is called first in every transaction. */
export function groupWrites(db: Db, begin: (tx: Db) => Promise<void> = async () => {}): GroupedWrites {
  let group: Write[] = []
  let weight = 0
  let opened = 0

  async function commit(): Promise<void> {
    const writes = group
    group = []
    weight = 0
    for (let next = 0; next < writes.length; ) {
      const committed = await inTransaction(db, async (tx) => {
        await begin(tx)
        const after: ((() => void) | void)[] = []
        const end = performance.now() + TRANSACTION_MS
        do after.push(await (writes[next++] as Write)(tx))
        while (next < writes.length && performance.now() < end)
        return after
      })
      for (const each of committed) if (typeof each === 'function') each()
    }
  }

  return {
    async add(write, bytes) {
      if (group.length === 0) opened = performance.now()
      group.push(write)
      weight += bytes
      if (weight >= GROUP_BYTES || group.length >= GROUP_WRITES || performance.now() - opened >= GATHER_MS)
        await commit()
    },
    finish: commit,
  }
}
