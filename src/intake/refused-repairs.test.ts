import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '../document/plain-text.ts'
import type { Chapter } from '../document/tree.ts'
import { intake } from './intake.ts'
import type { Reading, RepairFact } from './reading.ts'
import { listUndoneWith, repairKey } from './refused-repairs.ts'

/** Damage of several kinds, in layers too, and none. */
const LINES = [
  '“I couldnít go,” she said to him.',
  '“They donâ€™t know,” he told her.',
  'Nobody had told Maren of the letter.',
  '“You wouldnÃ\u00adt either,” said Tove, “and he couldnít.”',
  'He had read it &amp;amp; burnt it.',
]

const body = fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 8 })
const choice = fc.infiniteStream(fc.boolean())

async function read(text: string, refused: readonly string[] = []): Promise<Reading> {
  const bytes = Buffer.from(text)
  const path = text.startsWith('<') ? 'a.html' : 'a.txt'
  return intake({ path, within: [], bytes, size: bytes.length, sha256: '0', refused }, [])
}

function textOf(chapters: readonly Chapter[] | null): string {
  return (chapters ?? []).map(({ blocks }) => plainText(blocks)).join('\n')
}

/** The text with these repairs made in its lines, by hand. */
function mended(text: string, repairs: readonly RepairFact[]): string {
  return text
    .split('\n')
    .map((line, i) =>
      repairs
        .filter((repair) => repair.line === i + 1)
        .toSorted((a, b) => b.column - a.column)
        .reduce(
          (rest, { column, before, after }) =>
            rest.slice(0, column - 1) + after + rest.slice(column - 1 + before.length),
          line,
        ),
    )
    .join('\n')
}

describe('intake without repairs that somebody has undone', () => {
  test('differs from the whole reading in their places alone', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(body, choice, async (lines, isUndone) => {
        const head = 'Title: Lanterns\nAuthor: Tove\n\n'
        const text = head + lines.join('\n\n')
        const whole = await read(text)
        const undone = whole.inspection.repairs.filter(() => isUndone.next().value === true)
        const { inspection, chapters } = await read(text, undone.map(repairKey))
        const made = whole.inspection.repairs.filter((repair) => !undone.includes(repair))
        expect(inspection.repairs).toEqual(made)
        expect(inspection.refused ?? []).toEqual(undone)
        expect(textOf(chapters).replaceAll(/\n+/g, '\n')).toBe(
          mended(text, made).slice(head.length).replaceAll(/\n+/g, '\n'),
        )
      }),
      { numRuns: 60 },
    )
  })

  test.each(['text', 'page'])('is the faithful reading of a %s when all are', { timeout: 60_000 }, async (kind) => {
    await fc.assert(
      fc.asyncProperty(body, async (lines) => {
        const text =
          kind === 'page' ? `<html><body><p>${lines.join('</p>\n<p>')}</p></body></html>` : lines.join('\n\n')
        const whole = await read(text)
        const { inspection, chapters, faithful } = await read(text, whole.inspection.repairs.map(repairKey))
        expect(faithful).toBeNull()
        expect(inspection.repairs).toEqual([])
        expect(textOf(chapters)).toBe(textOf(whole.faithful ?? whole.chapters))
      }),
      { numRuns: 40 },
    )
  })
})

describe('listUndoneWith', () => {
  test('finds all stretches of a repair that reaches over tags, and of others it alone', async () => {
    const { inspection } = await read('<p>“I donâ€<i>™</i>t,” he said, “and you donâ€™t, they donâ€™t.”</p>')
    const { repairs } = inspection
    const counts = repairs.map((repair) => listUndoneWith(repair, repairs).length)
    expect(counts).toEqual([2, 2, 1, 1])
    expect(listUndoneWith({ code: 'nbsp-space', line: 1, column: 1 }, repairs)).toEqual([])
  })
})
