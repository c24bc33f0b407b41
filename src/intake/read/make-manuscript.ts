/** Makes the manuscript of typed lines, the same for plain text and for markup: layout, paragraphs, emphasis. */
import { readEmphasis } from './emphasis.ts'
import { groupLines } from './group-lines.ts'
import { type Group, joinLines } from './join-lines.ts'
import { type Draft, detectTyping, trustBreaks } from './layout.ts'
import type { Container, Hints, Layout, Line, Manuscript, Paragraph } from './manuscript.ts'
import { placeLines } from './placing.ts'
import { readSigns, type TypedSigns } from './typed-signs.ts'

export interface Facts {
  readonly hints: Hints
  readonly quoted: boolean
  /** Emphasis that markup said. */
  readonly emphasis: Layout['emphasis']
  /** False leaves `*stars*` as they are. */
  readonly isTyped?: boolean
  /** See `MarkupReading`. */
  readonly trustsBreaks?: boolean
  /** What typed signs are known to mean where the text is from. */
  readonly signs?: TypedSigns | undefined
}

export function makeManuscript(typed: Draft, facts: Facts): Manuscript {
  const draft = facts.signs === undefined ? typed : { ...typed, lines: readSigns(typed.lines, facts.signs) }
  const detected = detectTyping(draft)
  const typing = facts.trustsBreaks === true ? trustBreaks(draft, detected) : detected
  const placed: Draft = { lines: placeLines(draft.lines, typing.margin), flows: draft.flows }
  const { groups, verse } = groupLines(placed, typing)
  const marked = markVerse(placed.lines, groups, verse)
  const emphasised =
    facts.isTyped === false
      ? { lines: marked, markers: [], counts: [] }
      : readEmphasis(marked, groups, facts.signs?.marks)
  const paragraphs = makeParagraphs(emphasised.lines, groups)
  return {
    lines: emphasised.lines,
    paragraphs,
    layout: {
      wrapped: typing.wrapped,
      gap: usualGap(paragraphs),
      emphasis: [...facts.emphasis, ...emphasised.markers],
      quoted: facts.quoted,
      marks: emphasised.counts,
    },
    hints: facts.hints,
  }
}

/** Puts the lines of verse into containers; stanzas that follow one another are one poem. */
function markVerse(lines: readonly Line[], groups: readonly Group[], verse: readonly number[]): readonly Line[] {
  if (verse.length === 0) return lines
  const marked = [...lines]
  // Keys of elements of markup count up from 1.
  let key = 0
  let before = -2
  for (const index of verse) {
    const group = groups[index] as Group
    if (index !== before + 1) key--
    before = index
    const container: Container = { kind: 'verse', key }
    for (let i = group.first; i <= group.last; i++) {
      const line = marked[i] as Line
      if (line.kind === 'text') marked[i] = { ...line, containers: [...line.containers, container] }
    }
  }
  return marked
}

function makeParagraphs(lines: readonly Line[], groups: readonly Group[]): Paragraph[] {
  return groups.map((group) => {
    let blank = 0
    for (let i = group.first - 1; lines[i]?.kind === 'blank'; i--) blank++
    return joinLines(lines, group, blank)
  })
}

/** The number of blank lines that most often stands between two paragraphs. */
function usualGap(paragraphs: readonly Paragraph[]): number {
  const counts = new Map<number, number>()
  for (const { blankBefore } of paragraphs.slice(1)) counts.set(blankBefore, (counts.get(blankBefore) ?? 0) + 1)
  let usual = 0
  let most = 0
  for (const [gap, count] of counts) {
    if (count < most || (count === most && gap > usual)) continue
    usual = gap
    most = count
  }
  return usual
}
