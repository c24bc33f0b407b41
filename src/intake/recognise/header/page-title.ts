/**
 * Read the `<title>` of a page, which often is "Story by Author - Site" and often "Untitled Document".
 *
 * It is stated only when nothing in the text says otherwise and only one reading is left; a title of several pieces
 * ("My Site | Hollow Ground") is a suggestion.
 */
import type { Manuscript } from '../../read/manuscript.ts'
import type { Suggestion } from '../../reading.ts'
import { type Run, sliceRun, trimRun } from '../../run.ts'
import { type Draft, foundAsWritten } from './draft.ts'
import { findTitleWithByline } from './line-shape.ts'

/** What editors write when nobody wrote anything. */
const EMPTY_TITLES =
  /^(?:untitled(?:[- ]?\d*| document| page)?|new page(?: \d+)?|no title|title|index|home|homepage|fic|fan ?fiction|story|stories|page \d*|document\d*|\S+\.(?:html?|txt|doc|php)|https?:.*|microsoft word.*|welcome.*)$/i

const BETWEEN_PIECES = /\s+(?:[|»·•]|::?|--?|–|—|>)\s+|:\s+/g

export function addPageTitle(draft: Draft, { hints }: Manuscript, suggestions: Suggestion[]): void {
  if (hints.title === null || EMPTY_TITLES.test(hints.title.text.trim()) || hints.title.text.length > 200) return
  const title = trimRun(hints.title)
  const signed = findTitleWithByline(piecesOf(title)[0]?.text ?? '')
  if (signed !== null && signed.titleTo !== null && draft.title === null) {
    draft.title = foundAsWritten(trimRun(sliceRun(title, 0, signed.titleTo)), 'page-title', 0.8)
    if (draft.authors.length === 0)
      draft.authors.push(foundAsWritten(sliceRun(title, signed.from, signed.to), 'page-title', 0.75))
    return
  }
  if (draft.title !== null || title.text === '') return
  const pieces = piecesOf(title)
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) {
    draft.title = foundAsWritten(only, 'page-title', 0.7)
    return
  }
  suggestions.push({
    code: 'maybe-field',
    line: null,
    column: null,
    field: 'title',
    value: only?.text ?? title.text,
    before: null,
    after: null,
    confidence: 0.5,
    why: 'The page calls itself so, with the name of a site or a chapter beside it.',
    lines: [],
  })
}

function piecesOf(title: Run): Run[] {
  const pieces: Run[] = []
  let start = 0
  for (const between of title.text.matchAll(BETWEEN_PIECES)) {
    pieces.push(trimRun(sliceRun(title, start, between.index)))
    start = between.index + between[0].length
  }
  return [...pieces, trimRun(sliceRun(title, start))].filter((piece) => piece.text !== '')
}
