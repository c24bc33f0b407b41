/**
 * Reads the title pages of FanFicFare and of the exporters that write like it: labels in bold with their values.
 *
 * The labels are the reader's own choice, so a page counts as a title page when three of its labels are known; the old
 * layout is the same in a table.
 */
import type { StatedFact, StatedField } from '../opened-format.ts'
import { type Element, findElements, type Parent, wordsOf } from './page-tree.ts'
import { statedFact } from './site-story.ts'

const SITE = 'fanficfare'

/** Labels in lower case, without colon; lists are cut at commas. */
const LABELS: Readonly<Record<string, readonly [StatedField, 'one' | 'list']>> = {
  category: ['fandom', 'list'],
  fandom: ['fandom', 'list'],
  fandoms: ['fandom', 'list'],
  genre: ['genre', 'list'],
  genres: ['genre', 'list'],
  language: ['language', 'one'],
  characters: ['character', 'list'],
  relationships: ['relationship', 'list'],
  ships: ['relationship', 'list'],
  pairing: ['relationship', 'list'],
  pairings: ['relationship', 'list'],
  status: ['status', 'one'],
  published: ['posted', 'one'],
  updated: ['updated', 'one'],
  rating: ['rating', 'one'],
  rated: ['rating', 'one'],
  warnings: ['warning', 'list'],
  'archive warnings': ['warning', 'list'],
  chapters: ['chapters', 'one'],
  words: ['words', 'one'],
  summary: ['summary', 'one'],
  'story url': ['source', 'one'],
  source: ['source', 'one'],
  'freeform tags': ['additional', 'list'],
  'additional tags': ['additional', 'list'],
  'ao3 categories': ['category', 'list'],
}

/** A title page has no more. */
const MOST_LABELS = 200

export interface TitlePage {
  readonly facts: readonly StatedFact[]
  readonly known: number
}

/** The labels of a title page with what stands behind each. */
export function readTitlePage(page: Parent): TitlePage {
  const facts: StatedFact[] = []
  let known = 0
  const labels = findElements(page, ({ tagName }) => tagName === 'b' || tagName === 'strong').slice(0, MOST_LABELS)
  for (const label of labels) {
    const name = wordsOf(label).toLowerCase().replace(/\s*:$/, '')
    const value = valueBehind(label)
    if (value === '') continue
    if (name === 'series') {
      known++
      facts.push(...seriesFacts(value))
      continue
    }
    const meaning = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined
    if (meaning === undefined) continue
    known++
    const [field, shape] = meaning
    for (const item of shape === 'list' ? value.split(/\s*,\s+/) : [value]) {
      facts.push(statedFact(SITE, field, valueOf(field, item), item))
    }
  }
  return { facts, known }
}

/** Of a date with a time of day only the day is a date. */
function valueOf(field: StatedField, item: string): string {
  if (field === 'posted' || field === 'updated') return /^\d{4}-\d{2}-\d{2}/.exec(item)?.[0] ?? item
  return field === 'words' ? item.replaceAll(/\D/g, '') : item
}

/** `Harbour Lights [2]` */
function seriesFacts(value: string): readonly StatedFact[] {
  const match = /^(.*?)\s*\[(\d{1,4})\]$/.exec(value)
  if (match === null) return [statedFact(SITE, 'series', value)]
  const [, name = '', number = ''] = match
  return [statedFact(SITE, 'series', name, value), statedFact(SITE, 'series-number', number, value)]
}

/** What follows a label up to the end of its line; in a table, the next cell. */
function valueBehind(label: Element): string {
  const parent = label.parentNode
  if (parent === null) return ''
  const at = parent.childNodes.indexOf(label)
  const rest = parent.childNodes.slice(at + 1)
  const end = rest.findIndex((node) => 'tagName' in node && ['br', 'b', 'strong'].includes(node.tagName))
  const line = end === -1 ? rest : rest.slice(0, end)
  const value = wordsOf({ childNodes: line } as Parent)
  if (value !== '' || !('tagName' in parent) || parent.tagName !== 'td') return value
  const row = parent.parentNode
  const next = row?.childNodes
    .slice(row.childNodes.indexOf(parent) + 1)
    .find((node) => 'tagName' in node && node.tagName === 'td')
  return next === undefined ? '' : wordsOf(next as Element)
}
