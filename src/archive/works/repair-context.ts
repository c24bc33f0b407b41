/**
 * Shows repairs where they were made: a paragraph with what stood there struck out and what stands there now marked.
 *
 *     faithful  "she couldnít"     repaired  "she couldn’t"     she couldn[-í-][+’+]t
 *
 * Both texts are readings of the same source and share the ids of their blocks, so they differ by the repairs and by
 * nothing else. Where they differ in a way that no repair explains (a later edit), the rest is shown as one change
 * rather than guessed at.
 */
import { parseStoryHtml } from '../../document/parse-story-html.ts'
import type { Block, Inline } from '../../document/tree.ts'

export interface Change {
  readonly before: string
  readonly after: string
}

export type Stretch = { readonly same: string } | Change

/** Text of every block of a story by its id. */
export function textByBlock(story: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const block of parseStoryHtml(story) ?? []) collect(block, texts)
  return texts
}

export function stretchesOf(faithful: string, repaired: string, changes: readonly Change[]): readonly Stretch[] {
  const byLength = changes.toSorted((a, b) => b.before.length - a.before.length)
  const stretches: Stretch[] = []
  let i = 0
  let j = 0
  let start = 0
  while (i < faithful.length || j < repaired.length) {
    if (i < faithful.length && faithful[i] === repaired[j]) {
      i++
      j++
      continue
    }
    if (i > start) stretches.push({ same: faithful.slice(start, i) })
    const change = byLength.find((each) => faithful.startsWith(each.before, i) && repaired.startsWith(each.after, j))
    if (change === undefined || change.before + change.after === '') {
      stretches.push({ before: faithful.slice(i), after: repaired.slice(j) })
      return stretches
    }
    stretches.push(change)
    i += change.before.length
    j += change.after.length
    start = i
  }
  if (i > start) stretches.push({ same: faithful.slice(start, i) })
  return stretches
}

/** The same with long unchanged stretches cut to what is near a change. */
export function nearChanges(stretches: readonly Stretch[], reach = 70): readonly Stretch[] {
  return stretches.map((stretch, i) => {
    if (!('same' in stretch)) return stretch
    const { same } = stretch
    const isFirst = i === 0
    const isLast = i === stretches.length - 1
    if (isFirst && isLast) return { same: same.length > 2 * reach ? `${head(same, 2 * reach)} …` : same }
    if (isFirst) return { same: same.length > reach ? `… ${tail(same, reach)}` : same }
    if (isLast) return { same: same.length > reach ? `${head(same, reach)} …` : same }
    return { same: same.length > 2 * reach + 20 ? `${head(same, reach)} … ${tail(same, reach)}` : same }
  })
}

function head(text: string, length: number): string {
  const cut = text.slice(0, length)
  const space = cut.lastIndexOf(' ')
  return (space > length / 2 ? cut.slice(0, space) : cut).toWellFormed()
}

function tail(text: string, length: number): string {
  const cut = text.slice(-length)
  const space = cut.indexOf(' ')
  return (space >= 0 && space < length / 2 ? cut.slice(space + 1) : cut).toWellFormed()
}

function collect(block: Block, texts: Map<string, string>): void {
  if (block.kind === 'hr' || block.kind === 'img') return
  const isRunningText = block.children.every((child) => typeof child === 'string' || !isBlockKind(child.kind))
  if (isRunningText && block.id !== undefined) texts.set(block.id, textOf(block.children as readonly Inline[]))
  if (!isRunningText) for (const child of block.children) collect(child as Block, texts)
}

const BLOCK_KINDS: ReadonlySet<string> = new Set([
  'p',
  'h3',
  'h4',
  'h5',
  'pre',
  'figcaption',
  'caption',
  'hr',
  'gap',
  'blockquote',
  'ul',
  'ol',
  'li',
  'table',
  'tr',
  'td',
  'th',
  'header',
  'footer',
  'div',
  'section',
  'figure',
  'img',
])

function isBlockKind(kind: string): boolean {
  return BLOCK_KINDS.has(kind)
}

function textOf(inlines: readonly Inline[]): string {
  let text = ''
  for (const inline of inlines) {
    if (typeof inline === 'string') text += inline
    else if (inline.kind === 'br') text += '\n'
    else text += textOf(inline.children)
  }
  return text
}
