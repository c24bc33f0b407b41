/** Reads a field and its values: what a name, a number, a day, a rating or an order is, and what was meant where it is none. */
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
import { note, type Parser } from './parser.ts'
import {
  type Clause,
  FLAGS,
  type Flag,
  type Match,
  PERSONS,
  type Place,
  QUERY_RATINGS,
  QUERY_SORTS,
  QUERY_STATUSES,
  type QueryRating,
  type QueryStatus,
} from './query.ts'
import { readWords } from './read-words.ts'
import { isBareName, type Token, type Value } from './tokens.ts'
import { DATE_UNITS, readCount, readDates, readSetting } from './values.ts'

const MAX_NAME = 200

type FieldToken = Extract<Token, { kind: 'field' }>

export function readField(parser: Parser, token: FieldToken): Clause | undefined {
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
