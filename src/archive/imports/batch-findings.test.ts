import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { countFindings } from './batch-findings-store.ts'
import { openShelf, prose } from './testing/shelf.ts'

describeOnBothEngines('countFindings', (open) => {
  test('gives the same counts, however many are counted at once', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    for (const seed of [1, 2, 3])
      shelf.put(
        `${seed}.txt`,
        `Title: The Quay ${seed}\nAuthor: Sam\n\nA caf&eacute; &amp; a well.\n\n${prose(seed)}\n`,
      )
    for (const seed of [4, 5]) shelf.put(`${seed}.gif`, `GIF89a;${seed}`)
    const { findings } = await shelf.run()
    expect(findings).toContainEqual({ kind: 'repair', code: 'entity', count: expect.any(Number) as number })
    expect(findings).toContainEqual({ kind: 'refusal', code: 'image', count: 2 })
    const batch = await db.selectFrom('batch').select('id as key').executeTakeFirstOrThrow()
    for (const atOnce of [1, 2, 3, 1000]) expect(await countFindings(db, batch, atOnce)).toEqual(findings)
    expect(await countFindings(db, { key: batch.key + 1 })).toEqual([])
  })
})
