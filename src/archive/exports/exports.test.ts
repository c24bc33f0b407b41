import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { openShelf, story } from '../imports/testing/shelf.ts'
import { decide } from '../wrangling/index.ts'

describeOnBothEngines('exportCanonical', (open) => {
  test('is the same for the same stories, whatever keys and addresses they got', async () => {
    const exports: (readonly string[])[] = []
    for (const names of [
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
    ]) {
      using shelf = await openShelf((await open()).db)
      for (const name of ['a', 'b', 'c'])
        shelf.put(`${name}.txt`, story(`Lantern ${name}`, name.charCodeAt(0), { author: `Author ${name}` }))
      shelf.put('z.gif', 'GIF89a;')
      for (const name of names) await shelf.run({ only: [`${name}.txt`] })
      await shelf.run()
      exports.push(await shelf.catalogue())
    }
    expect(exports[1]).toEqual(exports[0])
  })

  test('is JSON lines without keys, public ids and times', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('a.txt', story('Lanterns', 1, { rest: 'â€œI canâ€™t,â€\u009d she said.' }))
    await shelf.run()
    const lines = await shelf.catalogue()
    const works = await db.selectFrom('work').select('public_id').execute()
    for (const line of lines) {
      expect(line.endsWith('}\n')).toBe(true)
      expect(line).not.toContain(works[0]?.public_id)
      expect(line).not.toContain('2026-01-02T')
    }
    const records = lines.map((line) => (JSON.parse(line) as { record: string }).record)
    expect(new Set(records)).toEqual(new Set(['canon-point', 'pen-name', 'tag', 'source', 'work']))
  })

  test('differs when one letter of one text does', async () => {
    const exports: string[] = []
    for (const rest of ['She went home.', 'She went hope.']) {
      using shelf = await openShelf((await open()).db)
      shelf.put('a.txt', story('Lanterns', 1, { rest }))
      await shelf.run()
      exports.push((await shelf.catalogue()).filter((line) => line.startsWith('{"record":"work"')).join(''))
    }
    expect(exports[0]).not.toBe(exports[1])
  })

  test('says what tags mean, which two archives may see differently', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('a.txt', story('Lanterns', 1))
    await shelf.run()
    const tag = { kind: 'fandom', name: 'Harbour Tales' } as const
    await db
      .insertInto('tag')
      .values({ ...tag, folded: 'harbour tales', public_id: 'a000000001' })
      .execute()
    const before = await shelf.catalogue()
    await decide(db, { act: 'canonical', tags: [tag] }, { name: 'archivist', now: '2026-01-02T00:00:00.000Z' })
    const added = (await shelf.catalogue()).filter((line) => !before.includes(line))
    expect(added.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ record: 'tag-rule', ...tag, is: 'canonical' }),
    ])
  })
})
