/**
 * The words of a chapter as they are found in it: its blocks one under the other, and which of them each place is in.
 *
 *     <p id="b1">One.</p>⏎<ul id="b2"><li><p>Two.</p></li></ul>      One.⏎Two.      b1 from 0, b2 from 5
 *
 * A block without an id of its own is in the nearest one around it that has one.
 */
import { parseStoryHtml } from '../../document/parse-story-html.ts'
import { plainTextOfInlines } from '../../document/plain-text.ts'
import type { Block } from '../../document/tree.ts'

export interface ChapterText {
  readonly text: string
  /** In order; each goes to where the next one begins. */
  readonly blocks: readonly { readonly id: string | null; readonly start: number }[]
}

/** The author's own words, as `plainText` has them. What is no story HTML has none. */
export function chapterText(html: string): ChapterText {
  const texts: string[] = []
  const blocks: { id: string | null; start: number }[] = []
  let length = 0
  const ahead: Placed[] = []
  push(ahead, parseStoryHtml(html) ?? [], null)
  for (let placed = ahead.pop(); placed !== undefined; placed = ahead.pop()) {
    const { block } = placed
    const id = block.id ?? placed.id
    if (block.kind === 'hr' || block.kind === 'img' || block.kind === 'gap') continue
    if (!isText(block)) {
      push(ahead, block.children, id)
      continue
    }
    const text = plainTextOfInlines(block.children)
    if (text.trim() === '') continue
    blocks.push({ id, start: length })
    texts.push(text)
    length += text.length + 1
  }
  return { text: texts.join('\n'), blocks }
}

/** The index of the block that a place is in. */
export function blockAt(blocks: ChapterText['blocks'], place: number): number {
  let low = 0
  let high = blocks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((blocks[middle] as { start: number }).start <= place) low = middle
    else high = middle - 1
  }
  return low
}

interface Placed {
  readonly block: Block
  readonly id: string | null
}

type TextBlock = Extract<Block, { readonly kind: 'p' | 'h3' | 'h4' | 'h5' | 'pre' | 'caption' | 'figcaption' }>

const TEXT_KINDS: ReadonlySet<string> = new Set(['p', 'h3', 'h4', 'h5', 'pre', 'caption', 'figcaption'])

function isText(block: Block): block is TextBlock {
  return TEXT_KINDS.has(block.kind)
}

function push(ahead: Placed[], blocks: readonly Block[], id: string | null): void {
  for (let i = blocks.length - 1; i >= 0; i--) ahead.push({ block: blocks[i] as Block, id })
}
