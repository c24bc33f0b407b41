/** Counts what a story holds: its words, and its stretches of emphasis. */
import { countWords as countWordsOfText } from '../../document/count-words.ts'
import { plainText } from '../../document/plain-text.ts'
import type { Block, Chapter, Inline, InlineName } from '../../document/tree.ts'

const EMPHASIS: ReadonlySet<InlineName> = new Set(['em', 'strong', 'i', 'b', 'u'])

export function countWords(chapters: readonly Chapter[], language: string | null = null): number {
  let words = 0
  for (const chapter of chapters) words += countWordsOfText(plainText(chapter.blocks), language)
  return words
}

/** One emphasis inside another counts with it. */
export function countEmphasis(chapters: readonly Chapter[]): number {
  let count = 0
  const ahead: (Block | Inline)[] = chapters.flatMap((chapter) => [...chapter.blocks])
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (typeof node === 'string' || !('children' in node)) continue
    if (EMPHASIS.has(node.kind as InlineName)) count++
    else for (const child of node.children) ahead.push(child)
  }
  return count
}
