/**
 * Resolves the styles of an OpenDocument text: what a paragraph or a span looks like by its style and by the styles
 * that one is derived from (OpenDocument 1.3, part 3, 16.2). Lists say by level whether they have numbers or dots.
 */
import { type BlockLook, PLAIN, type TextLook } from '../story-markup.ts'
import type { XmlElement } from '../xml/read-xml.ts'
import { childElements, findAll, findChild } from '../xml/walk-xml.ts'

export interface OdtBlock extends BlockLook {
  readonly isQuote: boolean
  readonly breaksBefore: boolean
  readonly breaksAfter: boolean
  readonly hasLineBelow: boolean
}

export interface OdtLook {
  readonly look: TextLook
  readonly isHidden: boolean
  readonly isCapitals: boolean
}

export interface OdtStyles {
  readonly block: (element: XmlElement) => OdtBlock
  /** The look of running text in a paragraph. */
  readonly text: (paragraph: XmlElement, around: OdtLook) => OdtLook
  readonly span: (span: XmlElement, around: OdtLook) => OdtLook
  readonly list: (style: string, level: number) => 'ol' | 'ul'
  readonly isHiddenSection: (section: XmlElement) => boolean
}

export const PLAIN_LOOK: OdtLook = { look: PLAIN, isHidden: false, isCapitals: false }

interface Style {
  readonly name: string
  readonly element: XmlElement
}

const MAX_CHAIN = 20

/** `roots` are the files that hold styles, those of the text itself last. */
export function resolveStyles(roots: readonly (XmlElement | null)[]): OdtStyles {
  const byName = new Map<string, XmlElement>()
  const lists = new Map<string, ReadonlyMap<number, 'ol' | 'ul'>>()
  for (const root of roots) {
    for (const style of findAll(root, 'style:style')) byName.set(keyOf(style), style)
    for (const list of findAll(root, 'text:list-style')) {
      lists.set(list.attributes['style:name'] ?? '', levelsOf(list))
    }
  }
  const chains = new Map<string, readonly Style[]>()
  const chainOf = (family: string, name: string | undefined): readonly Style[] => {
    const key = `${family} ${name ?? ''}`
    const known = chains.get(key)
    if (known !== undefined) return known
    const chain: Style[] = []
    for (let next = name; next !== undefined && chain.length < MAX_CHAIN; ) {
      const element = byName.get(`${family} ${next}`)
      // A style that is named and not there may still say by its name what it is.
      if (element === undefined) {
        chain.push({ name: plainName(next), element: NO_STYLE })
        break
      }
      chain.push({ name: plainName(element.attributes['style:display-name'] ?? next), element })
      next = element.attributes['style:parent-style-name']
    }
    chains.set(key, chain)
    return chain
  }
  return {
    block: (element) => blockOf(element, chainOf('paragraph', element.attributes['text:style-name'])),
    text: (paragraph, around) => {
      const chain = chainOf('paragraph', paragraph.attributes['text:style-name'])
      return headingOf(paragraph, chain) === null ? lookOf(chain, around) : lookOf(ownOnly(chain), around)
    },
    span: (span, around) => lookOf(chainOf('text', span.attributes['text:style-name']), around),
    list: (style, level) => lists.get(style)?.get(level) ?? 'ul',
    isHiddenSection: (section) => section.attributes['text:display'] === 'none',
  }
}

const NO_STYLE: XmlElement = { name: '', attributes: {}, children: [] }

/** What a heading looks like belongs to the heading; what was changed by hand in one stands in a style without a name. */
function ownOnly(chain: readonly Style[]): readonly Style[] {
  return chain.filter(({ name }) => /^p\d+$/.test(name))
}

function keyOf(style: XmlElement): string {
  return `${style.attributes['style:family'] ?? ''} ${style.attributes['style:name'] ?? ''}`
}

/** `Heading_20_1` is "heading 1". */
function plainName(name: string): string {
  return name.replaceAll('_20_', ' ').toLowerCase()
}

function levelsOf(list: XmlElement): ReadonlyMap<number, 'ol' | 'ul'> {
  const levels = childElements(list).map((level) => {
    const isNumber =
      level.name === 'text:list-level-style-number' && (level.attributes['style:num-format'] ?? '') !== ''
    return [Number(level.attributes['text:level'] ?? 1), isNumber ? 'ol' : 'ul'] as const
  })
  return new Map(levels)
}

/** The value of a property in the nearest style that has it. */
function valueIn(chain: readonly Style[], properties: string, name: string): string | undefined {
  for (const { element } of chain) {
    const value = findChild(element, properties)?.attributes[name]
    if (value !== undefined) return value
  }
  return undefined
}

const PARAGRAPH = 'style:paragraph-properties'
const TEXT = 'style:text-properties'

function blockOf(element: XmlElement, chain: readonly Style[]): OdtBlock {
  const isRightToLeft = (valueIn(chain, PARAGRAPH, 'style:writing-mode') ?? '').startsWith('rl')
  const align = valueIn(chain, PARAGRAPH, 'fo:text-align')
  // A page of another kind begins a new page; only the paragraph's own style says so.
  const page = chain[0]?.element.attributes['style:master-page-name'] ?? ''
  return {
    heading: headingOf(element, chain),
    align: align === 'center' ? 'centre' : isAtEnd(align, isRightToLeft) ? 'right' : null,
    isRightToLeft,
    isQuote: chain.some(({ name }) => QUOTES.has(name)),
    breaksBefore: valueIn(chain, PARAGRAPH, 'fo:break-before') === 'page' || page !== '',
    breaksAfter: valueIn(chain, PARAGRAPH, 'fo:break-after') === 'page',
    hasLineBelow: isLineBelow(chain),
  }
}

const QUOTES = new Set(['quotations', 'quote', 'intense quote', 'block quotation', 'block text', 'blockquote'])

function isAtEnd(align: string | undefined, isRightToLeft: boolean): boolean {
  return !isRightToLeft && (align === 'end' || align === 'right')
}

function headingOf(element: XmlElement, chain: readonly Style[]): number | null {
  if (element.name === 'text:h') {
    const level = Number(element.attributes['text:outline-level'] ?? 1)
    return Number.isInteger(level) && level >= 1 ? Math.min(6, level) : 1
  }
  for (const { name } of chain) {
    const level = /^heading ([1-9])$/.exec(name)?.[1]
    if (level !== undefined) return Math.min(6, Number(level))
    if (name === 'title') return 1
  }
  return null
}

function isLineBelow(chain: readonly Style[]): boolean {
  const below = valueIn(chain, PARAGRAPH, 'fo:border-bottom') ?? 'none'
  const side = valueIn(chain, PARAGRAPH, 'fo:border-left') ?? 'none'
  return below !== 'none' && below !== '' && side === 'none'
}

function lookOf(chain: readonly Style[], around: OdtLook): OdtLook {
  const value = (name: string): string | undefined => valueIn(chain, TEXT, name)
  const { look } = around
  const struck = value('style:text-line-through-style') ?? value('style:text-line-through-type')
  return {
    look: {
      ...look,
      italic: decide(value('fo:font-style'), (style) => style === 'italic' || style === 'oblique', look.italic),
      bold: decide(value('fo:font-weight'), (weight) => weight === 'bold' || Number(weight) >= 600, look.bold),
      underline: decide(value('style:text-underline-style'), (style) => style !== 'none', look.underline),
      strike: decide(struck, (style) => style !== 'none', look.strike),
      smallcaps: decide(value('fo:font-variant'), (variant) => variant === 'small-caps', look.smallcaps),
      raised: raisedBy(value('style:text-position'), look.raised),
    },
    isHidden: decide(value('text:display'), (display) => display === 'none', around.isHidden),
    isCapitals: decide(value('fo:text-transform'), (change) => change === 'uppercase', around.isCapitals),
  }
}

function decide(value: string | undefined, isOn: (value: string) => boolean, around: boolean): boolean {
  return value === undefined ? around : isOn(value)
}

/** `super 58%`, `sub`, or how far up in percent. */
function raisedBy(position: string | undefined, around: TextLook['raised']): TextLook['raised'] {
  if (position === undefined) return around
  const [first = ''] = position.trim().split(/\s+/)
  if (first === 'super') return 'sup'
  if (first === 'sub') return 'sub'
  const percent = Number.parseFloat(first)
  return percent > 0 ? 'sup' : percent < 0 ? 'sub' : null
}
