/**
 * Opens a story as Open Doors keeps those of an archive that it rescues, in the tables and JSON of its temporary sites:
 * all facts in fields of their own, and the chapters in order.
 *
 *     {"title": "Hollow Ground", "authors": [{"name": "Tamsin"}], "rating": "PG", "fandoms": "due South, Highlander",
 *      "url": "…", "chapters": [{"position": 1, "title": "One", "text": "<p>…"}]}
 *
 * Lists are texts with commas. Addresses of mail are nobody's business, and what the archivists noted for themselves is
 * not the story's.
 */
import { escapeText } from '../../../kernel/xml.ts'
import { isFacts, type JsonFacts, readObject, textIn } from '../json/index.ts'
import type { OpenedFormat, RefusedFormat, StatedChapter, StatedFact, StatedField } from '../opened-format.ts'
import { decodeReferences } from '../xml/references.ts'

const RULE = 'open-doors'
const NOT_TO_BE_IMPORTED =
  'Those who rescued the archive noted that this story is not to be imported. It is held back until a person shows it.'

export function openStory(bytes: Uint8Array): OpenedFormat | RefusedFormat {
  const facts = readObject(bytes)
  if (facts === null) return { code: 'no-story', why: 'This story of a rescued archive cannot be read.' }
  const chapters = chaptersOf(facts)
  if (chapters.every(({ text }) => text.trim() === ''))
    return { code: 'no-story', why: 'The rescued archive keeps what it knew of this story, and not its text.' }
  const { html, starts } = pageOf(chapters)
  return {
    html,
    stated: [
      ...SINGLES.flatMap(([field, ...names]) => single(facts, field, names)),
      ...listsOf(facts),
      ...peopleOf(facts),
    ],
    losses: [],
    ...(isSaid(facts['do_not_import']) && { notPublic: NOT_TO_BE_IMPORTED }),
    ...(chapters.length > 1 && { chapters: starts }),
  }
}

const SINGLES: readonly (readonly [StatedField, ...string[]])[] = [
  ['title', 'title'],
  ['summary', 'summary'],
  ['notes-before', 'notes', 'author_notes'],
  ['rating', 'rating'],
  ['posted', 'date'],
  ['updated', 'updated'],
  ['language', 'language_code', 'language'],
  ['source', 'url'],
]
const DATES: ReadonlySet<StatedField> = new Set(['posted', 'updated'])
const PROSE: ReadonlySet<StatedField> = new Set(['summary', 'notes-before'])

function single(facts: JsonFacts, field: StatedField, names: readonly string[]): readonly StatedFact[] {
  const written = textIn(facts, ...names)
  const value =
    written === null ? '' : DATES.has(field) ? dayOf(written) : PROSE.has(field) ? plainProse(written) : written.trim()
  return value === '' ? [] : [stated(field, value)]
}

const LISTS: readonly (readonly [StatedField, string])[] = [
  ['fandom', 'fandoms'],
  ['character', 'characters'],
  ['relationship', 'relationships'],
  ['warning', 'warnings'],
  ['category', 'categories'],
  ['additional', 'tags'],
]

function listsOf(facts: JsonFacts): readonly StatedFact[] {
  return LISTS.flatMap(([field, name]) => {
    const value = facts[name]
    const items = Array.isArray(value) ? value.map(nameOf) : (textIn(facts, name) ?? '').split(/[,;|]/)
    return items
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map((item) => stated(field, item))
  })
}

function peopleOf(facts: JsonFacts): readonly StatedFact[] {
  const authors = Array.isArray(facts['authors']) ? facts['authors'] : [facts['author'], facts['coauthor']]
  const names = authors.map(nameOf).filter((name) => name !== '' && !name.includes('@'))
  return [...new Set(names)].map((name) => stated('author', name))
}

/** An object with a name, or the name. */
function nameOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  return isFacts(value) ? (textIn(value, 'name')?.trim() ?? '') : ''
}

/** `1`, `"1"`, `true` */
function isSaid(flag: unknown): boolean {
  return flag === true || flag === 1 || flag === '1'
}

function stated(field: StatedField, value: string): StatedFact {
  return { field, value, asWritten: value, rule: RULE, confidence: 1 }
}

/** The day of "2003-05-01 00:00:00"; a database that was told nothing says year 0. */
function dayOf(written: string): string {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(written.trim())?.[0] ?? ''
  return day.startsWith('0000') || day.startsWith('1970-01-01') ? '' : day
}

function plainProse(html: string): string {
  const text = html
    .replaceAll(/<(?:br|\/p)\b[^<>]{0,100}>/gi, '\n')
    .replaceAll(/<[^<>]{0,1000}>/g, '')
    .replaceAll('&nbsp;', ' ')
  return decodeReferences(text).trim()
}

interface Chapter {
  readonly title: string
  readonly notes: string
  readonly text: string
  readonly position: number
}

function chaptersOf(facts: JsonFacts): readonly Chapter[] {
  const listed = Array.isArray(facts['chapters']) ? facts['chapters'].filter(isFacts) : []
  const chapters = listed.map(
    (chapter, index): Chapter => ({
      title: textIn(chapter, 'title')?.trim() ?? '',
      notes: textIn(chapter, 'notes')?.trim() ?? '',
      text: textIn(chapter, 'text', 'content', 'body') ?? '',
      position: Number(textIn(chapter, 'position', 'order') ?? index + 1),
    }),
  )
  if (chapters.length === 0)
    return [{ title: '', notes: '', text: textIn(facts, 'text', 'content', 'body') ?? '', position: 1 }]
  return chapters.toSorted((a, b) => (Number.isNaN(a.position - b.position) ? 0 : a.position - b.position))
}

function pageOf(chapters: readonly Chapter[]): { readonly html: string; readonly starts: readonly StatedChapter[] } {
  const starts: StatedChapter[] = []
  let html = ''
  for (const [index, { title, notes, text }] of chapters.entries()) {
    if (chapters.length > 1) {
      starts.push({ at: html.length, number: index + 1 })
      html += `<h2>${escapeText(title === '' ? `Chapter ${index + 1}` : title)}</h2>\n`
    }
    if (notes !== '') html += `<blockquote>${notes}</blockquote>\n`
    // Text that somebody typed without markup has its paragraphs in its line ends.
    html += /<(?:p|br|div)\b/i.test(text) ? `${text}\n` : paragraphs(text)
  }
  return { html, starts }
}

function paragraphs(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `<p>${line}</p>\n`)
    .join('')
}
