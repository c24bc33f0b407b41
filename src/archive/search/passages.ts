/** The passages of a work beside it in a list, with what was looked for marked and the way to the place. */
import type { Passage } from '../../search/indexes.ts'
import { type Html, html } from '../../ui/index.ts'
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
        html`<li><blockquote dir="auto">${passage.hasBefore && '… '}${passage.pieces.map(({ text, isMarked }) => (isMarked ? html`<mark>${text}</mark>` : text))}${passage.hasAfter && ' …'}</blockquote>${
          passage.chapter !== null &&
          html`<p class="quiet"><a href="${chapterAddress(address, passage.chapter.position)}${passage.blockId !== null && `#${passage.blockId}`}">${chapterWords(passage.chapter)}<span class="unseen"> of ${work.title}</span></a></p>`
        }</li>`,
    )}</ul>`
}

function chapterWords({ position, title }: NonNullable<Passage['chapter']>): Html {
  return title === null || title.trim() === ''
    ? html`Chapter ${position}`
    : html`Chapter ${position}, <bdi>${title}</bdi>`
}
