import { describe, expect, test } from 'vitest'
import { isTooMuch } from './limits.ts'

describe('isTooMuch', () => {
  test.for([
    ['line feeds', '\n'],
    ['carriage returns', 'a\r'],
    ['tags', '<b>'],
  ] as const)('refuses millions of %s', ([, part]) => {
    expect(isTooMuch(part.repeat(2_000_001))).toBe(true)
  })

  test.for([
    ['one long line', 'a', 5_000_000],
    ['a very long novel', 'The ferry was late again, and nobody would say why.\n', 100_000],
    ['an empty file', '', 1],
  ] as const)('reads %s', ([, part, times]) => {
    expect(isTooMuch(part.repeat(times))).toBe(false)
  })
})
