/**
 * Reads the body of an OpenDocument text into the HTML of a story.
 *
 * Text that was deleted under tracking stands apart from the story and is left out; insertions are text like any
 * other. Notes stand at the end, as in print. Contents and indexes are left out: the program makes them by itself.
 */
import { PLAIN, PLAIN_BLOCK, type StoryMarkup, storyMarkup } from '../story-markup.ts'
import type { XmlElement } from '../xml/read-xml.ts'
import { childElements, findAll, findChild } from '../xml/walk-xml.ts'
import { type OdtLook, type OdtStyles, PLAIN_LOOK } from './resolve-styles.ts'

/** What is left out, by how often. */
export interface OdtLeftOut {
  deletions: number
  images: number
  hidden: number
  contents: number
  capitals: number
  comments: number
}

interface Reader {
  readonly styles: OdtStyles
  readonly leftOut: OdtLeftOut
  readonly notes: StoryMarkup[]
  /** Text boxes of the paragraph under way. */
  readonly boxes: XmlElement[]
}

/** The list that blocks stand in. */
interface ListPlace {
  readonly style: string
  readonly level: number
}

export function readBody(body: XmlElement, styles: OdtStyles): { readonly html: string; readonly leftOut: OdtLeftOut } {
  const leftOut = { deletions: 0, images: 0, hidden: 0, contents: 0, capitals: 0, comments: 0 }
  const reader: Reader = { styles, leftOut, notes: [], boxes: [] }
  const markup = storyMarkup()
  readBlocks(reader, markup, body, null)
  const notes = reader.notes.map((note) => `<li>${note.finish()}</li>`).join('\n')
  return { html: markup.finish() + (notes === '' ? '' : `<ol>${notes}</ol>\n`), leftOut }
}

/** Elements that the program makes by itself. */
const MADE = new Set(
  'text:table-of-content text:illustration-index text:table-index text:object-index text:user-index text:alphabetical-index text:bibliography'.split(
    ' ',
  ),
)
const UNREAD = new Set('office:forms text:sequence-decls text:variable-decls text:user-field-decls'.split(' '))

function readBlocks(reader: Reader, markup: StoryMarkup, parent: XmlElement, list: ListPlace | null): void {
  for (const element of childElements(parent)) readBlock(reader, markup, element, list)
}

function readBlock(reader: Reader, markup: StoryMarkup, element: XmlElement, list: ListPlace | null): void {
  const { leftOut, styles } = reader
  switch (element.name) {
    case 'text:p':
    case 'text:h':
      readParagraph(reader, markup, element, list !== null)
      break
    case 'text:list':
      readList(reader, markup, element, list)
      break
    case 'table:table':
      readTable(reader, markup, element)
      break
    case 'text:tracked-changes':
      leftOut.deletions += findAll(element, 'text:deletion').length
      break
    case 'text:section':
      if (styles.isHiddenSection(element)) leftOut.hidden++
      else readBlocks(reader, markup, element, list)
      break
    default:
      if (MADE.has(element.name)) leftOut.contents++
      else if (element.name.startsWith('draw:')) readDrawing(reader, element)
      else if (!UNREAD.has(element.name)) readBlocks(reader, markup, element, list)
  }
  // A box on the page hangs on the block before it.
  for (let box = reader.boxes.shift(); box !== undefined; box = reader.boxes.shift())
    readBlocks(reader, markup, box, null)
}

function readParagraph(reader: Reader, markup: StoryMarkup, element: XmlElement, isInList: boolean): void {
  const block = reader.styles.block(element)
  if (block.breaksBefore && !isInList) markup.rule()
  const isQuote = block.isQuote && block.heading === null && !isInList
  if (isQuote) markup.open('blockquote')
  readInlines(reader, markup, element, reader.styles.text(element, PLAIN_LOOK))
  const drawsLine = block.hasLineBelow && !isInList
  if (markup.hasText() || drawsLine || isInList) markup.endText(block)
  else markup.endParagraph(block)
  if (isQuote) markup.close('blockquote')
  if (drawsLine || (block.breaksAfter && !isInList)) markup.rule()
}

function readInlines(reader: Reader, markup: StoryMarkup, parent: XmlElement, look: OdtLook): void {
  for (const child of parent.children) {
    if (typeof child === 'string') addText(reader, markup, child, look)
    else readInline(reader, markup, child, look)
  }
}

function addText(reader: Reader, markup: StoryMarkup, text: string, { look, isHidden, isCapitals }: OdtLook): void {
  if (isHidden) {
    if (text.trim() !== '') reader.leftOut.hidden++
    return
  }
  if (isCapitals && text !== text.toUpperCase()) reader.leftOut.capitals++
  markup.text(text, look)
}

const MAX_SPACES = 100

function readInline(reader: Reader, markup: StoryMarkup, element: XmlElement, look: OdtLook): void {
  switch (element.name) {
    case 'text:span':
      readInlines(reader, markup, element, reader.styles.span(element, look))
      break
    case 'text:a': {
      const href = element.attributes['xlink:href'] ?? null
      readInlines(reader, markup, element, { ...look, look: { ...look.look, href } })
      break
    }
    case 'text:s': {
      const count = Number(element.attributes['text:c'] ?? 1)
      addText(reader, markup, ' '.repeat(count >= 1 ? Math.min(count, MAX_SPACES) : 1), look)
      break
    }
    case 'text:tab':
      addText(reader, markup, '\t', look)
      break
    case 'text:line-break':
      markup.lineBreak()
      break
    case 'text:note':
      readNote(reader, markup, element)
      break
    case 'office:annotation':
      reader.leftOut.comments++
      break
    case 'text:hidden-text':
    case 'text:hidden-paragraph':
      reader.leftOut.hidden++
      break
    case 'text:ruby-text':
    case 'office:annotation-end':
    case 'text:script':
      break
    default:
      if (element.name.startsWith('draw:')) readDrawing(reader, element)
      else readInlines(reader, markup, element, look)
  }
}

function readNote(reader: Reader, markup: StoryMarkup, element: XmlElement): void {
  const body = findChild(element, 'text:note-body')
  if (body === undefined) return
  const note = storyMarkup()
  reader.notes.push(note)
  markup.text(`[${reader.notes.length}]`, { ...PLAIN, raised: 'sup' })
  readBlocks({ ...reader, boxes: [] }, note, body, null)
  note.endText(PLAIN_BLOCK)
}

/** Of drawings, text in boxes is read; pictures are not. */
function readDrawing(reader: Reader, element: XmlElement): void {
  const box = findAll(element, 'draw:text-box')[0]
  if (box !== undefined) reader.boxes.push(box)
  else reader.leftOut.images++
}

function readList(reader: Reader, markup: StoryMarkup, element: XmlElement, outer: ListPlace | null): void {
  const level = (outer?.level ?? 0) + 1
  const place = { style: element.attributes['text:style-name'] ?? outer?.style ?? '', level }
  const items = childElements(element).filter(({ name }) => name === 'text:list-item' || name === 'text:list-header')
  // Chapters with numbers are written as lists of headings.
  if (items.every((item) => childElements(item).every(({ name }) => name === 'text:h' || name === 'text:list'))) {
    const hasHeading = findAll(element, 'text:h').length > 0
    if (hasHeading) {
      for (const heading of findAll(element, 'text:h')) readParagraph(reader, markup, heading, false)
      return
    }
  }
  const kind = reader.styles.list(place.style, level)
  markup.open(kind)
  for (const item of items) {
    markup.open('li')
    readBlocks(reader, markup, item, place)
    markup.close('li')
  }
  markup.close(kind)
}

function readTable(reader: Reader, markup: StoryMarkup, element: XmlElement): void {
  markup.open('table')
  for (const row of rowsOf(element)) {
    markup.open('tr')
    for (const cell of childElements(row)) {
      if (cell.name !== 'table:table-cell') continue
      markup.open('td')
      readBlocks(reader, markup, cell, null)
      markup.close('td')
    }
    markup.close('tr')
  }
  markup.close('table')
}

/** Rows, also of groups; those of a table in a cell are its own. */
function rowsOf(table: XmlElement): readonly XmlElement[] {
  return childElements(table).flatMap((child) => {
    if (child.name === 'table:table-row') return [child]
    return ROW_GROUPS.has(child.name) ? rowsOf(child) : []
  })
}

const ROW_GROUPS = new Set(['table:table-header-rows', 'table:table-rows', 'table:table-row-group'])
