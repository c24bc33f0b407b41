/**
 * Finds the works that hold words, within a budget.
 *
 * Rows are asked for in ranges of their keys, the newest first, with a look at the clock between two of them: FTS5 cannot
 * be stopped, but it can be asked for little. Several threads may each look at a share of the archive. A wildcard is the exception, since FTS5 gathers every place of
 * every word that begins so before it gives the first row. What that would cost is known from the vocabulary, and one
 * that would cost too much is asked as its most frequent words instead, and called cut.
 *
 * Scores are those of BM25 where there are few hits. Where there are many, the word says little, and how many chapters
 * of a work hold it is as good.
 */
import type { Viewer } from '../../platform/db/visibility.ts'
import { type Expression, expressionOf, otherRowsOf, rowsOf, runsExpression, type WordRow } from './expression.ts'
import { rowFinder } from './find-rows.ts'
import type { CommonWords } from './runs.ts'
import { type IndexFile, WORD_TABLES, type WordTable } from './schema.ts'
import type { Visible } from './visible.ts'
import { expansionsOf } from './vocabulary.ts'
import type { FoundWords, TextPart } from './word-index.ts'

export interface Budget {
  /** Milliseconds. */
  readonly time: number
  /** Places of a wildcard's words that are gathered at once. */
  readonly times: number
  /** Chapters of one look. */
  readonly range: number
  readonly now: () => number
}

export const BUDGET: Budget = { time: 250, times: 2_000_000, range: 16_384, now: () => performance.now() }

/** Words that stand for a wildcard that would cost too much. */
const EXPANSIONS = 64
/** So many hits are scored one by one, when finding them took no longer than this part of the budget. */
const MOST_SCORED = 500
const SCORING_SHARE = 0.04
/** How much a hit counts by the column it is found in, for BM25, and by its table. */
const WEIGHTS: Readonly<Record<WordTable, { readonly columns: string; readonly table: number }>> = {
  words: { columns: '1.0', table: 1 },
  heads: { columns: '4.0, 1.0', table: 1 },
  edges: { columns: '1.0, 1.0', table: 1 },
  about: { columns: '10.0, 6.0, 4.0, 1.0', table: 4 },
}

export interface Search {
  readonly file: IndexFile
  readonly visible: Visible
  readonly common: CommonWords
  readonly budget: Budget
}

/** One of several equal parts of the archive, so that several threads can look at once. */
export interface Share {
  readonly index: number
  readonly of: number
}

export interface Gathered extends FoundWords {
  /** Whether there are so few hits that each can be scored. */
  readonly isFew: boolean
}

/** The works in one share of the archive that hold the words. */
export function gatherWords(search: Search, viewer: Viewer, part: TextPart, share: Share): Gathered {
  const { visible, budget } = search
  visible.update()
  const plan = planOf(search, part)
  const started = budget.now()
  const scores = new Float32Array(visible.works())
  let isFinished = true
  let hits = 0
  for (const table of WORD_TABLES) {
    const wanted = plan.expression[table]
    if (wanted === null || !isFinished) continue
    const rows = { table, wanted, plan, share, until: started + budget.time }
    const found = rowsHolding(search, rows)
    isFinished = found.isFinished
    hits += found.rows.length
    addCounts(search, viewer, { table, rows: found.rows, scores })
  }
  // BM25 counts all rows of a phrase, whichever are asked for.
  const isFew =
    plan.runs === null && isFinished && hits <= MOST_SCORED && budget.now() - started <= budget.time * SCORING_SHARE
  return { works: foundIn(scores), isCut: plan.isCut || !isFinished, isFew }
}

/** The same works, all of them, each hit scored by how often the words stand there and how rare they are. */
export function scoreWords(search: Search, viewer: Viewer, part: TextPart): FoundWords {
  const { file, visible } = search
  visible.update()
  const plan = planOf(search, part)
  const scores = new Float32Array(visible.works())
  for (const table of WORD_TABLES) {
    const wanted = plan.expression[table]
    if (wanted === null) continue
    const workOf = workFinder(search, viewer, table)
    const statement = file.database.prepare(
      `select rowid, -bm25(${table}, ${WEIGHTS[table].columns}) from ${table} where ${table} match ?`,
    )
    statement.setReturnArrays(true)
    for (const [row, bm25] of statement.iterate(wanted) as Iterable<unknown> as Iterable<[number, number]>) {
      const work = workOf(row)
      if (work === 0) continue
      // The best chapter counts whole, each other one a little. A word that most rows have counts next to nothing.
      const score = Math.max(LEAST_SCORE, bm25)
      const before = scores[work] as number
      scores[work] = Math.max(before, score) + Math.min(before, score) * 0.1
    }
  }
  return { works: foundIn(scores), isCut: plan.isCut }
}

/** What several shares found, as one; a work whose chapters are in two of them is in both. */
export function mergeFound(found: readonly FoundWords[]): FoundWords {
  const [first] = found
  if (found.length === 1 && first !== undefined) return first
  const scores = new Map<number, number>()
  for (const { works } of found) {
    works.keys.forEach((key, i) => scores.set(key, (scores.get(key) ?? 0) + (works.scores?.[i] ?? 0)))
  }
  const keys = Uint32Array.from(scores.keys()).toSorted()
  const works = { keys, scores: Float32Array.from(keys, (key) => scores.get(key) as number) }
  return { works, isCut: found.some((each) => each.isCut) }
}

interface Wanted {
  readonly table: WordTable
  readonly wanted: string
  readonly plan: Plan
  readonly share: Share
  readonly until: number
}

/** The rows of a table that hold what is wanted; not all of them when there was no time for all. */
function rowsHolding(
  { file, visible, budget }: Search,
  { table, wanted, plan, share, until }: Wanted,
): { rows: readonly number[]; isFinished: boolean } {
  const finder = rowFinder(file, { table, wanted, ...plan })
  const rows: number[] = []
  const all = table === 'about' ? visible.works() : visible.lastChapter()
  const lowest = Math.floor((all * share.index) / share.of) + 1
  let last = Math.floor((all * (share.index + 1)) / share.of)
  while (last >= lowest) {
    const first = plan.isWildcard ? lowest : Math.max(lowest, last - budget.range + 1)
    for (const row of finder.inRange(first, last)) rows.push(row)
    last = first - 1
    if (last >= lowest && budget.now() > until) return { rows, isFinished: false }
  }
  return { rows, isFinished: true }
}

/** The work of a row that the viewer may find, else 0. */
function workFinder({ visible }: Search, viewer: Viewer, table: WordTable): (row: number) => number {
  if (table !== 'about') return visible.chapterFinder(viewer)
  const isFound = visible.workFinder(viewer)
  return (work) => (isFound(work) ? work : 0)
}

const LEAST_SCORE = 0.01

interface Counting {
  readonly table: WordTable
  readonly rows: readonly number[]
  readonly scores: Float32Array
}

function addCounts(search: Search, viewer: Viewer, { table, rows, scores }: Counting): void {
  if (rows.length === 0) return
  const workOf = workFinder(search, viewer, table)
  const counts = new Uint32Array(scores.length)
  for (const row of rows) {
    const work = workOf(row)
    if (work !== 0) counts[work] = (counts[work] as number) + 1
  }
  const all = table === 'about' ? search.visible.works() : search.visible.chapters()
  const rarity = Math.max(LEAST_SCORE, WEIGHTS[table].table * Math.log(1 + all / (rows.length + 1)))
  for (let work = 0; work < counts.length; work++) {
    const count = counts[work] as number
    if (count > 0) scores[work] = (scores[work] as number) + (rarity * count) / (count + 1)
  }
}

function foundIn(scores: Float32Array): FoundWords['works'] {
  let size = 0
  for (const score of scores) if (score > 0) size++
  const keys = new Uint32Array(size)
  const own = new Float32Array(size)
  let at = 0
  for (let work = 0; work < scores.length; work++) {
    const score = scores[work] as number
    if (score === 0) continue
    keys[at] = work
    own[at++] = score
  }
  return { keys, scores: own }
}

export interface Plan {
  readonly expression: Expression
  /** Some words of a wildcard are left out. */
  readonly isCut: boolean
  /** Where it is one phrase and nothing else. */
  readonly phrase: WordRow | null
  /** What the runs of a chapter must hold; null where they say nothing. */
  readonly runs: string | null
  /** FTS5 gathers all its places before the first row, whatever range is asked for. */
  readonly isWildcard: boolean
}

/** The part as FTS5 is asked, with what would cost too much made smaller. */
export function planOf({ file, visible, common, budget }: Search, part: TextPart): Plan {
  const rows = rowsOf(part)
  const all = rows.flatMap((row) => [row, ...otherRowsOf(part, row)])
  let isCut = false
  const affordable = all.flatMap((row): readonly WordRow[] => {
    if (!row.isPrefix) return [row]
    const prefix = row.words.at(-1) as string
    const { times, words } = expansionsOf(file, { prefix, size: EXPANSIONS, chapters: visible.chapters() })
    if (times <= budget.times) return [row]
    isCut = true
    const head = row.words.slice(0, -1)
    // Near others stands one word or another, never one of several.
    const chosen = part.kind === 'near' ? words.slice(0, 1) : words
    if (chosen.length === 0) return [{ ...row, isPrefix: false }]
    return chosen.map((word) => ({ words: [...head, word], isPrefix: false }))
  })
  const [first] = affordable
  const isPhrase = affordable.length === 1 && first !== undefined && first.words.length > 1 && !first.isPrefix
  const phrase = isPhrase ? first : null
  return {
    expression: expressionOf(part, affordable),
    isCut,
    phrase,
    runs: phrase === null ? null : runsExpression(phrase, common),
    isWildcard: affordable.some((row) => row.isPrefix),
  }
}
