import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import {
  BEGINNING,
  type Change,
  type ChangePlace,
  lastPlace,
  readChanges,
  timeOfPlace,
  writeChange,
} from './change-log.ts'
import { type Db, inTransaction } from './database.ts'

describeOnBothEngines('readChanges', (open, engine) => {
  test('gives the changes in order, a page at a time', async () => {
    const { db } = await open()
    for (let id = 1; id <= 5; id++) await change(db, id)
    const first = await readChanges(db, BEGINNING, 3)
    expect(ids(first)).toEqual([1, 2, 3])
    const second = await readChanges(db, first.at(-1) as ChangePlace, 3)
    expect(ids(second)).toEqual([4, 5])
    expect(second[0]).toMatchObject({ table: 'work', rowId: 4, change: 'changed' })
    expect(await readChanges(db, second.at(-1) as ChangePlace, 3)).toEqual([])
  })

  test('says nothing of a change whose transaction failed', async () => {
    const { db } = await open()
    const failing = inTransaction(db, async (tx) => {
      await change(tx, 1)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await change(db, 2)
    expect(ids(await readChanges(db, BEGINNING, 9))).toEqual([2])
  })

  test('never gives a number to two changes', async () => {
    const { db } = await open()
    await change(db, 1)
    const place = (await readChanges(db, BEGINNING, 9)).at(-1) as ChangePlace
    await db.deleteFrom('change_log').execute()
    await change(db, 2)
    expect(ids(await readChanges(db, place, 9))).toEqual([2])
  })

  test('has a last place, behind which is nothing, and knows when its change was made', async () => {
    const { db } = await open()
    expect(await lastPlace(db)).toEqual(BEGINNING)
    for (let id = 1; id <= 3; id++) await change(db, id)
    const place = await lastPlace(db)
    expect(await readChanges(db, place, 9)).toEqual([])
    expect(await timeOfPlace(db, place)).toBe((await readChanges(db, BEGINNING, 9)).at(-1)?.at)
    expect(await timeOfPlace(db, { ...place, seq: place.seq + 1 })).toBeNull()
  })

  // On SQLite writers queue, so a second transaction cannot overtake one that is open.
  test.runIf(engine === 'postgres')('misses nothing of a transaction that is open longer than later ones', async () => {
    const { db } = await open()
    const slow = gate()
    const written = gate()
    const slowTransaction = inTransaction(db, async (tx) => {
      await change(tx, 1)
      written.open()
      await slow.opened
    })
    await written.opened
    await change(db, 2)
    await inTransaction(db, (tx) => change(tx, 3))

    const early = await readChanges(db, BEGINNING, 9)
    expect(early).toEqual([])
    slow.open()
    await slowTransaction
    const seen = await readAll(db, early.at(-1) ?? BEGINNING)
    expect(new Set(ids(seen))).toEqual(new Set([1, 2, 3]))
    expect(seen).toHaveLength(3)
  })

  test('misses nothing and repeats nothing while many write at once', async () => {
    const { db } = await open()
    const seen: Change[] = []
    let place: ChangePlace = BEGINNING
    let isWriting = true
    const follow = async (): Promise<void> => {
      for (;;) {
        const wasWriting = isWriting
        const page = await readChanges(db, place, 7)
        seen.push(...page)
        place = page.at(-1) ?? place
        if (!wasWriting && page.length === 0) return
        await sleep(1)
      }
    }
    const following = follow()
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 20; n++) {
          await inTransaction(db, async (tx) => {
            await change(tx, writer * 100 + n)
            await sleep((writer * n) % 3)
          })
        }
      }),
    )
    isWriting = false
    await following
    expect(seen).toHaveLength(160)
    expect(new Set(ids(seen)).size).toBe(160)
  })
})

async function readAll(db: Db, from: ChangePlace): Promise<readonly Change[]> {
  const page = await readChanges(db, from, 2)
  const last = page.at(-1)
  return last === undefined ? [] : [...page, ...(await readAll(db, last))]
}

function change(db: Db, rowId: number): Promise<void> {
  return writeChange(db, { table: 'work', rowId, change: 'changed' })
}

function ids(changes: readonly Change[]): number[] {
  return changes.map((one) => one.rowId)
}

function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { open: resolve, opened: promise }
}
