/**
 * Reads markup into a manuscript, the same kind as plain text makes.
 *
 *     in     `<p>It makes me <i>feel</i>,<br>and</p>`     out    two lines that run together, `i` over "feel"
 *
 * Blocks and `<br>` make lines; what runs together is then decided as for plain text, since old pages are often plain
 * text in disguise: `<br><br>` between paragraphs, `<p>&nbsp;</p>` for blank lines, `*stars*` for emphasis, `>` for
 * quotes. Elements that are there for looks only are dissolved (`markup-shape.ts`); scripts, controls, images and
 * what is hidden are left out.
 */
import { indexLines } from '../position.ts'
import { type Run, runOf, trimRun } from '../run.ts'
import {
  addDivider,
  addImage,
  addRule,
  addText,
  endBlock,
  endLine,
  type LineBuilder,
  lineBuilder,
} from './line-builder.ts'
import { makeManuscript } from './make-manuscript.ts'
import type { Hints, Manuscript } from './manuscript.ts'
import { type Element, isUnread, type Markup, type TextNode, walkTree } from './markup.ts'
import { enterFrame, type Frame, PAGE_FRAME, type PageFacts } from './markup-frame.ts'
import { BLOCKS } from './markup-names.ts'
import { findShape } from './markup-shape.ts'
import { attributeOf, readStyleSheets } from './markup-style.ts'
import { withoutPageLooks } from './page-looks.ts'
import type { TypedSigns } from './typed-signs.ts'
import { unquoteLines } from './unquote-lines.ts'

export interface MarkupReading {
  /** Ends of lines in the text end lines, too: typed text with a few tags in it. */
  readonly keepsLines?: boolean
  /** Whether `*stars*` and the like are read as emphasis; true unless it says otherwise. */
  readonly readsTypedEmphasis?: boolean
  /** Lines that the author broke stay broken where the text around shows that it was not broken at a margin. */
  readonly trustsBreaks?: boolean
  /** Elements and texts that are no part of the story. */
  readonly leaves?: ReadonlySet<unknown> | undefined
  /** What style hides is shown; else a little of it is left out. */
  readonly showsHidden?: boolean
  /** What typed signs are known to mean where the page is from. */
  readonly signs?: TypedSigns | undefined
  readonly resolveLink?: ((href: string) => string | null) | undefined
  /** Whether an image, by its address, is a drawn rule where it stands alone. */
  readonly isDivider?: ((src: string) => boolean) | undefined
  /** SHA-256 of an image that we have, by its address; the others are left out. */
  readonly findImage?: ((src: string) => string | null) | undefined
}

/** `repaired` are the runs of `textRuns(markup)` after their repairs, or those runs themselves. */
export function readMarkup(markup: Markup, repaired: readonly Run[], how: MarkupReading = {}): Manuscript {
  const classes = readStyleSheets(markup.styles)
  const found = findShape(markup, classes)
  const shape = how.showsHidden === true ? { ...found, left: NOTHING_LEFT } : found
  const hints = findHints(markup, repaired)
  const page = {
    classes,
    shape,
    language: hints.language?.text.toLowerCase() ?? '',
    frame: how.keepsLines === true ? { ...PAGE_FRAME, preserve: true } : PAGE_FRAME,
    resolveLink: how.resolveLink,
    findImage: how.findImage,
    isDivider: how.isDivider,
    leaves: how.leaves,
  }
  const builder = lineBuilder(indexLines(markup.source))
  const images = readTree(markup, repaired, page, builder)
  endBlock(builder)
  const { lines, quoted } = unquoteLines(withoutPageLooks(builder.lines))
  const hasMarks = lines.some((line) => line.marks.length > 0)
  return makeManuscript(
    { lines, flows: builder.flows },
    {
      hints: { ...hints, images },
      quoted,
      emphasis: hasMarks ? ['markup'] : [],
      isTyped: how.readsTypedEmphasis ?? true,
      trustsBreaks: how.trustsBreaks ?? false,
      signs: how.signs,
    },
  )
}

const NOTHING_LEFT: ReadonlySet<Element> = new Set()

interface Page extends PageFacts {
  /** What holds for text outside all elements. */
  readonly frame: Frame
  readonly findImage: MarkupReading['findImage']
  readonly isDivider: MarkupReading['isDivider']
  readonly leaves: MarkupReading['leaves']
}

/** Returns the number of images left out. */
function readTree(markup: Markup, repaired: readonly Run[], page: Page, builder: LineBuilder): number {
  const frames: Frame[] = [page.frame]
  const frame = (): Frame => frames.at(-1) as Frame
  let key = 0
  let images = 0
  let at = 0
  walkTree(markup.document, {
    enter(element) {
      at = element.sourceCodeLocation?.startOffset ?? at
      key++
      if (element.tagName === 'img') {
        const src = attributeOf(element, 'src')?.trim() ?? ''
        const sha256 = page.findImage?.(src) ?? null
        if (sha256 === null) images++
        if (page.isDivider?.(src) === true) addDivider(builder, frame(), at)
        else if (sha256 !== null)
          addImage(builder, frame(), at, { sha256, alt: attributeOf(element, 'alt')?.trim() ?? '' })
      }
      if (isUnread(element) || element.tagName === 'head' || page.shape.left.has(element)) return false
      if (page.leaves?.has(element) === true) return false
      if (element.tagName === 'br') endLine(builder, frame(), at)
      else if (element.tagName === 'hr') addRule(builder, frame(), at)
      const isBlock = isBlockElement(element)
      if (isBlock) endBlock(builder)
      frames.push(enterFrame(frame(), element, isBlock, key, page))
      return true
    },
    leave(element) {
      if (isBlockElement(element)) endBlock(builder)
      frames.pop()
    },
    text(node: TextNode) {
      at = node.sourceCodeLocation?.startOffset ?? at
      if (page.leaves?.has(node) === true) return
      const index = markup.order.get(node)
      const asItCame = index === undefined ? runOf(node.value, at) : (markup.runs[index] as Run)
      const run = index === undefined ? asItCame : (repaired[index] ?? asItCame)
      addText(builder, run, asItCame, frame())
    },
  })
  return images
}

function isBlockElement(element: Element): boolean {
  return BLOCKS.has(element.tagName)
}

function findHints(markup: Markup, repaired: readonly Run[]): Hints {
  let title: Run | null = null
  let language: Run | null = null
  walkTree(markup.document, {
    enter(element) {
      if (element.tagName === 'html' || element.tagName === 'body') language ??= attributeRun(markup, element, 'lang')
      if (element.tagName === 'meta' && attributeOf(element, 'http-equiv')?.toLowerCase() === 'content-language') {
        language ??= attributeRun(markup, element, 'content')
      }
      if (element.tagName === 'title' && title === null) title = titleRun(markup, repaired, element)
      return element.tagName === 'html' || element.tagName === 'head'
    },
    text() {},
  })
  return { title, language }
}

function titleRun(markup: Markup, repaired: readonly Run[], element: Element): Run | null {
  const node = element.childNodes[0]
  const index = node === undefined ? undefined : markup.order.get(node as TextNode)
  return index === undefined ? null : trimRun(repaired[index] ?? (markup.runs[index] as Run))
}

/** The value of an attribute, over the place where it stands. */
function attributeRun(markup: Markup, element: Element, name: string): Run | null {
  const value = attributeOf(element, name)?.trim()
  const place = element.sourceCodeLocation?.attrs?.[name]
  if (value === undefined || value === '' || place === undefined) return null
  const within = markup.source.slice(place.startOffset, place.endOffset).indexOf(value, name.length)
  return within === -1 ? null : runOf(value, place.startOffset + within)
}
