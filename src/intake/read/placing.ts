/**
 * Finds lines that were set in the middle or to the right by typing spaces in front of them.
 *
 * A line stands in the middle when the blanks on both sides of it would be about as wide, in a page as wide as the
 * text's margin or as a terminal. An indent that many lines share is an indent, however wide.
 */
import type { Line } from './manuscript.ts'
import { widthOf } from './typing.ts'

const MIN_INDENT = 10
const WIDEST_CENTRED = 60
/** Columns in which the middle of a page of 60 to 80 columns lies. */
const MIDDLE = { from: 28, to: 42 }
const TOLERANCE = 3
const MIN_INDENT_RIGHT = 30
/** So many lines with one indent are a block, not a coincidence. */
const SHARED = 3

export function placeLines(lines: readonly Line[], margin: number): readonly Line[] {
  const shared = countIndents(lines)
  if (shared.size === 0) return lines
  return lines.map((line) => {
    if (line.indent < MIN_INDENT || line.align !== null) return line
    const align = alignOf(line, margin, shared)
    return align === null ? line : { ...line, align }
  })
}

/** Widths of the lines with each wide indent. */
function countIndents(lines: readonly Line[]): Map<number, Set<number>> {
  const widths = new Map<number, Set<number>>()
  for (const line of lines) {
    if (line.kind !== 'text' || line.indent < MIN_INDENT) continue
    const found = widths.get(line.indent) ?? new Set()
    if (found.size < SHARED) found.add(widthOf(line.run.text))
    widths.set(line.indent, found)
  }
  return widths
}

function alignOf(line: Line, margin: number, shared: Map<number, Set<number>>): 'centre' | 'right' | null {
  const width = widthOf(line.run.text)
  if (width > WIDEST_CENTRED || (shared.get(line.indent)?.size ?? 0) >= SHARED) return null
  const end = line.indent + width
  if (margin > 0 && line.indent >= MIN_INDENT_RIGHT && Math.abs(end - margin) <= TOLERANCE) return 'right'
  const middle = line.indent + width / 2
  if (margin > 0 && Math.abs(middle - margin / 2) <= TOLERANCE) return 'centre'
  return middle >= MIDDLE.from && middle <= MIDDLE.to ? 'centre' : null
}
