/**
 * Give the words of a story as plain text, for indexes and for counting; not for reading, see publish/text.
 *
 *     p('漢字', rt('かんじ')), hr, p('a', br, 'b')      漢字 ⏎ ⏎ a ⏎ b
 *
 * Only the author's own words: the sentence in a gap, what an image shows and readings above the line are left out, so
 * that a phrase is found as it stands in the text.
 */
import type { Block, Inline } from './tree.ts'

/** The text of the blocks, a blank line between each two. Trees of any depth. */
export function plainText(blocks: readonly Block[]): string {
  const texts: string[] = []
  const ahead = blocks.toReversed()
  for (let block = ahead.pop(); block !== undefined; block = ahead.pop()) {
    switch (block.kind) {
      case 'hr':
      case 'img':
      case 'gap':
        break
      case 'p':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'pre':
      case 'caption':
      case 'figcaption':
        texts.push(plainTextOfInlines(block.children))
        break
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
      case 'div':
      case 'section':
      case 'figure':
        for (let i = block.children.length - 1; i >= 0; i--) ahead.push(block.children[i] as Block)
        break
    }
  }
  return texts.filter((text) => text.trim() !== '').join('\n\n')
}

/** The text of running text, line breaks as line feeds. */
export function plainTextOfInlines(inlines: readonly Inline[]): string {
  let text = ''
  const ahead = inlines.toReversed()
  for (let inline = ahead.pop(); inline !== undefined; inline = ahead.pop()) {
    if (typeof inline === 'string') text += inline
    else if (inline.kind === 'br') text += '\n'
    else if (inline.kind !== 'rt' && inline.kind !== 'rp') {
      for (let i = inline.children.length - 1; i >= 0; i--) ahead.push(inline.children[i] as Inline)
    }
  }
  return text
}
