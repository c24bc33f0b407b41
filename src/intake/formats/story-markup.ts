/**
 * Writes the HTML of a story, paragraph by paragraph, for readers of formats that are no markup themselves.
 *
 *     text('I ', PLAIN), text('said', { …PLAIN, italic: true }), endParagraph({ align: 'centre' })
 *     `<p align="center">I <i>said</i></p>`
 *
 * Says only what a story can say. A paragraph without text is a blank line that the author made, and written as one.
 */
import { escapeAttribute, escapeText } from '../../kernel/xml.ts'

export interface TextLook {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly smallcaps: boolean
  readonly raised: 'sub' | 'sup' | null
  /** Address of a link. */
  readonly href: string | null
}

export const PLAIN: TextLook = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  smallcaps: false,
  raised: null,
  href: null,
}

export interface BlockLook {
  /** 1 to 6, null for running text. */
  readonly heading: number | null
  readonly align: 'centre' | 'right' | null
  readonly isRightToLeft: boolean
}

export const PLAIN_BLOCK: BlockLook = { heading: null, align: null, isRightToLeft: false }

/** Elements that blocks stand in. */
export type BlockElement = 'blockquote' | 'ul' | 'ol' | 'li' | 'table' | 'tr' | 'td' | 'pre'

export interface StoryMarkup {
  readonly text: (text: string, look: TextLook) => void
  readonly lineBreak: () => void
  /** Ends the paragraph, an empty one too. */
  readonly endParagraph: (look: BlockLook) => void
  /** Ends the paragraph where it has text. */
  readonly endText: (look: BlockLook) => void
  /** Whether text stands in the paragraph. */
  readonly hasText: () => boolean
  /** A marked boundary: a drawn line, a page that the author began. */
  readonly rule: () => void
  readonly open: (element: BlockElement) => void
  readonly close: (element: BlockElement) => void
  readonly finish: () => string
}

export function storyMarkup(): StoryMarkup {
  const written: string[] = []
  let inline = inlineMarkup()

  function endText(look: BlockLook): void {
    const isEmpty = inline.isEmpty()
    const content = inline.finish()
    inline = inlineMarkup()
    // White space alone shows nothing.
    if (isEmpty) return
    const tag = look.heading === null ? 'p' : `h${look.heading}`
    const align = look.align === null ? '' : ` align="${look.align === 'centre' ? 'center' : 'right'}"`
    written.push(`<${tag}${align}${look.isRightToLeft ? ' dir="rtl"' : ''}>${content}</${tag}>\n`)
  }

  return {
    text: (text, look) => inline.text(text, look),
    lineBreak: () => inline.lineBreak(),
    hasText: () => !inline.isEmpty(),
    endText,
    endParagraph(look) {
      if (inline.isEmpty()) {
        inline = inlineMarkup()
        written.push('<p>&#160;</p>\n')
      } else endText(look)
    },
    rule: () => written.push('<hr>\n'),
    open: (element) => written.push(`<${element}>`),
    close: (element) => written.push(`</${element}>\n`),
    finish() {
      endText(PLAIN_BLOCK)
      return written.join('')
    },
  }
}

interface InlineMarkup {
  readonly text: (text: string, look: TextLook) => void
  readonly lineBreak: () => void
  readonly isEmpty: () => boolean
  readonly finish: () => string
}

interface Tag {
  readonly start: string
  readonly end: string
}

function inlineMarkup(): InlineMarkup {
  const written: string[] = []
  let open: readonly Tag[] = []
  let last: TextLook | null = null
  let isVisible = false

  function change(tags: readonly Tag[]): void {
    let same = 0
    while (same < open.length && open[same]?.start === tags[same]?.start) same++
    for (const tag of open.slice(same).toReversed()) written.push(tag.end)
    for (const tag of tags.slice(same)) written.push(tag.start)
    open = tags
  }

  return {
    text(text, look) {
      if (text === '') return
      if (look !== last) change(tagsOf(look))
      last = look
      isVisible ||= /[^\t\n\f\r ]/.test(text)
      written.push(escapeText(text))
    },
    lineBreak() {
      isVisible = true
      written.push('<br>')
    },
    isEmpty: () => !isVisible,
    finish() {
      change([])
      return written.join('')
    },
  }
}

/** Outermost first; always in this order, so that equal looks make equal markup. */
function tagsOf(look: TextLook): readonly Tag[] {
  const tags: Tag[] = []
  const add = (name: string, attributes = ''): number =>
    tags.push({ start: `<${name}${attributes}>`, end: `</${name}>` })
  if (look.href !== null) add('a', ` href="${escapeAttribute(look.href)}"`)
  if (look.bold) add('b')
  if (look.italic) add('i')
  if (look.raised !== null) add(look.raised)
  if (look.underline) add('u')
  if (look.strike) add('s')
  if (look.smallcaps) add('span', ' style="font-variant: small-caps"')
  return tags
}
