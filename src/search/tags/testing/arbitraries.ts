/** Random archives and random questions about them, small enough that everything meets everything. */
import fc from 'fast-check'
import { VISIBILITIES, type Viewer } from '../../../platform/db/visibility.ts'
import { type TagDocument, TELLERS, type WorkDocument } from '../../documents/index.ts'
import { type Condition, type Question, TAG_KINDS_COUNTED } from '../../question.ts'

const TAGS = 40
const WORKS = 250
const RATINGS = ['general', 'teen', 'mature', 'explicit', 'unrated']
const STATUSES = ['complete', 'in-progress', 'abandoned']
const LANGUAGES = ['en', 'en-gb', 'enm', 'de', 'zh-hant']
const CANONS = ['harbour', 'tower']
const NARRATORS = ['ines', 'ines marrow', 'elodie', 'tobit']
const DATES = ['', '2001', '2001-07', '2001-07-15', '2002-01-01', '2002-02', '2003', '2003-12-31']
const DAYS = ['2001-01-01', '2001-07-01', '2001-07-15', '2002-01-02', '2003-01-01', '2003-12-31']
const TEXTS = ['', 'a', 'harbour', 'harbour light', 'Ärger', '海', '\u{1F600}', '\uFF5E', 'zebra']

/** Some tags are synonyms, some canonical ones stand under others. */
export const tags: fc.Arbitrary<ReadonlyMap<number, TagDocument>> = fc
  .array(fc.record({ kind: fc.nat(6), canonical: fc.option(fc.nat(TAGS)), above: fc.option(fc.nat(TAGS)) }), {
    minLength: TAGS,
    maxLength: TAGS,
  })
  .map((drawn) => {
    const kinds = [...TAG_KINDS_COUNTED, 'other']
    const isSynonym = (i: number): boolean => {
      const of = drawn[i]?.canonical ?? null
      return of !== null && of < i && drawn[of]?.kind === drawn[i]?.kind && !isSynonym(of)
    }
    const canonicalOf = (i: number): number => (isSynonym(i) ? (drawn[i]?.canonical ?? i) : i)
    // What stands above has a smaller key, so that there are no circles.
    const underOf = (i: number): readonly number[] => {
      const above = drawn[i]?.above ?? null
      const isAbove = above !== null && above < i && drawn[above]?.kind === drawn[i]?.kind && !isSynonym(above)
      return isAbove ? [i, ...underOf(above)] : [i]
    }
    return new Map(
      drawn.map(({ kind }, i) => [
        i + 1,
        {
          kind: kinds[kind] ?? 'other',
          canonical: canonicalOf(i) + 1,
          under: underOf(canonicalOf(i)).map((n) => n + 1),
        },
      ]),
    )
  })

const few = (most: number, maxLength: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: most }), { maxLength })

const position = fc.option(fc.integer({ min: 1, max: 6 }))

const work: fc.Arbitrary<Omit<WorkDocument, 'key'>> = fc.record({
  visibility: fc.oneof(
    { weight: 4, arbitrary: fc.constant('public' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...VISIBILITIES.filter((each) => each !== 'withdrawn')) },
  ),
  rating: fc.constantFrom(...RATINGS),
  status: fc.option(fc.constantFrom(...STATUSES)),
  language: fc.option(fc.constantFrom(...LANGUAGES)),
  words: fc.integer({ min: 0, max: 12 }),
  chapters: fc.nat(3),
  hiddenChapters: fc.nat(1),
  reviews: fc.nat(3),
  hits: fc.option(fc.nat(3)),
  posted: fc.constantFrom(...DATES),
  updated: fc.constantFrom(...DATES),
  sortTitle: fc.constantFrom(...TEXTS),
  sortName: fc.constantFrom(...TEXTS),
  siteKey: fc.option(fc.integer({ min: 1, max: 2 })),
  isRoundRobin: fc.boolean(),
  tags: few(TAGS, 6),
  penNames: few(5, 2),
  series: few(3, 1),
  offeredSeries: few(3, 1),
  settings: fc.array(
    fc
      .record({
        canon: fc.constantFrom(...CANONS),
        from: position,
        to: position,
        relation: fc.option(fc.constantFrom('before', 'during', 'after')),
      })
      // One end says where the other is too.
      .map((setting) => ({ ...setting, from: setting.from ?? setting.to, to: setting.to ?? setting.from })),
    { maxLength: 2 },
  ),
  tellers: fc.uniqueArray(fc.constantFrom(...TELLERS), { maxLength: 2 }),
  hiddenTellers: fc.uniqueArray(fc.constantFrom(...TELLERS), { maxLength: 1 }),
  narrators: fc.uniqueArray(fc.constantFrom(...NARRATORS), { maxLength: 2 }),
  hiddenNarrators: fc.uniqueArray(fc.constantFrom(...NARRATORS), { maxLength: 1 }),
})

/** Their keys have gaps. */
export const works: fc.Arbitrary<readonly WorkDocument[]> = fc
  .array(fc.tuple(work, fc.integer({ min: 1, max: 3 })), { maxLength: WORKS, size: 'max' })
  .map((drawn) => {
    let key = 0
    return drawn.map(([each, step]) => ({ ...each, key: (key += step) }))
  })

const LARGEST_KEY = 3 * WORKS

export const viewer: fc.Arbitrary<Viewer> = fc.oneof(
  fc.constantFrom<Viewer>({ kind: 'guest' }, { kind: 'member' }, { kind: 'archivist' }),
  few(5, 2).map((penNameIds): Viewer => ({ kind: 'author-of', penNameIds })),
)

const range = fc.record({ from: fc.option(fc.nat(8)), to: fc.option(fc.nat(12)) })
const days = fc.record({ from: fc.option(fc.constantFrom(...DAYS)), to: fc.option(fc.constantFrom(...DAYS)) })
/** Before, at and after points. */
const halves = fc.option(fc.integer({ min: 1, max: 14 }).map((n) => n / 2))

const found = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: LARGEST_KEY }), fc.integer({ min: 0, max: 4 })), {
    selector: ([key]) => key,
    maxLength: 60,
    size: 'max',
  })
  .chain((drawn) => {
    const sorted = drawn.toSorted(([a], [b]) => a - b)
    const keys = Uint32Array.from(sorted, ([key]) => key)
    const scores = Float32Array.from(sorted, ([, score]) => score / 4)
    return fc.constantFrom<Condition>({ kind: 'works', keys }, { kind: 'works', keys, scores })
  })

const simple: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: few(TAGS + 2, 3).map((keys): Condition => ({ kind: 'tag', keys })) },
  fc.tuple(fc.constantFrom('pen-name', 'series', 'site'), few(5, 2)).map(([kind, keys]): Condition => ({ kind, keys })),
  fc.subarray(RATINGS).map((values): Condition => ({ kind: 'rating', values })),
  fc.subarray(STATUSES).map((values): Condition => ({ kind: 'status', values })),
  fc.subarray(['en', 'en-gb', 'de', 'zh', 'e']).map((values): Condition => ({ kind: 'language', values })),
  fc
    .tuple(fc.constantFrom('words', 'chapters', 'reviews', 'hits'), range)
    .map(([kind, each]): Condition => ({ kind, ...each })),
  fc.tuple(fc.constantFrom('posted', 'updated'), days).map(([kind, each]): Condition => ({ kind, ...each })),
  fc
    .tuple(fc.constantFrom(...CANONS, 'nowhere'), halves, halves)
    .map(([canon, from, to]): Condition => ({ kind: 'setting', canon, from, to })),
  fc.subarray([...TELLERS]).map((persons): Condition => ({ kind: 'told', persons })),
  fc.subarray(['ines', 'marrow', 'elo', 'e']).map((names): Condition => ({ kind: 'told-by', names })),
  fc
    .constantFrom('crossover', 'single-pairing', 'one-chapter', 'round-robin', 'series-part')
    .map((flag): Condition => ({ kind: 'is', flag })),
  found,
)

export const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc
      .tuple(fc.constantFrom('all', 'any'), fc.array(tie('condition'), { maxLength: 3 }))
      .map(([kind, of]): Condition => ({ kind, of })),
    tie('condition').map((of): Condition => ({ kind: 'not', of })),
  ),
})).condition

const anchor = fc.option(fc.integer({ min: 1, max: LARGEST_KEY }), { nil: undefined })

export const question: fc.Arbitrary<Question> = fc
  .record({
    viewer,
    condition,
    hidden: fc.option(condition, { nil: undefined }),
    sort: fc.record({
      by: fc.constantFrom('best', 'updated', 'posted', 'title', 'by', 'words', 'reviews', 'hits'),
      isDescending: fc.boolean(),
    }),
    size: fc.integer({ min: 1, max: 9 }),
    after: anchor,
    before: anchor,
    isLast: fc.boolean(),
    facets: fc.subarray([...TAG_KINDS_COUNTED, 'rating', 'status', 'language', 'pen-name'] as const),
    top: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ hidden, after, before, ...rest }) => ({
    ...rest,
    ...(hidden !== undefined && { hidden }),
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
  }))
