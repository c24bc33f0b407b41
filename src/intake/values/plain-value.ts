/**
 * Reads a value in one line: a title, a pen name, the name of a tag.
 *
 *     in     &ldquo;Begin&rdquo; <b>again</b>, Tom & Anna
 *     out    “Begin” again, Tom & Anna
 *
 * Tags go, entities are decoded once; then the text is repaired like any other.
 */
import { replaceIllegal } from '../../kernel/xml.ts'
import { parseMarkup, textRuns } from '../read/markup.ts'
import { repairText } from '../repair/repair-runs.ts'
import { applyChanges } from '../repair/rule.ts'
import { findAddedSlashes } from './added-slashes.ts'
import { decodeValue } from './decode-value.ts'
import type { PlainValue, ValueEvidence, ValueRepair } from './value.ts'

export function readPlainValue(bytes: Uint8Array, evidence: ValueEvidence): PlainValue {
  const asStored = decodeValue(bytes, evidence.siteEncoding).text
  const slashes = evidence.hasAddedSlashes === true ? findAddedSlashes(asStored) : []
  const source = applyChanges(asStored, slashes)
  const shown = textRuns(parseMarkup(source))
    .map((run) => run.text)
    .join('')
  const { patches } = repairText(shown)
  const text = replaceIllegal(applyChanges(shown, patches)).replaceAll(/\s+/g, ' ').trim()
  const repairs: ValueRepair[] = [
    ...slashes.map(
      ({ from, to, after }): ValueRepair => ({ before: asStored.slice(from, to), after, codes: ['added-slashes'] }),
    ),
    ...patches.map(({ from, to, after, codes }) => ({ before: shown.slice(from, to), after, codes })),
  ]
  return { text, asStored, repairs, suggestions: [] }
}
