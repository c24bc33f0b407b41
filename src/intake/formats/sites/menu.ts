/**
 * Tells a page that only leads to others from a story: all its words are links or a heading.
 *
 *     <a href="main.html">Home</a><br><a href="lamp/index.html">The Lamp Stair</a><br><a href="mailto:…">Mail me</a>
 *
 * A link that was never closed holds the whole story behind it, and some set whole stories as headings: many words are a
 * story, whatever they stand in.
 */
import { attributeOf, type Element, findOutermost, type Parent, wordsOf } from './page-tree.ts'

const MOST_WORDS_A_LINK = 15
const MOST_HEADING_WORDS = 30
const MOST_NAMED = 10

export function whyMenu(page: Parent): string | null {
  const byAddress = new Map<string, number>()
  let left = countWords(wordsOf(page))
  let headings = 0
  for (const named of findOutermost(page, isLinkOrHeading)) {
    const count = countWords(wordsOf(named))
    left -= count
    const href = named.tagName === 'a' ? attributeOf(named, 'href') : null
    if (href === null) headings += count
    else byAddress.set(href, (byAddress.get(href) ?? 0) + count)
  }
  if (left > 0 || headings > MOST_HEADING_WORDS) return null
  if (byAddress.values().some((count) => count > MOST_WORDS_A_LINK)) return null
  const pages = [...byAddress.keys()].filter((href) => !/^(?:mailto:|#)/i.test(href)).slice(0, MOST_NAMED)
  if (pages.length === 0) return null
  return `This page only leads to others: ${pages.map((href) => `“${href.slice(0, 100)}”`).join(', ')}. Import those.`
}

function isLinkOrHeading(element: Element): boolean {
  return (element.tagName === 'a' && attributeOf(element, 'href') !== '') || /^(?:h[1-6]|title)$/.test(element.tagName)
}

function countWords(text: string): number {
  return text === '' ? 0 : text.split(' ').length
}
