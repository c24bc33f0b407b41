/** What stands around works, as a visitor meets it: reviews with their threads, series, people, news, rescued sites. */
import { beforeAll, describe, expect, test } from 'vitest'
import { createWeb } from '../src/app/web.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { plantHarbour } from './harbour.ts'
import { plantBatch, plantWork } from './seed.ts'
import { plantReview, plantSite } from './seed-community.ts'
import type { Shelf } from './shelf.ts'

describeOnBothEngines('around works', (open) => {
  let db: Db
  let site: Shelf
  let read: (path: string) => Promise<string>
  let work: string

  beforeAll(async () => {
    ;({ db } = await open())
    ;({ site } = await plantHarbour(db))
    read = await reader(db)
    work = `/works/${site.work.publicId}/the-oil-keeper`
  })

  describe('reviews of a work', () => {
    test('stand oldest first, each with its thread, signed, dated and rated in words', async () => {
      const text = wordsOf(await read(`${work}/reviews`))
      expect(
        inOrder(text, [
          'BellBuoy',
          '1 March 2008',
          'Oil',
          '9 of 10',
          'I could smell the oil',
          'Marrow Finch',
          'Tuesdays are the best',
          'Wednesdays, surely',
          'a passing ship',
          'liked it',
          'A guest',
          'of a chapter that is not here',
        ]),
      ).toBe(true)
    })

    test('count ratings without words and do not list them', async () => {
      const text = await read(`${work}/reviews`)
      expect(text).toContain('3 reviews and 1 rating without words; rated 8.5 of 10 on average')
      expect(text).not.toContain('Ghost')
    })

    test('keep what was answered to a review that was deleted', async () => {
      const text = wordsOf(await read(`${work}/reviews`))
      expect(inOrder(text, ['This was deleted', 'I am sorry you did not like it'])).toBe(true)
      expect(text).not.toContain('Said in rev1ew0007')
    })

    test('have no headings and no ids of their own', async () => {
      const text = await read(`${work}/reviews`)
      expect(text).toContain('<p class="loud">Oh!</p>')
      expect(text).not.toContain('id="b1"')
    })

    test('stand under their chapter, with the way to all', async () => {
      const text = wordsOf(await read(`${work}/chapters/1`))
      expect(
        inOrder(text, [
          'What readers said of this chapter',
          'I could smell the oil',
          'Tuesdays are the best',
          'All reviews of this chapter',
          'All 4 reviews of the work',
        ]),
      ).toBe(true)
      expect(text).not.toContain('of a chapter that is not here')
    })

    test('are paged by key, forwards, backwards, from the newest, and at one of them', async () => {
      const many = await plantWork(db, await plantBatch(db, 'ba7c0000r1'), { title: 'Much Said' })
      for (let i = 10; i < 70; i++)
        await plantReview(db, {
          on: { work: many.id },
          publicId: `m00000000${i}`.slice(-10),
          posted: `2001-${i}`,
          html: `<p>Word ${i}.</p>`,
        })
      const address = `/works/${many.publicId}/much-said/reviews`
      const spoken = async (query: string): Promise<readonly number[]> =>
        Array.from((await read(address + query)).matchAll(/Word (\d+)\./g), (match) => Number(match[1]))
      await expect(spoken('')).resolves.toEqual(from(10, 25))
      await expect(spoken('?after=zzzzzzzzzz')).resolves.toEqual(from(10, 25))
      await expect(spoken('?from=newest')).resolves.toEqual(from(45, 25))
      const first = await read(address)
      const next = /after=([0-9a-z]+)"/.exec(first)?.[1] ?? ''
      await expect(spoken(`?after=${next}`)).resolves.toEqual(from(35, 25))
      const second = await read(`${address}?after=${next}`)
      const back = /before=([0-9a-z]+)"/.exec(second)?.[1] ?? ''
      await expect(spoken(`?before=${back}`)).resolves.toEqual(from(10, 25))
      await expect(spoken(`?at=${next}`)).resolves.toEqual(from(34, 25))
    })
  })

  describe('a series', () => {
    test('shows its works in order, the series inside, what is missing, whose it is and how open', async () => {
      const text = wordsOf(await read(`/series/${site.series}/harbour-lights`))
      expect(
        inOrder(text, [
          'Harbour Lights',
          'by Marrow Finch and BellBuoy',
          'Two parts, and a series inside',
          'Moderated',
          'The Lantern Shelf',
          'Number 4 of it was story 4444',
          'The Oil Keeper',
          'After the Bells',
          'Inner Lights',
          'What readers said of the series',
          '10 of 10',
        ]),
      ).toBe(true)
    })

    test('is named on its works, with the work before and behind', async () => {
      const text = wordsOf(await read(work))
      expect(text).toContain('Part 1 of Harbour Lights')
      expect(text).toContain('Next in the series: After the Bells')
    })
  })

  describe('a person', () => {
    test('shows profile, fields, series, works, favourites with their comments, and reviews, and no e-mail address', async () => {
      const page = await read(`/people/${site.person}/marrow-finch`)
      const text = wordsOf(page)
      for (const words of [
        'a member since 21 January 2008',
        'I write about harbours',
        'Likes fog',
        'Harbour Lights',
        'The Oil Keeper',
        'My own, I know.',
        'Thank you all.',
        'Not to be taken for marrow finch',
      ])
        expect(text).toContain(words)
      expect(page).toContain('<a href="https://finch.example/" rel="nofollow noopener"')
      expect(page).not.toContain('finch@mail.example')
      expect(text).toContain('[address hidden]')
    })

    test('is told apart in the list from others with the same name', async () => {
      await db
        .insertInto('creator')
        .values({ work_id: site.work.id, pen_name_id: await keyOf(db, 'f1nch00002'), position: 5 })
        .execute()
      const text = wordsOf(await read('/people'))
      expect(text).toContain('of The Lantern Shelf, joined 21 January 2008')
      await db.deleteFrom('creator').where('position', '=', 5).execute()
    })
  })

  test('news has what people said below it, and its author and site', async () => {
    const text = wordsOf(await read(`/news/${site.news}/welcome-aboard`))
    expect(
      inOrder(text, [
        'Welcome aboard',
        '1 January 2008',
        'by Admin',
        'The Lantern Shelf',
        'The shelf is open',
        '1 comment',
        'BellBuoy',
        'First!',
      ]),
    ).toBe(true)
  })

  test('a challenge has its answers, works and series', async () => {
    const text = wordsOf(await read(`/challenges/${site.challenge}/write-a-storm`))
    expect(
      inOrder(text, [
        'Write a storm',
        'by BellBuoy',
        'At least 500 words',
        '2 answers',
        'The Oil Keeper',
        'Harbour Lights',
      ]),
    ).toBe(true)
  })

  test('a work says where it came from, in the site’s own words too', async () => {
    expect(wordsOf(await read(work))).toContain(
      'The Lantern Shelf, rescued on 20 November 2026; read there 8,834 times',
    )
    const about = wordsOf(await read(`${work}/about`))
    expect(
      inOrder(about, [
        'From the archive The Lantern Shelf',
        'In the words of the site',
        'Lantern Harbour › Season One',
        'Keeper Tam',
        'Genres',
        'Angst',
      ]),
    ).toBe(true)
  })

  test('chapters have their notes and their author, on the page and in a download', async () => {
    for (const address of [`${work}/chapters/2`, `${work}/download.txt`]) {
      const text = wordsOf(await read(address))
      expect([
        address,
        inOrder(text, ['by BellBuoy', 'Thanks to my', 'The wick was another matter', 'More next week']),
      ]).toEqual([address, true])
    }
  })

  test('links in a rescued text lead to where their things are here', async () => {
    expect(await read(`${work}/chapters/1`)).toContain(`href="/sites/${site.id}/old/viewuser.php?uid=2"`)
    expect(await read(`${work}/download.html`)).toContain(
      `href="https://archive.example/sites/${site.id}/old/viewuser.php?uid=2"`,
    )
    const answer = await ask(db, `/sites/${site.id}/old/viewuser.php?uid=2`)
    expect([answer.status, answer.headers.get('location')]).toEqual([301, `/people/${site.person}/marrow-finch`])
  })

  test('an old link to what is gone has a tombstone that says what is known; one that never was has none', async () => {
    const gone = await ask(db, '/fic/viewstory.php?sid=4444')
    expect(gone.status).toBe(410)
    expect(wordsOf(await gone.text())).toContain(
      'A story of this number was on The Lantern Shelf. It was not in the copy of the site',
    )
    expect((await ask(db, '/fic/viewstory.php?sid=777')).status).toBe(404)
    expect((await ask(db, '/elsewhere/viewstory.php?sid=1')).status).toBe(404)
  })

  test('a pasted link is answered in words, and nothing that was typed becomes markup', async () => {
    const told = await read(
      `/old-links?url=${encodeURIComponent('https://www.shelf.example/fic/viewstory.php?sid=1#top')}`,
    )
    expect(told).toContain(`On <bdi>The Lantern Shelf</bdi> it is <a href="${work}"`)
    const typed = await read(`/old-links?url=${encodeURIComponent('http://x/"><script>alert(1)</script>')}`)
    expect(typed).not.toContain('<script>alert')
    expect(typed).toContain('&quot;&gt;&lt;script&gt;')
  })

  test('addresses of an archive that no site was moved into are not found, as before', async () => {
    const { db: fresh } = await open()
    for (const path of ['/viewstory.php?sid=1', '/index.php', '/nowhere/at/all', '/fic/'])
      expect([path, (await ask(fresh, path)).status]).toEqual([path, 404])
    await plantSite(fresh, 'Somewhere', { oldPlace: null })
    expect((await ask(fresh, '/any/place/index.php')).status).toBe(301)
  })
})

async function ask(db: Db, path: string): Promise<Response> {
  const faults: unknown[] = []
  const config = { url: 'https://archive.example', archivistKey: null }
  const web = await createWeb({ db, config, onFault: (fault) => faults.push(fault) })
  const answer = await web.request(path)
  expect(faults).toEqual([])
  return answer
}

async function reader(db: Db): Promise<(path: string) => Promise<string>> {
  return async (path) => {
    const answer = await ask(db, path)
    expect([path, answer.status]).toEqual([path, 200])
    return answer.text()
  }
}

async function keyOf(db: Db, publicId: string): Promise<number> {
  const row = await db.selectFrom('pen_name').select('id').where('public_id', '=', publicId).executeTakeFirstOrThrow()
  return row.id
}

function wordsOf(page: string): string {
  return page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,;])/g, '$1')
}

function from(start: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => start + i)
}

function inOrder(text: string, words: readonly string[]): boolean {
  let at = 0
  return words.every((each) => {
    const found = text.indexOf(each, at)
    at = found + each.length
    return found >= 0
  })
}
