import { describe, expect, test } from 'vitest'
import { allBits } from './bits.ts'
import { countedTagsOf, countTags, partTerms } from './tag-rows.ts'
import { newTerms } from './terms.ts'

describe('partTerms', () => {
  test.for([
    ['two bytes each while there are few', 300, Uint16Array],
    ['four bytes each where there are more than two bytes can number', 70_000, Uint32Array],
  ] as const)('numbers tags with %s', ([, tags, width]) => {
    const terms = newTerms()
    const all = Array.from({ length: tags }, (_, key) => terms.add(key % 3 === 0 ? 'fandom' : 'character', key))
    const teen = terms.add('rating', 'teen')
    const ofWorks = [[...all, teen], [], [teen, all[7] ?? 0], [all[7] ?? 0, all[3] ?? 0]]
    const starts = Uint32Array.from([0, ...ofWorks].map((_, i) => ofWorks.slice(0, i).flat().length))
    const { rows, others } = partTerms({ starts, terms: Uint32Array.from(ofWorks.flat()) }, terms)
    expect(rows.cells).toBeInstanceOf(width)
    expect(ofWorks.map((_, work) => countedTagsOf(rows, work).toSorted((a, b) => a - b))).toEqual(
      ofWorks.map((own) => own.filter((term) => term !== teen).toSorted((a, b) => a - b)),
    )
    expect([...others.starts]).toEqual([0, 1, 1, 2, 2])
    expect([...others.terms]).toEqual([teen, teen])
    const counts = countTags(rows, allBits(ofWorks.length))
    expect(counts.slice(0, 3)).toEqual(Uint32Array.of(3, 2, 1))
    expect(rows.terms.slice(0, 2)).toEqual(
      Uint32Array.from(all)
        .filter((_, key) => key === 7 || key === 3)
        .toReversed(),
    )
    expect(counts).toEqual(rows.totals)
  })
})
