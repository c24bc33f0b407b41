/**
 * Reads a value in one line: a title, a pen name, the name of a tag.
 *
 *     in     &ldquo;Begin&rdquo; <b>again</b>,<br>Tom & Anna
 *     out    “Begin” again, Tom & Anna
 *
 * Tags go and entities are decoded once; what was escaped twice is mended as in any text, but for `&amp;lt;`: whoever
 * wrote that into a title may have meant to show it.
 */
import { replaceIllegal } from '../../kernel/xml.ts'
import { parseMarkup } from '../read/markup.ts'
import type { Suggestion } from '../reading.ts'
import { joinForRepair } from '../repair/joined.ts'
import type { Patch } from '../repair/patches.ts'
import { repairText } from '../repair/repair-runs.ts'
import { applyChanges } from '../repair/rule.ts'
import { findAddedSlashes } from './added-slashes.ts'
import { findCut, lostEnd } from './cut.ts'
import { decodeValue } from './decode-value.ts'
import { maskMarkup } from './mask-markup.ts'
import type { PlainValue, ValueEvidence, ValueRepair } from './value.ts'

export function readPlainValue(bytes: Uint8Array, evidence: ValueEvidence): PlainValue {
  const { text: asStored, hasBrokenCharacter } = decodeValue(bytes, evidence)
  if (ORDINARY.test(asStored))
    return { text: asStored, asStored, repairs: [], suggestions: lostEnds(bytes, evidence, false) }
  if (asStored.length > LONGEST) return readBeginning(asStored, evidence)
  const cut = findCut(asStored, { size: bytes.length, columnLimit: evidence.columnLimit, hasBrokenCharacter })
  const whole = cut.isCutOff ? asStored.slice(0, cut.length) : asStored
  const slashes = findAddedSlashes(whole, evidence.hasAddedSlashes === true)
  const shown = shownText(applyChanges(whole, slashes))
  const patches = repairText(shown).patches.filter((patch) => !isShownMarkup(shown, patch))
  const text = replaceIllegal(applyChanges(shown, patches)).replaceAll(/\s+/g, ' ').trim()
  const repairs: ValueRepair[] = [
    ...slashes.map(
      ({ from, to, after }): ValueRepair => ({ before: whole.slice(from, to), after, codes: ['added-slashes'] }),
    ),
    ...patches.map(({ from, to, after, codes }) => ({ before: shown.slice(from, to), after, codes })),
  ]
  return { text, asStored, repairs, suggestions: lostEnds(bytes, evidence, cut.isCutOff) }
}

/** Nobody has a name so long. */
const LONGEST = 100_000

/** No title at all, whatever it is: its beginning stands for it. */
function readBeginning(asStored: string, { hasAddedSlashes }: ValueEvidence): PlainValue {
  const beginning = readPlainValue(Buffer.from(asStored.slice(0, LONGEST)), {
    hasAddedSlashes: hasAddedSlashes === true,
  })
  const why = `This is the beginning of a value of ${asStored.length} characters, far too long for one line.`
  return { ...beginning, asStored, suggestions: [{ ...lostEnd(1), why }] }
}

/** Nothing that means anything but itself: letters, digits, marks and single spaces. */
const ORDINARY = /^[!"#$%'-;=?-[\]-~]+(?: [!"#$%'-;=?-[\]-~]+)*$/

/** The text without markup, on one line or more. */
function shownText(source: string): string {
  if (!/[<&]/.test(source)) return source
  const masked = maskMarkup(source)
  const { runs } = parseMarkup(source, masked)
  return joinForRepair(runs, masked).text
}

function isShownMarkup(shown: string, { from, to, codes }: Patch): boolean {
  return codes.includes('entity') && /^&(?:amp;)*(?:[lg]t|#0*6[02]|#x0*3[ce]);$/i.test(shown.slice(from, to))
}

function lostEnds(bytes: Uint8Array, { columnLimit }: ValueEvidence, isBroken: boolean): readonly Suggestion[] {
  return isBroken || bytes.length === columnLimit ? [lostEnd(1)] : []
}
