/**
 * Catalogues as programs that read e-books see them: strictly by the specifications on both engines, and through the
 * parser of such a program in the browser it is made for.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWeb } from '../src/app/web.ts'
import { type Database, type Db, openDatabase } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { readXml } from '../src/publish/testing/read-xml.ts'
import { NO_INDEXES } from '../src/search/indexes.ts'
import { HARBOUR, plantHarbour } from './harbour.ts'
import { brokenInFeed1, brokenInFeed2, brokenInPublication } from './opds-rules.ts'
import { plantBatch, plantWork } from './seed.ts'
import { idOf } from './seed-tags.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const URL_HERE = 'https://archive.test'
const FANDOM = `tags/${idOf(`fandom ${HARBOUR}`)}`

/** What a catalogue must bring over unchanged: marks of both formats, other scripts, names with commas. */
const STRANGE = {
  title: '<b>Salt &amp; "Tar"</b> ]]> \\u0041 🕯️ קפיץ',
  by: ['O’Marrow, Jr. <&>', 'Пелл'],
  summary: 'One line.\n\nAnother & a <third>; {?query} {searchTerms}.',
  tag: 'Fog/Bells & "Oil" <3',
}
/** More works than one page of a catalogue holds. */
const MANY = Array.from({ length: 31 }, (_, i) => `Watch number ${String(i + 1).padStart(2, '0')}`)

async function plantCatalogue(db: Db): Promise<void> {
  await plantHarbour(db)
  const batch = await plantBatch(db, 'ba7c000009')
  await plantWork(db, batch, {
    title: STRANGE.title,
    by: STRANGE.by,
    summary: STRANGE.summary,
    tags: [
      ['fandom', HARBOUR],
      ['additional', STRANGE.tag],
    ],
    rating: 'mature',
    posted: '2005-06-07',
    language: 'cy',
    chapters: [{ html: '<p id="b1">Tar.</p>' }],
  })
  await plantWork(db, batch, { title: ' ', by: [], chapters: [{ html: '<p id="b1">No title.</p>' }] })
  for (const title of MANY) {
    await plantWork(db, batch, { title, by: ['Bell Ringer'], tags: [['fandom', 'Many Bells']], language: 'en' })
  }
}

async function openSite(db: Db): Promise<(url: string) => Promise<Response>> {
  const web = await createWeb({
    db,
    indexes: NO_INDEXES,
    config: { url: URL_HERE, archivistKey: null },
    onFault: (fault) => {
      throw fault
    },
  })
  return async (url) => web.request(url.startsWith(URL_HERE) ? url.slice(URL_HERE.length) : url)
}

/** Lists of every kind: whole, narrowed, turned, empty, not understood, on their last page. */
const LISTS = [
  'works',
  'works?q=fandom:glass+rating:teen+-tag:fog',
  'works?q=sort:title&page=last',
  'works?q=nothing+is+called+so',
  'works?q=%22%3C%26%00%ED%A0%80+OR+(ratng:',
  'works?language=he',
  FANDOM,
  `${FANDOM}?q=rating:teen`,
  `people/${idOf('pen name Ada Quill')}`,
  `series/${idOf('series Harbour Lights')}`,
]

describeOnBothEngines('a catalogue', (open) => {
  let ask: (url: string) => Promise<Response>

  beforeAll(async () => {
    const { db } = await open()
    await plantCatalogue(db)
    ask = await openSite(db)
  })

  test.for(['', ...LISTS])('is OPDS 1.2 and Atom to the letter: %s', async (list) => {
    const answer = await ask(`/opds/1.2${list === '' ? '' : `/${list}`}`)
    const kind = list === '' ? 'navigation' : 'acquisition'
    expect(answer.headers.get('content-type')).toBe(
      `application/atom+xml;profile=opds-catalog;kind=${kind};charset=utf-8`,
    )
    expect(brokenInFeed1(readXml(await answer.text()))).toEqual([])
  })

  test.for(['', ...LISTS])('is OPDS 2.0 to the letter: %s', async (list) => {
    const answer = await ask(`/opds/2.0${list === '' ? '' : `/${list}`}`)
    expect(answer.headers.get('content-type')).toMatch(/^application\/opds\+json/)
    const feed = (await answer.json()) as Feed
    expect(brokenInFeed2(feed)).toEqual([])
    for (const { links } of feed.publications ?? []) {
      const self = links.find(({ rel }) => rel === 'self')?.href ?? ''
      const alone = await ask(self)
      expect(alone.headers.get('content-type')).toMatch(/^application\/opds-publication\+json/)
      expect(brokenInPublication(await alone.json())).toEqual([])
    }
  })

  test('is measured by tables that see what is wrong', async () => {
    const xml = await (await ask(`/opds/1.2/${FANDOM}`)).text()
    for (const [from, to] of BREAKS_1) {
      expect(xml).toMatch(from)
      expect([to, brokenInFeed1(readXml(xml.replace(from, to)))]).not.toEqual([to, []])
    }
    const json = await (await ask(`/opds/2.0/${FANDOM}`)).text()
    for (const [from, to] of BREAKS_2) {
      expect(json).toMatch(from)
      expect([to, brokenInFeed2(JSON.parse(json.replace(from, to)))]).not.toEqual([to, []])
    }
  })

  test('leads only to what is there', async () => {
    for (const path of ['/opds/2.0', `/opds/2.0/${FANDOM}`, '/opds/2.0/works?q=sort:title&page=last']) {
      const feed = (await (await ask(path)).json()) as Feed
      const { links, navigation = [], facets = [], publications = [] } = feed
      const all = [
        ...links,
        ...navigation,
        ...facets.flatMap((facet) => facet.links),
        ...publications.flatMap((publication) => [...publication.links, ...publication.images]),
      ]
      for (const { href, type, templated } of all) {
        const answer = await ask(templated === true ? href.replace('{?query}', '?query=fog') : href)
        expect([href, answer.status]).toEqual([href, 200])
        expect(answer.headers.get('content-type')).toContain(type?.split(';', 1)[0])
      }
    }
  })
})

/** What would make a catalogue wrong, once each. */
const BREAKS_1: readonly (readonly [from: RegExp, to: string])[] = [
  [/<id>[^<]*<\/id>/, ''],
  [/<updated>[^<]*<\/updated>/, '<updated>2026-11-20</updated>'],
  [/<author>.*<\/author>\n/, '<author><name> </name></author>'],
  [/rel="start"/, 'rel="begin"'],
  [/rel="self"/, 'rel="start"'],
  [/ thr:count="\d+"/, ' thr:count="some"'],
  [/ term="/, ' name="'],
  [/dc:issued>/g, 'dc:date>'],
  [/rel="http:\/\/opds-spec.org\/acquisition[^"]*"/g, 'rel="related"'],
]
const BREAKS_2: readonly (readonly [from: RegExp, to: string])[] = [
  [/"metadata":\{"title":"[^"]*",/, '"metadata":{'],
  [/\{\?query\}/, '{?q}'],
  [/"numberOfItems":\d+/g, '"numberOfItems":"3"'],
  [/"images":\[[^\]]*\]/, '"images":[]'],
  [/"rel":"self"/g, '"rel":"start"'],
  [/"publications":\[.*\]/, '"publications":[]'],
  [/"identifier":"urn:/, '"identifier":"a work '],
  [/"published":"(\d{4})-/, '"published":"$1"," ":"'],
  [/"type":"application\/epub\+zip"/, '"type":1'],
  [/"subject":/, '"subjects":'],
]

/** As the parser gives both versions: in the words of OPDS 2.0. */
interface Feed {
  readonly metadata: { readonly title: string }
  readonly links: readonly Link[]
  readonly navigation?: readonly (Link & { readonly title: string })[]
  readonly facets?: readonly { readonly metadata: { readonly title: string }; readonly links: readonly Link[] }[]
  readonly publications?: readonly {
    readonly metadata: {
      readonly title: string
      readonly identifier: string
      readonly author: readonly { readonly name: string }[]
      readonly language?: string
      readonly published?: string
      readonly description?: string
      /** The summary, where the parser keeps it under a symbol. */
      readonly content?: string
      readonly subject?: readonly { readonly name: string; readonly scheme: string }[]
    }
    readonly links: readonly Link[]
    readonly images: readonly Link[]
  }[]
}
interface Link {
  readonly rel?: string | readonly string[]
  readonly href: string
  readonly type?: string
  readonly title?: string
  readonly templated?: boolean
  readonly properties?: { readonly numberOfItems?: number | string }
}

describe.runIf(CHROMIUM !== undefined)(
  `a catalogue in a reader's program${CHROMIUM === undefined ? ' (skipped: no Chromium on this machine)' : ''}`,
  () => {
    let browser: Browser
    let database: Database
    let dataDirectory: string
    let page: Page

    // The same bytes on both engines, so one run of a browser is enough.
    beforeAll(async () => {
      dataDirectory = await mkdtemp(join(tmpdir(), 'ficarium-opds-'))
      database = await openDatabase({ dataDirectory, databaseUrl: null })
      await plantCatalogue(database.db)
      browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] })
      page = await readerPage(browser, await openSite(database.db))
    })
    afterAll(async () => {
      await browser?.close()
      await database?.[Symbol.asyncDispose]()
      await rm(dataDirectory, { recursive: true, force: true })
    })

    test.for(['1.2', '2.0'] as const)('begins at the door and finds every work by its links (%s)', async (version) => {
      const door = await readFeed(page, `${URL_HERE}/opds/${version}`)
      expect(door.metadata.title).toBe('The Lantern Room')
      expect(door.navigation?.map(({ title }) => title)).toEqual(['Last updated', 'By title', 'Longest', 'Complete'])
      const byTitle = door.navigation?.find(({ title }) => title === 'By title')
      const titles: string[] = []
      for (let at = byTitle?.href; at !== undefined; ) {
        const feed = await readFeed(page, at)
        titles.push(...(feed.publications ?? []).map(({ metadata }) => metadata.title))
        at = linkOf(feed.links, 'next')?.href
      }
      expect(titles).toHaveLength(new Set(titles).size)
      expect(titles.toSorted()).toEqual([...MANY, ...OTHERS].toSorted())
      expect(titles.filter((title) => MANY.includes(title))).toEqual(MANY)
    })

    test.for(['1.2', '2.0'] as const)('reads a work as it was put in (%s)', async (version) => {
      const feed = await readFeed(page, `${URL_HERE}/opds/${version}/${FANDOM}?q=rating:mature`)
      expect(feed.metadata.title).toBe(`${HARBOUR} – rating:mature – The Lantern Room`)
      const [work, ...more] = feed.publications ?? []
      expect(more).toEqual([])
      const { metadata, links = [], images = [] } = work ?? {}
      expect(metadata).toMatchObject({
        title: STRANGE.title,
        identifier: `urn:ficarium:${idOf(`work ${STRANGE.title}`)}`,
        language: 'cy',
        published: '2005-06-07',
      })
      expect(metadata?.author.map(({ name }) => name)).toEqual(STRANGE.by)
      expect(metadata?.description ?? metadata?.content).toBe(STRANGE.summary)
      expect(metadata?.subject?.map(({ name, scheme }) => [name, scheme])).toEqual([
        [HARBOUR, 'urn:ficarium:tag:fandom'],
        [STRANGE.tag, 'urn:ficarium:tag:additional'],
      ])
      const files = links.filter(({ rel }) => [rel].flat().join(' ').startsWith('http://opds-spec.org/acquisition'))
      expect(files.map(({ type, title }) => [type, title])).toEqual([
        ['application/epub+zip', 'EPUB'],
        ['text/html', 'One page'],
        ['text/plain', 'Plain text'],
        ['text/markdown', 'Markdown'],
      ])
      expect(images[0]?.type).toBe('image/png')
    })

    test.for(['1.2', '2.0'] as const)(
      'narrows by facets that keep their word, and back again (%s)',
      async (version) => {
        const whole = await readFeed(page, `${URL_HERE}/opds/${version}/${FANDOM}`)
        const ratings = whole.facets?.find(({ metadata }) => metadata.title === 'Rating')?.links
        expect(
          Object.fromEntries(ratings?.map(({ title, properties }) => [title, Number(properties?.numberOfItems)]) ?? []),
        ).toEqual({ Explicit: 1, 'General audiences': 1, Mature: 1, 'Teen and up': 1 })
        for (const facet of (whole.facets ?? []).flatMap(({ links }) => links)) {
          const narrowed = await readFeed(page, facet.href)
          expect([facet.title, narrowed.publications?.length ?? 0]).toEqual([
            facet.title,
            Number(facet.properties?.numberOfItems),
          ])
          const on = narrowed.facets?.flatMap(({ links }) => links).filter(({ rel }) => [rel].flat().includes('self'))
          expect(on?.map(({ title }) => title)).toEqual([facet.title])
          const back = await readFeed(page, on?.[0]?.href ?? '')
          expect(back.publications?.length).toBe(whole.publications?.length)
        }
      },
    )

    test.for(['1.2', '2.0'] as const)('searches with what the template asks for (%s)', async (version) => {
      for (const [typed, titles] of SEARCHES) {
        const address = await searchAddress(page, `${URL_HERE}/opds/${version}`, typed)
        const found = await readFeed(page, address)
        expect([typed, (found.publications ?? []).map(({ metadata }) => metadata.title).toSorted()]).toEqual([
          typed,
          titles.toSorted(),
        ])
      }
    })
  },
)

const OTHERS = [
  'The Long Watch',
  'What I Did Not Send',
  'Salt, Part 2',
  'קפיץ',
  'Das zweite Uhrwerk',
  'The Oil Keeper',
  'After the Bells',
  STRANGE.title,
  'Untitled',
]

/** In words, in our language, and with what must be escaped in an address. */
const SEARCHES: readonly (readonly [typed: string, titles: readonly string[]])[] = [
  ['uhrwerk', ['Das zweite Uhrwerk']],
  ['fandom:glass -rating:teen -rating:mature', ['What I Did Not Send', 'Salt, Part 2']],
  ['קפיץ', ['קפיץ', STRANGE.title]],
  ['tag:"Fog/Bells & \'Oil\' <3"', [STRANGE.title]],
  ['by:"O’Marrow, Jr. <&>"', [STRANGE.title]],
  ['100% {of} + it?&q=#', []],
]

function linkOf(links: readonly Link[], wanted: string): Link | undefined {
  return links.find(({ rel }) => [rel].flat().includes(wanted))
}

/** A page that finds our site, and the parser, under the address of the site; and nothing else. */
async function readerPage(browser: Browser, ask: (url: string) => Promise<Response>): Promise<Page> {
  const context = await browser.newContext({ bypassCSP: true })
  await context.route('**/*', async (route) => {
    const url = route.request().url()
    const parser = /\/foliate-js\/([a-z-]+\.js)$/.exec(url)?.[1]
    if (parser !== undefined) {
      const body = await readFile(new URL(parser, PARSER), 'utf8')
      return route.fulfill({ contentType: 'text/javascript', body })
    }
    if (!url.startsWith(URL_HERE)) return route.abort()
    const answer = await ask(url)
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    })
  })
  const page = await context.newPage()
  await page.goto(`${URL_HERE}/search/help`)
  return page
}

const PARSER = import.meta.resolve('foliate-js/opds.js')

/** Reads a feed as the program does: XML through its parser, JSON as it is. */
async function readFeed(page: Page, url: string): Promise<Feed> {
  return page.evaluate<Feed>(`(async () => {
    const { getFeed, isOPDSCatalog, SYMBOL } = await import('/foliate-js/opds.js')
    const answer = await fetch(${JSON.stringify(url)})
    if (!answer.ok) throw new Error(answer.status + ' ' + answer.url)
    const type = answer.headers.get('content-type')
    if (!isOPDSCatalog(type)) throw new Error('not a catalogue to the program: ' + type)
    if (type.includes('json')) return answer.json()
    const doc = new DOMParser().parseFromString(await answer.text(), 'application/xml')
    if (doc.querySelector('parsererror')) throw new Error(doc.documentElement.textContent)
    const feed = getFeed(doc)
    for (const { metadata } of feed.publications ?? []) metadata.content = metadata[SYMBOL.CONTENT]?.value
    return JSON.parse(JSON.stringify(feed))
  })()`)
}

/** Where the program goes for words that somebody typed: through the template, or the description of the search. */
async function searchAddress(page: Page, door: string, typed: string): Promise<string> {
  const link = linkOf((await readFeed(page, door)).links, 'search')
  return page.evaluate<string>(`(async () => {
    const { getSearch, getOpenSearch } = await import('/foliate-js/opds.js')
    const link = ${JSON.stringify(link)}, typed = ${JSON.stringify(typed)}
    if (link.templated) {
      const { search, params } = await getSearch(link)
      if (!params.some(({ name }) => name === 'query')) throw new Error('nowhere to put the words')
      return search(new Map([[null, new Map([['query', typed]])]]))
    }
    const text = await (await fetch(link.href)).text()
    const { search, params } = getOpenSearch(new DOMParser().parseFromString(text, 'application/xml'))
    if (!params.some(({ name }) => name === 'searchTerms')) throw new Error('nowhere to put the words')
    return search(new Map([[null, new Map([['searchTerms', typed]])]]))
  })()`)
}
