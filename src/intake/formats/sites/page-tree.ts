/** Looks into the tree of a page: elements by sign, their text, and their markup as it is written again. */
import { type DefaultTreeAdapterTypes, serializeOuter } from 'parse5'

export type Element = DefaultTreeAdapterTypes.Element
export type Parent = DefaultTreeAdapterTypes.ParentNode
type Node = DefaultTreeAdapterTypes.ChildNode

export function attributeOf(element: Element, name: string): string {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? ''
}

/** `userstuff` and `userstuff2`: a maker of e-books numbers classes by their looks. */
export function hasClass(element: Element, name: string): boolean {
  return attributeOf(element, 'class')
    .split(/\s+/)
    .some((each) => each === name || (each.startsWith(name) && /^\d{1,3}$/.test(each.slice(name.length))))
}

/** All elements below, in the order of the page; `into` may keep out of some. */
export function* elementsIn(root: Parent, into: (element: Element) => boolean = () => true): Generator<Element> {
  const open: { readonly children: readonly Node[]; next: number }[] = [{ children: root.childNodes, next: 0 }]
  for (let place = open.at(-1); place !== undefined; place = open.at(-1)) {
    const child = place.children[place.next++]
    if (child === undefined) open.pop()
    else if ('tagName' in child) {
      yield child
      if (into(child)) open.push({ children: child.childNodes, next: 0 })
    }
  }
}

export function findElement(root: Parent, is: (element: Element) => boolean): Element | undefined {
  for (const element of elementsIn(root)) if (is(element)) return element
  return undefined
}

export function findElements(root: Parent, is: (element: Element) => boolean): readonly Element[] {
  return [...elementsIn(root)].filter(is)
}

export function hasId(element: Element, ...ids: readonly string[]): boolean {
  return ids.includes(attributeOf(element, 'id'))
}

/** Takes these elements out of the tree. */
export function takeOut(root: Parent, is: (element: Element) => boolean): readonly Element[] {
  const taken = findOutermost(root, is)
  for (const element of taken) {
    const parent = element.parentNode
    if (parent !== null) parent.childNodes = parent.childNodes.filter((node) => node !== element)
  }
  return taken
}

/** Those of them that stand in none of the others. */
export function findOutermost(root: Parent, is: (element: Element) => boolean): readonly Element[] {
  const found = new Set<Element>()
  for (const element of elementsIn(root, (each) => !found.has(each))) if (is(element)) found.add(element)
  return [...found]
}

/** These and all that stand in them. */
export function withInner(roots: Iterable<Element>): ReadonlySet<Element> {
  const found = new Set<Element>()
  for (const root of roots) {
    found.add(root)
    for (const element of elementsIn(root, (each) => !found.has(each) || each === root)) found.add(element)
  }
  return found
}

/** All that these stand in. */
export function aroundOf(elements: Iterable<Element>): ReadonlySet<Parent> {
  const found = new Set<Parent>()
  for (const element of elements)
    for (
      let each = element.parentNode;
      each !== null && !found.has(each);
      each = 'parentNode' in each ? each.parentNode : null
    )
      found.add(each)
  return found
}

/** Words of a label; null for anything longer. Looks at no more than a label has, since it is asked of many elements. */
export function briefWordsOf(root: Parent, most = 80): string | null {
  let text = ''
  let seen = 0
  const open: Node[] = root.childNodes.slice(0, MOST_NODES).toReversed()
  if (root.childNodes.length > MOST_NODES) return null
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (++seen > MOST_NODES || text.length > most) return null
    if (node.nodeName === '#text' && 'value' in node) text += node.value.slice(0, most + 1)
    else if ('childNodes' in node) {
      if (node.childNodes.length > MOST_NODES) return null
      open.push(...node.childNodes.toReversed())
    }
  }
  const words = text.replaceAll(/\s+/g, ' ').trim()
  return words.length > most ? null : words
}

const MOST_NODES = 40

/** What the page calls itself. */
export function titleOf(page: Parent): string {
  const title = findElement(page, ({ tagName }) => tagName === 'title')
  return title === undefined ? '' : wordsOf(title)
}

/** Its text in one line. */
export function wordsOf(root: Parent): string {
  return inOneLine(rawTextOf(root))
}

export function inOneLine(text: string): string {
  return text.replaceAll(SPACES, ' ').trim()
}

/** White space that is not one plain space: most of a text is left as it is. */
const SPACES = /[^\S ]\s*| \s+/g

const BLOCKS = new Set('p div br li blockquote h1 h2 h3 h4 h5 h6 tr dt dd hr'.split(' '))

/** Its text as paragraphs, with a blank line between. */
export function paragraphsOf(root: Parent): string {
  const parts = rawTextOf(root, '\u0000').split('\u0000')
  return parts
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join('\n\n')
}

function rawTextOf(root: Parent, block = ' '): string {
  const parts: string[] = []
  const open: (Node | string)[] = root.childNodes.toReversed()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node === 'string') parts.push(node)
    else if (node.nodeName === '#text' && 'value' in node) parts.push(node.value)
    else if ('tagName' in node && node.tagName !== 'script' && node.tagName !== 'style') {
      const isBlock = BLOCKS.has(node.tagName)
      if (isBlock) parts.push(block)
      if (isBlock) open.push(block)
      for (let i = node.childNodes.length - 1; i >= 0; i--) open.push(node.childNodes[i] as Node)
    }
  }
  return parts.join('')
}

/** Elements nested deeper than this are written as their text: writing goes down by calling itself. */
const DEEPEST = 400

export function markupOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => (depthOf(node) > DEEPEST ? escapeText(rawTextOf(node as Element)) : serializeOuter(node)))
    .join('')
}

function depthOf(node: Node): number {
  let deepest = 0
  const open: { readonly node: Node; readonly depth: number }[] = [{ node, depth: 1 }]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    deepest = Math.max(deepest, place.depth)
    if (!('childNodes' in place.node)) continue
    for (const child of place.node.childNodes) open.push({ node: child, depth: place.depth + 1 })
  }
  return deepest
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
