/**
 * Every old address of a rescued site leads to a page that shows what it was of: a crawl of an invented site with the traps
 * of old ones, as the only site of an archive, as one of two, and by its own host.
 */
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Truth } from '../scripts/efiction-check/truth.ts'
import { createWeb } from '../src/app/web.ts'
import { handOutKey } from '../src/archive/access/index.ts'
import { openShelf } from '../src/archive/imports/testing/shelf.ts'
import { inventSite } from '../src/archive/rescues/testing/invented-site.ts'
import { inventedTruth } from '../src/archive/rescues/testing/invented-truth.ts'
import { writeDumpFile, writeStoryFiles } from '../src/archive/rescues/testing/write-site.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'

const SIZE = { stories: 8, wordsPerChapter: 60, reviews: 40 }
const SITE = inventSite(SIZE)
const OTHER = inventSite({ ...SIZE, stories: 3, seed: 9, sitekey: 'Second', name: 'A Second Shelf', tablePrefix: 'b_' })

type AllTruth = Required<Truth>

/** An old address, and words that stand on the page it is to lead to. */
type Old = readonly [address: string, words: string]

describeOnBothEngines('old addresses of a rescued site', (open) => {
  const truth = inventedTruth(SITE) as AllTruth
  let db: Db
  let ask: Ask

  beforeAll(async () => {
    ;({ db } = await open())
    using shelf = await openShelf(db)
    await writeDumpFile(join(shelf.folder, 'dump.sql'), [SITE], { form: 'mysqldump' })
    writeStoryFiles(join(shelf.folder, 'stories'), SITE)
    await shelf.run()
    ask = await asker(db)
  }, 120_000)

  test.for([
    ['stories', storiesOf],
    ['chapters', chaptersOf],
    ['people', peopleOf],
    ['series, challenges and news', thingsOf],
    ['words', wordsOf],
  ] as const)('of all its %s lead to pages that show them, for good', { timeout: 120_000 }, async ([, listOld]) => {
    const old = listOld(truth)
    expect(old.length).toBeGreaterThan(5)
    expect(await crawl(ask, old)).toEqual([])
  })

  test('lead from where the site stood, and say so without a body when only asked for the head', async () => {
    const [first] = storiesOf(truth) as [Old]
    const answer = await ask(first[0], { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([301, ''])
    expect(answer.headers.get('location')).toMatch(/^\/works\//)
  })

  describe('beside another site', () => {
    let both: Ask
    let places: readonly string[]

    beforeAll(async () => {
      const database = await open()
      using shelf = await openShelf(database.db)
      await writeDumpFile(join(shelf.folder, 'dump.sql'), [SITE, OTHER], { form: 'mysqldump' })
      writeStoryFiles(join(shelf.folder, 'stories'), SITE)
      writeStoryFiles(join(shelf.folder, 'b/stories'), OTHER)
      await shelf.run()
      places = ['one.example/fic', 'two.example']
      for (const [i, name] of ['The Paper Lighthouse', 'A Second Shelf'].entries()) {
        await database.db
          .updateTable('rescued_site')
          .set({ old_place: places[i] ?? null })
          .where('name', '=', name)
          .execute()
      }
      both = await asker(database.db)
    }, 120_000)

    test('lead by their path, and by their host', { timeout: 120_000 }, async () => {
      const other = inventedTruth(OTHER) as AllTruth
      expect(await crawl(both, at('/fic', chaptersOf(truth)))).toEqual([])
      expect(await crawl(withHost(both, 'WWW.one.example:8080'), at('/fic', storiesOf(truth)))).toEqual([])
      expect(await crawl(withHost(both, 'two.example'), storiesOf(other))).toEqual([])
    })

    test('offer both where nothing says which is meant, and never say the host back', async () => {
      const answer = await both('/viewstory.php?sid=1', { headers: { host: 'evil.example' } })
      const text = await answer.text()
      expect(answer.status).toBe(300)
      expect(text).toContain('The Paper Lighthouse')
      expect(text).toContain('A Second Shelf')
      expect(text).not.toContain('evil.example')
      const title = truth.stories.find((story) => story.sid === 1)?.title ?? ''
      expect(text).toContain(escaped(title))
    })
  })
})

type Ask = (path: string, init?: RequestInit) => Promise<Response>

/** Asks as the archivist, who may see everything. */
async function asker(db: Db): Promise<Ask> {
  const faults: unknown[] = []
  const config = { url: 'http://archive.test', archivistKey: null }
  const web = await createWeb({ db, config, onFault: (fault) => faults.push(fault) })
  const entry = await web.request(`/archivist?key=${await handOutKey(db)}`)
  const cookie = entry.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  return async (path, init) => {
    const answer = await web.request(path, {
      ...init,
      headers: { cookie, ...(init?.headers as Record<string, string>) },
    })
    expect(faults).toEqual([])
    return answer
  }
}

function withHost(ask: Ask, host: string): Ask {
  return (path, init) => ask(path, { ...init, headers: { host } })
}

function at(place: string, old: readonly Old[]): readonly Old[] {
  return old.map(([address, words]) => [place + address, words])
}

/** What is wrong with these addresses. */
async function crawl(ask: Ask, old: readonly Old[]): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [address, words] of old) {
    const answer = await ask(address)
    const place = answer.headers.get('location')
    if (answer.status !== 301 || place === null || !place.startsWith('/')) {
      wrong.push(`${address} answers ${answer.status} ${place}`)
      continue
    }
    const page = await ask(place.split('#', 1)[0] as string)
    const text = await page.text()
    if (page.status !== 200 || !text.includes(escaped(words)))
      wrong.push(`${address} → ${place} (${page.status}): ${words}`)
  }
  return wrong
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function storiesOf({ stories }: AllTruth): readonly Old[] {
  return stories.flatMap(({ sid, title }) =>
    [
      `/viewstory.php?sid=${sid}`,
      `/viewstory.php?sid=${sid}&index=1`,
      `/viewstory.php?action=printable&textsize=0&sid=${sid}&chapter=all`,
      `/viewstory.php?ageconsent=ok&warning=4&sid=${sid}`,
      `/reviews.php?type=ST&item=${sid}`,
    ].map((address): Old => [address, title || 'Untitled']),
  )
}

function chaptersOf({ stories }: AllTruth): readonly Old[] {
  return stories.flatMap(({ sid, chapters }) =>
    chapters.flatMap(({ chapid, uid, inorder, title }) =>
      [
        `/viewstory.php?sid=${sid}&chapter=${inorder}`,
        `/viewstory.php?sid=${sid}&textsize=1&chapter=${inorder}`,
        `/viewstory.php?action=printable&sid=${sid}&chapter=${inorder}`,
        `/stories/${uid}/${chapid}.txt`,
        `/reviews.php?type=ST&item=${sid}&chapid=${chapid}`,
      ].map((address): Old => [address, title]),
    ),
  )
}

function peopleOf({ authors }: AllTruth): readonly Old[] {
  return authors
    .filter((author) => author.exists_in_authors_table)
    .flatMap(({ uid, penname }) =>
      ['', '&action=storiesby', '&action=seriesby', '&action=reviewsby', '&action=favst'].map(
        (action): Old => [`/viewuser.php?uid=${uid}${action}`, penname ?? ''],
      ),
    )
}

function thingsOf({ series, challenges, news }: AllTruth): readonly Old[] {
  return [
    ...series.map(({ seriesid, title }): Old => [`/viewseries.php?seriesid=${seriesid}`, title]),
    ...series.map(({ seriesid, title }): Old => [`/reviews.php?type=SE&item=${seriesid}`, title]),
    ...challenges.map(({ chalid, title }): Old => [`/challenges.php?chalid=${chalid}`, title]),
    ...news.map(({ nid, title }): Old => [`/news.php?nid=${nid}`, title]),
  ]
}

function wordsOf({ categories, characters, classes, ratings }: AllTruth): readonly Old[] {
  return [
    ...categories.map(({ catid, name }): Old => [`/browse.php?type=categories&catid=${catid}`, name]),
    ...categories.map(({ catid, name }): Old => [`/categories.php?catid=${catid}`, name]),
    ...characters.map(({ charid, name }): Old => [`/browse.php?type=characters&charid=${charid}`, name]),
    ...classes.map(({ id, type, name }): Old => [`/browse.php?type=class&type_id=${type}&classid=${id}`, name]),
    ...ratings.map(({ rid, rating }): Old => [`/browse.php?type=ratings&rid=${rid}`, rating]),
  ]
}
