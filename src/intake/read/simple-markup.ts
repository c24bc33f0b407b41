/**
 * Parses markup in which nothing is wrong and nothing is rare, as `parseMarkup` does and many times as fast; gives up on
 * anything else.
 *
 *     <p>It was <i>late</i>.</p>       as parse5 makes it
 *     <p>It was <i>late</p>            undefined
 *
 * Nearly all chapters of a database are paragraphs, line breaks and a few words in italics, and the parser is what takes
 * their time: most of it goes into being ready for tags that were left open or stand where they cannot. Here every
 * element that opens is closed in its turn, only a paragraph may end without saying so where HTML lets it, and every
 * entity is one that means the same everywhere. A test compares both parsers over arbitrary markup.
 */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html, type Token } from 'parse5'
import { ENTITY_NAMES } from '../repair/entity-names.ts'
import type { Run } from '../run.ts'
import { alignPieces } from './align-markup.ts'
import type { Element, Markup, Parent, TextNode } from './markup.ts'

/** Elements that may stand anywhere in a line, and end where they began. */
const INLINE = new Set('b i em strong u s strike small big tt code span font sub sup cite q abbr o:p'.split(' '))
/** Elements that end an open paragraph. */
const BLOCK = new Set('p div center blockquote ul ol'.split(' '))
const VOID = new Set(['br', 'img', 'hr'])

/** Deeper markup is nothing simple. */
const DEEPEST = 12

interface Reader {
  readonly source: string
  readonly open: Element[]
  readonly order: Map<TextNode, number>
  readonly runs: Run[]
}

export function parseSimpleMarkup(source: string): Markup | undefined {
  if (UNUSUAL.test(source)) return undefined
  const document = emptyDocument()
  const body = (document.childNodes[0] as Element).childNodes[1] as Element
  const reader: Reader = { source, open: [body], order: new Map(), runs: [] }
  // White space before anything else is none.
  let at = skipSpace(source, 0)
  while (at < source.length) {
    const tag = source.indexOf('<', at)
    const end = tag === -1 ? source.length : tag
    if (end > at && !readCharacters(reader, at, end)) return undefined
    if (tag === -1) break
    at = readTag(reader, tag)
    if (at === -1) return undefined
  }
  return { source, document, order: reader.order, runs: reader.runs, styles: [] }
}

/** Controls that the parser replaces, or that stand for others. */
// oxlint-disable-next-line no-control-regex -- controls are what is looked for
const UNUSUAL = /[\0\u0001\u0002\f]/

function emptyDocument(): DefaultTreeAdapterTypes.Document {
  const document = defaultTreeAdapter.createDocument()
  defaultTreeAdapter.setDocumentMode(document, html.DOCUMENT_MODE.QUIRKS)
  const root = append(document, 'html', [], 0)
  append(root, 'head', [], 0)
  append(root, 'body', [], 0)
  return document
}

function append(parent: Parent, tagName: string, attrs: Element['attrs'], startOffset: number): Element {
  const element = defaultTreeAdapter.createElement(tagName, html.NS.HTML, attrs)
  element.sourceCodeLocation = { startOffset } as Token.ElementLocation
  defaultTreeAdapter.appendChild(parent, element)
  return element
}

function skipSpace(source: string, from: number): number {
  let at = from
  while (isSpace(source.charCodeAt(at))) at++
  return at
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0xa || unit === 0xd || unit === 0x9
}

function readCharacters({ source, open, order, runs }: Reader, at: number, end: number): boolean {
  const raw = source.slice(at, end)
  const text = SPECIAL.test(raw) ? decode(raw) : raw
  if (text === undefined) return false
  const parentNode = open.at(-1) as Element
  // White space that stands in a list by itself is put where it stands.
  const node = defaultTreeAdapter.createTextNode(text)
  node.sourceCodeLocation = { startOffset: at } as Token.Location
  defaultTreeAdapter.appendChild(parentNode, node)
  if (!SEEN.test(text)) return true
  order.set(node, runs.length)
  runs.push({
    text,
    pieces: text === raw ? [{ from: 0, to: text.length, at, until: end }] : alignPieces(source, at, end, text, 0),
  })
  return true
}

const SPECIAL = /[&\r]/
const SEEN = /[^\t\n\r ]/
/** `&eacute;`, `&#8217;`, and an `&` of whatever kind. */
const ENTITY = /\r\n?|&(?:#(\d{2,6});|([A-Za-z]{2,8}\d{0,2});|([A-Za-z#])|)/g

/** The text; undefined where it is not certain what an entity means. */
function decode(raw: string): string | undefined {
  let isCertain = true
  const text = raw.replaceAll(ENTITY, (whole, digits?: string, name?: string, odd?: string) => {
    if (whole.startsWith('\r')) return '\n'
    if (digits !== undefined) {
      const code = Number(digits)
      if (code >= 0xa0 ? code < 0xd800 : code >= 0x20 && code < 0x7f) return String.fromCharCode(code)
    } else if (name !== undefined) {
      const code = Object.hasOwn(ENTITY_NAMES, name) && !CHANGED.has(name) ? ENTITY_NAMES[name] : undefined
      if (code !== undefined) return String.fromCodePoint(code)
    } else if (odd === undefined) return whole
    isCertain = false
    return whole
  })
  return isCertain ? text : undefined
}

/** HTML 5 has other characters for these than HTML 4. */
const CHANGED = new Set(['lang', 'rang'])

/** Reads the tag or comment at `at`; returns where it ends, -1 for one that is not simple. */
function readTag(reader: Reader, at: number): number {
  const { source, open } = reader
  const tag = TAG
  tag.lastIndex = at
  const found = tag.exec(source)
  if (found === null) return -1
  const name = (found[2] as string).toLowerCase()
  const isDone = found[1] === '/' ? close(open, name, found[3] as string) : start(open, name, found[3] as string, at)
  return isDone ? tag.lastIndex : -1
}

/** `<p>`, `</I>`, `<br />`, `<span style="…">`: values in double quotes, without entities and markup. */
const TAG = /<(\/?)([A-Za-z][A-Za-z:]{0,9}|[Hh][1-6])((?:[ \n][A-Za-z-]{1,30}="[^"<>&\r]{0,500}")*) ?\/?>/y
const ATTRIBUTE = /[ \n]([A-Za-z-]+)="([^"]*)"/g

function start(open: Element[], name: string, attributes: string, at: number): boolean {
  const parent = open.at(-1) as Element
  const attrs = attributes === '' ? [] : readAttributes(attributes)
  if (attrs === undefined) return false
  const isBlock = BLOCK.has(name)
  if (isBlock || name === 'hr' || name === 'li') return startBlock(open, name, attrs, at)
  if (VOID.has(name)) {
    append(parent, name, attrs, at)
    return true
  }
  if (!INLINE.has(name) || open.length > DEEPEST) return false
  open.push(append(parent, name, attrs, at))
  return true
}

function startBlock(open: Element[], name: string, attrs: Element['attrs'], at: number): boolean {
  if (open.at(-1)?.tagName === 'p') open.pop()
  const parent = open.at(-1) as Element
  if (INLINE.has(parent.tagName) || open.length > DEEPEST) return false
  if (name === 'li' && parent.tagName !== 'ul' && parent.tagName !== 'ol') return false
  const element = append(parent, name, attrs, at)
  if (name !== 'hr') open.push(element)
  return true
}

function close(open: Element[], name: string, attributes: string): boolean {
  if (attributes !== '' || open.length === 1) return false
  const last = open.at(-1)?.tagName
  if (last === 'p' && name !== 'p' && BLOCK_OR_ITEM.has(name)) open.pop()
  if (open.length === 1 || open.at(-1)?.tagName !== name) return false
  open.pop()
  return true
}

const BLOCK_OR_ITEM = new Set([...BLOCK, 'li'])

function readAttributes(attributes: string): Element['attrs'] | undefined {
  const attrs: Element['attrs'] = []
  for (const { 1: name, 2: value } of attributes.matchAll(ATTRIBUTE)) {
    const lower = (name as string).toLowerCase()
    if (attrs.some((attribute) => attribute.name === lower)) return undefined
    attrs.push({ name: lower, value: value as string })
  }
  return attrs
}
