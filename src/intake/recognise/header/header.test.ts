import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readText } from '../../read/index.ts'
import { runOf } from '../../run.ts'
import type { Found } from '../evidence.ts'
import cases from './cases/header.json' with { type: 'json' }
import { type Header, recogniseHeader } from './index.ts'

const SINGLE = [
  'title',
  'summary',
  'language',
  'labelLanguage',
  'status',
  'unfinishedRemark',
  'datesOfWriting',
] as const
const LISTS = [
  'authors',
  'disclaimers',
  'notesBefore',
  'notesAfter',
  'fandoms',
  'relationships',
  'characters',
  'warnings',
  'setting',
] as const

/** A header as the cases write it: what was found, and the lines it was found on (1-based). */
function described(header: Header): Record<string, unknown> {
  const said: [string, unknown][] = [
    ...SINGLE.map((name) => [name, header[name]?.value] as [string, unknown]),
    ...LISTS.map((name) => [name, header[name].map((found) => found.value)] as [string, unknown]),
    ['rating', header.rating === null ? undefined : `${header.rating.value}: ${header.rating.asWritten}`],
    ['dates', header.dates.map((date) => `${date.kind} ${date.value}`)],
    [
      'parts',
      header.partHints.map(
        ({ value }) => `${value.number}${value.to === null ? '' : `-${value.to}`}/${value.total ?? '?'}`,
      ),
    ],
    ['other', header.other.map((other) => `${other.key}: ${other.value}`)],
    ['suggestions', header.suggestions.map((one) => `${one.field}: ${one.value}`)],
    ['lines', linesOf(header)],
  ]
  return Object.fromEntries(
    said.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )
}

function linesOf(header: Header): (number | string)[] {
  const roles = [...header.roles].toSorted(([a], [b]) => a - b)
  return roles.map(([at, role]) => (role === 'field' ? at + 1 : `${at + 1} ${role}`))
}

function recognise(text: string): Header {
  return recogniseHeader(readText(runOf(text)))
}

function everythingFound(header: Header): readonly Found<unknown>[] {
  const single = [...SINGLE.map((name) => header[name]), header.rating].filter((found) => found !== null)
  return [...single, ...LISTS.flatMap((name) => header[name]), ...header.dates, ...header.partHints, ...header.other]
}

interface EvidencePiece {
  readonly at: number
  readonly until: number
  readonly quoted: string
}

function piecesOf(header: Header): EvidencePiece[] {
  const runs = everythingFound(header).flatMap((found) => found.evidence)
  return runs.flatMap(({ text, pieces }) =>
    pieces.map(({ from, to, at, until }) => ({ at, until, quoted: text.slice(from, to) })),
  )
}

describe('recogniseHeader', () => {
  test.for(cases.mend)('reads $name', (c) => {
    expect(described(recognise(c.in.join('\n')))).toEqual(c.out)
  })

  test.for(cases.leave)('leaves $name', (c) => {
    const { suggestions, ...stated } = described(recognise(c.in.join('\n')))
    expect(stated).toEqual({})
    expect(suggestions).toEqual('suggestions' in c ? c.suggestions : undefined)
  })

  test.for(cases.known)('cannot yet read $name: $why', { fails: true }, (c) => {
    expect(described(recognise(c.in.join('\n')))).toEqual(c.out)
  })

  test.for(cases.mend)('has evidence on every line that it takes as a field of $name', (c) => {
    const header = recognise(c.in.join('\n'))
    const inEvidence = new Set(piecesOf(header).flatMap(({ at, until }) => range(at, until)))
    const without = [...header.roles].flatMap(([at, role]) => {
      const start = c.in.slice(0, at).join('\n').length + (at === 0 ? 0 : 1)
      const line = c.in[at] ?? ''
      // A label with its value below, or with none, is no evidence of anything itself.
      const isBare = role === 'furniture' || /^[^:]{1,30}:?\s*$/.test(line)
      return isBare || range(start, start + line.length).some((offset) => inEvidence.has(offset)) ? [] : [line]
    })
    expect(without).toEqual([])
  })

  test.for(cases.mend)('quotes the source in $name', (c) => {
    const text = c.in.join('\n')
    const pieces = piecesOf(recognise(text)).filter(({ at, until }) => until > at)
    expect(pieces.map(({ at, until }) => text.slice(at, until))).toEqual(pieces.map(({ quoted }) => quoted))
  })

  test('reads any lines without failing, and claims only lines that are there', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        'Title: x',
        'by Wren',
        'Part 1',
        '***',
        'The End',
        'Rating: PG',
        'Summary:',
        '> Author: y',
        'Subject: [x] FIC: y 1/2',
        'Please review!',
      ),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n')
        const manuscript = readText(runOf(text))
        for (const at of recogniseHeader(manuscript).roles.keys())
          expect(manuscript.lines[at]?.kind ?? 'blank').not.toBe('blank')
      }),
      { numRuns: 300 },
    )
  })

  test.for([
    { name: 'one line of words', text: 'word '.repeat(1_000_000) },
    { name: 'one line of labels', text: 'Title: X Author: Y '.repeat(200_000) },
    { name: 'one line of colons', text: 'a:'.repeat(2_000_000) },
    { name: 'twenty thousand label lines', text: 'Title: X\n'.repeat(20_000) },
    { name: 'parts with notes', text: "Part 1\n\nAuthor's Note: please review\n\nHe ran away.\n\n".repeat(4000) },
    { name: 'mails', text: 'From: a <a@b.c>\nSubject: [x] FIC: y 1/2\nMessage-ID: <x>\n\nHe ran.\n\n'.repeat(4000) },
  ])('ends on $name', { timeout: 60_000 }, ({ text }) => {
    expect(recogniseHeader(readText(runOf(text))).roles.size).toBeLessThanOrEqual(text.length)
  })
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
