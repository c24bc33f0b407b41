/**
 * The words of the archive with how often they are said, for "words like it" and to know what a wildcard would cost.
 *
 * FTS5 knows them, but counts a word by reading all its places; so they are counted now and then, when the archive has
 * grown by a fifth, and kept.
 */
import { letterChanges, lettersOf, mayBeNear } from '../letter-changes.ts'
import { type IndexFile, inIndexTransaction, readFact, writeFact } from './schema.ts'
import { cutWords, isWide, NO_LETTER } from './words.ts'

export interface CountedWord {
  readonly word: string
  /** In how many chapters. */
  readonly chapters: number
}

/** Whether the words should be counted again. */
export function isVocabularyOld(file: IndexFile): boolean {
  const counted = readFact(file, 'vocabulary')
  if (counted === null) return true
  const chapters = countChapters(file)
  return Math.abs(chapters - Number(counted)) > Number(counted) / 5
}

export function countVocabulary(file: IndexFile): void {
  inIndexTransaction(file, () => {
    file.database.exec('delete from vocabulary')
    file.database.exec(
      `insert into vocabulary (word, chapters, times) select term, doc, cnt from term where substr(term, 1, 1) <> '${NO_LETTER}'`,
    )
    writeFact(file, 'vocabulary', String(countChapters(file)))
  })
}

export interface Expansions {
  /** About how many places the words that begin so have together. */
  readonly times: number
  /** The most frequent of them. */
  readonly words: readonly string[]
}

/** So many chapters can be asked for anything before their words are counted. */
const FEW_CHAPTERS = 2000

/** The words that begin so, in an index that has grown to so many chapters since they were counted. */
export function expansionsOf(
  file: IndexFile,
  { prefix, size, chapters }: { readonly prefix: string; readonly size: number; readonly chapters: number },
): Expansions {
  const { database } = file
  const counted = Number(readFact(file, 'vocabulary') ?? 0)
  if (counted === 0 && chapters > FEW_CHAPTERS) return { times: Number.POSITIVE_INFINITY, words: [] }
  // Behind every word that begins so: no letter is as great.
  const end = `${prefix}\u{10ffff}`
  const times = database
    .prepare('select sum(times) as times from vocabulary where word >= ? and word < ?')
    .get(prefix, end)?.['times']
  const words = database
    .prepare('select word from vocabulary where word >= ? and word < ? order by times desc, word limit ?')
    .all(prefix, end, size)
  const growth = Math.max(1, chapters / Math.max(1, counted))
  return { times: Number(times ?? 0) * growth, words: words.map((row) => String(row['word'])) }
}

/** Words that are few letters away from one, likest first, then the most frequent. */
export type LikeWords = (word: string, size: number) => readonly CountedWord[]

/** More than this many different words an archive has only because of misspellings. */
const MOST_WORDS = 300_000
const SHORTEST = 3
const LONGEST = 30

/** Reads the vocabulary into memory. */
export function readLikeWords({ database }: IndexFile): LikeWords {
  const statement = database.prepare(`select word, chapters from vocabulary
    where length(word) between ${SHORTEST} and ${LONGEST} order by chapters desc, word limit ${MOST_WORDS}`)
  statement.setReturnArrays(true)
  const words: string[] = []
  const chapters: number[] = []
  for (const row of statement.iterate()) {
    const [word, count] = row as unknown as [string, number]
    if (isWide(word)) continue
    words.push(word)
    chapters.push(count)
  }
  const letters = Uint32Array.from(words, lettersOf)
  return (typed, size) => {
    const wanted = cutWords(typed)
    const word = wanted[0]?.text ?? ''
    if (wanted.length !== 1 || word.length < SHORTEST || word.length > LONGEST || isWide(word)) return []
    const reach = word.length <= 4 ? 1 : word.length <= 8 ? 2 : 3
    const own = lettersOf(word)
    const found: { at: number; far: number }[] = []
    for (let at = 0; at < words.length; at++) {
      const each = words[at] as string
      if (Math.abs(each.length - word.length) > reach) continue
      if (!mayBeNear(own, letters[at] as number, reach)) continue
      const far = letterChanges(word, each, reach)
      if (far > 0 && far <= reach) found.push({ at, far: far + (each[0] === word[0] ? 0 : 0.5) })
    }
    // They are in the order of frequency already, and the sort keeps it.
    const likest = found.toSorted((a, b) => a.far - b.far).slice(0, size)
    return likest.map(({ at }) => ({ word: words[at] as string, chapters: chapters[at] as number }))
  }
}

function countChapters({ database }: IndexFile): number {
  return Number(database.prepare('select count(*) as rows from chapter').get()?.['rows'] ?? 0)
}
