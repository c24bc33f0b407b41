/**
 * Says what stands on a page around its story and is left out of it: menus, buttons, what readers said.
 *
 * Counted, not guessed: every word that the page shows and that neither the story nor a stated fact holds. So a page
 * that is read wrongly says so itself, by the number and the first of the words.
 */
import { parseFragment } from 'parse5'
import { isUnread } from '../../read/markup.ts'
import type { LossFact } from '../opened-format.ts'
import { findElement, type Parent } from './page-tree.ts'
import type { SiteStory } from './site-story.ts'

const WORD = /[\p{L}\p{N}]+/gu
/** Characters of the left out words that are quoted. */
const QUOTED = 160

/** The words that a page shows, in order. Taken before a reader takes the page apart. */
export function shownWords(page: Parent): readonly string[] {
  const body = findElement(page, ({ tagName }) => tagName === 'body') ?? page
  const words: string[] = []
  const open = body.childNodes.toReversed()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.nodeName === '#text' && 'value' in node) for (const [word] of node.value.matchAll(WORD)) words.push(word)
    else if ('tagName' in node && !isUnread(node)) for (const child of node.childNodes.toReversed()) open.push(child)
  }
  return words
}

export function remarkOnRest(
  shown: readonly string[],
  { facts, chapters, head = [], elsewhere = [] }: SiteStory,
): readonly LossFact[] {
  const kept = new Map<string, number>()
  const keep = (text: string): void => {
    for (const [word] of text.matchAll(WORD)) kept.set(word, (kept.get(word) ?? 0) + 1)
  }
  for (const { html, title, notesBefore, notesAfter } of chapters) {
    for (const word of shownWords(parseFragment(html))) keep(word)
    for (const text of [title, notesBefore, notesAfter]) keep(text ?? '')
  }
  for (const { asWritten } of facts) keep(asWritten)
  for (const line of [...head, ...elsewhere]) keep(line)
  const rest = shown.filter((word) => {
    const left = kept.get(word) ?? 0
    kept.set(word, left - 1)
    return left <= 0
  })
  if (rest.length === 0) return []
  const all = rest.join(' ')
  const quoted = all.length <= QUOTED ? all : `${all.slice(0, QUOTED)} …`
  const words = rest.length === 1 ? '1 word' : `${rest.length} words`
  return [{ code: 'left-out', why: `${words} of the page around the story are left out: “${quoted}”` }]
}
