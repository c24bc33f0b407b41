/** The report of an import as its page, and what an e-book becomes on the pages of the archive. */
import { expect, test } from 'vitest'
import { createWeb } from '../src/app/web.ts'
import { handOutKey } from '../src/archive/access/index.ts'
import { downloadedEpub, plainEpub } from '../src/archive/imports/testing/every-epub.ts'
import { openShelf, prose, story } from '../src/archive/imports/testing/shelf.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'

type Read = (path: string) => Promise<string>

async function openSite(db: Db): Promise<Read> {
  const web = await createWeb({
    db,
    config: { url: 'http://archive.test', archivistKey: null },
    onFault: (fault) => {
      throw fault
    },
  })
  const entry = await web.request(`/archivist?key=${await handOutKey(db)}`)
  const cookie = entry.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const read: Read = async (path) => {
    const answer = await web.request(path, { headers: { cookie } })
    if (answer.status === 301) return read(answer.headers.get('location') ?? '')
    expect(answer.status, path).toBe(200)
    return answer.text()
  }
  return read
}

function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

describeOnBothEngines('GET /batches/:id', (open) => {
  test('says what to look at first, lists it, and has sums that add up', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('lamp.txt', story('The Lamp', 1))
    shelf.put('lamp again.txt', story('The Lamp', 1))
    shelf.put('weir2.txt', story('The Weir, Part 2', 2, { words: 300 }))
    shelf.put(
      'writer.txt',
      `Title: The Quay\nAuthor: Sam <sam@lamp.example>\nRating: PG\n\n${prose(3)}\n\n${prose(4)}\n`,
    )
    shelf.put('old.7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 1, 2]))
    shelf.put('picture.gif', 'GIF89a;')
    const { batchId, findings } = await shelf.run()
    expect(findings.slice(0, 2)).toEqual([
      { kind: 'refusal', code: 'format-not-read-yet', count: 1 },
      { kind: 'gap', code: 'earlier-part', count: 1 },
    ])
    const read = await openSite(db)
    const report = await read(`/batches/${batchId}`)
    const words = wordsOf(report)
    expect(words).toContain('3 new works, 0 changed, 0 as before')
    expect(words).toMatch(/What to look at first Kind What How many Not read A format that is not read yet 1 /)
    expect(words).toContain('Hidden from readers E-mail addresses 1')
    expect(words).toMatch(/Began a work 3 The same text again 1 Refused 2 All files that went in 6/)
    expect(wordsOf(await read(`/batches/${batchId}?found=refusal.format-not-read-yet`))).toContain('old.7z')
    const gaps = await read(`/batches/${batchId}?found=gap.earlier-part`)
    expect(gaps).toMatch(/<a href="\/works\/[0-9a-z]{10}\/[^"]*\/about" dir="auto">The Weir/)
    expect(wordsOf(await read(`/batches/${batchId}?found=private.e-mail-address`))).not.toContain('@')
    for (const odd of ['repair.entity', 'nothing', 'gap.<b>', 'suggestion.'])
      expect(wordsOf(await read(`/batches/${batchId}?found=${encodeURIComponent(odd)}`))).toContain(
        'All files that went in',
      )
    const again = await shelf.run()
    expect(wordsOf(await read(`/batches/${again.batchId}`))).toContain('had been read before')
  })

  test('lists 250 refused files a hundred a page, each once', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    for (let i = 0; i < 250; i++) shelf.put(`p${i}.gif`, `GIF89a;${i}`)
    const { batchId } = await shelf.run()
    const read = await openSite(db)
    for (const start of ['outcome=refused', 'found=refusal.image']) {
      const seen: string[] = []
      let next: string | undefined = `/batches/${batchId}?${start}`
      let pages = 0
      while (next !== undefined) {
        const page: string = await read(next)
        seen.push(...[...page.matchAll(/p\d+\.gif/g)].map(([name]) => name))
        next = /<a href="([^"]*after=\d+)">/.exec(page)?.[1]?.replaceAll('&amp;', '&')
        pages++
      }
      expect([pages, seen.length, new Set(seen).size]).toEqual([3, 250, 250])
    }
  })
})

describeOnBothEngines('an e-book', (open) => {
  test('shows its chapters, its tags by kind, and its series', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    shelf.put('download.epub', downloadedEpub())
    shelf.put('plain.epub', plainEpub())
    await shelf.run()
    const read = await openSite(db)
    const works = await db.selectFrom('work').select(['public_id as id', 'title']).orderBy('title').execute()
    const [keeper, plain] = works
    expect(works.map(({ title }) => title)).toEqual(['The Lamp Keeper', 'The Plain Book'])
    const page = await read(`/works/${keeper?.id ?? ''}/the-lamp-keeper`)
    const words = wordsOf(page)
    for (const said of ['Wren', 'Night Ferry', 'Ada Finch', 'Lighthouses', 'The Oil', 'The Wick', 'The Ferry Lights'])
      expect(words).toContain(said)
    expect(words).toContain('Somebody keeps a lamp lit.')
    const kinds = await db
      .selectFrom('work_tag')
      .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
      .innerJoin('work', 'work.id', 'work_tag.work_id')
      .where('work.title', '=', 'The Lamp Keeper')
      .select(['tag.kind', 'tag.name'])
      .execute()
    expect(kinds.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual(
      expect.arrayContaining(['additional Lighthouses', 'category Gen', 'character Ada Finch', 'fandom Night Ferry']),
    )
    const chapter = await read(`/works/${plain?.id ?? ''}/the-plain-book/chapters/2`)
    expect(wordsOf(chapter)).toContain('Chapter Two')
    expect(chapter).toContain('<i>hers</i>')
  })
})

describeOnBothEngines('a story of which a part is lost', (open) => {
  test('calls its parts by their own numbers', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    for (const part of [1, 3]) {
      const head = `Title: The Weir\nAuthor: Sam Lind\nPart: ${part}/3`
      shelf.put(`weir${part}.txt`, `${head}\n\n${prose(part * 10)}\n\n${prose(part * 10 + 1)}\n`)
    }
    await shelf.run()
    const work = await db.selectFrom('work').select('public_id as id').executeTakeFirstOrThrow()
    const read = await openSite(db)
    const words = wordsOf(await read(`/works/${work.id}/the-weir`))
    expect(words).toContain('Chapter 3')
    expect(words).not.toContain('Chapter 2')
  })
})
