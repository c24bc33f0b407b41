/**
 * Tells whether the line ends of a value are its paragraphs: typed text, perhaps with a few tags in it.
 *
 * The old software turned line ends into `<br>` when it showed a text without `<br>` and `<p>`.
 */

export function keepsLines(source: string): boolean {
  return /[\r\n]/.test(source) && !BLOCKS.test(source)
}

const BLOCKS = /<(?:br|p)(?=[\s/>])/i
