/** What readers ask of an archive: in the box, by the form, in an address, in a feed; and what they never want to see. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { openIndexes } from '../src/app/open-indexes.ts'
import { createWeb } from '../src/app/web.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { elementsOf, readXml, textOf } from '../src/publish/testing/read-xml.ts'
import { type Indexes, NO_INDEXES } from '../src/search/indexes.ts'
import { EXAMPLES, parseQuery, partsOf, writeClause } from '../src/search/query/index.ts'
import { HARBOUR, plantHarbour } from './harbour.ts'
import { plantBatch, plantWork } from './seed.ts'
import { idOf, plantCanon } from './seed-tags.ts'

const URL_HERE = 'https://archive.test'
type Visit = (path: string, init?: RequestInit) => Promise<Response>

async function openSite(db: Db, indexes: Indexes = NO_INDEXES): Promise<Visit> {
  const web = await createWeb({
    db,
    indexes,
    config: { url: URL_HERE, archivistKey: null },
    onFault: (fault) => {
      throw fault
    },
  })
  return async (path, init) => web.request(path, init)
}

async function read(visit: Visit, path: string, cookie?: string): Promise<string> {
  const answer = await visit(path, cookie === undefined ? {} : { headers: { cookie } })
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}

/** The titles of the list, in its order. */
function titlesIn(text: string): readonly string[] {
  return Array.from(
    text.matchAll(/<article class="blurb"><h[23]><a href="\/works\/[^"]*"[^>]*>([^<]*)<\/a>/g),
    (found) => found[1] as string,
  )
}

/** The cookie that keeps these rules. */
async function hide(visit: Visit, rules: string): Promise<string> {
  const answer = await visit('/search/rules', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ rules }).toString(),
  })
  expect([answer.status, /HttpOnly/.test(answer.headers.get('set-cookie') ?? '')]).toEqual([303, true])
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

/** What a question is made of, in whatever order. */
function piecesOf(text: string): readonly string[] {
  return partsOf(parseQuery(text, '2026-01-01'))
    .map((part) => writeClause(part))
    .toSorted()
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The list with all that stands beside it. */
function shelfIn(text: string): string {
  return /<div class="shelf">[^]*<\/main>/.exec(text)?.[0] ?? ''
}

function search(query: string): string {
  return `/search?q=${encodeURIComponent(query)}`
}

const WATCH = 'The Long Watch'
const LETTER = 'What I Did Not Send'
const SALT = 'Salt, Part 2'

/** Questions, and the works that they find whichever way they are answered. */
const QUESTIONS: readonly (readonly [question: string, titles: readonly string[]])[] = [
  ['fandom:"The Glass Harbour"', [WATCH, LETTER, SALT]],
  ['fandom:glass rating:teen', [WATCH]],
  ['fandom:glass -rating:teen', [LETTER, SALT]],
  ['character:ines -relationship:jonah', [LETTER]],
  ['tag:letters OR by:tidewright', [WATCH, LETTER]],
  ['by:"Ada Quill"', [LETTER]],
  ['by:quill', [LETTER]],
  ['(rating:teen OR rating:general) fandom:harbour', [WATCH, LETTER]],
  ['fandom:harbour words:>100', [WATCH]],
  ['fandom:harbour words:<100', [LETTER, SALT]],
  ['fandom:harbour posted:2001', [LETTER]],
  ['fandom:harbour updated:2003', [WATCH]],
  ['fandom:harbour chapters:3', [WATCH]],
  ['set:s2', [LETTER]],
  ['set:after-1x02', [WATCH, LETTER]],
  ['set:before-s2', [WATCH]],
  ['set:"the night the lamp"', []],
  ['title:watch', [WATCH]],
  ['-fandom:harbour -fandom:clockwork -fandom:oil', []],
  ['character:"Nobody At All"', []],
]

describeOnBothEngines('a search', (open) => {
  let visit: Visit

  beforeAll(async () => {
    const { db } = await open()
    await plantHarbour(db)
    visit = await openSite(db)
  })

  test.for(QUESTIONS)('answers “%s” from the store alone', async ([question, titles]) => {
    expect(titlesIn(await read(visit, search(question))).toSorted()).toEqual(titles.toSorted())
  })

  test.for(EXAMPLES.flatMap(({ examples }) => examples))(
    'runs the example “$query” of the page of help',
    async ({ query }) => {
      const help = new URLSearchParams({ q: query }).toString()
      expect(await read(visit, '/search/help')).toContain(`href="/search?${help}"`)
      const text = await read(visit, search(query))
      expect(text).toContain('class="shelf-list"')
      expect(text).not.toMatch(/was left out|was taken as words|wanted here|ends before it begins/)
    },
  )

  test.for([
    ['ratng:teen', 'rating:teen'],
    ['rating:teeen', 'rating:teen'],
    ['words:>many', null],
    ['"green garnet', '"green garnet"'],
    ['lamp)', 'lamp'],
  ] as const)('points at what is wrong in “%s” and offers what may be meant', async ([typed, corrected]) => {
    const text = await read(visit, search(typed))
    expect(text).toContain('question-notes')
    expect(text).toMatch(/<code dir="auto">[^]*<mark>/)
    if (corrected === null) return
    const links = Array.from(
      text.matchAll(/Try <a href="([^"]*)"/g),
      (found) => found[1]?.replaceAll('&amp;', '&') ?? '',
    )
    const asked = links.map((link) => new URL(link, URL_HERE).searchParams.get('q'))
    expect(asked).toContain(corrected)
    expect(await read(visit, search(corrected))).not.toContain('question-notes')
  })

  test('offers the names that are like a misspelt one, each in its place', async () => {
    const text = await read(visit, search('rating:teen character:"Ines Marow"'))
    expect(text).toContain('No character here is called “<bdi>Ines Marow</bdi>”')
    expect(text).toContain(`/search?q=rating%3Ateen+character%3A%22Ines+Marrow%22`)
    for (const typed of ['tydewright', 'tidewrihgt', 'itdewright', 'bidewright', 'idewright', 'ttidewright']) {
      expect(await read(visit, search(`by:${typed}`)), typed).toContain('>Tidewright</a>')
    }
  })

  test('is written by a form in the same language', async () => {
    const form =
      'character=Ines+Marrow%2C+Jonah&rating=teen&rating=general&from=5,000&without=Angst&sort=title&set=season+2&is=crossover'
    const answer = await visit(`/search/write?${form}`)
    const place = new URL(answer.headers.get('location') ?? '', URL_HERE)
    expect([answer.status, place.pathname, place.searchParams.get('q')]).toEqual([
      303,
      '/search',
      'character:"Ines Marrow" character:Jonah -tag:Angst rating:teen,general is:crossover words:>=5000 set:season-2 sort:title',
    ])
    for (const to of ['//evil.example', '/\\evil', 'https://evil.example/works', '/preferences']) {
      const led = await visit(`/search/write?to=${encodeURIComponent(to)}&title=x`)
      expect(led.headers.get('location')).toBe('/search?q=title%3Ax')
    }
  })

  test.for([
    ['lamp "green garnet" rating:general,teen', ''],
    ['character:"Ines Marrow" character:Jonah -tag:Angst words:1000..5000 updated:>=2003-05-01 set:after-season-1', ''],
    ['title:"long watch" is:crossover is:one-chapter told:first language:de sort:words-asc', ''],
    [
      'by:"Ada Quill" fandom:glass (tag:fog OR tag:"slow burn") posted:2003',
      '(tag:fog OR tag:"slow burn") posted:2003-01-01..2003-12-31',
    ],
    ['title:one title:two -lamp', 'title:two -lamp'],
    ['ratng:teen lamp', 'ratng:teen lamp'],
  ] as const)('is opened by the form with its fields filled: %s', async ([asked, beside]) => {
    const form = await read(visit, `/search/form?${new URLSearchParams({ q: asked }).toString()}`)
    const sent = new URLSearchParams()
    for (const [tag = ''] of form.matchAll(/<input [^>]*>/g)) {
      const [name, value] = [/ name="([^"]*)"/, / value="([^"]*)"/].map((part) => unescaped(part.exec(tag)?.[1] ?? ''))
      if (name === undefined || value === undefined) continue
      if (!tag.includes('type="checkbox"') || / checked/.test(tag)) sent.append(name, value)
    }
    const sort = /<select id="field-sort"[^]*?<option value="([^"]*)" selected/.exec(form)?.[1]
    sent.append('sort', sort ?? '')
    // The box in the head of the page has the same name, and nothing in it.
    const given = sent.getAll('q').filter((each) => each !== '')
    expect(given.at(-1) ?? '').toBe(beside)
    const answer = await visit(`/search/write?${sent.toString()}`)
    const written = new URL(answer.headers.get('location') ?? '', URL_HERE).searchParams.get('q') ?? ''
    expect(piecesOf(written)).toEqual(piecesOf(asked))
    expect(parseQuery(written, '2026-01-01').sorting).toEqual(parseQuery(asked, '2026-01-01').sorting)
  })

  test('narrows by what stands beside the list: with it, without it, and neither again', async () => {
    const text = await read(visit, '/works')
    const links = Array.from(
      text.matchAll(/<a class="(with|leave-out)" href="([^"]*)"[^>]*>.*?<\/a>(?: <span class="count">(\d+)<\/span>)?/g),
      ([, state = '', href = '', count]) => ({ state, href: href.replaceAll('&amp;', '&'), count: Number(count) }),
    )
    expect(links.length).toBeGreaterThan(20)
    const all = 7
    for (const [i, { state, href, count }] of links.entries()) {
      const shown = titlesIn(await read(visit, href)).length
      const own = state === 'with' ? count : all - (links[i - 1]?.count ?? 0)
      expect({ href, shown }).toEqual({ href, shown: own })
    }
    const chosen = await read(visit, links[0]?.href ?? '')
    expect(chosen).toContain('aria-current="true"')
    expect(chosen).toContain('No longer only with')
    expect(chosen).toMatch(/class="chip" href="\/works"/)
  })

  test('lists tags, pen names and old addresses with the same questions', async () => {
    const fandom = `/tags/${idOf(`fandom ${HARBOUR}`)}/the-glass-harbour`
    expect(titlesIn(await read(visit, `${fandom}?q=-rating:teen`)).toSorted()).toEqual([SALT, LETTER].toSorted())
    expect(titlesIn(await read(visit, `/people/${idOf('pen name Ada Quill')}/ada-quill?q=rating:general`))).toEqual([
      LETTER,
    ])
    expect(titlesIn(await read(visit, `/works?fandom=${idOf(`fandom ${HARBOUR}`)}&q=tag:letters`))).toEqual([LETTER])
  })

  describe('what a reader never wants to see', () => {
    test('is left out before lists and facets are counted, said, and shown when asked for', async () => {
      const cookie = await hide(visit, 'tag:letters\n-character death\nrating:explicit fandom:"The Oil Trade"')
      const text = await read(visit, '/works', cookie)
      expect(titlesIn(text)).not.toContain(LETTER)
      expect(titlesIn(text)).not.toContain(WATCH)
      expect(titlesIn(text)).not.toContain('After the Bells')
      expect(titlesIn(text)).toContain(SALT)
      expect(text).toContain('4 works · 3 works hidden by <a href="/search/rules">your rules</a>')
      expect(text).not.toContain('>Lighthouses<')
      const peek = await read(visit, '/works?peek=1', cookie)
      expect(titlesIn(peek)).toHaveLength(7)
      expect(peek).toContain('are off for this page')
      expect(await read(visit, '/search/rules', cookie)).toContain('tag:letters\n-character death')
      expect(titlesIn(await read(visit, '/search/remember?names=Ines', cookie))).toEqual([])
    })

    test('does no harm whatever is in the cookie', async () => {
      for (const value of ['%%%', 'a'.repeat(5000), Buffer.from('\0\u{1f300}"(((').toString('base64url'), '-_-_']) {
        expect(titlesIn(await read(visit, '/works', `ficarium_hide=${value}; ficarium_kept=${value}`)).length).toBe(7)
      }
    })
  })

  test('keeps a question under a name, whose link works for everybody', async () => {
    const answer = await visit('/search/kept', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ q: 'fandom:glass rating:teen', name: 'Fog & salt' }).toString(),
    })
    const link = answer.headers.get('location') ?? ''
    expect([answer.status, link]).toEqual([303, '/search?q=fandom%3Aglass+rating%3Ateen&name=Fog+%26+salt'])
    expect(await read(visit, link)).toContain('<h1>Fog &amp; salt</h1>')
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    expect(await read(visit, '/search', cookie)).toContain('>Fog &amp; salt</a>')
  })

  test.for([
    ['character', 'ines', ['Ines Marrow 2']],
    ['character', 'marrow', ['Ines Marrow 2']],
    ['character', 'inez marow', ['Ines Marrow 2']],
    ['by', 'tide', ['Tidewright 1']],
    ['tag', 'lightouses', ['Lighthouses 1']],
    ['fandom', 'zz', []],
    ['nonsense', '', []],
  ] as const)('completes a %s typed as “%s”', async ([kind, typed, names]) => {
    const found = JSON.parse(await read(visit, `/suggest?kind=${kind}&q=${encodeURIComponent(typed)}`)) as {
      name: string
      works: number
    }[]
    expect(found.map(({ name, works }) => `${name} ${works}`)).toEqual(names)
  })

  test('leads to any one of the works', async () => {
    const answer = await visit('/random?q=fandom:glass+rating:teen')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/works/${idOf(`work ${WATCH}`)}/the-long-watch`,
    ])
    expect((await visit('/random?q=title:nowhere')).status).toBe(404)
  })

  test('ranks what is half remembered by how much of it fits', async () => {
    const text = await read(
      visit,
      '/search/remember?names=Ines,+Tobit&when=around+2001&told=first&fandom=The+Glass+Harbour&long=novel',
    )
    expect(titlesIn(text)[0]).toBe(LETTER)
    expect(text).toContain('class="fits"')
    expect(text).toMatch(/<dt>When<\/dt><dd><span dir="auto">around 2001/)
    expect(text).toMatch(/fits-not"><dt>Length/)
  })

  test('feeds are Atom, with the list that was asked for', async () => {
    for (const path of [
      '/feeds/search.atom?q=fandom:glass',
      `/feeds/tags/${idOf(`fandom ${HARBOUR}`)}.atom`,
      `/feeds/people/${idOf('pen name Ada Quill')}.atom`,
    ]) {
      const feed = readXml(await read(visit, path))
      expect(feed.name).toBe('feed')
      expect(elementsOf(feed, 'entry').length).toBe(path.includes('people') ? 1 : 3)
      expect(elementsOf(feed, 'link').find((link) => link.attributes['rel'] === 'self')?.attributes['href']).toBe(
        URL_HERE + path.replace(':', '%3A'),
      )
    }
  })

  test('a catalogue of OPDS 1.2 has what its schema asks for, with facets, search and pages', async () => {
    const answer = await visit('/opds/1.2/works?q=fandom:glass')
    expect(answer.headers.get('content-type')).toContain('application/atom+xml;profile=opds-catalog;kind=acquisition')
    const feed = readXml(await answer.text())
    for (const each of [feed, ...elementsOf(feed, 'entry')]) {
      for (const name of ['id', 'title', 'updated']) {
        const own = each.children.filter((child) => typeof child !== 'string' && child.name === name)
        expect(own).toHaveLength(1)
      }
    }
    const rels = elementsOf(feed, 'link').map((link) => link.attributes['rel'])
    for (const rel of ['self', 'start', 'search', 'http://opds-spec.org/facet']) expect(rels).toContain(rel)
    for (const entry of elementsOf(feed, 'entry')) {
      const links = elementsOf(entry, 'link')
      expect(links.some(({ attributes }) => attributes['rel']?.startsWith('http://opds-spec.org/acquisition'))).toBe(
        true,
      )
      expect(elementsOf(entry, 'author').length).toBeGreaterThan(0)
    }
    const facet = elementsOf(feed, 'link').find((link) => link.attributes['title'] === 'Teen and up')
    expect(facet?.attributes).toMatchObject({ 'opds:facetGroup': 'Rating', 'thr:count': '1' })
    const narrowed = readXml(await read(visit, (facet?.attributes['href'] ?? '').slice(URL_HERE.length)))
    expect(elementsOf(narrowed, 'entry').map((entry) => textOf(elementsOf(entry, 'title')[0]))).toEqual([WATCH])
    const on = elementsOf(narrowed, 'link').find((link) => link.attributes['opds:activeFacet'] === 'true')
    expect(on?.attributes['title']).toBe('Teen and up')
    const description = readXml(await read(visit, '/opds/search.xml'))
    expect(elementsOf(description, 'Url')[0]?.attributes['template']).toBe(`${URL_HERE}/opds/1.2/works?q={searchTerms}`)
  })

  test('a catalogue of OPDS 2.0 has what its schema asks for', async () => {
    for (const path of ['/opds/2.0', '/opds/2.0/works?q=fandom:glass', `/opds/2.0/tags/${idOf(`fandom ${HARBOUR}`)}`]) {
      const answer = await visit(path)
      expect(answer.headers.get('content-type')).toContain('application/opds+json')
      const feed = (await answer.json()) as Opds2
      expect(typeof feed.metadata.title).toBe('string')
      expect(feed.links.some(({ rel }) => rel === 'self')).toBe(true)
      expect(feed.links.some(({ rel, templated }) => rel === 'search' && templated === true)).toBe(true)
      expect(feed.publications !== undefined || feed.navigation !== undefined).toBe(true)
      for (const publication of feed.publications ?? []) {
        const rels = publication.links.map(({ rel }) => rel)
        expect(rels).toContain('self')
        expect(rels.some((rel) => rel.startsWith('http://opds-spec.org/acquisition'))).toBe(true)
        expect(publication.images.some(({ type }) => type === 'image/png')).toBe(true)
        const self = publication.links.find(({ rel }) => rel === 'self')?.href ?? ''
        expect(JSON.parse(await read(visit, self.slice(URL_HERE.length)))).toEqual(publication)
      }
    }
  })

  test('no question is an error: four kilobytes of anything, anywhere a question may stand', async () => {
    const pieces = fc.constantFrom(
      'fandom:',
      'by:',
      'set:',
      'words:',
      '"',
      '(',
      ')',
      '-',
      'OR',
      'NEAR(',
      ',',
      '*',
      'sort:',
      '||',
      ':',
      '..',
      '\u202e',
      'שלום',
      '👩‍👩‍👧',
      '%',
      "'",
      '\\',
      '\0',
      'after-season-5',
      '9999999999999999999',
      '\ud800',
      'posted:',
      'pov:',
      'told:first',
      'is:',
      ' ',
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 60 }).map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(
        typed,
        fc.constantFrom('/search', '/works', '/feeds/search.atom', '/opds/1.2/works', '/opds/2.0/works', '/random'),
        async (text, path) => {
          const answer = await visit(`${path}?${new URLSearchParams({ q: text }).toString()}`)
          expect([200, 303, 404]).toContain(answer.status)
          if (path.endsWith('1.2/works') || path.endsWith('.atom')) readXml(await answer.text())
        },
      ),
      { numRuns: 60 },
    )
  })

  test.for([
    ['200 exclusions', Array.from({ length: 200 }, (_, i) => `-tag:"Tag ${i}"`).join(' ')],
    ['200 parts of names left out', Array.from({ length: 200 }, (_, i) => `-tag:t${i}`).join(' ')],
    ['a phrase of a thousand words', `"${'so it was '.repeat(400)}"`],
    ['five thousand brackets', '('.repeat(5000)],
    ['a wildcard over everything', '* a* *a'],
    ['right to left', 'קפיץ -שלום by:"אור" ‏‮'],
    ['faces', '👩‍👩‍👧 tag:"🔥" -"🌊🌊"'],
    ['more than may be', 'lamp '.repeat(2000)],
  ] as const)('answers %s with a page', async ([, typed]) => {
    const text = await read(visit, search(typed).slice(0, 40_000))
    expect(text).toContain('class="shelf-list"')
  })
})

interface Opds2 {
  readonly metadata: { readonly title: string }
  readonly links: readonly { readonly rel: string; readonly href: string; readonly templated?: boolean }[]
  readonly navigation?: readonly object[]
  readonly publications?: readonly {
    readonly links: readonly { readonly rel: string; readonly href: string }[]
    readonly images: readonly { readonly type: string }[]
  }[]
}

/** Works by the stretch of the canon that they are set in; a season's own row stands ahead of its episodes. */
const PLACES = {
  'Ahead of season one': ['s1', 'before'],
  'In season one': ['s1', 'during'],
  'In the second episode': ['s1e02', 'during'],
  'On the night the lamp went out': ['fire', 'during'],
  'Behind season one': ['s1', 'after'],
  'Ahead of season two': ['s2', 'before'],
  'In season two': ['s2', 'during'],
  'Behind 2x01': ['s2e01', 'after'],
  'Behind season two': ['s2', 'after'],
  'Behind it all': ['after', 'during'],
} as const
type PlaceName = keyof typeof PLACES
const SEASON_ONE: readonly PlaceName[] = ['In season one', 'In the second episode', 'On the night the lamp went out']
const BETWEEN: readonly PlaceName[] = ['Behind season one', 'Ahead of season two']
const SEASON_TWO: readonly PlaceName[] = ['In season two', 'Behind 2x01']
const BEHIND: readonly PlaceName[] = ['Behind season two', 'Behind it all']

const SETTINGS: readonly (readonly [question: string, titles: readonly PlaceName[]])[] = [
  ['set:before-season-1', ['Ahead of season one']],
  ['set:until-season-1', ['Ahead of season one', ...SEASON_ONE]],
  ['set:season-1', SEASON_ONE],
  ['set:during-s1', SEASON_ONE],
  ['set:from-season-1', [...SEASON_ONE, ...BETWEEN, ...SEASON_TWO, ...BEHIND]],
  ['set:after-season-1', [...BETWEEN, ...SEASON_TWO, ...BEHIND]],
  ['set:before-season-2', ['Ahead of season one', ...SEASON_ONE, ...BETWEEN]],
  ['set:season-2', SEASON_TWO],
  ['set:until-season-2', ['Ahead of season one', ...SEASON_ONE, ...BETWEEN, ...SEASON_TWO]],
  ['set:after-season-2', BEHIND],
  ['set:s1-s2', [...SEASON_ONE, ...BETWEEN, ...SEASON_TWO]],
  ['set:2x02', ['In season two']],
  ['set:after-2x01', ['In season two', 'Behind 2x01', ...BEHIND]],
  ['set:"Season 2"', SEASON_TWO],
]

describeOnBothEngines('what is set in a canon', (open) => {
  let withIndexes: Visit
  let without: Visit

  beforeAll(async () => {
    const { db, config } = await open()
    await plantCanon(db, HARBOUR)
    const batch = await plantBatch(db)
    for (const [title, [point, relation]] of Object.entries(PLACES)) {
      await plantWork(db, batch, { title, tags: [['fandom', HARBOUR]], settings: [[point, title, relation]] })
    }
    const opened = openIndexes({
      database: config,
      onFault: (fault) => {
        throw fault
      },
    })
    await opened.isReady
    withIndexes = await openSite(db, opened.indexes)
    without = await openSite(db)
    return () => opened[Symbol.asyncDispose]()
  }, 60_000)

  test.for(SETTINGS)('is found by “%s”, by the index and by the store', async ([question, titles]) => {
    for (const visit of [withIndexes, without]) {
      expect(titlesIn(await read(visit, search(question))).toSorted()).toEqual(titles.toSorted())
    }
  })
})

describeOnBothEngines('a search with its indexes', (open) => {
  const faults: unknown[] = []
  let withIndexes: Visit
  let without: Visit

  beforeAll(async () => {
    const { db, config } = await open()
    await plantHarbour(db)
    const opened = openIndexes({ database: config, onFault: (fault) => faults.push(fault) })
    await opened.isReady
    withIndexes = await openSite(db, opened.indexes)
    without = await openSite(db)
    return () => opened[Symbol.asyncDispose]()
  }, 60_000)

  test('are opened in the background without a fault', () => {
    expect(faults).toEqual([])
  })

  test.for(QUESTIONS)('answers “%s” as the store does', async ([question, titles]) => {
    expect(titlesIn(await read(withIndexes, search(question))).toSorted()).toEqual(titles.toSorted())
  })

  test('has the same facets, counts and order as the store', async () => {
    for (const path of [
      '/works',
      '/works?sort=title',
      '/works?q=fandom:glass+sort:words',
      '/works?q=-rating:teen+sort:posted',
    ]) {
      expect(shelfIn(await read(withIndexes, path))).toBe(shelfIn(await read(without, path)))
    }
  })

  test('finds the words of the stories, with the passage and the way to it', async () => {
    const text = await read(withIndexes, search('"count the ships"'))
    expect(titlesIn(text)).toEqual([WATCH])
    expect(text).toMatch(/<mark>[^<]*count the ships<\/mark>/)
    expect(text).toContain(`/works/${idOf(`work ${WATCH}`)}/the-long-watch/chapters/1#b`)
  })

  test('keeps the passages of a work that asks a reader’s age to those who said it', async () => {
    const marked = 'After the Bells'
    const words = 'nobody'
    const text = await read(withIndexes, search(`title:bells ${words}`))
    const ofAge = await read(withIndexes, search(`title:bells ${words}`), 'ficarium_reading=marked-show')
    expect([titlesIn(text), titlesIn(ofAge)]).toEqual([[marked], [marked]])
    expect([text.includes('class="passages"'), ofAge.includes('class="passages"')]).toEqual([false, true])
  })

  test('offers more like a work, with what they share', async () => {
    const text = await read(withIndexes, `/works/${idOf(`work ${WATCH}`)}/the-long-watch`)
    expect(text).toContain('More like this')
    expect(text).toMatch(new RegExp(`${LETTER}</a>[^]*Ines Marrow`))
  })

  test('ranks a scene told in other words', async () => {
    const text = await read(
      withIndexes,
      '/search/remember?scene=somebody+counts+ships+in+the+fog+and+a+lamp+is+out&when=2002',
    )
    expect(titlesIn(text)[0]).toBe(WATCH)
  })
})
