/**
 * Cuts what was typed into tokens, each with its place.
 *
 *     -fandom:"Glass Harbour" words>5k   not · field fandom : ["Glass Harbour"] · field words > [5k]
 *
 * Quotes of every kind are quotes. A colon makes a field only behind a name that is one, or nearly one: "Re:Zero" and
 * "http://…" are words.
 */
import { distance } from 'fastest-levenshtein'
import { FIELD_NAMES, FIELDS, type FieldKind, nameKey } from './names.ts'
import type { Place, QueryProblem, QueryProblemCode } from './query.ts'

export interface Value {
  readonly text: string
  readonly isQuoted: boolean
  readonly place: Place
}

export type Comparison = '' | '<' | '>' | '<=' | '>='

export type Token =
  | { readonly kind: 'open' | 'close' | 'or' | 'not'; readonly place: Place }
  | { readonly kind: 'words'; readonly value: Value; readonly distance: number | null; readonly place: Place }
  | { readonly kind: 'near'; readonly values: readonly Value[]; readonly distance: number; readonly place: Place }
  | {
      readonly kind: 'field'
      readonly field: FieldKind
      readonly name: string
      readonly comparison: Comparison
      readonly values: readonly Value[]
      readonly place: Place
    }

export interface Tokens {
  readonly tokens: readonly Token[]
  readonly problems: readonly QueryProblem[]
}

const OPENING = '"“”„‟«»〝'
const CLOSING = '"“”«»〞'
const DASHES = '-−–—'
/** Where a run of letters ends. */
const ENDS_RUN = /[\s()"“”„‟«»〝〞]/
const FIELD_HEAD = /^([\p{L}_.-]{1,30})(:|>=|<=|[<>=])/u
const COMPARISON_HEAD = /^(>=|<=|[<>=])/
/** `sort by: words`, `sorted by: words` */
const SORT_BY = /sort(?:ed)?\s+by\s*:/iy
const NEAR_HEAD = /NEAR\s*\(/y
const DEFAULT_DISTANCE = 10

/** Where the cutting stands. */
interface Cursor {
  readonly text: string
  at: number
  readonly problems: QueryProblem[]
}

export function tokenise(text: string): Tokens {
  const cursor: Cursor = { text, at: 0, problems: [] }
  const tokens: Token[] = []
  for (let token = next(cursor); token !== undefined; token = next(cursor)) tokens.push(token)
  return { tokens, problems: cursor.problems }
}

export function problem(
  code: QueryProblemCode,
  text: string,
  place: Place,
  more: { readonly correction?: string | null; readonly choices?: readonly string[] } = {},
): QueryProblem {
  const typed = text.slice(place.start, place.end)
  return { code, place, typed, correction: more.correction ?? null, choices: more.choices ?? [] }
}

/** Whether a name can stand without quotes and stay one name. */
export function isBareName(text: string): boolean {
  return /^[\p{L}\p{N}\p{So}]/u.test(text) && !/[\s(),|<>="“”„‟«»〝〞]/.test(text)
}

function next(cursor: Cursor): Token | undefined {
  const { text } = cursor
  skipSpaces(cursor)
  const start = cursor.at
  if (start >= text.length) return undefined
  const sign = operatorAt(text, start)
  if (sign !== undefined) {
    cursor.at += sign.length
    return sign.kind === 'nothing' ? next(cursor) : { kind: sign.kind, place: { start, end: cursor.at } }
  }
  return match(cursor, NEAR_HEAD) !== undefined ? near(cursor, start) : (field(cursor) ?? words(cursor))
}

interface Sign {
  readonly kind: 'open' | 'close' | 'or' | 'not' | 'nothing'
  readonly length: number
}

const WORD_SIGNS: readonly (readonly [string, Sign['kind']])[] = [
  ['OR', 'or'],
  ['AND', 'nothing'],
  ['NOT', 'not'],
]

function operatorAt(text: string, at: number): Sign | undefined {
  const first = text.charAt(at)
  if (first === '(') return { kind: 'open', length: 1 }
  if (first === ')') return { kind: 'close', length: 1 }
  const pair = text.slice(at, at + 2)
  if (pair === '||') return { kind: 'or', length: 2 }
  if (pair === '&&') return { kind: 'nothing', length: 2 }
  if (first === '|') return { kind: 'or', length: 1 }
  for (const [word, kind] of WORD_SIGNS)
    if (text.startsWith(word, at) && endsThere(text, at + word.length)) return { kind, length: word.length }
  if (first !== '!' && !DASHES.includes(first)) return undefined
  // A dash with nothing behind it is punctuation, and so are several.
  let end = at
  while (end < text.length && (text.charAt(end) === '!' || DASHES.includes(text.charAt(end)))) end++
  const isSign = end === at + 1 && end < text.length && !/[\s)]/.test(text.charAt(end))
  return isSign ? { kind: 'not', length: 1 } : { kind: 'nothing', length: end - at }
}

function endsThere(text: string, at: number): boolean {
  return at >= text.length || /[\s("]/.test(text.charAt(at))
}

function words(cursor: Cursor): Token {
  const start = cursor.at
  const value = valueHere(cursor)
  const reach = value.isQuoted ? match(cursor, /~(\d{1,3})/y) : undefined
  return {
    kind: 'words',
    value,
    distance: reach === undefined ? null : Number(reach[1]),
    place: { start, end: cursor.at },
  }
}

/** `NEAR(a "b c", 5)`; the cursor is behind the bracket. */
function near(cursor: Cursor, start: number): Token {
  const values: Value[] = []
  let reach = DEFAULT_DISTANCE
  for (;;) {
    skipSpaces(cursor)
    const number = match(cursor, /,\s*(\d{1,3})\s*(?=\)|$)/y)
    if (number !== undefined) reach = Number(number[1])
    if (cursor.at >= cursor.text.length) {
      cursor.problems.push(problem('open-bracket', cursor.text, { start, end: cursor.at }))
      break
    }
    if (match(cursor, /\)/y) !== undefined) break
    if (match(cursor, /[(,]/y) === undefined) values.push(valueHere(cursor, /[\s(),"“”„‟«»〝〞]/))
  }
  return { kind: 'near', values, distance: reach, place: { start, end: cursor.at } }
}

/** A field with its value; undefined when what stands here is words. */
function field(cursor: Cursor): Token | undefined {
  const start = cursor.at
  const head = match(cursor, SORT_BY) ?? FIELD_HEAD.exec(cursor.text.slice(start, start + 40)) ?? undefined
  if (head === undefined) return undefined
  const name = head[1] ?? 'sort'
  const sign = head[2] ?? ':'
  const kind = FIELDS.get(nameKey(name))
  const end = start + head[0].length
  if (kind === undefined) {
    cursor.at = start
    noteUnknown(cursor, name, sign, { start, end: start + name.length })
    return undefined
  }
  if (sign !== ':' && !TAKES_COMPARISON.has(kind.kind)) {
    cursor.at = start
    return undefined
  }
  cursor.at = end
  const comparison = sign === ':' ? comparisonHere(cursor) : (sign as Comparison | '=')
  const values = valuesHere(cursor, kind)
  const place = { start, end: cursor.at }
  if (values.length === 0) cursor.problems.push(problem('nothing-after', cursor.text, place))
  return { kind: 'field', field: kind, name, comparison: comparison === '=' ? '' : comparison, values, place }
}

const TAKES_COMPARISON: ReadonlySet<FieldKind['kind']> = new Set(['count', 'date', 'rating', 'sort', 'setting'])

/** Only what is nearly a field is called a mistake: "Re:Zero" is a title. */
function noteUnknown(cursor: Cursor, name: string, sign: string, place: Place): void {
  if (sign !== ':' || name.length < 3) return
  const typed = nameKey(name)
  const nearest = FIELD_NAMES.map((each) => ({ each, far: distance(typed, each) })).toSorted((a, b) => a.far - b.far)[0]
  if (nearest === undefined || nearest.far > Math.min(2, Math.floor(typed.length / 3))) return
  cursor.problems.push(problem('unknown-field', cursor.text, place, { correction: nearest.each, choices: FIELD_NAMES }))
}

function comparisonHere(cursor: Cursor): Comparison | '=' {
  skipSpaces(cursor)
  const sign = COMPARISON_HEAD.exec(cursor.text.slice(cursor.at, cursor.at + 2))?.[1] ?? ''
  cursor.at += sign.length
  return sign as Comparison | '='
}

/** One value, several with commas, or several in brackets with OR between them. */
function valuesHere(cursor: Cursor, kind: FieldKind): Value[] {
  skipSpaces(cursor)
  const values: Value[] = []
  const isGroup = match(cursor, /\(/y) !== undefined
  while (cursor.at < cursor.text.length) {
    if (isGroup) {
      while (match(cursor, /\s+|\|\|?|,|OR(?=\s)/y) !== undefined);
      if (match(cursor, /\)/y) !== undefined) break
      if (match(cursor, /\(/y) !== undefined) continue
      if (cursor.at >= cursor.text.length) break
    } else if (values.length > 0 && match(cursor, /,\s*/y) === undefined) break
    if (!isGroup && (cursor.at >= cursor.text.length || /[()\s]/.test(cursor.text.charAt(cursor.at)))) break
    values.push(valueHere(cursor, isGroup || splitsAtCommas(cursor, kind) ? GROUPED : ENDS_RUN))
  }
  return values.filter(({ text, isQuoted }) => isQuoted || text !== '')
}

const GROUPED = /[\s(),|"“”„‟«»〝〞]/

/** The comma of `1,000` is part of the number. */
function splitsAtCommas(cursor: Cursor, kind: FieldKind): boolean {
  return (
    kind.kind !== 'count' ||
    !/^[\d,.]+k?(?:[-–.+][\d,.k]*)?(?:\s|\)|$)/i.test(cursor.text.slice(cursor.at, cursor.at + 40))
  )
}

function valueHere(cursor: Cursor, ends: RegExp = ENDS_RUN): Value {
  const { text } = cursor
  const start = cursor.at
  if (OPENING.includes(text.charAt(start))) return quoted(cursor)
  // Whatever stands here is taken, or nothing would ever go on.
  let end = start + 1
  while (end < text.length && !ends.test(text.charAt(end))) end++
  cursor.at = end
  return { text: withoutQuotes(text.slice(start, end)), isQuoted: false, place: { start, end } }
}

function quoted(cursor: Cursor): Value {
  const { text } = cursor
  const start = cursor.at
  let end = start + 1
  while (end < text.length && !CLOSING.includes(text.charAt(end))) end++
  cursor.at = Math.min(end + 1, text.length)
  const place = { start, end: cursor.at }
  if (end >= text.length)
    cursor.problems.push(problem('open-quote', text, place, { correction: `"${text.slice(start + 1)}"` }))
  return { text: withoutQuotes(text.slice(start + 1, end)).trim(), isQuoted: true, place }
}

/** A quote inside a value would end it where it is written again. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/["“”„‟«»〝〞]/g, "'")
}

function skipSpaces(cursor: Cursor): void {
  match(cursor, /\s+/y)
}

/** Takes what the sticky expression finds here. */
function match(cursor: Cursor, shape: RegExp): RegExpExecArray | undefined {
  shape.lastIndex = cursor.at
  const found = shape.exec(cursor.text) ?? undefined
  if (found !== undefined) cursor.at += found[0].length
  return found
}
