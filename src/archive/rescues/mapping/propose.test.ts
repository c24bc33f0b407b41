import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadCanons } from '../../canons/index.ts'
import cases from './cases/proposals.json' with { type: 'json' }
import { proposeTerms } from './propose.ts'
import { inOrder, type SiteTerm, TERM_KINDS, type TermKind } from './term.ts'

const { canons: CANONS } = await loadCanons(null)

/** "category Season One < Lantern Harbour * 3": kind, name, category above it, works. "rating MA : 6 : You must be 18." */
function readTerms(lines: readonly string[]): SiteTerm[] {
  const terms: SiteTerm[] = []
  const drafts = lines.map((line, i) => {
    const [, kind, rest = ''] = /^(\w+) (.*)$/.exec(line) ?? []
    const [words = '', works = '0'] = rest.split(' * ')
    const [said = '', under] = words.split(' < ')
    const [name = '', second, says] = said.split(/ : /)
    return { id: i + 1, kind: kind as TermKind, name, under, second, says, works: Number(works) }
  })
  for (const { id, kind, name, under, second, says, works } of drafts) {
    const parent = drafts.find((each) => each.kind === 'category' && each.name === under)
    terms.push({
      id,
      kind,
      name,
      works,
      oldId: String(id),
      typeName: kind === 'class' ? (second ?? null) : null,
      bits: kind === 'rating' && second !== undefined ? Number(second) : null,
      description: says ?? null,
      parentId: parent?.id ?? null,
      oldParent: under === undefined ? '-1' : String(parent?.id ?? 99),
    })
  }
  return terms
}

function meaningsOf({ site, of }: { readonly site: readonly string[]; readonly of: string }): string[] | undefined {
  const terms = readTerms(site)
  const term = terms.find(({ kind, name }) => `${kind} ${name}` === of)
  const proposal = proposeTerms(terms, CANONS).find(({ termId }) => termId === term?.id)
  return proposal === undefined ? undefined : inOrder(proposal.means).map(({ kind, name }) => `${kind}: ${name}`)
}

describe('proposeTerms', () => {
  test.for(cases.certain)('knows $name', (c) => {
    expect(meaningsOf(c)).toEqual(c.means)
  })
  test.for(cases.leave)('leaves $name', (c) => {
    expect(meaningsOf(c)).toEqual(c.means)
  })
  test.for(cases.known)('does not know $name yet', { fails: true }, (c) => {
    expect(meaningsOf(c)).toEqual(c.means)
  })
  test('has as many cases to leave alone as cases that it knows', () => {
    expect(cases.leave.length).toBeGreaterThanOrEqual(cases.certain.length)
  })

  test('says why, and proposes one thing once, whatever a site is like', () => {
    fc.assert(
      fc.property(anySite, (terms) => {
        const proposals = proposeTerms(terms, CANONS)
        expect(proposals.map(({ termId }) => termId)).toEqual(terms.map(({ id }) => id))
        for (const { means, why } of proposals) {
          expect(why).not.toBe('')
          expect(new Set(means.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(means.length)
        }
      }),
    )
  })

  test('proposes the same in any order of the terms', () => {
    const shuffled = anySite.chain((terms) =>
      fc.record({
        terms: fc.constant(terms),
        other: fc.shuffledSubarray(terms, { minLength: terms.length, maxLength: terms.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ terms, other }) => {
        expect(proposedById(other)).toEqual(proposedById(terms))
      }),
    )
  })

  test.for([
    ['a name of ten thousand letters', 'x'.repeat(10_000)],
    ['a name of one letter that folds to many', '\u{fdfa}'.repeat(300)],
  ])('makes no tag of %s', ([, name]) => {
    const [proposal] = proposeTerms(readTerms([`class ${name} : Genres`]), CANONS)
    expect(proposal?.means).toEqual([])
    expect(proposal?.why).toContain('too long')
    expect(proposal?.why.length).toBeLessThan(300)
  })

  test.for([
    ['ten thousand characters', 10_000, (i: number) => `character Person ${i}/Person ${i + 1}`],
    ['a chain of ten thousand categories', 10_000, (i: number) => `category C${i} < C${i - 1}`],
    ['names of a hundred thousand letters', 20, (i: number) => `category ${'(a/'.repeat(33_000)}${i}`],
    ['names of a hundred thousand blanks', 20, (i: number) => `character x${' '.repeat(100_000)}${i}`],
  ] as const)('is done with %s', ([, size, line]) => {
    const terms = readTerms(Array.from({ length: size }, (_, i) => line(i)))
    expect(proposeTerms(terms, CANONS)).toHaveLength(size)
  })
})

function proposedById(terms: readonly SiteTerm[]) {
  return proposeTerms(terms, CANONS)
    .map(({ termId, means }) => ({ termId, means: inOrder(means) }))
    .toSorted((a, b) => a.termId - b.termId)
}

const anyName = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('Buffy', 'Season One', 'Willow', 'Joss/Nerissa', 'None', 'Other', 'TV Shows', 'Slash', 'B/S', '18+'),
)

const anySite: fc.Arbitrary<SiteTerm[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...TERM_KINDS),
      name: anyName,
      typeName: fc.option(fc.constantFrom('Warnings', 'Genres', 'Pairings', 'Own')),
      description: fc.option(anyName),
      parent: fc.option(fc.nat({ max: 12 })),
      oldParent: fc.option(fc.constantFrom('-1', '0', '99')),
      bits: fc.option(fc.nat({ max: 7 })),
      works: fc.nat({ max: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((drafts) =>
    drafts.map(({ parent, ...draft }, i) => {
      const isCategory = parent !== null && drafts[parent]?.kind === 'category'
      return { ...draft, id: i, oldId: `o${i}`, parentId: isCategory ? parent : null }
    }),
  )
