/**
 * Turn entries (a label and what stands behind it) into the facts of a header.
 *
 * Nothing that stands in an entry is dropped: what is no value of its field (a rating that we do not know, the reason
 * behind a rating, "none") goes to `other` under a key that says so, and so does what is said a second time in other
 * words. The same said twice is one fact with two pieces of evidence.
 */
import { languageTag } from '../language.ts'
import { readCompleted, readStatus } from '../status.ts'
import type { Context } from './context.ts'
import { addDates } from './date-facts.ts'
import { addFact, addOther, type Draft, found, foundAsWritten } from './draft.ts'
import type { Entry } from './entry.ts'
import { isNone, splitItems } from './items.ts'
import { isOtherKey } from './label.ts'
import type { LabelKey } from './label-keys.ts'
import { addCodes, addGenres, addSpoilers } from './list-facts.ts'
import { readPart } from './part-number.ts'
import { addAuthors, addBetas } from './people-facts.ts'
import { addRating, addWarnings } from './rating-facts.ts'
import { addSequel, addSeries } from './series-facts.ts'
import { addNotes, addSummary, addTitle } from './text-facts.ts'

type AddFact = (draft: Draft, entry: Entry, context: Context) => void

/** What becomes of an entry, by its key; the keys that are not here go to `other` as they are. */
const ADD: Readonly<Partial<Record<LabelKey, AddFact>>> = {
  title: addTitle,
  author: addAuthors,
  summary: (draft, entry) => (isList(entry) ? addGenres(draft, entry, 'keywords') : addSummary(draft, entry)),
  disclaimer: (draft, entry) => addFact(draft, 'disclaimers', draft.disclaimers, found(entry)),
  notes: addNotes,
  endNotes: addNotes,
  fandom: (draft, entry) => addItems(draft, 'fandoms', entry),
  pairing: (draft, entry) => addItems(draft, 'relationships', entry),
  characters: (draft, entry) => addItems(draft, 'characters', entry),
  warnings: addWarnings,
  rating: addRating,
  language: addLanguage,
  status: addStatus,
  completed: addStatus,
  date: addDateEntry,
  written: addDateEntry,
  posted: addDateEntry,
  updated: addDateEntry,
  setting: (draft, entry) => addFact(draft, 'setting', draft.setting, found(entry)),
  season: addSequel,
  series: (draft, entry, context) => addSeries(draft, entry, context.isStarTrekGroup),
  sequelTo: addSequel,
  spoilers: addSpoilers,
  part: addPart,
  codes: addCodes,
  genre: (draft, entry) => addGenres(draft, entry, 'genre'),
  keywords: (draft, entry) => addGenres(draft, entry, 'keywords'),
  classification: (draft, entry) => addGenres(draft, entry, 'classification'),
  category: addCategory,
  beta: addBetas,
  thanks: addBetas,
  words: (draft, entry) => addOther(draft, entry, 'words', entry.value, numberIn(entry.value.text)),
  chapters: addChapters,
  stats: (draft, entry) => addOther(draft, entry, 'site', entry.value),
}

export function addEntry(draft: Draft, entry: Entry, context: Context): void {
  const add = ADD[entry.key]
  if (entry.value.text === '') addEmpty(draft, entry)
  else if (isNone(entry.value.text) && isOtherKey(entry.key) && !KEEPS_NONE.has(entry.key))
    addOther(draft, entry, entry.key, entry.value, '')
  else if (add !== undefined) add(draft, entry, context)
  else if (isOtherKey(entry.key)) addOther(draft, entry, entry.key, entry.value, entry.value.text.replace(/\.$/, ''))
}

/** "Feedback: no" and "Archive: no" are answers, not blanks. */
const KEEPS_NONE: ReadonlySet<LabelKey> = new Set<LabelKey>([
  'feedback',
  'distribution',
  'status',
  'title',
  'author',
  'summary',
  'rating',
  'language',
])

/** A label with nothing behind it says nothing; it is kept where it has a place. */
function addEmpty(draft: Draft, entry: Entry): void {
  if (entry.labelRun !== null && isOtherKey(entry.key)) addOther(draft, entry, entry.key, entry.labelRun, '')
}

function addDateEntry(draft: Draft, entry: Entry, context: Context): void {
  addDates(draft, entry, context.order)
}

function addCategory(draft: Draft, entry: Entry, context: Context): void {
  if (context.categoryIsFandom) addItems(draft, 'fandoms', entry)
  else addGenres(draft, entry, 'category')
}

/** The items of a list, as written. */
function addItems(draft: Draft, field: 'fandoms' | 'relationships' | 'characters', entry: Entry): void {
  for (const item of splitItems(entry.value, [',', ';', ' and ', '\n', '|'])) {
    if (isNone(item.text)) addOther(draft, entry, field === 'characters' ? 'characters' : 'pairing', item, '')
    else addFact(draft, field, draft[field], foundAsWritten(item, entry.rule, entry.confidence))
  }
}

function addLanguage(draft: Draft, entry: Entry): void {
  const tag = languageTag(entry.value.text.replace(/[.,;].*$/, ''))
  if (tag === null || draft.language !== null) addOther(draft, entry, 'language', entry.value)
  else draft.language = { ...found(entry), value: tag }
}

function addStatus(draft: Draft, entry: Entry, context: Context): void {
  const status = entry.key === 'completed' ? readCompleted(entry.value.text) : readStatus(entry.value.text)
  if (entry.key === 'completed' && /\d{4}|\d\/\d/.test(entry.value.text)) {
    addDates(draft, { ...entry, key: 'updated' }, context.order)
    draft.status ??= { ...found(entry), value: 'complete' }
    return
  }
  if (status === null || draft.status !== null) addOther(draft, entry, 'status', entry.value)
  else draft.status = { ...found(entry), value: status }
}

/** "Content: angst, bad puns" tells what is in it as a list; another one is a summary. */
function isList(entry: Entry): boolean {
  const { text } = entry.value
  return (
    /^contents?$/i.test(entry.labelRun?.text ?? '') && text.includes(',') && !/[.!?]/.test(text) && text.length < 120
  )
}

/** "Chapters: 3/3": the archive that counts so writes a question mark while more are to come. */
function addChapters(draft: Draft, entry: Entry): void {
  const count = /^(\d{1,4})\/(\d{1,4}|\?)$/.exec(entry.value.text)
  if (count !== null) draft.status ??= { ...found(entry), value: count[1] === count[2] ? 'complete' : 'in-progress' }
  addOther(draft, entry, 'chapters', entry.value)
}

function addPart(draft: Draft, entry: Entry): void {
  const part = readPart(entry.value.text)
  if (part === null) return addOther(draft, entry, 'part', entry.value)
  draft.partHints.unshift({ ...found(entry), value: part, rule: 'part-label' })
}

/** The digits of a count: "14,203", "~1,200 words"; "12k" stays as it is. */
function numberIn(text: string): string {
  const number = /\d[\d.,' ]*/.exec(text)?.[0] ?? ''
  return number === '' || /k\b/i.test(text) ? text : number.replace(/\D/g, '')
}
