/** Lists in an order of their own: by name with letters to enter at, series in their order, and what a reader hides. */
import { beforeAll, expect, test } from 'vitest'
import { openIndexes } from '../src/app/open-indexes.ts'
import { createWeb } from '../src/app/web.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { elementsOf, readXml, textOf } from '../src/publish/testing/read-xml.ts'
import { type Indexes, NO_INDEXES } from '../src/search/indexes.ts'
import { plantBatch, plantWork } from './seed.ts'
import { plantSeries } from './seed-community.ts'
import { idOf } from './seed-tags.ts'

const TITLES = ['12 Lamps', 'Apple', 'Bell', 'Ölwechsel', 'Øre', 'Ωmega', 'Ночь', 'שלום', '夜', '★ Star']
/** In the series in this order, with another series in its place. */
const PARTS = ['Third by Name', 'A First', 'Middle']
const INNER = 'Inner Run'
const ORDER = [PARTS[0], INNER, PARTS[1], PARTS[2]]
const SERIES = `/series/${idOf('series The Run')}/the-run`

type Read = (path: string, cookie?: string) => Promise<string>

async function plant(db: Db): Promise<void> {
  const batch = await plantBatch(db)
  for (const title of TITLES) {
    const tags = [['additional', title]] as const
    await plantWork(db, batch, { title, by: [title], tags, chapters: [{ html: '<p id="b1">Words.</p>' }] })
  }
  const keys: number[] = []
  for (const [i, title] of PARTS.entries()) {
    const rating = i === 1 ? 'teen' : 'general'
    keys.push(
      (await plantWork(db, batch, { title, by: ['Runner'], rating, chapters: [{ html: '<p id="b1">Run.</p>' }] })).id,
    )
  }
  const [first = 0, second = 0, third = 0] = keys
  const inner = await plantSeries(db, INNER, { entries: [{ work: third }] })
  const entries = [{ work: first }, { series: inner.id }, { work: second }, { work: third }]
  await plantSeries(db, 'The Run', { entries })
  const chapters = await db
    .selectFrom('chapter')
    .select(['id', 'work_id'])
    .where('work_id', 'in', [first, second])
    .execute()
  for (const { id, work_id } of chapters) {
    const who = work_id === first ? 'Élodie O’Brien' : 'Tobit'
    const section = { chapter_id: id, position: 0, kind: 'narration', who, rule: 'test', confidence: 1 }
    await db.insertInto('section').values(section).execute()
  }
}

async function openSite(db: Db, indexes: Indexes): Promise<Read> {
  const web = await createWeb({ db, indexes, config: { url: 'https://archive.test', archivistKey: null } })
  return async (path, cookie) => {
    const answer = await web.request(path, cookie === undefined ? {} : { headers: { cookie } })
    expect([path, answer.status]).toEqual([path, 200])
    return answer.text()
  }
}

/** The titles of the list, works and series alike, in its order. */
function titlesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/<article class="blurb"><h2><a [^>]*>([^<]*)<\/a>/g), (found) => found[1] ?? '')
}

function letterLinksIn(text: string): readonly string[] {
  const nav = /<nav class="letters"[^]*?<\/nav>/.exec(text)?.[0] ?? ''
  return Array.from(nav.matchAll(/letter=([a-z0-9]+)"/g), (found) => found[1] ?? '')
}

describeOnBothEngines('a list in an order of its own', (open) => {
  const sites: Read[] = []

  beforeAll(async () => {
    const { db, config } = await open()
    await plant(db)
    const opened = openIndexes({
      database: config,
      onFault: (fault) => {
        throw fault
      },
    })
    await opened.isReady
    sites.push(await openSite(db, NO_INDEXES), await openSite(db, opened.indexes))
    return () => opened[Symbol.asyncDispose]()
  }, 60_000)

  test('by title is entered at any letter, number or script that something begins with', async () => {
    for (const read of sites) {
      const text = await read('/works?q=sort:title')
      expect(letterLinksIn(text).join(' ')).toBe('0 a b f m o t greek cyrillic hebrew others han')
      const all = titlesIn(text)
      expect(all).toHaveLength(TITLES.length + PARTS.length)
      for (const letter of letterLinksIn(text)) {
        const from = titlesIn(await read(`/works?q=sort:title&letter=${letter}`))
        expect([letter, from]).toEqual([letter, all.slice(all.length - from.length)])
      }
      expect(titlesIn(await read('/works?q=sort:title&letter=cyrillic'))).toEqual(['Ночь', 'שלום', '★ Star', '夜'])
      expect(titlesIn(await read('/works?q=sort:title&letter=nothing'))).toEqual(all)
      expect(letterLinksIn(await read('/works'))).toEqual([])
    }
  })

  test.for([
    ['/people', 'hebrew', 'שלום'],
    ['/people', '0', '12 Lamps'],
    ['/people', 'b', 'Bell'],
    ['/tags?kind=additional', 'cyrillic', 'Ночь'],
    ['/tags?kind=additional', 'han', '夜'],
    ['/tags?kind=additional', 'a', 'Apple'],
  ] as const)('of names (%s) has what is under “%s” alone', async ([path, letter, name]) => {
    for (const read of sites) {
      expect(letterLinksIn(await read(path))).toContain(letter)
      const text = await read(`${path}${path.includes('?') ? '&' : '?'}letter=${letter}`)
      const names = Array.from(text.matchAll(/<li><a href="\/(?:people|tags)\/[^>]*>([^<]*)</g), (found) => found[1])
      expect(names).toEqual([name])
    }
  })

  test('of a series keeps its order, its numbers and the series inside it, and can be narrowed and turned', async () => {
    for (const read of sites) {
      const text = await read(SERIES)
      expect(titlesIn(text)).toEqual(ORDER)
      expect(Array.from(text.matchAll(/<li value="(\d)">/g), (found) => found[1])).toEqual(['1', '2', '3', '4'])
      expect(titlesIn(await read(`${SERIES}?q=rating:general`))).toEqual([PARTS[0], PARTS[2]])
      expect(await read(`${SERIES}?q=rating:teen`)).toContain('<li value="3">')
      expect(titlesIn(await read(`${SERIES}?q=sort:title`))).toEqual(PARTS.toSorted())
      const hidden = await read(SERIES, `ficarium_hide=${Buffer.from('rating:teen').toString('base64url')}`)
      expect(titlesIn(hidden)).toEqual([PARTS[0], INNER, PARTS[2]])
      expect(hidden).toContain('1 work hidden by')
    }
  })

  test('gives a reader’s rules to programs that have no cookie', async () => {
    const cookie = `ficarium_hide=${Buffer.from('rating:teen\n-by:bell\ntitle:star OR (apple words:<9)').toString('base64url')}`
    for (const read of sites) {
      const page = await read('/works?q=sort:title', cookie)
      const rules = await read('/search/rules', cookie)
      for (const text of [page, rules]) {
        const address = /(?:hide|address): <a href="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
        const feed = readXml(await read(address))
        const titles = elementsOf(feed, 'entry').map((entry) => textOf(elementsOf(entry, 'title')[0] ?? feed))
        expect(titles.toSorted()).toEqual(titlesIn(page).toSorted())
        expect(titles).not.toContain('A First')
        expect(titles).not.toContain('Apple')
      }
      expect(await read('/works')).not.toContain('your rules hide')
    }
  })

  test('finds works by who tells them, with apostrophes of all kinds', async () => {
    for (const read of sites) {
      expect(titlesIn(await read('/search?q=pov:tobit'))).toEqual([PARTS[1]])
      expect(titlesIn(await read(`/search?${new URLSearchParams({ q: "pov:o'brien" }).toString()}`))).toEqual([
        PARTS[0],
      ])
      expect(titlesIn(await read('/search?q=pov:nobody'))).toEqual([])
    }
    expect(titlesIn((await sites[1]?.('/search?q=pov:elodie')) ?? '')).toEqual([PARTS[0]])
  })
})
