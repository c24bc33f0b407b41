/**
 * Reads the lines that a page shows, as its blocks and breaks make them, with the links in each.
 *
 * Only to tell what a page is made of: the story itself is read elsewhere, with every mark.
 */
import type { DefaultTreeAdapterTypes } from 'parse5'
import { isUnread } from '../../read/markup.ts'
import { BLOCKS, HEADINGS } from '../../read/markup-names.ts'
import { attributeOf, type Element, hasId, inOneLine, type Parent } from './page-tree.ts'

type Node = DefaultTreeAdapterTypes.ChildNode

export interface PageLine {
  readonly text: string
  readonly nodes: readonly Node[]
  readonly links: readonly { readonly text: string; readonly href: string }[]
  /** Words outside its links. */
  readonly rest: string
  readonly isHeading: boolean
}

/** What hosts and web archives put around the pages of others. */
const INSERTED = [
  'wm-ipp',
  'wm-ipp-base',
  'wm-ipp-print',
  'donato',
  'tb_container',
  'tb_body',
  'lycosFooterAd',
  'FooterAd',
  'fsmenu',
]

interface OpenLine {
  text: string
  rest: string
  nodes: Node[]
  links: { text: string; href: string }[]
  isHeading: boolean
}

export interface PageLines {
  readonly lines: readonly PageLine[]
  /** What hosts put into the page, which is in none of its lines. */
  readonly inserted: readonly Element[]
}

/** Several ask what a page is made of; nobody changes it meanwhile. */
const KNOWN = new WeakMap<Parent, PageLines>()

/** The lines that a page shows, as its blocks and breaks make them. */
export function readLines(page: Parent): PageLines {
  const known = KNOWN.get(page) ?? findLines(page)
  KNOWN.set(page, known)
  return known
}

function findLines(page: Parent): PageLines {
  const lines: PageLine[] = []
  const inserted: Element[] = []
  let line: OpenLine = emptyLine()
  const endLine = (): void => {
    const text = inOneLine(line.text)
    if (text !== '') lines.push({ ...line, text, rest: line.rest === line.text ? text : inOneLine(line.rest) })
    line = emptyLine()
  }
  const open: {
    readonly children: readonly Node[]
    next: number
    readonly element: Element | null
    link: string | null
    readonly isHeading: boolean
  }[] = [{ children: page.childNodes, next: 0, element: null, link: null, isHeading: false }]
  for (let place = open.at(-1); place !== undefined; place = open.at(-1)) {
    const child = place.children[place.next++]
    if (child === undefined) {
      if (place.element !== null && BLOCKS.has(place.element.tagName)) endLine()
      open.pop()
    } else if ('tagName' in child) {
      if (isUnread(child) || child.tagName === 'head') continue
      if (hasId(child, ...INSERTED)) {
        inserted.push(child)
        continue
      }
      if (child.tagName === 'br' || child.tagName === 'hr' || BLOCKS.has(child.tagName)) endLine()
      const href = child.tagName === 'a' ? attributeOf(child, 'href') : ''
      if (href !== '') line.links.push({ text: '', href })
      open.push({
        children: child.childNodes,
        next: 0,
        element: child,
        link: href === '' ? place.link : href,
        isHeading: place.isHeading || HEADINGS.has(child.tagName),
      })
    } else if (child.nodeName === '#text' && 'value' in child) addText(line, child, place)
  }
  endLine()
  return { lines, inserted }
}

function emptyLine(): OpenLine {
  return { text: '', rest: '', nodes: [], links: [], isHeading: false }
}

function addText(
  line: OpenLine,
  node: DefaultTreeAdapterTypes.TextNode,
  { link, isHeading }: { readonly link: string | null; readonly isHeading: boolean },
): void {
  line.nodes.push(node)
  // A long line is prose, however it goes on.
  if (line.text.length > LONGEST) return
  line.text += node.value
  line.isHeading ||= isHeading
  const last = line.links.at(-1)
  if (link !== null && last?.href === link) last.text += node.value
  else line.rest += link === null ? node.value : ''
}

const LONGEST = 2000

/** A sentence of some length; a title and a byline are none. */
const SENTENCE = /^.{60}.*[.!?…]["'”’»)*_]{0,3}$/su

export function isSentence(text: string): boolean {
  return SENTENCE.test(text)
}
