import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkDocument } from '../documents/index.ts'
import { buildShelf } from './build-shelf.ts'
import { askCatalogue, type Catalogue, countConditions, newCatalogue, withChanges } from './catalogue.ts'
import { newTerms } from './terms.ts'
import type { Tags } from './terms-of-work.ts'
import { condition, question, tags, viewer, works } from './testing/arbitraries.ts'
import { fits, maySee, naiveAnswer } from './testing/naive.ts'

/** Each asks this many questions of one archive. */
const QUESTIONS = 25
const ARCHIVES = 200

export function catalogueOf(all: readonly WorkDocument[], tagsOfAll: Tags): Catalogue {
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
