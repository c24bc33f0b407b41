/**
 * Reads a query. Whatever was typed gives a query: what cannot be understood is left out and named, with its place and,
 * where there is a good guess, with what may be meant.
 *
 * Words beside each other must all be there; OR binds weaker than that, a dash in front leaves out.
 */
import { distance } from 'fastest-levenshtein'
import {
  type FieldKind,
  FLAG_NAMES,
  LANGUAGE_NAMES,
  nameKey,
  PERSON_NAMES,
  RATING_NAMES,
  SORT_NAMES,
  STATUS_NAMES,
  YES_NO,
} from './names.ts'
import {
  type Clause,
  FLAGS,
  type Flag,
  type Match,
  PERSONS,
  type PhraseClause,
  type Place,
  QUERY_RATINGS,
  QUERY_SORTS,
  QUERY_STATUSES,
  type Query,
  type QueryProblem,
  type QueryRating,
  type QueryStatus,
  type Sorting,
  type TextPlace,
  type WordClause,
} from './query.ts'
import { isBareName, problem, type Token, tokenise, type Value } from './tokens.ts'
import { DATE_UNITS, readCount, readDates, readSetting } from './values.ts'

/** Code units of what is typed; the rest is not read. */
export const MAX_QUERY_LENGTH = 4096
export const MAX_CLAUSES = 400
const MAX_DEPTH = 20
const MAX_NAME = 200

type FieldToken = Extract<Token, { kind: 'field' }>

interface Parser {
  readonly text: string
  readonly tokens: readonly Token[]
  at: number
  clauses: number
  readonly today: string
  sorting: Sorting | null
  readonly problems: QueryProblem[]
}

/** `today` is the day that "7 days ago" counts from, ISO 8601. */
export function parseQuery(typed: string, today: string): Query {
  const text = typed.slice(0, MAX_QUERY_LENGTH).toWellFormed()
  const { tokens, problems } = tokenise(text)
  const parser: Parser = { text, tokens, at: 0, clauses: 0, today, sorting: null, problems: [...problems] }
  if (typed.length > MAX_QUERY_LENGTH) note(parser, 'too-long', { start: MAX_QUERY_LENGTH, end: MAX_QUERY_LENGTH })
  const found: Clause[] = []
  while (parser.at < tokens.length) {
    found.push(readAny(parser, 0, false))
    const token = tokens[parser.at]
    if (token === undefined) break
    // Only a bracket that nothing opened ends it early.
    note(parser, 'stray-bracket', token.place, { correction: '' })
    parser.at++
  }
  const clause = all(found)
  return {
    clause,
    sorting: parser.sorting,
    problems: parser.problems.toSorted((a, b) => a.place.start - b.place.start),
  }
}

function note(
  parser: Parser,
  code: QueryProblem['code'],
  place: Place,
  more: { readonly correction?: string | null; readonly choices?: readonly string[] } = {},
): void {
  if (code.startsWith('too-') && parser.problems.some((each) => each.code === code)) return
  parser.problems.push(problem(code, parser.text, place, more))
}

function readAny(parser: Parser, depth: number, isLeftOut: boolean): Clause {
  const of = [readAll(parser, depth, isLeftOut)]
  while (parser.tokens[parser.at]?.kind === 'or') {
    parser.at++
    of.push(readAll(parser, depth, isLeftOut))
  }
  const said = of.filter((each) => !isNothing(each))
  return said.length === 1 && said[0] !== undefined ? said[0] : said.length === 0 ? all([]) : { kind: 'any', of: said }
}

function readAll(parser: Parser, depth: number, isLeftOut: boolean): Clause {
  const of: Clause[] = []
  for (let token = parser.tokens[parser.at]; token !== undefined; token = parser.tokens[parser.at]) {
    if (token.kind === 'or' || token.kind === 'close') break
    const clause = readOne(parser, token, depth, isLeftOut)
    if (clause !== undefined) of.push(clause)
  }
  return all(of)
}

function readOne(parser: Parser, token: Token, depth: number, isLeftOut: boolean): Clause | undefined {
  parser.at++
  if (token.kind === 'not') {
    const after = parser.tokens[parser.at]
    if (after === undefined || after.kind === 'close' || after.kind === 'or') {
      note(parser, 'nothing-after', token.place, { correction: '' })
      return undefined
    }
    const clause = readOne(parser, after, depth, true)
    return clause === undefined || isNothing(clause) ? undefined : { kind: 'not', of: clause }
  }
  if (token.kind === 'open') return readGroup(parser, token, depth, isLeftOut)
  if (++parser.clauses > MAX_CLAUSES) {
    note(parser, 'too-many', token.place)
    return undefined
  }
  const where = isLeftOut ? 'about' : 'anywhere'
  if (token.kind === 'words') return readWords(parser, token.value, where, token.distance)
  if (token.kind === 'near') return readNear(parser, token, where)
  return token.kind === 'field' ? readField(parser, token) : undefined
}

function readGroup(parser: Parser, token: Token, depth: number, isLeftOut: boolean): Clause | undefined {
  if (depth >= MAX_DEPTH) {
    note(parser, 'too-deep', token.place)
    return undefined
  }
  const inside = readAny(parser, depth + 1, isLeftOut)
  const end = parser.tokens[parser.at]
  if (end?.kind === 'close') parser.at++
  else note(parser, 'open-bracket', token.place, { correction: '' })
  return inside
}

/** What people type for the categories of the largest archive. */
const CATEGORY = /^(?:[mf]\/[mf])$/i

function readWords(parser: Parser, value: Value, where: TextPlace, reach: number | null): Clause | undefined {
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

function readNear(parser: Parser, token: Extract<Token, { kind: 'near' }>, where: TextPlace): Clause | undefined {
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

function readField(parser: Parser, token: FieldToken): Clause | undefined {
  const { field, values, place } = token
  if (values.length === 0) return undefined
  switch (field.kind) {
    case 'words': {
      const of = values.flatMap((value) => readWords(parser, value, field.where, null) ?? [])
      return of.length === 1 ? of[0] : of.length === 0 ? undefined : { kind: 'any', of }
    }
    case 'name': {
      const names = values
        .filter(({ text }) => /[\p{L}\p{N}\p{So}]/u.test(text))
        .map(({ text, isQuoted }) => ({
          text: text.slice(0, MAX_NAME).toWellFormed(),
          isWhole: isQuoted || !isBareName(text),
        }))
      return names.length === 0 ? undefined : clauseOf({ field: field.field, names }, place)
    }
    case 'rating':
      return readRating(parser, token)
    case 'status':
      return oneOf(parser, values, STATUS_NAMES, QUERY_STATUSES, place, (found) => ({ field: 'status', values: found }))
    case 'person':
      return oneOf(parser, values, PERSON_NAMES, PERSONS, place, (found) => ({ field: 'person', values: found }))
    case 'language':
      return readLanguage(values, place)
    case 'is':
      return readFlag(parser, values, place)
    case 'yes-no':
      return readYesNo(parser, values, field.flag, place)
    case 'sort':
      return readSort(parser, token)
    case 'count':
    case 'date':
    case 'setting':
      return readRange(parser, token, field)
  }
}

function clauseOf(match: Match, place: Place): Clause {
  return { kind: 'field', match, place }
}

function readRange(
  parser: Parser,
  { comparison, values, place }: FieldToken,
  field: Extract<FieldKind, { kind: 'count' | 'date' | 'setting' }>,
): Clause | undefined {
  const of = values.flatMap((value): Clause[] => {
    if (field.kind === 'setting') {
      const setting = readSetting(comparison, value.text)
      if (setting === null) note(parser, 'not-a-setting', value.place)
      return setting === null ? [] : [clauseOf({ field: 'setting', setting }, place)]
    }
    const isDate = field.kind === 'date'
    const span = isDate
      ? readDates(comparison, value.text + unitAfter(parser, value), parser.today)
      : readCount(comparison, value.text)
    if (span === null) {
      note(parser, isDate ? 'not-a-date' : 'not-a-number', value.place)
      return []
    }
    if (span.from !== null && span.to !== null && span.from > span.to)
      note(parser, 'empty-range', value.place, { correction: `${span.to}..${span.from}` })
    return [clauseOf({ field: field.field, ...span } as Match, place)]
  })
  return of.length === 1 ? of[0] : of.length === 0 ? undefined : { kind: 'any', of }
}

/** `updated:<7 days`: the unit is the next word. */
function unitAfter(parser: Parser, value: Value): string {
  const after = parser.tokens[parser.at]
  if (value.isQuoted || after?.kind !== 'words' || after.value.isQuoted) return ''
  if (!/^\d{1,4}(?:[-–]\d{1,4})?$/.test(value.text) || !DATE_UNITS.test(after.value.text)) return ''
  parser.at++
  const last = parser.tokens[parser.at]
  if (last?.kind === 'words' && last.value.text.toLowerCase() === 'ago') parser.at++
  return after.value.text
}

/** General to explicit stand in an order, so that `rating:<=teen` means something; "not rated" stands outside it. */
function readRating(parser: Parser, { comparison, values, place }: FieldToken): Clause | undefined {
  return oneOf<QueryRating>(parser, values, RATING_NAMES, QUERY_RATINGS, place, (found) => {
    const scale = QUERY_RATINGS.filter((rating) => rating !== 'unrated')
    const at = scale.findIndex((rating) => rating === found[0])
    if (comparison === '' || at < 0) return { field: 'rating', values: found }
    const isIn = {
      '<': (i: number) => i < at,
      '<=': (i: number) => i <= at,
      '>': (i: number) => i > at,
      '>=': (i: number) => i >= at,
    }
    return { field: 'rating', values: scale.filter((_, i) => isIn[comparison](i)) }
  })
}

function oneOf<Name extends string>(
  parser: Parser,
  values: readonly Value[],
  names: ReadonlyMap<string, Name>,
  choices: readonly Name[],
  place: Place,
  matchOf: (found: readonly Name[]) => Match,
): Clause | undefined {
  const found = values.flatMap((value) => lookUp(parser, value, names, choices) ?? [])
  return found.length === 0 ? undefined : clauseOf(matchOf([...new Set(found)]), place)
}

/** What the word stands for; a word that is none of them is noted, with the nearest. */
function lookUp<Found>(
  parser: Parser,
  { text, place }: Value,
  names: ReadonlyMap<string, Found>,
  choices: readonly string[],
): Found | undefined {
  const key = nameKey(text)
  const found = names.get(key)
  if (found === undefined) {
    const [nearest] = [...names.keys(), ...choices]
      .filter((name) => name.length > 2)
      .map((name) => ({ name, far: distance(key, nameKey(name)) }))
      .toSorted((a, b) => a.far - b.far)
    const isNear = nearest !== undefined && nearest.far <= Math.min(2, Math.floor(key.length / 3))
    const meant = isNear ? (names.get(nearest.name) ?? nearest.name) : null
    note(parser, 'unknown-value', place, { correction: meant === null ? null : String(meant), choices })
  }
  return found
}

function readLanguage(values: readonly Value[], place: Place): Clause | undefined {
  const found = values.flatMap(({ text }) => {
    const code = LANGUAGE_NAMES.get(nameKey(text))
    if (code !== undefined) return [code]
    const tag = text.toLowerCase().replaceAll('_', '-')
    return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(tag) ? [tag] : []
  })
  const names = values.map(({ text, isQuoted }) => ({ text, isWhole: isQuoted || !isBareName(text) }))
  // A language that nobody here knows is looked for among the tags, where its name may stand.
  return clauseOf(found.length === 0 ? { field: 'tag', names } : { field: 'language', values: found }, place)
}

const IS_CHOICES: readonly string[] = [...FLAGS, ...QUERY_STATUSES]

function readFlag(parser: Parser, values: readonly Value[], place: Place): Clause | undefined {
  const of = values.flatMap((value) => {
    const found = lookUp(parser, value, FLAG_NAMES, IS_CHOICES)
    return found === undefined ? [] : [clauseOf(matchOfFlag(found), place)]
  })
  return of.length === 1 ? of[0] : of.length === 0 ? undefined : { kind: 'any', of }
}

function readYesNo(
  parser: Parser,
  [value]: readonly Value[],
  flag: Flag | 'complete',
  place: Place,
): Clause | undefined {
  if (value === undefined) return undefined
  const isSo = lookUp(parser, value, YES_NO, ['yes', 'no'])
  if (isSo === undefined) return undefined
  const clause = clauseOf(matchOfFlag(flag), place)
  return isSo ? clause : { kind: 'not', of: clause }
}

function matchOfFlag(flag: Flag | QueryStatus): Match {
  const status = QUERY_STATUSES.find((each) => each === flag)
  return status === undefined ? { field: 'flag', flag: flag as Flag } : { field: 'status', values: [status] }
}

/** `sort:>words` rises, as in the largest archive; without a sign titles and names rise and numbers and days fall. */
function readSort(parser: Parser, { comparison, values }: FieldToken): undefined {
  const [value] = values
  if (value === undefined) return
  const direction = /[\s_-]*(asc|desc)(?:ending)?$/i.exec(value.text)
  const name = direction === null ? value.text : value.text.slice(0, direction.index)
  const by = lookUp(parser, { ...value, text: name }, SORT_NAMES, QUERY_SORTS)
  if (by === undefined) return
  const after = parser.tokens[parser.at]
  const word = after?.kind === 'words' ? /^(asc|desc)(?:ending)?$/i.exec(after.value.text) : null
  if (word !== null) parser.at++
  const said = (direction ?? word)?.[1]?.toLowerCase()
  const rises =
    said === 'asc' ||
    (said === undefined && (comparison.startsWith('>') || (comparison === '' && (by === 'title' || by === 'by'))))
  parser.sorting = { by, isDescending: !rises }
}

function all(of: readonly Clause[]): Clause {
  const said = of.filter((each) => !isNothing(each)).flatMap((each) => (each.kind === 'all' ? each.of : [each]))
  return said.length === 1 && said[0] !== undefined ? said[0] : { kind: 'all', of: said }
}

function isNothing(clause: Clause): boolean {
  return clause.kind === 'all' && clause.of.length === 0
}
