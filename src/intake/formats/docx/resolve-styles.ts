/**
 * Resolves the styles of a Word file: what a paragraph and a run look like by their own properties, their styles, and
 * the styles those are based on (ECMA-376-1, 17.7).
 */
import type { XmlElement } from '../xml/read-xml.ts'
import { childElements, findChild } from '../xml/walk-xml.ts'

export const TOGGLES = ['b', 'i', 'strike', 'dstrike', 'smallCaps', 'caps', 'vanish'] as const
export type Toggle = (typeof TOGGLES)[number]

export interface RunLook {
  readonly toggles: ReadonlySet<Toggle>
  readonly isUnderlined: boolean
  readonly raised: 'subscript' | 'superscript' | null
}

export interface ParagraphLook {
  /** 1 to 6. */
  readonly heading: number | null
  readonly align: 'centre' | 'right' | null
  readonly isQuote: boolean
  /** A line of a table of contents that Word makes by itself. */
  readonly isContents: boolean
  readonly breaksBefore: boolean
  readonly hasLineBelow: boolean
  readonly isRightToLeft: boolean
  /** The list it is an item of, and how deep, from 0. */
  readonly item: { readonly list: string; readonly level: number } | null
}

export interface Styles {
  readonly paragraph: (properties: XmlElement | undefined) => ParagraphLook
  readonly run: (properties: XmlElement | undefined, paragraph: XmlElement | undefined) => RunLook
}

interface Style {
  readonly id: string
  /** In English whatever the language of Word, small letters. */
  readonly name: string
  readonly paragraph: XmlElement | undefined
  readonly run: XmlElement | undefined
}

const MAX_CHAIN = 20

export function resolveStyles(root: XmlElement | undefined): Styles {
  const elements = (root === undefined ? [] : childElements(root)).filter(({ name }) => name === 'w:style')
  const byId = new Map(elements.map((element) => [element.attributes['w:styleId'] ?? '', element]))
  const usual = elements.find(
    ({ attributes }) => attributes['w:type'] === 'paragraph' && isOn(attributes['w:default'] ?? '0'),
  )
  const chainOf = (id: string | undefined): readonly Style[] => {
    const chain: Style[] = []
    for (let next = id; next !== undefined && chain.length < MAX_CHAIN; ) {
      const element = byId.get(next)
      if (element === undefined) break
      chain.push(styleOf(next, element))
      next = valueOf(element, 'w:basedOn')
    }
    return chain
  }
  const cache = new Map<string, readonly Style[]>()
  const cached = (id: string): readonly Style[] => {
    const known = cache.get(id)
    if (known !== undefined) return known
    const chain = chainOf(id)
    cache.set(id, chain)
    return chain
  }
  const paragraphChain = (properties: XmlElement | undefined): readonly Style[] =>
    cached(valueOf(properties, 'w:pStyle') ?? usual?.attributes['w:styleId'] ?? '')
  return {
    paragraph: (properties) => paragraphLook(properties, paragraphChain(properties), valueOf(properties, 'w:pStyle')),
    run(properties, paragraph) {
      const style = valueOf(properties, 'w:rStyle')
      // What a heading looks like belongs to the heading.
      const chain = paragraphChain(paragraph)
      const around = isHeading(paragraph, chain) ? [] : chain
      return runLook(properties, style === undefined ? [] : cached(style), around)
    },
  }
}

function styleOf(id: string, element: XmlElement): Style {
  return {
    id,
    name: (valueOf(element, 'w:name') ?? id).toLowerCase(),
    paragraph: findChild(element, 'w:pPr'),
    run: findChild(element, 'w:rPr'),
  }
}

export function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  return findChild(element, name)?.attributes['w:val']
}

/** `<w:i/>` and `w:val="true"` are on. */
function isOn(value: string | undefined): boolean {
  return value !== 'false' && value !== '0' && value !== 'off'
}

/** A property of one's own, or else of the nearest style that has it. */
function nearest(properties: XmlElement | undefined, chain: readonly Style[], name: string): XmlElement | undefined {
  const own = findChild(properties, name)
  if (own !== undefined) return own
  for (const style of chain) {
    const found = findChild(style.paragraph, name)
    if (found !== undefined) return found
  }
  return undefined
}

function paragraphLook(
  properties: XmlElement | undefined,
  chain: readonly Style[],
  styleId: string | undefined,
): ParagraphLook {
  const names = chain.length === 0 ? [(styleId ?? '').toLowerCase()] : chain.map(({ name }) => name)
  const before = nearest(properties, chain, 'w:pageBreakBefore')
  const isRightToLeft = isSet(nearest(properties, chain, 'w:bidi'))
  const border = nearest(properties, chain, 'w:pBdr')
  return {
    heading: headingLevel(properties, chain, names),
    align: alignment(nearest(properties, chain, 'w:jc')?.attributes['w:val'], isRightToLeft),
    isQuote: names.some((name) => QUOTES.has(name)),
    isContents: names.some((name) => /^(?:toc|contents) ?\d$/.test(name)),
    breaksBefore: isSet(before),
    hasLineBelow: isLineBelow(border),
    isRightToLeft,
    item: listItem(nearest(properties, chain, 'w:numPr')),
  }
}

/** List 0 is none: it takes a paragraph out of the list of its style (17.9.18). */
function listItem(properties: XmlElement | undefined): ParagraphLook['item'] {
  const list = valueOf(properties, 'w:numId')
  const level = Number(valueOf(properties, 'w:ilvl') ?? 0)
  return list === undefined || list === '0' ? null : { list, level: Number.isInteger(level) ? level : 0 }
}

const QUOTES = new Set(['quote', 'intense quote', 'quotations', 'block text', 'html blockquote', 'blockquote'])

function isHeading(properties: XmlElement | undefined, chain: readonly Style[]): boolean {
  const names = chain.map(({ name }) => name)
  return headingLevel(properties, chain, names) !== null
}

function headingLevel(
  properties: XmlElement | undefined,
  chain: readonly Style[],
  names: readonly string[],
): number | null {
  for (const name of names) {
    const level = /^heading ?([1-9])$/.exec(name)?.[1]
    if (level !== undefined) return Math.min(6, Number(level))
    if (name === 'title') return 1
  }
  // Levels count from 0; 9 is running text.
  const level = nearest(properties, chain, 'w:outlineLvl')?.attributes['w:val']
  return level !== undefined && /^[0-8]$/.test(level) ? Math.min(6, Number(level) + 1) : null
}

function alignment(value: string | undefined, isRightToLeft: boolean): ParagraphLook['align'] {
  if (value === 'center') return 'centre'
  // Both name the end of the line, which is on the right only where lines begin on the left.
  return (value === 'right' || value === 'end') && !isRightToLeft ? 'right' : null
}

/** Word makes a typed `---` a line below the paragraph before; a frame around it is no break. */
function isLineBelow(border: XmlElement | undefined): boolean {
  const has = (side: string): boolean => {
    const value = valueOf(border, side)
    return value !== undefined && value !== 'nil' && value !== 'none'
  }
  return has('w:bottom') && !has('w:left') && !has('w:right') && !has('w:start') && !has('w:end')
}

function isSet(element: XmlElement | undefined): boolean {
  return element !== undefined && isOn(element.attributes['w:val'])
}

function runLook(own: XmlElement | undefined, character: readonly Style[], around: readonly Style[]): RunLook {
  const toggles = new Set<Toggle>()
  for (const name of TOGGLES) {
    const direct = findChild(own, `w:${name}`)
    // Styles toggle one another: italics in an italic paragraph style stand upright (17.7.3).
    const isToggled = isStyled(character, `w:${name}`) !== isStyled(around, `w:${name}`)
    if (direct === undefined ? isToggled : isSet(direct)) toggles.add(name)
  }
  const underline = valueIn(own, character, around, 'w:u')
  const raised = valueIn(own, character, around, 'w:vertAlign')
  return {
    toggles,
    isUnderlined: underline !== undefined && underline !== 'none' && isOn(underline),
    raised: raised === 'subscript' || raised === 'superscript' ? raised : null,
  }
}

function isStyled(chain: readonly Style[], name: string): boolean {
  const style = chain.find(({ run }) => findChild(run, name) !== undefined)
  return isSet(findChild(style?.run, name))
}

function valueIn(
  own: XmlElement | undefined,
  character: readonly Style[],
  around: readonly Style[],
  name: string,
): string | undefined {
  for (const properties of [own, ...character.map(({ run }) => run), ...around.map(({ run }) => run)]) {
    const element = findChild(properties, name)
    if (element !== undefined) return element.attributes['w:val'] ?? ''
  }
  return undefined
}
