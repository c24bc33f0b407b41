/**
 * Finds out what a page's elements were used for, before its text is read.
 *
 * Old pages used elements for their looks: tables to place columns, `blockquote` and `ul` for margins around the whole
 * story, `h3` for large print, `pre` to show plain text, `center` for everything. An element that holds most of the
 * text, or more than its meaning allows, is taken for looks and dissolved: its text stays, it does not.
 */

import { type Element, isUnread, type Markup, type TextNode, walkTree } from './markup.ts'
import { CONTAINERS, HEADINGS, PRESERVED } from './markup-names.ts'
import { type ClassLooks, lookOf } from './markup-style.ts'

export interface Shape {
  /** Elements that are looks only. */
  readonly dissolved: ReadonlySet<Element>
  /** Elements that are not shown, and forms that are only controls: left out. */
  readonly left: ReadonlySet<Element>
  /** Lists without items: a margin. */
  readonly indents: ReadonlySet<Element>
}

/** An element with more than this share of all text is the page's frame. */
const FRAME_SHARE = 0.6
const LONGEST_HEADING = 300
/** Hidden text and forms longer than this are kept: somebody may have hidden a story from other readers. */
const LONGEST_LEFT_OUT = 300
const LONGEST_CELL = 400

interface Open {
  readonly element: Element
  /** Characters read before it. */
  readonly before: number
  items: number
  rows: number
  columns: number
  /** Rows with more than one cell. */
  wideRows: number
  cells: number
  longestCell: number
  nested: boolean
}

const WATCHED: ReadonlySet<string> = new Set([...CONTAINERS, ...HEADINGS, ...PRESERVED, 'form', 'dir', 'menu'])

export function findShape(markup: Markup, classes: ClassLooks): Shape {
  const dissolved = new Set<Element>()
  const left = new Set<Element>()
  const indents = new Set<Element>()
  const hidden = new Set<Element>()
  const closed: { readonly open: Open; readonly length: number }[] = []
  const stack: Open[] = []
  const tables: Open[] = []
  let total = 0
  walkTree(markup.document, {
    enter(element) {
      if (isUnread(element)) return false
      const isHidden = lookOf(element, classes)?.hidden === true
      if (isHidden) hidden.add(element)
      if (isHidden || WATCHED.has(element.tagName)) stack.push(openOf(element, total))
      noteTable(element, stack, tables)
      return true
    },
    leave(element) {
      const open = stack.at(-1)
      if (open?.element !== element) return
      stack.pop()
      const length = total - open.before
      if (element.tagName === 'table') tables.pop()
      if (element.tagName === 'td' || element.tagName === 'th') noteCell(tables.at(-1), length)
      closed.push({ open, length })
    },
    text(node: TextNode) {
      total += node.value.trim().length
    },
  })
  for (const { open, length } of closed) {
    const { element } = open
    if (length <= LONGEST_LEFT_OUT && (hidden.has(element) || element.tagName === 'form')) left.add(element)
    if (isFrame(open, length, total)) dissolved.add(element)
    else if (isListWithoutItems(open)) indents.add(element)
  }
  return { dissolved, left, indents }
}

function openOf(element: Element, before: number): Open {
  return { element, before, items: 0, rows: 0, columns: 0, wideRows: 0, cells: 0, longestCell: 0, nested: false }
}

function noteTable(element: Element, stack: readonly Open[], tables: Open[]): void {
  const table = tables.at(-1)
  switch (element.tagName) {
    case 'li': {
      const list = stack.at(-2)
      if (list !== undefined) list.items++
      break
    }
    case 'table':
      if (table !== undefined) table.nested = true
      tables.push(stack.at(-1) as Open)
      break
    case 'tr':
      if (table === undefined) break
      table.rows++
      table.cells = 0
      break
    case 'td':
    case 'th':
      if (table === undefined) break
      table.cells++
      if (table.cells === 2) table.wideRows++
      table.columns = Math.max(table.columns, table.cells)
      break
    default:
  }
}

function noteCell(table: Open | undefined, length: number): void {
  if (table !== undefined) table.longestCell = Math.max(table.longestCell, length)
}

function isFrame(open: Open, length: number, total: number): boolean {
  const { tagName } = open.element
  if (tagName === 'table') {
    const isData = open.columns >= 2 && open.rows >= 2 && open.wideRows * 2 >= open.rows
    return !isData || open.nested || open.longestCell > LONGEST_CELL
  }
  if (HEADINGS.has(tagName)) return length > LONGEST_HEADING
  if (PRESERVED.has(tagName)) return length > total * FRAME_SHARE || length > 3000
  const isList = tagName === 'ul' || tagName === 'ol' || tagName === 'dir' || tagName === 'menu'
  if (tagName === 'blockquote' || (isList && open.items === 0)) return length > total * FRAME_SHARE && length > 0
  return false
}

function isListWithoutItems(open: Open): boolean {
  const { tagName } = open.element
  return (tagName === 'ul' || tagName === 'ol' || tagName === 'dir' || tagName === 'menu') && open.items === 0
}
