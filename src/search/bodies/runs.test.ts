import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commonWords, runsIn } from './runs.ts'

const COMMON = ['and', 'she', 'was', 'in', 'the', 'été', 'って']
const common = commonWords(COMMON)

describe('runsIn', () => {
  test.for([
    ['four common words', 'and she was in', 1],
    ['a fifth', 'and she was in the', 2],
    ['a rare word between', 'and she garden was in the', 0],
    ['a rare word behind', 'and she was in garden the', 1],
    ['signs and ends of lines between', '“And, she\nwas…” In!', 1],
    ['a run that stands there twice', 'and she was in garden and she was in', 1],
    ['letters that are not ASCII', 'été the って in', 1],
    ['a word that only begins like one', 'and she was inn the', 0],
    ['three', 'she was in', 0],
    ['no words', ' ', 0],
    ['nothing', '', 0],
  ] as const)('counts %s', ([, text, count]) => {
    // What stands between words other than ASCII is gone from a text before it gets here.
    expect(runsIn(text.replaceAll(/[“”…]/g, ' '), common).size).toBe(count)
  })

  test('tells runs apart by their words and their order', () => {
    const runs = ['and she was in', 'she and was in', 'in was she and', 'and and was in', 'the she was in']
    expect(new Set(runs.flatMap((run) => [...runsIn(run, common)])).size).toBe(runs.length)
  })

  test('gives a text every run of each phrase in it, however it is written', () => {
    const word = fc.constantFrom(...COMMON, 'The', 'SHE', 'garden', 'x')
    const between = fc.constantFrom(' ', '\n', ', ', '-')
    const texts = fc.array(fc.tuple(word, between), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(8), (pieces, from, length) => {
        const first = from % pieces.length
        const phrase = pieces.slice(first, first + length).map(([each]) => each.toLowerCase())
        const runs = runsIn(pieces.flat().join(''), common)
        for (const run of runsIn(phrase.join(' '), common)) expect(runs).toContain(run)
      }),
    )
  })

  test('writes codes that FTS5 takes for one word', () => {
    const words = Array.from({ length: 2000 }, (_, i) => COMMON[Math.floor(((i * i * 0.618) % 1) * COMMON.length)])
    const runs = [...runsIn(words.join(' '), common)]
    expect(runs.length).toBeGreaterThan(100)
    for (const run of runs) expect(run).toMatch(/^[0-9a-z]{1,3}$/)
  })
})
