/**
 * Write running text as plain text, emphasis by signs.
 *
 *     em('so', br, 'long '), 'said'      *so* ⏎ *long* said
 *
 * Signs hug their words and never run over a line, or programs that turn `*x*` into italics would not know them.
 */
import type { Inline, InlineElement } from '../../document/tree.ts'
import { collapse } from '../collapse.ts'

/** The text, with white space as a page shows it or as it is. */
export function textOfInlines(inlines: readonly Inline[], space: 'collapsed' | 'as-it-is' = 'collapsed'): string {
  const text = render(inlines, space === 'collapsed' ? collapse : (as) => as)
  if (space === 'as-it-is') return text.replaceAll(/\r\n?/g, '\n')
  return text
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' ').replace(/^ /, '').replace(/ $/, ''))
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd()
}

type Shape = (text: string) => string

function render(inlines: readonly Inline[], shape: Shape): string {
  let text = ''
  for (const inline of inlines) {
    if (typeof inline === 'string') text += shape(inline)
    else text += inline.kind === 'br' ? '\n' : renderElement(inline, shape)
  }
  return text
}

function renderElement(element: InlineElement, shape: Shape): string {
  const text = render(element.children, shape)
  switch (element.kind) {
    case 'em':
    case 'i':
    case 'cite':
      return between(text, '*')
    case 'strong':
    case 'b':
      return between(text, '**')
    case 'u':
      return between(text, '_')
    case 'q':
      return `“${text}”`
    case 'rt':
      // Brackets of ours, so those of `rp` would be double.
      return `(${text})`
    case 'rp':
      return ''
    case 'a':
      return withAddress(text, element.href ?? '')
    case 's':
    case 'small':
    case 'sub':
    case 'sup':
    case 'code':
    case 'abbr':
    case 'ruby':
    case 'span':
      return text
  }
}

/** Each line between signs, white space outside. Text that has such signs itself gets none. */
function between(text: string, sign: string): string {
  if (text.includes(sign.charAt(0))) return text
  return text
    .split('\n')
    .map((line) => {
      const words = line.trim()
      return words === '' ? line : line.replace(words, () => sign + words + sign)
    })
    .join('\n')
}

function withAddress(text: string, href: string): string {
  const address = href.replace(/^mailto:/i, '')
  return text.trim() === address ? text : `${text} <${address}>`
}
