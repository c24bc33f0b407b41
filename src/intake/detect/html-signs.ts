/**
 * Tells HTML from text that quotes a `<`.
 *
 * A page says so at its start, or is built of block tags. A text with inline tags only, as people typed them in mail
 * (`<i>so</i>`), has its paragraphs in its line ends and is a text, unless its name says otherwise.
 */

/** `<!-- saved from … -->` and an XML declaration may stand before it. */
const START =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^]{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|title|meta|link|base)\b/i

/** `<p class=x>`, `</div>`, `<br />`, and the like. */
const TAG = /<\/?([a-z][a-z0-9]{0,11})(?:\s[^<>]{0,500})?\/?>/gi

const BLOCK = new Set(
  'p br div h1 h2 h3 h4 h5 h6 hr center blockquote table tr td th tbody ul ol li pre html head body title dl dt dd article section address form'.split(
    ' ',
  ),
)
const INLINE = new Set('i b u em strong font span a img small big sub sup tt s strike cite q code'.split(' '))

export function looksLikeHtml(head: string, path: string): boolean {
  if (!head.includes('<')) return false
  if (START.test(head)) return true
  let blocks = 0
  let inlines = 0
  for (const [, name] of head.matchAll(TAG)) {
    const tag = (name as string).toLowerCase()
    if (BLOCK.has(tag)) blocks++
    else if (INLINE.has(tag)) inlines++
  }
  if (/\.(?:x?html?|shtml|php|asp)$/i.test(path)) return blocks + inlines > 0
  if (/^\s*<(?:p|div|center|font|table|h[1-6]|b|i|strong|em|span)\b[^<>]*>/i.test(head)) return blocks >= 2
  // A story may speak of a tag or two.
  return blocks >= 3 && blocks > head.length / 8000
}
