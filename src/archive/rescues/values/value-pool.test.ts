import { availableParallelism } from 'node:os'
import { zstdDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { StoryInput } from './story-values.ts'
import { openValuePool, ValueFault } from './value-pool.ts'

const ENGLISH = 'The lamp was lit and she said that they would not have known it was there. '.repeat(12)
const FRENCH = 'La lampe était allumée, et elle disait qu’ils ne l’auraient jamais su. '.repeat(12)

function story(text: string, title = 'Caf\u00c3\u00a9'): StoryInput {
  return {
    title: Buffer.from(title),
    summary: Buffer.from('<i>Of lamps</i><script>x()</script>'),
    notes: null,
    evidence: {},
    chapters: [
      { title: null, notes: null, endNotes: null, evidence: {}, text: Buffer.from(`<p>${text}</p>`), isColumn: false },
    ],
  }
}

describe('openValuePool', () => {
  test('reads the same in this thread and in others', async () => {
    await using here = openValuePool(null)
    await using there = openValuePool(null, { isLarge: true })
    const [a, b] = [await here.story(story(ENGLISH)), await there.story(story(ENGLISH))]
    expect(b).toEqual(a)
    expect(a).toMatchObject({ title: 'Café', summary: 'Of lamps', language: 'en' })
    expect(a.chapters[0]?.text?.html).toContain('The lamp was lit')
    const value = { bytes: Buffer.from('a <b>b</b>'), evidence: {} }
    for (const kind of ['line', 'html', 'text'] as const)
      expect(await there.read(kind, [value, value])).toEqual(await here.read(kind, [value, value]))
    expect(await here.read('line', [value])).toEqual(['a b'])
  })

  test('packs the bytes of each text as they came, whatever they say', async () => {
    await using pool = openValuePool(null, { isLarge: true })
    const texts = [Buffer.from(`<p>${ENGLISH}</p>`), Buffer.from([0xff, 0x00, 0x80, 0x0a]), null]
    const [chapter] = story('').chapters as [StoryInput['chapters'][number]]
    const { chapters } = await pool.story({ ...story(''), chapters: texts.map((text) => ({ ...chapter, text })) })
    const unpacked = chapters.map(({ packed }) => packed?.map(({ data }) => zstdDecompressSync(data)) ?? null)
    expect(unpacked).toEqual(texts.map((text) => text && [text]))
  })

  test('leaves a text that is not plainly English to be told later', async () => {
    await using pool = openValuePool(null)
    expect((await pool.story(story(FRENCH))).language).toBeNull()
  })

  test.skipIf(availableParallelism() < 2)('says what broke when a thread does, and goes on', async () => {
    const script = new URL(
      `data:text/javascript,${encodeURIComponent(`import { parentPort as port } from 'node:worker_threads'
port.on('message', (task) => { if (task.kind === 'story') process.exit(); port.postMessage({ answer: [] }) })`)}`,
    )
    await using pool = openValuePool(null, { isLarge: true, script })
    await expect(pool.story(story(ENGLISH))).rejects.toBeInstanceOf(ValueFault)
    expect(await pool.read('html', [])).toEqual([])
  })
})
