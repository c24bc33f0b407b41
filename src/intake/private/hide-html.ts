/**
 * Hides what is private in story HTML, also where markup stands in the middle of it.
 *
 *     <p>Write to sam@<b>lamp</b>.example</p>          <p>Write to [address hidden]<b></b></p>
 *     <a href="mailto:sam@lamp.example">Sam</a>        Sam
 *
 * Only for markup that we wrote ourselves: each tag ends at the next ">".
 */
import { findAddresses } from './find-addresses.ts'
import { findAllHidden, findHidden, type Hidden, type Secrets } from './hide-text.ts'

export function hideInStory(html: string, secrets: Secrets): string {
  const linked = html.includes('<a ') ? withoutPrivateLinks(html, secrets) : html
  if (secrets.addresses.size === 0 && secrets.others.length === 0) return linked
  const { text, starts, places } = wordsOf(linked)
  const hidden = findHidden(text, secrets)
  return hidden.length === 0 ? linked : replaceWords(linked, hidden, starts, places)
}

/** What somebody said beside a story, in story HTML: a review, a profile. Nothing of it is the tale's. */
export function hideInSaid(html: string): string {
  const linked = html.includes('<a ') ? withoutPrivateLinks(html, { shown: new Set() }) : html
  const { text, starts, places } = wordsOf(linked)
  const hidden = findAllHidden(text)
  return hidden.length === 0 ? linked : replaceWords(linked, hidden, starts, places)
}

/** Links by mail, and to pages that have an address in theirs; their words stay. */
function withoutPrivateLinks(html: string, { shown }: Pick<Secrets, 'shown'>): string {
  let isOpen = false
  return html.replaceAll(/<a href="([^"]*)"[^>]*>|<\/a>/g, (tag, href: string | undefined) => {
    if (href === undefined) {
      const isOurs = isOpen
      isOpen = false
      return isOurs ? '' : tag
    }
    const address = decodeAddress(href)
    const isMail = /^mailto:/i.test(address) && !shown.has(address.slice('mailto:'.length).toLowerCase())
    isOpen = isMail || hasAddress(address, shown)
    return isOpen ? '' : tag
  })
}

function decodeAddress(href: string): string {
  return href.replaceAll(/&#(\d{1,7});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
}

function hasAddress(href: string, shown: ReadonlySet<string>): boolean {
  return findAddresses(href).some(({ from, to }) => !shown.has(href.slice(from, to).toLowerCase()))
}

interface Words {
  /** The words alone; a block's end is a line feed. */
  readonly text: string
  /** Where each stretch of words begins in `text`, and in the markup. */
  readonly starts: readonly number[]
  readonly places: readonly number[]
}

const INLINE_TAG = /^<\/?(?:em|strong|i|b|u|s|small|sub|sup|code|a|q|cite|abbr|ruby|span)\b/

function wordsOf(html: string): Words {
  const starts: number[] = []
  const places: number[] = []
  const parts: string[] = []
  let length = 0
  const add = (part: string): void => {
    parts.push(part)
    length += part.length
  }
  let at = 0
  while (at < html.length) {
    const tag = html.indexOf('<', at)
    const end = tag === -1 ? html.length : tag
    if (end > at) {
      starts.push(length)
      places.push(at)
      add(html.slice(at, end))
    }
    if (tag === -1) break
    const close = html.indexOf('>', tag)
    at = close === -1 ? html.length : close + 1
    if (!INLINE_TAG.test(html.slice(tag, tag + 10))) {
      starts.push(length)
      places.push(at)
      add('\n')
    }
  }
  return { text: parts.join(''), starts, places }
}

function replaceWords(
  html: string,
  hidden: readonly Hidden[],
  starts: readonly number[],
  places: readonly number[],
): string {
  let result = ''
  let kept = 0
  let piece = 0
  for (const { from, to, mark } of hidden) {
    while (piece + 1 < starts.length && (starts[piece + 1] as number) <= from) piece++
    let isFirst = true
    for (let each = piece; each < starts.length && (starts[each] as number) < to; each++) {
      const start = starts[each] as number
      const place = places[each] as number
      const next = starts[each + 1] ?? Infinity
      const begin = place + Math.max(0, from - start)
      const stop = place + Math.min(next, to) - start
      result += html.slice(kept, begin) + (isFirst ? mark : '')
      kept = stop
      isFirst = false
    }
  }
  return result + html.slice(kept)
}
