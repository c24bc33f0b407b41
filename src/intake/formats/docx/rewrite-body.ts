/**
 * Writes the body of a Word file anew, with nothing in it but what a story can say, for mammoth to make HTML of.
 *
 * mammoth reads what a run says of itself. Here what styles say is written to each run and paragraph; tracked deletions
 * are left out and insertions kept; page breaks, sections and drawn lines become paragraphs of a style of ours; text
 * boxes follow the paragraph they hang on. What is left out is counted, so that it can be named. What comes out is
 * well-formed and not deeply nested, whatever came in.
 */
import { escapeAttribute, escapeText } from '../../../kernel/xml.ts'
import type { XmlElement } from '../xml/read-xml.ts'
import { childElements, findAll, findChild, textOf } from '../xml/walk-xml.ts'
import { type ParagraphLook, type RunLook, type Styles, valueOf } from './resolve-styles.ts'
import { BREAK_STYLE, styleIdOf } from './story-styles.ts'

/** What is left out, by how often. */
export interface LeftOut {
  deletions: number
  images: number
  hidden: number
  contents: number
  capitals: number
  chunks: number
}

export function nothingLeftOut(): LeftOut {
  return { deletions: 0, images: 0, hidden: 0, contents: 0, capitals: 0, chunks: 0 }
}

export function rewriteBody(root: XmlElement, styles: Styles, leftOut: LeftOut): string {
  const body = findChild(root, 'w:body') ?? root
  return `<w:document ${NAMESPACES}><w:body>${blocks(body, { styles, leftOut })}</w:body></w:document>`
}

export function rewriteNotes(root: XmlElement, kind: 'footnote' | 'endnote', styles: Styles, leftOut: LeftOut): string {
  const notes = findAll(root, `w:${kind}`).map((note) => {
    const { 'w:id': id = '', 'w:type': type } = note.attributes
    const attributes = type === undefined ? '' : ` w:type="${escapeAttribute(type)}"`
    return `<w:${kind} w:id="${escapeAttribute(id)}"${attributes}>${blocks(note, { styles, leftOut })}</w:${kind}>`
  })
  return `<w:${kind}s ${NAMESPACES}>${notes.join('')}</w:${kind}s>`
}

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

interface Context {
  readonly styles: Styles
  readonly leftOut: LeftOut
}

/** Elements around others that say nothing themselves. */
const WRAPPERS = new Set(
  'w:sdt w:sdtContent w:ins w:moveTo w:customXml w:smartTag w:fldSimple w:dir w:bdo w:subDoc w:ruby w:rubyBase'.split(
    ' ',
  ),
)
const DELETED = new Set(['w:del', 'w:moveFrom'])

/** The children of an element, those in wrappers among them; what was deleted is left out. */
function unwrap(element: XmlElement, { leftOut }: Context): readonly XmlElement[] {
  const found: XmlElement[] = []
  const visit = (parent: XmlElement): void => {
    for (const child of childElements(parent)) {
      if (DELETED.has(child.name)) leftOut.deletions++
      else if (child.name === 'mc:AlternateContent') visit(chooseAlternate(child))
      else if (WRAPPERS.has(child.name)) visit(child)
      else found.push(child)
    }
  }
  visit(element)
  return found
}

/** The same thing said twice, for a newer and for an older Word: the older is the simpler. */
function chooseAlternate(element: XmlElement): XmlElement {
  return findChild(element, 'mc:Fallback') ?? findChild(element, 'mc:Choice') ?? element
}

const BREAK = `<w:p><w:pPr><w:pStyle w:val="${BREAK_STYLE}"/></w:pPr></w:p>`

function blocks(parent: XmlElement, context: Context): string {
  const elements = unwrap(parent, context)
  const written: string[] = []
  elements.forEach((element, i) => {
    if (element.name === 'w:p') written.push(paragraph(element, elements[i + 1], context))
    else if (element.name === 'w:tbl') written.push(table(element, context))
    else if (element.name === 'w:altChunk') context.leftOut.chunks++
    else if (element.name === 'm:oMathPara') written.push(`<w:p>${textRun(textOf(element))}</w:p>`)
  })
  return written.join('')
}

function table(element: XmlElement, context: Context): string {
  const rows = unwrap(element, context).filter(({ name }) => name === 'w:tr')
  const written = rows.map((row) => {
    if (findChild(findChild(row, 'w:trPr'), 'w:del') !== undefined) {
      context.leftOut.deletions++
      return ''
    }
    const cells = unwrap(row, context).filter(({ name }) => name === 'w:tc')
    return `<w:tr>${cells.map((cell) => `<w:tc>${blocks(cell, context)}</w:tc>`).join('')}</w:tr>`
  })
  return written.some((row) => row !== '') ? `<w:tbl>${written.join('')}</w:tbl>` : ''
}

/** A paragraph under way: its pieces, parted by breaks, and what follows it. */
interface Pieces {
  readonly parts: string[]
  hasText: boolean
  readonly boxes: string[]
}

function paragraph(element: XmlElement, next: XmlElement | undefined, context: Context): string {
  const properties = findChild(element, 'w:pPr')
  const look = context.styles.paragraph(properties)
  if (look.isContents) {
    context.leftOut.contents++
    return ''
  }
  const pieces: Pieces = { parts: [''], hasText: false, boxes: [] }
  inlines(element, properties, pieces, context)
  const isDeletedEnd = findChild(findChild(properties, 'w:rPr'), 'w:del') !== undefined
  const written: string[] = []
  if (look.breaksBefore) written.push(BREAK)
  const isEmpty = !pieces.hasText && pieces.parts.every((part) => part === '')
  const drawsLine = look.hasLineBelow && !lineGoesOn(next, context)
  pieces.parts.forEach((part, i) => {
    if (i > 0) written.push(BREAK)
    const isOnly = pieces.parts.length === 1
    if (part !== '') written.push(writeParagraph(look, part, isDeletedEnd && isOnly))
    else if (isOnly && !isDeletedEnd && !(isEmpty && drawsLine)) written.push(writeParagraph(look, EMPTY, false))
  })
  if (drawsLine || endsSection(properties)) written.push(BREAK)
  return written.join('') + pieces.boxes.join('')
}

/** An empty paragraph is a blank line that the author made. */
const EMPTY = '<w:r><w:t>\u00a0</w:t></w:r>'

function writeParagraph(look: ParagraphLook, content: string, isDeletedEnd: boolean): string {
  const deleted = isDeletedEnd ? '<w:rPr><w:del/></w:rPr>' : ''
  const isItem = look.item !== null && look.heading === null && content !== EMPTY
  const how = isItem ? listProperties(look) : `<w:pStyle w:val="${styleIdOf(look)}"/>`
  return `<w:p><w:pPr>${how}${deleted}</w:pPr>${content}</w:p>`
}

/** mammoth knows five levels. */
const MAX_LEVEL = 4

function listProperties({ item }: ParagraphLook): string {
  const level = Math.min(item?.level ?? 0, MAX_LEVEL)
  return `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${escapeAttribute(item?.list ?? '')}"/></w:numPr>`
}

/** Lines below several paragraphs in a row are one line, below the last. */
function lineGoesOn(next: XmlElement | undefined, { styles }: Context): boolean {
  return next?.name === 'w:p' && styles.paragraph(findChild(next, 'w:pPr')).hasLineBelow
}

function endsSection(properties: XmlElement | undefined): boolean {
  const section = findChild(properties, 'w:sectPr')
  return section !== undefined && valueOf(section, 'w:type') !== 'continuous'
}

function inlines(
  parent: XmlElement,
  paragraphProperties: XmlElement | undefined,
  pieces: Pieces,
  context: Context,
): void {
  for (const element of unwrap(parent, context)) {
    if (element.name === 'w:r') run(element, paragraphProperties, pieces, context)
    else if (element.name === 'w:hyperlink') {
      const inner: Pieces = { ...pieces, parts: [''] }
      inlines(element, paragraphProperties, inner, context)
      pieces.hasText ||= inner.hasText
      const id = element.attributes['r:id']
      inner.parts.forEach((part, i) => {
        if (i > 0) pieces.parts.push('')
        append(pieces, id === undefined ? part : `<w:hyperlink r:id="${escapeAttribute(id)}">${part}</w:hyperlink>`)
      })
    } else if (element.name.startsWith('m:')) {
      append(pieces, textRun(textOf(element)))
      pieces.hasText = true
    }
  }
}

function append(pieces: Pieces, content: string): void {
  pieces.parts[pieces.parts.length - 1] += content
}

function textRun(text: string): string {
  return text === '' ? '' : `<w:r><w:t xml:space="preserve">${escapeText(text)}</w:t></w:r>`
}

function run(element: XmlElement, paragraphProperties: XmlElement | undefined, pieces: Pieces, context: Context): void {
  const look = context.styles.run(findChild(element, 'w:rPr'), paragraphProperties)
  if (look.toggles.has('vanish')) {
    if (findChild(element, 'w:t') !== undefined) context.leftOut.hidden++
    return
  }
  const properties = runProperties(look)
  let content = ''
  const flush = (): void => {
    if (content !== '') append(pieces, `<w:r>${properties}${content}</w:r>`)
    content = ''
  }
  for (const child of unwrap(element, context)) {
    const written = runChild(child)
    if (written !== undefined) {
      content += written
      if (SEEN.has(child.name)) pieces.hasText = true
      if (child.name === 'w:t' && look.toggles.has('caps') && isShouted(textOf(child))) context.leftOut.capitals++
    } else if (isPageBreak(child)) {
      flush()
      pieces.parts.push('')
    } else if (DRAWINGS.has(child.name)) drawing(child, pieces, context)
  }
  flush()
}

const SEEN = new Set(['w:t', 'w:sym', 'w:noBreakHyphen', 'w:footnoteReference', 'w:endnoteReference'])
const DRAWINGS = new Set(['w:drawing', 'w:pict', 'w:object'])

/** Whether capitals would look different. */
function isShouted(text: string): boolean {
  return text !== text.toUpperCase()
}

/** What a run holds, where it is text or stands for some; undefined for the rest. */
function runChild(child: XmlElement): string | undefined {
  const { name, attributes } = child
  switch (name) {
    case 'w:t':
      return `<w:t xml:space="preserve">${escapeText(textOf(child))}</w:t>`
    case 'w:tab':
    case 'w:ptab':
      return '<w:tab/>'
    case 'w:cr':
      return '<w:br/>'
    case 'w:br':
      return attributes['w:type'] === 'page' ? undefined : '<w:br/>'
    case 'w:noBreakHyphen':
    case 'w:softHyphen':
      return `<${name}/>`
    case 'w:sym':
      return `<w:sym w:font="${escapeAttribute(attributes['w:font'] ?? '')}" w:char="${escapeAttribute(attributes['w:char'] ?? '')}"/>`
    case 'w:footnoteReference':
    case 'w:endnoteReference':
      return `<${name} w:id="${escapeAttribute(attributes['w:id'] ?? '')}"/>`
    case 'w:fldChar':
      return `<w:fldChar w:fldCharType="${escapeAttribute(attributes['w:fldCharType'] ?? '')}"/>`
    case 'w:instrText':
      return `<w:instrText xml:space="preserve">${escapeText(textOf(child))}</w:instrText>`
    default:
      return undefined
  }
}

function isPageBreak({ name, attributes }: XmlElement): boolean {
  return name === 'w:br' && attributes['w:type'] === 'page'
}

function drawing(element: XmlElement, pieces: Pieces, context: Context): void {
  const boxes = findAll(element, 'w:txbxContent')
  if (findAll(element, 'v:rect').some(({ attributes }) => /^(?:t|true|1)$/.test(attributes['o:hr'] ?? ''))) {
    pieces.parts.push('')
  } else if (boxes.length === 0) context.leftOut.images++
  // A box in a box is written with the outer one.
  const [outer] = boxes
  if (outer !== undefined) pieces.boxes.push(blocks(outer, context))
}

function runProperties({ toggles, isUnderlined, raised }: RunLook): string {
  const strike = toggles.has('strike') || toggles.has('dstrike')
  const written = [
    toggles.has('b') ? '<w:b/>' : '',
    toggles.has('i') ? '<w:i/>' : '',
    strike ? '<w:strike/>' : '',
    toggles.has('smallCaps') ? '<w:smallCaps/>' : '',
    isUnderlined ? '<w:u w:val="single"/>' : '',
    raised === null ? '' : `<w:vertAlign w:val="${raised}"/>`,
  ].join('')
  return written === '' ? '' : `<w:rPr>${written}</w:rPr>`
}
