/**
 * Read the labels of one line with their values, in whatever shape they were typed.
 *
 *     Title: X · Title - X · TITLE....X · [Title] X · *Title:* X · Title : X · Title: (value below)
 *     Title: X / Author: Y · Published: 2010-10-21 Words: 20,999 · Title: Nine SundaysRating: PG
 *
 * Later labels on a line must be in the dictionary to the letter, and stand where a label can: after a separator, at
 * the end of a sentence, or glued to the value before by a lost line break. Everything looks at a bounded stretch of
 * the line, so that a line of ten megabytes costs no more than a page.
 */
import type { Line } from '../../read/manuscript.ts'
import { type Run, sliceRun, trimRun } from '../../run.ts'
import { findLabel, type KnownLabel, MAX_LABEL } from './label.ts'

export interface Labelled {
  readonly label: KnownLabel
  /** The label as written. */
  readonly labelRun: Run
  /** What stands behind it on this line, trimmed. */
  readonly value: Run
  readonly shape: 'colon' | 'bracket' | 'dots' | 'dash' | 'alone' | 'rated'
}

interface LabelPlace {
  readonly label: KnownLabel
  readonly from: number
  readonly to: number
  readonly valueFrom: number
  readonly shape: Labelled['shape']
}

/** Lines are searched for further labels only this far. */
const MAX_LINE = 6000
const MARKS = /[\s*_~<[({#•·+=>-]/
const CLOSING_MARKS = /[\s*_~>\])}]/

/** The labels of a line with their values, or null when it does not begin with a label. */
export function readLabelLine(line: Line): readonly Labelled[] | null {
  const text = line.run.text
  const first = labelAtStart(text, cellOf(line) !== null)
  if (first === null) return null
  const places = [first, ...(first.shape === 'alone' ? [] : innerLabels(text.slice(0, MAX_LINE), first))]
  return places.map((place, i) => labelled(line.run, place, places[i + 1]?.from ?? text.length, i + 1 < places.length))
}

/** The cell of a table that a line stands in: labels and values stand side by side there. */
export function cellOf(line: Line): number | null {
  return line.containers.findLast(({ kind }) => kind === 'td' || kind === 'th')?.key ?? null
}

/** Looks like a label in its shape, whether we know the word or not: "Age: 34". */
export function isShapedLikeLabel(text: string): boolean {
  const start = text.slice(0, LONGEST_SHAPE)
  return start.includes(':') && /^[*_[(]{0,3}\p{L}[\p{L}'’/& .-]{0,24}[*_\])]{0,3}:/u.test(start)
}

/** Units that what looks like a label can have, pairs included. */
const LONGEST_SHAPE = 64

function labelAtStart(text: string, isCell: boolean): LabelPlace | null {
  let from = 0
  while (from < 8 && MARKS.test(text.charAt(from))) from++
  const window = text.slice(from, from + MAX_LABEL + 8)
  if (!/^\p{L}/u.test(window)) return null
  return (
    atColon(text, from, window) ??
    inBrackets(text, from, window) ??
    atDots(from, window) ??
    atDash(from, window) ??
    rated(text, from, window) ??
    alone(text, from, isCell)
  )
}

function atColon(text: string, from: number, window: string): LabelPlace | null {
  const colon = window.search(/[:：]/)
  if (colon < 1) return null
  let to = colon
  while (to > 1 && CLOSING_MARKS.test(window.charAt(to - 1)) && !window.slice(0, to).endsWith('(s)')) to--
  const label = findLabel(window.slice(0, to))
  if (label === null) return null
  let valueFrom = from + colon + 1
  // `*Label:* value`: the marks that opened before the label close here.
  const opened = text.slice(0, from)
  while (/[*_~\]]/.test(text.charAt(valueFrom)) && opened.includes(text.charAt(valueFrom).replace(']', '[')))
    valueFrom++
  return { label, from, to: from + to, valueFrom, shape: 'colon' }
}

/** `[Title] Hollow Ground`, `<Rating> PG` */
function inBrackets(text: string, from: number, window: string): LabelPlace | null {
  const opened = text.charAt(from - 1)
  const close = { '[': ']', '<': '>', '{': '}', '*': '*' }[opened]
  if (close === undefined) return null
  const to = window.indexOf(close)
  if (to < 2) return null
  const label = findLabel(window.slice(0, to), false)
  if (label === null || !label.isStrong) return null
  let valueFrom = from + to
  while (CLOSING_MARKS.test(text.charAt(valueFrom)) || text.charAt(valueFrom) === ':') valueFrom++
  return { label, from, to: from + to, valueFrom, shape: 'bracket' }
}

/** `TITLE....Hollow Ground` */
function atDots(from: number, window: string): LabelPlace | null {
  const dots = /\s?(?:\.{2,}|…+|_{3,}|={2,}>?|~+|\t+|\s\|\s|\s=\s|\s?=>)/.exec(window)
  if (dots === null) return null
  const label = findLabel(window.slice(0, dots.index), false)
  if (label === null) return null
  let valueFrom = from + dots.index + dots[0].length
  while (/[.…_=>~\s]/.test(window.charAt(valueFrom - from))) valueFrom++
  return { label, from, to: from + dots.index, valueFrom, shape: 'dots' }
}

/** `Title - Hollow Ground`, `Rating-- PG`; `e-mail` is a word. */
function atDash(from: number, window: string): LabelPlace | null {
  if (!/[-–—]/.test(window)) return null
  for (const dash of window.matchAll(/\s(?:-{1,3}|–|—)+(?=\s|\p{Lu}|$)|-{2,3}|-(?=\s)|[–—]/gu)) {
    const label = findLabel(window.slice(0, dash.index), false)
    if (label !== null) {
      return { label, from, to: from + dash.index, valueFrom: from + dash.index + dash[0].length, shape: 'dash' }
    }
  }
  return null
}

/** `Rated PG for mild peril`, `Rated NC-17!` */
function rated(text: string, from: number, window: string): LabelPlace | null {
  const match = /^(Rated|RATED|Rating|RATING)\s+(?=[A-Z0-9[("])/.exec(window)
  const label = match === null ? null : findLabel(match[1] ?? '', false)
  if (match === null || label === null || text.length > 400) return null
  return { label, from, to: from + (match[1]?.length ?? 0), valueFrom: from + match[0].length, shape: 'rated' }
}

/** The headings of the largest archive's downloads, which lose their markup and keep their lines. */
const SITE_HEADING = /^(?:Chapter )?(?:Summary|(?:End )?Notes)$/

/** `SUMMARY`, `*Disclaimer*` on a line of its own, or a label in a cell, the value below or beside it. */
function alone(text: string, from: number, isCell: boolean): LabelPlace | null {
  if (text.length > MAX_LABEL) return null
  let to = text.length
  while (to > from && CLOSING_MARKS.test(text.charAt(to - 1)) && !text.slice(0, to).endsWith('(s)')) to--
  const word = text.slice(from, to)
  const isMarked = from > 0 && to < text.length
  const isSiteHeading = SITE_HEADING.test(word)
  if (!isMarked && !isCell && !isSiteHeading && word !== word.toUpperCase()) return null
  const label = findLabel(word, false)
  return label === null || !(label.isStrong || isSiteHeading)
    ? null
    : { label, from, to, valueFrom: text.length, shape: 'alone' }
}

/** Further labels on the line: every colon is asked what stands before it. */
function innerLabels(text: string, first: LabelPlace): LabelPlace[] {
  const places: LabelPlace[] = []
  let previous = first
  for (const match of text.matchAll(/[:：]/g)) {
    if (match.index < previous.valueFrom) continue
    const place = labelBefore(text, match.index, previous)
    if (place === null) continue
    places.push(place)
    previous = place
  }
  return places
}

function labelBefore(text: string, colon: number, previous: LabelPlace): LabelPlace | null {
  let to = colon
  while (to > previous.valueFrom && /[\s*_]/.test(text.charAt(to - 1))) to--
  const start = Math.max(previous.valueFrom, to - MAX_LABEL)
  // The longest label first: "Author's Notes" before "Notes".
  for (let from = start; from < to - 1; from++) {
    if (!/\p{L}/u.test(text.charAt(from))) continue
    const joint = jointBefore(text, from, previous)
    if (joint === null) continue
    const label = findLabel(text.slice(from, to), false)
    if (label === null || !mayFollow(joint, label, text, from, previous)) continue
    let valueFrom = colon + 1
    while (/[*_]/.test(text.charAt(valueFrom))) valueFrom++
    return { label, from, to, valueFrom, shape: 'colon' }
  }
  return null
}

type Joint = 'separator' | 'sentence' | 'glued' | 'space' | 'start'

/** How what stands before `from` lets a label begin there; null within a word. */
function jointBefore(text: string, from: number, previous: LabelPlace): Joint | null {
  const before = text.slice(Math.max(previous.valueFrom, from - 4), from)
  if (before.trim() === '' && from - previous.valueFrom <= 4) return 'start'
  if (/(?:[/|;•·\t]|\s{2}|\s[-–—*]\s?|[,)\]]\s)[\s*_[(]*$/.test(before)) return 'separator'
  if (/[.!?…"”]\s[*_]?$/.test(before)) return 'sentence'
  if (/\s[*_[(]?$/.test(before)) return 'space'
  if (!/\p{Lu}/u.test(text.charAt(from))) return null
  const last = before.at(-1) ?? ''
  return /[\p{Ll}\p{N}.!?)\]"”*]/u.test(last) || isEndOfRating(text, from) ? 'glued' : null
}

/** "PGAuthor: x": a capital before a capital is a joint where a word of ours begins and goes on in lower case. */
function isEndOfRating(text: string, from: number): boolean {
  return /\p{Lu}/u.test(text.charAt(from - 1)) && /\p{Ll}/u.test(text.charAt(from + 1))
}

function mayFollow(joint: Joint, label: KnownLabel, text: string, from: number, previous: LabelPlace): boolean {
  // A value is empty only where the break was lost or the label opens a list: "Stats: Published: …".
  if (joint === 'start') return previous.label.key === 'stats'
  const isCapital = /\p{Lu}/u.test(text.charAt(from))
  if (joint === 'separator')
    return isCapital || (label.isStrong && text.charAt(previous.from) === text.charAt(previous.from).toLowerCase())
  if (!isCapital) return false
  if (joint === 'glued') return true
  const isProse = PROSE_KEYS.has(previous.label.key)
  if (joint === 'sentence') return label.isStrong || !isProse
  return !isProse && (label.isStrong || COUNTED_KEYS.has(label.key))
}

/** Labels whose values are sentences, in which a capital word before a colon proves little. */
export const PROSE_KEYS: ReadonlySet<string> = new Set([
  'summary',
  'notes',
  'endNotes',
  'disclaimer',
  'thanks',
  'dedication',
  'feedback',
  'quotation',
])

const COUNTED_KEYS: ReadonlySet<string> = new Set([
  'words',
  'chapters',
  'posted',
  'updated',
  'completed',
  'status',
  'date',
  'series',
  'characters',
  'site',
  'language',
  'genre',
  'setting',
  'season',
])

function labelled(run: Run, place: LabelPlace, end: number, isFollowed: boolean): Labelled {
  let to = end
  // What stood between this value and the next label is no part of either.
  if (isFollowed) while (to > place.valueFrom && /[\s/|;,•·*_[(–—-]/.test(run.text.charAt(to - 1))) to--
  const value = trimRun(sliceRun(run, place.valueFrom, to))
  return {
    label: place.label,
    labelRun: sliceRun(run, place.from, place.to),
    value: unbracketed(value, run.text, place.from),
    shape: place.shape,
  }
}

/** `[Title: X]` and `(Rating: PG)`: the bracket that opened before the label closes behind the value. */
function unbracketed(value: Run, text: string, from: number): Run {
  const opened = text.charAt(from - 1)
  const close = { '[': ']', '(': ')', '{': '}', '<': '>' }[opened]
  if (close === undefined || !value.text.endsWith(close) || value.text.includes(opened)) return value
  return trimRun(sliceRun(value, 0, value.text.length - 1))
}
