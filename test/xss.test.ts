/**
 * A rescued site whose every value wants to be a program, in a real browser without any policy that would stop one: on
 * no page does anything run, ask another host, or say what a story cannot say.
 *
 * The same values, shown raw by the same browser, do run: so the watch would see it.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningWeb, startWeb } from '../src/app/web.ts'
import type { Cell, MemorySite } from '../src/archive/rescues/testing/memory-site.ts'
import { moveIn } from '../src/archive/rescues/testing/move-in.ts'
import hostile from '../src/intake/values/cases/hostile.json' with { type: 'json' }
import { type Database, openDatabase } from '../src/platform/db/database.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

const VECTORS = (hostile as readonly { readonly in?: string; readonly bytes?: string }[]).map((vector) =>
  vector.in === undefined ? Buffer.from(vector.bytes ?? '', 'hex') : Buffer.from(vector.in),
)
const CHAPTERS_A_WORK = 20
/** So many pages of one kind are enough: each holds many of the values. */
const PAGES_OF_A_KIND = 9
const T0 = 1_200_000_000

describe.runIf(CHROMIUM !== undefined)(
  `a site of hostile values${CHROMIUM === undefined ? ' (skipped: no Chromium on this machine)' : ''}`,
  () => {
    let browser: Browser
    let database: Database
    let dataDirectory: string
    let web: RunningWeb
    let base: string

    beforeAll(async () => {
      dataDirectory = await mkdtemp(join(tmpdir(), 'ficarium-hostile-'))
      database = await openDatabase({ dataDirectory, databaseUrl: null })
      await moveIn(database.db, hostileSite())
      const config = { url: 'http://127.0.0.1', archivistKey: 'key' }
      web = await startWeb({ db: database.db, host: '127.0.0.1', port: 0, config })
      base = `http://127.0.0.1:${web.port}`
      browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] })
    }, 180_000)
    afterAll(async () => {
      await browser?.close()
      await web?.stop()
      await database?.[Symbol.asyncDispose]()
      await rm(dataDirectory, { recursive: true, force: true })
    })

    test('runs nothing on any page', { timeout: 300_000 }, async () => {
      const { context, page, asked } = await watchedPage(browser, base)
      await page.goto(`${base}/archivist?key=key`)
      const wrong: unknown[] = []
      const kinds = new Map<string, number>()
      const seen = new Set<string>()
      let quoting = 0
      const ahead = ['/', '/works', '/people', '/tags', '/series', '/challenges', '/news', '/sites', '/search?q=word']
      for (let address = ahead.shift(); address !== undefined; address = ahead.shift()) {
        const kind = kindOf(address)
        const count = kinds.get(kind) ?? 0
        if (seen.has(address) || count >= PAGES_OF_A_KIND || isFile(address)) continue
        seen.add(address)
        kinds.set(kind, count + 1)
        const answer = await page.goto(base + address)
        if (answer === null || answer.status() >= 500) wrong.push({ address, found: answer?.status() })
        // Feeds and catalogues are no pages: the browser shows their text in one of its own.
        if (answer?.headers()['content-type']?.startsWith('text/html') !== true) continue
        for (const found of await findStrangers(page)) wrong.push({ address, found })
        if (await page.evaluate<boolean>(`document.body.textContent.includes('alert(1)')`)) quoting++
        ahead.push(...(await linksOf(page, base)))
      }
      expect(wrong).toEqual([])
      expect(asked.filter((url) => !url.startsWith(base))).toEqual([])
      expect(seen.size).toBeGreaterThan(70)
      // What is no markup any more is there to be read.
      expect(quoting).toBeGreaterThan(40)
      await context.close()
    })

    test('runs nothing in what is taken away from it', { timeout: 120_000 }, async () => {
      const { context, page, asked } = await watchedPage(browser, base)
      await page.goto(`${base}/works`)
      const works = (await linksOf(page, base)).filter((address) => /^\/works\/[0-9a-z]{10}\/[^/]*$/.test(address))
      expect(works.length).toBeGreaterThan(5)
      const wrong: unknown[] = []
      for (const work of works.slice(0, 8)) {
        const file = await context.request.get(`${base + work}/download.html`)
        expect(file.status()).toBe(200)
        await page.setContent(withoutOwnStyle(await file.text()))
        for (const found of await findStrangers(page)) wrong.push({ work, found })
      }
      expect(wrong).toEqual([])
      expect(asked.filter((url) => !url.startsWith(base))).toEqual([])
      await context.close()
    })

    test('would be seen running something: the same values run in a page that shows them as they are', {
      timeout: 300_000,
    }, async () => {
      const { context, page, asked } = await watchedPage(browser, base)
      let fired = 0
      let strange = 0
      for (const vector of VECTORS) {
        const found = await findInRawPage(page, vector.toString('utf8'))
        if (found.includes('something ran')) fired++
        if (found.length > 0) strange++
      }
      expect(fired).toBeGreaterThan(60)
      expect(strange).toBeGreaterThan(300)
      expect(asked.some((url) => url.includes('evil.example'))).toBe(true)
      await context.close()
    })
  },
)

/** A page that notes what runs in it and whom it asks, without a policy and without the world. */
async function watchedPage(
  browser: Browser,
  base: string,
): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly asked: readonly string[] }> {
  const context = await browser.newContext({ bypassCSP: true })
  const asked: string[] = []
  await context.route('**/*', async (route) => {
    const url = route.request().url()
    asked.push(url)
    await (url.startsWith(base) ? route.continue() : route.abort())
  })
  await context.addInitScript(`
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'MsgBox'])
      window[name] = () => { try { top.hasRun = true } catch {} window.hasRun = true }
  `)
  const page = await context.newPage()
  return { context, page, asked }
}

/** What a value does in a page that shows it as it is. */
async function findInRawPage(page: Page, value: string): Promise<readonly string[]> {
  try {
    await page.goto('about:blank')
    await page.setContent(`<!doctype html><body><div>${value}</div>`, { waitUntil: 'domcontentloaded' })
    await page.evaluate('new Promise((done) => setTimeout(done, 5))')
    return await findStrangers(page)
  } catch (error) {
    // Some lead the page away while it is looked at, which is what they came for.
    return [error instanceof Error ? error.message : 'the page went away']
  }
}

/** What stands in the page that no page of ours has. */
async function findStrangers(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const found = new Set()
    if (window.hasRun === true) found.add('something ran')
    const isOwn = (address) => URL.canParse(address, location.href) && new URL(address, location.href).origin === location.origin
    for (const element of document.querySelectorAll('*')) {
      const name = element.localName
      if (/^(?:iframe|frame|object|embed|applet|base|style|portal|math|audio|video|template|marquee|noscript)$/.test(name)) found.add(name)
      if (name === 'script' && !(element.src && isOwn(element.src) && element.textContent === '')) found.add(name)
      if (name === 'meta' && /refresh|cookie/i.test(element.httpEquiv)) found.add('meta ' + element.httpEquiv)
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith('on') || attribute === 'style' || attribute === 'srcdoc') found.add(name + ' ' + attribute)
        if (/^(?:href|src|action|formaction|data|poster|background|xlink:href|cite|ping|srcset)$/.test(attribute)) {
          const scheme = /^[\\s\\u0000-\\u0020]*([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase()
          if (scheme !== undefined && !['http', 'https', 'mailto'].includes(scheme)) found.add(name + ' ' + attribute + '=' + value)
          if (attribute === 'src' && URL.canParse(value, location.href) && !isOwn(value)) found.add(name + ' src=' + value)
        }
      }
    }
    return [...found]
  })()`)
}

async function linksOf(page: Page, base: string): Promise<readonly string[]> {
  const links = await page.evaluate<string[]>(`[...document.querySelectorAll('a[href]')].map((a) => a.href)`)
  return links.filter((link) => link.startsWith(`${base}/`)).map((link) => link.slice(base.length).replace(/#.*$/, ''))
}

/** `/works/abcdefghjk/some-title/about` is of the kind `/works/:id/:slug/about`. */
function kindOf(address: string): string {
  const [path = '', query] = address.split('?')
  const parts = path.split('/').map((part, i) => {
    if (/^[0-9a-hjkmnp-tv-z]{10}$/.test(part)) return ':id'
    return i === 3 && part !== 'old' ? ':slug' : /^\d+$/.test(part) ? ':number' : part
  })
  return parts.join('/') + (query === undefined ? '' : `?${query.replaceAll(/=[^&]*/g, '')}`)
}

function isFile(address: string): boolean {
  return /\.(?:epub|html|txt|md|atom)$/.test(address) || address.startsWith('/sources/')
}

/** A file carries its own style sheet; nothing else may. */
function withoutOwnStyle(html: string): string {
  return html.replace(/<style>[^<]*<\/style>/, '')
}

type Cells = Readonly<Record<string, Cell>>

/** Every value of every table, each chapter and review with one of them, everything else with some. */
function hostileSite(): MemorySite {
  const works = Array.from({ length: Math.ceil(VECTORS.length / CHAPTERS_A_WORK) }, (_, i) => i + 1)
  return {
    key: 'hostile',
    name: some(1).toString('utf8'),
    url: 'http://old.example/fic',
    tables: {
      settings: [
        { sitekey: 'HostileKey', sitename: some(1), slogan: some(2), url: 'http://old.example/fic', store: 'mysql' },
      ],
      authors: works.map((i) => ({
        uid: i,
        penname: some(i),
        realname: some(i),
        bio: all(i),
        image: some(i),
        date: T0,
      })),
      authorfields: [{ field_id: 1, field_type: 6, field_name: 'site', field_title: some(3), field_on: 1 }],
      authorinfo: works.map((i) => ({ uid: i, field: 1, info: all(i + 1) })),
      categories: VECTORS.map((vector, i) => ({
        catid: i + 1,
        parentcatid: -1,
        category: vector,
        description: vector,
      })),
      characters: VECTORS.slice(0, 60).map((vector, i) => ({
        charid: i + 1,
        catid: -1,
        charname: vector,
        bio: vector,
      })),
      classtypes: [{ classtype_id: 1, classtype_name: 'kinds', classtype_title: some(5) }],
      classes: VECTORS.slice(60, 120).map((vector, i) => ({ class_id: i + 1, class_type: 1, class_name: vector })),
      ratings: works.map((i) => ({ rid: i, rating: some(i), ratingwarning: 1, warningtext: all(i) })),
      stories: works.map(story),
      chapters: VECTORS.map(chapter),
      coauthors: works.map((i) => ({ sid: i, uid: (i % works.length) + 1 })),
      series: works.map((i) => ({
        seriesid: i,
        title: some(i),
        summary: all(i),
        uid: i,
        isopen: 1,
        catid: i,
        challenges: i,
      })),
      inseries: works.map((i) => ({ seriesid: i, sid: i, subseriesid: 0, confirmed: 1, inorder: 1 })),
      challenges: works.map((i) => ({
        chalid: i,
        challenger: some(i),
        uid: 0,
        title: some(i + 1),
        catid: i,
        summary: all(i),
      })),
      reviews: VECTORS.map(review),
      favorites: works.map((i) => ({ uid: i, item: i, type: 'ST', comments: all(i) })),
      news: works.map((i) => ({ nid: i, author: some(i), title: some(i), story: all(i), time: T0, comments: 1 })),
      comments: works.map((i) => ({ cid: i, nid: i, uid: i, comment: all(i + 2), time: T0 })),
      messages: works.map((i) => ({
        message_id: i,
        message_name: `page${i}`,
        message_title: some(i),
        message_text: all(i),
      })),
      odd_table: works.map((i) => ({ id: i, value: all(i) })),
    },
  }
}

/** One of them, another for each number. */
function some(number: number): Buffer {
  return VECTORS[(number * 37) % VECTORS.length] as Buffer
}

/** Those of the chapters of a work, one behind the other. */
function all(number: number): Buffer {
  const from = ((number - 1) * CHAPTERS_A_WORK) % VECTORS.length
  return Buffer.concat(
    VECTORS.slice(from, from + CHAPTERS_A_WORK).flatMap((vector) => [vector, Buffer.from('<p>word</p>\n')]),
  )
}

function story(i: number): Cells {
  const numbers = Array.from({ length: CHAPTERS_A_WORK }, (_, k) => (i - 1) * CHAPTERS_A_WORK + k + 1).join(',')
  return {
    sid: i,
    title: some(i),
    summary: all(i),
    storynotes: all(i + 1),
    catid: numbers,
    classes: numbers,
    charid: numbers,
    rid: i,
    date: T0,
    updated: T0,
    uid: i,
    coauthors: 1,
    featured: 1,
    validated: 1,
    completed: 1,
    rr: 0,
    challenges: i,
  }
}

function chapter(vector: Buffer, i: number): Cells {
  const sid = Math.floor(i / CHAPTERS_A_WORK) + 1
  const storytext = Buffer.concat([Buffer.from('<p>It was late.</p>'), vector, Buffer.from('<p>She left.</p>')])
  const inorder = (i % CHAPTERS_A_WORK) + 1
  return {
    chapid: i + 1,
    sid,
    uid: sid,
    inorder,
    title: vector,
    notes: vector,
    endnotes: vector,
    storytext,
    validated: 1,
  }
}

function review(vector: Buffer, i: number): Cells {
  const sid = Math.floor(i / CHAPTERS_A_WORK) + 1
  const text = Buffer.concat([vector, Buffer.from("<br><br><i>Author's Response: "), vector, Buffer.from('</i>')])
  const more = { uid: 0, date: T0, rating: 8, respond: 1, type: 'ST' }
  return { reviewid: i + 1, item: sid, chapid: i + 1, reviewer: vector, review: text, ...more }
}
