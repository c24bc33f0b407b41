/**
 * How fast the words of stories are indexed and found: 20,000 chapters of about 2,500 words, 50 million in all, of a
 * made-up language in which words are as frequent as in real ones (Zipf, s = 1.05) and as long as in English.
 *
 * Indexing is the whole way, from the catalogue to an index that is asked. Questions go through the threads, as those of
 * the site do. The baseline is FTS5 alone: the same texts, ready and in memory, put into a table of it.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from '../src/platform/db/database.ts'
import { GUEST } from '../src/platform/db/visibility.ts'
import { readCommonWords } from '../src/search/bodies/common-words.ts'
import { expressionOf, rowsOf, runsExpression, type WordRow } from '../src/search/bodies/expression.ts'
import { rowFinder } from '../src/search/bodies/find-rows.ts'
import { openWordIndex, type TextPart, type WordIndex } from '../src/search/bodies/index.ts'
import { openIndexFile } from '../src/search/bodies/schema.ts'
import { drawPhrases, type MadeChapters, makeChapters } from './body-texts.ts'

const CHAPTERS = Number(process.env['FICARIUM_BENCH_CHAPTERS'] ?? 20_000)
const CHAPTERS_OF_A_WORK = 4
const DRAWS = 10_000
const QUESTIONS = 200
const WANTED = { perSecond: 3_000_000, rare: 10, common: 60, ratio: 0.6 }

export async function run(): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'ficarium-bench-'))
  try {
    const made = await plantArchive(dataDirectory)
    say(`${made.words.toLocaleString('en')} words, ${(made.bytes / 1e6).toFixed(0)} MB of text`)
    const database = { dataDirectory, databaseUrl: null }
    await using index = openWordIndex({ database, directory: dataDirectory })
    await indexAll(index, made)
    await measureSize(dataDirectory, made)
    await askAll(index, made)
    drawAll(join(dataDirectory, 'search.db'), made)
    baseline(join(dataDirectory, 'baseline.db'), made)
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

async function plantArchive(dataDirectory: string): Promise<MadeChapters> {
  const made = makeChapters(CHAPTERS)
  await using database = await openDatabase({ dataDirectory, databaseUrl: null })
  const now = '2026-11-20T10:00:00.000Z'
  const { db } = database
  await db.transaction().execute(async (tx) => {
    for (let i = 0; i < CHAPTERS; i++) {
      const work = Math.floor(i / CHAPTERS_OF_A_WORK) + 1
      const position = (i % CHAPTERS_OF_A_WORK) + 1
      if (position === 1) {
        const title = `Made of ${made.vocabulary[work % made.vocabulary.length]}`
        await tx
          .insertInto('work')
          .values({
            id: work,
            public_id: `w${work}`,
            title,
            sort_title: title,
            folded_title: title,
            added_at: now,
            changed_at: now,
          })
          .execute()
      }
      const html = made.htmls[i] as string
      await tx
        .insertInto('chapter')
        .values({ id: i + 1, work_id: work, position, current_version_id: i + 1 })
        .execute()
      await tx
        .insertInto('chapter_version')
        .values({
          id: i + 1,
          chapter_id: i + 1,
          number: 1,
          html,
          format: 1,
          sha256: String(i),
          words: html.split(' ').length,
          reason: 'faithful',
          created_at: now,
        })
        .execute()
    }
  })
  return made
}

async function indexAll(index: WordIndex, made: MadeChapters): Promise<void> {
  const load = loadNow()
  const started = performance.now()
  const before = process.cpuUsage()
  const all = index.refresh()
  // The words are counted after the index is there to be asked.
  while (index.state().kind === 'warming') await new Promise((resolve) => setTimeout(resolve, 20))
  const seconds = (performance.now() - started) / 1000
  const processor = secondsSince(before)
  await all
  const counted = (performance.now() - started) / 1000
  const perSecond = made.words / seconds
  if (index.state().kind !== 'ready') throw new Error(`there is no index: ${index.state().why}`)
  say(
    `indexed in ${seconds.toFixed(1)} s, ${millions(perSecond)} words a second${verdict(perSecond >= WANTED.perSecond, `${millions(WANTED.perSecond)} wanted`)}; ${processor.toFixed(1)} s of processor; vocabulary counted after ${counted.toFixed(1)} s; load ${load} before, ${loadNow()} after`,
  )
}

async function measureSize(dataDirectory: string, made: MadeChapters): Promise<void> {
  const { size } = await stat(join(dataDirectory, 'search.db'))
  const ratio = size / made.bytes
  say(
    `index ${(size / 1e6).toFixed(0)} MB, ${ratio.toFixed(2)} times the text${verdict(ratio <= WANTED.ratio, `${WANTED.ratio} wanted`)}`,
  )
}

async function askAll(index: WordIndex, made: MadeChapters): Promise<void> {
  const phrases = drawPhrases(made, 20_000)
  const rare = phrases
    .filter(({ phrase }) => phrase.split(' ').length >= 4 && hasRare(phrase, made))
    .slice(0, QUESTIONS)
  await ask(index, 'the', 1)
  const load = loadNow()
  const ofRare: number[] = []
  const before = process.cpuUsage()
  for (const { phrase } of rare) {
    const part = phraseOf(phrase)
    const started = performance.now()
    const found = await index.find(GUEST, part)
    const shown = await index.passages(GUEST, [...(found?.works.keys ?? [])].slice(0, 20), [part])
    ofRare.push(performance.now() - started)
    if (shown === null || shown.size === 0) throw new Error(`"${phrase}" is not found`)
  }
  report('a rare phrase with its passages', ofRare, WANTED.rare)
  say(`${((1000 * secondsSince(before)) / ofRare.length).toFixed(1)} ms of processor each`)
  const common = Array.from({ length: QUESTIONS }, () => commonPhrase(made))
  const beforeCommon = process.cpuUsage()
  report('a phrase of six common words', await ask(index, (i) => common[i] as string, QUESTIONS), WANTED.common)
  say(`${((1000 * secondsSince(beforeCommon)) / QUESTIONS).toFixed(1)} ms of processor each, in two threads`)
  report('the most frequent word', await ask(index, 'the', 20))
  report('words that begin with "a"', await ask(index, { kind: 'word', text: 'a', isPrefix: true }, 20))
  say(`asked at a load of ${load}, ${loadNow()} after`)
  const started = performance.now()
  const typed = `${(made.vocabulary[500] as string).slice(0, -1)}x`
  await index.like(GUEST, typed, 5)
  const first = performance.now() - started
  const like: number[] = []
  for (let i = 0; i < 50; i++) {
    const word = made.vocabulary[200 + i * 37] as string
    const asked = performance.now()
    await index.like(GUEST, `${word.slice(0, 2)}${word.slice(3)}`, 5)
    like.push(performance.now() - asked)
  }
  report(`words like one (the first time ${first.toFixed(0)} ms)`, like)
}

type Asked =
  | string
  | { readonly kind: 'word'; readonly text: string; readonly isPrefix: boolean }
  | ((i: number) => string)

async function ask(index: WordIndex, asked: Asked, times: number): Promise<number[]> {
  const taken: number[] = []
  let cut = 0
  for (let i = 0; i < times; i++) {
    const what = typeof asked === 'function' ? asked(i) : asked
    const part = typeof what === 'string' ? phraseOf(what) : ({ ...what, ...WHERE } as TextPart)
    const started = performance.now()
    const found = await index.find(GUEST, part)
    taken.push(performance.now() - started)
    if (found === null) throw new Error('the index does not answer')
    if (found.isCut) cut++
  }
  if (cut > 0) say(`${cut} of the next were cut and said so`)
  return taken
}

const WHERE = { where: 'anywhere', place: { start: 0, end: 0 } } as const

function phraseOf(text: string): TextPart {
  return { kind: 'phrase', text, ...WHERE }
}

const COMMON = 30
let nextCommon = 0

/** Six words of the thirty most frequent, as they follow each other somewhere. */
function commonPhrase(made: MadeChapters): string {
  const common = new Set(made.vocabulary.slice(0, COMMON))
  for (;;) {
    const words = (made.htmls[nextCommon++ % made.htmls.length] as string).replaceAll(/<[^>]*>/g, ' ').split(/\s+/)
    const at = words.findIndex(
      (_, i) => words.slice(i, i + 6).every((word) => common.has(word)) && i + 6 < words.length,
    )
    if (at !== -1) return words.slice(at, at + 6).join(' ')
  }
}

function hasRare(phrase: string, made: MadeChapters): boolean {
  return phrase.split(' ').some((word) => made.vocabulary.indexOf(word) > 20_000)
}

/** Each is looked up in its chapter; one with runs of common words must be among the chapters that have them, too. */
function drawAll(path: string, made: MadeChapters): void {
  const file = openIndexFile(path, true)
  const common = readCommonWords(file)
  const started = performance.now()
  let missed = 0
  for (const { chapter, phrase } of drawPhrases(made, DRAWS)) {
    const rows = rowsOf(phraseOf(phrase))
    const wanted = expressionOf(phraseOf(phrase), rows).words ?? ''
    const runs = runsExpression(rows[0] as WordRow, common)
    const finder = rowFinder(file, { table: 'words', wanted, phrase: rows[0] as WordRow, runs })
    const isFound = finder.among([chapter + 1]).length === 1
    const isPossible = runs === null || finder.inRange(chapter + 1, chapter + 1).length === 1
    if (!isFound || !isPossible) missed++
  }
  file.close()
  say(
    `${DRAWS.toLocaleString('en')} phrases of 2 to 6 words drawn, ${missed} missed in the chapter they came from, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
  if (missed > 0) process.exitCode = 1
}

function baseline(path: string, made: MadeChapters): void {
  const texts = made.htmls.map((html) => html.replaceAll(/<[^>]*>/g, '\n'))
  const database = new DatabaseSync(path)
  database.exec(`pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = normal;
    create virtual table words using fts5(text, content = '', contentless_delete = 1)`)
  const add = database.prepare('insert into words (rowid, text) values (?, ?)')
  const load = loadNow()
  const before = process.cpuUsage()
  const started = performance.now()
  texts.forEach((text, i) => {
    if (i % 1000 === 0) database.exec(i === 0 ? 'begin' : 'commit; begin')
    add.run(i + 1, text)
  })
  database.exec('commit')
  const processor = secondsSince(before)
  const seconds = (performance.now() - started) / 1000
  database.close()
  say(
    `baseline: FTS5 as it comes, texts in memory: ${millions(made.words / seconds)} words a second, ${processor.toFixed(1)} s of processor; load ${load}`,
  )
}

function report(what: string, taken: readonly number[], wanted?: number): void {
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number
  const isEnough = wanted === undefined ? '' : verdict(at(0.95) <= wanted, `${wanted} ms wanted`)
  say(`${what}: p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, ${taken.length} times${isEnough}`)
}

/** Processor time of all threads: what is left when others use the machine too. */
function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function verdict(isEnough: boolean, wanted: string): string {
  return ` (${wanted}: ${isEnough ? 'enough' : 'not enough'})`
}

function millions(count: number): string {
  return `${(count / 1e6).toFixed(2)} million`
}

function loadNow(): string {
  return (loadavg()[0] as number).toFixed(1)
}

function say(line: string): void {
  console.log(`body-index  ${line}`)
}
