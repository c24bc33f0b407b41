import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { type Db, inTransaction } from './database.ts'
import { type Given, prepared, preparedByShape, preparedChange } from './prepared.ts'
import { UnusableValue } from './values.ts'

let built = 0

const listNames = prepared((db, given: Given<{ from: string; claimable: boolean; limit: number }>) => {
  built++
  return db
    .selectFrom('pen_name')
    .select(['name', 'is_claimable'])
    .where('folded', '>=', given.from)
    .where('is_claimable', '=', given.claimable)
    .where('public_id', '<>', 'constant')
    .orderBy('folded')
    .limit(given.limit)
})

const findNames = preparedByShape(
  (shape: { readonly isReversed: boolean }) => String(shape.isReversed),
  (db, given: Given<{ from: string }>, shape) =>
    db
      .selectFrom('pen_name')
      .select('name')
      .where('folded', '>=', given.from)
      .orderBy('folded', shape.isReversed ? 'desc' : 'asc'),
)

const addName = prepared((db, given: Given<{ publicId: string; name: string }>) =>
  db
    .insertInto('pen_name')
    .values({ public_id: given.publicId, name: given.name, sort_name: given.name, folded: given.name })
    .onConflict((conflict) => conflict.column('public_id').doNothing())
    .returning('name'),
)

const rename = prepared((db, given: Given<{ publicId: string; name: string }>) =>
  db.updateTable('pen_name').set({ name: given.name }).where('public_id', '=', given.publicId),
)

const removeFrom = preparedChange((db, given: Given<{ from: string }>) =>
  db.deleteFrom('pen_name').where('folded', '>=', given.from),
)

describeOnBothEngines('prepared', (open) => {
  test('asks with new values each time and builds the query once', async () => {
    const { db } = await open()
    await addNames(db, ['a', 'b', 'c'])
    built = 0
    const ask = (from: string, limit: number): Promise<unknown[]> => listNames(db, { from, claimable: true, limit })
    expect(await ask('a', 2)).toEqual([
      { name: 'a', is_claimable: true },
      { name: 'b', is_claimable: true },
    ])
    expect(await ask('b', 9)).toEqual([
      { name: 'b', is_claimable: true },
      { name: 'c', is_claimable: true },
    ])
    expect(await listNames(db, { from: 'a', claimable: false, limit: 9 })).toEqual([])
    expect(built).toBe(1)
  })

  test('sees what its transaction wrote, and outside what is committed', async () => {
    const { db } = await open()
    await inTransaction(db, async (tx) => {
      await addNames(tx, ['a'])
      expect(await listNames(tx, { from: '', claimable: true, limit: 9 })).toHaveLength(1)
      expect(await listNames(db, { from: '', claimable: true, limit: 9 })).toHaveLength(0)
    })
    expect(await listNames(db, { from: '', claimable: true, limit: 9 })).toHaveLength(1)
  })

  test('serves several databases', async () => {
    const [first, second] = [await open(), await open()]
    await addNames(first.db, ['a'])
    await addNames(second.db, ['b', 'c'])
    expect(await listNames(first.db, { from: '', claimable: true, limit: 9 })).toHaveLength(1)
    expect(await listNames(second.db, { from: '', claimable: true, limit: 9 })).toHaveLength(2)
  })

  test('refuses what cannot be bound, as a rejection', async () => {
    const { db } = await open()
    const asking = listNames(db, { from: new Date(0) as unknown as string, claimable: true, limit: 1 })
    await expect(asking).rejects.toThrow(UnusableValue)
    const forgetting = listNames(db, { from: 'a', claimable: true } as never)
    await expect(forgetting).rejects.toThrow(UnusableValue)
  })

  test('writes, in a transaction and outside of one, and gives what the query returns', async () => {
    const { db } = await open()
    await inTransaction(db, async (tx) => {
      expect(await addName(tx, { publicId: 'a', name: 'Maren' })).toEqual([{ name: 'Maren' }])
      expect(await addName(tx, { publicId: 'a', name: 'Tove' })).toEqual([])
      expect(await rename(tx, { publicId: 'a', name: 'Ilse' })).toEqual([])
    })
    expect(await addName(db, { publicId: 'b', name: 'Edda' })).toEqual([{ name: 'Edda' }])
    await rename(db, { publicId: 'b', name: 'Yara' })
    const rows = await db.selectFrom('pen_name').select('name').orderBy('public_id').execute()
    expect(rows).toEqual([{ name: 'Ilse' }, { name: 'Yara' }])
  })

  test('counts what a change made, in a transaction and outside of one', async () => {
    const { db } = await open()
    await addNames(db, ['a', 'b', 'c'])
    expect(await inTransaction(db, (tx) => removeFrom(tx, { from: 'b' }))).toBe(2)
    expect(await removeFrom(db, { from: 'a' })).toBe(1)
    expect(await removeFrom(db, { from: 'a' })).toBe(0)
  })

  test('keeps nothing when the transaction fails', async () => {
    const { db } = await open()
    const failing = inTransaction(db, async (tx) => {
      await addName(tx, { publicId: 'a', name: 'Maren' })
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await db.selectFrom('pen_name').select('name').execute()).toEqual([])
  })

  test('has one query a shape', async () => {
    const { db } = await open()
    await addNames(db, ['a', 'b'])
    const names = async (isReversed: boolean): Promise<string[]> =>
      (await findNames(db, { isReversed }, { from: 'a' })).map((row) => row.name)
    expect(await names(false)).toEqual(['a', 'b'])
    expect(await names(true)).toEqual(['b', 'a'])
    expect(await names(false)).toEqual(['a', 'b'])
  })
})

async function addNames(db: Db, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await db.insertInto('pen_name').values({ public_id: name, name, sort_name: name, folded: name }).execute()
  }
}
