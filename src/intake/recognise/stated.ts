/**
 * Puts what a format states of a work (an e-book's metadata, a site's own fields) in front of what its text says.
 *
 * The words are valued like those of a header: ratings on our scale, dates as EDTF. A stated fact has no line in the
 * text, so its evidence is its words alone. Of facts that there is one of, a certain one takes the place of the text's,
 * which is kept beside it where it says something else; a doubtful one only fills a gap. Lists are joined.
 */
import type { StatedFact, StatedField } from '../formats/opened-format.ts'
import type { Run } from '../run.ts'
import { readDate } from './dates.ts'
import type { Found } from './evidence.ts'
import type { FoundDate, FoundOther, Header, OtherKey } from './header/index.ts'
import { languageTag } from './language.ts'
import { findRating } from './rating.ts'
import { readStatus } from './status.ts'

/** From here on a stated fact stands before what is found in the text. */
const CERTAIN = 0.9

export function withStated(header: Header, stated: readonly StatedFact[]): Header {
  return stated.toReversed().reduce(withFact, header)
}

const LISTS = {
  'notes-before': 'notesBefore',
  'notes-after': 'notesAfter',
  fandom: 'fandoms',
  relationship: 'relationships',
  character: 'characters',
  warning: 'warnings',
} as const satisfies Partial<Record<StatedField, keyof Header>>

const OTHERS = {
  category: 'category',
  additional: 'keywords',
  genre: 'genre',
  series: 'series',
  'series-number': 'seriesIndex',
  chapters: 'chapters',
  words: 'words',
  source: 'url',
  captured: 'captured',
} as const satisfies Partial<Record<StatedField, OtherKey>>

const DATES = { date: 'unknown', posted: 'posted', updated: 'updated' } as const

function withFact(header: Header, fact: StatedFact): Header {
  const found = foundOf(fact)
  const { field } = fact
  if (isKeyOf(LISTS, field)) return { ...header, [LISTS[field]]: joined(found, header[LISTS[field]]) }
  if (isKeyOf(OTHERS, field)) return withOther(header, OTHERS[field], found)
  switch (field) {
    case 'title':
    case 'summary':
      return withSingle(header, field, found)
    case 'language':
      return withValue(header, field, found, languageTag(fact.value) ?? languageCode(fact.value))
    case 'rating':
      return withValue(header, field, found, findRating(fact.value)?.value ?? null)
    case 'status':
      return withValue(header, field, found, readStatus(fact.value))
    case 'author':
      if (fact.confidence < CERTAIN && header.authors.length > 0) return header
      return { ...header, authors: joined(found, header.authors) }
    case 'date':
    case 'posted':
    case 'updated':
      return withDate(header, found, DATES[field])
    case 'maybe-author':
      return header
  }
}

function isKeyOf<Table extends object>(table: Table, field: StatedField): field is StatedField & keyof Table {
  return Object.hasOwn(table, field)
}

function foundOf({ value, asWritten, rule, confidence }: StatedFact): Found {
  const words: Run = { text: asWritten, pieces: [] }
  return { value, asWritten, evidence: [words], rule, confidence }
}

/** Said twice in the same words is said once. */
function joined(found: Found, list: readonly Found[]): readonly Found[] {
  return [found, ...list.filter(({ value }) => value.toLowerCase() !== found.value.toLowerCase())]
}

type Single = 'title' | 'summary' | 'language' | 'rating' | 'status'

function withValue(header: Header, field: Single, found: Found, value: string | null): Header {
  if (value === null) return withOther(header, field, found)
  return withSingle(header, field, { ...found, value })
}

function withSingle(header: Header, field: Single, found: Found): Header {
  const before = header[field]
  if (before !== null && found.confidence < CERTAIN) return header
  const put = { ...header, [field]: found }
  return before === null || before.value === found.value ? put : withOther(put, field, before)
}

function withDate(header: Header, found: Found, kind: FoundDate['kind']): Header {
  const value = readDate(found.value)
  if (value === null || (found.confidence < CERTAIN && header.dates.length > 0)) return header
  const dates = header.dates.filter((date) => date.value !== value || date.kind !== kind)
  return { ...header, dates: [{ ...found, value, kind }, ...dates] }
}

function withOther(header: Header, key: OtherKey, found: Found): Header {
  const other: FoundOther = { ...found, key, label: null }
  const isSame = (each: FoundOther): boolean =>
    each.key === key && each.value.toLowerCase() === found.value.toLowerCase()
  // A work may be the first of two series: each number belongs to the series before it.
  const rest = key === 'seriesIndex' ? header.other : header.other.filter((each) => !isSame(each))
  return { ...header, other: [other, ...rest] }
}

/** `en`, `en-GB`, `zh_Hant`; `und` says nothing. */
function languageCode(code: string): string | null {
  const match = /^([a-z]{2,3})(?:[-_]([A-Za-z]{4}|[A-Za-z]{2}))?$/i.exec(code.trim())
  if (match === null || /^und$/i.test(match[1] ?? '')) return null
  try {
    return Intl.getCanonicalLocales(code.trim().replace('_', '-'))[0] ?? null
  } catch {
    // A code that no standard has says nothing.
    return null
  }
}
