/**
 * Write running text as CommonMark.
 *
 *     'un', em('be'), 'lievable', u('x')      un*be*lievable<u>x</u>
 *
 * `*` is emphasis only where it cannot be misread: around something that begins and ends with a letter or digit, not
 * next to another star, not inside other emphasis. Everywhere else, and for all that Markdown has no sign for, the
 * element itself stands in the text, which CommonMark allows.
 */
import type { Inline, InlineElement } from '../../document/tree.ts'
import { escapeAttribute } from '../../kernel/xml.ts'
import { escapeInline } from './escape-markdown.ts'

/** The lines of running text, cut at its line breaks; text escaped but for what means something where a line begins. */
export function markdownLines(inlines: readonly Inline[]): readonly string[] {
  return render(inlines, false).split('\n')
}

/**
 * Line breaks are line feeds here, of which escaped text has none. Pieces are joined once, at the end: to look at the
 * end of a growing string copies it each time.
 */
function render(inlines: readonly Inline[], isEmphasised: boolean): string {
  const pieces: string[] = ['']
  for (const inline of inlines) {
    const before = pieces.at(-1) as string
    if (inline === '') continue
    if (typeof inline === 'string') pieces.push(escapeInline(inline))
    else if (inline.kind === 'br') pieces.push('\n')
    else if (inline.kind === 'a') pieces.splice(-1, 1, withoutImageSign(before), link(inline, isEmphasised))
    else if (inline.kind === 'em' || inline.kind === 'strong') pieces.push(emphasis(inline, before, isEmphasised))
    else pieces.push(`${startTag(inline)}${render(inline.children, isEmphasised)}</${inline.kind}>`)
  }
  return pieces.join('')
}

function emphasis(element: InlineElement, before: string, isEmphasised: boolean): string {
  const text = render(element.children, true)
  const sign = element.kind === 'em' ? '*' : '**'
  if (isEmphasised || before.endsWith('*') || !BETWEEN_WORDS.test(text))
    return `<${element.kind}>${text}</${element.kind}>`
  return sign + text + sign
}

// One letter, or text that begins and ends with a letter or digit.
const BETWEEN_WORDS = /^[\p{L}\p{N}](?:[^]*[\p{L}\p{N}])?$/u

function link(element: InlineElement, isEmphasised: boolean): string {
  const href = (element.href ?? '').replaceAll('&', '&amp;')
  return `[${render(element.children, isEmphasised)}](<${href}>)`
}

/** `!` before a link would make it an image. */
function withoutImageSign(before: string): string {
  return before.endsWith('!') ? `${before.slice(0, -1)}\\!` : before
}

function startTag({ kind, lang, dir, className }: InlineElement): string {
  const values = [
    ['lang', lang],
    ['dir', dir],
    ['class', className],
  ] as const
  const attributes = values.map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(value)}"`))
  return `<${kind}${attributes.join('')}>`
}
