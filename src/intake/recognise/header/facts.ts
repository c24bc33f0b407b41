/**
 * Turn entries (a label and what stands behind it) into the facts of a header.
 *
 * Nothing that stands in an entry is dropped: what is no value of its field (a rating that we do not know, the reason
 * behind a rating, "none") goes to `other` under a key that says so, and so does what is said a second time in other
 * words. The same said twice is one fact with two pieces of evidence.
 */
import { sliceRun, trimRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import { languageTag } from '../language.ts'
import { findRating } from '../rating.ts'
import { findUnfinishedRemark, readCompleted, readStatus } from '../status.ts'
import { addDates } from './date-facts.ts'
import { addOther, type Draft, found, foundAsWritten } from './draft.ts'
import type { Entry } from './entry.ts'
import { bareWarning, isNone, splitItems } from './items.ts'
import { isOtherKey } from './label.ts'
import type { LabelKey, OtherKey } from './label-keys.ts'
import { bareTitleRange } from './line-shape.ts'
import { addCodes, addGenres, addSpoilers } from './list-facts.ts'
import { findPartAtEnd, readPart } from './part-number.ts'
import { isSameText } from './same-text.ts'
import { addSequel, addSeries } from './series-facts.ts'
import { betasIn, remarksIn, saysDatesAreOfWriting, settingsIn } from './summary-notes.ts'

/** What surrounds the entries. */
export interface Context {
  readonly zone: 'front' | 'part' | 'end'
  /** `Series:` names a television series in the old Star Trek newsgroup. */
  readonly isStarTrekGroup: boolean
  /** `Category:` names the fandom in downloads of one kind. */
  readonly categoryIsFandom: boolean
  /** Numbers of dates are in American order. */
  readonly isMonthFirst: boolean
}

type AddFact = (draft: Draft, entry: Entry, context: Context) => void

const NAMES: Parameters<typeof splitItems>[1] = [',', ';', ' and ', '\n', '|']

/** What becomes of an entry, by its key; the keys that are not here go to `other` as they are. */
const ADD: Readonly<Partial<Record<LabelKey, AddFact>>> = {
  title: addTitle,
  author: addAuthors,
  summary: addSummary,
  disclaimer: (draft, entry) => void draft.disclaimers.push(found(entry)),
  notes: addNotes,
  endNotes: addNotes,
  fandom: (draft, entry) => addItems(draft.fandoms, entry, NAMES),
  pairing: (draft, entry) => addItems(draft.relationships, entry, NAMES),
  characters: (draft, entry) => addItems(draft.characters, entry, NAMES),
  warnings: addWarnings,
  rating: addRating,
  language: addLanguage,
  status: addStatus,
  completed: addStatus,
  date: addDateEntry,
  written: addDateEntry,
  posted: addDateEntry,
  updated: addDateEntry,
  setting: (draft, entry) => void draft.setting.push(found(entry)),
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
  stats: (draft, entry) => addOther(draft, entry, 'site', entry.value),
}

export function addEntry(draft: Draft, entry: Entry, context: Context): void {
  const add = ADD[entry.key]
  if (entry.value.text === '') addEmpty(draft, entry)
  else if (add !== undefined) add(draft, entry, context)
  else if (isOtherKey(entry.key)) addOther(draft, entry, entry.key, entry.value, entry.value.text.replace(/\.$/, ''))
}

/** A label with nothing behind it says nothing; it is kept where it has a place. */
function addEmpty(draft: Draft, entry: Entry): void {
  if (entry.labelRun !== null && isOtherKey(entry.key)) addOther(draft, entry, entry.key, entry.labelRun, '')
}

function addDateEntry(draft: Draft, entry: Entry, context: Context): void {
  addDates(draft, entry, context.isMonthFirst)
}

function addCategory(draft: Draft, entry: Entry, context: Context): void {
  if (context.categoryIsFandom) addItems(draft.fandoms, entry, [',', ';'])
  else addGenres(draft, entry, 'category')
}

/** A second statement: the same one is more evidence, another one goes to `other`. */
function merge(draft: Draft, entry: Entry, key: 'title' | 'summary', first: Found | null, second: Found): Found {
  if (first === null) return second
  if (isSameText(first.value, second.value)) return { ...first, evidence: [...first.evidence, ...second.evidence] }
  addOther(draft, entry, key, entry.value, second.value)
  return first
}

function addTitle(draft: Draft, entry: Entry, context: Context): void {
  let run = entry.value
  const part = findPartAtEnd(run.text)
  if (part !== null && part.from > 0) {
    const evidence = trimRun(sliceRun(run, part.from))
    draft.partHints.push({
      value: part.part,
      asWritten: evidence.text.replace(/^[\s,:;–—-]+/, ''),
      evidence: [evidence],
      rule: 'part-in-title',
      confidence: 0.9,
    })
    run = trimRun(sliceRun(run, 0, part.from))
  }
  const [from, to] = bareTitleRange(run.text)
  const title = run.text.slice(from, to)
  const said: Found = {
    value: title,
    asWritten: run.text,
    evidence: [run],
    rule: entry.rule,
    confidence: entry.confidence,
  }
  if (draft.title !== null && context.zone === 'part' && !isSameText(draft.title.value, title)) {
    addOther(draft, entry, 'chapterTitle', entry.value, title)
    return
  }
  draft.title = merge(draft, entry, 'title', draft.title, said)
}

function addAuthors(draft: Draft, entry: Entry): void {
  const address = /[<([{]?\s*([^\s<>()[\]{}]{1,60}@[^\s<>()[\]{}]{3,60}?)\s*[>)\]}]?\s*$/.exec(entry.value.text)
  let names = entry.value
  if (address?.[1] !== undefined) {
    const at = address.index + address[0].indexOf(address[1])
    addOther(draft, { ...entry, labelRun: null }, 'email', sliceRun(entry.value, at, at + address[1].length))
    names = trimRun(sliceRun(entry.value, 0, address.index))
  }
  for (const item of splitItems(names, [',', ';', '/', ' and ', '\n'])) {
    const name = item.text
      .replace(/^(?:by|written by|aka)\s+/i, '')
      .replace(/[,;:]$/, '')
      .trim()
    if (name === '') continue
    const said: Found = {
      value: name,
      asWritten: item.text,
      evidence: [item],
      rule: entry.rule,
      confidence: entry.confidence,
    }
    addAuthor(draft.authors, said)
  }
}

/** "Tamsin" and "Tamsin Reed" are one: the fuller name is kept, with the evidence of both. */
function addAuthor(authors: Found[], said: Found): void {
  const at = authors.findIndex(
    (author) => isPartOfName(author.value, said.value) || isPartOfName(said.value, author.value),
  )
  const known = authors[at]
  if (known === undefined) {
    authors.push(said)
    return
  }
  const fuller = said.value.length > known.value.length ? said : known
  authors[at] = { ...fuller, evidence: [...known.evidence, ...said.evidence] }
}

function isPartOfName(short: string, full: string): boolean {
  const [one, other] = [short.toLowerCase(), full.toLowerCase()]
  return other === one || other.startsWith(`${one} `) || other.endsWith(` ${one}`)
}

function addSummary(draft: Draft, entry: Entry): void {
  const value = entry.value.text.replace(/\n\n/g, ' ')
  draft.summary = merge(draft, entry, 'summary', draft.summary, { ...found(entry), value })
  for (const remark of remarksIn(entry.value)) {
    draft.notesBefore.push(foundAsWritten(remark.run, 'note-in-summary', 0.85))
  }
  readAside(draft, entry)
  const sequel = /^(?:(?:this is )?(?:a |the )?(?:sequel|follow[- ]?up|companion(?: piece)?|prequel)) to\b/i
  if (sequel.test(entry.value.text)) addSequel(draft, entry)
}

/** What summaries and notes say besides. */
function readAside(draft: Draft, entry: Entry): void {
  for (const setting of settingsIn(entry.value)) {
    draft.setting.push(foundAsWritten(setting, 'setting-in-summary', 0.8))
  }
  draft.unfinishedRemark ??= findUnfinishedRemark(entry.value)
  draft.datesOfWriting ??= saysDatesAreOfWriting(entry.value)
}

function addNotes(draft: Draft, entry: Entry, context: Context): void {
  const isAfter = entry.key === 'endNotes' || context.zone === 'end'
  const notes = isAfter ? draft.notesAfter : draft.notesBefore
  const same = notes.findIndex((note) => isSameText(note.value, entry.value.text))
  if (same === -1) notes.push(found(entry))
  else notes[same] = { ...(notes[same] as Found), evidence: [...(notes[same] as Found).evidence, ...entry.runs] }
  readAside(draft, entry)
  for (const name of betasIn(entry.value))
    addOther(draft, { ...entry, labelRun: null, rule: 'beta-in-notes' }, 'beta', name)
}

function addItems(list: Found[], entry: Entry, separators: Parameters<typeof splitItems>[1]): void {
  for (const item of splitItems(entry.value, separators)) {
    const known = list.findIndex((one) => isSameText(one.value, item.text))
    if (known === -1 || item.text.length < 3) list.push(foundAsWritten(item, entry.rule, entry.confidence))
    else list[known] = { ...(list[known] as Found), evidence: [...(list[known] as Found).evidence, item] }
  }
}

function addWarnings(draft: Draft, entry: Entry): void {
  // "SEX WARNING: Nope" warns of nothing by itself; its label says of what.
  for (const item of splitItems(entry.value, [',', ';', ' and ', '\n', '|'])) {
    const value = isNone(item.text) ? item.text : bareWarning(item.text)
    draft.warnings.push(foundAsWritten(item, entry.rule, entry.confidence, value === '' ? item.text : value))
  }
}

function addRating(draft: Draft, entry: Entry): void {
  const pieces = splitItems(entry.value, [';', '\n'])
  const [first, ...others] = pieces
  if (first === undefined) return
  const word = findRating(first.text)
  if (word === null) {
    addOther(draft, entry, 'rating', entry.value)
    return
  }
  const run = sliceRun(first, word.from, word.to)
  if (draft.rating === null) {
    draft.rating = {
      value: word.value,
      asWritten: run.text,
      evidence: [run],
      rule: entry.rule,
      confidence: entry.confidence,
    }
  } else if (draft.rating.asWritten.toUpperCase() === run.text.toUpperCase()) {
    draft.rating = { ...draft.rating, evidence: [...draft.rating.evidence, run] }
  } else {
    addOther(draft, entry, 'rating', run)
  }
  const reason = trimRun(sliceRun(first, word.to))
  const bare = reason.text.replace(/^[\s)\].,:–-]+|[\s([]+$/g, '')
  if (bare !== '') {
    const at = reason.text.indexOf(bare)
    addOther(
      draft,
      { ...entry, labelRun: null },
      'ratingReason',
      sliceRun(reason, at, at + bare.length),
      bare.replace(/^for\s+|^\(|\)$/gi, ''),
    )
  }
  // "Rated PG for mild peril; no spoilers; gen."
  for (const piece of others) addLoosePiece(draft, { ...entry, labelRun: null, value: piece, runs: [piece] })
}

function addLoosePiece(draft: Draft, entry: Entry): void {
  const text = entry.value.text
  if (/\bspoil/i.test(text)) addOther(draft, entry, 'spoilers', entry.value)
  else if (
    /^(?:gen|het|slash|fem-?slash|f\/f|m\/m|m\/f|f\/m|yaoi|yuri|ust|angst|drama|humou?r|romance|au|pwp)\b/i.test(text)
  )
    addOther(draft, entry, 'category', entry.value)
  else if (/\p{L}\/\p{L}/u.test(text)) draft.relationships.push(found(entry))
  else addOther(draft, entry, 'keywords', entry.value)
}

function addLanguage(draft: Draft, entry: Entry): void {
  const tag = languageTag(entry.value.text.replace(/[.,;].*$/, ''))
  if (tag === null || draft.language !== null) addOther(draft, entry, 'language', entry.value)
  else draft.language = { ...found(entry), value: tag }
}

function addStatus(draft: Draft, entry: Entry, context: Context): void {
  const status = entry.key === 'completed' ? readCompleted(entry.value.text) : readStatus(entry.value.text)
  if (entry.key === 'completed' && /\d{4}|\d\/\d/.test(entry.value.text)) {
    addDates(draft, { ...entry, key: 'updated' }, context.isMonthFirst)
    draft.status ??= { ...found(entry), value: 'complete' }
    return
  }
  if (status === null || draft.status !== null) addOther(draft, entry, 'status', entry.value)
  else draft.status = { ...found(entry), value: status }
}

function addPart(draft: Draft, entry: Entry): void {
  const part = readPart(entry.value.text)
  if (part === null) return addOther(draft, entry, 'part', entry.value)
  draft.partHints.unshift({ ...found(entry), value: part, rule: 'part-label' })
}

function addBetas(draft: Draft, entry: Entry): void {
  const names =
    entry.key === 'beta' && entry.value.text.length < 120 ? splitItems(entry.value, [',', ';', ' and ', '\n']) : []
  if (names.length === 0) addOther(draft, entry, entry.key as OtherKey, entry.value)
  for (const name of names) addOther(draft, entry, 'beta', name)
}

function numberIn(text: string): string {
  const number = /\d[\d.,' ]*/.exec(text)?.[0] ?? ''
  return number === '' || /k\b/i.test(text) ? text : number.replace(/\D/g, '')
}
