/**
 * Opens a value with markup: decodes it, takes off added slashes, parses it and repairs its text.
 *
 *     bytes ▶ decode ▶ without the piece that the column cut ▶ without added slashes ▶ parse ▶ repair
 *
 * Slashes go before parsing, because they stand in the markup, too (`<a href=\"…\">`). Whatever is told of places is
 * told of the decoded value.
 */
import { type Decoded, type Doubt, suggestionOf } from '../decode/index.ts'
import { indexLines, type LineIndex } from '../position.ts'
import { type Markup, textRuns } from '../read/markup.ts'
import type { Suggestion } from '../reading.ts'
import { type Edit, repairShownText } from '../repair/index.ts'
import { originalSpan, type Patch } from '../repair/patches.ts'
import { applyChanges, type Change } from '../repair/rule.ts'
import type { Run } from '../run.ts'
import { findAddedSlashes } from './added-slashes.ts'
import { findCut } from './cut.ts'
import { decodeValue } from './decode-value.ts'
import { parseValue } from './parse-value.ts'
import type { ValueEvidence } from './value.ts'

export interface OpenValue {
  readonly encoding: Decoded['encoding']
  /** The decoded value, up to where it was cut. */
  readonly text: string
  readonly isCutOff: boolean
  readonly lines: LineIndex
  readonly markup: Markup
  readonly runs: readonly Run[]
  /** The value before any repair; null when nothing was repaired. */
  readonly faithful: { readonly markup: Markup; readonly runs: readonly Run[] } | null
  /** Places in `text`. */
  readonly edits: readonly Edit[]
  readonly suggestions: readonly Suggestion[]
}

export function openValue(bytes: Uint8Array, evidence: ValueEvidence): OpenValue {
  const decoded = decodeValue(bytes, evidence)
  const { isCutOff, length } = findCut(decoded.text, {
    size: bytes.length,
    columnLimit: evidence.columnLimit,
    hasBrokenCharacter: decoded.hasBrokenCharacter,
  })
  const text = isCutOff ? decoded.text.slice(0, length) : decoded.text
  const slashes = findAddedSlashes(text, evidence.hasAddedSlashes === true)
  const source = slashes.length === 0 ? text : applyChanges(text, slashes)
  const markup = parseValue(source)
  const asItCame = textRuns(markup)
  const repaired = repairShownText(asItCame, source)
  const edits = joinEdits(text, slashes, repaired.repairs)
  const lines = indexLines(text)
  const doubts = [...decoded.suggestions, ...moveDoubts(repaired.suggestions, slashes)]
  return {
    encoding: decoded.encoding,
    text,
    isCutOff,
    lines,
    markup,
    runs: repaired.runs,
    faithful: edits.length === 0 ? null : openFaithful(text, slashes, { markup, runs: asItCame }),
    edits,
    suggestions: doubts.filter(({ at }) => at[0] < text.length).map((doubt) => suggestionOf(lines, doubt)),
  }
}

function openFaithful(
  text: string,
  slashes: readonly Change[],
  parsed: { readonly markup: Markup; readonly runs: readonly Run[] },
): OpenValue['faithful'] {
  if (slashes.length === 0) return parsed
  const markup = parseValue(text)
  return { markup, runs: textRuns(markup) }
}

/** The edits of both stages, by places in the text that both began with. */
function joinEdits(text: string, slashes: readonly Change[], later: readonly Edit[]): readonly Edit[] {
  if (slashes.length === 0) return later
  const patches = slashes.map((change): Patch => ({ ...change, codes: ['added-slashes'] }))
  const moved = later.map((edit): Edit => {
    const at = originalSpan(patches, ...edit.at)
    return { ...edit, at, before: text.slice(...at) }
  })
  let next = 0
  const own = slashes.flatMap(({ from, to, after }): Edit[] => {
    while (next < moved.length && (moved[next] as Edit).at[1] <= from) next++
    const over = moved[next]
    if (over !== undefined && over.at[0] < to) {
      moved[next] = { ...over, codes: [...new Set([...over.codes, 'added-slashes' as const])] }
      return []
    }
    return [{ at: [from, to], before: text.slice(from, to), after, codes: ['added-slashes'] }]
  })
  return [...own, ...moved].toSorted((a, b) => a.at[0] - b.at[0])
}

function moveDoubts(doubts: readonly Doubt[], slashes: readonly Change[]): readonly Doubt[] {
  if (slashes.length === 0) return doubts
  const patches = slashes.map((change): Patch => ({ ...change, codes: ['added-slashes'] }))
  return doubts.map((doubt) => ({ ...doubt, at: originalSpan(patches, ...doubt.at) }))
}
