/**
 * Chooses the words that are common in an archive, from a sample of its chapters.
 *
 * They are chosen once, when an index is built, and are a fact of it: every text in it is looked through for the same
 * ones. Which they are decides how quickly phrases are found, never whether they are.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/tables.ts'
import { lastChapterKey, readChapterHeads, readChapterTexts } from './catalogue-store.ts'
import { indexedText } from './index-text.ts'
import { type CommonWords, commonWords } from './runs.ts'
import { type IndexFile, readFact, writeFact } from './schema.ts'

/** So much of the archive is read: about 150,000 words. */
const PLACES = 16
const CHAPTERS_AT_A_PLACE = 4
const LONGEST_SAMPLE = 100_000
/** In English and in most languages that have spaces, every other word said is one of these. */
const MOST_COMMON = 48
const LEAST_SHARE = 1 / 600

export interface CommonSample {
  readonly words: readonly string[]
  /** The last chapter there was. */
  readonly lastChapter: number
}

/** From chapters everywhere in the archive: what was imported first may be of one author. */
export async function sampleCommonWords(db: Kysely<Tables>): Promise<CommonSample> {
  const lastChapter = await lastChapterKey(db)
  const chapters = new Set<number>()
  for (let place = 0; place < PLACES; place++) {
    const heads = await readChapterHeads(db, Math.floor((lastChapter * place) / PLACES), CHAPTERS_AT_A_PLACE)
    for (const head of heads) chapters.add(head.id)
  }
  const htmls = await readChapterTexts(db, [...chapters])
  return { words: mostFrequent([...htmls.values()].map((html) => html.slice(0, LONGEST_SAMPLE))), lastChapter }
}

export function writeCommonWords(file: IndexFile, { words, lastChapter }: CommonSample): void {
  writeFact(file, 'common', words.join(' '))
  writeFact(file, 'sampled', String(lastChapter))
}

/** Those by which the texts of this index were looked through. */
export function readCommonWords(file: IndexFile): CommonWords {
  return commonWords((readFact(file, 'common') ?? '').split(' ').filter((word) => word !== ''))
}

const FEW_CHAPTERS = 2000
const OUTGROWN = 8

/** Whether the archive was so small when the words were chosen that they say nothing about what it is now. */
export function isSampleOutgrown(file: IndexFile): boolean {
  const last = Number(file.database.prepare('select max(id) as id from chapter').get()?.['id'] ?? 0)
  return last >= FEW_CHAPTERS && last >= OUTGROWN * Number(readFact(file, 'sampled') ?? 0)
}

function mostFrequent(htmls: readonly string[]): string[] {
  const times = new Map<string, number>()
  let all = 0
  for (const html of htmls) {
    for (const word of indexedText(html, NONE).text.toLowerCase().match(WORD) ?? []) {
      times.set(word, (times.get(word) ?? 0) + 1)
      all++
    }
  }
  return [...times]
    .filter(([, count]) => count >= all * LEAST_SHARE)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_COMMON)
    .map(([word]) => word)
}

const NONE = commonWords([])
/** What FTS5 takes for a word. */
const WORD = /[a-z0-9\u0080-\u{10ffff}]+/gu
