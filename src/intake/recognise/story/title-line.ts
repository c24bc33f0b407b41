/** Recognises a chapter's title on a line of its own below the heading. */
import { type Body, type BodyLine, isSetOffAfter } from './body.ts'
import { undecorate } from './decoration.ts'
import { readDiaryDate } from './diary-date.ts'
import { readEndMarker } from './end-marker.ts'
import { readSalutation } from './letter-lines.ts'
import { parseHeading } from './parse-heading.ts'
import { readPovLabel } from './pov-label.ts'

/** Words that stay small inside a title. */
const SMALL = /^(?:a|an|the|of|in|on|at|to|and|or|for|by|with|de|la|le|les|des|du|et|el|los|y|und|der|die|das|von|im)$/i

/** The title, when `line` is one for the heading at `heading`. */
export function findTitleLine(body: Body, heading: number, line: BodyLine): string | null {
  const isNear = (body.blankBefore[line.index] ?? 0) <= 1
  if (!isNear || line.isTaken || !line.isAlone || !isSetOffAfter(body, line.index)) return null
  if (line.text.length > 60 || parseHeading(line.text) !== null || opensSection(line.text)) return null
  const { inner, hasSigns } = undecorate(line.text)
  const words = inner.split(/\s+/u)
  if (inner === '' || words.length > 9 || /[.,;:]$/.test(line.text) || !/\p{L}/u.test(inner)) return null
  const above = body.lines[heading]?.source
  const isLikeAbove = line.source.kind === 'heading' || (above?.align === 'centre' && line.source.align === 'centre')
  if (isLikeAbove || hasSigns) return inner
  if (/^["“„«].*["”“»]$/u.test(inner)) return (body.blankBefore[line.index] ?? 0) === 0 ? inner : null
  if (line.isEmphasised && (body.blankBefore[line.index] ?? 0) === 0) return inner
  return words.length > 1 && isTitleCase(words) && !/[?!…]$/u.test(inner) ? inner : null
}

/** A label, a date or a salutation below a heading opens the first section; an end of a part closes an empty one. */
function opensSection(text: string): boolean {
  return (
    readPovLabel(text)?.form === 'stated' ||
    readDiaryDate(text, 'unknown') !== null ||
    readSalutation(text)?.isStrong === true ||
    readEndMarker(text)?.ending === 'end-of-part'
  )
}

function isTitleCase(words: readonly string[]): boolean {
  return words.every((word, i) => /^["“'‘(]?[\p{Lu}\p{Lo}\d]/u.test(word) || (i > 0 && SMALL.test(word)))
}
