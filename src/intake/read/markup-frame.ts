/** What holds for text at one place of the tree: marks, containers, alignment, language, direction. */
import { safeHref } from '../../document/safe-href.ts'
import type { Direction, InlineName } from '../../document/tree.ts'
import type { Container, Line, LineKind, Mark } from './manuscript.ts'
import type { Element } from './markup.ts'
import { CONTAINERS, HEADINGS, MARKS, PRESERVED } from './markup-names.ts'
import type { Shape } from './markup-shape.ts'
import { attributeOf, type ClassLooks, type Look, lookOf } from './markup-style.ts'

/** A mark without its place: it is open from here on. */
export type OpenMark = Omit<Mark, 'from' | 'to' | 'key'> & { readonly key: number }

export interface Frame {
  readonly marks: readonly OpenMark[]
  readonly containers: readonly Container[]
  readonly align: Line['align']
  readonly kind: LineKind
  /** Line ends of the text count. */
  readonly preserve: boolean
  readonly inCell: boolean
  readonly lang: string | undefined
  readonly dir: Direction | undefined
}

export const PAGE_FRAME: Frame = {
  marks: [],
  containers: [],
  align: null,
  kind: 'text',
  preserve: false,
  inCell: false,
  lang: undefined,
  dir: undefined,
}

/** Deeper elements are dissolved: nobody meant them. */
const MAX_CONTAINERS = 16
const MAX_MARKS = 16
const KEPT: ReadonlySet<string> = new Set(CONTAINERS)

/** The frame inside an element. `key` is the element's number. */
export function enterFrame(outer: Frame, element: Element, isBlock: boolean, key: number, page: PageFacts): Frame {
  const look = lookOf(element, page.classes)
  const { tagName } = element
  if (look === undefined && !isBlock && MARKS[tagName] === undefined && element.attrs.length === 0) return outer
  const lang = languageOf(element)
  const dir = directionOf(element)
  const inner: Frame = {
    ...outer,
    marks: marksIn(outer, element, look, key, page),
    containers: containersIn(outer, element, key, page.shape),
    align: alignIn(outer, tagName, look),
    kind: HEADINGS.has(tagName) && !page.shape.dissolved.has(element) ? 'heading' : outer.kind,
    preserve: PRESERVED.has(tagName) || (look?.preserve ?? outer.preserve),
    inCell: outer.inCell || tagName === 'td' || tagName === 'th',
  }
  if (lang === undefined && dir === undefined) return inner
  if (isBlock) return { ...inner, lang: blockLanguage(outer, element, lang, page.language), dir: dir ?? inner.dir }
  return { ...inner, marks: [...inner.marks, ...foreignMark(inner, lang, dir, key, page.language)] }
}

export interface PageFacts {
  readonly classes: ClassLooks
  readonly shape: Shape
  /** Language of the page, small letters; empty when it says none. */
  readonly language: string
  /** Where a link leads here, asked before anything else; null: where it says. */
  readonly resolveLink?: ((href: string) => string | null) | undefined
}

function marksIn(
  outer: Frame,
  element: Element,
  look: Look | undefined,
  key: number,
  page: PageFacts,
): readonly OpenMark[] {
  let { marks } = outer
  const has = (kind: InlineName): boolean => marks.some((mark) => mark.kind === kind)
  const add = (kind: InlineName, more: Partial<OpenMark> = {}): void => {
    const isOpen = kind !== 'span' && has(kind)
    if (!isOpen && marks.length < MAX_MARKS) marks = [...marks, { kind, key, ...more }]
  }
  const drop = (...kinds: readonly InlineName[]): void => {
    if (marks.some((mark) => kinds.includes(mark.kind))) marks = marks.filter((mark) => !kinds.includes(mark.kind))
  }
  const kind = Object.hasOwn(MARKS, element.tagName) ? MARKS[element.tagName] : undefined
  if (kind === 'a') {
    const written = attributeOf(element, 'href') ?? ''
    const href = safeHref(page.resolveLink?.(written.trim()) ?? written)
    if (href !== undefined) add('a', { href })
  } else if (kind !== undefined) add(kind)
  if (look === undefined) return marks
  if (look.italic === true && !has('em')) add('i')
  if (look.italic === false) drop('i', 'em', 'cite')
  if (look.bold === true && !has('strong')) add('b')
  if (look.bold === false) drop('b', 'strong')
  if (look.underline === true && element.tagName !== 'a') add('u')
  if (look.strike === true) add('s')
  if (look.raised !== undefined) add(look.raised)
  if (look.smallcaps === true) add('span', { className: 'smallcaps' })
  return marks
}

function containersIn(outer: Frame, element: Element, key: number, shape: Shape): readonly Container[] {
  const { containers } = outer
  const name = shape.indents.has(element) ? 'blockquote' : element.tagName
  if (!KEPT.has(name) || shape.dissolved.has(element) || containers.length >= MAX_CONTAINERS) return containers
  const kind = name as Container['kind']
  return mayStandIn(kind, containers.at(-1)?.kind) ? [...containers, { kind, key }] : containers
}

/** Items stand in lists, rows in tables, cells in rows; without them, as when those were dissolved, they are nothing. */
function mayStandIn(kind: Container['kind'], outer: Container['kind'] | undefined): boolean {
  const isInList = outer === 'ul' || outer === 'ol'
  if (kind === 'li') return isInList
  if (kind === 'tr') return outer === 'table'
  if (kind === 'td' || kind === 'th') return outer === 'tr'
  return !isInList && outer !== 'table' && outer !== 'tr' && outer !== 'pre'
}

function alignIn(outer: Frame, tagName: string, look: Look | undefined): Line['align'] {
  if (look?.align !== undefined) return look.align === 'left' ? null : look.align
  return tagName === 'center' ? 'centre' : outer.align
}

function languageOf(element: Element): string | undefined {
  const language = attributeOf(element, 'lang') ?? attributeOf(element, 'xml:lang')
  return language !== undefined && /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i.test(language.trim())
    ? language.trim()
    : undefined
}

/** What the page as a whole says of its language is a hint, not said of every line. */
function blockLanguage(
  outer: Frame,
  element: Element,
  lang: string | undefined,
  pageLanguage: string,
): string | undefined {
  if (lang === undefined || element.tagName === 'html' || element.tagName === 'body') return outer.lang
  return primary(lang) === primary(pageLanguage) ? undefined : lang
}

function directionOf(element: Element): Direction | undefined {
  const dir = attributeOf(element, 'dir')?.trim().toLowerCase()
  return dir === 'rtl' || dir === 'ltr' || dir === 'auto' ? dir : undefined
}

/** Word processors say the language of every word; only one that differs from what is around it is told. */
function foreignMark(
  frame: Frame,
  lang: string | undefined,
  dir: Direction | undefined,
  key: number,
  pageLanguage: string,
): OpenMark[] {
  const around = primary(frame.marks.findLast((mark) => mark.lang !== undefined)?.lang ?? frame.lang ?? pageLanguage)
  const isForeign = lang !== undefined && around !== '' && primary(lang) !== around
  const turns = dir !== undefined && dir !== (frame.dir ?? 'ltr')
  if ((!isForeign && !turns) || frame.marks.length >= MAX_MARKS) return []
  return [{ kind: 'span', key, ...(isForeign ? { lang } : {}), ...(turns ? { dir } : {}) }]
}

function primary(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
}
