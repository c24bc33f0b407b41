import { describe, expect, test } from 'vitest'
import type { CopyFinding } from './about-store.ts'
import { suggestionList } from './suggestion-list.ts'

function passage(n: number, code = 'other-version'): CopyFinding {
  const nowhere = { line: null, column: null, field: null, blockId: null, chapter: null, codes: [], state: 'open' }
  const other = { value: 'Lanterns', otherId: 'abc', why: `Paragraph ${n} here.` }
  return { kind: 'suggestion', code, before: 'dark', after: 'lit', confidence: 0.9, position: n, ...nowhere, ...other }
}

function shown(found: readonly CopyFinding[]): string {
  return suggestionList(found, { language: 'en' }, '/works/x/y').markup
}

describe('suggestionList', () => {
  test('folds the passages of other versions after the fifth, and counts them', () => {
    const [open = '', folded = ''] = shown(Array.from({ length: 12 }, (_, i) => passage(i + 1))).split('<details>')
    expect(open.match(/Paragraph \d+ here/g)).toHaveLength(5)
    expect(folded).toContain('<summary>7 more passages of other versions</summary>')
    expect(folded.match(/Paragraph \d+ here/g)).toHaveLength(7)
  })

  test('folds nothing where there are five, and no other suggestion', () => {
    const others = Array.from({ length: 9 }, (_, i) => passage(i + 6, 'lost-italics'))
    const list = shown([...Array.from({ length: 5 }, (_, i) => passage(i + 1)), ...others])
    expect(list).not.toContain('<details>')
    expect(list.match(/Paragraph \d+ here/g)).toHaveLength(14)
  })
})
