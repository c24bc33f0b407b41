/** The parts of a Word file as mammoth reads them, with only what the story needs. */
import { escapeAttribute } from '../../../kernel/xml.ts'
import type { XmlElement } from '../xml/read-xml.ts'
import { childElements, findChild } from '../xml/walk-xml.ts'
import type { Parts } from './convert.ts'
import type { Package } from './read-package.ts'
import { resolveStyles, valueOf } from './resolve-styles.ts'
import { type LeftOut, nothingLeftOut, rewriteBody, rewriteNotes } from './rewrite-body.ts'
import { STYLES_PART } from './story-styles.ts'

export function writeParts({ body, parts, links }: Package): { readonly parts: Parts; readonly leftOut: LeftOut } {
  const styles = resolveStyles(parts.styles)
  const leftOut = nothingLeftOut()
  const written = new Map([
    ['[Content_Types].xml', CONTENT_TYPES],
    ['_rels/.rels', RELATIONSHIPS],
    ['word/styles.xml', STYLES_PART],
    ['word/document.xml', rewriteBody(body, styles, leftOut)],
    ['word/_rels/document.xml.rels', linkRelationships(links)],
  ])
  for (const kind of ['footnote', 'endnote'] as const) {
    const part = parts[`${kind}s`]
    if (part !== undefined) written.set(`word/${kind}s.xml`, rewriteNotes(part, kind, styles, leftOut))
  }
  if (parts.numbering !== undefined) written.set('word/numbering.xml', rewriteNumbering(parts.numbering))
  return { parts: written, leftOut }
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const CONTENT_TYPES = `<Types xmlns="${PACKAGE}/content-types"/>`
const RELATIONSHIPS = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="word/document.xml"/></Relationships>`

function linkRelationships(links: Package['links']): string {
  const written = [...links].map(
    ([id, target]) =>
      `<Relationship Id="${escapeAttribute(id)}" Type="${DOCUMENT}/hyperlink" Target="${escapeAttribute(target)}" TargetMode="External"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${written.join('')}</Relationships>`
}

/** Whether a list has numbers or dots, for each of its levels; how they look is left out. */
function rewriteNumbering(root: XmlElement): string {
  const written = childElements(root).map((element) => {
    if (element.name === 'w:num') {
      const id = escapeAttribute(element.attributes['w:numId'] ?? '')
      return `<w:num w:numId="${id}"><w:abstractNumId w:val="${escapeAttribute(valueOf(element, 'w:abstractNumId') ?? '')}"/></w:num>`
    }
    if (element.name !== 'w:abstractNum') return ''
    const id = escapeAttribute(element.attributes['w:abstractNumId'] ?? '')
    const levels = childElements(element).filter(({ name }) => name === 'w:lvl')
    return `<w:abstractNum w:abstractNumId="${id}">${levels.map(rewriteLevel).join('')}</w:abstractNum>`
  })
  return `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${written.join('')}</w:numbering>`
}

function rewriteLevel(level: XmlElement): string {
  const format = findChild(level, 'w:numFmt')?.attributes['w:val'] ?? 'decimal'
  const index = escapeAttribute(level.attributes['w:ilvl'] ?? '0')
  return `<w:lvl w:ilvl="${index}"><w:numFmt w:val="${escapeAttribute(format)}"/></w:lvl>`
}
