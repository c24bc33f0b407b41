/**
 * Opens a value with markup: decodes it, takes off added slashes, parses it and repairs its text.
 *
 *     bytes ▶ decode ▶ without the piece that the column cut ▶ undo what storing did to all of it ▶ parse ▶ repair
 *
 * Added slashes go before parsing, because they stand in the markup, too (`<a href=\"…\">`). Whatever is told of places is
 * told of the decoded value.
 */
import { type Decoded, suggestionOf } from '../decode/index.ts'
import { indexLines, type LineIndex } from '../position.ts'
import { type Markup, textRuns } from '../read/markup.ts'
import type { Suggestion } from '../reading.ts'
import { type Edit, repairShownText } from '../repair/index.ts'
import { originalSpan, type Patch } from '../repair/patches.ts'
import { applyChanges } from '../repair/rule.ts'
import type { Run } from '../run.ts'
import { findCut } from './cut.ts'
import { decodeValue } from './decode-value.ts'
import { parseValue } from './parse-value.ts'
import { findStoredForms } from './stored-forms.ts'
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
  const stored = findStoredForms(text, evidence.hasAddedSlashes === true)
  const source = stored.length === 0 ? text : applyChanges(text, stored)
  const markup = parseValue(source)
  const asItCame = textRuns(markup)
  const repaired = repairShownText(asItCame, source)
  const edits = joinEdits(text, stored, repaired.repairs)
  const lines = indexLines(text)
  const doubts = [...decoded.suggestions, ...moveBack(stored, repaired.suggestions)]
  return {
    encoding: decoded.encoding,
    text,
    isCutOff,
    lines,
    markup,
    runs: repaired.runs,
    faithful: edits.length === 0 ? null : openFaithful(text, stored.length === 0, { markup, runs: asItCame }),
    edits,
    suggestions: doubts.filter(({ at }) => at[0] < text.length).map((doubt) => suggestionOf(lines, doubt)),
  }
}

function openFaithful(
  text: string,
  isAsStored: boolean,
  parsed: { readonly markup: Markup; readonly runs: readonly Run[] },
): OpenValue['faithful'] {
  if (isAsStored) return parsed
  const markup = parseValue(text)
  return { markup, runs: textRuns(markup) }
}

/** The edits of both stages, by places in the text that both began with. */
function joinEdits(text: string, stored: readonly Patch[], later: readonly Edit[]): readonly Edit[] {
  if (stored.length === 0) return later
  const moved = moveBack(stored, later).map((edit): Edit => ({ ...edit, before: text.slice(...edit.at) }))
  const joined: Edit[] = []
  let next = 0
  for (const { from, to, after, codes } of stored) {
    while (next < moved.length && (moved[next] as Edit).at[1] <= from) joined.push(moved[next++] as Edit)
    const over = moved[next]
    if (over === undefined || over.at[0] >= to) {
      joined.push({ at: [from, to], before: text.slice(from, to), after, codes })
    } else {
      // What was changed again is one edit.
      moved[next] = { ...over, codes: [...new Set([...codes, ...over.codes])] }
    }
  }
  return [...joined, ...moved.slice(next)]
}

/** The same places in the text before the patches, in order. */
function moveBack<Placed extends { readonly at: readonly [number, number] }>(
  patches: readonly Patch[],
  placed: readonly Placed[],
): Placed[] {
  if (patches.length === 0) return [...placed]
  let next = 0
  let shift = 0
  return placed
    .toSorted((a, b) => a.at[0] - b.at[0])
    .map((each) => {
      const [from, to] = each.at
      for (let patch = patches[next]; patch !== undefined && endOf(patch, shift) <= from; patch = patches[++next]) {
        shift += patch.after.length - (patch.to - patch.from)
      }
      let last = next
      for (let grown = shift; last < patches.length; last++) {
        const patch = patches[last] as Patch
        if (patch.from + grown >= to) break
        grown += patch.after.length - (patch.to - patch.from)
      }
      return { ...each, at: originalSpan(patches.slice(next, last), from - shift, to - shift) }
    })
}

function endOf(patch: Patch, shift: number): number {
  return patch.from + shift + patch.after.length
}
