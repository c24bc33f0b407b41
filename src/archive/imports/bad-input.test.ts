import { closeSync, openSync, symlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TEXT_LIMIT_BYTES } from '../../intake/detect/index.ts'
import { zipOf } from '../../intake/formats/testing/zip-of.ts'
import type { Db } from '../../platform/db/database.ts'
import { isFull } from '../../platform/db/faults.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { writeZip } from '../../publish/epub/zip.ts'
import { countBroken } from '../health/index.ts'
import { verifySources } from '../sources/index.ts'
import { openShelf, prose, type RunOptions, type Shelf, story } from './testing/shelf.ts'

describeOnBothEngines('runImport of bad input', (open, engine) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
    // Whatever is wrong with the rest, this one comes in.
    shelf.put('good.txt', story('Good', 1))
  })

  afterEach(async () => {
    shelf[Symbol.dispose]()
    const broken = Object.entries(await countBroken(db)).filter(([, count]) => count > 0)
    const problems = [...broken.map(([name]) => name), ...(await verifySources(db)).problems]
    if (problems.length > 0) throw new Error(`the archive is not sound: ${problems.join(', ')}`)
  })

  /** What was refused, as "path [code]", and the titles that came in; the same when it is done again. */
  async function read(options: RunOptions = {}): Promise<{ refused: string[]; titles: string[] }> {
    const refused: string[] = []
    await shelf.run({
      ...options,
      onEvent: (event) => {
        if (event.event === 'file' && event.refusal !== null)
          refused.push(`${[...event.place.within, event.place.path].join(' > ')} [${event.refusal.code}]`)
      },
    })
    const before = await shelf.catalogue()
    const { counts } = await shelf.run()
    if (counts.works.added + counts.works.changed > 0) throw new Error('a second run changed something')
    if ((await shelf.catalogue()).join() !== before.join()) throw new Error('a second run wrote something else')
    return { refused: refused.toSorted(), titles: (await shelf.works()).map((work) => work.title).toSorted() }
  }

  test('reads a story of one line of 10 MB', async () => {
    shelf.put(
      'line.txt',
      `Title: Line\n\n${prose(2, 8)
        .repeat(10_000_000 / 40)
        .slice(0, 10_000_000)}`,
    )
    expect(await read()).toEqual({ refused: [], titles: ['Good', 'Line'] })
  })

  test('keeps NUL bytes in the original, and stores none in the catalogue', async () => {
    shelf.put('nul.txt', story('Hol\0es', 2, { author: 'To\0ve', rest: 'She went\0 home\0.' }))
    shelf.put('nuls.txt', Buffer.alloc(5000))
    const { refused, titles } = await read()
    expect(refused).toEqual(['shelf/nuls.txt [empty]'])
    expect(titles).toHaveLength(2)
    const lines = await shelf.catalogue()
    expect(lines.join('')).not.toContain('\\u0000')
  })

  test('keeps what is no story, each with its reason', async () => {
    shelf.put('empty.txt', '')
    shelf.put('blank.txt', ' \n\n\t\n')
    shelf.put('picture.txt', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    shelf.put('program.html', Buffer.from('7f454c46020101000000000000000000', 'hex'))
    const { refused, titles } = await read()
    expect(refused).toHaveLength(4)
    expect(titles).toEqual(['Good'])
    const kept = await db
      .selectFrom('source')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst()
    expect(kept?.count).toBe(5)
  })

  test('reads a zip that lost its directory, and keeps every hostile one', async () => {
    const whole = Buffer.from(await writeZip([{ path: 'a.txt', content: story('Zipped', 3) }]))
    shelf.put('a-cut.zip', whole.subarray(0, whole.length - 30))
    shelf.put(
      'b-bomb.zip',
      lyingZip([{ name: 'bomb.txt', data: deflateRawSync(Buffer.alloc(40 << 20, 65)), size: 40 << 20 }]),
    )
    shelf.put('c-overlap.zip', overlappingZip())
    shelf.put(
      'd-names.zip',
      lyingZip(
        ['../out.txt', '/root.txt', 'C:\\disk.txt', 'in.txt'].map((name, i) =>
          plain(name, story(`Named ${i}`, 10 + i)),
        ),
      ),
    )
    const { refused, titles } = await read()
    expect(refused).toEqual([
      'shelf/a-cut.zip [truncated-container]',
      'shelf/b-bomb.zip > bomb.txt [container-bomb]',
      'shelf/c-overlap.zip [container-bomb]',
      'shelf/d-names.zip > ../out.txt [unsafe-name]',
      'shelf/d-names.zip > /root.txt [unsafe-name]',
      'shelf/d-names.zip > C:/disk.txt [unsafe-name]',
    ])
    expect(titles).toEqual(['Good', 'Named 3', 'Zipped'])
  })

  test('reads the stories of a zip up to where it is cut off, and says so of the one that is cut', async () => {
    const long = Array.from({ length: 400 }, (_, i) => `Line ${Math.imul(i + 1, 0x9e3779b1).toString(36)} was read.`)
    const whole = zipOf({
      'a.txt': story('Before', 3),
      'b.txt': story('Cut', 4, { rest: long.join('\n\n') }),
      'c.txt': story('Behind', 5),
    })
    shelf.put('a.zip', whole.subarray(0, whole.indexOf('c.txt') - 200))
    const { counts } = await shelf.run()
    expect(counts.doubtful).toBe(2)
    expect(await read()).toEqual({ refused: ['shelf/a.zip [truncated-container]'], titles: ['Before', 'Cut', 'Good'] })
    const found = await db.selectFrom('finding').select(['code', 'why']).where('code', '=', 'cut-off').execute()
    expect(found).toEqual([{ code: 'cut-off', why: expect.stringContaining('packed in') }])
  })

  test('goes round no loop of links', async () => {
    symlinkSync(shelf.folder, join(shelf.folder, 'loop'))
    symlinkSync('self', join(shelf.folder, 'self'))
    symlinkSync('/etc/hostname', join(shelf.folder, 'out'))
    expect(await read()).toEqual({
      refused: ['shelf/loop [link-loop]', 'shelf/out [unsafe-name]', 'shelf/self [link-loop]'],
      titles: ['Good'],
    })
  })

  test('keeps a text over 64 MiB without reading it', async () => {
    const line = Buffer.from('The ferry came in at six, and nobody got off.\n'.repeat(20_000))
    const file = openSync(join(shelf.folder, 'large.txt'), 'w')
    for (let written = 0; written <= TEXT_LIMIT_BYTES; written += line.length) writeSync(file, line)
    closeSync(file)
    const { refused, titles } = await read()
    expect(refused).toEqual(['shelf/large.txt [too-large]'])
    expect(titles).toEqual(['Good'])
    const large = await db.selectFrom('source').select('size').where('size', '>', 1_000_000).executeTakeFirst()
    expect(large?.size).toBeGreaterThan(TEXT_LIMIT_BYTES)
  })

  test('says that a name cannot be read once, and takes it back when it can', async () => {
    symlinkSync('later.txt', join(shelf.folder, 'gone.txt'))
    expect((await read()).refused).toEqual(['shelf/gone.txt [unreadable]'])
    shelf.remove('gone.txt')
    shelf.put('gone.txt', story('Back', 2))
    expect(await read()).toEqual({ refused: [], titles: ['Back', 'Good'] })
    expect(await db.selectFrom('finding').select('code').where('kind', '=', 'refusal').execute()).toEqual([])
  })

  test('reads a folder of 500 files in workers as it does one by one', async () => {
    for (let i = 0; i < 500; i++) shelf.put(`many/${i}.txt`, story(`Story ${i}`, 1000 + i, { words: 200 }))
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 501, parts: 501, refused: 0, works: { added: 501 } })
    const before = await shelf.catalogue()
    const one = await openShelf((await open()).db)
    try {
      one.put('good.txt', story('Good', 1))
      await one.run()
      for (let i = 0; i < 20; i++) {
        one.put(`many/${i}.txt`, story(`Story ${i}`, 1000 + i, { words: 200 }))
        await one.run({ only: [`many/${i}.txt`] })
      }
      const works = (await one.works()).map((work) => JSON.stringify({ title: work.title, chapters: work.chapters }))
      const all = new Set(
        (await shelf.works()).map((work) => JSON.stringify({ title: work.title, chapters: work.chapters })),
      )
      expect(works.filter((work) => !all.has(work))).toEqual([])
    } finally {
      one[Symbol.dispose]()
    }
    expect(await shelf.catalogue()).toEqual(before)
  })

  describe.skipIf(engine !== 'sqlite')('on a full disk', () => {
    test('says so, keeps what was finished, and goes on from there with room', async () => {
      for (let i = 0; i < 60; i++) shelf.put(`${i}.txt`, story(`Story ${i}`, 100 + i, { words: 500 }))
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
      for (const room of [5, 15, 30, 50]) {
        await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + room}`).execute(db)
        const fault: unknown = await shelf.run().catch((error: unknown) => error)
        expect(isFull(fault), `${room} pages: ${String(fault)}`).toBe(true)
      }
      await sql.raw('pragma max_page_count = 1000000').execute(db)
      await shelf.run()
      const other = await openShelf((await open()).db)
      try {
        other.put('good.txt', story('Good', 1))
        for (let i = 0; i < 60; i++) other.put(`${i}.txt`, story(`Story ${i}`, 100 + i, { words: 500 }))
        await other.run()
        expect(await shelf.catalogue()).toEqual(await other.catalogue())
      } finally {
        other[Symbol.dispose]()
      }
    })
  })
})

interface Entry {
  readonly name: string
  /** Deflated. */
  readonly data: Uint8Array
  readonly size: number
  /** Where its header stands; after the one before when left out. */
  readonly at?: number
}

function plain(name: string, text: string): Entry {
  return { name, data: deflateRawSync(text), size: Buffer.byteLength(text) }
}

/** Two entries of the directory that share one header and its bytes. */
function overlappingZip(): Buffer {
  const data = deflateRawSync(Buffer.alloc(1 << 16, 66))
  const entry = { name: 'a.txt', data, size: 1 << 16 }
  return lyingZip([entry, { ...entry, at: 0 }])
}

/** A zip whose directory says what it is given. */
function lyingZip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, size, at } of entries) {
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(size, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(20, 4)
    fields.copy(central, 6)
    central.writeUInt32LE(at ?? offset, 42)
    directory.push(central, Buffer.from(name))
    if (at !== undefined) continue
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, Buffer.from(name), data])
    parts.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}
