/**
 * That no page gets slower as an archive grows: every page that shows works, against a large archive, with the plans of
 * its queries. Nothing is timed.
 *
 * PostgreSQL gets fewer works, since it takes five times as long to fill; its planner is told to avoid what would grow,
 * so that its plans say what indexes allow and not what is cheapest at that size.
 */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { routesOf } from '../src/app/routes.ts'
import { createWeb } from '../src/app/web.ts'
import { handOutKey } from '../src/archive/access/index.ts'
import { listFiles } from '../src/archive/imports/report-store.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { CROWD, plantCrowd, workId } from './crowd.ts'
import { findGrowth, recordQueries } from './plans.ts'
import { plantWork } from './seed.ts'

const WORKS = { sqlite: 100_000, postgres: 20_000 }
const QUERIES_A_PAGE = 10
const WORK = `/works/${workId(7)}/night-7`
const DEEP = workId(9001)
const ORIGINAL = 'One lamp, one winter.'

/** Every address that shows works, with questions that reach deep. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/works': ['updated', 'posted', 'title', 'words'].flatMap((sort) =>
    [
      '',
      `&after=${DEEP}`,
      `&before=${DEEP}`,
      '&rating=teen',
      `&status=complete&language=de&after=${DEEP}`,
      `&fandom=${CROWD.fandom}`,
      `&fandom=${CROWD.fandom}&after=${DEEP}`,
      `&fandom=${CROWD.rareFandom}&rating=teen`,
      `&by=${CROWD.penName}&fandom=${CROWD.fandom}`,
      `&tag=${CROWD.additional}`,
      `&relationship=${CROWD.relationship}&fandom=${CROWD.fandom}&after=${DEEP}`,
      '&setting=glass:s1e01',
      '&letter=n',
      `&site=${CROWD.site}&after=${DEEP}`,
      `&was=${CROWD.site}:category:1&after=${DEEP}`,
      `&was=${CROWD.site}:category:1&site=${CROWD.site}&rating=teen`,
    ].map((filter) => `/works?sort=${sort}${filter}`),
  ),
  '/works/:id': [`/works/${workId(7)}`],
  '/works/:id/:slug': [WORK],
  '/works/:id/:slug/about': [`${WORK}/about`, `/works/${workId(8)}/night-8/about`],
  '/works/:id/:slug/chapters/:number': [`${WORK}/chapters/1`],
  '/works/:id/:slug/download.epub': [`${WORK}/download.epub`],
  '/works/:id/:slug/download.html': [`${WORK}/download.html`],
  '/works/:id/:slug/download.txt': [`${WORK}/download.txt`],
  '/works/:id/:slug/download.md': [`${WORK}/download.md`],
  '/works/:id/:slug/reviews': [
    `${WORK}/reviews`,
    `${WORK}/reviews?from=newest`,
    `${WORK}/reviews?after=${CROWD.reviewOfSecond}`,
    `${WORK}/reviews?chapter=1&at=${CROWD.reviewOfSecond}`,
  ],
  '/series': ['/series', `/series?after=${CROWD.series}`],
  '/series/:id/:slug': [
    `/series/${CROWD.series}/run-1`,
    `/series/${CROWD.series}/run-1?after=${DEEP}`,
    `/series/${CROWD.series}/run-1?inside=30`,
    `/series/${CROWD.series}/run-1?q=rating:teen`,
  ],
  '/series/:id/:slug/reviews': [`/series/${CROWD.series}/run-1/reviews`],
  '/challenges': ['/challenges', `/challenges?after=${CROWD.challenge}`],
  '/challenges/:id/:slug': [`/challenges/${CROWD.challenge}/dare-1`, `/challenges/${CROWD.challenge}/dare-1?after=101`],
  '/news': ['/news', `/news?after=${CROWD.news}`],
  '/news/:id/:slug': [`/news/${CROWD.news}/news-1`],
  '/sites': ['/sites'],
  '/sites/:id/:slug': [`/sites/${CROWD.site}/shelf`],
  '/sites/:id/old/:rest{.*}': [
    `/sites/${CROWD.site}/old/viewstory.php?sid=7&chapter=1`,
    `/sites/${CROWD.site}/old/reviews.php?type=ST&item=7&chapid=7`,
    `/sites/${CROWD.site}/old/viewuser.php?uid=2`,
    `/sites/${CROWD.site}/old/viewseries.php?seriesid=1`,
    `/sites/${CROWD.site}/old/browse.php?type=categories&catid=1`,
    `/sites/${CROWD.site}/old/viewstory.php?sid=999999999`,
  ],
  '/old-links': ['/old-links?url=shelf.example/viewstory.php?sid=7'],
  '/*': ['/viewstory.php?sid=7', '/stories/2/7.txt'],
  '/people/:id/:slug/favourites': [
    `/people/${CROWD.reader}/keeper-2/favourites`,
    `/people/${CROWD.reader}/keeper-2/favourites?from=50`,
  ],
  '/people/:id/:slug/reviews': [
    `/people/${CROWD.reader}/keeper-2/reviews`,
    `/people/${CROWD.reader}/keeper-2/reviews?after=${CROWD.reviewOfSecond}`,
  ],
  '/people': ['/people', '/people?letter=k', '/people?letter=cyrillic', `/people?after=${CROWD.penName}`],
  '/people/:id/:slug': [
    `/people/${CROWD.penName}/keeper-1`,
    `/people/${CROWD.penName}/keeper-1?after=${DEEP}`,
    `/people/${CROWD.reader}/keeper-2`,
  ],
  '/tags': [
    '/tags',
    '/tags?kind=relationship',
    '/tags?kind=additional&letter=k',
    `/tags?kind=additional&after=${CROWD.additional}`,
  ],
  '/tags/:id/:slug': [
    `/tags/${CROWD.fandom}/the-glass-harbour`,
    `/tags/${CROWD.fandom}/the-glass-harbour?before=${DEEP}`,
  ],
  '/tags/:id/:slug/settings': [`/tags/${CROWD.fandom}/the-glass-harbour/settings`],
  '/search': [
    '/search?q=night+9',
    '/search?q=keeper',
    '/search?q=zzz',
    `/search?q=rating:teen+-status:complete+words:>100+sort:title&after=${DEEP}`,
    '/search?q=by:keeper+-fandom:"The+Glass+Harbour"',
  ],
  '/search/remember': [],
  '/suggest': ['/suggest?kind=tag&q=ni', '/suggest?kind=by&q=keeper', '/suggest?kind=series&q=run'],
  // Asks only for the names in a reader's own cookie.
  '/search/rules': [],
  '/random': ['/random', '/random?q=rating:teen'],
  '/feeds/search.atom': ['/feeds/search.atom?q=rating:teen', `/feeds/search.atom?fandom=${CROWD.fandom}`],
  '/feeds/tags/:file{[0-9a-z]+\\.atom}': [`/feeds/tags/${CROWD.fandom}.atom`],
  '/feeds/people/:file{[0-9a-z]+\\.atom}': [`/feeds/people/${CROWD.penName}.atom`],
  '/feeds/series/:file{[0-9a-z]+\\.atom}': [`/feeds/series/${CROWD.series}.atom`],
  '/opds/1.2/works': ['/opds/1.2/works', `/opds/1.2/works?q=rating:teen&after=${DEEP}`],
  '/opds/1.2/tags/:id': [`/opds/1.2/tags/${CROWD.fandom}`],
  '/opds/1.2/people/:id': [`/opds/1.2/people/${CROWD.penName}`],
  '/opds/1.2/series/:id': [`/opds/1.2/series/${CROWD.series}`],
  '/opds/2.0/works': ['/opds/2.0/works'],
  '/opds/2.0/works/:id': [`/opds/2.0/works/${workId(7)}`],
  '/opds/2.0/tags/:id': [`/opds/2.0/tags/${CROWD.fandom}`],
  '/opds/2.0/people/:id': [`/opds/2.0/people/${CROWD.penName}`],
  '/opds/2.0/series/:id': [`/opds/2.0/series/${CROWD.series}`],
  '/feeds/works.atom': ['/feeds/works.atom'],
  '/feeds/works/:file{[0-9a-z]+\\.atom}': [`/feeds/works/${workId(7)}.atom`],
  '/sources/:sha256': [`/sources/${createHash('sha256').update(ORIGINAL).digest('hex')}`],
}

describeOnBothEngines('in an archive of many works', (open, engine) => {
  let db: Db
  let ask: (path: string, cookie?: string) => Promise<Response>
  let cookie: string

  beforeAll(async () => {
    ;({ db } = await open())
    await plantWork(db, await plantCrowd(db, WORKS[engine]), { title: 'With its original', original: ORIGINAL })
    const web = await createWeb({ db, config: { url: 'https://archive.example', archivistKey: null } })
    cookie = (await web.request(`/archivist?key=${await handOutKey(db)}`)).headers.get('set-cookie') ?? ''
    ask = async (path, cookies) => web.request(path, cookies === undefined ? {} : { headers: { cookie: cookies } })
  })

  test('every page that depends on works is in this table', () => {
    const routes = routesOf({ cookieSecret: '', fileKeyHash: null }).filter((route) => route.audience === 'by-work')
    expect([...new Set(routes.map((route) => route.path))].toSorted()).toEqual(Object.keys(PAGES).toSorted())
  })

  test.for([
    ["select id from work where summary = 'x' limit 9", true],
    ["select id from work where visibility = 'public' order by summary limit 9", true],
    ["select count(*) as works from listing where kind = 'tag' group by ref_id, words % 7", true],
    ["select words from listing where kind = 'tag' and ref_id = 1 order by words desc limit 9", false],
    ['select title from work where id = 7', false],
    ['select position from finding where work_id = 7 order by position', false],
  ] as const)('“%s” is known for what it is', async ([text, grows]) => {
    expect((await findGrowth(db, { text, values: [] })).length > 0).toBe(grows)
  })

  test('what became of each file of an import is asked without going through all of them for each', async () => {
    const batch = await db.selectFrom('batch').select('id').executeTakeFirstOrThrow()
    for (const outcome of ['first', 'part', 'duplicate'] as const) {
      const asked = await recordQueries(() => listFiles(db, { key: batch.id }, outcome, 0))
      expect(asked).toHaveLength(1)
      for (const query of asked) expect(await findGrowth(db, query)).toEqual([])
    }
  })

  test.for(Object.values(PAGES).flat())('%s asks little, and nothing that grows', async (path) => {
    for (const cookies of [undefined, cookie.split(';', 1)[0]]) {
      const asked = await recordQueries(async () => {
        const answer = await ask(path, cookies)
        expect([200, 301, 303, 404]).toContain(answer.status)
        await answer.arrayBuffer()
      })
      expect(asked.length).toBeGreaterThan(0)
      expect(asked.length).toBeLessThanOrEqual(QUERIES_A_PAGE)
      for (const query of asked)
        expect({ query: query.text, growing: await findGrowth(db, query) }).toEqual({ query: query.text, growing: [] })
    }
  })
})
