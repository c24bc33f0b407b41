/**
 * Groups lines into paragraphs: which run together, which start anew, which were broken on purpose.
 *
 * A blank line always ends a paragraph. Within a block of lines without one it depends on how the text was typed
 * (`layout.ts`): in text broken at a margin a line that reaches it goes on in the next, one that ends a sentence early
 * ends the paragraph, an indent starts one, and a short line in the middle of a sentence was broken on purpose. In text of
 * one line a paragraph only short lines stay together, and only where paragraphs are separated by blank lines.
 */
import type { Group } from './join-lines.ts'
import { columnsOf, type Draft, isSameFlow, LONGEST_SHORT_LINE, NARROWEST_MARGIN, type Typing } from './layout.ts'
import type { Line } from './manuscript.ts'
import { endsSentence, isLabelled, isOrnament, opensQuote, startsLower, widthOf } from './typing.ts'
import { isVerse } from './verse.ts'

export interface Grouped {
  readonly groups: readonly Group[]
  /** Indexes into `groups` of those that are verse. */
  readonly verse: readonly number[]
}

type Relation = 'join' | 'break' | 'cut'

/** How much an indent has to change to mean something. */
const STEP = 2
/** A broken line may end this far before the margin, if the next word would still have fitted. */
const SLACK = 8
/** Lines broken by hand are at least this share of the margin long. */
const RAGGED_SHARE = 0.65

/** A block: lines without a blank line between them (in double-spaced text, without more than one). */
interface Block {
  readonly indexes: readonly number[]
  readonly isVerse: boolean
  /** Lines of much the same length in the middle of sentences: broken at a margin of their own. */
  readonly isWrapped: boolean
  readonly startsLabelled: boolean
}

export function groupLines(draft: Draft, typing: Typing): Grouped {
  const groups: Group[] = []
  const verse: number[] = []
  let block: number[] = []
  const finish = (): void => {
    if (block.length === 0) return
    const described = describe(draft, typing, block)
    if (described.isVerse) verse.push(groups.length)
    groupBlock(draft, typing, described, groups)
    block = []
  }
  draft.lines.forEach((line, i) => {
    if (line.kind !== 'text') return
    const last = block.at(-1)
    if (last !== undefined && !isInBlock(draft, typing, last, i)) finish()
    block.push(i)
  })
  finish()
  return { groups, verse }
}

function isInBlock(draft: Draft, typing: Typing, last: number, index: number): boolean {
  if (index - last > 1 + typing.spacing || !isSameFlow(draft, last, index)) return false
  for (let i = last + 1; i < index; i++) if (draft.lines[i]?.kind !== 'blank') return false
  // In double-spaced text two lines without a blank one between were set apart on purpose, and stay in one block.
  return true
}

function describe(draft: Draft, typing: Typing, indexes: readonly number[]): Block {
  if (indexes.length === 1) return { indexes, isVerse: false, isWrapped: false, startsLabelled: false }
  const lines = indexes.map((i) => draft.lines[i] as Line)
  return {
    indexes,
    isVerse: (typing.wrapped || typing.separated) && isVerse(lines, typing.margin),
    isWrapped: isWrappedAlone(lines, typing.trustsBreaks === true ? LONGEST_SHORT_LINE : 0),
    startsLabelled: isLabelled((lines[0] as Line).run.text),
  }
}

function groupBlock(draft: Draft, typing: Typing, block: Block, groups: Group[]): void {
  let first = block.indexes[0] as number
  let breaks: number[] = []
  for (let k = 1; k < block.indexes.length; k++) {
    const upper = block.indexes[k - 1] as number
    const lower = block.indexes[k] as number
    const relation = relate(draft, typing, block, k, first)
    if (relation === 'break') breaks.push(lower)
    if (relation !== 'cut') continue
    groups.push({ first, last: upper, breaks })
    first = lower
    breaks = []
  }
  groups.push({ first, last: block.indexes.at(-1) as number, breaks })
}

/** How line `k` of the block relates to the line above it, in a paragraph that starts with line `first`. */
function relate(draft: Draft, typing: Typing, block: Block, k: number, first: number): Relation {
  const upper = draft.lines[block.indexes[k - 1] as number] as Line
  const lower = draft.lines[block.indexes[k] as number] as Line
  if (upper.quote !== lower.quote) return 'cut'
  if (isOrnament(upper.run.text) || isOrnament(lower.run.text)) return 'cut'
  if (upper.align !== null || lower.align !== null) return upper.align === lower.align ? 'break' : 'cut'
  if (block.isVerse) return 'break'
  if (!typing.wrapped) return relateUnwrapped(typing, block, upper, lower)
  const above = draft.lines[block.indexes[k - 2] ?? -1]
  return relateWrapped(typing, block, upper, lower, {
    isFirst: block.indexes[k - 1] === first,
    isComb: above !== undefined && isFilled(above, upper, typing.margin),
  })
}

function relateUnwrapped(typing: Typing, block: Block, upper: Line, lower: Line): Relation {
  if (block.isWrapped) return 'join'
  if (!typing.separated || columnsOf(upper) > LONGEST_SHORT_LINE || columnsOf(lower) > LONGEST_SHORT_LINE) return 'cut'
  return endsSentence(upper.run.text) || opensQuote(lower.run.text) ? 'cut' : 'break'
}

/** `isFirst`: the upper line opens its paragraph; `isComb`: the line above it was full, so it may be what was left. */
function relateWrapped(
  typing: Typing,
  block: Block,
  upper: Line,
  lower: Line,
  place: { readonly isFirst: boolean; readonly isComb: boolean },
): Relation {
  const filled = isFilled(upper, lower, typing.margin)
  const goesOn = !endsSentence(upper.run.text) && startsLower(lower.run.text)
  if (block.startsLabelled && isLabelled(lower.run.text)) return 'break'
  const step = lower.indent - upper.indent
  if (step >= STEP) {
    // "SUMMARY: A ferry, a fog bank, and the case" goes on in an indented line.
    const hangs = goesOn || (filled && place.isFirst && isLabelled(upper.run.text))
    return hangs ? 'join' : 'cut'
  }
  if (step <= -STEP) return (place.isFirst && filled) || goesOn ? 'join' : 'cut'
  if (filled || (goesOn && (place.isComb || columnsOf(upper) * 3 >= typing.margin))) return 'join'
  if (isRagged(typing, upper, lower)) return 'join'
  return endsSentence(upper.run.text) ? 'cut' : 'break'
}

/** Lines broken by hand stop short of the margin here and there; blank lines say where paragraphs end. */
function isRagged(typing: Typing, upper: Line, lower: Line): boolean {
  if (!typing.spaced || columnsOf(upper) < typing.margin * RAGGED_SHARE) return false
  return upper.run.text.endsWith(',') || !opensQuote(lower.run.text)
}

/** The first word of the lower line would not have fitted into the upper one. */
function isFilled(upper: Line, lower: Line, margin: number): boolean {
  const text = lower.run.text
  const space = text.indexOf(' ')
  const word = widthOf(space === -1 ? text.slice(0, margin) : text.slice(0, Math.min(space, margin)))
  return columnsOf(upper) + 1 + Math.min(word, 20) > margin - SLACK
}

/** A block that was broken at a margin wider than `least`, in a text that otherwise was not: a pasted note, a quoted mail. */
function isWrappedAlone(lines: readonly Line[], least: number): boolean {
  let narrowest = Number.POSITIVE_INFINITY
  let widest = 0
  for (let i = 0; i + 1 < lines.length; i++) {
    const upper = lines[i] as Line
    const lower = lines[i + 1] as Line
    const columns = columnsOf(upper)
    if (endsSentence(upper.run.text) && !isFilled(upper, lower, columns)) return false
    if (!endsSentence(upper.run.text) && !startsLower(lower.run.text) && isLabelled(lower.run.text)) return false
    narrowest = Math.min(narrowest, columns)
    widest = Math.max(widest, columns)
  }
  const last = lines.at(-1) as Line
  const isEven = narrowest >= NARROWEST_MARGIN && widest > least && widest <= 100 && widest - narrowest <= 20
  return isEven && columnsOf(last) <= widest + 2 && hasMostlySmallStarts(lines)
}

function hasMostlySmallStarts(lines: readonly Line[]): boolean {
  const goingOn = lines.filter(
    (line, i) => i > 0 && startsLower(line.run.text) && !endsSentence((lines[i - 1] as Line).run.text),
  )
  return goingOn.length * 2 >= lines.length - 1
}
