/**
 * Finds the works that hold words, within a budget.
 *
 * Chapters are asked for in ranges of their keys, the newest first, with a look at the clock between two of them: FTS5
 * cannot be stopped, but it can be asked for little. A wildcard is the exception, since FTS5 gathers every place of
 * every word that begins so before it gives the first row. What that would cost is known from the vocabulary, and one
 * that would cost too much is asked as its most frequent words instead, and called cut.
 *
 * Scores are those of BM25 where there are few hits. Where there are many, the word says little, and how many chapters
 * of a work hold it is as good.
 */
import type { Viewer } from '../../platform/db/visibility.ts'
import { type Expression, expressionOf, otherRowsOf, rowsOf, type WordRow } from './expression.ts'
import type { IndexFile } from './schema.ts'
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
/** How much a hit counts by what it is found in: title, names, summary, notes. */
const ABOUT_WEIGHTS = '10.0, 6.0, 4.0, 1.0'
const CHAPTER_WEIGHTS = '4.0, 1.0, 1.0, 1.0, 1.0'

export interface Search {
  readonly file: IndexFile
  readonly visible: Visible
  readonly budget: Budget
}

export function findWords(search: Search, viewer: Viewer, part: TextPart): FoundWords {
  const { visible, budget } = search
  visible.update()
  const plan = planOf(search, part)
  const until = budget.now() + budget.time
  const scores = new Float32Array(visible.works())
  const isFinished =
    addAbout(search, plan, { scores, until, workOf: workItself(visible.workFinder(viewer)) }) &&
    addChapters(search, plan, { scores, until, workOf: visible.chapterFinder(viewer) })
  return { works: foundIn(scores), isCut: plan.isCut || !isFinished }
}

interface Scoring {
  /** By work; 0 is not found. */
  readonly scores: Float32Array
  readonly until: number
  /** The work of a row that may be found, else 0. */
  readonly workOf: (row: number) => number
}

function workItself(isFound: (work: number) => boolean): (work: number) => number {
  return (work) => (isFound(work) ? work : 0)
}

/** False when there was no time for all. */
function addChapters(search: Search, plan: Plan, scoring: Scoring): boolean {
  const { chapters: wanted } = plan.expression
  if (wanted === null) return true
  const { file, visible, budget } = search
  const started = budget.now()
  const inRange = file.database.prepare('select rowid from words where words match ? and rowid between ? and ?')
  inRange.setReturnArrays(true)
  const found: number[] = []
  let last = visible.lastChapter()
  let isFinished = true
  while (last > 0) {
    const first = plan.isWildcard ? 1 : Math.max(1, last - budget.range + 1)
    for (const [chapter] of inRange.iterate(wanted, BigInt(first), BigInt(last)) as Iterable<unknown> as Iterable<
      [number]
    >)
      found.push(chapter)
    last = first - 1
    if (last > 0 && budget.now() > scoring.until) {
      isFinished = false
      break
    }
  }
  // Scoring reads all there is of a word once more.
  const isScored = isFinished && found.length <= MOST_SCORED && budget.now() - started < budget.time * SCORING_SHARE
  if (isScored) addScores(file, SCORED_CHAPTERS, wanted, scoring)
  else addCounts(found, visible.chapters(), scoring)
  return isFinished
}

function addAbout(search: Search, plan: Plan, scoring: Scoring): boolean {
  const { about: wanted } = plan.expression
  if (wanted === null) return true
  const { file, visible, budget } = search
  const started = budget.now()
  const all = file.database.prepare('select rowid from about where about match ?')
  all.setReturnArrays(true)
  const found: number[] = []
  let isFinished = true
  for (const [work] of all.iterate(wanted) as Iterable<unknown> as Iterable<[number]>) {
    found.push(work)
    if (found.length % 4096 === 0 && budget.now() > scoring.until) {
      isFinished = false
      break
    }
  }
  const isScored = isFinished && found.length <= MOST_SCORED && budget.now() - started < budget.time * SCORING_SHARE
  if (isScored) addScores(file, SCORED_ABOUT, wanted, scoring)
  else addCounts(found, visible.works(), scoring)
  return isFinished
}

const SCORED_CHAPTERS = `select rowid, -bm25(words, ${CHAPTER_WEIGHTS}) from words where words match ?`
const SCORED_ABOUT = `select rowid, -bm25(about, ${ABOUT_WEIGHTS}) from about where about match ?`

/** The best chapter counts whole, each other one a little. */
function addScores(file: IndexFile, query: string, wanted: string, { scores, workOf }: Scoring): void {
  const statement = file.database.prepare(query)
  statement.setReturnArrays(true)
  for (const [row, bm25] of statement.iterate(wanted) as Iterable<unknown> as Iterable<[number, number]>) {
    const work = workOf(row)
    if (work === 0) continue
    const before = scores[work] as number
    // SQLite lets a word that most rows have count next to nothing.
    const score = Math.max(bm25, LEAST_SCORE)
    scores[work] = Math.max(before, score) + Math.min(before, score) * 0.1
  }
}

const LEAST_SCORE = 0.01

function addCounts(found: readonly number[], rows: number, { scores, workOf }: Scoring): void {
  const counts = new Uint32Array(scores.length)
  for (const row of found) {
    const work = workOf(row)
    if (work !== 0) counts[work] = (counts[work] as number) + 1
  }
  const rarity = Math.log(1 + rows / (found.length + 1))
  for (let work = 0; work < counts.length; work++) {
    const count = counts[work] as number
    if (count > 0) scores[work] = (scores[work] as number) + Math.max(LEAST_SCORE, (rarity * count) / (count + 1))
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
  /** FTS5 gathers all its places before the first row, whatever range is asked for. */
  readonly isWildcard: boolean
}

/** The part as FTS5 is asked, with what would cost too much made smaller. */
export function planOf({ file, budget }: Pick<Search, 'file' | 'budget'>, part: TextPart): Plan {
  const rows = rowsOf(part)
  const all = rows.flatMap((row) => [row, ...otherRowsOf(part, row)])
  let isCut = false
  const affordable = all.flatMap((row): readonly WordRow[] => {
    if (!row.isPrefix) return [row]
    const { times, words } = expansionsOf(file, row.words.at(-1) as string, EXPANSIONS)
    if (times <= budget.times) return [row]
    isCut = true
    const head = row.words.slice(0, -1)
    // Near others stands one word or another, never one of several.
    const chosen = part.kind === 'near' ? words.slice(0, 1) : words
    return chosen.map((word) => ({ words: [...head, word], isPrefix: false }))
  })
  return { expression: expressionOf(part, affordable), isCut, isWildcard: affordable.some((row) => row.isPrefix) }
}
