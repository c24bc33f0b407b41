import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Result } from '../../kernel/result.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { CHUNK_SIZE } from '../../platform/packed-chunk.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import {
  clearUnfinishedSources,
  findSource,
  openSource,
  saveEntry,
  saveLargeSource,
  saveSource,
  verifySources,
} from './index.ts'
import { DamagedSource, type SavedSource, sha256Of } from './source.ts'

const META = { mediaType: 'text/plain', format: 'text', seenAt: '2026-01-02T03:04:05.678Z' }
const STORY = Buffer.from('Once upon a time, José said: “Don’t.”\r\n\0\u0001'.repeat(30))

describeOnBothEngines('saveSource', (open) => {
  test.for([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0])],
    ['text with every kind of byte', STORY],
    ['exactly one chunk', randomBytes(CHUNK_SIZE)],
    ['bytes over several chunks that do not shrink', randomBytes(2 * CHUNK_SIZE + 1)],
  ] as const)('keeps %s as they came', async ([, bytes]) => {
    const { db } = await open()
    const saved = await inTransaction(db, (tx) => saveSource(tx, bytes, META))
    expect(saved).toEqual({ sha256: sha256Of(bytes), isNew: true })
    expect((await read(db, saved.sha256)).equals(bytes)).toBe(true)
    expect(await findSource(db, saved.sha256)).toEqual({
      sha256: saved.sha256,
      size: bytes.length,
      mediaType: 'text/plain',
      format: 'text',
      firstSeen: META.seenAt,
      entry: null,
    })
    const largest = await db
      .selectFrom('source_chunk')
      .select((eb) => eb.fn.max(eb.fn<number | null>('length', ['data'])).as('bytes'))
      .executeTakeFirstOrThrow()
    expect(largest.bytes ?? 0).toBeLessThanOrEqual(4 * 2 ** 20)
  })

  test('keeps the same bytes once, and says so', async () => {
    const { db } = await open()
    await saveSource(db, STORY, META)
    const again = await saveSource(db, STORY, { ...META, seenAt: '2030-01-01T00:00:00.000Z' })
    expect(again.isNew).toBe(false)
    expect((await findSource(db, again.sha256))?.firstSeen).toBe(META.seenAt)
    expect(await rows(db)).toEqual({ sources: 1, chunks: 1, unfinished: 0 })
  })

  test('keeps nothing when the surrounding transaction fails', async () => {
    const { db } = await open()
    const failing = inTransaction(db, async (tx) => {
      await saveSource(tx, STORY, META)
      throw new Error('reading it failed')
    })
    await expect(failing).rejects.toThrow('reading it failed')
    expect(await rows(db)).toEqual({ sources: 0, chunks: 0, unfinished: 0 })
  })
})

describeOnBothEngines('saveLargeSource', (open) => {
  const large = randomBytes(3 * CHUNK_SIZE + 12_345)

  test('keeps a stream in pieces of any size', async () => {
    const { db } = await open()
    const saved = done(await saveLargeSource(db, () => pieces(large, 700_001), META))
    expect(saved).toEqual({ sha256: sha256Of(large), isNew: true })
    expect((await read(db, saved.sha256)).equals(large)).toBe(true)
    expect(await rows(db)).toEqual({ sources: 1, chunks: 4, unfinished: 0 })
    expect(done(await saveLargeSource(db, () => pieces(large, 9_999_999), META)).isNew).toBe(false)
  })

  test.for([
    ['other', (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])])],
    ['more', (bytes: Buffer): Buffer => Buffer.concat([bytes, bytes])],
    ['fewer', (bytes: Buffer): Buffer => bytes.subarray(0, CHUNK_SIZE + 1)],
    ['no', (): Buffer => Buffer.alloc(0)],
  ] as const)('keeps nothing of a file that has %s bytes the second time', async ([, change]) => {
    const { db } = await open()
    const bytes = Buffer.concat([large.subarray(0, -1), Buffer.from([0])])
    let times = 0
    const result = await saveLargeSource(db, () => pieces(times++ === 0 ? bytes : change(bytes), CHUNK_SIZE), META)
    expect(result).toEqual({ ok: false, refusal: 'changed-while-reading' })
    expect(await rows(db)).toEqual({ sources: 0, chunks: 0, unfinished: 0 })
  })

  test('leaves nothing that a later run does not clear away when it is cut off', async () => {
    const { db } = await open()
    let times = 0
    const cut = async function* (): AsyncGenerator<Uint8Array> {
      yield* pieces(large.subarray(0, 2 * CHUNK_SIZE), CHUNK_SIZE)
      if (times++ > 0) throw new Error('the disk was pulled out')
      yield large.subarray(2 * CHUNK_SIZE)
    }
    await expect(saveLargeSource(db, cut, META)).rejects.toThrow('pulled out')
    expect(await rows(db)).toEqual({ sources: 0, chunks: 2, unfinished: 1 })
    await saveSource(db, STORY, META)
    await clearUnfinishedSources(db)
    expect(await rows(db)).toEqual({ sources: 1, chunks: 1, unfinished: 0 })

    await expect(saveLargeSource(db, cut, META)).rejects.toThrow('pulled out')
    done(await saveLargeSource(db, () => pieces(large, CHUNK_SIZE), META))
    expect(await rows(db)).toEqual({ sources: 2, chunks: 5, unfinished: 0 })
    expect((await verifySources(db)).problems).toEqual([])
  })
})

describeOnBothEngines('saveLargeSource of 200 MB', (open, engine) => {
  test.runIf(engine === 'sqlite')('needs little memory', async () => {
    const { db } = await open()
    const before = process.memoryUsage.rss()
    let peak = 0
    const stream = async function* (): AsyncGenerator<Uint8Array> {
      const piece = Buffer.alloc(2 ** 20, STORY)
      for (let n = 0; n < 200; n++) {
        piece.writeUInt32LE(n)
        peak = Math.max(peak, process.memoryUsage.rss())
        yield piece
      }
    }
    const { sha256 } = done(await saveLargeSource(db, stream, META))
    let size = 0
    for await (const bytes of openSource(db, sha256)) size += bytes.length
    expect(size).toBe(200 * 2 ** 20)
    expect((peak - before) / 2 ** 20).toBeLessThan(200)
  })
})

describeOnBothEngines('saveEntry', (open) => {
  test.for(['deflate', 'stored'] as const)('keeps a file in a container by reference (%s)', async (method) => {
    const { db } = await open()
    const { entry, container } = packed(STORY, method)
    await inTransaction(db, async (tx) => {
      const { sha256 } = await saveSource(tx, container, { ...META, format: 'zip' })
      const saved = await saveEntry(tx, original(STORY), { ...entry, containerSha256: sha256 }, META)
      expect(saved).toEqual({ sha256: sha256Of(STORY), isNew: true })
    })
    expect((await read(db, sha256Of(STORY))).equals(STORY)).toBe(true)
    expect((await findSource(db, sha256Of(STORY)))?.entry).toMatchObject({ name: 'a/story.txt', method })
    expect(await verifySources(db)).toEqual({ sources: 2, versions: 0, problems: [] })
  })

  test('keeps a file that lies over several chunks of its container', async () => {
    const { db } = await open()
    const bytes = randomBytes(CHUNK_SIZE + 100)
    const { entry, container } = packed(bytes, 'deflate', CHUNK_SIZE - 50)
    const { sha256 } = await saveSource(db, container, META)
    await saveEntry(db, original(bytes), { ...entry, containerSha256: sha256 }, META)
    expect((await read(db, sha256Of(bytes))).equals(bytes)).toBe(true)
  })

  test('reads a file out of a container in a container', async () => {
    const { db } = await open()
    const inner = packed(STORY, 'deflate')
    const outer = packed(inner.container, 'deflate')
    const { sha256 } = await saveSource(db, outer.container, META)
    await saveEntry(db, original(inner.container), { ...outer.entry, containerSha256: sha256 }, META)
    const place = { ...inner.entry, containerSha256: sha256Of(inner.container) }
    await saveEntry(db, original(STORY), place, META)
    expect((await read(db, sha256Of(STORY))).equals(STORY)).toBe(true)
    expect(await verifySources(db)).toEqual({ sources: 3, versions: 0, problems: [] })
  })

  test('refuses a container that is not kept', async () => {
    const { db } = await open()
    const place = { ...packed(STORY, 'deflate').entry, containerSha256: 'none' }
    await expect(saveEntry(db, original(STORY), place, META)).rejects.toThrow(/foreign key/i)
  })

  test.for([
    ['begins elsewhere', { offset: 8 }],
    ['is cut off', { packedSize: 12 }],
    ['goes on behind the end of its container', { packedSize: 100_000, offset: 300 }],
    ['was packed otherwise', { method: 'stored' }],
  ] as const)('is found out when an entry %s', async ([, wrong]) => {
    const { db } = await open()
    const { entry, container } = packed(randomBytes(300), 'deflate')
    const { sha256 } = await saveSource(db, container, META)
    await saveEntry(db, original(STORY), { ...entry, containerSha256: sha256, ...wrong }, META)
    const { problems } = await verifySources(db)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(sha256Of(STORY))
  })

  test('stops at the size it is said to have', async () => {
    const { db } = await open()
    const { entry, container } = packed(Buffer.alloc(50_000_000), 'deflate')
    const { sha256 } = await saveSource(db, container, META)
    await saveEntry(db, { sha256: 'bomb', size: 1000 }, { ...entry, containerSha256: sha256 }, META)
    await expect(read(db, 'bomb')).rejects.toThrow(DamagedSource)
  })
})

describeOnBothEngines('openSource', (open) => {
  test('says that there is no original of a name', async () => {
    const { db } = await open()
    await expect(read(db, 'none')).rejects.toThrow(DamagedSource)
    expect(await findSource(db, 'none')).toBeUndefined()
  })
})

describeOnBothEngines('verifySources', (open) => {
  test('finds every flipped bit of a chunk', async () => {
    const { db } = await open()
    const { sha256 } = await saveSource(db, Buffer.from('A short story.'), META)
    const { data } = await db.selectFrom('source_chunk').select('data').executeTakeFirstOrThrow()
    let missed = 0
    for (let bit = 0; bit < data.length * 8; bit++) {
      await setData(db, sha256, 0, flip(data, bit))
      const { problems } = await verifySources(db)
      if (problems.length !== 1) missed++
    }
    expect(missed).toBe(0)
    await setData(db, sha256, 0, data)
    expect((await verifySources(db)).problems).toEqual([])
  })

  test('finds a flipped bit in each of several chunks, and names each original once', async () => {
    const { db } = await open()
    const sources = [randomBytes(3 * CHUNK_SIZE), randomBytes(CHUNK_SIZE), STORY]
    for (const bytes of sources) await saveSource(db, bytes, META)
    const chunks = await db.selectFrom('source_chunk').select(['sha256', 'position', 'data']).execute()
    expect(chunks).toHaveLength(5)
    for (const { sha256, position, data } of chunks) {
      await setData(db, sha256, position, flip(data, (data.length * 8 * 2) / 3))
      const { problems } = await verifySources(db)
      expect(problems).toHaveLength(1)
      expect(problems[0]).toContain(sha256)
      await setData(db, sha256, position, data)
    }
    for (const { sha256, position, data } of chunks) await setData(db, sha256, position, flip(data, 77))
    expect((await verifySources(db)).problems).toHaveLength(3)
  })

  test('finds chunks that are gone and sources that were renamed', async () => {
    const { db } = await open()
    const long = await saveSource(db, randomBytes(3 * CHUNK_SIZE), META)
    const renamed = await saveSource(db, STORY, META)
    await db.deleteFrom('source_chunk').where('position', '=', CHUNK_SIZE).execute()
    await db
      .updateTable('source')
      .set({ sha256: 'f'.repeat(64) })
      .where('sha256', '=', renamed.sha256)
      .execute()
    await db
      .updateTable('source_chunk')
      .set({ sha256: 'f'.repeat(64) })
      .where('sha256', '=', renamed.sha256)
      .execute()
    const { problems } = await verifySources(db)
    expect(problems).toHaveLength(2)
    expect(problems.join()).toContain(long.sha256)
    expect(problems.join()).toContain('f'.repeat(64))
  })

  test('finds every text of a chapter that was changed', async () => {
    const { db } = await open()
    const texts = ['<p>Éowyn said no.</p>', '<p>One.</p>', '<p>Two, 漢字.</p>']
    await addTexts(db, texts)
    expect(await verifySources(db)).toEqual({ sources: 0, versions: 3, problems: [] })
    for (const [i, html] of texts.entries()) {
      for (let at = 0; at < html.length; at++) {
        const changed = `${html.slice(0, at)}${String.fromCharCode(html.charCodeAt(at) ^ 1)}${html.slice(at + 1)}`
        await db
          .updateTable('chapter_version')
          .set({ html: changed })
          .where('number', '=', i + 1)
          .execute()
        const { problems } = await verifySources(db)
        expect(problems).toEqual([`work w, chapter 1, version ${i + 1}: its text is not what was kept`])
      }
      await db
        .updateTable('chapter_version')
        .set({ html })
        .where('number', '=', i + 1)
        .execute()
    }
  })

  test('reads everything, page by page, and tells how far it is', async () => {
    const { db } = await open()
    const count = 450
    const container = packed(STORY, 'stored')
    await inTransaction(db, async (tx) => {
      for (let n = 0; n < count; n++) await saveSource(tx, Buffer.from(`story ${n}`), META)
      const { sha256 } = await saveSource(tx, container.container, META)
      for (let n = 0; n < count; n++) {
        const bytes = STORY.subarray(n, n + 700)
        const place = {
          ...container.entry,
          offset: container.entry.offset + n,
          packedSize: 700,
          containerSha256: sha256,
        }
        await saveEntry(tx, original(bytes), place, META)
      }
    })
    const steps: { readonly done: number; readonly total: number }[] = []
    const report = await verifySources(db, (step) => steps.push(step))
    const kept = (await rows(db)).sources
    expect(report).toEqual({ sources: kept, versions: 0, problems: [] })
    expect(kept).toBeGreaterThan(count + 30)
    expect(steps.at(-1)).toEqual({ done: kept, total: kept })
  })
})

async function read(db: Db, sha256: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const bytes of openSource(db, sha256)) parts.push(bytes)
  return Buffer.concat(parts)
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function original(bytes: Uint8Array): { readonly sha256: string; readonly size: number } {
  return { sha256: sha256Of(bytes), size: bytes.length }
}

function packed(
  bytes: Buffer,
  method: 'deflate' | 'stored',
  offset = 50,
): {
  readonly container: Buffer
  readonly entry: { name: string; offset: number; packedSize: number; method: 'deflate' | 'stored' }
} {
  const data = method === 'deflate' ? deflateRawSync(bytes) : bytes
  const container = Buffer.concat([Buffer.alloc(offset, 'header'), data, Buffer.from('the directory')])
  return { container, entry: { name: 'a/story.txt', offset, packedSize: data.length, method } }
}

function done(result: Result<SavedSource, string>): SavedSource {
  if (!result.ok) throw new Error(result.refusal)
  return result.value
}

function flip(bytes: Uint8Array, bit: number): Buffer {
  const flipped = Buffer.from(bytes)
  const at = Math.floor(bit / 8)
  flipped[at] = (flipped[at] as number) ^ (1 << (Math.floor(bit) % 8))
  return flipped
}

async function setData(db: Db, sha256: string, position: number, data: Uint8Array): Promise<void> {
  await db
    .updateTable('source_chunk')
    .set({ data })
    .where('sha256', '=', sha256)
    .where('position', '=', position)
    .execute()
}

async function rows(db: Db): Promise<{ sources: number; chunks: number; unfinished: number }> {
  const count = async (table: 'source' | 'source_chunk' | 'source_unfinished'): Promise<number> =>
    (await db.selectFrom(table).select('sha256').execute()).length
  return {
    sources: await count('source'),
    chunks: await count('source_chunk'),
    unfinished: await count('source_unfinished'),
  }
}

async function addTexts(db: Db, texts: readonly string[]): Promise<void> {
  const work = { public_id: 'w', title: 'W', sort_title: 'w', folded_title: 'w', added_at: '', changed_at: '' }
  const { id: work_id } = await db.insertInto('work').values(work).returning('id').executeTakeFirstOrThrow()
  const { id: chapter_id } = await db
    .insertInto('chapter')
    .values({ work_id, position: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [i, html] of texts.entries()) {
    const version = { chapter_id, number: i + 1, html, format: 1, sha256: sha256Of(html), words: 2, reason: 'faithful' }
    await db
      .insertInto('chapter_version')
      .values({ ...version, created_at: '' })
      .execute()
  }
}
