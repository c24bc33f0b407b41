/**
 * The law of intake: nothing that somebody wrote is lost.
 *
 * Every word of the repaired source is in a chapter, or on a line that the report names as the place of a fact. What
 * may go unnamed is listed here: the head of a mail, a site's links, a label with nothing behind it. Sources are put
 * together from pieces of headers and stories in an order that no author would choose, then cut, doubled and damaged.
 */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '../document/plain-text.ts'
import { decode } from './decode/index.ts'
import { intake } from './intake.ts'
import pieces from './nothing-lost.json' with { type: 'json' }
import type { Reading } from './reading.ts'
import { findLabel } from './recognise/header/label.ts'
import { applyEdits, undoEdits } from './repair/edits.ts'
import { repairRuns } from './repair/index.ts'
import { runOf } from './run.ts'

const WORD = /[\p{L}\p{N}]+/gu
/** Lines that nothing needs to name: the head of a mail, a site's links, marks. */
const UNNAMED: readonly RegExp[] = [
  /^[>\s]*(?:From|To|Subject|Date|Newsgroups|Message-ID)\b/,
  /^\s*\[ ?Back/,
  /^[^\p{L}\p{N}]*[oOxX]?[^\p{L}\p{N}]*$/u,
]

function isUnnamed(line: string): boolean {
  const label = line.replace(/^[*_\s]+|[*_\s:]+$/g, '')
  return UNNAMED.some((shape) => shape.test(line)) || findLabel(label, false) !== null
}

async function read(bytes: Uint8Array): Promise<Reading> {
  return intake({ path: 'a.txt', within: [], bytes, size: bytes.length, sha256: '0' }, [])
}

/** Lines of the report's facts, 1-based. */
function namedLines({ work, breaks }: Reading['inspection']): Set<number> {
  const named = new Set(breaks.map((each) => each.line))
  for (const value of Object.values(work ?? {}).flat()) {
    const fact = value as { lines?: readonly number[]; spans?: readonly { line: number; endLine: number }[] } | null
    for (const line of fact?.lines ?? []) named.add(line)
    for (const span of fact?.spans ?? []) for (let line = span.line; line <= span.endLine; line++) named.add(line)
  }
  return named
}

/** The words that are in the source and nowhere in its reading, with their lines. */
function lostWords(source: string, reading: Reading): string[] {
  const { inspection, chapters } = reading
  if (inspection.work === null) return []
  const have = new Map<string, number>()
  const headings = [inspection.work.part?.label, ...chapters.map((chapter) => chapter.title)]
  const titles = new Set(headings.flatMap((heading) => heading?.match(WORD) ?? []))
  for (const chapter of chapters)
    for (const [word] of `${chapter.title ?? ''}\n${plainText(chapter.blocks)}`.matchAll(WORD))
      have.set(word, (have.get(word) ?? 0) + 1)
  const named = namedLines(inspection)
  const { repairs } = repairRuns([runOf(source)], source)
  return applyEdits(source, repairs)
    .split(/\r\n|\n|\r/)
    .flatMap((line, i) => {
      if (named.has(i + 1) || isUnnamed(line)) return []
      const gone = [...line.matchAll(WORD)].filter(([word]) => {
        // A heading that is there twice is said once.
        if (line.length < 40 && titles.has(word)) return false
        const left = have.get(word) ?? 0
        have.set(word, left - 1)
        return left <= 0
      })
      return gone.length === 0 ? [] : [`${i + 1}: ${line} [${gone.join(' ')}]`]
    })
}

async function checkLaws(bytes: Uint8Array): Promise<void> {
  const source = decode(bytes).text
  expect(lostWords(source, await read(bytes))).toEqual([])
  const { repairs } = repairRuns([runOf(source)], source)
  expect(undoEdits(applyEdits(source, repairs), repairs)).toBe(source)
}

/** A file of whole pieces, with or without blank lines between them. */
const file = fc
  .tuple(
    fc.array(fc.constantFrom(...pieces.header), { maxLength: 5 }),
    fc.array(fc.constantFrom(...pieces.story, ...pieces.story, ...pieces.marks), { minLength: 1, maxLength: 12 }),
    fc.array(fc.constantFrom(...pieces.header, ...pieces.closing), { maxLength: 2 }),
    fc.constantFrom('\n\n', '\n\n', '\n\n', '\n\n\n', '\n'),
  )
  .map(([header, story, closing, gap]) => [...header, ...story, ...closing].join(gap))

describe('intake loses nothing', () => {
  test.for(pieces.whole)('of $name', async ({ lines }) => {
    await checkLaws(Buffer.from(lines.join('\n')))
  })

  test('whatever a file is put together from', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(file, async (text) => checkLaws(Buffer.from(text))),
      { numRuns: 250 },
    )
  })

  test('wherever a file is cut off', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.nat(), async (text, at) => {
        const bytes = Buffer.from(text)
        await checkLaws(bytes.subarray(0, at % (bytes.length + 1)))
      }),
      { numRuns: 200 },
    )
  })

  test('when two files are joined', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(file, file, fc.boolean(), async (one, other, isSame) =>
        checkLaws(Buffer.from(`${one}\n\n${isSame ? one : other}`)),
      ),
      { numRuns: 100 },
    )
  })

  test('when bytes are changed', { timeout: 60_000 }, async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(file, damage, async (text, changes) => {
        const bytes = Buffer.from(text)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        await checkLaws(bytes)
      }),
      { numRuns: 150 },
    )
  })
})
