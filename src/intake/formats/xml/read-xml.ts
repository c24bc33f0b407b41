/**
 * Reads XML into a tree: what word processors and e-books are made of, from anyone's hand.
 *
 * Document types are skipped unread and no entity is known but the five of XML and character numbers, so that nothing
 * can grow and nothing outside is named. Names are given with the prefixes that `prefixes` has for their namespaces,
 * whatever the file calls them. A file that is cut off or not well formed gives what can be read: what is open at the
 * end is closed, an end tag that fits nothing is passed over, and `damage` says so.
 */
import { decodeReferences } from './references.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}

export type XmlNode = XmlElement | string

export interface XmlReading {
  /** The element that holds all others; null when there is none. */
  readonly root: XmlElement | null
  readonly damage: 'cut' | 'malformed' | 'too-large' | null
}

/** Prefix of ours by namespace address. */
export type Prefixes = Readonly<Record<string, string>>

/** Elements that stand deeper are put into the last one above side by side; no program nests so far. */
const MAX_DEPTH = 200
const MAX_ELEMENTS = 2_000_000
const MAX_ATTRIBUTES = 200

interface Open {
  readonly name: string
  /** Where the elements in it go: itself, but below the depth that is kept. */
  readonly holder: MutableElement
  readonly element: MutableElement
  readonly scope: Scope
}

interface MutableElement {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlNode[]
}

/** Prefixes of the file to prefixes of ours. */
type Scope = ReadonlyMap<string, string>

export function readXml(source: string, prefixes: Prefixes = {}): XmlReading {
  let damage: XmlReading['damage'] = null
  const all: MutableElement = { name: '', attributes: {}, children: [] }
  const top: Open = { name: '', element: all, holder: all, scope: new Map() }
  const open: Open[] = [top]
  let count = 0
  let at = 0
  while (at < source.length) {
    const next = source.indexOf('<', at)
    const end = next === -1 ? source.length : next
    if (end > at) addText(open.at(-1) as Open, decodeReferences(source.slice(at, end)))
    if (next === -1) break
    const close = endOfMarkup(source, next)
    if (close === -1) {
      damage = 'cut'
      break
    }
    at = close
    if (source.startsWith('<![CDATA[', next)) addText(open.at(-1) as Open, source.slice(next + 9, close - 3))
    else if (source[next + 1] === '!' || source[next + 1] === '?') continue
    else if (source[next + 1] === '/') {
      if (!closeElement(open, source.slice(next + 2, close - 1).trim())) damage ??= 'malformed'
    } else {
      if (++count > MAX_ELEMENTS) return { root: rootOf(top), damage: 'too-large' }
      openElement(open, source.slice(next + 1, close - 1), prefixes)
      if (open.length > MAX_DEPTH) damage ??= 'malformed'
    }
  }
  if (open.length > 1) damage ??= 'cut'
  return { root: rootOf(top), damage }
}

function rootOf(top: Open): XmlElement | null {
  return top.element.children.find((child): child is XmlElement => typeof child !== 'string') ?? null
}

function addText(place: Open, text: string): void {
  if (place.name !== '') place.element.children.push(text)
}

/** The offset behind a tag, a comment, an instruction or a document type; -1 when the source ends inside it. */
function endOfMarkup(source: string, at: number): number {
  if (source.startsWith('<!--', at)) return behind(source, '-->', at + 4)
  if (source.startsWith('<![CDATA[', at)) return behind(source, ']]>', at + 9)
  if (source.startsWith('<?', at)) return behind(source, '?>', at + 2)
  if (source.startsWith('<!', at)) return endOfDocumentType(source, at)
  for (let i = at + 1; i < source.length; i++) {
    const unit = source.charCodeAt(i)
    if (unit === GREATER) return i + 1
    if (unit === QUOTE || unit === APOSTROPHE) {
      i = source.indexOf(source.charAt(i), i + 1)
      if (i === -1) return -1
    }
  }
  return -1
}

const GREATER = 0x3e
const QUOTE = 0x22
const APOSTROPHE = 0x27

function behind(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from)
  return found === -1 ? -1 : found + mark.length
}

/** `<!DOCTYPE x [ <!ENTITY …> ]>`: nothing of it is read. */
function endOfDocumentType(source: string, at: number): number {
  let depth = 0
  for (let i = at; i < source.length; i++) {
    const character = source.charAt(i)
    if (character === '<') depth++
    else if (character === '>' && --depth === 0) return i + 1
    else if (character === '"' || character === "'") {
      i = source.indexOf(character, i + 1)
      if (i === -1) return -1
    }
  }
  return -1
}

function openElement(open: Open[], tag: string, prefixes: Prefixes): void {
  const isEmpty = tag.endsWith('/')
  const inner = isEmpty ? tag.slice(0, -1) : tag
  const nameEnd = inner.search(/[\s/]/)
  const written = nameEnd === -1 ? inner : inner.slice(0, nameEnd)
  const outer = open.at(-1) as Open
  const attributes = nameEnd === -1 ? [] : readAttributes(inner, nameEnd)
  const scope = scopeIn(outer.scope, attributes, prefixes)
  const element = {
    name: rename(written, scope, true),
    attributes: Object.fromEntries(attributes.map(([name, value]) => [rename(name, scope, false), value])),
    children: [],
  }
  outer.holder.children.push(element)
  if (isEmpty) return
  open.push({ name: written, element, holder: open.length > MAX_DEPTH ? outer.holder : element, scope })
}

/** False when no element of this name is open. */
function closeElement(open: Open[], name: string): boolean {
  if (open.at(-1)?.name === name && open.length > 1) {
    open.pop()
    return true
  }
  // An end tag far from its start is damage: what stands between them is closed with it.
  for (let depth = open.length - 1; depth > 0 && depth > open.length - MAX_DEPTH; depth--) {
    if ((open[depth] as Open).name === name) {
      open.length = depth
      return false
    }
  }
  return false
}

function readAttributes(tag: string, from: number): readonly (readonly [string, string])[] {
  const attributes: (readonly [string, string])[] = []
  let at = from
  while (attributes.length < MAX_ATTRIBUTES) {
    const equals = tag.indexOf('=', at)
    if (equals === -1) break
    const name = tag.slice(at, equals).trim()
    let start = equals + 1
    while (isBlank(tag.charCodeAt(start))) start++
    const quote = tag.charAt(start)
    if (quote !== '"' && quote !== "'") break
    const end = tag.indexOf(quote, start + 1)
    if (end === -1) break
    attributes.push([name, decodeReferences(tag.slice(start + 1, end))])
    at = end + 1
  }
  return attributes
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d
}

function scopeIn(outer: Scope, attributes: readonly (readonly [string, string])[], prefixes: Prefixes): Scope {
  let scope: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    scope ??= new Map(outer)
    const known = Object.hasOwn(prefixes, value) ? prefixes[value] : undefined
    if (known === undefined) scope.delete(name.slice(6))
    else scope.set(name.slice(6), known)
  }
  return scope ?? outer
}

/** An attribute without a prefix is in no namespace (XML Namespaces 6.2). */
function rename(written: string, scope: Scope, isElement: boolean): string {
  const colon = written.indexOf(':')
  if (colon === -1) {
    const own = isElement ? scope.get('') : undefined
    return own === undefined || own === '' ? written : `${own}:${written}`
  }
  const own = scope.get(written.slice(0, colon))
  if (own === undefined) return written
  return own === '' ? written.slice(colon + 1) : `${own}:${written.slice(colon + 1)}`
}
