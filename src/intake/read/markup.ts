/**
 * Parses markup, and gives the text of each of its text nodes as a run over the markup.
 *
 * parse5 builds the tree a browser would build, whatever the author closed or did not. It says where each text node
 * begins and ends, but not which of the markup between is text (stray end tags are skipped, text that stands wrong in
 * a table is moved), so `RecordingParser` notes where each stretch of characters came from.
 */
import { type DefaultTreeAdapterMap, type DefaultTreeAdapterTypes, Parser, type Token } from 'parse5'
import type { Piece, Run } from '../run.ts'
import { alignPieces } from './align-markup.ts'

export type Element = DefaultTreeAdapterTypes.Element
export type TextNode = DefaultTreeAdapterTypes.TextNode
export type Parent = DefaultTreeAdapterTypes.ParentNode

export interface Markup {
  readonly source: string
  readonly document: DefaultTreeAdapterTypes.Document
  /** Text nodes that hold something to read, in the order of the tree, and the index of each. */
  readonly order: ReadonlyMap<TextNode, number>
  readonly runs: readonly Run[]
  /** Text of style sheets. */
  readonly styles: readonly string[]
}

/** Elements whose text is no text of the page: programs, styles, controls, foreign things. */
const UNREAD = new Set(
  'script style template iframe object applet embed noscript noframes noembed select textarea button datalist svg math xml audio video canvas map'.split(
    ' ',
  ),
)

/** Parsers drop NULs, or make something else of them; whether they are mended is for repairs to say. */
const STANDS_FOR_NUL = '\u0001'
/** In the markup as shown to the parser: a character of text, whatever it looks like. */
export const STANDS_FOR_TEXT = '\u0002'

/** `shown` is what the parser sees instead of the source: of the same length, with text and tags in the same places. */
export function parseMarkup(source: string, shown: string = source): Markup {
  const parser = new RecordingParser({ sourceCodeLocationInfo: true, scriptingEnabled: false })
  parser.source = shown
  parser.tokenizer.write(shown.includes('\0') ? shown.replaceAll('\0', STANDS_FOR_NUL) : shown, true)
  const { document, stretches } = parser
  const order = new Map<TextNode, number>()
  const runs: Run[] = []
  const styles: string[] = []
  walkTree(document, {
    enter(element) {
      if (element.tagName === 'lj') nameJournal(source, element, stretches)
      if (element.tagName === 'style')
        styles.push(element.childNodes.map((node) => ('value' in node ? node.value : '')).join(''))
      return !isUnread(element)
    },
    text(node) {
      if (isBlankMarkup(node.value)) return
      order.set(node, runs.length)
      runs.push(runOfNode(source, shown, node, stretches.get(node) ?? []))
    },
  })
  return { source, document, order, runs, styles }
}

/** The text of each text node to be read, in the order of the tree: what repairs work on. */
export function textRuns(markup: Markup): readonly Run[] {
  return markup.runs
}

export function isUnread(element: Element): boolean {
  return UNREAD.has(element.tagName)
}

/** White space that markup does not show. A no-break space is none. */
function isBlankMarkup(text: string): boolean {
  return !/[^\t\n\f\r ]/.test(text)
}

export interface Visitor {
  /** False leaves out what the element holds, and `leave`. */
  enter(element: Element): boolean
  leave?(element: Element): void
  text(node: TextNode): void
}

/** Walks the tree in order, without recursion: old editors nested thousands of elements. */
export function walkTree(root: Parent, visitor: Visitor): void {
  const open: { node: Parent; next: number }[] = [{ node: root, next: 0 }]
  for (let place = open.at(-1); place !== undefined; place = open.at(-1)) {
    const child = place.node.childNodes[place.next++]
    if (child === undefined) {
      open.pop()
      if ('tagName' in place.node && open.length > 0) visitor.leave?.(place.node)
    } else if ('tagName' in child) {
      if (visitor.enter(child)) open.push({ node: child, next: 0 })
    } else if (child.nodeName === '#text') {
      visitor.text(child)
    }
  }
}

/** LiveJournal wrote a person as `<lj user="wren">`, which its own pages showed as a name; so it is one here. */
function nameJournal(source: string, element: Element, stretches: Map<TextNode, Stretches>): void {
  const name = element.attrs.find((attribute) => attribute.name === 'user')?.value ?? ''
  const place = element.sourceCodeLocation?.attrs?.['user']
  const at = place === undefined ? -1 : source.indexOf(name, place.startOffset)
  if (name === '' || place === undefined || at < 0 || at >= place.endOffset) return
  const node: TextNode = { nodeName: '#text', value: name, parentNode: element }
  element.childNodes.unshift(node)
  stretches.set(node, [name.length, at, at + name.length])
}

/** Where stretches of characters stand in the markup: three numbers each, length, start and end. */
type Stretches = number[]

/* oxlint-disable no-underscore-dangle -- parse5 names what may be overridden so */
class RecordingParser extends Parser<DefaultTreeAdapterMap> {
  readonly stretches = new Map<TextNode, Stretches>()
  source = ''

  override onWhitespaceCharacter(token: Token.CharacterToken): void {
    // The end of line behind `<pre>` is dropped, but still counted to the token.
    if (this.skipNextNewLine && token.chars.startsWith('\n') && token.location) {
      const { startOffset } = token.location
      token.location.startOffset += this.source.startsWith('\r\n', startOffset) ? 2 : 1
    }
    super.onWhitespaceCharacter(token)
  }

  override _insertCharacters(token: Token.CharacterToken): void {
    super._insertCharacters(token)
    const node = this.#insertedNode()
    if (node === undefined || !token.location) return
    const { startOffset, endOffset } = token.location
    const stretches = this.stretches.get(node)
    if (stretches === undefined) {
      this.stretches.set(node, [token.chars.length, startOffset, endOffset])
    } else if (stretches.at(-1) === startOffset) {
      // parse5 is exact about where a row of tokens begins and ends, not about entities between them.
      stretches[stretches.length - 3] = (stretches.at(-3) ?? 0) + token.chars.length
      stretches[stretches.length - 1] = endOffset
    } else {
      stretches.push(token.chars.length, startOffset, endOffset)
    }
  }

  #insertedNode(): TextNode | undefined {
    let parent: Parent = this.openElements.currentTmplContentOrNode
    let before: Element | null = null
    if (this._shouldFosterParentOnInsertion()) {
      const place = this._findFosterParentingLocation()
      parent = place.parent
      before = place.beforeElement
    }
    const siblings = parent.childNodes
    const node = siblings[(before === null ? siblings.length : siblings.lastIndexOf(before)) - 1]
    return node?.nodeName === '#text' ? (node as TextNode) : undefined
  }
}

function runOfNode(source: string, shown: string, node: TextNode, stretches: Stretches): Run {
  const pieces: Piece[] = []
  let from = 0
  for (let i = 0; i + 2 < stretches.length; i += 3) {
    const length = stretches[i] as number
    const text = node.value.slice(from, from + length)
    // One by one: a text of a million entities is more than a call takes as arguments.
    for (const piece of alignPieces(shown, stretches[i + 1] as number, stretches[i + 2] as number, text, from)) {
      pieces.push(piece)
    }
    from += length
  }
  return { text: STANDING_IN.test(node.value) ? asInSource(source, node.value, pieces) : node.value, pieces }
}

// oxlint-disable-next-line no-control-regex -- the characters that stand for others
const STANDING_IN = /[\u0001\u0002]/

function asInSource(source: string, text: string, pieces: readonly Piece[]): string {
  const parts = pieces.map(({ from, to, at, until }) => {
    const part = text.slice(from, to)
    if (until - at !== to - from || !STANDING_IN.test(part)) return part
    // oxlint-disable-next-line no-control-regex -- the characters that stand for others
    return part.replaceAll(/[\u0001\u0002]/g, (_, index: number) => source.charAt(at + index))
  })
  return parts.join('')
}
