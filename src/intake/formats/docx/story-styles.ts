/** The styles that a rewritten Word file uses, and what HTML mammoth makes of each. */
import type { ParagraphLook } from './resolve-styles.ts'

export const BREAK_STYLE = 'Break'

type Look = Pick<ParagraphLook, 'heading' | 'align' | 'isQuote' | 'isRightToLeft'>

export function styleIdOf({ heading, align, isQuote, isRightToLeft }: Look): string {
  const kind = heading === null ? (isQuote ? 'Quote' : 'Text') : `Level${heading}`
  return [kind, align ?? 'left', isRightToLeft ? 'rtl' : 'ltr'].join('-')
}

const LOOKS: readonly Look[] = [1, 2, 3, 4, 5, 6, null]
  .flatMap((heading) => [false, true].map((isQuote) => ({ heading, isQuote })))
  .flatMap((look) => ([null, 'centre', 'right'] as const).map((align) => ({ ...look, align })))
  .flatMap((look) => [false, true].map((isRightToLeft) => ({ ...look, isRightToLeft })))

/** mammoth's own lists come behind these. */
export const STYLE_MAP: readonly string[] = [
  `p[style-name='${BREAK_STYLE}'] => hr:fresh`,
  ...LOOKS.map((look) => `p[style-name='${styleIdOf(look)}'] => ${pathOf(look)}`),
  'b => b',
  'i => i',
  'u => u',
  'strike => s',
  "small-caps => span[style='font-variant: small-caps']",
]

/** `word/styles.xml` with these styles and no others. */
export const STYLES_PART = [
  '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
  ...[BREAK_STYLE, ...new Set(LOOKS.map(styleIdOf))].map(
    (id) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/></w:style>`,
  ),
  '</w:styles>',
].join('')

function pathOf({ heading, align, isQuote, isRightToLeft }: Look): string {
  const tag = heading === null ? 'p' : `h${heading}`
  const aligned = align === null ? '' : `[align='${align === 'centre' ? 'center' : 'right'}']`
  const turned = isRightToLeft ? "[dir='rtl']" : ''
  return `${isQuote && heading === null ? 'blockquote > ' : ''}${tag}${aligned}${turned}:fresh`
}
