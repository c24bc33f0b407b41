/**
 * Says where a saved page was: by the address that it calls its own, or the remark of the browser that saved it.
 *
 *     <!-- saved from url=(0041)http://archive.example/viewstory.php?sid=12 -->      <link rel="canonical" href="…">
 */
import type { StatedFact } from '../opened-format.ts'
import { attributeOf, elementsIn, type Parent } from './page-tree.ts'
import { statedFact } from './site-story.ts'

const SAVED_FROM = /^\s*saved from url=\(\d{4,6}\)(https?:\/\/[^\s<>"]{4,500})\s*$/i

export function addressOf(page: Parent): string | null {
  const [canonical, shared] = [linkIn(page, 'link', 'rel', 'canonical'), linkIn(page, 'meta', 'property', 'og:url')]
  return canonical ?? shared ?? savedFrom(page)
}

export function sourceFacts(site: string, page: Parent): readonly StatedFact[] {
  const address = addressOf(page)
  return address === null ? [] : [statedFact(site, 'source', address)]
}

/** The host of an address without `www.`, in lower case. */
export function hostOf(address: string): string | null {
  return /^https?:\/\/(?:www\.)?([^/?#:]{1,200})/i.exec(address)?.[1]?.toLowerCase() ?? null
}

/** What is in the head; elements that a page leaves open may have moved it into the body. */
function linkIn(page: Parent, tag: string, name: string, value: string): string | null {
  for (const element of elementsIn(page)) {
    if (element.tagName !== tag || attributeOf(element, name).toLowerCase() !== value) continue
    const address = attributeOf(element, tag === 'link' ? 'href' : 'content').trim()
    if (/^https?:\/\//i.test(address) && address.length <= 500) return address
  }
  return null
}

function savedFrom(page: Parent): string | null {
  const roots = [page, ...page.childNodes.filter((node) => node.nodeName === 'html')]
  for (const root of roots) {
    if (!('childNodes' in root)) continue
    for (const node of root.childNodes) {
      const address = node.nodeName === '#comment' && 'data' in node ? SAVED_FROM.exec(node.data)?.[1] : undefined
      if (address !== undefined) return address
    }
  }
  return null
}
