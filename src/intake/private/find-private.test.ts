import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import lines from './cases/line.json' with { type: 'json' }
import numbers from './cases/numbers.json' with { type: 'json' }
import { findAddresses } from './find-addresses.ts'
import { findNumbers } from './find-numbers.ts'

function cut(text: string, stretches: readonly { readonly from: number; readonly to: number }[]): string[] {
  return stretches.map(({ from, to }) => text.slice(from, to))
}

describe('findAddresses', () => {
  test.for(lines.hidden)('finds $name', ({ in: text, found }) => {
    expect(cut(text, findAddresses(text))).toEqual(found)
  })

  test.for(lines.leave)('finds nothing in $name', ({ in: text }) => {
    expect(findAddresses(text)).toEqual([])
  })

  test('gives stretches in order, none in another, whatever the text', () => {
    const pieces = fc.constantFrom(
      '@',
      '.',
      'sam',
      ' ',
      '(at)',
      ' AT ',
      ' DOT ',
      '[dot]',
      'lamp',
      '-',
      '\n',
      '<',
      'é',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        let end = 0
        for (const { from, to } of findAddresses(text)) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThan(from)
          end = to
        }
      }),
    )
  })
})

describe('findNumbers', () => {
  test.for(numbers.hidden)('finds $name', ({ in: text, found }) => {
    expect(cut(text, findNumbers(text, false))).toEqual(found)
  })

  test.for(numbers.leave)('finds nothing in $name', ({ in: text }) => {
    expect(findNumbers(text, false)).toEqual([])
  })

  test('finds machines in the head of a mail only', () => {
    expect(cut('from [192.0.2.17]', findNumbers('from [192.0.2.17]', true))).toEqual(['192.0.2.17'])
    expect(findNumbers('from [192.0.2.17]', false)).toEqual([])
    expect(findNumbers('from [992.0.2.17]', true)).toEqual([])
  })
})
