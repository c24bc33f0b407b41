/** The site as a visitor meets it, over HTTP: every address, its headers, its forms, its redirects, its files. */
import { StatementSync } from 'node:sqlite'
import { parse } from 'parse5'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { AddressInUse, createWeb, startWeb } from '../src/app/web.ts'
import { handOutKey } from '../src/archive/access/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { CONTENT_SECURITY_POLICY } from '../src/ui/index.ts'
import { HARBOUR, type Harbour, plantHarbour } from './harbour.ts'
import { plantBatch, plantWork } from './seed.ts'
import { idOf } from './seed-tags.ts'

const URL_HERE = 'https://archive.example'

/** Pages, each with the words of its heading. */
const PAGES: readonly (readonly [path: (harbour: Harbour) => string, heading: string])[] = [
  [() => '/', 'The Lantern Room'],
  [() => '/works', 'Works'],
  [() => '/works?status=complete&sort=title', 'Works'],
  [({ watch }) => `/works/${watch.publicId}/the-long-watch`, 'The Long Watch'],
  [({ watch }) => `/works/${watch.publicId}/the-long-watch/chapters/1`, 'The Long Watch'],
  [({ watch }) => `/works/${watch.publicId}/the-long-watch/chapters/3`, 'The Long Watch'],
  [({ foreign }) => `/works/${foreign.publicId}/-`, 'קפיץ'],
  [({ watch }) => `/works/${watch.publicId}/the-long-watch/about`, 'The Long Watch'],
  [() => '/people', 'People'],
  [() => `/people/${idOf('pen name Ada Quill')}/ada-quill`, 'Ada Quill'],
  [() => '/tags', 'Fandoms'],
  [() => `/tags/${idOf(`fandom ${HARBOUR}`)}/the-glass-harbour`, HARBOUR],
  [() => `/tags/${idOf(`fandom ${HARBOUR}`)}/the-glass-harbour/settings`, `${HARBOUR}: when the works are set`],
  [({ site }) => `/works/${site.work.publicId}/the-oil-keeper`, 'The Oil Keeper'],
  [({ site }) => `/works/${site.work.publicId}/the-oil-keeper/chapters/2`, 'The Oil Keeper'],
  [({ site }) => `/works/${site.work.publicId}/the-oil-keeper/about`, 'The Oil Keeper'],
  [({ site }) => `/works/${site.work.publicId}/the-oil-keeper/reviews`, 'The Oil Keeper'],
  [({ site }) => `/works/${site.work.publicId}/the-oil-keeper/reviews?chapter=1`, 'The Oil Keeper'],
  [() => '/series', 'Series'],
  [({ site }) => `/series/${site.series}/harbour-lights`, 'Harbour Lights'],
  [({ site }) => `/series/${site.series}/harbour-lights/reviews`, 'Harbour Lights'],
  [() => '/challenges', 'Challenges'],
  [({ site }) => `/challenges/${site.challenge}/write-a-storm`, 'Write a storm'],
  [() => '/news', 'News'],
  [({ site }) => `/news/${site.news}/welcome-aboard`, 'Welcome aboard'],
  [({ site }) => `/people/${site.person}/marrow-finch`, 'Marrow Finch'],
  [({ site }) => `/people/${site.person}/marrow-finch/favourites`, 'Marrow Finch'],
  [({ site }) => `/people/${site.person}/marrow-finch/reviews`, 'Marrow Finch'],
  [() => '/sites', 'Rescued sites'],
  [({ site }) => `/sites/${site.id}/the-lantern-shelf`, 'The Lantern Shelf'],
  [({ site }) => `/sites/${site.id}/the-lantern-shelf/report`, 'The Lantern Shelf'],
  [({ site }) => `/sites/${site.id}/the-lantern-shelf/pages/${site.page}`, 'Submission Rules'],
  [() => '/old-links?url=shelf.example/fic/viewstory.php%3Fsid=1', 'Old links'],
  [() => '/search', 'Search'],
  [() => '/search?q=watch', 'Search'],
  [() => '/preferences', 'How pages look'],
  [({ batch }) => `/batches/${batch}`, 'What came in'],
  [({ batch }) => `/batches/${batch}?outcome=refused`, 'What came in'],
  [({ batch }) => `/batches/${batch}?found=refusal.image`, 'A picture'],
]

describeOnBothEngines('the site', (open, engine) => {
  let db: Db
  let harbour: Harbour
  let visit: (path: string, init?: RequestInit) => Promise<Response>
  let cookie: string
  const faults: unknown[] = []

  beforeAll(async () => {
    ;({ db } = await open())
    harbour = await plantHarbour(db)
    const web = await createWeb({
      db,
      config: { url: URL_HERE, archivistKey: null },
      onFault: (fault) => faults.push(fault),
    })
    const entry = await web.request(`/archivist?key=${await handOutKey(db)}`)
    cookie = entry.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    visit = async (path, init) => {
      const answer = await web.request(path, init)
      if (faults.length > 0) throw new Error(`${path} broke`, { cause: faults[0] })
      return answer
    }
  })

  describe('every page', () => {
    test.for(PAGES.map(([path, heading], i) => ({ path, heading, i })))(
      '$i has the heading “$heading”, a title, and a label for each control',
      async ({ path, heading }) => {
        const answer = await visit(path(harbour), { headers: { cookie } })
        expect(answer.status).toBe(200)
        const text = await answer.text()
        const page = elementsOf(parse(text))
        expect(page.filter((each) => each.name === 'h1').map(wordsOf)).toEqual([heading])
        expect(page.filter((each) => each.name === 'title').map(wordsOf)[0]).toContain('The Lantern Room')
        expect(unlabelled(page)).toEqual([])
        expect(page.filter((each) => each.name === 'main')).toHaveLength(1)
        const ids = page.flatMap((each) => each.attributes['id'] ?? [])
        expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
        expect(text).not.toMatch(/<script(?![^>]*src="\/assets\/)|\sstyle=|<style|\son[a-z]+="/)
        expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      },
    )

    test('leads only to addresses that are there', async () => {
      const links = new Set<string>()
      for (const [path] of PAGES) {
        const page = elementsOf(parse(await (await visit(path(harbour), { headers: { cookie } })).text()))
        for (const { attributes } of page) {
          const address = attributes['href'] ?? attributes['src']
          if (address?.startsWith('/') === true) links.add(address.split('#', 1)[0] as string)
        }
      }
      expect(links.size).toBeGreaterThan(40)
      const broken: string[] = []
      for (const link of links) if ((await follow(visit, link, cookie)).status !== 200) broken.push(link)
      expect(broken).toEqual([])
    })
  })

  describe('a work', () => {
    test('shows its facts, its gaps and its doubts at their place', async () => {
      const text = await (await visit(`/works/${harbour.watch.publicId}/the-long-watch/chapters/1`)).text()
      for (const words of [
        'Teen and up',
        '“<span dir="auto">PG-13</span>” as written',
        'Chapter 4 is not in this archive',
        '3 of 5',
        'March 2002',
      ]) {
        expect(text).toContain(words)
      }
      expect(text).toMatch(/“How many, then\?”<\/p><p class="doubt"[^>]*>A line may be missing here\./)
      expect(text).toContain('<hr aria-label="scene break" id="b6"/>')
    })

    test('gives each paragraph an id of its own, also whole', async () => {
      const text = await (await visit(`/works/${harbour.watch.publicId}/the-long-watch`)).text()
      expect(text).toContain('<p id="c1-b1">')
      expect(text).toContain('<h3 id="c2-b2">')
    })

    test.for(['', '/wrong-slug', '/THE-LONG-WATCH'])('leads from “%s” to its own address', async (slug) => {
      const answer = await visit(`/works/${harbour.watch.publicId}${slug}`)
      expect([answer.status, answer.headers.get('location')]).toEqual([
        301,
        `/works/${harbour.watch.publicId}/the-long-watch`,
      ])
    })

    test('is not found by a chapter it does not have, or by a number that is none', async () => {
      for (const number of ['0', '4', '01', '1e3', '-1', 'x', '99999999999999999999']) {
        expect((await visit(`/works/${harbour.watch.publicId}/the-long-watch/chapters/${number}`)).status).toBe(404)
      }
    })

    test('tells about its copy: the source, each repair in its place, suggestions, gaps and evidence', async () => {
      const text = await (await visit(`/works/${harbour.watch.publicId}/the-long-watch/about`)).text()
      expect(text).toContain(
        '<del>ì</del><ins>“</ins>You said you<del>í</del><ins>’</ins>d count the ships,<del>î</del><ins>”</ins> said Jonah.',
      )
      expect(text).toContain(`/sources/${harbour.watch.sha256}`)
      expect(text).toContain('The dialogue asks a question here that nobody answers.')
      expect(text).toContain('by marsh lantern')
      expect(text).toContain('5 to 7')
    })

    test.for([
      ['epub', 'application/epub+zip'],
      ['html', 'text/html; charset=utf-8'],
      ['txt', 'text/plain; charset=utf-8'],
      ['md', 'text/markdown; charset=utf-8'],
    ] as const)('can be taken along as %s, the same bytes each time', async ([ending, type]) => {
      const path = `/works/${harbour.watch.publicId}/the-long-watch/download.${ending}`
      const [one, two] = [await visit(path), await visit(path)]
      expect(one.headers.get('content-type')).toBe(type)
      expect(one.headers.get('content-disposition')).toContain(`filename="the-long-watch.${ending}"`)
      const bytes = Buffer.from(await one.arrayBuffer())
      expect(bytes.length).toBeGreaterThan(500)
      expect(bytes.equals(Buffer.from(await two.arrayBuffer()))).toBe(true)
    })

    test('has no form that nobody writes', async () => {
      expect((await visit(`/works/${harbour.watch.publicId}/the-long-watch/download.exe`)).status).toBe(404)
      expect((await visit(`/works/${harbour.watch.publicId}/the-long-watch/download.constructor`)).status).toBe(404)
    })
  })

  describe('the list of works', () => {
    test('narrows by everything it offers, and says how many are left', async () => {
      const cases = [
        [`fandom=${idOf(`fandom ${HARBOUR}`)}`, 3],
        [`relationship=${idOf('relationship Ines Marrow/Jonah Vane')}`, 1],
        [`tag=${idOf('character Ines Marrow')}`, 2],
        [`by=${idOf('pen name Tidewright')}`, 1],
        ['setting=glass:s1', 1],
        ['setting=glass:s1e02', 1],
        ['rating=general', 3],
        ['status=complete', 3],
        [`site=${idOf('site The Lantern Shelf')}`, 2],
        [`was=${idOf('site The Lantern Shelf')}:category:1`, 1],
        [`was=${idOf('site The Lantern Shelf')}:class:9&site=${idOf('site The Lantern Shelf')}`, 1],
        [`was=${idOf('site The Lantern Shelf')}:class:10`, 0],
        ['language=de', 1],
        [`fandom=${idOf(`fandom ${HARBOUR}`)}&rating=general&tag=${idOf('character Ines Marrow')}`, 1],
        [`fandom=${idOf(`fandom ${HARBOUR}`)}&language=de`, 0],
        ['fandom=0000000000', 0],
        ['setting=nowhere:never', 0],
      ] as const
      for (const [query, count] of cases) {
        const text = await (await visit(`/works?${query}`)).text()
        const total = `<p class="quiet">${count === 1 ? '1 work' : `${count} works`}</p>`
        const shown = text.match(/class="blurb"/g)?.length ?? 0
        expect({ query, shown, says: text.includes(total) }).toEqual({ query, shown: count, says: true })
      }
    })

    test('leaves out what it cannot read', async () => {
      const text = await (
        await visit('/works?rating=purple&sort=sideways&fandom=%3Cscript%3E&after=zzzzzzzzzz&language=%22')
      ).text()
      expect(text.match(/class="blurb"/g)).toHaveLength(7)
      expect(text).not.toContain('<script>')
    })
  })

  test('the list of works can be walked from end to end and back, in every order', async () => {
    const { db: ours } = await open()
    const batch = await plantBatch(ours)
    for (let i = 0; i < 45; i++) {
      await plantWork(ours, batch, {
        title: `Night ${i % 30}${i >= 30 ? ' again' : ''}`,
        posted: i % 4 === 0 ? null : String(1990 + (i % 20)),
        tags: [['fandom', 'Nights']],
      })
    }
    const web = await createWeb({ db: ours, config: { url: URL_HERE, archivistKey: null } })
    for (const query of [
      '',
      'sort=posted',
      'sort=title',
      'sort=words',
      `fandom=${idOf('fandom Nights')}`,
      `fandom=${idOf('fandom Nights')}&sort=title`,
    ]) {
      const there = await walk(web, `/works?${query}`, 'next')
      expect([query, there.titles.length, new Set(there.titles).size]).toEqual([query, 45, 45])
      const back = await walk(web, there.last, 'prev')
      expect(back.titles.length).toBe(45)
      expect(back.pages.toReversed()).toEqual(there.pages)
    }
  })

  describe('the search box', () => {
    test.for([
      ['long wat', 'The Long Watch'],
      ['WATCH', 'The Long Watch'],
      ['uhrwerk', 'Das zweite Uhrwerk'],
      ['ada', 'Ada Quill'],
      ['marrow/jonah', 'Ines Marrow/Jonah Vane'],
      ['קפ', 'קפיץ'],
    ] as const)('finds by “%s”', async ([question, name]) => {
      expect(await (await visit(`/search?q=${encodeURIComponent(question)}`)).text()).toContain(`>${name}<`)
    })

    test('says so when nothing is called that, with what was typed and nothing it could do', async () => {
      const text = await (await visit(`/search?q=${encodeURIComponent('<b>"%_\\')}`)).text()
      expect(text).toContain('Nothing here is called')
      expect(text).toContain('value="&lt;b&gt;&quot;%_\\"')
    })
  })

  describe('preferences', () => {
    test('are kept in a cookie, and lead back to where one was', async () => {
      const answer = await send(visit, { theme: 'theme-night', size: 'size-large', return: '/works?rating=teen' })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/works?rating=teen'])
      const kept = answer.headers.get('set-cookie') ?? ''
      expect(kept).toMatch(/^ficarium_reading=theme-night\.size-large; .*HttpOnly.*Secure/)
      const page = await (await visit('/works', { headers: { cookie: kept.split(';', 1)[0] as string } })).text()
      expect(page).toContain('<html lang="en" class="theme-night size-large">')
    })

    test.for([
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/ok\r\nSet-Cookie: a=b',
      '',
    ])('never lead to “%s”', async (address) => {
      expect((await send(visit, { theme: 'theme-night', return: address })).headers.get('location')).toBe('/')
    })

    test('are not set by a form of another site', async () => {
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.example', host: 'archive.example' },
        { origin: 'null', host: 'archive.example' },
      ]) {
        const answer = await send(visit, { theme: 'theme-night' }, headers)
        expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null])
      }
      expect((await send(visit, { theme: 'theme-night' }, { 'sec-fetch-site': 'same-origin' })).status).toBe(303)
      expect(
        (await send(visit, { theme: 'theme-night' }, { origin: 'https://archive.example', host: 'archive.example' }))
          .status,
      ).toBe(303)
    })
  })

  describe('the archivist’s key', () => {
    test('works once, and its cookie is not to be read by scripts or sent from elsewhere', async () => {
      const key = await handOutKey(db)
      const first = await visit(`/archivist?key=${key}`)
      expect(first.headers.get('set-cookie')).toMatch(
        /^ficarium_archivist=\d+\.[\w-]+; .*HttpOnly; SameSite=Lax; Secure$/,
      )
      expect((await visit(`/archivist?key=${key}`)).status).toBe(403)
    })

    test('is stored as a hash', async () => {
      const key = await handOutKey(db)
      const rows = await db.selectFrom('secret').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(key)
    })

    test.for(['', 'x', '1.', '99999999999999.', '99999999999999.AAAA'])(
      'is not made up for by the cookie “%s”',
      async (value) => {
        const answer = await visit(`/batches/${harbour.batch}`, { headers: { cookie: `ficarium_archivist=${value}` } })
        expect(answer.status).toBe(404)
      },
    )
  })

  describe('feeds', () => {
    test.for([() => '/feeds/works.atom', ({ watch }: Harbour) => `/feeds/works/${watch.publicId}.atom`])(
      'have whole addresses, under the archive’s own',
      async (path) => {
        const answer = await visit(path(harbour), { headers: { host: 'evil.example' } })
        expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
        const text = await answer.text()
        expect(text).toContain(`href="${URL_HERE}/works/${harbour.watch.publicId}/the-long-watch`)
        expect(text).not.toContain('evil.example')
      },
    )
  })

  test('files have their hash in their address and stay for ever', async () => {
    const page = await (await visit('/')).text()
    const address = /href="(\/assets\/site\.[0-9a-f]{12}\.css)"/.exec(page)?.[1] ?? ''
    const answer = await visit(address)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect((await visit('/assets/site.000000000000.css')).status).toBe(404)
  })

  test('what breaks is told in plain words, logged once, and with nothing of the inside', async () => {
    const { db: ours } = await open({ changesTables: true })
    const heard: string[] = []
    const web = await createWeb({
      db: ours,
      config: { url: URL_HERE, archivistKey: null },
      onFault: (_, request) => heard.push(request),
    })
    await ours.schema.dropTable('listing').execute()
    const answer = await web.request('/works?q=private')
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).toContain('Something broke here')
    expect(text).not.toMatch(/listing|no such|relation|\.ts/)
    expect(heard).toEqual(['GET /works'])
    expect((await web.request('/livez')).status).toBe(200)
  })

  test.runIf(engine === 'sqlite')('makes few queries for any page', async () => {
    const all = vi.spyOn(StatementSync.prototype, 'all')
    const counts: Record<string, number> = {}
    for (const [path] of PAGES) {
      // As the archivist, since some of the pages are not there for others.
      await visit(path(harbour), { headers: { cookie } })
      all.mockClear()
      await visit(path(harbour), { headers: { cookie } })
      counts[path(harbour)] = all.mock.calls.length
    }
    vi.restoreAllMocks()
    expect(Object.entries(counts).filter(([address, count]) => count > mostQueries(address))).toEqual([])
    expect(Math.max(...Object.values(counts))).toBeGreaterThan(2)
  })
})

describeOnBothEngines('startWeb', (open) => {
  test('says that a port is taken, and lets go of one when it stops', async () => {
    const { db } = await open()
    const config = { url: URL_HERE, archivistKey: null }
    const first = await startWeb({ db, config, host: '127.0.0.1', port: 0 })
    await expect(startWeb({ db, config, host: '127.0.0.1', port: first.port })).rejects.toThrow(AddressInUse)
    expect(await (await fetch(`http://127.0.0.1:${first.port}/livez`)).text()).toBe('alive\n')
    await first.stop()
    const second = await startWeb({ db, config, host: '127.0.0.1', port: first.port })
    expect(second.port).toBe(first.port)
    await second.stop()
  })

  test('sends pages in pieces as they are, and of them nothing but the length when only their head is asked for', async () => {
    const { db } = await open()
    const chapters = Array.from({ length: 30 }, (_, i) => ({ html: `<p id="b1">“${i}” – ünd</p>\n<hr id="b2"/>` }))
    const work = await plantWork(db, await plantBatch(db), { title: 'Many', chapters })
    const config = { url: URL_HERE, archivistKey: null }
    const web = await createWeb({ db, config })
    const running = await startWeb({ db, config, host: '127.0.0.1', port: 0 })
    for (const path of [`/works/${work.publicId}/many`, `/works/${work.publicId}/many/chapters/7`]) {
      const expected = await (await web.request(path)).text()
      const size = String(Buffer.byteLength(expected))
      const address = `http://127.0.0.1:${running.port}${path}`
      for (const { method, body } of [
        { method: 'GET', body: expected },
        { method: 'HEAD', body: '' },
        { method: 'GET', body: expected },
      ]) {
        const answer = await fetch(address, { method })
        expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([200, CONTENT_SECURITY_POLICY])
        expect(await answer.text()).toBe(body)
        expect(answer.headers.get('content-length')).toBe(size)
      }
    }
    await running.stop()
  })
})

/** Titles of all pages from one on, following a link in the head. */
async function walk(web: Awaited<ReturnType<typeof createWeb>>, first: string, rel: 'next' | 'prev') {
  const pages: string[][] = []
  let last = first
  for (let address: string | undefined = first; address !== undefined && pages.length < 20; ) {
    last = address
    const page = elementsOf(parse(await (await web.request(address)).text()))
    pages.push(
      page
        .filter((each) => each.name === 'article')
        .map((each) => each.attributes['class'] ?? '')
        .map((_, i) => wordsOf(page.filter((each) => each.name === 'h2')[i] as Element)),
    )
    address = page.find((each) => each.name === 'link' && each.attributes['rel'] === rel)?.attributes['href']
  }
  return { pages, last, titles: pages.flat() }
}

/** Links in rescued texts go by the addresses of their old site; chance leads to some work. */
async function follow(
  visit: (path: string, init?: RequestInit) => Promise<Response>,
  link: string,
  cookie: string,
): Promise<Response> {
  const answer = await visit(link, { headers: { cookie } })
  const isOld = /^\/sites\/[^/]+\/old\//.test(link) && answer.status === 301
  const isAny = link === '/random' && answer.status === 303
  return isOld || isAny ? visit(answer.headers.get('location') ?? '', { headers: { cookie } }) : answer
}

function send(
  visit: (path: string, init?: RequestInit) => Promise<Response>,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return visit('/preferences', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })
}

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly node: unknown
}

interface Node {
  readonly nodeName: string
  readonly value?: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

function elementsOf(node: unknown): Element[] {
  const { nodeName, attrs = [], childNodes = [] } = node as Node
  const own = { name: nodeName, attributes: Object.fromEntries(attrs.map(({ name, value }) => [name, value])), node }
  return [own, ...childNodes.flatMap(elementsOf)]
}

function wordsOf(element: { readonly node: unknown }): string {
  const { value = '', childNodes = [] } = element.node as Node
  return (value + childNodes.map((node) => wordsOf({ node })).join('')).replaceAll(/\s+/g, ' ').trim()
}

/** Controls that no label names. */
function unlabelled(page: readonly Element[]): readonly string[] {
  const named = new Set(page.filter((each) => each.name === 'label').map((each) => each.attributes['for']))
  const wrapped = new Set(
    page.filter((each) => each.name === 'label').flatMap((label) => elementsOf(label.node).map((each) => each.node)),
  )
  return page
    .filter((each) => ['input', 'select', 'textarea'].includes(each.name) && each.attributes['type'] !== 'hidden')
    .filter(
      (each) =>
        !wrapped.has(each.node) && !named.has(each.attributes['id']) && each.attributes['aria-label'] === undefined,
    )
    .map((each) => JSON.stringify(each.attributes))
}

function mostQueries(address: string): number {
  if (address.includes('/chapters/')) return 5
  // A list with all that lists have, and its people, its reviews and the series inside it.
  return /^\/series\/[^/]+\/[^/]+$/.test(address) ? 11 : 8
}
