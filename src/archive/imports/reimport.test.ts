import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { countBroken } from '../health/index.ts'
import { verifySources } from '../sources/index.ts'
import { type ExportedWork, openShelf, prose, type Shelf, story } from './testing/shelf.ts'

describeOnBothEngines('runImport, again', (open) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
  })

  afterEach(async () => {
    shelf[Symbol.dispose]()
    const broken = Object.entries(await countBroken(db)).filter(([, count]) => count > 0)
    const problems = [...broken.map(([name]) => name), ...(await verifySources(db)).problems]
    if (problems.length > 0) throw new Error(`the archive is not sound: ${problems.join(', ')}`)
  })

  /** Each work as its title and the number of the story that each chapter shows. */
  async function drawn(): Promise<string[]> {
    return (await shelf.works()).map((work) => `${work.title}: ${chaptersOf(work).join(' ')}`).toSorted()
  }

  async function publicIds(): Promise<string[]> {
    const rows = await db.selectFrom('work').select('public_id').orderBy('id').execute()
    return rows.map((row) => row.public_id)
  }

  test('keeps all parts when one of them is imported alone', async () => {
    shelf.put('1.txt', story('Harbour (1/2)', 1))
    shelf.put('2.txt', story('Harbour (2/2)', 2))
    await shelf.run()
    const before = await shelf.works()
    const { counts } = await shelf.run({ only: ['2.txt'] })
    expect(counts).toMatchObject({ files: 1, parts: 1, duplicates: 0, works: { added: 0, changed: 0, unchanged: 1 } })
    expect(await shelf.works()).toEqual(before)
  })

  test('keeps numbered chapter files together when one of them is imported alone', async () => {
    for (const i of [1, 2, 3]) shelf.put(`lantern/ch0${i}.txt`, `Chapter ${i}\n\n${prose(i)}\n`)
    await shelf.run()
    expect(await shelf.works()).toHaveLength(1)
    await shelf.run({ only: ['lantern/ch02.txt'] })
    expect(chaptersOf((await shelf.works())[0])).toEqual([1, 2, 3])
  })

  test('keeps a work whose file is gone', async () => {
    shelf.put('a.txt', story('Lanterns', 1))
    shelf.put('b.txt', story('Rivers', 2))
    await shelf.run()
    shelf.remove('a.txt')
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    expect(await drawn()).toEqual(['Lanterns: 1', 'Rivers: 2'])
  })

  test('knows a file again that was renamed, and remembers both names', async () => {
    shelf.put('a.txt', story('Lanterns', 1))
    await shelf.run()
    shelf.move('a.txt', 'found/z.txt')
    expect((await shelf.run()).counts).toMatchObject({ known: 1, works: { added: 0, changed: 0, unchanged: 1 } })
    const uses = await db.selectFrom('source_use').select(['path', 'role', 'work_id']).orderBy('path').execute()
    expect(uses.map((use) => `${use.path} ${use.role}`)).toEqual(['shelf/a.txt text', 'shelf/found/z.txt duplicate'])
    expect(new Set(uses.map((use) => use.work_id)).size).toBe(1)
  })

  test('gives every chapter its own history when a part comes in between', async () => {
    shelf.put('1.txt', story('Harbour (1/3)', 1))
    shelf.put('3.txt', story('Harbour (3/3)', 3))
    await shelf.run()
    const [address] = await publicIds()
    shelf.put('2.txt', story('Harbour (2/3)', 2))
    await shelf.run()
    const [work] = await shelf.works()
    expect(chaptersOf(work)).toEqual([1, 2, 3])
    expect(work?.chapters.map((chapter) => chapter.versions.length)).toEqual([1, 1, 1])
    expect(await publicIds()).toEqual([address])
  })

  test('takes an edited part as a new version of its chapter, and keeps the earlier one beside it', async () => {
    for (const i of [1, 2, 3]) shelf.put(`${i}.txt`, story(`Harbour (${i}/3)`, i, { words: 400 }))
    await shelf.run()
    // Shorter than before: the newest counts, not the longest.
    shelf.put('2.txt', story('Harbour (2/3)', 2, { words: 300, rest: 'She stayed.' }))
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 1, unchanged: 0 })
    const after = await shelf.works()
    expect(after.map(chaptersOf)).toEqual([[1, 2, 3]])
    expect(after[0]?.chapters.map((chapter) => chapter.versions.length)).toEqual([1, 2, 1])
    expect(after[0]?.chapters[1]?.versions.at(-1)?.html).toContain('She stayed.')
    const roles = await db.selectFrom('source_use').select(['path', 'role']).orderBy('id').execute()
    expect(roles.map(({ path, role }) => `${path} ${role}`)).toEqual([
      'shelf/1.txt text',
      'shelf/2.txt other-version',
      'shelf/3.txt text',
      'shelf/2.txt text',
    ])
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    expect((await shelf.run({ only: ['1.txt'] })).counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    expect(await shelf.works()).toEqual(after)
  })

  test('follows a file through several edits, and back', async () => {
    const texts = ['She went home.', 'She stayed.', 'She ran.'].map((rest) =>
      story('Lanterns', 1, { words: 400, rest }),
    )
    for (const text of [...texts, texts[0] as string]) {
      shelf.put('a.txt', text)
      await shelf.run()
      await shelf.run()
    }
    const works = await shelf.works()
    expect(works).toHaveLength(1)
    expect(works[0]?.chapters[0]?.versions.map(({ html }) => /She \w+/.exec(html)?.[0])).toEqual([
      'She went',
      'She stayed',
      'She ran',
      'She went',
    ])
  })

  test('takes an edited drabble of the same title and pen name as a new version', async () => {
    shelf.put('a.txt', story('Drabble', 1, { words: 60 }))
    await shelf.run()
    shelf.put('a.txt', story('Drabble', 1, { words: 60, rest: 'She stayed.' }))
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 1, unchanged: 0 })
  })

  test('points findings and sections at the paragraphs as they are named after an edit', async () => {
    const damaged = 'â€œI canâ€™t,â€\u009d she said.'
    shelf.put('a.txt', story('Lanterns', 1, { words: 400, rest: damaged }))
    await shelf.run()
    shelf.put('a.txt', story('Lanterns', 1, { words: 400, rest: `A new paragraph.\n\nAnd one more.\n\n${damaged}` }))
    await shelf.run()
    const [work] = await shelf.works()
    const versions = work?.chapters[0]?.versions ?? []
    expect(versions.map((version) => version.reason)).toEqual(['faithful', 'repaired', 'faithful', 'repaired'])
    const html = versions.at(-1)?.html ?? ''
    const named = new RegExp(`<p id="([^"]+)">“I can’t`).exec(html)?.[1]
    // Those of the earlier bytes stand in no paragraph any more.
    const repairs = work?.findings.filter((each) => each.kind === 'repair' && each.block_id !== null) ?? []
    expect(repairs.length).toBeGreaterThan(0)
    expect(new Set(repairs.map((finding) => finding.block_id))).toEqual(new Set([named]))
    for (const section of work?.chapters[0]?.sections ?? []) expect(html).toContain(`id="${section.block_id}"`)
    expect(versions.at(-2)?.html).toContain(`<p id="${named}">â€œI`)
  })

  test('joins a part to the work that an earlier import made of the other', async () => {
    shelf.put('one/1.txt', story('Harbour (1/2)', 1))
    shelf.put('two/2.txt', story('Harbour (2/2)', 2))
    await shelf.run({ only: ['one'] })
    const [first] = await publicIds()
    await shelf.run({ only: ['two'] })
    expect(await drawn()).toEqual(['Harbour: 1 2'])
    expect(await publicIds()).toEqual([first])
    await shelf.run()
    const before = await shelf.catalogue()
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    expect(await shelf.catalogue()).toEqual(before)
  })

  test('makes two works of one when a second author turns up, and loses neither', async () => {
    shelf.put('1.txt', story('Alone (1/2)', 1))
    shelf.put('2.txt', story('Alone (2/2)', 2, { author: null }))
    await shelf.run()
    expect(await drawn()).toEqual(['Alone: 1 2'])
    shelf.put('3.txt', story('Alone (1/2)', 3, { author: 'Ilse' }))
    await shelf.run()
    expect(await drawn()).toEqual(['Alone: 1', 'Alone: 2', 'Alone: 3'])
    const before = await shelf.catalogue()
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 3 })
    expect(await shelf.catalogue()).toEqual(before)
  })

  test('leaves two stories of one title and part apart when two people wrote them', async () => {
    shelf.put('a/1.txt', story('Alone (1/2)', 1))
    shelf.put('b/1.txt', story('Alone (1/2)', 2, { author: 'Ilse' }))
    shelf.put('c/1.txt', story('Alone (1/2)', 3, { author: null }))
    shelf.put('d/1.txt', story('Alone (1/2)', 4, { author: null }))
    shelf.put('d/2.txt', story('Alone (1/2)', 5, { author: null }))
    await shelf.run()
    expect(await drawn()).toEqual(['Alone: 1', 'Alone: 2', 'Alone: 3', 'Alone: 4', 'Alone: 5'])
  })

  test('shows nothing that is held because a part of it comes in openly, or the reverse', async () => {
    shelf.put('1.txt', story('Harbour (1/2)', 1))
    await shelf.run({ isHeld: true })
    shelf.put('2.txt', story('Harbour (2/2)', 2))
    await shelf.run()
    expect((await shelf.works()).map((work) => `${work.visibility} ${chaptersOf(work).join()}`).toSorted()).toEqual([
      'hidden 1',
      'public 2',
    ])
    shelf.put('2.txt', story('Harbour (2/2)', 2, { rest: 'She stayed.' }))
    await shelf.run({ isHeld: true })
    const shown = (await shelf.works()).find((work) => work.visibility === 'public')
    expect(shown?.chapters[0]?.versions).toHaveLength(1)
  })

  test('keeps what was decided about a finding when the work is made again', async () => {
    shelf.put('1.txt', story('Harbour (1/4)', 1))
    await shelf.run()
    const gaps = await db.selectFrom('finding').select(['id', 'value']).where('kind', '=', 'gap').execute()
    expect(gaps.length).toBeGreaterThan(1)
    const one = gaps[1]
    await db
      .updateTable('finding')
      .set({ state: 'dismissed' })
      .where('id', '=', one?.id ?? 0)
      .execute()
    await db.updateTable('work').set({ made_from: 'an earlier intake' }).execute()
    await shelf.run()
    const after = await db.selectFrom('finding').select(['value', 'state']).where('state', '!=', 'open').execute()
    expect(after).toEqual([{ value: one?.value, state: 'dismissed' }])
  })

  test('reads parts again that are not there when intake has changed', async () => {
    shelf.put('1.txt', story('Harbour (1/2)', 1))
    shelf.put('2.txt', story('Harbour (2/2)', 2))
    await shelf.run()
    const before = await shelf.catalogue()
    await db.updateTable('reading').set({ intake_version: 'an earlier one' }).execute()
    await db.updateTable('work').set({ made_from: 'an earlier one' }).execute()
    await shelf.run({ only: ['2.txt'] })
    const stale = await db
      .selectFrom('reading')
      .select('sha256')
      .where('intake_version', '=', 'an earlier one')
      .execute()
    expect(stale).toEqual([])
    expect(await shelf.works()).toEqual(
      before.filter((line) => line.includes('"record":"work"')).map((line) => JSON.parse(line)),
    )
  })

  test('reads what an earlier intake refused, once it can', async () => {
    shelf.put('a.txt', story('Lanterns', 1))
    shelf.put('b.txt', story('Rivers', 2))
    await shelf.run()
    const expected = await shelf.catalogue()
    // As an intake that failed on both would have left it.
    await db.deleteFrom('work').execute()
    await db.updateTable('source_use').set({ role: 'refused' }).execute()
    await db.deleteFrom('reading').execute()
    await shelf.run()
    expect(await shelf.catalogue()).toEqual(expected)
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 2 })
  })

  test('takes the first date of a story as posted and the last as updated', async () => {
    for (const [i, date] of ['2001-03-04', '2001-09-01', '2002-01-31'].entries())
      shelf.put(`${i}.txt`, story(`Harbour (${i + 1}/3)`, i + 1).replace('Rating: PG', `Posted: ${date}`))
    await shelf.run()
    const dates = await db.selectFrom('work').select(['posted_at', 'posted_key', 'updated_at', 'updated_key']).execute()
    expect(dates).toEqual([
      { posted_at: '2001-03-04', posted_key: '2001-03-04', updated_at: '2002-01-31', updated_key: '2002-01-31' },
    ])
  })

  test('counts a folder that is named twice once', async () => {
    shelf.put('a.txt', story('Lanterns', 1))
    const { counts } = await shelf.run({ only: ['.', '.'] })
    expect(counts).toMatchObject({ files: 1, parts: 1, duplicates: 0 })
  })

  test('moves words to the pen name that is stated now', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { author: 'Tove', words: 400 }))
    await shelf.run()
    shelf.put('a.txt', story('Lanterns', 1, { author: 'Ilse', words: 400 }))
    await shelf.run()
    expect((await shelf.works()).map((work) => work.creators.map((creator) => creator.name))).toEqual([['Ilse']])
  })
})

function chaptersOf(work: ExportedWork | undefined): number[] {
  return (work?.chapters ?? []).map((chapter) => {
    const html = chapter.versions.find((version) => version.isCurrent)?.html ?? ''
    return Math.floor(Number(/bridge (\d+)/.exec(html)?.[1]) / 1000)
  })
}
