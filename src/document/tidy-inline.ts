/**
 * Put running text into the form in which it is stored, so that a tree has one way of being written.
 *
 *     a( em('b') ) without address, '', 'c', 'd'      em('b'), 'cd'
 *
 * Text that adjoins is joined, characters that XML forbids become U+FFFD, and markup that cannot stand where it is (a
 * link in a link, a reading outside `ruby`) goes while its text stays. So does everything nested deeper than anybody
 * writes, which is how hostile pages fill a stack.
 */
import { replaceIllegal } from '../kernel/xml.ts'
import { isDirection, isLanguageTag } from './attributes.ts'
import { safeHref } from './safe-href.ts'
import type { Inline, InlineElement } from './tree.ts'

/** Running text in stored form. Idempotent. */
export function tidyInlines(inlines: readonly Inline[]): readonly Inline[] {
  return tidy(inlines, { depth: 0, inLink: false, inRuby: false })
}

interface Surroundings {
  readonly depth: number
  readonly inLink: boolean
  /** Somewhere inside `ruby`, where another cannot stand. */
  readonly inRuby: boolean
}

const MAX_DEPTH = 24

function tidy(inlines: readonly Inline[], around: Surroundings): readonly Inline[] {
  const out: Inline[] = []
  for (const inline of inlines) {
    if (typeof inline === 'string') append(out, [replaceIllegal(inline)])
    else if (inline.kind === 'br') append(out, [inline])
    else if (around.depth >= MAX_DEPTH) append(out, textOf(inline))
    else append(out, tidyElement(inline, { ...around, depth: around.depth + 1 }))
  }
  return out
}

function append(out: Inline[], inlines: readonly Inline[]): void {
  for (const inline of inlines) {
    const last = out.at(-1)
    if (inline === '') continue
    if (typeof inline === 'string' && typeof last === 'string') out[out.length - 1] = last + inline
    else out.push(inline)
  }
}

function tidyElement(element: InlineElement, around: Surroundings): readonly Inline[] {
  const { kind, children } = element
  switch (kind) {
    case 'a': {
      const href = element.href === undefined || around.inLink ? undefined : safeHref(element.href)
      if (href === undefined) return tidy(children, around)
      return [{ kind, href, children: tidy(children, { ...around, inLink: true }) }]
    }
    case 'span':
      return tidySpan(element, tidy(children, around))
    case 'ruby':
      return around.inRuby ? tidy(children, around) : tidyRuby(children, { ...around, inRuby: true })
    case 'rt':
    case 'rp':
      return tidy(children, around)
    case 'em':
    case 'strong':
    case 'i':
    case 'b':
    case 'u':
    case 's':
    case 'small':
    case 'sub':
    case 'sup':
    case 'code':
    case 'q':
    case 'cite':
    case 'abbr':
      return [{ kind, children: tidy(children, around) }]
  }
}

/** A span that says nothing goes. */
function tidySpan(span: InlineElement, children: readonly Inline[]): readonly Inline[] {
  const lang = span.lang !== undefined && isLanguageTag(span.lang) ? { lang: span.lang } : undefined
  const dir = span.dir !== undefined && isDirection(span.dir) ? { dir: span.dir } : undefined
  const className = span.className === 'smallcaps' ? { className: span.className } : undefined
  if (lang === undefined && dir === undefined && className === undefined) return children
  return [{ kind: 'span', ...lang, ...dir, ...className, children }]
}

/** Base text, then its reading with or without brackets for programs that know no ruby; else it is plain text. */
function tidyRuby(inlines: readonly Inline[], around: Surroundings): readonly Inline[] {
  const children: Inline[] = []
  for (const inline of inlines) {
    if (isReading(inline)) children.push({ kind: inline.kind, children: tidy(inline.children, around) })
    else append(children, tidy([inline], around))
  }
  const shape = children.map((each) => (isReading(each) ? (each.kind === 'rt' ? 't' : 'p') : 'b')).join('')
  if (/^(?:b+(?:t|ptp))+$/.test(shape)) return [{ kind: 'ruby', children }]
  const flat: Inline[] = []
  for (const each of children) append(flat, isReading(each) ? each.children : [each])
  return flat
}

function isReading(inline: Inline): inline is InlineElement {
  return typeof inline !== 'string' && (inline.kind === 'rt' || inline.kind === 'rp')
}

/** The text and line breaks of an element, without recursion: here the nesting may be a million deep. */
function textOf(element: InlineElement): readonly Inline[] {
  const out: Inline[] = []
  const ahead: Inline[] = [element]
  for (let inline = ahead.pop(); inline !== undefined; inline = ahead.pop()) {
    if (typeof inline === 'string') append(out, [replaceIllegal(inline)])
    else if (inline.kind === 'br') out.push(inline)
    else for (let i = inline.children.length - 1; i >= 0; i--) ahead.push(inline.children[i] as Inline)
  }
  return out
}
