/**
 * Who may see what: every address of the site, for every viewer, for a work in every state. The table says what is right;
 * the addresses come from `routes.ts`, so a new one that is not in the table fails here.
 */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Audience, routesOf } from '../src/app/routes.ts'
import { createWeb } from '../src/app/web.ts'
import { handOutKey } from '../src/archive/access/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { VISIBILITIES, type Visibility } from '../src/platform/db/visibility.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { type Planted, plantBatch, plantWork } from './seed.ts'
import { idOf, plantCanon } from './seed-tags.ts'

const VIEWERS = ['guest', 'archivist'] as const
type ViewerName = (typeof VIEWERS)[number]

/** What a viewer gets at the work's own address: its page, nothing, or its tombstone. */
const OWN_ADDRESS = {
  public: { guest: 200, archivist: 200 },
  members: { guest: 404, archivist: 200 },
  unlisted: { guest: 200, archivist: 200 },
  hidden: { guest: 404, archivist: 200 },
  dark: { guest: 404, archivist: 200 },
  withdrawn: { guest: 410, archivist: 410 },
} satisfies Record<Visibility, Record<ViewerName, number>>

/** Whether it stands in lists, counts, feeds and search. */
const IS_LISTED = {
  public: { guest: true, archivist: true },
  members: { guest: false, archivist: true },
  unlisted: { guest: false, archivist: true },
  hidden: { guest: false, archivist: true },
  dark: { guest: false, archivist: true },
  withdrawn: { guest: false, archivist: false },
} satisfies Record<Visibility, Record<ViewerName, boolean>>

/** Each work alone has its title, pen name, tags and setting, so that any of them on a page gives it away. */
const POINTS = {
  public: 's1e01',
  members: 's1e02',
  unlisted: 'fire',
  hidden: 's2e01',
  dark: 's2e02',
  withdrawn: 'after',
} as const
const FANDOM = 'Harbour'

/** Addresses in the place of one work; `%` is its public id, `$` its slug. */
const OF_ONE_WORK = {
  '/works/:id/:slug': '/works/%/$',
  '/works/:id/:slug/about': '/works/%/$/about',
  '/works/:id/:slug/chapters/:number': '/works/%/$/chapters/1',
  '/works/:id/:slug/download.epub': '/works/%/$/download.epub',
  '/works/:id/:slug/download.html': '/works/%/$/download.html',
  '/works/:id/:slug/download.txt': '/works/%/$/download.txt',
  '/works/:id/:slug/download.md': '/works/%/$/download.md',
  '/feeds/works/:file{[0-9a-z]+\\.atom}': '/feeds/works/%.atom',
} as const

/** Addresses that show many works, each with a question that would find all of them. */
const LISTS = {
  '/': ['/'],
  '/works': [
    '/works',
    '/works?sort=title',
    '/works?sort=words',
    '/works?sort=posted',
    '/works?rating=teen',
    `/works?fandom=${idOf(`fandom ${FANDOM}`)}`,
  ],
  '/people': ['/people', '/people?letter=s'],
  '/tags': ['/tags', '/tags?kind=character', '/tags?kind=relationship'],
  '/tags/:id/:slug': [`/tags/${idOf(`fandom ${FANDOM}`)}/harbour`],
  '/tags/:id/:slug/settings': [`/tags/${idOf(`fandom ${FANDOM}`)}/harbour/settings`],
  '/search': ['/search?q=title', '/search?q=signer', '/search?q=person'],
  '/feeds/works.atom': ['/feeds/works.atom'],
} as const

/** Lists of fandoms and of points, where no name of a single work stands. */
const NAMELESS: readonly string[] = ['/tags', LISTS['/tags/:id/:slug/settings'][0]]

const OTHERS = [
  '/works/:id',
  '/people/:id/:slug',
  '/sources/:sha256',
  '/batches/:id',
  '/archivist',
  '/preferences',
  '/robots.txt',
  '/livez',
  '/assets/:file',
]

describeOnBothEngines('who may see what', (open) => {
  let ask: (viewer: ViewerName, path: string) => Promise<Response>
  const works = {} as Record<Visibility, Planted>
  let batchId = ''

  beforeAll(async () => {
    const { db } = await open()
    const batch = await plantBatch(db)
    batchId = batch.publicId
    await plantCanon(db, FANDOM)
    for (const visibility of VISIBILITIES) works[visibility] = await plantSecret(db, batch, visibility)
    ask = await asker(db)
  })

  test('every address of the site is in this table', () => {
    const known = [...Object.keys(OF_ONE_WORK), ...Object.keys(LISTS), ...OTHERS]
    const routes = routesOf({ cookieSecret: '', fileKeyHash: null })
    expect(routes.map((route) => route.path).filter((path) => !known.includes(path))).toEqual([])
  })

  const cells = VISIBILITIES.flatMap((visibility) => VIEWERS.map((viewer) => ({ visibility, viewer })))

  describe.for(cells)('a $visibility work, for the $viewer', ({ visibility, viewer }) => {
    test.for(Object.entries(OF_ONE_WORK))('has the right answer at %s', async ([, pattern]) => {
      const answer = await ask(
        viewer,
        pattern.replace('%', works[visibility].publicId).replace('$', slugOf(visibility)),
      )
      const own = OWN_ADDRESS[visibility][viewer]
      const isTold = (await answer.text()).includes(`Secret text ${visibility}`)
      const holdsText = !/\/about$|\.atom$|\.epub$/.test(pattern)
      expect([answer.status, isTold]).toEqual([own, own === 200 && holdsText])
    })

    test('is led to from its bare address only for those who may see it', async () => {
      const answer = await ask(viewer, `/works/${works[visibility].publicId}`)
      const own = OWN_ADDRESS[visibility][viewer]
      const right = `/works/${works[visibility].publicId}/${slugOf(visibility)}`
      expect([answer.status, answer.headers.get('location')]).toEqual(own === 200 ? [301, right] : [own, null])
    })

    test.for(Object.values(LISTS).flat())('is in %s just when it should be', async (path) => {
      const answer = await ask(viewer, path)
      expect(answer.status).toBe(200)
      const text = await answer.text()
      const signs = [...namesOf(visibility), works[visibility].publicId]
      const isGivenAway = signs.some((sign) => text.includes(sign))
      expect(isGivenAway).toBe(IS_LISTED[visibility][viewer] && !NAMELESS.includes(path))
    })

    test('does not give its names away through an address that asks for them', async () => {
      for (const query of [
        `tag=${idOf(`character Person ${visibility}`)}`,
        `by=${idOf(`pen name Signer ${visibility}`)}`,
      ]) {
        const text = await (await ask(viewer, `/works?${query}`)).text()
        expect(namesOf(visibility).some((name) => text.includes(name))).toBe(IS_LISTED[visibility][viewer])
      }
    })

    test('gives its pen name and its tags a page just when it is listed', async () => {
      const status = IS_LISTED[visibility][viewer] ? 200 : 404
      expect((await ask(viewer, `/people/${idOf(`pen name Signer ${visibility}`)}/signer-${visibility}`)).status).toBe(
        status,
      )
      expect((await ask(viewer, `/tags/${idOf(`character Person ${visibility}`)}/person-${visibility}`)).status).toBe(
        status,
      )
    })

    test('is counted at its setting just when it is listed', async () => {
      const text = await (await ask(viewer, LISTS['/tags/:id/:slug/settings'][0])).text()
      expect(text.includes(`setting=glass%3A${POINTS[visibility]}`)).toBe(IS_LISTED[visibility][viewer])
    })

    test('keeps its original to those who may have it', async () => {
      const answer = await ask(viewer, `/sources/${works[visibility].sha256}`)
      expect(answer.status).toBe(viewer === 'archivist' || visibility === 'public' ? 200 : 404)
    })
  })

  test('a list counts what its viewer may find and nothing else', async () => {
    for (const viewer of VIEWERS) {
      const count = VISIBILITIES.filter((visibility) => IS_LISTED[visibility][viewer]).length
      const words = count === 1 ? '1 work' : `${count} works`
      for (const path of ['/works', '/', LISTS['/tags/:id/:slug'][0]]) {
        expect([path, (await (await ask(viewer, path)).text()).includes(words)]).toEqual([path, true])
      }
    }
  })

  test('the tombstone of a withdrawn work tells its title and nothing else', async () => {
    const text = await (await ask('guest', `/works/${works.withdrawn.publicId}`)).text()
    expect(text).toContain('Title withdrawn')
    expect(text).not.toMatch(/Signer withdrawn|Person withdrawn|Secret (text|summary) withdrawn/)
  })

  test('a batch is the archivist’s alone', async () => {
    expect((await ask('guest', `/batches/${batchId}`)).status).toBe(404)
    expect((await ask('archivist', `/batches/${batchId}`)).status).toBe(200)
  })

  test('an address that names no audience is not possible', () => {
    const audiences: readonly Audience[] = ['everyone', 'by-work', 'archivist']
    for (const route of routesOf({ cookieSecret: '', fileKeyHash: null })) expect(audiences).toContain(route.audience)
  })
})

describeOnBothEngines('a text that was just read', (open) => {
  test('is gone when its work is hidden, back when it is shown, and new when it was changed', async () => {
    const { db } = await open()
    const work = await plantWork(db, await plantBatch(db), {
      title: 'Ebb',
      chapters: [{ html: '<p id="b1">The first tide.</p>' }],
    })
    const ask = await asker(db)
    const read = async (): Promise<string> => {
      const answer = await ask('guest', `/works/${work.publicId}/ebb/chapters/1`)
      return `${answer.status} ${/The (?:first|second) tide/.exec(await answer.text())?.[0]}`
    }
    const set = (visibility: Visibility) =>
      db.updateTable('work').set({ visibility }).where('id', '=', work.id).execute()
    expect(await read()).toBe('200 The first tide')
    await set('hidden')
    expect(await read()).toBe('404 undefined')
    await set('withdrawn')
    expect(await read()).toBe('410 undefined')
    await set('public')
    expect(await read()).toBe('200 The first tide')
    const version = await db.selectFrom('chapter_version').selectAll().executeTakeFirstOrThrow()
    const html = '<p id="b1">The second tide.</p>'
    const { id } = await db
      .insertInto('chapter_version')
      .values({
        chapter_id: version.chapter_id,
        number: 2,
        html,
        format: version.format,
        sha256: createHash('sha256').update(html).digest('hex'),
        words: 3,
        reason: 'edited',
        created_at: version.created_at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(await read()).toBe('200 The first tide')
    await db.updateTable('chapter').set({ current_version_id: id }).execute()
    expect(await read()).toBe('200 The second tide')
  })
})

describeOnBothEngines('originals', (open) => {
  test('stay closed while one of the works they speak for is not public, or somebody’s private lines are in them', async () => {
    const { db } = await open()
    const batch = await plantBatch(db)
    const shared = 'One file, two stories.'
    const both = await plantWork(db, batch, { title: 'First half', original: shared })
    await plantWork(db, batch, { title: 'Second half', original: shared, visibility: 'hidden' })
    const named = await plantWork(db, batch, {
      title: 'With an address',
      findings: [{ kind: 'private', code: 'email' }],
    })
    const ask = await asker(db)
    expect((await ask('guest', `/sources/${both.sha256}`)).status).toBe(404)
    expect((await ask('guest', `/sources/${named.sha256}`)).status).toBe(404)
    expect((await ask('archivist', `/sources/${named.sha256}`)).status).toBe(200)
    await db.updateTable('work').set({ visibility: 'public' }).where('title', '=', 'Second half').execute()
    expect((await ask('guest', `/sources/${both.sha256}`)).status).toBe(200)
  })

  test('come byte for byte, as a file in which nothing can run', async () => {
    const { db } = await open()
    const original = '<script>alert(1)</script>\u0000 ünd so weiter'
    const work = await plantWork(db, await plantBatch(db), { title: 'Übles “Zeug”', original })
    const answer = await (await asker(db))('guest', `/sources/${work.sha256}`)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(original))
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="/)
    expect(answer.headers.get('content-security-policy')).toBe('sandbox')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  })
})

async function plantSecret(db: Db, batch: { id: number; publicId: string }, visibility: Visibility): Promise<Planted> {
  return plantWork(db, batch, {
    title: `Title ${visibility}`,
    by: [`Signer ${visibility}`],
    visibility,
    rating: 'teen',
    summary: `Secret summary ${visibility}`,
    posted: '2002',
    tags: [
      ['fandom', FANDOM],
      ['character', `Person ${visibility}`],
      ['relationship', `Pair ${visibility}`],
    ],
    settings: [[POINTS[visibility], 'then']],
    chapters: [{ html: `<p id="b1">Secret text ${visibility}.</p>` }],
  })
}

function namesOf(visibility: Visibility): readonly string[] {
  return [`Title ${visibility}`, `Signer ${visibility}`, `Person ${visibility}`, `Pair ${visibility}`]
}

function slugOf(visibility: Visibility): string {
  return `title-${visibility}`
}

/** Asks as a guest, or as the archivist with the cookie that the key was exchanged for. */
async function asker(db: Db): Promise<(viewer: ViewerName, path: string) => Promise<Response>> {
  const faults: unknown[] = []
  const web = await createWeb({
    db,
    config: { url: 'http://archive.test', archivistKey: null },
    onFault: (fault) => faults.push(fault),
  })
  const entry = await web.request(`/archivist?key=${await handOutKey(db)}`)
  const cookie = entry.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  expect(entry.status).toBe(303)
  return async (viewer, path) => {
    const answer = await web.request(path, viewer === 'archivist' ? { headers: { cookie } } : undefined)
    expect(faults).toEqual([])
    return answer
  }
}
