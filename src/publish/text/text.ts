/**
 * Write a book as plain text, as people sent stories to each other before there were e-books.
 *
 *     p('Come ', em('home'), '.'), hr      Come *home*. ⏎ ⏎               * * *
 *
 * A paragraph is one line. Whoever reads it in a window, a mail or on an e-reader gets lines as wide as that is; text
 * that was wrapped once can only be unwrapped by guessing, which is what intake spends its days with. A blank line
 * parts paragraphs, `*x*` is emphasis, `_x_` is underlined, breaks are centred, letters and quotations are indented.
 */
import { readStoryHtml } from '../../document/story-html.ts'
import type { Block, Chapter } from '../../document/tree.ts'
import { type Book, type BookNote, backMatterOf, bylineOf, chapterLabel, frontMatterOf, titleOf } from '../book.ts'
import { collapse } from '../collapse.ts'
import { textOfInlines } from './inline-text.ts'

export function writeText(book: Book): string {
  const byline = bylineOf(book)
  const facts = book.facts.filter(({ values }) => values.length > 0)
  const parts = [
    [titleOf(book), byline === '' ? '' : `by ${byline}`]
      .filter((line) => line !== '')
      .map(collapse)
      .join('\n'),
    facts.map(({ label, values }) => collapse(`${label}: ${values.join(', ')}`)).join('\n'),
    ...frontMatterOf(book).map(noteText),
    ...book.chapters.flatMap((_, i) => ['\n' + chapterText(book, i)]),
    ...backMatterOf(book).map((note) => `\n${noteText(note)}`),
    book.url === null ? '' : `\nThis copy: ${collapse(book.url)}`,
  ]
  return `${parts.filter((part) => part.trim() !== '').join('\n\n')}\n`
}

/** Centred in the 66 columns of a page. */
const BREAK = `${' '.repeat(30)}* * *`
const INDENT = '    '

function noteText({ heading, paragraphs }: BookNote): string {
  return `${heading}:\n${paragraphs.map((lines) => lines.map(collapse).join('\n')).join('\n\n')}`
}

function chapterText(book: Book, index: number): string {
  const chapter = book.chapters[index] as Book['chapters'][number]
  const isBare = book.chapters.length === 1 && !chapter.title?.trim()
  const story = blocksText(readStoryHtml(chapter.html))
  return isBare ? story : `${collapse(chapterLabel(chapter, index))}\n\n${story}`
}

/** The blocks with a blank line between each two, those without text left out. Depth is bounded by the format. */
function blocksText(blocks: Chapter['blocks']): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'hr':
      return BREAK
    case 'gap':
      return `[${textOfInlines(block.children)}]`
    case 'img':
      return block.alt.trim() === '' ? '[Image]' : `[${collapse(block.alt)}]`
    case 'p':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'caption':
    case 'figcaption':
      return textOfInlines(block.children)
    case 'pre':
      return textOfInlines(block.children, 'as-it-is')
    case 'ul':
      return itemsText(block.children, () => '- ')
    case 'ol':
      return itemsText(block.children, (i) => `${i + 1}. `)
    case 'tr':
      return block.children.map((cell) => blockText(cell).replaceAll('\n', ' ').trim()).join('  |  ')
    case 'table':
      return block.children.map(blockText).join('\n')
    case 'blockquote':
      return indent(blocksText(block.children))
    case 'div':
      return isIndented(block.className) ? indent(blocksText(block.children)) : blocksText(block.children)
    case 'li':
    case 'td':
    case 'th':
    case 'header':
    case 'footer':
    case 'section':
    case 'figure':
      return blocksText(block.children)
  }
}

function isIndented(className: string): boolean {
  return className === 'letter' || className === 'verse' || className === 'note'
}

function itemsText(items: readonly Block[], mark: (i: number) => string): string {
  return items.map((item, i) => mark(i) + indent(blockText(item), ' '.repeat(mark(i).length)).trimStart()).join('\n')
}

function indent(text: string, by: string = INDENT): string {
  return text.replaceAll(/^(?=[^\n])/gm, by)
}
