/**
 * Counts the words of a value: what stands between white space and has a letter or a digit.
 *
 *     Don’t — stop – now.      3
 */
import { plainText } from '../../document/plain-text.ts'
import type { Block } from '../../document/tree.ts'

export function countWords(blocks: readonly Block[]): number {
  return countWordsOf(plainText(blocks))
}

export function countWordsOf(text: string): number {
  let words = 0
  for (const run of text.split(/\s+/)) if (LETTER.test(run)) words++
  return words
}

const LETTER = /[\p{L}\p{N}]/u
