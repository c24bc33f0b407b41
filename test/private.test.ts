/** That nothing private is in anything a reader may have, while the archivist has the original whole. */
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { createWeb } from '../src/app/web.ts'
import { handOutKey } from '../src/archive/access/index.ts'
import { decideFindings, listDecidable } from '../src/archive/imports/index.ts'
import { openShelf, prose, type Shelf } from '../src/archive/imports/testing/shelf.ts'
import { rtfOf } from '../src/intake/formats/testing/story-files.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'

/** None of these may reach a reader; each stands in another place of a file. */
const PRIVATE = [
  'sam@lamp.example',
  'wren@lamp.example',
  'moss@lamp.example',
  'tamsin@lamp.example',
  'fern (at) lamp (dot) example',
  '192.0.2.17',
  '12.34@host.example',
  '555-010-4477',
  '12 Harbour Street',
  'Jane Smith',
] as const
/** The tale's own. */
const TOLD = 'ghost@lighthouse.example'

const TEXT = `Title: Hollow Ground
Author: Sam (Jane Smith) <sam@lamp.example>
Rating: PG
Summary: A walk. Ask fern (at) lamp (dot) example for the rest.
Author's note: Snail mail: 12 Harbour Street, Lampton, ME 04101. Phone: 555-010-4477
Disclaimer: None of it is mine. wren@lamp.example holds the rest.

${prose(1)}

“Write to ${TOLD},” it said. Sheís gone, sam@lamp.example, she thought.

${prose(2)}

Feedback makes me happy: sam@lamp.example
`
const PAGE = `<html><head><title>The Lamp</title></head><body><h1>The Lamp</h1><p>by <a href="mailto:moss@lamp.example">Moss</a></p>
<p>${prose(3)}</p><p>${prose(4)}</p><hr><p>Comments to <a href="mailto:moss@lamp.example">moss@lamp.example</a></p></body></html>
`
const MAIL = `Received: from host.example ([192.0.2.17]) by list.example; Tue, 5 Mar 2002 21:04:11 -0500
Message-ID: <12.34@host.example>
From: Tamsin Reed <tamsin@lamp.example>
Date: Tue, 5 Mar 2002 21:04:11 -0500
Subject: FIC: The Quiet Pier (1/1) [PG]

Title: The Quiet Pier
Author: Tamsin Reed <tamsin@lamp.example>

${prose(5)}

${prose(6)}
`

/** An answer on the list, signed in the way that people were asked not to. */
const ANSWER = `Message-ID: <56.78@host.example>
In-Reply-To: <12.34@host.example>
From: Reed <reed@lamp.example>
Date: Wed, 6 Mar 2002 09:00:00 -0500
Subject: Re: FIC: The Quiet Pier (1/1) [PG]

On Tue, Tamsin Reed wrote:
> The lamp went out.

I loved this line. Write to me: reed@lamp.example

Phone: 555-010-9922
Snail mail: 7 Weir Street, Lampton, ME 04101
`

function putAll(shelf: Shelf): void {
  shelf.put('ground.txt', TEXT)
  shelf.put('lamp.html', PAGE)
  shelf.put('pier.eml', MAIL)
  const lines = ['Title: The Weir', 'Author: Wren <wren@lamp.example>', '', prose(7), prose(8)]
  shelf.put('weir.rtf', rtfOf(lines.map((text) => ({ kind: 'text', spans: text === '' ? [] : [text] }))))
}

interface Site {
  readonly read: (path: string) => Promise<string>
  readonly asArchivist: (path: string) => Promise<string>
  readonly statusOf: (path: string) => Promise<number>
}

async function openSite(db: Db): Promise<Site> {
  const web = await createWeb({
    db,
    config: { url: 'http://archive.test', archivistKey: null },
    onFault: (fault) => {
      throw fault
    },
  })
  const entry = await web.request(`/archivist?key=${await handOutKey(db)}`)
  const cookie = entry.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const ask = async (path: string, headers = {}): Promise<Response> => {
    const answer = await web.request(path, { headers })
    return answer.status === 301 ? ask(answer.headers.get('location') ?? '', headers) : answer
  }
  return {
    async read(path) {
      const answer = await ask(path)
      if (answer.status !== 200) throw new Error(`${answer.status} at ${path}`)
      return Buffer.from(await answer.arrayBuffer()).toString('latin1')
    },
    asArchivist: async (path) => (await ask(path, { cookie })).text(),
    statusOf: async (path) => (await ask(path)).status,
  }
}

async function originals(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('source_use').select(['path', 'sha256']).execute()
  return new Map(rows.map(({ path, sha256 }) => [basename(path), `/sources/${sha256}`]))
}

function blanked(text: string, secret: string): string {
  return text.replaceAll(secret, '*'.repeat(secret.length))
}

describeOnBothEngines('what is private', (open) => {
  test('is in no page, feed or download, and is counted', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    putAll(shelf)
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 4, parts: 4, refused: 0, works: { added: 4 } })
    expect(counts.hidden).toBeGreaterThan(PRIVATE.length)
    const site = await openSite(db)
    const works = await db.selectFrom('work').select(['public_id as id', 'title']).execute()
    const people = await db.selectFrom('pen_name').select(['public_id as id', 'name']).execute()
    expect(people.map(({ name }) => name).toSorted()).toEqual(['Moss', 'Sam', 'Tamsin Reed', 'Wren'])
    const pages = [
      '/',
      '/works',
      '/feeds/works.atom',
      '/opds/1.2/works',
      '/opds/2.0/works',
      ...people.map(({ id }) => `/people/${id}/x`),
      ...works.flatMap(({ id }) => [
        `/works/${id}/x`,
        `/works/${id}/x/about`,
        `/works/${id}/x/chapters/1`,
        `/feeds/works/${id}.atom`,
        ...['html', 'txt', 'md'].map((form) => `/works/${id}/x/download.${form}`),
      ]),
    ]
    const seen: string[] = []
    for (const path of pages) {
      const page = await site.read(path)
      for (const secret of PRIVATE) if (page.includes(secret)) seen.push(`${secret} in ${path}`)
    }
    expect(seen).toEqual([])
    const catalogue = (await shelf.catalogue()).join('\n')
    expect(PRIVATE.filter((secret) => catalogue.includes(secret))).toEqual([])
    const ground = works.find(({ title }) => title === 'Hollow Ground')?.id ?? ''
    const story = await site.read(`/works/${ground}/x/download.txt`)
    expect(story).toContain(TOLD)
    expect(story).toContain('[address hidden]')
  })

  test('is not in answers, nor in names of folders', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('tamsin@lamp.example/pier.eml', MAIL)
    shelf.put('tamsin@lamp.example/answer.eml', ANSWER)
    shelf.put('moss@lamp.example.txt', `${prose(9)}\n\n${prose(10)}\n`)
    await shelf.run()
    const site = await openSite(db)
    const works = await db.selectFrom('work').select(['public_id as id', 'title']).execute()
    const pages: string[] = []
    for (const { id } of works)
      for (const part of ['', '/about', '/reviews']) pages.push(await site.read(`/works/${id}/x${part}`))
    const seen = pages.join('\n')
    expect(seen).toContain('I loved this line.')
    expect(seen).toContain('[number hidden]')
    for (const secret of [...PRIVATE, 'reed@lamp.example', '555-010-9922', '7 Weir Street'])
      expect(seen).not.toContain(secret)
    const pier = works.find(({ title }) => title === 'The Quiet Pier')?.id ?? ''
    expect(await site.asArchivist(`/works/${pier}/x/about`)).toContain('tamsin@lamp.example')
  })

  test('is blanked in the originals that readers get, which are else the same', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    putAll(shelf)
    await shelf.run()
    const site = await openSite(db)
    const paths = await originals(db)
    const text = await site.read(paths.get('ground.txt') ?? '')
    for (const secret of PRIVATE) expect(text).not.toContain(secret)
    expect(text).toContain(TOLD)
    expect(text).toHaveLength(Buffer.from(TEXT).length)
    expect(text.split('\n').slice(7)).toEqual(
      blanked(Buffer.from(TEXT).toString('latin1'), 'sam@lamp.example').split('\n').slice(7),
    )
    expect(await site.read(paths.get('lamp.html') ?? '')).toBe(blanked(PAGE, 'moss@lamp.example'))
    const mail = await site.read(paths.get('pier.eml') ?? '')
    expect(mail).toHaveLength(MAIL.length)
    expect(PRIVATE.filter((secret) => mail.includes(secret))).toEqual([])
    expect(mail).toContain(prose(5))
    expect(await site.statusOf(paths.get('weir.rtf') ?? '')).toBe(404)
    expect(await site.asArchivist(paths.get('ground.txt') ?? '')).toBe(TEXT)
    expect(await site.asArchivist(paths.get('pier.eml') ?? '')).toBe(MAIL)
  })

  test('is shown where somebody decided that it is none, once the file is met again', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('ground.txt', TEXT)
    await shelf.run()
    const { id } = await db.selectFrom('work').select('public_id as id').executeTakeFirstOrThrow()
    const found = (await listDecidable(db, id))?.findings.find(({ line }) => line === 6)
    expect(found).toMatchObject({ kind: 'private', words: 'wren@lamp.example', state: 'open' })
    expect(await decideFindings(db, [found?.id ?? 0], 'dismissed')).toHaveLength(1)
    const { counts } = await shelf.run()
    expect(counts.works).toEqual({ added: 0, changed: 1, unchanged: 0 })
    const disclaimer = await db.selectFrom('work').select('disclaimer').executeTakeFirstOrThrow()
    expect(disclaimer.disclaimer).toContain('wren@lamp.example')
    const states = await db.selectFrom('finding').select(['line', 'state']).where('kind', '=', 'private').execute()
    expect(states.filter(({ state }) => state === 'dismissed')).toEqual([{ line: 6, state: 'dismissed' }])
    expect((await shelf.run()).counts.works).toEqual({ added: 0, changed: 0, unchanged: 1 })
    const again = (await listDecidable(db, id))?.findings.find(({ line }) => line === 6)
    await decideFindings(db, [again?.id ?? 0], 'open')
    expect((await shelf.run()).counts.works.changed).toBe(1)
    const hidden = await db.selectFrom('work').select('disclaimer').executeTakeFirstOrThrow()
    expect(hidden.disclaimer).not.toContain('wren@lamp.example')
  })

  test('gives a name back that somebody decided to be a part of the pen name', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('ground.txt', TEXT)
    await shelf.run()
    const { id } = await db.selectFrom('work').select('public_id as id').executeTakeFirstOrThrow()
    const found = (await listDecidable(db, id))?.findings.find(({ code }) => code === 'real-name')
    expect(found).toMatchObject({ kind: 'private', words: 'Jane Smith', line: 2 })
    await decideFindings(db, [found?.id ?? 0], 'dismissed')
    expect((await shelf.run()).counts.works.changed).toBe(1)
    const site = await openSite(db)
    expect(await site.read(`/works/${id}/x`)).toContain('Sam (Jane Smith)')
  })

  test('is shown at once where the work is made again after the decision, and hidden again', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('ground.txt', TEXT)
    await shelf.run()
    const before = await shelf.catalogue()
    const disclaimer = async (): Promise<string | null> =>
      (await db.selectFrom('work').select('disclaimer').executeTakeFirstOrThrow()).disclaimer
    for (const [state, isShown] of [
      ['dismissed', true],
      ['open', false],
    ] as const) {
      const { id } = await db.selectFrom('work').select('public_id as id').executeTakeFirstOrThrow()
      const found = (await listDecidable(db, id))?.findings.find(({ line }) => line === 6)
      const decided = await decideFindings(db, [found?.id ?? 0], state)
      expect(await shelf.makeAgain(decided)).toEqual({ works: 1, unread: [] })
      expect((await disclaimer())?.includes('wren@lamp.example')).toBe(isShown)
    }
    expect(await shelf.catalogue()).toEqual(before)
  })

  test('leaves what there is not to whoever decides about numbers', async () => {
    const { db } = await open()
    expect(await decideFindings(db, [987_654], 'dismissed')).toEqual([])
    expect(await listDecidable(db, 'none')).toBeUndefined()
  })
})
