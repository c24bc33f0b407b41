import { describe, expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { inTransaction } from './database.ts'
import { insertWithPublicId, newPublicId, readPublicId } from './ids.ts'

describe('newPublicId', () => {
  test('gives ten characters of Crockford’s alphabet, never the same', () => {
    const ids = new Set(Array.from({ length: 10_000 }, newPublicId))
    expect(ids.size).toBe(10_000)
    for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/)
  })

  test('uses every character', () => {
    const used = new Set(Array.from({ length: 500 }, newPublicId).join('').split(''))
    expect(used.size).toBe(32)
  })
})

describe('readPublicId', () => {
  test.for([
    ['as it is', '7k3q0xv9bt', '7k3q0xv9bt'],
    ['in capitals', '7K3Q0XV9BT', '7k3q0xv9bt'],
    ['with letters that look like digits', '7kLqOxv9Ii', '7k1q0xv911'],
  ])('reads an id %s', ([, text, id]) => {
    expect(readPublicId(text as string)).toBe(id)
  })

  test.for([
    ['too short', '7k3q0xv9b'],
    ['too long', '7k3q0xv9bt7'],
    ['with a u', '7k3q0xv9bu'],
    ['nothing', ''],
    ['with a space', '7k3q0xv9b '],
  ])('knows that %s is none', ([, text]) => {
    expect(readPublicId(text as string)).toBeUndefined()
  })
})

describeOnBothEngines('insertWithPublicId', (open) => {
  test('tries again when the id is taken, also inside a transaction', async () => {
    const { db } = await open()
    const ids = ['taken', 'taken', 'taken', 'free']
    const next = (): string => ids.shift() as string
    const tags = await inTransaction(db, async (tx) => {
      const insert = (folded: string) => (publicId: string) =>
        tx
          .insertInto('tag')
          .values({ public_id: publicId, kind: 'fandom', name: folded, folded })
          .onConflict((conflict) => conflict.column('public_id').doNothing())
          .returning(['id', 'public_id'])
          .executeTakeFirst()
      return [await insertWithPublicId(insert('a'), next), await insertWithPublicId(insert('b'), next)]
    })
    expect(tags.map((tag) => tag.public_id)).toEqual(['taken', 'free'])
  })

  test('gives up at some time', async () => {
    await expect(insertWithPublicId(async () => undefined)).rejects.toThrow('taken already')
  })
})
