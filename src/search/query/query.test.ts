import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from './cases/queries.json' with { type: 'json' }
import { EXAMPLES } from './help.ts'
import { MAX_CLAUSES, MAX_QUERY_LENGTH, parseQuery } from './parse.ts'
import type { Query } from './query.ts'
import { partsOf, withCorrection, withoutPart, withPart, writeQuery } from './write.ts'

const TODAY = '2026-11-20'

function parse(typed: string): Query {
  return parseQuery(typed, TODAY)
}

/** A query without its places. */
function asked({ clause, sorting }: Query): unknown {
  return JSON.parse(JSON.stringify({ clause, sorting }, (key, value: unknown) => (key === 'place' ? undefined : value)))
}

describe('parseQuery', () => {
  test.for(cases.reads)('reads $name', ({ typed, written }) => {
    const query = parse(typed)
    expect([writeQuery(query), query.problems]).toEqual([written, []])
  })

  test.for(cases.leaves)('takes $name for what it is', ({ typed, written }) => {
    const query = parse(typed)
    expect([writeQuery(query), query.problems]).toEqual([written, []])
    expect(JSON.stringify(query.clause)).not.toMatch(/"kind":"(?:field|not|any|near)"/)
  })

  test.for(cases.notes)(
    'says what is wrong with $name',
    ({ typed, written, problems }: (typeof cases.notes)[number]) => {
      const query = parse(typed)
      const noted = query.problems.map((each) => ({
        code: each.code,
        typed: each.typed,
        corrected: withCorrection(typed, each),
      }))
      expect([writeQuery(query), noted]).toEqual([written, problems])
    },
  )

  test('offers corrections that have no problem of their own', () => {
    const corrections = cases.notes.flatMap(({ problems }) => problems.map((each) => each.corrected ?? ''))
    for (const corrected of corrections) expect([corrected, parse(corrected).problems]).toEqual([corrected, []])
  })

  test('reads every example of the page of help', () => {
    for (const { query } of EXAMPLES.flatMap(({ examples }) => examples))
      expect([query, parse(query).problems]).toEqual([query, []])
  })

  test('reads two hundred exclusions and a phrase of a thousand words', () => {
    const exclusions = Array.from({ length: 200 }, (_, i) => `-tag:t${i}`).join(' ')
    expect(partsOf(parse(exclusions))).toHaveLength(200)
    const phrase = `"${Array.from({ length: 1000 }, () => 'ab').join(' ')}"`
    expect(parse(phrase).clause).toMatchObject({ kind: 'phrase' })
  })

  test('stops at a bound and says so', () => {
    expect(parse('a '.repeat(MAX_CLAUSES + 5)).problems.map(({ code }) => code)).toEqual(['too-many'])
    expect(parse(`${'('.repeat(50)}moon${')'.repeat(50)}`).problems[0]?.code).toBe('too-deep')
    expect(parse('x'.repeat(MAX_QUERY_LENGTH + 1)).problems[0]?.code).toBe('too-long')
  })
})

/** Pieces that mean something, so that what is put together from them is more than words. */
const PIECES = [
  ...'( ) OR AND NOT - ! | || " “ ” « » * ~3 , .. : > < >= <= = NEAR( fandom: by: rating: words: set: posted: is: sort:'.split(
    ' ',
  ),
  ...'moon teen 5k 2004 s3 complete title "green garnet" 日本 🦊 قصة a* season 7 days'.split(' '),
]
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.constantFrom(...PIECES, ' '), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
)

describe('whatever is typed', () => {
  test('is a query, whose problems point into it', () => {
    fc.assert(
      fc.property(typed, (text) => {
        for (const { place, typed: there } of parse(text).problems) {
          expect(place.start).toBeLessThanOrEqual(place.end)
          expect(text.toWellFormed().slice(place.start, place.end)).toBe(there)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('asks the same when it is written in one spelling, which has no problems', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const query = parse(text)
        const written = writeQuery(query)
        const again = parse(written)
        expect([written, asked(again)]).toEqual([written, asked(query)])
        expect(writeQuery(again)).toBe(written)
        expect(again.problems.filter(({ code }) => code !== 'empty-range')).toEqual([])
      }),
      { numRuns: 3000 },
    )
  })

  test('loses a part that is taken away, and nothing else', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const query = parse(text)
        const extra = parse('by:somebody').clause
        expect(asked(withoutPart(withPart(query, extra), extra))).toEqual(
          asked({ ...query, clause: { kind: 'all', of: partsOf(query) } }),
        )
      }),
    )
  })

  test('costs no more than its length', () => {
    for (const text of ['(', '"', '-', 'a:', 'OR ', 'words:1,', '*', 'NEAR(', '5-', '«'])
      expect(parse(text.repeat(Math.floor(MAX_QUERY_LENGTH / text.length))).problems.length).toBeLessThan(
        MAX_QUERY_LENGTH,
      )
  })
})
