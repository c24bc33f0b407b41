/** The passages of a work beside it in a list, with what was looked for marked and the way to the place. */
import type { Passage } from '../../search/indexes.ts'
import { type Html, html, raw } from '../../ui/index.ts'
import { chapterAddress, workAddress } from '../addresses/index.ts'
import type { Blurb } from '../works/index.ts'

const PASSAGES_SHOWN = 2

/** Where the words stand, with what was looked for marked. */
export function passages(work: Blurb, found: readonly Passage[]): Html | false {
  if (found.length === 0) return false
  const address = workAddress(work.publicId, work.title)
  return html`<ul class="passages">${found
    .slice(0, PASSAGES_SHOWN)
    .map(
      (passage) =>
        html`<li><blockquote dir="auto">${passage.hasBefore && '… '}${passage.pieces.map(({ text, isMarked }) => pieceOf(text, isMarked))}${passage.hasAfter && ' …'}</blockquote>${
          passage.chapter !== null &&
          html`<p class="quiet"><a href="${chapterAddress(address, passage.chapter.position + 1)}${passage.blockId !== null && `#${passage.blockId}`}">${chapterWords(passage.chapter)}<span class="unseen"> of ${work.title}</span></a></p>`
        }</li>`,
    )}</ul>`
}

/** Where a block ends stands a stroke, as where verses are quoted in a line. */
function pieceOf(text: string, isMarked: boolean): Html {
  const words = html`${text.split('\n').map((line, i) => html`${i > 0 && BLOCK_END}${line}`)}`
  return isMarked ? html`<mark>${words}</mark>` : words
}

const BLOCK_END = raw(' <span class="quiet">/</span> ')

function chapterWords({ position, title }: NonNullable<Passage['chapter']>): Html {
  return title === null || title.trim() === ''
    ? html`Chapter ${position + 1}`
    : html`Chapter ${position + 1}, <bdi>${title}</bdi>`
}
