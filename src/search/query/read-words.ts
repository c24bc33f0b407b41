/** Reads what is looked for as words: single ones, phrases, words that begin so, words near each other. */
import { note, type Parser } from './parser.ts'
import type { Clause, PhraseClause, Place, TextPlace, WordClause } from './query.ts'
import type { Token, Value } from './tokens.ts'

/** What people type for the categories of the largest archive. */
const CATEGORY = /^(?:[mf]\/[mf])$/i

export function readWords(parser: Parser, value: Value, where: TextPlace, reach: number | null): Clause | undefined {
  const { text, isQuoted, place } = value
  if (!isQuoted && CATEGORY.test(text) && (where === 'anywhere' || where === 'about'))
    return { kind: 'field', match: { field: 'category', names: [{ text: text.toUpperCase(), isWhole: true }] }, place }
  if (isQuoted && reach !== null) {
    const of = text
      .split(/\s+/)
      .flatMap((word) => readPlain(parser, { text: word, isQuoted: false, place }, where) ?? [])
    return nearOf(of, reach, where, place)
  }
  return readPlain(parser, value, where)
}

const ONE_WORD = /^[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’._-]*$/u

function readPlain(
  parser: Parser,
  { text, isQuoted, place }: Value,
  where: TextPlace,
): WordClause | PhraseClause | undefined {
  // A star alone is everything.
  if (!/[\p{L}\p{N}\p{So}]/u.test(text)) return undefined
  if (isQuoted) return { kind: 'phrase', text: text.replaceAll(/\s+/g, ' '), where, place }
  if (!text.includes('*')) {
    // What has signs inside is several words, one behind the other: "hurt/comfort".
    if (!ONE_WORD.test(text) || /^(?:OR|AND|NOT|NEAR)$/.test(text)) return { kind: 'phrase', text, where, place }
    return { kind: 'word', text, isPrefix: false, where, place }
  }
  const begins = text.slice(0, text.indexOf('*'))
  const isWord = ONE_WORD.test(begins)
  const isFine = text.endsWith('*') && begins.length === text.length - 1
  const letters = begins.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  const isWide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(begins)
  if (!isWord || letters < (isWide ? 1 : 2)) {
    const rest = text.replaceAll('*', '')
    note(parser, 'wildcard', place, { correction: rest === '' || isFine ? null : rest })
    return undefined
  }
  if (!isFine) note(parser, 'wildcard', place, { correction: `${begins}*` })
  return { kind: 'word', text: begins, isPrefix: true, where, place }
}

export function readNear(
  parser: Parser,
  token: Extract<Token, { kind: 'near' }>,
  where: TextPlace,
): Clause | undefined {
  const of = token.values.flatMap((value) => readPlain(parser, value, where) ?? [])
  if (of.length === 0) {
    note(parser, 'nothing-after', token.place, { correction: '' })
    return undefined
  }
  return nearOf(of, token.distance, where, token.place)
}

function nearOf(
  of: readonly (WordClause | PhraseClause)[],
  reach: number,
  where: TextPlace,
  place: Place,
): Clause | undefined {
  return of.length <= 1 ? of[0] : { kind: 'near', of, distance: reach, where, place }
}
