import { describe, expect, test } from 'vitest'
import { cutStretches } from './cut-stretches.ts'

const UNSEEN = { open: /<(style|script)\b/gi, close: /<\/(style|script)>/gi, most: 20, instead: '_' }

describe('cutStretches', () => {
  test.for([
    ['a <style>p {}</style> b', 'a _ b'],
    ['<STYLE>a</style><script>b</SCRIPT>', '__'],
    ['<style>a</style>b</style>', '_b</style>'],
    ['<style>a<style>b</style>c', '_c'],
    ['<script>a</style>b</script>c', '_c'],
    ['a<style></style>', 'a_'],
  ] as const)('cuts what is closed: %s', ([markup, left]) => {
    expect(cutStretches(markup, UNSEEN)).toBe(left)
  })

  test.for([
    '',
    'no markup',
    '<style>a',
    'a</style>',
    '</style>a<style>',
    '<style>a</script>',
    '<styles>a</style>',
    `<style>${'a'.repeat(20)}</style>`,
  ])('leaves what is not closed, or only far behind: %s', (markup) => {
    expect(cutStretches(markup, UNSEEN)).toBe(markup)
  })
})
