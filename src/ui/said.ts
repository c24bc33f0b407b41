/**
 * Story HTML that somebody wrote beside a story: a review, a note, a profile. It stands on a page among others of its
 * kind, so its blocks have no ids there, and its headings are none of the page's.
 *
 *     <h3 id="b1">Wow</h3><p id="b2">More!</p>      <p class="loud">Wow</p><p>More!</p>
 */
import { type Html, raw } from './html.ts'

export interface SaidOptions {
  /** Changes the markup first: links that lead elsewhere now. */
  readonly links?: (markup: string) => string
}

export function saidHtml(storyHtml: string, { links }: SaidOptions = {}): Html {
  const linked = links === undefined ? storyHtml : links(storyHtml)
  const plain = linked.replaceAll(BLOCK_ID, '$1').replaceAll(HEADING, '<p class="loud"').replaceAll(HEADING_END, '</p>')
  return raw(plain)
}

/** `<p id="b1"`: story HTML writes the id right behind the name. */
const BLOCK_ID = /(<[a-z][a-z0-9]{0,12}) id="[^"<>]{0,80}"/g
const HEADING = /<h[345](?=[ >])/g
const HEADING_END = /<\/h[345]>/g
