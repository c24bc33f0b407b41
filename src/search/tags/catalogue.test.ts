import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkDocument } from '../documents/index.ts'
import { buildShelf } from './build-shelf.ts'
import { askCatalogue, type Catalogue, countConditions, newCatalogue, pickRandom, withChanges } from './catalogue.ts'
import { listAlike } from './like.ts'
import { matchMost } from './match-most.ts'
import { newTerms } from './terms.ts'
import type { Tags } from './terms-of-work.ts'
import { condition, question, tags, viewer, works } from './testing/arbitraries.ts'
import { fits, maySee, naiveAnswer } from './testing/naive.ts'

/** Each asks this many questions of one archive. */
const QUESTIONS = 25
const ARCHIVES = 200

function catalogueOf(all: readonly WorkDocument[], tagsOfAll: Tags): Catalogue {
  const terms = newTerms()
  const builder = buildShelf(tagsOfAll, terms)
  for (const work of all) builder.add(work)
  return newCatalogue(builder.finish(), terms, tagsOfAll)
}

const questions = fc.array(question, { minLength: QUESTIONS, maxLength: QUESTIONS })

describe('askCatalogue', () => {
  test('answers as looking at every work does', () => {
    fc.assert(
      fc.property(works, tags, questions, (all, tagsOfAll, asked) => {
        const catalogue = catalogueOf(all, tagsOfAll)
        for (const each of asked)
          expect(askCatalogue(catalogue, each)).toEqual(naiveAnswer({ works: all, tags: tagsOfAll }, each))
      }),
      { numRuns: ARCHIVES },
    )
  })

  test('answers so after works and tags have changed', () => {
    fc.assert(
      fc.property(works, tags, works, tags, questions, (before, tagsBefore, drawn, tagsAfter, asked) => {
        const catalogue = withEverySecond(catalogueOf(before, tagsBefore), before, drawn, tagsAfter)
        for (const each of asked) {
          const archive = { works: catalogue.works, tags: tagsAfter }
          expect(askCatalogue(catalogue.after, each)).toEqual(naiveAnswer(archive, each))
        }
      }),
      { numRuns: ARCHIVES },
    )
  })
})

/** Every work is read again for the new tags; every second key is what was drawn, or goes. In two steps. */
function withEverySecond(
  catalogue: Catalogue,
  before: readonly WorkDocument[],
  drawn: readonly WorkDocument[],
  tagsAfter: Tags,
): { readonly after: Catalogue; readonly works: readonly WorkDocument[] } {
  const stays = before.filter((work) => work.key % 2 === 1)
  const comes = drawn.filter((work) => work.key % 2 === 0)
  const gone = [...before, ...comes].map((work) => work.key).filter((key) => key % 2 === 0)
  const first = withChanges(catalogue, gone, comes, tagsAfter)
  const after = withChanges(first, new Set(stays.map((work) => work.key)), stays, tagsAfter)
  return { after, works: [...stays, ...comes].toSorted((a, b) => a.key - b.key) }
}

describe('countConditions', () => {
  test('counts what a list would hold', () => {
    fc.assert(
      fc.property(works, tags, viewer, fc.array(condition, { maxLength: 6 }), (all, tagsOfAll, who, asked) => {
        const archive = { works: all, tags: tagsOfAll }
        const counts = asked.map(
          (each) => all.filter((work) => maySee(work, who) && fits(archive, who, work, each)).length,
        )
        expect(countConditions(catalogueOf(all, tagsOfAll), who, asked)).toEqual(counts)
      }),
    )
  })
})

const RUNS = { numRuns: 50 }
const conditions = fc.array(condition, { minLength: 1, maxLength: 5 })

describe('matchMost', () => {
  test('finds what fits any, those that fit most first, and says which', () => {
    fc.assert(
      fc.property(works, tags, viewer, conditions, (all, tagsOfAll, who, asked) => {
        const archive = { works: all, tags: tagsOfAll }
        const { layers } = catalogueOf(all, tagsOfAll)
        const expected = new Map<number, number>()
        for (const work of all.filter((each) => maySee(each, who))) {
          const bits = asked.reduce((sum, each, i) => sum + (fits(archive, who, work, each) ? 2 ** i : 0), 0)
          if (bits > 0) expected.set(work.key, bits)
        }
        const found = matchMost(layers, who, asked, 1000)
        expect(new Map(found.map(({ work, fits: bits }) => [work, bits]))).toEqual(expected)
        const counts = found.map(({ fits: bits }) => bits.toString(2).replaceAll('0', '').length)
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
        expect(matchMost(layers, who, asked, 7)).toEqual(found.slice(0, 7))
      }),
      RUNS,
    )
  })
})

describe('pickRandom', () => {
  test('gives each work of a list for some chance, and nothing else', () => {
    fc.assert(
      fc.property(works, tags, viewer, condition, (all, tagsOfAll, who, asked) => {
        const found = all.filter((work) => maySee(work, who) && fits({ works: all, tags: tagsOfAll }, who, work, asked))
        const catalogue = catalogueOf(all, tagsOfAll)
        const picked = found.map((_, i) => pickRandom(catalogue, who, asked, (i + 0.5) / found.length))
        expect(new Set(picked)).toEqual(new Set(found.map((work) => work.key)))
        expect(pickRandom(catalogue, who, { kind: 'any', of: [] }, 0)).toBeNull()
      }),
      RUNS,
    )
  })
})

describe('listAlike', () => {
  test('gives works that the viewer may find, with counted tags that both have, and never the work itself', () => {
    fc.assert(
      fc.property(works, tags, viewer, fc.nat(), (all, tagsOfAll, who, drawn) => {
        const of = all[drawn % Math.max(1, all.length)]
        if (of === undefined) return
        const { layers, terms } = catalogueOf(all, tagsOfAll)
        const under = (work: WorkDocument): readonly number[] =>
          work.tags.flatMap((key) => tagsOfAll.get(key)?.under ?? [])
        const found = listAlike(layers, terms, who, of.key, 20)
        expect(maySee(of, who) || found.length === 0).toBe(true)
        for (const { work: key, tags: shared } of found) {
          const work = all.find((each) => each.key === key) as WorkDocument
          expect(key).not.toBe(of.key)
          expect(maySee(work, who)).toBe(true)
          expect(shared.length).toBeGreaterThan(0)
          expect(shared.filter((tag) => !under(work).includes(tag) || !under(of).includes(tag))).toEqual([])
        }
      }),
      RUNS,
    )
  })
})
