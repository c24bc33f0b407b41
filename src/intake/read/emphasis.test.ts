import { describe, expect, test } from 'vitest'
import { runOf } from '../run.ts'
import cases from './cases/emphasis.json' with { type: 'json' }
import { readText } from './read-text.ts'

/** The paragraphs with their marks written as tags. */
function tagged(text: string): string {
  return readText(runOf(text))
    .paragraphs.map(({ run, marks }) => {
      const tags = marks.flatMap(({ from, to, kind }, order) => [
        { at: from, order, tag: `<${kind}>` },
        { at: to, order: -1 - order, tag: `</${kind}>` },
      ])
      tags.sort((a, b) => b.at - a.at || b.order - a.order)
      let written = run.text
      for (const { at, tag } of tags) written = written.slice(0, at) + tag + written.slice(at)
      return written
    })
    .join('\n\n')
}

/** The paragraphs as they were typed. */
function typed(text: string): string {
  return text.replace(/\n+/g, '\n\n')
}

describe('readEmphasis', () => {
  test.for(cases.mend)('reads $name', (c) => {
    expect(tagged(c.in)).toBe(c.out)
  })

  test.for(cases.leave)('leaves $name', (c) => {
    expect(typed(tagged(c.in))).toBe(typed(c.in))
  })

  test.for(cases.known)('cannot yet read $name: $why', { fails: true }, (c) => {
    expect(tagged(c.in)).toBe(c.out)
  })

  test('says which marks are in use', () => {
    expect(readText(runOf('I *do* and I _will_.')).layout.emphasis).toEqual(['*', '_'])
    expect(readText(runOf('I do and I will.')).layout.emphasis).toEqual([])
  })

  test.for(['*a_ ', '*', '*a* ', 'a@*', '_*a '])('reads a paragraph of 50,000 times “%s”', (text) => {
    expect(readText(runOf(text.repeat(50_000))).paragraphs).toHaveLength(1)
  })
})
