import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStoryHtml } from '../../document/story-html.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { loadCanons, saveCanons } from '../canons/index.ts'
import { type ImportReport, runImport } from './index.ts'

const canons = await loadCanons(null)
const SITES = new URL('../../intake/formats/sites/cases/', import.meta.url)

function prose(seed: number): string {
  const sentences = Array.from(
    { length: 20 },
    (_, i) => `Maren crossed bridge ${seed * 1000 + i} and saw lamp ${seed * 77 + i}.`,
  )
  return `<p>${sentences.slice(0, 10).join(' ')}</p><p>${sentences.slice(10).join(' ')}</p>`
}

describeOnBothEngines('an import of saved pages', (open) => {
  let folder = ''
  let db: Db

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ficarium-pages-'))
    db = (await open()).db
    await inTransaction(db, (tx) => saveCanons(tx, canons.canons))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function put(path: string, content: string): void {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  function run(): Promise<ImportReport> {
    return runImport(db, { paths: [folder], canons, isHeld: false, now: () => '2026-01-02T03:04:05.678Z' })
  }

  async function chapters(): Promise<string[]> {
    const rows = await db
      .selectFrom('chapter')
      .innerJoin('work', 'work.id', 'chapter.work_id')
      .select(['work.title as work', 'chapter.title as chapter'])
      .orderBy('work.title')
      .orderBy('chapter.position')
      .execute()
    return rows.map(({ work, chapter }) => `${work}: ${chapter ?? '-'}`)
  }

  async function roles(): Promise<string[]> {
    const uses = await db.selectFrom('source_use').select('role').orderBy('path').execute()
    return uses.map(({ role }) => role)
  }

  function findings() {
    return db.selectFrom('finding').select(['code', 'path', 'why']).execute()
  }

  test('keeps notes of several paragraphs at a chapter as story HTML, which downloads are made of', async () => {
    const page = readFileSync(new URL('ao3-chapter.html', SITES), 'utf8')
    put('page.html', page.replace('Thanks to Tern.', 'Thanks to Tern.</p><p>And to Wren.'))
    await run()
    const rows = await db.selectFrom('chapter').select('notes_before').execute()
    const notes = rows.flatMap(({ notes_before: note }) => (note === null ? [] : [readStoryHtml(note)]))
    expect(notes).toEqual([
      [
        { kind: 'p', children: ['Thanks to Tern.'] },
        { kind: 'p', children: ['And to Wren.'] },
      ],
    ])
  })

  test('makes one work of an index page and its chapter files, and the same one again', async () => {
    const links = ['quay The Quay', 'tide The Tide', 'gone The Storm'].map((link, i) => {
      const [file = '', ...words] = link.split(' ')
      return `<li><a href="${file}.html">${i + 1}. ${words.join(' ')}</a>`
    })
    put(
      'index.html',
      `<html><body><h1>Lanterns</h1><h3>by Wren</h3><p>Summary: A walk.</p><ul>${links.join('')}</ul></body></html>`,
    )
    put('tide.html', `<html><body><a href="index.html">Home</a><h2>The Tide</h2>${prose(2)}</body></html>`)
    put('quay.html', `<html><body><a href="index.html">Home</a><h2>The Quay</h2>${prose(1)}</body></html>`)
    expect((await run()).counts).toMatchObject({ files: 3, parts: 2, works: { added: 1 } })
    expect(await chapters()).toEqual(['Lanterns: 1. The Quay', 'Lanterns: 2. The Tide'])
    const uses = await db.selectFrom('source_use').select(['path', 'role']).orderBy('path').execute()
    expect(uses.map(({ role }) => role)).toEqual(['index', 'text', 'text'])
    const missing = await db.selectFrom('finding').select('why').where('code', '=', 'chapter').execute()
    expect(missing.map(({ why }) => why).join(' ')).toContain('“3. The Storm” (gone.html)')
    expect((await run()).counts).toMatchObject({ works: { added: 0, changed: 0, unchanged: 1 } })
  })

  test('makes no work of a list of stories, says what it names, and joins it once it is the index of one', async () => {
    put(
      'index.html',
      '<html><body><h1>Harbour</h1><ul><li><a href="1.html">1. The Quay</a><li><a href="2.html">2. The Tide</a></ul></body></html>',
    )
    expect((await run()).counts).toMatchObject({ files: 1, parts: 0, refused: 1, doubtful: 0, works: { added: 0 } })
    expect(await findings()).toEqual([
      {
        code: 'site-file',
        path: expect.stringMatching(/index\.html$/),
        why: expect.stringContaining('“1. The Quay” (1.html)'),
      },
    ])
    expect(await roles()).toEqual(['refused'])
    expect((await run()).counts).toMatchObject({ files: 1, refused: 1 })
    expect(await findings()).toHaveLength(1)
    put('1.html', `<html><body><h2>The Quay</h2>${prose(1)}</body></html>`)
    put('2.html', `<html><body><h2>The Tide</h2>${prose(2)}</body></html>`)
    expect((await run()).counts).toMatchObject({ files: 3, parts: 2, refused: 0, works: { added: 1 } })
    expect((await findings()).filter(({ code }) => code === 'site-file')).toEqual([])
    expect(await roles()).toEqual(['text', 'text', 'index'])
  })

  test('joins the contents page of an eFiction archive to the chapters that it names', async () => {
    const page = readFileSync(new URL('efiction-3.html', SITES), 'utf8')
    for (const number of [1, 2])
      put(`viewstory.php@sid=12&chapter=${number}.html`, page.replace('<!--STORY-->', prose(number)))
    put(
      'viewstory.php@sid=12&index=1.html',
      '<html><head><title>Under the Lamp</title></head><body><div id="menu"><a href="titles.php">Titles</a> <a href="browse.php">Browse</a></div><h1>Under the Lamp</h1><p><b><a href="viewstory.php?sid=12&amp;chapter=1">1. The Quay</a></b></p><p><a href="viewstory.php?sid=12&amp;chapter=2">2. The Tide</a></p></body></html>',
    )
    await run()
    expect(await roles()).toEqual(['text', 'text', 'index'])
    expect(await db.selectFrom('work').select('title').execute()).toEqual([{ title: 'Under the Lamp' }])
  })

  test('makes one work of the chapter pages of a site, and hides what was not for everybody', async () => {
    const page = readFileSync(new URL('fanfiction-net-2013.html', SITES), 'utf8')
    for (const number of [3, 1, 2]) {
      const chosen = page
        .replace('value="2" selected=""', 'value="2"')
        .replace(`<option value="${number}">`, `<option value="${number}" selected="">`)
      put(`ffn/${number}.html`, chosen.replace('<!--STORY-->', prose(number)))
    }
    const locked = readFileSync(new URL('dreamwidth-locked.html', SITES), 'utf8')
    put('dw/1234.html', locked.replace('<!--STORY-->', prose(9)).replaceAll('Under the Lamp (1/3)', 'Ashes'))
    expect((await run()).counts).toMatchObject({ files: 5, parts: 4, refused: 1, works: { added: 2 } })
    expect(await chapters()).toEqual([
      'Ashes: -',
      'Under the Lamp: The Lamp',
      'Under the Lamp: The Tide',
      'Under the Lamp: Chapter 3',
    ])
    const works = await db.selectFrom('work').select(['title', 'visibility']).orderBy('title').execute()
    expect(works.map(({ title, visibility }) => `${title}: ${visibility}`)).toEqual([
      'Ashes: hidden',
      'Under the Lamp: public',
    ])
  })
})
