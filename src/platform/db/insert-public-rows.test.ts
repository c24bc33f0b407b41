import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { insertPublicRows } from './insert-public-rows.ts'

function tagNamed(name: string) {
  return { kind: 'character', name, folded: name, canonical_id: null }
}

describeOnBothEngines('insertPublicRows', (open) => {
  test('gives the keys in the order of the rows', async () => {
    const { db } = await open()
    const rows = Array.from({ length: 87 }, (_, i) => tagNamed(`tag ${i}`))
    const ids = await db.transaction().execute((tx) => insertPublicRows(tx, 'tag', rows))
    const stored = await db.selectFrom('tag').select(['id', 'name']).execute()
    const names = new Map(stored.map((row) => [row.id, row.name]))
    expect(ids.map((id) => names.get(id))).toEqual(rows.map((row) => row.name))
  })

  test('tries another public id where one is taken', async () => {
    const { db } = await open()
    const given = ['aaaaaaaaaa', 'bbbbbbbbbb', 'aaaaaaaaaa', 'cccccccccc', 'bbbbbbbbbb', 'dddddddddd']
    const newId = () => given.shift() ?? 'too many asked'
    const ids = await db
      .transaction()
      .execute(async (tx) => [
        ...(await insertPublicRows(tx, 'tag', [tagNamed('one'), tagNamed('two')], newId)),
        ...(await insertPublicRows(tx, 'tag', [tagNamed('three'), tagNamed('four')], newId)),
      ])
    const stored = await db.selectFrom('tag').select(['id', 'name', 'public_id']).orderBy('public_id').execute()
    expect(stored.map((row) => row.name)).toEqual(['one', 'two', 'four', 'three'])
    const names = new Map(stored.map((row) => [row.id, row.name]))
    expect(ids.map((id) => names.get(id))).toEqual(['one', 'two', 'three', 'four'])
  })

  test('inserts nothing for no rows', async () => {
    const { db } = await open()
    expect(await db.transaction().execute((tx) => insertPublicRows(tx, 'tag', []))).toEqual([])
  })
})
