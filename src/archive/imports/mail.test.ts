import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { verifySources } from '../sources/index.ts'
import { listWaiting, type WaitingFrom } from './mail-store.ts'
import { inventList } from './testing/mailing-list.ts'
import { openShelf, prose, type Shelf } from './testing/shelf.ts'

describeOnBothEngines('runImport of mail', (open, engine) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
  })

  afterEach(() => shelf[Symbol.dispose]())

  test('asks about two names with one address, also after it was killed before it could', async () => {
    shelf.put('one.eml', postBy('Wren', 'The Quay', 1))
    shelf.put('two.eml', postBy('Mistle', 'The Mole', 5))
    const asked = (): Promise<unknown[]> =>
      db.selectFrom('finding').select(['field', 'before', 'after']).where('code', '=', 'same-person').execute()
    await shelf.run()
    const whole = await asked()
    expect(whole).toEqual([{ field: 'address', before: 'Mistle', after: 'Wren' }])
    // Works are written, and nothing is asked yet.
    await db.deleteFrom('finding').where('code', '=', 'same-person').execute()
    await db.deleteFrom('work_mark').execute()
    await shelf.run()
    expect(await asked()).toEqual(whole)
    await shelf.run()
    expect(await asked()).toEqual(whole)
  })

  /** What came in, as the list knows it. */
  async function found(): Promise<unknown[]> {
    const works = await db.selectFrom('work').select(['id', 'title', 'review_count']).execute()
    return Promise.all(
      works.map(async ({ id, title }) => {
        const authors = await db
          .selectFrom('creator')
          .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
          .select('pen_name.name')
          .where('work_id', '=', id)
          .execute()
        const chapters = await db
          .selectFrom('chapter')
          .select('number')
          .where('work_id', '=', id)
          .orderBy('position')
          .execute()
        const gaps = await db
          .selectFrom('finding')
          .select('value')
          .where('work_id', '=', id)
          .where('kind', '=', 'gap')
          .execute()
        const reviews = await db.selectFrom('review').select('id').where('work_id', '=', id).execute()
        return {
          title,
          author: authors.map(({ name }) => name).join(),
          parts: chapters.map((chapter) => chapter.number ?? 1),
          missing: gaps.map(({ value }) => Number(value)).toSorted((a, b) => a - b),
          replies: reviews.length,
        }
      }),
    )
  }

  test('makes of the traffic of a list exactly its stories, with their gaps and answers', async () => {
    const list = inventList(engine === 'sqlite' ? 1000 : 200)
    shelf.put('list.mbox', list.mbox)
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: list.messages, containers: 1 + list.digests, doubtful: 0 })
    expect(((await found()) as { title: string }[]).toSorted(byTitle)).toEqual(list.stories.toSorted(byTitle))
  })

  test('adds nothing when it comes again, keeps each byte once, and no address', async () => {
    const list = inventList(40, 7)
    shelf.put('list.mbox', list.mbox)
    await shelf.run()
    const before = [await shelf.catalogue(), await found()]
    await shelf.run()
    expect([await shelf.catalogue(), await found()]).toEqual(before)
    expect((await verifySources(db)).problems).toEqual([])
    const chunks = await db.selectFrom('source_chunk').select('size').execute()
    expect(chunks.reduce((sum, { size }) => sum + size, 0)).toBe(list.mbox.length)
    expect((before[0] as string[]).join('\n')).not.toContain('@example.com')
  })

  test('goes through waiting answers in the order in which they were sent, those without a date first', async () => {
    const sent = ['2002-03-05T10:00:00Z', null, '2001-01-01T10:00:00Z', null, '2002-03-05T10:00:00Z', null]
    for (const [i, date] of sent.entries()) {
      const dated = date === null ? '' : `Date: ${new Date(date).toUTCString()}\n`
      shelf.put(
        `${i}.eml`,
        `From: Wren <wren@lamp.example>\n${dated}Message-ID: <${i}@lamp.example>\nIn-Reply-To: <gone@lamp.example>\nSubject: Re: FIC: Gone\n\nI liked part ${i} very much.\n`,
      )
    }
    await shelf.run()
    const whole = await listWaiting(db, { sentAt: null, sha256: '' }, 10)
    expect(whole.map(({ sentAt }) => sentAt?.slice(0, 4) ?? null)).toEqual([null, null, null, '2001', '2002', '2002'])
    for (const size of [1, 2, 4]) {
      const paged: string[] = []
      for (let after: WaitingFrom = { sentAt: null, sha256: '' }; ; ) {
        const page = await listWaiting(db, after, size)
        const last = page.at(-1)
        if (last === undefined) break
        paged.push(...page.map(({ sha256 }) => sha256))
        after = last
      }
      expect(paged, `${size} a page`).toEqual(whole.map(({ sha256 }) => sha256))
    }
  })

  test('has the answers in the export of the catalogue', async () => {
    const list = inventList(40, 7)
    shelf.put('list.mbox', list.mbox)
    await shelf.run()
    const works = (await shelf.catalogue())
      .map((line) => JSON.parse(line) as { record: string; title: string; reviews: readonly { guest: string }[] })
      .filter(({ record }) => record === 'work')
    const replies = list.stories.reduce((sum, story) => sum + story.replies, 0)
    expect(replies).toBeGreaterThan(0)
    expect(works.reduce((sum, { reviews }) => sum + reviews.length, 0)).toBe(replies)
  })
})

function byTitle(a: { readonly title: string }, b: { readonly title: string }): number {
  return a.title < b.title ? -1 : 1
}

function postBy(name: string, title: string, seed: number): string {
  const head = `From: ${name} <wren@lamp.example>\nMessage-ID: <${seed}@lamp.example>\nSubject: FIC: ${title} (1/1)`
  return `${head}\n\nTitle: ${title}\nAuthor: ${name}\n\n${prose(seed)}\n\n${prose(seed + 1)}\n`
}
