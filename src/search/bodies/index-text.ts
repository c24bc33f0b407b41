/**
 * Writes a chapter's text as the index is given it, straight from story HTML.
 *
 *     <p id="b1">“<em>Un</em>believable,” I don’t say.</p>      Unbelievable   I dont say
 *
 * An archive has millions of chapters, and building the tree of each takes as long as indexing it. Where there is
 * nothing to leave out, taking the tags away gives the same words; the tests compare the two.
 */
import { chapterText } from './chapter-text.ts'
import { type CommonWords, runsIn } from './runs.ts'
import { textForIndex } from './words.ts'

export interface IndexedText {
  readonly text: string
  /** About the first hundred words, and the last. */
  readonly opening: string
  readonly ending: string
  /** The codes of its runs of common words. */
  readonly runs: string
}

export function indexedText(html: string, common: CommonWords): IndexedText {
  const text = textForIndex(HAS_SILENT.test(html) || html.includes('&') ? chapterText(html).text : withoutTags(html))
  return { text, opening: openingOf(text), ending: endingOf(text), runs: [...runsIn(text, common)].join(' ') }
}

/** Readings above the line, sentences of gaps and images are not the author's words; entities need decoding. */
const HAS_SILENT = /<(?:rt|rp|ins|img)[ >/]/
const INLINE_TAG = /<\/?(?:em|strong|i|b|u|s|small|sub|sup|code|a|q|cite|abbr|ruby|span)(?: [^>]*)?>/g
const OTHER_TAG = /<[^>]*>/g

function withoutTags(html: string): string {
  return html.replaceAll(INLINE_TAG, '').replaceAll(OTHER_TAG, '\n')
}

/** Long enough for what people remember of how a story began, short enough to cost the index little. */
const EDGE = 600

/** A run without an end is cut in the middle of it: then it is not a word that anybody looks for. */
function openingOf(text: string): string {
  const trimmed = text.slice(0, EDGE * 2).trimStart()
  if (trimmed.length <= EDGE) return trimmed
  const space = trimmed.lastIndexOf(' ', EDGE)
  return trimmed.slice(0, space === -1 ? EDGE : space)
}

function endingOf(text: string): string {
  const trimmed = text.slice(-EDGE * 2).trimEnd()
  if (trimmed.length <= EDGE) return trimmed
  const from = trimmed.length - EDGE
  const space = trimmed.indexOf(' ', from)
  return trimmed.slice(space === -1 ? from : space + 1)
}
