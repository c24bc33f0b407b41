/**
 * Make arbitrary trees for properties: whatever the types allow, also what no reader would make, with hostile text,
 * attributes that say nothing, and blocks where they cannot stand.
 */
import * as fc from 'fast-check'
import { type Block, DIV_CLASSES, INLINE_NAMES, type Inline, SECTION_CLASSES } from '../tree.ts'

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  fc.constantFrom(
    '',
    '\n',
    ' ',
    '\r\n',
    '<p>',
    '</p>',
    '&amp;',
    '&#60;',
    ']]>',
    '<!--',
    '"',
    '\u0000',
    '\ud800',
    '\ufffe',
  ),
)

const id = fc.oneof(
  fc.nat(20).map((number) => `b${number}`),
  fc.constantFrom('', 'B1', '"><script>', 'b1 onclick="x"', 'b01'),
)
const lang = fc.constantFrom('en', 'he', 'zh-Hant', 'x', '', 'en"', 'javascript:x')
const dir = fc.constantFrom('ltr' as const, 'rtl' as const, 'auto' as const)
const sha256 = fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.constantFrom('', 'https://example.org/x.png'))
const href = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom('mailto:a@example.org', 'javascript:alert(1)', 'http://x/ "<>', 'HTTP://A/%', 'https:x', '#b1', ''),
  text,
)

const attributes = fc.record({ id, lang, dir }, { requiredKeys: [] })

const tree = fc.letrec<{ inlines: Inline[]; blocks: Block[]; block: Block; inline: Inline }>((tie) => ({
  inline: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constant<Inline>({ kind: 'br' }),
    fc.record(
      {
        kind: fc.constantFrom(...INLINE_NAMES),
        href,
        lang,
        dir,
        className: fc.constant('smallcaps' as const),
        children: tie('inlines'),
      },
      { requiredKeys: ['kind', 'children'] },
    ),
  ),
  inlines: fc.array(tie('inline'), { maxLength: 4 }),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    withAttributes(
      fc.record({
        kind: fc.constantFrom('p', 'h3', 'h4', 'h5', 'pre', 'figcaption', 'caption', 'gap'),
        children: tie('inlines'),
      }),
    ),
    withAttributes(fc.record({ kind: fc.constant('hr' as const) })),
    withAttributes(fc.record({ kind: fc.constant('img' as const), sha256, alt: text })),
    withAttributes(
      fc.record({
        kind: fc.constant('figure' as const),
        children: fc.array(tie('block').filter(isForFigure), { maxLength: 3 }),
      }),
    ),
    withAttributes(
      fc.record({
        kind: fc.constantFrom('blockquote', 'ul', 'ol', 'li', 'table', 'tr', 'td', 'th', 'header', 'footer'),
        children: tie('blocks'),
      }),
    ),
    withAttributes(
      fc.record({
        kind: fc.constant('div' as const),
        className: fc.constantFrom(...DIV_CLASSES),
        children: tie('blocks'),
      }),
    ),
    withAttributes(
      fc.record({
        kind: fc.constant('section' as const),
        className: fc.constantFrom(...SECTION_CLASSES),
        children: tie('blocks'),
      }),
    ),
  ) as fc.Arbitrary<Block>,
  blocks: fc.array(tie('block'), { maxLength: 4 }),
}))

export const arbitraryInlines: fc.Arbitrary<readonly Inline[]> = tree.inlines
export const arbitraryBlocks: fc.Arbitrary<readonly Block[]> = tree.blocks
export const arbitraryText: fc.Arbitrary<string> = text

function withAttributes<Value extends object>(block: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.tuple(block, attributes).map(([value, own]) => ({ ...value, ...own }))
}

function isForFigure(block: Block): boolean {
  return ['img', 'p', 'h3', 'h4', 'h5', 'pre', 'figcaption', 'caption'].includes(block.kind)
}
