/**
 * Write a chapter as story HTML, the form in which its text is stored and sent; and read that back.
 *
 *     [p('a ', em('b'))]      <p>a <em>b</em></p>
 *
 * It is well-formed XML and well-formed HTML at once, with numeric entities only, so that it goes unparsed into a page
 * and into an EPUB. The same tree is always the same text. The format is described in docs/story-html.md.
 *
 * The writer tidies the tree first, so whatever the types allow comes out valid. The reader takes what this writer
 * writes, to the letter, and nothing else: the proof is that it writes what it read and compares. Anything else is a
 * fault, since only the store hands it text.
 */
import { escapeAttribute, escapeText } from '../kernel/xml.ts'
import { parseStoryHtml } from './parse-story-html.ts'
import { tidyBlocks } from './tidy.ts'
import type { Block, Inline } from './tree.ts'

/** Thrown by `readStoryHtml` for a text that `writeStoryHtml` did not write. */
export class NotStoryHtml extends Error {
  override name = 'NotStoryHtml'
}

/** The story HTML of a chapter: one block a line. */
export function writeStoryHtml(blocks: readonly Block[]): string {
  return tidyBlocks(blocks).map(markupOfBlock).join('\n')
}

/** The blocks of a text that `writeStoryHtml` wrote. */
export function readStoryHtml(html: string): readonly Block[] {
  const blocks = parseStoryHtml(html)
  if (blocks === undefined || writeStoryHtml(blocks) !== html) {
    throw new NotStoryHtml(`this is not story HTML as we write it: ${html.slice(0, 80)}`)
  }
  return blocks
}

/** Depth is bounded by `tidyBlocks`. */
function markupOfBlock(block: Block): string {
  const own = attributes(block)
  switch (block.kind) {
    case 'hr':
      return `<hr${own}/>`
    case 'img':
      return `<img${own} src="/sources/${block.sha256}" alt="${escapeAttribute(block.alt)}"/>`
    case 'gap':
      return `<ins${own} class="gap">${markupOfInlines(block.children)}</ins>`
    case 'p':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'pre':
    case 'figcaption':
    case 'caption':
      return `<${block.kind}${own}>${markupOfInlines(block.children)}</${block.kind}>`
    case 'div':
    case 'section':
      return `<${block.kind}${own} class="${block.className}">${markupOfBlocks(block.children)}</${block.kind}>`
    case 'blockquote':
    case 'ul':
    case 'ol':
    case 'li':
    case 'table':
    case 'tr':
    case 'td':
    case 'th':
    case 'header':
    case 'footer':
    case 'figure':
      return `<${block.kind}${own}>${markupOfBlocks(block.children)}</${block.kind}>`
  }
}

function markupOfBlocks(blocks: readonly Block[]): string {
  let markup = ''
  for (const block of blocks) markup += markupOfBlock(block)
  return markup
}

function markupOfInlines(inlines: readonly Inline[]): string {
  let markup = ''
  for (const inline of inlines) {
    if (typeof inline === 'string') markup += escapeText(inline)
    else if (inline.kind === 'br') markup += '<br/>'
    else {
      const href = inline.href === undefined ? '' : ` href="${escapeAttribute(inline.href)}"`
      const name = inline.className === undefined ? '' : ` class="${inline.className}"`
      markup += `<${inline.kind}${href}${attributes(inline)}${name}>${markupOfInlines(inline.children)}</${inline.kind}>`
    }
  }
  return markup
}

function attributes(of: { readonly id?: string; readonly lang?: string; readonly dir?: string }): string {
  const id = of.id === undefined ? '' : ` id="${of.id}"`
  const lang = of.lang === undefined ? '' : ` lang="${of.lang}"`
  return of.dir === undefined ? id + lang : `${id}${lang} dir="${of.dir}"`
}
