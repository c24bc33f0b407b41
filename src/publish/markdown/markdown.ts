/**
 * Write a book as Markdown (CommonMark), for people who keep and edit their stories as text.
 *
 *     p('Come ', em('home'), '.'), hr      Come *home*. ⏎ ⏎ * * *
 *
 * What somebody typed never becomes formatting: "1. not a list" stays that. Letters, verse and quotations are block
 * quotes; alignment, sections and notes keep their text only. Tables are HTML, as CommonMark has none, and text that
 * was set as it stands is a code block.
 */
import { plainTextOfInlines } from '../../document/plain-text.ts'
import { readStoryHtml, writeStoryHtml } from '../../document/story-html.ts'
import type { Block, TextBlock } from '../../document/tree.ts'
import { type Book, type BookNote, backMatterOf, bylineOf, chapterLabel, frontMatterOf, titleOf } from '../book.ts'
import { withoutImages } from '../image-words.ts'
import { escapeInline, paragraphOf, trimSpaces } from './escape-markdown.ts'
import { markdownLines } from './inline-markdown.ts'

export function writeMarkdown(book: Book): string {
  const byline = bylineOf(book)
  const facts = book.facts.filter(({ values }) => values.length > 0)
  const parts = [
    heading(1, [escapeInline(titleOf(book))]),
    byline === '' ? '' : paragraphOf([`by ${escapeInline(byline)}`]),
    facts.map(({ label, values }) => `- ${paragraphOf([escapeInline(`${label}: ${values.join(', ')}`)])}`).join('\n'),
    ...frontMatterOf(book).flatMap(noteParts),
    ...book.chapters.flatMap((_, i) => chapterParts(book, i)),
    ...backMatterOf(book).flatMap(noteParts),
    book.url === null ? '' : paragraphOf([`This copy: ${escapeInline(book.url)}`]),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function noteParts({ heading: title, paragraphs }: BookNote): readonly string[] {
  return [heading(2, [escapeInline(title)]), ...paragraphs.map((lines) => paragraphOf(lines.map(escapeInline)))]
}

function chapterParts(book: Book, index: number): readonly string[] {
  const chapter = book.chapters[index] as Book['chapters'][number]
  const isBare = book.chapters.length === 1 && !chapter.title?.trim()
  const story = joined(readStoryHtml(chapter.html))
  return isBare ? [story] : [heading(2, [escapeInline(chapterLabel(chapter, index))]), story]
}

function heading(level: number, lines: readonly string[]): string {
  const text = trimSpaces(lines.join('<br/>'))
  return text === '' ? '' : `${'#'.repeat(level)} ${text}`
}

/** A block as Markdown. Two lists of a kind, one behind the other, would be read as one. */
interface Part {
  readonly text: string
  readonly list: 'ul' | 'ol' | null
}

function joined(blocks: readonly Block[]): string {
  let text = ''
  let before: Part['list'] = null
  for (const part of blocks.flatMap(partsOf).filter((each) => each.text !== '')) {
    const isSecondList = part.list !== null && part.list === before
    text += `${text === '' ? '' : '\n\n'}${isSecondList ? '<!-- -->\n\n' : ''}${part.text}`
    before = part.list
  }
  return text
}

function partsOf(block: Block): readonly Part[] {
  switch (block.kind) {
    case 'hr':
      return plain('* * *')
    case 'gap':
      return plain(paragraphOf(`\\[${markdownLines(block.children).join('\n')}\\]`.split('\n')))
    case 'img':
      return plain(`\\[${block.alt.trim() === '' ? 'Image' : trimSpaces(escapeInline(block.alt))}\\]`)
    case 'h3':
    case 'h4':
    case 'h5':
      return plain(heading(Number(block.kind.charAt(1)), markdownLines(block.children)))
    case 'p':
    case 'caption':
    case 'figcaption':
      return plain(paragraphOf(markdownLines(block.children)))
    case 'pre':
      return plain(codeBlock(block))
    case 'ul':
      return [{ list: 'ul', text: block.children.map((item) => hanging('- ', joined([item]))).join('\n') }]
    case 'ol':
      return [{ list: 'ol', text: block.children.map((item, i) => hanging(`${i + 1}. `, joined([item]))).join('\n') }]
    case 'table':
      return plain(withoutImages(writeStoryHtml([block]).replaceAll('\n', '&#10;')))
    case 'blockquote':
      return plain(quoted(joined(block.children)))
    case 'div':
      return isQuoted(block.className) ? plain(quoted(joined(block.children))) : block.children.flatMap(partsOf)
    case 'li':
    case 'tr':
    case 'td':
    case 'th':
    case 'header':
    case 'footer':
    case 'section':
    case 'figure':
      return block.children.flatMap(partsOf)
  }
}

function plain(text: string): readonly Part[] {
  return [{ text, list: null }]
}

function isQuoted(className: string): boolean {
  return className === 'letter' || className === 'verse'
}

/** A fence longer than any in the text; with markup inside it is HTML, whose end tag the text cannot hold. */
function codeBlock(block: TextBlock): string {
  if (block.children.some((each) => typeof each !== 'string' && each.kind !== 'br')) return writeStoryHtml([block])
  const text = plainTextOfInlines(block.children).replaceAll(/\r\n?/g, '\n')
  if (text.trim() === '') return ''
  const longest = (text.match(/`+/g) ?? []).reduce((most, fence) => Math.max(most, fence.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

function quoted(text: string): string {
  if (text === '') return ''
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

/** The text behind a mark, its other lines under its first. */
function hanging(mark: string, text: string): string {
  return mark + text.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(mark.length)}`)
}
