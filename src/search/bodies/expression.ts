/**
 * Writes a part of a query as FTS5 reads it. What was typed never gets there: only words that were cut out of it, each
 * in quotes.
 *
 *     "don’t look" in the notes       {notes} : ("dont look")
 *     l'étoile                        … : ("l etoile")
 *     NEAR(ring "green garnet", 5)    … : (NEAR("ring" "green garnet", 5))
 *     gar*                            … : ("gar" *)
 */
import type { TextPlace } from '../query/query.ts'
import { type CommonWords, runsIn } from './runs.ts'
import type { WordTable } from './schema.ts'
import type { TextPart } from './word-index.ts'
import { cutWords, elisionIn, isWide, wordOfChapter } from './words.ts'

/** Words one behind the other; the last may be the beginning of one. */
export interface WordRow {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

/** What the rows of each table must hold; null where the place is not in that table. */
export type Expression = Readonly<Record<WordTable, string | null>>

/** The columns of each place; where all of a table are meant it is not said which. */
const COLUMNS: Readonly<Record<TextPlace, Expression>> = {
  anywhere: { words: '', heads: '', edges: null, about: '' },
  about: { words: null, heads: '', edges: null, about: '' },
  text: { words: '', heads: null, edges: null, about: null },
  title: { words: null, heads: 'title', edges: null, about: 'title' },
  summary: { words: null, heads: null, edges: null, about: 'summary' },
  notes: { words: null, heads: 'notes', edges: null, about: 'notes' },
  first: { words: null, heads: null, edges: 'opening', about: null },
  last: { words: null, heads: null, edges: 'ending', about: null },
}

/** The rows of words that a part asks for: one, but for NEAR. None where nothing typed is a word. */
export function rowsOf(part: TextPart): WordRow[] {
  const clauses = part.kind === 'near' ? part.of : [part]
  return clauses
    .map((clause) => rowOf(clause.text, clause.kind === 'word' && clause.isPrefix))
    .filter((row) => row.words.length > 0)
}

/** Other rows that mean the same: `letoile` as `l'étoile` is indexed. */
export function otherRowsOf(part: TextPart, row: WordRow): WordRow[] {
  const [word] = row.words
  if (part.kind === 'near' || row.words.length !== 1 || word === undefined) return []
  const elision = elisionIn(word)
  return elision === null ? [] : [{ words: elision, isPrefix: row.isPrefix }]
}

/** Where `rows` are alternatives, any of them; those of NEAR must be near each other. */
export function expressionOf(part: TextPart, rows: readonly WordRow[]): Expression {
  const isNear = part.kind === 'near' && rows.length > 1
  const wanted = isNear ? `NEAR(${rows.map(quoted).join(' ')}, ${part.distance})` : rows.map(quoted).join(' OR ')
  const written = (columns: string | null): string | null => {
    if (columns === null || rows.length === 0) return null
    return columns === '' ? wanted : `{${columns}} : (${wanted})`
  }
  const { words, heads, edges, about } = COLUMNS[part.where]
  return { words: written(words), heads: written(heads), edges: written(edges), about: written(about) }
}

/** A letter of a script without spaces is, alone, the beginning of a pair; in a longer row it ends one. */
function rowOf(text: string, isPrefix: boolean): WordRow {
  const words = cutWords(text).map((word) => word.text)
  const last = words.at(-1)
  if (last === undefined || !isWide(last)) return { words, isPrefix }
  const before = words.at(-2)
  // What follows the last letter in the text is not known.
  if (before !== undefined && isWide(before)) return { words: words.slice(0, -1), isPrefix: false }
  return { words, isPrefix: true }
}

/** So many say enough. */
const MOST_RUNS = 8

/** What the runs of a chapter must hold if this row stands in its text; null where it is anything. */
export function runsExpression({ words }: WordRow, common: CommonWords): string | null {
  const runs = [...runsIn(words.join(' '), common)].slice(0, MOST_RUNS)
  return runs.length === 0 ? null : runs.map((run) => `"${run}"`).join(' AND ')
}

/** More words than any text has. */
const ANYWHERE = 100_000_000

/** The row in the text of this chapter alone, which FTS5 looks up without a look at the others. */
export function inChapter(row: WordRow, chapter: number): string {
  return `NEAR("${wordOfChapter(chapter)}" ${quoted(row)}, ${ANYWHERE})`
}

function quoted({ words, isPrefix }: WordRow): string {
  return `"${words.join(' ').replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`
}
