/** Writes one invented story as HTML, DOCX, ODT, RTF and DOC, so that what they become can be compared. */
import { escapeText } from '../../../kernel/xml.ts'
import { writeCompoundFile } from '../doc/compound-file.ts'
import { bookOf } from './book-of.ts'
import { zipOf } from './zip-of.ts'

type Look = 'italic' | 'bold' | 'underline' | 'smallcaps'
export type Span = string | { readonly text: string; readonly look: Look } | { readonly breaks: true }
export interface Paragraph {
  readonly kind: 'heading' | 'text' | 'centre' | 'right' | 'page'
  readonly spans: readonly Span[]
}

export function i(text: string): Span {
  return { text, look: 'italic' }
}

export const STORY: readonly Paragraph[] = [
  { kind: 'heading', spans: ['Chapter One: The Lamp'] },
  { kind: 'text', spans: ['The lamp went out, and ', i('nobody'), ' in the house thought of lighting another one.'] },
  {
    kind: 'text',
    spans: [
      '“You said you would wait,” she told him. “I don’t see ',
      { text: 'anybody', look: 'bold' },
      ' waiting — do you?”',
    ],
  },
  { kind: 'text', spans: ['Yes.'] },
  { kind: 'centre', spans: ['* * *'] },
  {
    kind: 'text',
    spans: [
      'He looked at the café across the road, where José was putting the chairs away… It was ',
      i('very'),
      ' late, and the street was as quiet as it ever was on a Sunday.',
    ],
  },
  {
    kind: 'text',
    spans: [
      'The sign said',
      { breaks: true },
      { text: 'closed', look: 'underline' },
      { breaks: true },
      'in Greek: κλειστό.',
    ],
  },
  { kind: 'text', spans: [] },
  { kind: 'text', spans: ['Nobody had told ', { text: 'Anna', look: 'smallcaps' }, ' that, of course.'] },
  { kind: 'page', spans: [] },
  { kind: 'text', spans: ['Morning came, and the chairs were still where José had put them.'] },
  { kind: 'right', spans: ['Wren, in March'] },
  { kind: 'heading', spans: ['Chapter Two: The Chairs'] },
  { kind: 'text', spans: ['She sat down on the first of them and waited until ', i('he'), ' came.'] },
]

export function storyHtml(story: readonly Paragraph[]): Buffer {
  return Buffer.from(`<!DOCTYPE html>\n<html><body>\n${storyBody(story)}\n</body></html>\n`)
}

/** What stands in the body of its page. */
export function storyBody(story: readonly Paragraph[]): string {
  const tags = { italic: 'i', bold: 'b', underline: 'u', smallcaps: 'span' } as const
  const span = (one: Span): string => {
    if (typeof one === 'string') return escapeText(one)
    if ('breaks' in one) return '<br>'
    const style = one.look === 'smallcaps' ? ' style="font-variant: small-caps"' : ''
    return `<${tags[one.look]}${style}>${escapeText(one.text)}</${tags[one.look]}>`
  }
  const body = story.map(({ kind, spans }) => {
    if (kind === 'page') return '<hr>'
    const content = spans.length === 0 ? '&nbsp;' : spans.map(span).join('')
    if (kind === 'heading') return `<h1>${content}</h1>`
    return `<p${kind === 'centre' ? ' align="center"' : kind === 'right' ? ' align="right"' : ''}>${content}</p>`
  })
  return body.join('\n')
}

/** A page for each heading with what stands below it. */
export function epubOf(story: readonly Paragraph[]): Buffer {
  const chapters = story.reduce<Paragraph[][]>((made, paragraph) => {
    if (paragraph.kind === 'heading' || made.length === 0) made.push([])
    made.at(-1)?.push(paragraph)
    return made
  }, [])
  return bookOf('<dc:title>The Lamp</dc:title>', chapters.map(xhtmlBody))
}

function xhtmlBody(story: readonly Paragraph[]): string {
  return storyBody(story)
    .replace(/<(br|hr)>/g, '<$1/>')
    .replaceAll('&nbsp;', '&#160;')
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** The `w:document` of a story; `more` is put behind its paragraphs. */
export function docxBody(story: readonly Paragraph[], more = ''): string {
  const looks = { italic: '<w:i/>', bold: '<w:b/>', underline: '<w:u w:val="single"/>', smallcaps: '<w:smallCaps/>' }
  const span = (one: Span): string => {
    if (typeof one === 'string') return `<w:r><w:t xml:space="preserve">${escapeText(one)}</w:t></w:r>`
    if ('breaks' in one) return '<w:r><w:br/></w:r>'
    return `<w:r><w:rPr>${looks[one.look]}</w:rPr><w:t xml:space="preserve">${escapeText(one.text)}</w:t></w:r>`
  }
  const properties = {
    heading: '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>',
    text: '',
    page: '',
    centre: '<w:pPr><w:jc w:val="center"/></w:pPr>',
    right: '<w:pPr><w:jc w:val="right"/></w:pPr>',
  }
  const body = story.map(({ kind, spans }) => {
    const content = kind === 'page' ? '<w:r><w:br w:type="page"/></w:r>' : spans.map(span).join('')
    return `<w:p>${properties[kind]}${content}</w:p>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body.join('')}${more}</w:body></w:document>`
}

export function docxOf(document: string, more: Readonly<Record<string, string>> = {}): Buffer {
  const styles = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`
  return zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': document, 'word/styles.xml': styles, ...more })
}

const NAMES = ['office', 'style', 'text', 'table', 'meta']
  .map((name) => ` xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join('')

function odtSpan(one: Span): string {
  if (typeof one === 'string') return escapeText(one)
  if ('breaks' in one) return '<text:line-break/>'
  return `<text:span text:style-name="${one.look}">${escapeText(one.text)}</text:span>`
}

/** The content of an OpenDocument text; `root` is another element for a flat one. */
export function odtContent(story: readonly Paragraph[], root = 'office:document-content'): string {
  const looks = {
    italic: 'fo:font-style="italic"',
    bold: 'fo:font-weight="bold"',
    underline: 'style:text-underline-style="solid"',
    smallcaps: 'fo:font-variant="small-caps"',
  }
  let breaks = false
  const body = story.map(({ kind, spans }) => {
    if (kind === 'page') {
      breaks = true
      return ''
    }
    const style = breaks ? ' text:style-name="page"' : kind === 'text' ? '' : ` text:style-name="${kind}"`
    breaks = false
    const content = spans.map(odtSpan).join('')
    return kind === 'heading'
      ? `<text:h text:outline-level="1">${content}</text:h>`
      : `<text:p${style}>${content}</text:p>`
  })
  const styles = [
    ...Object.entries(looks).map(
      ([name, look]) =>
        `<style:style style:name="${name}" style:family="text"><style:text-properties ${look}/></style:style>`,
    ),
    '<style:style style:name="base" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>',
    '<style:style style:name="centre" style:family="paragraph" style:parent-style-name="base"/>',
    '<style:style style:name="right" style:family="paragraph" style:parent-style-name="base"><style:paragraph-properties fo:text-align="end"/></style:style>',
    '<style:style style:name="page" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>',
  ]
  return `<?xml version="1.0" encoding="UTF-8"?><${root}${NAMES} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:automatic-styles>${styles.join('')}</office:automatic-styles><office:body><office:text>${body.join('')}</office:text></office:body></${root}>`
}

export function odtOf(content: string): Buffer {
  const files = { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': content }
  return zipOf(files, { stored: ['mimetype'] })
}

export function rtfOf(story: readonly Paragraph[]): Buffer {
  const looks = { italic: 'i', bold: 'b', underline: 'ul', smallcaps: 'scaps' }
  const words: Readonly<Record<string, string>> = {
    '“': '\\ldblquote ',
    '”': '\\rdblquote ',
    '’': "\\'92",
    '—': '\\emdash ',
    '…': "\\'85",
    é: "\\'e9",
  }
  const text = (value: string): string =>
    value.replace(/[“”’—…é]|[\u0100-\uffff]/g, (one) => words[one] ?? `\\u${one.charCodeAt(0)}?`)
  const span = (one: Span): string => {
    if (typeof one === 'string') return text(one)
    if ('breaks' in one) return '\\line '
    return `{\\${looks[one.look]} ${text(one.text)}}`
  }
  const starts = { heading: '\\s1\\b ', text: '', page: '', centre: '\\qc ', right: '\\qr ' }
  const body = story.map(({ kind, spans }) => {
    if (kind === 'page') return '\\page'
    return `\\pard\\plain ${starts[kind]}${spans.map(span).join('')}\\par`
  })
  const head =
    '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}}{\\stylesheet{\\s1\\b heading 1;}}'
  return Buffer.from(`${head}\n${body.join('\n')}\n}`, 'latin1')
}

/** A file of Word 97 with one piece of text, in UTF-16, without any looks. */
export function docOf(text: string, { version = 0xc1, flags = 0x0200 } = {}): Buffer {
  const start = 1024
  const body = Buffer.from(text.replaceAll('\n', '\r'), 'utf16le')
  const word = Buffer.alloc(start + body.length)
  word.writeUInt16LE(0xa5ec, 0)
  word.writeUInt16LE(version, 2)
  word.writeUInt16LE(flags, 0x0a)
  word.writeUInt32LE(start, 0x18)
  word.writeUInt32LE(text.length, 0x4c)
  const pieces = Buffer.alloc(5 + 16)
  pieces.writeUInt8(2, 0)
  pieces.writeUInt32LE(16, 1)
  pieces.writeUInt32LE(text.length, 9)
  pieces.writeUInt32LE(start, 15)
  body.copy(word, start)
  word.writeUInt32LE(0, 0x1a2)
  word.writeUInt32LE(pieces.length, 0x1a6)
  for (const place of [0xfe, 0x106]) word.writeUInt32LE(4, place)
  return writeCompoundFile([
    { name: 'WordDocument', bytes: word },
    { name: '1Table', bytes: pieces },
  ])
}

/** What the story says, a line for each paragraph. */
export function storyText(story: readonly Paragraph[]): string {
  return story
    .map(({ spans }) => spans.map((one) => (typeof one === 'string' ? one : 'breaks' in one ? ' ' : one.text)).join(''))
    .join('\n')
}
