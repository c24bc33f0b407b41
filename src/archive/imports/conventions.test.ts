import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { loadCanons } from '../canons/index.ts'
import { openShelf, prose, type Shelf } from './testing/shelf.ts'

const STORY = `Title: Lanterns\nAuthor: Tove\n\nShe was _very_ late. ${prose(1)}\n`

describeOnBothEngines('runImport, by a convention', (open) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
    shelf.put('a.txt', STORY)
  })

  afterEach(() => shelf[Symbol.dispose]())

  async function html(): Promise<string> {
    const [work] = await shelf.works()
    return work?.chapters[0]?.versions.find(({ isCurrent }) => isCurrent)?.html ?? ''
  }

  test('reads typed signs as the archivist says', async () => {
    await shelf.run({ convention: 'due-south' })
    expect(await html()).toContain('<u>very</u>')
  })

  test('reads again what was read without it, and changes the work', async () => {
    await shelf.run()
    expect(await html()).toContain('<em>very</em>')
    const { counts } = await shelf.run({ convention: 'due-south' })
    expect(counts.works).toEqual({ added: 0, changed: 1, unchanged: 0 })
    expect(await html()).toContain('<u>very</u>')
  })

  test('keeps it for every later reading', async () => {
    await shelf.run({ convention: 'due-south' })
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    await db.updateTable('reading').set({ intake_version: 'an earlier one' }).execute()
    await db.updateTable('work').set({ made_from: 'an earlier one' }).execute()
    await shelf.run()
    expect(await html()).toContain('<u>very</u>')
  })

  test('adds nothing when it is chosen twice', async () => {
    await shelf.run({ convention: 'due-south' })
    const before = await shelf.catalogue()
    const { counts } = await shelf.run({ convention: 'due-south' })
    expect(counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    expect(await shelf.catalogue()).toEqual(before)
  })
})

test('loadCanons takes site files of the archivist before ours, and names the mistakes in one', async () => {
  const data = mkdtempSync(join(tmpdir(), 'ficarium-sites-'))
  try {
    mkdirSync(join(data, 'sites'))
    writeFileSync(join(data, 'sites', 'due-south.yaml'), 'site: Mine')
    writeFileSync(join(data, 'sites', 'broken.yaml'), 'site: Broken\nmark: x')
    const [own, shipped] = [await loadCanons(data), await loadCanons(null)]
    expect(own.conventions.find(({ key }) => key === 'due-south')?.name).toBe('Mine')
    expect(own.conventions).toHaveLength(shipped.conventions.length)
    expect(own.problems).toEqual([expect.stringContaining('sites/broken.yaml, line 2: “mark” means nothing')])
    expect(own.hash).not.toBe(shipped.hash)
  } finally {
    rmSync(data, { recursive: true })
  }
})
