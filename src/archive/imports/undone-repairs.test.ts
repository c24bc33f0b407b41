import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { type DecidedState, decideFindings, listDecidable, listNumbersNow } from './decisions-store.ts'
import type { Remade } from './make-again.ts'
import { type ExportedWork, openShelf, prose, type Shelf, story } from './testing/shelf.ts'

const DAMAGED = '“I couldnít,” she said, “and you wouldnít, and they didnít.”\n\n“He couldnít either.”'
/** Of the second of them. */
const COLUMN = DAMAGED.indexOf('wouldnít') + 'wouldn'.length + 1
const MENDED = '“I couldn’t,” she said, “and you wouldn’t, and they didn’t.”'

describeOnBothEngines('a repair that somebody undoes', (open) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
  })

  afterEach(() => shelf[Symbol.dispose]())

  /** Decides about the repairs of `before` on these columns of a line, and makes their works again. */
  async function decide(columns: readonly number[] | 'all', state: DecidedState): Promise<Remade> {
    const works = await db.selectFrom('work').select('public_id').execute()
    const lists = await Promise.all(works.map((work) => listDecidable(db, work.public_id)))
    const found = lists
      .flatMap((list) => list?.findings ?? [])
      .filter(({ kind, column }) => kind === 'repair' && (columns === 'all' || columns.includes(column ?? 0)))
    expect(found.length).toBeGreaterThan(0)
    const ids = found.map(({ id }) => id)
    return shelf.makeAgain(await decideFindings(db, ids, state))
  }

  async function current(): Promise<string> {
    return shown((await shelf.works())[0])
  }

  async function states(): Promise<readonly string[]> {
    const works = await shelf.works()
    return works
      .flatMap(({ findings }) => findings)
      .filter(({ kind }) => kind === 'repair')
      .map(({ before, after, line, state }) => `${line} ${before}→${after} ${state}`)
  }

  test('stands as it came, alone of all, and is mended again with the same text and the same findings', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { rest: DAMAGED }))
    await shelf.run()
    const [whole, found] = [await current(), await states()]
    expect(whole).toContain(MENDED)
    expect(found).toEqual(['8 í→’ open', '8 í→’ open', '8 í→’ open', '10 í→’ open'])
    expect(await decide([COLUMN], 'dismissed')).toEqual({ works: 1, unread: [] })
    expect(await current()).toBe(whole.replace('wouldn’t', 'wouldnít'))
    expect(await states()).toEqual(['8 í→’ open', '8 í→’ dismissed', '8 í→’ open', '10 í→’ open'])
    expect(await decide([COLUMN], 'open')).toEqual({ works: 1, unread: [] })
    expect(await current()).toBe(whole)
    expect(await states()).toEqual(found)
  })

  test('makes a further version of the text, and changes none that there is', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { rest: DAMAGED }))
    await shelf.run()
    const versions = async () =>
      (await shelf.works())[0]?.chapters[0]?.versions.map(({ reason, html }) => [reason, html])
    const before = (await versions()) ?? []
    expect(before.map(([reason]) => reason)).toEqual(['faithful', 'repaired'])
    await decide('all', 'dismissed')
    const after = (await versions()) ?? []
    expect(after.slice(0, 2)).toEqual(before)
    // All that was mended is undone: the text is the faithful one.
    expect(after.slice(2)).toEqual([before[0]])
    await decide('all', 'open')
    expect((await versions())?.slice(3)).toEqual([before[1]])
  })

  test('stays undone when its file is met again, by this intake or a newer one', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { rest: DAMAGED }))
    await shelf.run()
    await decide([COLUMN], 'dismissed')
    const [text, found] = [await current(), await states()]
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    await db.updateTable('reading').set({ intake_version: 'an earlier one' }).execute()
    await db.updateTable('work').set({ made_from: 'an earlier one' }).execute()
    await shelf.run()
    expect(await current()).toBe(text)
    expect(await states()).toEqual(found)
  })

  test('stays undone when another part joins its work, and is then undone in that work', async () => {
    shelf.put('1.txt', story('Harbour (1/2)', 1, { rest: DAMAGED }))
    await shelf.run()
    await decide([COLUMN], 'dismissed')
    shelf.put('2.txt', story('Harbour (2/2)', 2, { rest: DAMAGED }))
    await shelf.run({ only: ['2.txt'] })
    const [work] = await shelf.works()
    expect(shown(work)).toContain(MENDED.replace('wouldn’t', 'wouldnít'))
    expect(shown(work, 1)).toContain(MENDED)
    expect((await states()).filter((each) => each.endsWith('dismissed'))).toHaveLength(1)
    await decide([COLUMN], 'open')
    expect(shown((await shelf.works())[0])).toContain(MENDED)
  })

  test('is undone by the next import where the program was killed before the work was made again', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { rest: DAMAGED }))
    await shelf.run()
    const { id } = await db.selectFrom('work').select('public_id as id').executeTakeFirstOrThrow()
    const repair = (await listDecidable(db, id))?.findings.find(({ column }) => column === COLUMN)
    await decideFindings(db, [repair?.id ?? 0], 'dismissed')
    expect(await current()).toContain(MENDED)
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 1, unchanged: 0 })
    expect(await current()).toContain('wouldnít')
  })

  test('has a number of its own afterwards, by which it is found', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { rest: DAMAGED }))
    await shelf.run()
    const { id } = await db.selectFrom('work').select('public_id as id').executeTakeFirstOrThrow()
    const repair = (await listDecidable(db, id))?.findings.find(({ column }) => column === COLUMN)
    expect(repair).toMatchObject({ kind: 'repair', before: 'í', after: '’', line: 8, state: 'open' })
    const decided = await decideFindings(db, [repair?.id ?? 0], 'dismissed')
    await shelf.makeAgain(decided)
    const [number] = await listNumbersNow(db, decided)
    const now = (await listDecidable(db, id))?.findings.find((finding) => finding.id === number)
    expect(now).toMatchObject({ column: COLUMN, line: 8, state: 'dismissed' })
  })

  test('is undone in facts that were read from it, too', async () => {
    shelf.put('a.txt', `Title: She Couldnít\nAuthor: Tove\n\n${prose(1)}\n\n${DAMAGED}\n`)
    await shelf.run()
    expect(await title(db)).toBe('She Couldn’t')
    await decide([18], 'dismissed')
    expect(await title(db)).toBe('She Couldnít')
    await decide([18], 'open')
    expect(await title(db)).toBe('She Couldn’t')
  })

  test('is undone as a whole where it reaches over tags', async () => {
    const page = `<html><head><title>Lanterns</title></head><body><p>${prose(1)}</p><p>“I donâ€<i>™</i>t,” she said, “and you donâ€™t.”</p></body></html>`
    shelf.put('a.html', page)
    await shelf.run()
    const whole = await current()
    const pieces = (await states()).filter((each) => each.includes(' â€→') || each.includes(' ™→'))
    expect(pieces).toHaveLength(2)
    const column = page.indexOf('™') + 1
    await decide([column], 'dismissed')
    expect(await current()).toContain('“I donâ€<i>™</i>t,” she said, “and you don’t.”')
    expect((await states()).filter((each) => each.endsWith('dismissed'))).toHaveLength(2)
    await decide([column], 'open')
    expect(await current()).toBe(whole)
  })

  test('leaves a hidden work hidden, and an earlier version of a file what it is', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { rest: DAMAGED }))
    await shelf.run({ isHeld: true })
    shelf.put('a.txt', story('Lanterns', 1, { rest: `${DAMAGED}\n\nShe stayed.` }))
    await shelf.run({ isHeld: true })
    const before = await current()
    expect(await decide([COLUMN], 'dismissed')).toEqual({ works: 1, unread: [] })
    const [work, ...others] = await shelf.works()
    expect(others).toEqual([])
    expect(work?.visibility).toBe('hidden')
    expect(shown(work)).toBe(before.replace('wouldn’t', 'wouldnít'))
    const roles = await db.selectFrom('source_use').select('role').orderBy('id').execute()
    expect(roles.map(({ role }) => role)).toEqual(['other-version', 'text'])
  })

  test('says so where the original is damaged, and is undone when that is brought in anew', async () => {
    shelf.put('a.txt', story('Lanterns', 1, { rest: DAMAGED }))
    await shelf.run()
    const before = await current()
    const { sha256 } = await db.selectFrom('reading').select('sha256').executeTakeFirstOrThrow()
    await db.deleteFrom('source_chunk').execute()
    expect(await decide([COLUMN], 'dismissed')).toEqual({ works: 0, unread: [sha256] })
    expect(await current()).toBe(before)
    await shelf.run()
    expect(await current()).toBe(before.replace('wouldn’t', 'wouldnít'))
  })
})

function shown(work: ExportedWork | undefined, chapter = 0): string {
  return work?.chapters[chapter]?.versions.find(({ isCurrent }) => isCurrent)?.html ?? ''
}

async function title(db: Db): Promise<string> {
  return (await db.selectFrom('work').select('title').executeTakeFirstOrThrow()).title
}
