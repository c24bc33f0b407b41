/**
 * Who may see what: every address of the site, for every viewer, for a work in every state. The table says what is right;
 * the addresses come from `routes.ts`, so a new one that is not in the table fails here.
 */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Audience, routesOf } from '../src/app/routes.ts'
import { createWeb } from '../src/app/web.ts'
import { handOutKey } from '../src/archive/access/index.ts'
import { listTermsAnew } from '../src/archive/works/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { VISIBILITIES, type Visibility } from '../src/platform/db/visibility.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { type Planted, plantBatch, plantSource, plantUse, plantWork } from './seed.ts'
import {
  plantChallenge,
  plantFavourite,
  plantLegacy,
  plantPerson,
  plantReview,
  plantSeries,
  plantSite,
} from './seed-community.ts'
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
  '/works/:id/:slug/reviews': '/works/%/$/reviews',
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
    `/works?site=${idOf('site Shelf')}`,
    `/works?site=${idOf('site Shelf')}&sort=title&was=${idOf('site Shelf')}:category:1`,
  ],
  '/series': ['/series'],
  '/series/:id/:slug': [`/series/${idOf('series Everything')}/everything`],
  '/challenges/:id/:slug': [`/challenges/${idOf('challenge Dare')}/dare`],
  '/people/:id/:slug/favourites': [`/people/${idOf('pen name Fan')}/fan/favourites`],
  '/people/:id/:slug/reviews': [`/people/${idOf('pen name Fan')}/fan/reviews`],
  '/people': ['/people', '/people?letter=s'],
  '/tags': ['/tags', '/tags?kind=character', '/tags?kind=relationship'],
  '/tags/:id/:slug': [`/tags/${idOf(`fandom ${FANDOM}`)}/harbour`],
  '/tags/:id/:slug/settings': [`/tags/${idOf(`fandom ${FANDOM}`)}/harbour/settings`],
  '/search': ['/search?q=title', '/search?q=signer', '/search?q=person', '/search?q=rating:teen+sort:title'],
  '/feeds/works.atom': ['/feeds/works.atom'],
  '/feeds/search.atom': ['/feeds/search.atom', '/feeds/search.atom?q=rating:teen', '/feeds/search.atom?rating=teen'],
  '/feeds/tags/:file{[0-9a-z]+\\.atom}': [`/feeds/tags/${idOf(`fandom ${FANDOM}`)}.atom`],
  '/feeds/series/:file{[0-9a-z]+\\.atom}': [`/feeds/series/${idOf('series Everything')}.atom`],
  '/search/remember': ['/search/remember?scene=title&names=person', '/search/remember?when=2002'],
  '/suggest': ['/suggest?kind=by&q=signer', '/suggest?kind=tag&q=pair', '/suggest?kind=character&q=persn'],
  '/opds/1.2/works': ['/opds/1.2/works', '/opds/1.2/works?q=posted:2002'],
  '/opds/1.2/tags/:id': [`/opds/1.2/tags/${idOf(`fandom ${FANDOM}`)}`],
  '/opds/1.2/series/:id': [`/opds/1.2/series/${idOf('series Everything')}`],
  '/opds/2.0/works': ['/opds/2.0/works', '/opds/2.0/works?q=posted:2002'],
  '/opds/2.0/tags/:id': [`/opds/2.0/tags/${idOf(`fandom ${FANDOM}`)}`],
  '/opds/2.0/series/:id': [`/opds/2.0/series/${idOf('series Everything')}`],
} as const

/** Lists of fandoms and of points, where no name of a single work stands. */
const NAMELESS: readonly string[] = ['/tags', '/series', LISTS['/tags/:id/:slug/settings'][0]]

/** Addresses of a rescued site that are all of one story; `%` is its old id. */
const OLD_ADDRESSES = [
  '/viewstory.php?sid=%',
  '/viewstory.php?sid=%&chapter=1',
  '/viewstory.php?action=printable&sid=%&textsize=0&chapter=all',
  '/reviews.php?type=ST&item=%',
  '/reviews.php?type=ST&item=%&chapid=1%',
  '/stories/7/1%.txt',
] as const
const OLD_IDS = {
  public: 21,
  members: 22,
  unlisted: 23,
  hidden: 24,
  dark: 25,
  withdrawn: 26,
} as const satisfies Record<Visibility, number>

const OTHERS = [
  '/works/:id',
  '/series/:id/:slug/reviews',
  '/challenges',
  '/news',
  '/news/:id/:slug',
  '/sites',
  '/sites/:id/:slug',
  '/sites/:id/:slug/report',
  '/sites/:id/:slug/pages/:page',
  '/sites/:id/old/:rest{.*}',
  '/old-links',
  '/*',
  '/people/:id/:slug',
  '/sources/:sha256',
  '/batches/:id',
  '/archivist',
  '/preferences',
  '/robots.txt',
  '/random',
  '/feeds/people/:file{[0-9a-z]+\\.atom}',
  '/opds/search.xml',
  '/opds/1.2',
  '/opds/1.2/people/:id',
  '/opds/2.0',
  '/opds/2.0/works/:id',
  '/opds/2.0/people/:id',
  '/search/form',
  '/search/write',
  '/search/help',
  '/search/rules',
  '/search/kept',
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
    await plantAround(db, works)
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
      const holdsText = !/\/about$|\/reviews$|\.atom$|\.epub$/.test(pattern)
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

    test.for(OLD_ADDRESSES)('has the right answer at its old address %s', async (pattern) => {
      const answer = await ask(viewer, pattern.replaceAll('%', String(OLD_IDS[visibility])))
      const own = OWN_ADDRESS[visibility][viewer]
      const place = answer.headers.get('location') ?? ''
      expect([answer.status, place.startsWith(`/works/${works[visibility].publicId}/`)]).toEqual(
        own === 200 ? [301, true] : [own, false],
      )
      const text = await answer.text()
      expect(namesOf(visibility).filter((name) => text.includes(name))).toEqual([])
    })

    test('is told where its old address leads only to those who may see it', async () => {
      const text = await (
        await ask(viewer, `/old-links?url=http://shelf.example/viewstory.php?sid=${OLD_IDS[visibility]}`)
      ).text()
      const isTold = text.includes(`Title ${visibility}`)
      expect(isTold).toBe(OWN_ADDRESS[visibility][viewer] !== 404)
    })

    test('has its reviews and its series shown just where it is', async () => {
      const reviews = await (
        await ask(viewer, `/works/${works[visibility].publicId}/${slugOf(visibility)}/reviews`)
      ).text()
      expect(reviews.includes(`Praise of ${visibility}`)).toBe(OWN_ADDRESS[visibility][viewer] === 200)
      const isSeriesSeen = IS_LISTED[visibility][viewer] || viewer === 'archivist'
      expect((await (await ask(viewer, '/series')).text()).includes(`Run ${visibility}`)).toBe(isSeriesSeen)
      const series = await ask(viewer, `/series/${idOf(`series Run ${visibility}`)}/run-${visibility}`)
      expect(series.status).toBe(isSeriesSeen ? 200 : 404)
      expect((await ask(viewer, `/viewseries.php?seriesid=${OLD_IDS[visibility]}`)).status).toBe(
        series.status === 200 ? 301 : 404,
      )
    })

    test('does not give its names away through an address that asks for them', async () => {
      for (const query of [
        `tag=${idOf(`character Person ${visibility}`)}`,
        `by=${idOf(`pen name Signer ${visibility}`)}`,
        `q=character:"Persn+${visibility}"`,
        `q=tag:pair`,
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
      expect((await ask(viewer, `/opds/2.0/works/${works[visibility].publicId}`)).status).toBe(status)
      for (const version of ['1.2', '2.0']) {
        for (const path of [
          `people/${idOf(`pen name Signer ${visibility}`)}`,
          `tags/${idOf(`character Person ${visibility}`)}`,
        ])
          expect((await ask(viewer, `/opds/${version}/${path}`)).status).toBe(status)
      }
      expect((await ask(viewer, `/feeds/people/${idOf(`pen name Signer ${visibility}`)}.atom`)).status).toBe(status)
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

  test('the report of a rescue and the pages of the site itself are the archivist’s alone', async () => {
    const site = `/sites/${idOf('site Shelf')}/shelf`
    for (const path of [`${site}/report`, `${site}/pages/page000001`]) {
      expect([(await ask('guest', path)).status, (await ask('archivist', path)).status]).toEqual([404, 200])
    }
    expect((await ask('guest', '/viewpage.php?page=rules')).status).toBe(410)
    expect((await ask('archivist', '/viewpage.php?page=rules')).headers.get('location')).toBe(
      `${site}/pages/page000001`,
    )
    expect(await (await ask('guest', site)).text()).not.toContain('Submission Rules')
  })

  test('a member of a rescued site has a page, as on the site, also without works', async () => {
    for (const viewer of VIEWERS) {
      expect((await ask(viewer, `/people/${idOf('pen name Fan')}/fan`)).status).toBe(200)
      expect((await ask(viewer, '/viewuser.php?uid=7')).headers.get('location')).toBe(
        `/people/${idOf('pen name Fan')}/fan`,
      )
      expect(await (await ask(viewer, '/people')).text()).not.toContain('>Fan<')
    }
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

describeOnBothEngines('a chapter that waits for approval', (open) => {
  const SECRET = /glass|Glass|Splinter/

  test('is nowhere for anybody but the archivist: page, contents, counts, words, downloads, feeds, copy, original, reviews', async () => {
    const { db } = await open()
    const work = await plantWork(db, await plantBatch(db), {
      title: 'Oil',
      chapters: [
        { title: 'Wick', html: '<p id="b1">The first night.</p>' },
        {
          title: 'Splinter',
          html: '<p id="b1">Nobody may read of glass.</p>',
          faithful: '<p id="b1">Nobody may read of gl-ss.</p>',
        },
        { title: 'Flame', html: '<p id="b1">The third night.</p>' },
      ],
      findings: [
        { kind: 'repair', code: 'entity', chapter: 1, blockId: 'b1', before: 'gl-ss', after: 'glass' },
        { kind: 'gap', code: 'text', chapter: 1, why: 'A page of Glass is missing.' },
      ],
    })
    const original = await plantSource(db, 'The hidden chapter as it came: glass.')
    const [first, hidden] = await db
      .selectFrom('chapter')
      .where('work_id', '=', work.id)
      .orderBy('position')
      .select('id')
      .execute()
    await db
      .updateTable('chapter')
      .set({ is_hidden: true })
      .where('id', '=', hidden?.id ?? 0)
      .execute()
    await db
      .updateTable('chapter_version')
      .set({ source_sha256: original })
      .where('chapter_id', '=', hidden?.id ?? 0)
      .execute()
    await plantUse(db, await plantBatch(db, 'ba7c000002'), {
      sha256: original,
      path: 'glass.txt',
      workId: work.id,
      role: 'text',
    })
    await db
      .updateTable('source_use')
      .set({ chapter_id: hidden?.id ?? 0 })
      .where('sha256', '=', original)
      .execute()
    const fan = await plantPerson(db, 'Fan', { site: await plantSite(db, 'Shelf') })
    await plantReview(db, {
      on: { work: work.id, chapter: hidden?.id ?? 0 },
      publicId: 'h1dden0001',
      by: fan,
      html: '<p>Glass!</p>',
    })
    await plantReview(db, {
      on: { work: work.id, chapter: first?.id ?? 0 },
      publicId: 'sh0wn00001',
      by: fan,
      html: '<p>Fire!</p>',
    })
    const ask = await asker(db)
    const page = `/works/${work.publicId}/oil`
    const open301 = [
      '',
      '/about',
      '/reviews',
      '/chapters/1',
      '/chapters/3',
      '/download.html',
      '/download.txt',
      '/download.md',
    ]
    for (const path of [
      ...open301.map((rest) => page + rest),
      `/feeds/works/${work.publicId}.atom`,
      '/works',
      `/people/${idOf('pen name Fan')}/fan`,
      `/people/${idOf('pen name Fan')}/fan/reviews`,
    ]) {
      const answer = await ask('guest', path)
      expect([path, answer.status, SECRET.test(await answer.text())]).toEqual([path, 200, false])
    }
    for (const path of [
      `${page}/chapters/2`,
      `${page}/reviews?chapter=2`,
      `/sources/${original}`,
      `/sources/${work.sha256}`,
    ]) {
      const status = path.endsWith(work.sha256) ? 200 : 404
      expect([path, (await ask('guest', path)).status]).toEqual([path, status])
      expect([path, (await ask('archivist', path)).status]).toEqual([path, 200])
    }
    expect(await (await ask('guest', page)).text()).toContain('Contents, 2 chapters')
    expect(await (await ask('guest', '/works')).text()).toContain('<li>2 chapters</li>')
    const seen = await (await ask('archivist', page)).text()
    expect(seen).toContain('Nobody may read of glass.')
    expect(seen).toContain('waiting for approval')
    expect(seen).toContain('Contents, 3 chapters')
  })
})

describeOnBothEngines('a work for which its site asked a reader’s age', (open) => {
  test('is behind a plain page until a form says yes, with all its downloads; its feed tells the title', async () => {
    const { db } = await open()
    const site = await plantSite(db, 'Shelf')
    const work = await plantWork(db, await plantBatch(db), {
      title: 'After Dark',
      summary: 'What the lamp saw.',
      ratingAsGiven: 'MA',
      chapters: [{ html: '<p id="b1">Nobody young may read this.</p>' }],
    })
    await db
      .updateTable('work')
      .set({ asks_age: true, site_id: site.id, notice: 'For the old only.' })
      .where('id', '=', work.id)
      .execute()
    const faults: unknown[] = []
    const web = await createWeb({
      db,
      config: { url: 'http://archive.test', archivistKey: null },
      onFault: (fault) => faults.push(fault),
    })
    const page = `/works/${work.publicId}/after-dark`
    const addresses = [
      '',
      '/chapters/1',
      '/about',
      '/reviews',
      '/download.epub',
      '/download.html',
      '/download.txt',
      '/download.md',
    ].map((rest) => page + rest)
    for (const address of addresses) {
      const text = await (await web.request(address)).text()
      expect([address, text.includes('Nobody young'), text.includes('What the lamp saw')]).toEqual([
        address,
        false,
        false,
      ])
      expect(text).toContain('marked “<span dir="auto">MA</span>”')
      expect(text).toContain('For the old only.')
      expect(text).toContain(`<input type="hidden" name="return" value="${address}">`)
    }
    const original = await (await web.request(`/sources/${work.sha256}`)).text()
    expect([original.includes('Nobody young'), original.includes('asked readers their age')]).toEqual([false, true])
    const feed = await (await web.request(`/feeds/works/${work.publicId}.atom`)).text()
    expect([feed.includes('After Dark'), feed.includes('What the lamp saw')]).toEqual([true, false])
    const answer = await web.request('/preferences', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'ficarium_reading=theme-night' },
      body: new URLSearchParams({ return: `${page}/chapters/1`, marked: 'marked-show' }).toString(),
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${page}/chapters/1`])
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    expect(cookie).toBe('ficarium_reading=theme-night.marked-show')
    const open200 = ['', '/chapters/1', '/download.txt'].map((rest) => page + rest)
    for (const address of [...open200, `/sources/${work.sha256}`]) {
      expect(await (await web.request(address, { headers: { cookie } })).text()).toContain(
        'Nobody young may read this.',
      )
    }
    expect(faults).toEqual([])
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

/** What hangs on the works: a rescued site with all of them, reviews, series, a challenge, favourites. */
async function plantAround(db: Db, works: Record<Visibility, Planted>): Promise<void> {
  const site = await plantSite(db, 'Shelf', { oldPlace: 'shelf.example' })
  const fan = await plantPerson(db, 'Fan', { site })
  await plantLegacy(db, site, 'authors', '7', 'pen_name', fan)
  await db
    .insertInto('site_page')
    .values({
      public_id: 'page000001',
      site_id: site.id,
      name: 'rules',
      title: 'Submission Rules',
      html: '<p>Be kind.</p>',
    })
    .execute()
  const term = await db
    .insertInto('site_term')
    .values({ site_id: site.id, kind: 'category', old_id: '1', name: 'Everything' })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const visibility of VISIBILITIES) {
    const { id } = works[visibility]
    const oldId = String(OLD_IDS[visibility])
    await db.updateTable('work').set({ site_id: site.id }).where('id', '=', id).execute()
    await db
      .insertInto('term_use')
      .values({ kind: 'work', target_id: id, site_term_id: term.id, position: 0 })
      .execute()
    await listTermsAnew(db, id)
    await plantLegacy(db, site, 'stories', oldId, 'work', id)
    const chapter = await db
      .updateTable('chapter')
      .set({ number: 1 })
      .where('work_id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (chapter !== undefined) await plantLegacy(db, site, 'chapters', `1${oldId}`, 'chapter', chapter.id)
    await plantReview(db, {
      on: { work: id },
      publicId: `rev1ew00${oldId}`,
      by: fan,
      html: `<p>Praise of ${visibility}.</p>`,
    })
    await plantFavourite(db, fan, { work: id })
    const series = await plantSeries(db, `Run ${visibility}`, { entries: [{ work: id }] })
    await plantLegacy(db, site, 'series', oldId, 'series', series.id)
  }
  const all = VISIBILITIES.map((visibility) => ({ work: works[visibility].id }))
  await plantSeries(db, 'Everything', { entries: all })
  await plantChallenge(db, 'Dare', { answers: all })
}

function namesOf(visibility: Visibility): readonly string[] {
  return [
    `Title ${visibility}`,
    `Signer ${visibility}`,
    `Person ${visibility}`,
    `Pair ${visibility}`,
    `Praise of ${visibility}`,
  ]
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
