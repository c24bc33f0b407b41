import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeChange } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { ARCHIVIST, GUEST, VISIBILITIES, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import type { PhraseClause, TextPlace } from '../query/query.ts'
import { type Asker, indexAsker } from './asking.ts'
import scripts from './cases/texts.json' with { type: 'json' }
import { BUDGET, type Budget } from './find.ts'
import { type IndexKeeper, indexKeeper } from './keep.ts'
import { penName, plantText, replaceText } from './testing/plant.ts'
import type { TextPart } from './word-index.ts'

const WHERE = { place: { start: 0, end: 0 } }

function phrase(text: string, where: TextPlace = 'anywhere'): PhraseClause {
  return { kind: 'phrase', text, where, ...WHERE }
}

function word(text: string, where: TextPlace = 'anywhere', isPrefix = false): TextPart {
  return { kind: 'word', text, isPrefix, where, ...WHERE }
}

function near(texts: readonly string[], distance: number): TextPart {
  return { kind: 'near', of: texts.map((text) => phrase(text)), distance, where: 'text', ...WHERE }
}

interface Opened extends Disposable {
  readonly asker: Asker
  readonly keeper: IndexKeeper
  readonly refresh: () => Promise<void>
  readonly find: (part: TextPart, viewer?: Viewer) => Promise<number[]>
}

function openBodies(db: Db, directory: string, budget: Budget = BUDGET): Opened {
  const path = join(directory, 'search.db')
  const asker = indexAsker(db, path, budget)
  const keeper = indexKeeper(db, path)
  return {
    asker,
    keeper,
    async refresh() {
      for (let hasMore = true; hasMore; ) {
        const state = await keeper.step()
        if (state.isToBeSwapped) asker.release()
        hasMore = state.hasMore
      }
    },
    async find(part, viewer = GUEST) {
      const found = await asker.gather(viewer, part, { index: 0, of: 1 })
      const scored = await asker.score(viewer, part)
      if (found === null || scored === null) throw new Error('there is no index')
      expect([...scored.works.keys]).toEqual([...found.works.keys])
      expect(scored.works.scores?.every((score) => score > 0)).toBe(true)
      return [...found.works.keys]
    },
    [Symbol.dispose]() {
      asker[Symbol.dispose]()
      keeper[Symbol.dispose]()
    },
  }
}

function paragraphs(...texts: readonly string[]): string {
  return texts.map((text, i) => `<p id="b${i + 1}">${text}</p>\n`).join('')
}

describeOnBothEngines('the word index', (open) => {
  test('finds words, phrases, beginnings and words near each other', async () => {
    const { db, config } = await open()
    const ring = await plantText(db, {
      chapters: [paragraphs('A ring with a green, garnet stone.', 'She didn’t look.'), paragraphs('Nothing here.')],
    })
    const other = await plantText(db, { chapters: [paragraphs('Green leaves; the garnet was lost. She looked.')] })
    using bodies = openBodies(db, config.dataDirectory)
    await bodies.refresh()
    expect(await bodies.find(word('garnet'))).toEqual([ring, other])
    expect(await bodies.find(phrase('“GREEN garnet”'))).toEqual([ring])
    expect(await bodies.find(phrase('stone she didnt look nothing'))).toEqual([])
    expect(await bodies.find(phrase("stone. She didn't look"))).toEqual([ring])
    expect(await bodies.find(word('garn', 'text', true))).toEqual([ring, other])
    expect(await bodies.find(word('garn'))).toEqual([])
    expect(await bodies.find(near(['green', 'stone'], 1))).toEqual([ring])
    expect(await bodies.find(near(['stone', 'green'], 1))).toEqual([ring])
    expect(await bodies.find(near(['green', 'stone'], 0))).toEqual([])
    expect(await bodies.find(near(['garnet', 'she looked'], 2))).toEqual([other])
  })

  test('looks where it is told to', async () => {
    const { db, config } = await open()
    const long = Array.from({ length: 400 }, (_, i) => `filler${i}`).join(' ')
    const work = await plantText(db, {
      title: 'Titleword',
      summary: 'Summaryword',
      notes: 'Notesword',
      penNames: ['Penword'],
      tags: ['Tagword/Otherword'],
      chapters: [paragraphs(`Firstword ${long} middleword ${long} lastword`)],
    })
    using bodies = openBodies(db, config.dataDirectory)
    await bodies.refresh()
    const places: Record<string, readonly TextPlace[]> = {
      titleword: ['anywhere', 'about', 'title'],
      summaryword: ['anywhere', 'about', 'summary'],
      notesword: ['anywhere', 'about', 'notes'],
      penword: ['anywhere', 'about'],
      otherword: ['anywhere', 'about'],
      firstword: ['anywhere', 'text', 'first'],
      middleword: ['anywhere', 'text'],
      lastword: ['anywhere', 'text', 'last'],
    }
    for (const [text, expected] of Object.entries(places)) {
      const found: string[] = []
      for (const where of ['anywhere', 'about', 'text', 'title', 'summary', 'notes', 'first', 'last'] as const)
        if ((await bodies.find(word(text, where))).includes(work)) found.push(where)
      expect([text, found]).toEqual([text, expected])
    }
  })

  test('lists for each viewer what the catalogue lists, and hidden chapters for the archivist alone', async () => {
    const { db, config } = await open()
    for (const visibility of VISIBILITIES)
      for (const name of ['Sam', 'Max'])
        await plantText(db, { visibility, penNames: [name], chapters: [paragraphs('ring')] })
    const half = await plantText(db, { chapters: [paragraphs('open'), paragraphs('secret')], hidden: [2] })
    using bodies = openBodies(db, config.dataDirectory)
    await bodies.refresh()
    const sam = await penName(db, 'Sam')
    const viewers: Viewer[] = [GUEST, { kind: 'member' }, { kind: 'author-of', penNameIds: [sam] }, ARCHIVIST]
    for (const viewer of viewers) {
      const listed = await db.selectFrom('work').select('id').where(visibleTo(viewer)).orderBy('id').execute()
      const keys = listed.map((row) => row.id).filter((id) => id !== half)
      expect(await bodies.find(word('ring'), viewer)).toEqual(keys)
      expect(await bodies.find(word('secret'), viewer)).toEqual(viewer.kind === 'archivist' ? [half] : [])
      const like = await bodies.asker.like(viewer, 'secrte', 5)
      expect(like?.map((each) => each.word)).toEqual(viewer.kind === 'archivist' ? ['secret'] : [])
      const passages = await bodies.asker.passages(viewer, { works: [half], parts: [word('secret')] })
      expect(passages?.size).toBe(viewer.kind === 'archivist' ? 1 : 0)
    }
  })

  test('follows what changes: texts, visibility, names, chapters and works that go', async () => {
    const { db, config } = await open()
    using bodies = openBodies(db, config.dataDirectory)
    await bodies.refresh()
    const work = await plantText(db, {
      penNames: ['Sam'],
      tags: ['Angst'],
      chapters: [paragraphs('before'), paragraphs('second')],
    })
    await bodies.refresh()
    expect(await bodies.find(word('before'))).toEqual([work])
    await replaceText(db, work, 1, paragraphs('after'))
    await bodies.refresh()
    expect(await bodies.find(word('before'))).toEqual([])
    expect(await bodies.find(word('after'))).toEqual([work])
    await db.updateTable('work').set({ visibility: 'dark' }).where('id', '=', work).execute()
    await db.updateTable('tag').set({ name: 'Sorrow' }).where('name', '=', 'Angst').execute()
    const tag = await db.selectFrom('tag').select('id').where('name', '=', 'Sorrow').executeTakeFirstOrThrow()
    await writeChange(db, { table: 'work', rowId: work, change: 'changed' })
    await writeChange(db, { table: 'tag', rowId: tag.id, change: 'changed' })
    await bodies.refresh()
    expect(await bodies.find(word('after'))).toEqual([])
    expect(await bodies.find(word('sorrow', 'about'), ARCHIVIST)).toEqual([work])
    await db.deleteFrom('chapter').where('work_id', '=', work).where('position', '=', 2).execute()
    await writeChange(db, { table: 'work', rowId: work, change: 'changed' })
    await bodies.refresh()
    expect(await bodies.find(word('second'), ARCHIVIST)).toEqual([])
    await db.deleteFrom('creator').execute()
    await db.deleteFrom('work_tag').execute()
    await db.deleteFrom('work').where('id', '=', work).execute()
    await writeChange(db, { table: 'work', rowId: work, change: 'removed' })
    await bodies.refresh()
    expect(await bodies.find(word('after'), ARCHIVIST)).toEqual([])
    expect(await bodies.find(word('sorrow'), ARCHIVIST)).toEqual([])
  })

  test('answers from the old index while a new one is built beside it', async () => {
    const { db, config } = await open()
    const work = await plantText(db, { chapters: [paragraphs('ring')] })
    using bodies = openBodies(db, config.dataDirectory)
    await bodies.refresh()
    bodies.keeper.rebuild()
    const state = await bodies.keeper.step()
    expect(state.isReady).toBe(true)
    expect(await bodies.find(word('ring'))).toEqual([work])
    const late = await plantText(db, { chapters: [paragraphs('ring')] })
    await bodies.refresh()
    expect(await bodies.find(word('ring'))).toEqual([work, late])
  })

  test('shows the phrase itself, with its chapter and paragraph', async () => {
    const { db, config } = await open()
    const filler = 'Nothing of note was said that evening. '.repeat(20)
    const work = await plantText(db, {
      summary: 'About a door.',
      chapters: [
        paragraphs('Green. Garnet.', filler),
        paragraphs(filler, `${filler}A ring — “green <em>gar</em>net” — lay there. ${filler}`),
      ],
    })
    using bodies = openBodies(db, config.dataDirectory)
    await bodies.refresh()
    const parts = [phrase('green garnet'), word('lay'), word('door')]
    const passages = (await bodies.asker.passages(GUEST, { works: [work], parts }))?.get(work)
    expect(
      passages?.map(({ where, chapter, blockId, parts: shown }) => ({
        where,
        position: chapter?.position,
        blockId,
        shown,
      })),
    ).toEqual([
      { where: 'text', position: 2, blockId: 'b2', shown: 2 },
      { where: 'summary', position: undefined, blockId: null, shown: 1 },
    ])
    const [first] = passages ?? []
    expect(first?.pieces.filter((piece) => piece.isMarked).map((piece) => piece.text)).toEqual(['green garnet', 'lay'])
    expect(first?.hasBefore && first.hasAfter).toBe(true)
    const length = first?.pieces.reduce((sum, piece) => sum + piece.text.length, 0) ?? 0
    expect(length).toBeGreaterThan(150)
    expect(length).toBeLessThan(320)
  })

  test('finds every phrase that stands in a text, in any script and with any apostrophe', async () => {
    const { db, config } = await open()
    const keys: number[] = []
    for (const text of scripts) keys.push(await plantText(db, { chapters: [paragraphs(...text.paragraphs)] }))
    using bodies = openBodies(db, config.dataDirectory)
    await bodies.refresh()
    const drawn = fc.record({
      text: fc.nat(scripts.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.integer({ min: 2, max: 6 }),
      apostrophe: fc.constantFrom("'", '’', 'ʼ'),
    })
    await fc.assert(
      fc.asyncProperty(drawn, async ({ text, at, length, apostrophe }) => {
        const { language, paragraphs: own } = scripts[text] as (typeof scripts)[number]
        const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(own.join(' '))]
        const words = segments.filter((segment) => segment.isWordLike === true)
        const first = Math.floor(at * (words.length - length))
        const [begin, end] = [words[first], words[first + length - 1]]
        if (begin === undefined || end === undefined) throw new Error(`${language} has too few words`)
        const typed = own
          .join(' ')
          .slice(begin.index, end.index + end.segment.length)
          .replaceAll(/['’]/g, apostrophe)
        expect([typed, await bodies.find(phrase(typed, 'text'))]).toEqual([typed, expect.arrayContaining([keys[text]])])
        const shown = await bodies.asker.passages(GUEST, {
          works: [keys[text] as number],
          parts: [phrase(typed, 'text')],
        })
        expect([typed, shown?.get(keys[text] as number)?.[0]?.pieces.some((piece) => piece.isMarked)]).toEqual([
          typed,
          true,
        ])
      }),
      { numRuns: 300 },
    )
  })
})
