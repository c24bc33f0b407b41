/**
 * Finds where a value was cut off, because its column had no room for more: within a word, a character, a tag or an
 * entity. What is left of a tag, an entity or a character at the end is no text.
 */

import type { Block } from '../../document/tree.ts'
import type { LineIndex } from '../position.ts'
import type { BlockPlace, Suggestion } from '../reading.ts'

/** The value without the piece of a character, tag or entity at its end. */
export interface Cut {
  readonly isCutOff: boolean
  /** Length of the text that can be shown. */
  readonly length: number
}

/** A character of UTF-8 has up to so many bytes: a cut value may be that much shorter than its column. */
const LONGEST_CHARACTER = 4

/** `<p style="text-align: cen`, `</di`, `<!-- comm`: the start of a tag that a story may have. */
const OPEN_TAG = /<(?:\/?$|\/?[a-z][a-z0-9:]{0,15}(?:[\s/][^<>]*)?|!--[^<>]*)$/i
/** `&hell`, `&#82`. */
const OPEN_ENTITY = /&#?[a-z0-9]{1,8}$/i
const REACH = 2000

/** Whether a value of so many bytes may be one that its column cut. */
export function isFull(size: number, columnLimit: number | undefined): boolean {
  return columnLimit !== undefined && size <= columnLimit && size > columnLimit - LONGEST_CHARACTER
}

/** `hasBrokenCharacter`: a piece of a character stood behind the text. */
export function findCut(
  text: string,
  {
    size,
    columnLimit,
    hasBrokenCharacter,
  }: { size: number; columnLimit: number | undefined; hasBrokenCharacter: boolean },
): Cut {
  const mayBeCut = isFull(size, columnLimit)
  const { length } = text
  const tail = text.slice(Math.max(0, length - REACH), length)
  const tag = OPEN_TAG.exec(tail)
  if (tag !== null && (mayBeCut || hasBrokenCharacter || isLongTag(tag[0]))) {
    return { isCutOff: true, length: length - tag[0].length }
  }
  const isCut = size === columnLimit || hasBrokenCharacter || (mayBeCut && !endsWell(tail))
  if (!isCut) return { isCutOff: false, length: text.length }
  const entity = OPEN_ENTITY.exec(tail)
  return { isCutOff: true, length: length - (entity?.[0].length ?? 0) }
}

/** `<3` and `<grin` are no tags; one with an attribute is. */
function isLongTag(tag: string): boolean {
  return /^<[a-z][a-z0-9]*\s+[a-z-]+\s*=/i.test(tag)
}

function endsWell(tail: string): boolean {
  return /[.!?…>"'”’)\]*~-]\s*$/.test(tail)
}

const CUT = 'The text ends here because the old database had no room for more.'

/** What stands behind the last block of a value that was cut. */
export function endOf(
  lines: LineIndex,
  id: string,
): { readonly gap: Block; readonly place: BlockPlace; readonly suggestion: Suggestion } {
  const line = lines.starts.length
  return {
    gap: { kind: 'gap', id, children: [CUT] },
    place: { chapter: 0, id, startLine: line, endLine: line },
    suggestion: lostEnd(line),
  }
}

export function lostEnd(line: number): Suggestion {
  return {
    code: 'lost-end',
    line,
    column: null,
    field: null,
    value: null,
    before: null,
    after: null,
    confidence: 1,
    why: 'The value fills its column to the last byte, or ends within a character or a tag: the rest is lost.',
    lines: [line],
  }
}
