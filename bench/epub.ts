/**
 * Measure how long an EPUB of 100,000 words in 40 chapters takes, against compressing the same pages and nothing else.
 *
 * Target: under 100 ms, and at most 1.5 times `deflateRawSync` level 6 of the same XHTML in the same run.
 */
import { deflateRawSync } from 'node:zlib'
import { br, em, footer, header, hr, letter, p } from '../src/document/builders.ts'
import { writeStoryHtml } from '../src/document/story-html.ts'
import type { Block } from '../src/document/tree.ts'
import type { Book, BookChapter } from '../src/publish/book.ts'
import { epubEntries } from '../src/publish/epub/epub.ts'
import { writeEpub } from '../src/publish/epub/index.ts'

const WORDS = 100_000
const CHAPTERS = 40
const ROUNDS = 15

export async function run(): Promise<void> {
  const book = novel()
  const pages = epubEntries(book).map(({ content }) => Buffer.from(content, 'utf8'))
  const writing: number[] = []
  const compressing: number[] = []
  let size = 0
  for (let round = 0; round < ROUNDS; round++) {
    let begin = performance.now()
    size = (await writeEpub(book)).length
    writing.push(performance.now() - begin)
    begin = performance.now()
    for (const page of pages) deflateRawSync(page, { level: 6 })
    compressing.push(performance.now() - begin)
  }
  const [epub, floor] = [median(writing), median(compressing)]
  const bytes = pages.reduce((sum, page) => sum + page.length, 0)
  console.log(`EPUB, ${WORDS} words, ${CHAPTERS} chapters, ${kilobytes(bytes)} in, ${kilobytes(size)} out`)
  console.log(`  write            ${epub.toFixed(1)} ms   (target: under 100 ms)`)
  console.log(`  deflateRawSync 6 ${floor.toFixed(1)} ms`)
  console.log(`  ratio            ${(epub / floor).toFixed(2)}      (target: at most 1.5)`)
}

function novel(): Book {
  const next = random(7)
  const wordsEach = WORDS / CHAPTERS
  return {
    identifier: 'urn:ficarium:benchmark0',
    title: 'A Hundred Thousand Words',
    creators: [{ name: 'Marigold', role: 'author' }],
    language: 'en',
    direction: 'ltr',
    summary: 'Many words.',
    notesBefore: [],
    notesAfter: [],
    disclaimers: [],
    facts: [{ label: 'Words', values: [String(WORDS)] }],
    subjects: [],
    missing: [],
    chapters: Array.from({ length: CHAPTERS }, (_, i) => chapter(i + 1, wordsEach, next)),
    modified: '2004-02-29T00:00:00.000Z',
    url: null,
    publisher: null,
  }
}

function chapter(number: number, words: number, next: () => number): BookChapter {
  const blocks: Block[] = []
  for (let left = words; left > 0; ) {
    const length = Math.min(left, 20 + Math.floor(next() * 80))
    left -= length
    const text = Array.from({ length }, () => word(next)).join(' ')
    const kind = next()
    if (kind < 0.05) blocks.push(hr)
    blocks.push(
      kind > 0.97 ? letter(header(p('Dear Ada,')), p(text), footer(p('Tom'))) : p('“', em('Oh'), `,” ${text}.`),
    )
    if (kind > 0.95) blocks.push(p('One line', br, 'and another'))
  }
  const identified = blocks.map((block, i) => ({ ...block, id: `b${i + 1}` }))
  return { title: null, number, html: writeStoryHtml(identified), language: null }
}

/** A word of a vocabulary in which, as in prose, few words are most of the text. */
function word(next: () => number): string {
  const rank = Math.floor(next() ** 3 * 5000)
  const syllables = ['la', 'mo', 'ter', 'in', 'shal', 'e', 'ven', 'dor', 'ru', 'ing']
  return String(rank).replaceAll(/\d/g, (digit) => syllables[Number(digit)] as string)
}

/** The same numbers in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}
