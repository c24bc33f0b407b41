/**
 * Read XML as strictly as XML asks, for tests: elements with their attributes and text, or a fault that names the place.
 *
 * Knows what our writers may write: a declaration, elements, double-quoted values, numeric entities. No comments, no
 * sections, no named entities, no doctype but HTML's.
 */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

export function readXml(text: string): XmlElement {
  const root: Open = { name: '', attributes: {}, children: [] }
  const open: Open[] = [root]
  let at = PROLOGUE.exec(text)?.[0].length ?? 0
  while (at < text.length) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (found === null) throw new SyntaxError(`not XML at ${at}: ${text.slice(at, at + 60)}`)
    const [all, end, start, attributes = '', isEmpty, words] = found
    at += all.length
    const top = open.at(-1) as Open
    if (words !== undefined) top.children.push(decode(words))
    else if (end !== undefined) {
      if (open.pop()?.name !== end) throw new SyntaxError(`</${end}> closes <${top.name}>`)
    } else {
      const element: Open = { name: start as string, attributes: attributesOf(attributes), children: [] }
      top.children.push(element)
      if (isEmpty !== '/') open.push(element)
    }
  }
  const elements = root.children.filter((each) => typeof each !== 'string')
  if (open.length !== 1 || elements.length !== 1) throw new SyntaxError('not one element')
  return elements[0] as XmlElement
}

/** All elements of a name, in order. */
export function elementsOf(element: XmlElement, name: string): readonly XmlElement[] {
  const inside = element.children.flatMap((each) => (typeof each === 'string' ? [] : elementsOf(each, name)))
  return element.name === name ? [element, ...inside] : inside
}

export function textOf(element: XmlElement | undefined): string {
  return element?.children.map((each) => (typeof each === 'string' ? each : textOf(each))).join('') ?? ''
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (XmlElement | string)[]
}

const PROLOGUE = /^<\?xml version="1\.0" encoding="utf-8"\?>\n(?:<!DOCTYPE html>\n)?/i
// An end tag, a start tag with attributes, or text: </p>  <p id="b1">  It&#8217;s
const TOKEN = /<\/([a-zA-Z][\w:-]*)>|<([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(
    ([, name, value]) => [name as string, decode(value as string)] as const,
  )
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new SyntaxError(`an attribute twice:${text}`)
  return Object.fromEntries(pairs)
}

function decode(text: string): string {
  if (text.includes(']]>')) throw new SyntaxError(`the end of a section: ${text}`)
  if (/&(?!#\d+;)/.test(text)) throw new SyntaxError(`a bare ampersand: ${text}`)
  const decoded = text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
  // oxlint-disable-next-line no-control-regex -- controls are what it looks for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(decoded) || !decoded.isWellFormed()) {
    throw new SyntaxError(`a character that XML forbids: ${JSON.stringify(text)}`)
  }
  return decoded
}
