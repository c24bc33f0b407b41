/**
 * Measures the readers of word processor files: megabytes of text a second, and how many times as long as their bare
 * parser takes for the same file. The story is made here; no two of its paragraphs are alike, so that it packs like
 * prose.
 */
import mammoth from 'mammoth'
import { openFormat } from '../src/intake/formats/openers.ts'
import { readTokens } from '../src/intake/formats/rtf/tokens.ts'
import {
  docOf,
  docxBody,
  docxOf,
  i,
  odtContent,
  odtOf,
  type Paragraph,
  rtfOf,
  storyText,
} from '../src/intake/formats/testing/story-files.ts'
import { readXml } from '../src/intake/formats/xml/read-xml.ts'

const PARAGRAPHS = 10_000
const WORDS = 'the lamp went out and nobody in house thought of lighting another one until it was too late'.split(' ')

export async function run(): Promise<void> {
  const story = makeStory()
  const megabytes = Buffer.byteLength(storyText(story)) / 1e6
  const content = odtContent(story)
  const docx = docxOf(docxBody(story))
  const rtf = rtfOf(story)
  const cases = [
    {
      format: 'docx',
      bytes: docx,
      parser: 'mammoth alone',
      bare: async () => void (await mammoth.convertToHtml({ buffer: docx })),
    },
    { format: 'odt', bytes: odtOf(content), parser: 'its XML alone', bare: async () => void readXml(content) },
    {
      format: 'rtf',
      bytes: rtf,
      parser: 'its tokens alone',
      bare: async () => readTokens(rtf.toString('latin1'), NOTHING),
    },
    { format: 'doc', bytes: docOf(storyText(story)), parser: null, bare: async () => undefined },
  ]
  for (const { format, bytes, parser, bare } of cases) {
    const whole = await best(async () => void (await openFormat(format, bytes)))
    const alone = await best(bare)
    const compared = parser === null ? '' : `, ${(whole / alone).toFixed(1)} × ${parser}`
    console.log(`${format}: ${(megabytes / (whole / 1000)).toFixed(1)} MB of text a second${compared}`)
  }
}

const NOTHING = { open() {}, close() {}, word() {}, symbol() {}, text() {}, byte() {} }

/** Words in an order that a small generator of numbers chooses, the same in every run. */
function makeStory(): readonly Paragraph[] {
  let seed = 7
  const next = (): number => (seed = (seed * 16_807) % 2_147_483_647)
  const words = (count: number): string =>
    Array.from({ length: count }, () => `${WORDS[next() % WORDS.length] ?? ''}${next() % 100}`).join(' ')
  return Array.from({ length: PARAGRAPHS }, () => ({
    kind: 'text',
    spans: [words(20), ' ', i(words(2)), ' ', words(15)],
  }))
}

/** The shorter of two runs, in milliseconds. */
async function best(measured: () => Promise<void>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 2; turn++) {
    const start = performance.now()
    await measured()
    shortest = Math.min(shortest, performance.now() - start)
  }
  return shortest
}
