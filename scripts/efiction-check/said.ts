/**
 * What a piece of HTML says to a reader: its words, without what a page does not show. Our own pages and the answers are
 * both read this way, so that markup may differ and words may not.
 */
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode

/** Elements whose text is not shown. */
const UNSHOWN: ReadonlySet<string> = new Set(['script', 'style', 'iframe', 'noscript', 'template', 'object', 'title'])
const INLINE: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark o:p q rp rt ruby s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
)

/** Its words, with one blank between them. */
export function said(html: string | null | undefined): string {
  if (html === null || html === undefined) return ''
  const parts: string[] = []
  for (const node of parseFragment(html).childNodes) gather(node, parts)
  return folded(parts.join(''))
}

/** The same for text without markup. */
export function folded(text: string | null | undefined): string {
  return (text ?? '').normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}

/** Letters and digits alone: equal where nothing was lost, however lines and breaks are drawn. */
export function lettersOf(text: string): string {
  return text.normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

function gather(node: Node, parts: string[]): void {
  if ('value' in node && node.nodeName === '#text') parts.push(node.value)
  if (!('tagName' in node) || UNSHOWN.has(node.tagName)) return
  const isInline = INLINE.has(node.tagName)
  if (!isInline) parts.push(' ')
  for (const child of node.childNodes) gather(child, parts)
  if (!isInline) parts.push(' ')
}
