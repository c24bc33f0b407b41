/**
 * Puts the text of an RTF file into paragraphs, lists, tables and notes.
 *
 * RTF has no elements: each paragraph says of itself that it stands in a table or carries the number of an item, and
 * what holds several of them follows from that.
 */
import { type BlockElement, PLAIN, type StoryMarkup, storyMarkup, type TextLook } from '../story-markup.ts'
import type { RtfBlock } from './state.ts'

export interface RtfPage {
  readonly text: (text: string, look: TextLook, block: RtfBlock) => void
  /** A control word that ends or divides paragraphs; false for any other. */
  readonly word: (name: string, block: RtfBlock) => boolean
  /** The paragraph is an item, with this number or dot. */
  readonly item: (mark: string) => void
  readonly startNote: (block: RtfBlock) => void
  readonly endNote: (block: RtfBlock) => void
  readonly finish: (block: RtfBlock) => string
}

const MAX_LISTS = 6

export function rtfPage(): RtfPage {
  const body = storyMarkup()
  const notes: StoryMarkup[] = []
  /** Elements that are open in the body, outermost first. */
  const open: BlockElement[] = []
  let markup = body
  let item: string | null = null
  let isParagraphStart = true
  let breaksAtSection = true
  let isSectionOver = false
  let inNote = 0

  function closeTo(depth: number): void {
    while (open.length > depth) markup.close(open.pop() as BlockElement)
  }

  function enter(...elements: readonly BlockElement[]): void {
    for (const element of elements) {
      markup.open(element)
      open.push(element)
    }
  }

  /** Opens what the paragraph stands in, and closes what it does not. */
  function place(block: RtfBlock): void {
    if (!isParagraphStart || inNote > 0) return
    isParagraphStart = false
    const wasOver = isSectionOver
    isSectionOver = false
    if (block.isInTable) {
      if (open[0] !== 'table') closeTo(0)
      const next = (['table', 'tr', 'td'] as const).slice(open.length)
      enter(...next)
      return
    }
    if ((wasOver && breaksAtSection) || block.breaksBefore) {
      closeTo(0)
      markup.rule()
    }
    if (item !== null && block.heading === null) placeItem(block)
    else if (block.isQuote && block.heading === null) {
      if (open[0] !== 'blockquote') closeTo(0)
      if (open.length === 0) enter('blockquote')
    } else closeTo(0)
  }

  function placeItem(block: RtfBlock): void {
    const kind = /[\p{L}\p{N}]/u.test(item ?? '') ? 'ol' : 'ul'
    if (open[0] !== 'ul' && open[0] !== 'ol') closeTo(0)
    // Each level is a list and an item.
    const level = Math.min(block.level, MAX_LISTS - 1)
    closeTo(Math.min(open.length, level * 2 + 1))
    while (open.length < level * 2) enter(kind, 'li')
    if (open.length === level * 2) enter(kind)
    else if (open.at(-1) !== kind) {
      closeTo(level * 2)
      enter(kind)
    }
    enter('li')
  }

  function endParagraph(block: RtfBlock): void {
    const isEmpty = !markup.hasText()
    // A blank line between items is none of theirs, and none in a table is one that an author made.
    if (isEmpty && (item !== null || block.isContents)) markup.endText(block)
    else {
      place(block)
      const drawsLine = block.hasLineBelow && !block.isFramed && inNote === 0 && !block.isInTable
      if (isEmpty && (drawsLine || block.isInTable)) markup.endText(block)
      else markup.endParagraph(block)
      if (drawsLine) markup.rule()
    }
    isParagraphStart = true
    item = null
  }

  function pageBreak(block: RtfBlock): void {
    if (inNote > 0 || block.isInTable) return
    markup.endText(block)
    isParagraphStart = true
    closeTo(0)
    markup.rule()
  }

  function endCell(block: RtfBlock): void {
    if (inNote > 0) return
    place({ ...block, isInTable: true })
    markup.endText(block)
    closeTo(2)
    isParagraphStart = true
    item = null
  }

  return {
    text(text, look, block) {
      // White space at the start of a paragraph opens nothing.
      if (text.trim() !== '') place(block)
      markup.text(text, look)
    },
    word(name, block) {
      switch (name) {
        case 'par':
        case 'nestcell':
          endParagraph(block)
          return true
        case 'line':
        case 'lbr':
          place(block)
          markup.lineBreak()
          return true
        case 'page':
          pageBreak(block)
          return true
        case 'sect':
          if (markup.hasText()) endParagraph(block)
          isSectionOver = true
          breaksAtSection = true
          return true
        case 'sbknone':
          breaksAtSection = false
          return true
        case 'sbkpage':
          breaksAtSection = true
          return true
        case 'cell':
          endCell(block)
          return true
        case 'row':
          if (inNote === 0) closeTo(Math.min(open.length, 1))
          isParagraphStart = true
          return true
        default:
          return false
      }
    },
    item(mark) {
      item = mark
    },
    startNote(block) {
      if (inNote++ > 0) return
      place(block)
      markup = storyMarkup()
      notes.push(markup)
      body.text(`[${notes.length}]`, { ...PLAIN, raised: 'sup' })
    },
    endNote(block) {
      if (inNote > 0) inNote--
      if (inNote > 0) return
      markup.endText(block)
      markup = body
    },
    finish(block) {
      markup.endText(block)
      markup = body
      if (body.hasText()) place(block)
      body.endText(block)
      closeTo(0)
      return body.finish() + notesList(notes)
    },
  }
}

/** Notes at the end, in the order of their marks. */
function notesList(notes: readonly StoryMarkup[]): string {
  if (notes.length === 0) return ''
  return `<ol>${notes.map((note) => `<li>${note.finish()}</li>`).join('\n')}</ol>\n`
}
