import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { ARCHIVIST, GUEST, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { countBroken } from '../health/index.ts'
import { listOpenQuestions } from '../works/about-store.ts'
import { listWorksWithMarks, replaceMarks } from './marks-store.ts'
import { epubOf } from './testing/epub-of.ts'
import { type ExportedWork, openShelf, prose, type Shelf, story } from './testing/shelf.ts'

/** Paragraphs of a chapter that is like no other. */
function chapter(n: number, words = 700): string {
  return prose(50 + n, words).replaceAll(/((?:[^.]+\.){5}) /g, '$1\n\n')
}

const BOOK = epubOf({
  title: 'Lanterns',
  author: 'Tove',
  series: 'Thaw [2]',
  subjects: ['Angst'],
  chapters: [1, 2, 3].map((n) => ({ title: `Chapter ${n}`, text: chapter(n) })),
})

function page(title: string, text: string): string {
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>by Tove</p>${text
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n')}</body></html>`
}

function textOf(title: string, author: string, text: string, more = ''): string {
  return `Title: ${title}\nAuthor: ${author}\n${more}\n${text}\n`
}

function postAs(code: string, n: number): string {
  return `From: Tove <tove@example.org>\nDate: Tue, ${n} Mar 2002 21:04:11 -0500\nSubject: ${code}: Lanterns [PG]\nMessage-ID: <${n}@example.org>\n\nTitle: Lanterns\nAuthor: Tove\n\n${chapter(n, n === 5 ? 900 : 400)}\n`
}

function postBy(name: string, address: string, n: number): string {
  return `From: ${name} <${address}>\nDate: Tue, ${n} Mar 2002 21:04:11 -0500\nSubject: NEW: Lantern ${n} [PG]\n\nTitle: Lantern ${n}\nAuthor: ${name}\n\n${chapter(n, 300)}\n`
}

function partWithNotes(n: number): string {
  return textOf(`Lanterns (${n}/2)`, 'Tove', chapter(n), `Notes: Part ${n} is for Wren.\nDisclaimer: Not mine.\n`)
}

/**
 * What does not depend on the way by which a catalogue came to be: names of people and tags stay when nobody uses them
 * any more, and chapters have a history.
 */
function shown(line: string): string[] {
  const row = JSON.parse(line) as Record<string, unknown> & { record: string }
  if (row.record === 'pen-name' || row.record === 'tag') return []
  if (row.record !== 'work') return [line]
  const chapters = (row as unknown as ExportedWork).chapters.map(({ versions, sections, ...said }) => ({
    ...said,
    sections: sections.length,
    html: versions.find(({ isCurrent }) => isCurrent)?.html.replaceAll(/ id="[^"]*"/g, ''),
  }))
  return [JSON.stringify({ ...row, chapters })]
}

describeOnBothEngines('runImport of what belongs together', (open, engine) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
  })

  afterEach(async () => {
    shelf[Symbol.dispose]()
    const broken = Object.entries(await countBroken(db)).filter(([, count]) => count > 0)
    if (broken.length > 0) throw new Error(`the archive is not sound: ${broken.map(([name]) => name).join(', ')}`)
  })

  /** Each work as its title and sources. */
  async function drawn(): Promise<string[]> {
    const works = await db.selectFrom('work').select(['id', 'title']).execute()
    const uses = await db
      .selectFrom('source_use')
      .select(['work_id', 'path', 'role'])
      .where('work_id', 'is not', null)
      .orderBy('path')
      .execute()
    return works
      .map(({ id, title }) => {
        const own = uses.filter((use) => use.work_id === id)
        return `${title}: ${own.map(({ path, role }) => `${path.replace(/^shelf\//, '')}${role === 'text' ? '' : ` (${role})`}`).join(', ')}`
      })
      .toSorted()
  }

  async function questions(viewer: Viewer = ARCHIVIST): Promise<string[]> {
    const works = await db.selectFrom('work').select(['id as key', 'title']).where(visibleTo(viewer)).execute()
    const found = await Promise.all(
      works.map(async ({ key, title }) =>
        (await listOpenQuestions(db, viewer, { key }))
          .filter(({ otherId }) => otherId !== null)
          .map(({ code, value }) => `${title}: ${code} ${value}`),
      ),
    )
    return [...new Set(found.flat())].toSorted()
  }

  async function seriesDrawn(): Promise<string[]> {
    const lines = (await shelf.catalogue()).map((line) => JSON.parse(line) as Record<string, unknown>)
    const titles = new Map(lines.flatMap(({ record, key, title }) => (record === 'work' ? [[key, title]] : [])))
    return lines.flatMap(({ record, title, creators, entries }) =>
      record === 'series'
        ? [
            `${String(title)} by ${String(creators)}: ${(entries as { of: string }[]).map(({ of }) => titles.get(of)).join(', ')}`,
          ]
        : [],
    )
  }

  function putLanterns(): void {
    shelf.put('lanterns.epub', BOOK)
    shelf.put('whole.txt', textOf('Lanterns', 'Tove', [1, 2, 3].map((n) => chapter(n)).join('\n\n'), 'Genre: Angst\n'))
    shelf.put('site/2.html', page('Lanterns', `Chapter 2\n\n${chapter(2)}`))
    shelf.put('tide.txt', textOf('Tide', 'Ilse', chapter(9)))
  }

  test('makes one work of an e-book, a text and a page of the same story, in one step or in several', async () => {
    putLanterns()
    await shelf.run()
    const expected = ['Lanterns: lanterns.epub, site/2.html (duplicate), whole.txt (duplicate)', 'Tide: tide.txt']
    expect(await drawn()).toEqual(expected)
    const work = (await shelf.works()).find(({ title }) => title === 'Lanterns')
    expect(work?.chapters).toHaveLength(3)
    expect(work?.creators.map(({ name }) => name)).toEqual(['Tove'])
    expect(await questions()).toEqual([])
    const tags = await db.selectFrom('work_tag').innerJoin('tag', 'tag.id', 'tag_id').select('name').execute()
    expect(tags.map(({ name }) => name)).toEqual(['Angst'])
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 2 })
  })

  test('finds a work that is here already when another format of it comes', async () => {
    putLanterns()
    for (const only of ['site', 'whole.txt', 'tide.txt', 'lanterns.epub']) await shelf.run({ only: [only] })
    expect(await drawn()).toEqual([
      'Lanterns: lanterns.epub, site/2.html (duplicate), whole.txt (duplicate)',
      'Tide: tide.txt',
    ])
  })

  test('asks about another version at both works, with the passages that differ, and joins nothing', async () => {
    shelf.put('a.txt', textOf('Lanterns', 'Tove', `${chapter(1)}\n\nShe went home.\n\n${chapter(2)}`))
    await shelf.run()
    shelf.put('b.txt', textOf('Lanterns, again', 'Tove', `${chapter(1)}\n\nShe stayed.\n\n${chapter(3)}`))
    await shelf.run({ only: ['b.txt'] })
    expect(await questions()).toEqual([
      'Lanterns, again: other-version Lanterns',
      'Lanterns: other-version Lanterns, again',
    ])
    const [row] = await db
      .selectFrom('finding')
      .innerJoin('work', 'work.id', 'finding.work_id')
      .select(['why', 'before', 'after'])
      .where('code', '=', 'other-version')
      .where('title', '=', 'Lanterns')
      .execute()
    expect(row?.why).toMatch(
      /^“Lanterns, again” by Tove is close to this: about \d\d % of the text is the same\. \d+ of \d+ paragraphs differ/,
    )
    expect(row?.before).toContain('She went home.')
    expect(row?.after).toContain('She stayed.')
  })

  test('keeps what was decided about two works, and asks nobody who may not see the other', async () => {
    shelf.put('a.txt', textOf('Lanterns', 'Tove', `${chapter(1)}\n\n${chapter(2)}`))
    shelf.put('b.txt', textOf('Harbour', 'Tove', `${chapter(1)}\n\n${chapter(3)}`))
    await shelf.run()
    expect(await questions(GUEST)).toHaveLength(2)
    await db.updateTable('work').set({ visibility: 'hidden' }).where('title', '=', 'Harbour').execute()
    expect(await questions(GUEST)).toEqual([])
    expect(await questions()).toHaveLength(2)
    await db.updateTable('work').set({ visibility: 'public', made_from: 'an earlier intake' }).execute()
    await db.updateTable('finding').set({ state: 'dismissed' }).where('other_work_id', 'is not', null).execute()
    await shelf.run()
    expect(await questions()).toEqual([])
    expect(await db.selectFrom('finding').select('id').where('state', '=', 'dismissed').execute()).not.toHaveLength(0)
  })

  test('takes a question back when one of the texts changes, though the other was not met', async () => {
    shelf.put('a.txt', textOf('Lanterns', 'Tove', `${chapter(1)}\n\n${chapter(2, 1400)}`))
    shelf.put('b.txt', textOf('Harbour', 'Tove', `${chapter(1)}\n\n${chapter(3)}`))
    shelf.put('c.txt', textOf('Tide', 'Tove', `${chapter(2, 1400)}\n\n${chapter(4)}`))
    // A place is the same only when it was named in the same way.
    await shelf.run({ only: ['a.txt', 'b.txt', 'c.txt'] })
    const lanternsAndTide = ['Lanterns: other-version Tide', 'Tide: other-version Lanterns']
    expect(await questions()).toEqual([
      'Harbour: other-version Lanterns',
      'Lanterns: other-version Harbour',
      ...lanternsAndTide,
    ])
    await db
      .updateTable('finding')
      .set({ state: 'dismissed' })
      .where('other_work_id', 'is not', null)
      .where('value', '=', 'Harbour')
      .execute()
    shelf.put('a.txt', textOf('Lanterns', 'Tove', `${chapter(2, 1400)}\n\n${chapter(7, 300)}`))
    await shelf.run({ only: ['a.txt'] })
    expect(await questions()).toEqual(lanternsAndTide)
    expect(await db.selectFrom('finding').select('value').where('state', '=', 'dismissed').execute()).toEqual([
      { value: 'Harbour' },
    ])
  })

  test('keeps a mark of no more works than are looked at', async () => {
    await shelf.run()
    shelf.put('a.txt', textOf('Lanterns', 'Tove', chapter(1)))
    await shelf.run()
    const { id, ...row } = await db.selectFrom('work').selectAll().executeTakeFirstOrThrow()
    const others = Array.from({ length: 70 }, (_, i) => ({ ...row, id: id + i + 1, public_id: `other${i}` }))
    await insertRows(db, 'work', others)
    const most = Number.MAX_SAFE_INTEGER
    for (const other of others) await replaceMarks(db, other.id, [7, most])
    expect(await listWorksWithMarks(db, [most])).toHaveLength(64)
    expect(await db.selectFrom('work_mark').select('mark').distinct().where('mark', '=', most).execute()).toEqual([
      { mark: most },
    ])
    await replaceMarks(db, id + 1, [7, most])
    expect(await listWorksWithMarks(db, [7])).toHaveLength(64)
    await db.deleteFrom('work').where('id', '>', id).execute()
  })

  test('neither joins nor compares what is held with what is public', async () => {
    shelf.put('a.txt', textOf('Lanterns', 'Tove', chapter(1)))
    await shelf.run({ isHeld: true })
    shelf.put('b.epub', epubOf({ title: 'Lanterns', author: 'Tove', chapters: [{ title: 'One', text: chapter(1) }] }))
    shelf.put('c.txt', textOf('Lanterns, again', 'Tove', `${chapter(1, 500)}\n\n${chapter(2, 200)}`))
    await shelf.run({ only: ['b.epub', 'c.txt'] })
    expect((await drawn())[0]).toBe('Lanterns, again: c.txt')
    expect(await drawn()).toHaveLength(3)
    expect(await questions()).toEqual([
      'Lanterns, again: other-version Lanterns',
      'Lanterns: other-version Lanterns, again',
    ])
  })

  test('makes the series that sources state, in the order of their numbers, whoever came first', async () => {
    shelf.put('2.epub', BOOK)
    await shelf.run()
    shelf.put('3.txt', textOf('Ice', 'Tove', chapter(7), 'Series: Thaw, part 3\n'))
    shelf.put('1.txt', textOf('Snow', 'Tove', chapter(8), 'Series: Thaw, part 1\n'))
    shelf.put('other.txt', textOf('Rain', 'Ilse', chapter(9), 'Series: Thaw, part 1\n'))
    await shelf.run()
    const expected = ['Thaw by Ilse: Rain', 'Thaw by Tove: Snow, Lanterns, Ice']
    expect((await seriesDrawn()).toSorted()).toEqual(expected)
    await db.updateTable('work').set({ made_from: 'an earlier intake' }).execute()
    await shelf.run()
    expect((await seriesDrawn()).toSorted()).toEqual(expected)
  })

  test('leaves a series as people made it', async () => {
    shelf.put('1.txt', textOf('Snow', 'Tove', chapter(8), 'Series: Thaw, part 1\n'))
    shelf.put('2.txt', textOf('Ice', 'Tove', chapter(7), 'Series: Thaw, part 2\n'))
    await shelf.run()
    await db.updateTable('series').set({ title: 'The Thaw' }).execute()
    const snow = db.selectFrom('work').select('id').where('title', '=', 'Snow')
    await db.deleteFrom('series_entry').where('work_id', '=', snow).execute()
    shelf.put('3.txt', textOf('Rain', 'Tove', chapter(6), 'Series: Thaw, part 3\n'))
    await db.updateTable('work').set({ made_from: 'an earlier intake' }).execute()
    await shelf.run()
    expect(await seriesDrawn()).toEqual(['The Thaw by Tove: Ice, Rain'])
  })

  test('takes a work out of a series that its source no longer states', async () => {
    shelf.put('1.txt', textOf('Snow', 'Tove', chapter(8), 'Series: Thaw, part 1\n'))
    await shelf.run()
    shelf.put('1.txt', textOf('Snow', 'Tove', `${chapter(8)}\n\nShe went home.`, 'Series: Ice\n'))
    await shelf.run()
    expect(await seriesDrawn()).toEqual(['Ice by Tove: Snow'])
  })

  test('reads a post that was sent again as revised, and keeps the first beside it', async () => {
    shelf.put('a.eml', postAs('NEW', 5))
    shelf.put('b.eml', postAs('REVISED', 6))
    await shelf.run({ only: ['b.eml'] })
    await shelf.run({ only: ['a.eml'] })
    expect(await drawn()).toEqual(['Lanterns: a.eml (other-version), b.eml'])
    const [work] = await shelf.works()
    expect(work?.chapters[0]?.versions.at(-1)?.html).toContain('bridge 56000')
  })

  test('suggests a series of a story and its sequel, whichever came first, unless two have its title', async () => {
    shelf.put('1.txt', textOf('Snow', 'Tove', chapter(8), 'Sequel to: Ice\n'))
    await shelf.run()
    expect(await questions()).toEqual([])
    shelf.put('2.txt', textOf('Ice', 'Tove', chapter(7)))
    shelf.put('3.txt', textOf('Ice', 'Ilse', chapter(6)))
    await shelf.run()
    await shelf.run()
    expect(await questions()).toEqual(['Snow: maybe-field Ice'])
    expect(await seriesDrawn()).toEqual([])
  })

  test('asks whether two names are one person, and neither stores nor says an address', async () => {
    shelf.put('1.eml', postBy('Tove', 'quay@harbour.example', 1))
    shelf.put('2.eml', postBy('Wren', 'quay@harbour.example', 2))
    shelf.put('3.eml', postBy('Ilse', 'ilse@harbour.example', 3))
    shelf.put('4.txt', textOf('Lantern 4', 'Maren Vale', chapter(4)))
    shelf.put('5.txt', textOf('Lantern 5', 'maren_vale', chapter(5)))
    await shelf.run()
    await shelf.run()
    const rows = await db
      .selectFrom('finding')
      .select(['field', 'value', 'why'])
      .where('code', '=', 'same-person')
      .execute()
    expect(rows.map(({ field, value }) => `${field}: ${value}`).toSorted()).toEqual([
      'address: Tove · Wren',
      'spelling: Maren Vale · maren_vale',
    ])
    expect(await db.selectFrom('pen_name').select('name').where('is_claimable', '=', true).execute()).toHaveLength(5)
    expect(JSON.stringify([await shelf.works(), rows])).not.toContain('harbour.example')
  })

  test('puts what only one part says at its chapter, and what all say at the work', async () => {
    for (const n of [1, 2]) shelf.put(`${n}.txt`, partWithNotes(n))
    await shelf.run()
    const rows = await db.selectFrom('chapter').select('notes_before').orderBy('position').execute()
    expect(rows.map((row) => row.notes_before)).toEqual(['<p>Part 1 is for Wren.</p>', '<p>Part 2 is for Wren.</p>'])
    const work = await db.selectFrom('work').select(['notes_before', 'disclaimer']).executeTakeFirstOrThrow()
    expect(work).toEqual({ notes_before: null, disclaimer: 'Not mine.' })
  })

  test('comes to the same catalogue by every way', { timeout: 60_000 }, async () => {
    const files: Readonly<Record<string, string | Uint8Array>> = {
      'lanterns.epub': BOOK,
      'whole.txt': textOf('Lanterns', 'Tove', [1, 2, 3].map((n) => chapter(n)).join('\n\n')),
      'c/ch02.txt': `Chapter 2\n\n${chapter(2)}\n`,
      'c/ch04.txt': textOf('Lanterns (4/4)', 'Tove', chapter(4)),
      'again.txt': textOf(
        'Lanterns, again',
        'Tove',
        `${chapter(1)}\n\n${chapter(2)}\n\n${chapter(6)}`,
        'Series: Thaw, part 3\n',
      ),
      'h1.txt': story('Harbour (1/2)', 1),
      'h2.txt': story('Harbour (2/2)', 2),
      'h2b.txt': story('Harbour (2/2)', 2, { rest: 'She stayed.' }),
      'zine.txt': textOf('Tern', 'Several', `${prose(1)}\n\n${chapter(9)}\n\n${prose(2)}`),
    }
    const names = Object.keys(files)
    const importBy = async (steps: readonly (readonly string[])[]): Promise<readonly string[]> => {
      const { db: own } = await open()
      using fresh = await openShelf(own)
      for (const name of names) fresh.put(name, files[name] ?? '')
      for (const only of steps) if (only.length > 0) await fresh.run({ only })
      return (await fresh.catalogue()).flatMap(shown)
    }
    const expected = await importBy([names])
    const way = fc.tuple(
      fc.shuffledSubarray(names, { minLength: names.length }),
      fc.array(fc.nat({ max: names.length }), { maxLength: 3 }),
    )
    await fc.assert(
      fc.asyncProperty(way, async ([order, cuts]) => {
        const ends = [0, ...cuts.toSorted((a, b) => a - b), names.length]
        const steps = ends.slice(1).map((end, i) => order.slice(ends[i], end))
        expect(await importBy(steps)).toEqual(expected)
      }),
      { numRuns: engine === 'sqlite' ? 6 : 2 },
    )
  })
})
