/**
 * Writes a part of a query as FTS5 reads it. What was typed never gets there: only words that were cut out of it, each
 * in quotes.
 *
 *     "don’t look" in the text        {text} : ("dont look")
 *     l'étoile                        … : ("l etoile")
 *     NEAR(ring "green garnet", 5)    … : (NEAR("ring" "green garnet", 5))
 *     gar*                            … : ("gar" *)
 */
import type { TextPlace } from '../query/query.ts'
import type { TextPart } from './word-index.ts'
import { cutWords, elisionIn, isWide } from './words.ts'

/** Words one behind the other; the last may be the beginning of one. */
export interface WordRow {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

export interface Expression {
  /** What chapters must hold; null when the place has no chapters. */
  readonly chapters: string | null
  readonly about: string | null
}

const COLUMNS: Readonly<Record<TextPlace, { readonly chapters: string | null; readonly about: string | null }>> = {
  anywhere: { chapters: 'text title notes', about: 'title names summary notes' },
  about: { chapters: 'title notes', about: 'title names summary notes' },
  text: { chapters: 'text', about: null },
  title: { chapters: 'title', about: 'title' },
  summary: { chapters: null, about: 'summary' },
  notes: { chapters: 'notes', about: 'notes' },
  first: { chapters: 'opening', about: null },
  last: { chapters: 'ending', about: null },
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
  const columns = COLUMNS[part.where]
  if (rows.length === 0) return { chapters: null, about: null }
  const isNear = part.kind === 'near' && rows.length > 1
  const wanted = isNear ? `NEAR(${rows.map(quoted).join(' ')}, ${part.distance})` : rows.map(quoted).join(' OR ')
  return {
    chapters: columns.chapters === null ? null : `{${columns.chapters}} : (${wanted})`,
    about: columns.about === null ? null : `{${columns.about}} : (${wanted})`,
  }
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

function quoted({ words, isPrefix }: WordRow): string {
  return `"${words.join(' ').replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`
}
