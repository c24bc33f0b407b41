/**
 * Every kind of page in every theme, narrow and wide, in a real browser: no violation that axe knows, nothing wider than
 * the window, no script needed.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenIndexes, openIndexes } from '../src/app/open-indexes.ts'
import { type RunningWeb, startWeb } from '../src/app/web.ts'
import { type Database, openDatabase } from '../src/platform/db/database.ts'
import { HARBOUR, type Harbour, plantHarbour } from './harbour.ts'
import { idOf } from './seed-tags.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const THEMES = ['theme-system', 'theme-paper', 'theme-night', 'theme-contrast']
const WIDTHS = [320, 1280]
/** Pages as a visitor names them. */
const PAGES = {
  'the front page': () => '/',
  'the list of works': () => '/works',
  'a narrowed list of works': () => '/works?rating=teen&sort=title',
  'a list with nothing in it': () => '/works?language=tlh',
  'a whole work': ({ watch }: Harbour) => `/works/${watch.publicId}`,
  'a chapter': ({ watch }: Harbour) => `/works/${watch.publicId}/the-long-watch/chapters/2`,
  'a letter': ({ letter }: Harbour) => `/works/${letter.publicId}`,
  'a work with a missing part': ({ second }: Harbour) => `/works/${second.publicId}`,
  'a work from right to left': ({ foreign }: Harbour) => `/works/${foreign.publicId}`,
  'about a copy': ({ watch }: Harbour) => `/works/${watch.publicId}/the-long-watch/about`,
  people: () => '/people',
  'a pen name': () => `/people/${idOf('pen name Ada Quill')}/ada-quill`,
  tags: () => '/tags?kind=character',
  'a fandom': () => `/tags/${idOf(`fandom ${HARBOUR}`)}/the-glass-harbour`,
  'settings of a fandom': () => `/tags/${idOf(`fandom ${HARBOUR}`)}/the-glass-harbour/settings`,
  'what a search found': () => '/search?q=long',
  'a search with words left out, and problems': () =>
    '/search?q=-tag:letters+ratng:teen+character:"Ines+Marow"+fandom:glass+%22green',
  'the door of the search': () => '/search',
  'the form of the search': () => '/search/form?q=lamp',
  'how to ask': () => '/search/help',
  'what is never to be seen': () => '/search/rules',
  'a story half remembered': () =>
    '/search/remember?names=Ines,+Willow&when=2003&scene=%E2%80%9Ccount+the+ships%E2%80%9D+lamp',
  'works narrowed by what is beside them': () => '/works?q=rating:teen+-status:complete',
  'a search that found nothing': () => '/search?q=zzzz',
  'a work of a rescued site': ({ site }: Harbour) => `/works/${site.work.publicId}`,
  'a chapter with notes and reviews': ({ site }: Harbour) => `/works/${site.work.publicId}/the-oil-keeper/chapters/2`,
  'a work that asks first': ({ site }: Harbour) => `/works/${site.marked.publicId}`,
  'about a copy from a rescued site': ({ site }: Harbour) => `/works/${site.work.publicId}/the-oil-keeper/about`,
  'reviews of a work': ({ site }: Harbour) => `/works/${site.work.publicId}/the-oil-keeper/reviews`,
  'works by title, from a letter on': () => '/works?q=sort:title&letter=l',
  'people under a letter': () => '/people?letter=a',
  'the list of series': () => '/series',
  'a series': ({ site }: Harbour) => `/series/${site.series}/harbour-lights`,
  'a series narrowed': ({ site }: Harbour) => `/series/${site.series}/harbour-lights?q=-rating:teen`,
  'reviews of a series': ({ site }: Harbour) => `/series/${site.series}/harbour-lights/reviews`,
  challenges: () => '/challenges',
  'a challenge': ({ site }: Harbour) => `/challenges/${site.challenge}/write-a-storm`,
  'the news': () => '/news',
  'a piece of news': ({ site }: Harbour) => `/news/${site.news}/welcome-aboard`,
  'a person with a profile': ({ site }: Harbour) => `/people/${site.person}/marrow-finch`,
  'a person’s favourites': ({ site }: Harbour) => `/people/${site.person}/marrow-finch/favourites`,
  'a person’s reviews': ({ site }: Harbour) => `/people/${site.person}/marrow-finch/reviews`,
  'rescued sites': () => '/sites',
  'a rescued site': ({ site }: Harbour) => `/sites/${site.id}/the-lantern-shelf`,
  'the report of a rescue': ({ site }: Harbour) => `/sites/${site.id}/the-lantern-shelf/report`,
  'a page that a site had': ({ site }: Harbour) => `/sites/${site.id}/the-lantern-shelf/pages/${site.page}`,
  'works under a word of their site': ({ site }: Harbour) => `/works?was=${site.id}:category:1&site=${site.id}`,
  'where an old link leads': () => '/old-links?url=http://www.shelf.example/fic/viewstory.php%3Fsid=1%26chapter=9',
  'an old link to what is gone': () => '/fic/viewstory.php?sid=4444',
  preferences: () => '/preferences',
  'a batch': ({ batch }: Harbour) => `/batches/${batch}`,
  'what was found in a batch': ({ batch }: Harbour) => `/batches/${batch}?found=refusal.image`,
  'a page that is not there': () => '/nowhere',
  'a key that opens nothing': () => '/archivist?key=wrong',
} satisfies Record<string, (harbour: Harbour) => string>
/** The archivist is not asked. */
const FOR_GUESTS: readonly string[] = ['a work that asks first']

// The pages are the same on both engines, so one run of a browser is enough.
describe.runIf(CHROMIUM !== undefined)(
  `pages in a browser${CHROMIUM === undefined ? ' (skipped: no Chromium on this machine)' : ''}`,
  () => {
    let browser: Browser
    let database: Database
    let search: OpenIndexes
    let dataDirectory: string
    let web: RunningWeb
    let harbour: Harbour
    let axe: string

    beforeAll(async () => {
      dataDirectory = await mkdtemp(join(tmpdir(), 'ficarium-axe-'))
      database = await openDatabase({ dataDirectory, databaseUrl: null })
      const { db } = database
      harbour = await plantHarbour(db)
      search = openIndexes({
        database: { dataDirectory, databaseUrl: null },
        onFault: (fault) => {
          throw fault
        },
      })
      await search.isReady
      web = await startWeb({
        db,
        indexes: search.indexes,
        host: '127.0.0.1',
        port: 0,
        config: { url: 'http://127.0.0.1', archivistKey: 'key' },
      })
      browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] })
      axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    })
    afterAll(async () => {
      await browser?.close()
      await web?.stop()
      await search?.[Symbol.asyncDispose]()
      await database?.[Symbol.asyncDispose]()
      await rm(dataDirectory, { recursive: true, force: true })
    })

    const cases = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })))
    test.for(cases)('read well in $theme at $width pixels', async ({ theme, width }) => {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        // The policy of the site allows no script of the test's either.
        bypassCSP: true,
      })
      const base = `http://127.0.0.1:${web.port}`
      const own = await context.newPage()
      await own.goto(`${base}/archivist?key=key`)
      await context.addCookies([{ name: 'ficarium_reading', value: theme, url: base }])
      const guests = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
      await guests.addCookies([{ name: 'ficarium_reading', value: theme, url: base }])
      const guest = await guests.newPage()
      const wrong: unknown[] = []
      for (const [name, address] of Object.entries(PAGES)) {
        const page = FOR_GUESTS.includes(name) ? guest : own
        await page.goto(base + address(harbour))
        for (const violation of await violationsOf(page, axe)) wrong.push({ page: name, ...violation })
        if (await page.evaluate('document.documentElement.scrollWidth > innerWidth'))
          wrong.push({ page: name, id: 'wider than the window' })
      }
      expect(wrong).toEqual([])
      await context.close()
      await guests.close()
    })

    test('set a line of 45 to 75 characters at every width a reader may choose', async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      const base = `http://127.0.0.1:${web.port}`
      const characters: Record<string, number> = {}
      for (const choice of ['width-narrow', 'width-normal', 'width-wide']) {
        await page.context().addCookies([{ name: 'ficarium_reading', value: choice, url: base }])
        await page.goto(base + PAGES['a letter'](harbour))
        characters[choice] = await page.evaluate<number>(`(() => {
        const p = document.querySelector('.story > p'), range = document.createRange(), text = p.firstChild
        let first = 0, top
        for (let i = 0; i < text.length; i++) { range.setStart(text, i); range.setEnd(text, i + 1)
          const box = range.getBoundingClientRect(); top ??= box.top
          if (box.top > top + 5) { first = i; break } }
        return first || text.length
      })()`)
      }
      expect(Object.values(characters).filter((count) => count < 38 || count > 80)).toEqual([])
      expect(characters['width-normal']).toBeGreaterThanOrEqual(45)
      expect(characters['width-normal']).toBeLessThanOrEqual(75)
      await page.close()
    })

    test('have their colours and their type before a script could run', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false })
      const base = `http://127.0.0.1:${web.port}`
      await context.addCookies([
        { name: 'ficarium_reading', value: 'theme-night.font-hyperlegible.size-largest', url: base },
      ])
      const page = await context.newPage()
      await page.goto(base + PAGES['a letter'](harbour))
      await expect(page.locator('html').getAttribute('class')).resolves.toBe(
        'theme-night font-hyperlegible size-largest',
      )
      await context.close()
    })
  },
)

interface Violation {
  readonly id: string
  readonly where: string
}

async function violationsOf(page: Page, axe: string): Promise<readonly Violation[]> {
  await page.evaluate(axe)
  return page.evaluate<Violation[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => ({ id: v.id, where: n.target.join(' ') + ' ' + (n.any[0]?.message ?? '') }))))`,
  )
}
