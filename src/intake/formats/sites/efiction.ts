/**
 * Takes a story, or the chapter of one, out of a saved page of an archive that ran eFiction.
 *
 * Every site had a skin of its own, and most kept the names of the elements that the software came with: the title in
 * `pagetitle`, labels in `span.label`, notes in `notes`, the text in `story`. Its page for printers holds all chapters
 * (`chaptertitle`, `chapter`) and says where the story is archived. A skin may also put labels in bold and notes in a
 * `blockquote`, so blocks beside the text count as notes when they begin with one of the software's headings.
 *
 * That it is eFiction says a link to `viewstory.php`; other pages have elements of these names, too.
 */
import { foldText } from '../../../kernel/text.ts'
import type { StatedFact, StatedPart } from '../opened-format.ts'
import { EFICTION_COUNTS, EFICTION_LABELS, NO, NOTHING, noteKind, YES } from './efiction-labels.ts'
import { sourceFacts } from './page-source.ts'
import {
  aroundOf,
  attributeOf,
  briefWordsOf,
  type Element,
  elementsIn,
  findElement,
  findElements,
  findOutermost,
  hasClass,
  hasId,
  markupOf,
  type Parent,
  paragraphsOf,
  titleOf,
  withInner,
  wordsOf,
} from './page-tree.ts'
import { type SiteChapter, type SiteStory, statedFact } from './site-story.ts'

const SITE = 'efiction'

export function readEfiction(page: Parent): SiteStory | null {
  const all = [...elementsIn(page)]
  const isOfSite = all.some((element) => element.tagName === 'a' && STORY.test(attributeOf(element, 'href')))
  const printed = findOutermost(page, (element) => hasClass(element, 'chapter') && element.tagName !== 'a')
  const single = all.find((element) => hasId(element, 'story') || hasClass(element, 'story'))
  const texts = printed.length > 0 && single === undefined ? printed : single === undefined ? [] : [single]
  if (!isOfSite || texts.every((text) => wordsOf(text) === '')) return null
  const inside = withInner(texts)
  const around = all.filter((element) => !inside.has(element))
  const names = namesIn(page, around)
  if (names === null) return null
  const notes = notesIn(around, texts)
  const chosen = printed.length > 0 ? null : chapterIn(around)
  const chapters = printed.length > 0 ? printedChapters(all, texts, notes) : [onlyChapter(texts[0], chosen, notes)]
  const facts: readonly StatedFact[] = [
    statedFact(SITE, 'title', names.title),
    ...names.authors.map((author) => statedFact(SITE, 'author', author)),
    ...labelFacts(around),
    ...notes.filter(({ kind }) => kind === 'work').map(({ text }) => statedFact(SITE, 'notes-before', text)),
    ...archivedAt(page, around),
  ]
  return { site: SITE, facts, chapters, ...(chosen !== null && { part: chosen.part }) }
}

const STORY = /(?:^|\/)viewstory\.php\?(?:[^#]*&(?:amp;)?)?sid=\d/i
const PERSON = /(?:^|\/)viewuser\.php\?(?:[^#]*&)?uid=\d/i

interface Names {
  readonly title: string
  readonly authors: readonly string[]
}

/** "Under the Lamp by Wren, Tern [PG-13]": in `pagetitle`, a heading, or what the page calls itself. */
function namesIn(page: Parent, around: readonly Element[]): Names | null {
  const holders = [
    ...around.filter((element) => hasId(element, 'pagetitle') || hasClass(element, 'pagetitle')),
    ...around.filter(({ tagName }) => /^h[1-4]$/.test(tagName)),
  ]
  for (const holder of holders) {
    const links = findElements(holder, ({ tagName }) => tagName === 'a')
    const authors = links.filter((link) => PERSON.test(attributeOf(link, 'href'))).map(wordsOf)
    const title = links.find((link) => STORY.test(attributeOf(link, 'href')))
    const split = splitByline(wordsOf(holder), authors)
    const named = title === undefined ? split?.title : wordsOf(title)
    const people = authors.length > 0 ? authors : (split?.authors ?? [])
    if (named !== undefined && named !== '' && people.length > 0) return { title: named, authors: people }
  }
  return splitByline(titleOf(page), [])
}

/** At the last "by" before the first name, or the last one of all: titles hold the word, too. */
function splitByline(words: string, authors: readonly string[]): Names | null {
  const text = words.replace(/\s*\[[^[\]]{1,30}\]\s*$/, '')
  const [first] = authors
  const end = first === undefined ? -1 : text.lastIndexOf(` by ${first}`)
  const at = end === -1 ? text.lastIndexOf(' by ') : end
  if (at < 1) return null
  const people = text
    .slice(at + 4)
    .split(/\s*,\s+/)
    .filter((name) => name !== '')
  return people.length === 0 ? null : { title: text.slice(0, at).trim(), authors: people }
}

/** `<span class="label">Characters:</span> Ada, Tom <span class="label">…`: what stands behind each, to the next one. */
function labelFacts(around: readonly Element[]): readonly StatedFact[] {
  const facts: StatedFact[] = []
  const said = new Set<string>()
  for (const label of around.filter(isLabel).slice(0, MOST_LABELS)) {
    const name = foldText(wordsOf(label)).replace(/\s*:$/, '')
    const value = valueBehind(label)
    if (said.has(name) || noteKind(name) === 'work' || EFICTION_COUNTS.has(name) || NOTHING.has(foldText(value.words)))
      continue
    const known = Object.hasOwn(EFICTION_LABELS, name) ? EFICTION_LABELS[name] : undefined
    // A site gave its own lists their own labels; in bold stands whatever anybody liked.
    if (known === undefined && !hasClass(label, 'label')) continue
    if (known === undefined && noteKind(name) !== null) continue
    said.add(name)
    facts.push(...factsOf(known ?? ['additional', 'list'], value))
  }
  return facts
}

/** No page has more; what anybody wrote beside a story may have any number. */
const MOST_LABELS = 200

function isLabel(element: Element): boolean {
  if (hasClass(element, 'label')) return briefWordsOf(element) !== null
  return (element.tagName === 'b' || element.tagName === 'strong') && /:\s*$/.test(briefWordsOf(element) ?? '')
}

interface Value {
  readonly words: string
  readonly links: readonly string[]
}

/** Of one value. */
const MOST_NODES = 500
const LINE_ENDS = new Set(['br', 'p', 'div', 'hr', 'table'])

function valueBehind(label: Element): Value {
  const siblings = label.parentNode?.childNodes ?? []
  const isSummary = /^\s*(?:summary|zusammenfassung|resume|riassunto)/.test(foldText(wordsOf(label)))
  const value: (typeof siblings)[number][] = []
  const start = siblings.indexOf(label) + 1
  for (const node of siblings.slice(start, start + MOST_NODES)) {
    if ('tagName' in node) {
      if (isLabel(node) || findElement(node, isLabel) !== undefined) break
      // A summary has paragraphs of its own, and runs to the next label.
      if (!isSummary && LINE_ENDS.has(node.tagName)) break
    }
    value.push(node)
  }
  const root = { childNodes: value } as unknown as Parent
  const words = (isSummary ? paragraphsOf(root) : wordsOf(root)).replace(/^[\s:]+|(?<![\s,;·|])[\s,;·|]+$/g, '')
  const links = findElements(root, ({ tagName }) => tagName === 'a').map(wordsOf)
  return { words, links: links.filter((link) => link !== '') }
}

function factsOf(
  [field, shape]: (typeof EFICTION_LABELS)[string] & {},
  { words, links }: Value,
): readonly StatedFact[] {
  if (field === 'status') {
    const folded = foldText(words)
    const status = YES.has(folded) ? 'complete' : NO.has(folded) ? 'in progress' : words
    return [statedFact(SITE, 'status', status, words)]
  }
  if (field === 'words' || field === 'chapters') {
    const number = words.replaceAll(/\D/g, '')
    return number === '' ? [] : [statedFact(SITE, field, number, words)]
  }
  if (shape === 'one') return [statedFact(SITE, field, words)]
  const items = links.length > 0 ? links : words.split(/\s*,\s*/)
  return items.filter((item) => !NOTHING.has(foldText(item))).map((item) => statedFact(SITE, field, item))
}

interface Note {
  readonly kind: 'work' | 'before' | 'after'
  readonly text: string
  readonly element: Element
}

/** Outermost blocks outside the text that begin with one of the software's headings for notes. */
function notesIn(around: readonly Element[], texts: readonly Element[]): readonly Note[] {
  const notes: Note[] = []
  const holders = aroundOf(texts)
  const taken = new Set<Element>()
  const depths = new Map<Parent | null, number>()
  for (const element of around) {
    const isBlock = isNoteBlock(element)
    const depth = (depths.get(element.parentNode) ?? 0) + (isBlock ? 1 : 0)
    depths.set(element, depth)
    if (!isBlock || depth > DEEPEST_NOTE || taken.has(element) || holders.has(element)) continue
    const note = noteOf(element)
    if (note === null) continue
    notes.push({ ...note, element })
    for (const inner of elementsIn(element)) taken.add(inner)
  }
  return notes
}

/** In so many blocks notes stand at most; a block is read once more for each that it stands in. */
const DEEPEST_NOTE = 20

function isNoteBlock(element: Element): boolean {
  return hasClass(element, 'notes') || element.tagName === 'blockquote' || element.tagName === 'fieldset'
}

function noteOf(block: Element): Omit<Note, 'element'> | null {
  const heading = headingOf(block)
  const said = paragraphsOf(findElement(block, (each) => hasClass(each, 'noteinfo')) ?? block)
  const label = heading === undefined ? (/^[^:\n]{4,40}:/.exec(said)?.[0] ?? '') : wordsOf(heading)
  const kind = noteKind(label)
  const text = said.startsWith(label) ? said.slice(label.length).trim() : said
  return kind === null || text === '' ? null : { kind, text }
}

/** A heading is among the first elements of its block. */
function headingOf(block: Element): Element | undefined {
  let seen = 0
  for (const element of elementsIn(block)) {
    if (noteKind(briefWordsOf(element) ?? '') !== null) return element
    if (++seen > 4) return undefined
  }
  return undefined
}

/** On the page for printers each chapter has its title above, and notes around it. */
function printedChapters(
  all: readonly Element[],
  texts: readonly Element[],
  notes: readonly Note[],
): readonly SiteChapter[] {
  const isText = new Set(texts)
  const noteAt = new Map(notes.map((note) => [note.element, note]))
  const isOnly = texts.length === 1
  const chapters: (SiteChapter & { notesAfter: string })[] = []
  let name = ''
  let before: string[] = []
  for (const element of all) {
    const note = noteAt.get(element)
    const last = chapters.at(-1)
    if (hasClass(element, 'chaptertitle')) name = withoutByline(wordsOf(element))
    else if (note?.kind === 'before') before.push(note.text)
    else if (note?.kind === 'after' && last !== undefined) last.notesAfter = joinNotes([last.notesAfter, note.text])
    if (!isText.has(element)) continue
    chapters.push({
      title: isOnly && (name === '' || /^chapter \d+$/i.test(name)) ? null : name || `Chapter ${chapters.length + 1}`,
      number: isOnly ? null : chapters.length + 1,
      html: markupOf(element.childNodes),
      notesBefore: joinNotes(before),
      notesAfter: '',
    })
    name = ''
    before = []
  }
  return chapters
}

function joinNotes(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
}

function withoutByline(words: string): string {
  const at = words.lastIndexOf(' by ')
  return at < 1 ? words : words.slice(0, at).trim()
}

interface ChosenChapter {
  readonly title: string
  readonly part: StatedPart
}

/** The list to choose chapters from: `<option value="2" selected>2. The Tide</option>`. */
function chapterIn(around: readonly Element[]): ChosenChapter | null {
  const list = around.find((element) => element.tagName === 'select' && /^chapter$/i.test(attributeOf(element, 'name')))
  if (list === undefined) return null
  const options = findElements(list, ({ tagName }) => tagName === 'option').filter((option) =>
    /\d/.test(wordsOf(option)),
  )
  const option = options.find(({ attrs }) => attrs.some(({ name }) => name === 'selected'))
  const match = option === undefined ? null : /^(\d{1,5})(?:\.\s*(.*))?$/s.exec(wordsOf(option))
  if (match === null || options.length < 2) return null
  const number = Number(match[1])
  const label = `Chapter ${number}`
  return {
    title: match[2] === undefined || match[2] === '' ? label : match[2],
    part: { number, total: options.length, label },
  }
}

function onlyChapter(text: Element | undefined, chosen: ChosenChapter | null, notes: readonly Note[]): SiteChapter {
  const said = (kind: Note['kind']): string =>
    joinNotes(notes.filter((note) => note.kind === kind).map((note) => note.text))
  return {
    title: chosen?.title ?? null,
    number: chosen?.part.number ?? null,
    html: markupOf(text?.childNodes ?? []),
    notesBefore: said('before'),
    notesAfter: said('after'),
  }
}

/** "This story archived at http://archive.example/viewstory.php?sid=12" */
function archivedAt(page: Parent, around: readonly Element[]): readonly StatedFact[] {
  const own = sourceFacts(SITE, page)
  if (own.length > 0) return own
  const link = around.find(
    (element) =>
      element.tagName === 'a' && /^https?:\/\//i.test(wordsOf(element)) && STORY.test(attributeOf(element, 'href')),
  )
  return link === undefined ? [] : [statedFact(SITE, 'source', wordsOf(link))]
}
