/**
 * What style says of text: slant, weight, lines, alignment. Reads `style` attributes, the old attributes and rules of
 * style sheets that name a class (`.c3 { font-style: italic }`, as word processors and converters write them).
 *
 * Only what a story can say is kept. Names must match as a whole: `mso-bidi-font-style` says nothing about ours.
 */
import type { Element } from './markup.ts'

export interface Look {
  readonly italic?: boolean
  readonly bold?: boolean
  readonly underline?: boolean
  readonly strike?: boolean
  readonly smallcaps?: boolean
  readonly raised?: 'sub' | 'sup'
  readonly align?: 'left' | 'centre' | 'right'
  readonly hidden?: boolean
  readonly preserve?: boolean
}

/** Looks by selector: `.name` or `tag.name`, small letters. */
export type ClassLooks = ReadonlyMap<string, Look>

/** Elements whose `align` places the element, not the text in it. */
const PLACED = new Set(['table', 'img', 'hr', 'iframe', 'input', 'object', 'legend', 'caption'])
const MAX_RULES = 5000
const CLASS_SELECTOR = /^([a-z][a-z0-9]*)?\.[\w-]+$/

export function lookOf(element: Element, classes: ClassLooks): Look | undefined {
  if (element.attrs.length === 0) return undefined
  let look: Look | undefined
  for (const { name, value } of element.attrs) {
    if (name === 'class' && classes.size > 0) look = { ...look, ...lookOfClasses(element.tagName, value, classes) }
    else if (name === 'align' && !PLACED.has(element.tagName)) look = { ...look, ...alignment(value) }
    else if (name === 'hidden') look = { ...look, hidden: true }
  }
  const style = attributeOf(element, 'style')
  return style === undefined ? look : { ...look, ...readDeclarations(style) }
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value
}

/** The looks of all rules for classes; rules inside `@media` and the like are left out. */
export function readStyleSheets(sheets: readonly string[]): ClassLooks {
  const looks = new Map<string, Look>()
  for (const sheet of sheets) {
    let at = 0
    while (looks.size < MAX_RULES) {
      const open = sheet.indexOf('{', at)
      const close = sheet.indexOf('}', open + 1)
      if (open === -1 || close === -1) break
      const selectors = sheet.slice(at, open)
      // An at-rule's own brace: what it holds is read as rules of its own, which does no harm but for print and speech.
      if (selectors.includes('@')) at = skipAtRule(sheet, open)
      else {
        addRule(looks, selectors, readDeclarations(sheet.slice(open + 1, close)))
        at = close + 1
      }
    }
  }
  return looks
}

function skipAtRule(sheet: string, open: number): number {
  let depth = 0
  for (let at = open; at < sheet.length; at++) {
    const character = sheet.charAt(at)
    if (character === '{') depth++
    if (character === '}' && --depth === 0) return at + 1
  }
  return sheet.length
}

function addRule(looks: Map<string, Look>, selectors: string, look: Look): void {
  if (Object.keys(look).length === 0) return
  for (const selector of selectors.toLowerCase().split(',')) {
    const name = selector.replace(/<!--|-->/g, '').trim()
    if (CLASS_SELECTOR.test(name)) looks.set(name, { ...looks.get(name), ...look })
  }
}

/** What a class hides may be opened by a script (spoilers, cuts), so classes hide nothing. */
function lookOfClasses(tagName: string, names: string, classes: ClassLooks): Look {
  let look: Look = {}
  for (const name of names.toLowerCase().split(/\s+/)) {
    look = { ...look, ...classes.get(`.${name}`), ...classes.get(`${tagName}.${name}`) }
  }
  const { hidden: _, ...shown } = look
  return shown
}

function readDeclarations(style: string): Look {
  let look: Look = {}
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon === -1) continue
    const name = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important/i, '')
      .trim()
      .toLowerCase()
    look = { ...look, ...readDeclaration(name, value) }
  }
  return look
}

function readDeclaration(name: string, value: string): Look | undefined {
  switch (name) {
    case 'font-style':
      return { italic: value === 'italic' || value.startsWith('oblique') }
    case 'font-weight':
      return { bold: value === 'bold' || value === 'bolder' || Number.parseInt(value, 10) >= 600 }
    case 'font':
      return /\b(?:italic|oblique|bold)\b/.test(value)
        ? { italic: /\b(?:italic|oblique)\b/.test(value), bold: /\bbold\b/.test(value) }
        : undefined
    case 'text-decoration':
    case 'text-decoration-line':
      return { underline: value.includes('underline'), strike: value.includes('line-through') }
    case 'font-variant':
    case 'font-variant-caps':
      return { smallcaps: value.includes('small-caps') }
    case 'vertical-align':
      return value === 'super' ? { raised: 'sup' } : value === 'sub' ? { raised: 'sub' } : undefined
    case 'text-align':
      return alignment(value)
    case 'display':
      return { hidden: value === 'none' }
    case 'visibility':
      return { hidden: value === 'hidden' }
    case 'mso-hide':
      return { hidden: value === 'all' }
    case 'white-space':
      return { preserve: value === 'pre' || value === 'pre-wrap' || value === 'break-spaces' }
    default:
      return undefined
  }
}

function alignment(value: string): Look | undefined {
  switch (value.trim().toLowerCase()) {
    case 'center':
    case 'middle':
    case '-webkit-center':
    case '-moz-center':
      return { align: 'centre' }
    case 'right':
    case 'end':
      return { align: 'right' }
    case 'left':
    case 'start':
    case 'justify':
      return { align: 'left' }
    default:
      return undefined
  }
}
