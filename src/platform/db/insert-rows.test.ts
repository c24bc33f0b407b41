import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { inTransaction } from './database.ts'
import { insertRow, insertRows, upsertRows } from './insert-rows.ts'

function pages(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    name: `n${String(i).padStart(4, '0')}`,
    value: i % 3 === 0 ? '' : `“${i}”`,
  }))
}

describeOnBothEngines('insertRows', (open) => {
  test.for([0, 1, 3, 4, 63, 64, 65, 200])('writes %i rows, each value in its column', async (count) => {
    const { db } = await open()
    await inTransaction(db, (tx) => insertRows(tx, 'archive_setting', pages(count)))
    expect(await db.selectFrom('archive_setting').selectAll().orderBy('name').execute()).toEqual(pages(count))
  })

  test('writes booleans, numbers and nulls as they are', async () => {
    const { db } = await open()
    const row = { public_id: 'a', name: 'Maren', sort_name: 'maren', folded: 'maren', is_claimable: false }
    await inTransaction(db, (tx) => insertRows(tx, 'pen_name', [row, { ...row, public_id: 'b', is_claimable: true }]))
    const rows = await db.selectFrom('pen_name').select(['public_id', 'is_claimable']).orderBy('public_id').execute()
    expect(rows).toEqual([
      { public_id: 'a', is_claimable: false },
      { public_id: 'b', is_claimable: true },
    ])
  })

  test.for([16, 80, 130])('writes what all of %i rows have beside what each has of its own', async (count) => {
    const { db } = await open()
    const rows = Array.from({ length: count }, (_, i) => ({
      public_id: `p${String(i).padStart(3, '0')}`,
      name: 'Maren',
      sort_name: i === 70 ? 'other' : 'maren',
      folded: `${i}`,
      is_claimable: true,
      site_id: null,
    }))
    await inTransaction(db, (tx) => insertRows(tx, 'pen_name', rows))
    const columns = ['public_id', 'name', 'sort_name', 'folded', 'is_claimable', 'site_id'] as const
    expect(await db.selectFrom('pen_name').select(columns).orderBy('public_id').execute()).toEqual(rows)
  })

  test('keeps nothing when the transaction fails', async () => {
    const { db } = await open()
    const failing = inTransaction(db, async (tx) => {
      await insertRows(tx, 'archive_setting', pages(70))
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await db.selectFrom('archive_setting').selectAll().execute()).toEqual([])
  })
})

describeOnBothEngines('upsertRows', (open) => {
  test('writes new rows and makes those that are there the new ones', async () => {
    const { db } = await open()
    await inTransaction(db, (tx) => upsertRows(tx, 'archive_setting', pages(70), ['name']))
    const later = pages(90).map((page) => ({ ...page, value: `${page.value}!` }))
    await inTransaction(db, (tx) => upsertRows(tx, 'archive_setting', later, ['name']))
    expect(await db.selectFrom('archive_setting').selectAll().orderBy('name').execute()).toEqual(later)
  })
})

describeOnBothEngines('insertRow', (open) => {
  test('gives the key of the row, in a transaction and outside of one', async () => {
    const { db } = await open()
    const row = { name: 'Maren', sort_name: 'maren', folded: 'maren' }
    const ids = await inTransaction(db, async (tx) => [
      await insertRow(tx, 'pen_name', { ...row, public_id: 'a' }),
      await insertRow(tx, 'pen_name', { ...row, public_id: 'b' }),
    ])
    ids.push(await insertRow(db, 'pen_name', { ...row, public_id: 'c' }))
    const rows = await db.selectFrom('pen_name').select('id').orderBy('public_id').execute()
    expect(ids).toEqual(rows.map(({ id }) => id))
  })
})
