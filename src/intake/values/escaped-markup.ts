/**
 * Finds markup that was escaped as a whole when it was stored: its tags would be shown instead of obeyed.
 *
 *     in     &lt;p&gt;It was &lt;i&gt;late&lt;/i&gt;.&lt;/p&gt;
 *     out    <p>It was <i>late</i>.</p>
 *
 * Some versions and some hosts ran every form through `htmlspecialchars`, and the page, which wanted markup, showed the
 * signs. Certain only where no tag is left that is none, and where what was escaped are the tags that people write: two
 * paragraphs or line breaks, or words between the two ends of an emphasis. `I &lt;3 you` has none of these.
 */
import type { Change } from '../repair/rule.ts'

const TAG = /<[/!a-z]/i
const PARAGRAPH = /&lt;(?:p|br|hr|div)(?:\s(?:[^&<>]|&quot;){0,200})?\/?&gt;/gi
const EMPHASIS = /&lt;(i|b|em|strong|u)&gt;[^<>&]{1,500}&lt;\/\1&gt;/i
const SIGN = /&(?:lt|gt|quot|amp|apos|#0?39|#34);/g

const SIGNS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&apos;': "'",
  '&#39;': "'",
  '&#039;': "'",
  '&#34;': '"',
}

export function findEscapedMarkup(text: string): readonly Change[] {
  if (!text.includes('&lt;') || TAG.test(text)) return []
  let paragraphs = 0
  for (const _ of text.matchAll(PARAGRAPH)) if (++paragraphs === 2) break
  if (paragraphs < 2 && !EMPHASIS.test(text)) return []
  return Array.from(text.matchAll(SIGN), ({ 0: sign, index }) => ({
    from: index,
    to: index + sign.length,
    after: SIGNS[sign] as string,
  }))
}
