/** Gathers writes and commits them in groups, each in one transaction that is closed when it is large or old. */
import { type Db, inTransaction } from './database.ts'

/** Awaits nothing but the database. What it gives is called once its group is committed. */
export type Write = (tx: Db) => Promise<(() => void) | void>

const GROUP_BYTES = 2 * 2 ** 20
const GROUP_WRITES = 32
/** Other writers and the pages of a running site wait no longer than this. */
const GROUP_MS = 50

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
    if (writes.length === 0) return
    const committed = await inTransaction(db, async (tx) => {
      await begin(tx)
      const after: ((() => void) | void)[] = []
      for (const write of writes) after.push(await write(tx))
      return after
    })
    for (const each of committed) if (typeof each === 'function') each()
  }

  return {
    async add(write, bytes) {
      if (group.length === 0) opened = performance.now()
      group.push(write)
      weight += bytes
      if (weight >= GROUP_BYTES || group.length >= GROUP_WRITES || performance.now() - opened >= GROUP_MS)
        await commit()
    },
    finish: commit,
  }
}
