/** What the markup of a value refers to: images, and links that lead nowhere but into the old site. */
import { safeHref } from '../../document/safe-href.ts'
import { isUnread, type Markup, walkTree } from '../read/markup.ts'
import { attributeOf } from '../read/markup-style.ts'
import type { ValueEvidence } from './value.ts'

export interface MarkupFacts {
  readonly images: readonly string[]
  readonly links: readonly string[]
}

const NONE: MarkupFacts = { images: [], links: [] }

/** More than anybody put into one value. */
const MOST = 10_000

/** Both as written, in order; a link that was resolved is none of these. */
export function findReferences(markup: Markup, { resolveLink }: ValueEvidence): MarkupFacts {
  if (!REFERRING.test(markup.source)) return NONE
  const images: string[] = []
  const links: string[] = []
  walkTree(markup.document, {
    enter(element) {
      if (isUnread(element)) return false
      const image = element.tagName === 'img' ? attributeOf(element, 'src')?.trim() : undefined
      if (image !== undefined && image !== '' && images.length < MOST) images.push(image)
      const link = element.tagName === 'a' ? attributeOf(element, 'href')?.trim() : undefined
      if (link !== undefined && isLocal(link) && (resolveLink?.(link) ?? null) === null && links.length < MOST)
        links.push(link)
      return true
    },
    text() {},
  })
  return { images, links }
}

const REFERRING = /<(?:img|a)\b/i

/** Not an address of its own, nor a script. */
export function isLocal(link: string): boolean {
  return link !== '' && safeHref(link) === undefined && !/^[\s\p{Cc}]*[a-z][a-z\s\p{Cc}+.-]*:/iu.test(link)
}
