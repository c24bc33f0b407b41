/**
 * Repairs the runs of a source: undoes the accidents that are certain, and names those that are not.
 *
 *     “sheís here”   ▶   “she’s here”     with the edit { before: 'í', after: '’', codes: ['cp1252-as-macroman'] }
 *
 * Certain means: the byte story explains the damage exactly, nobody disputes the result, and it can be undone. What an
 * author got wrong is never repaired. Lines stay lines: no repair adds or takes away a line end. The whole list runs
 * again until nothing more is found, so repairing twice is the same as repairing once.
 *
 * A repair that somebody has undone is found as the others are, and then not made. So nothing else changes by it: what
 * other places prove stays proven, and layers of repairs in one place are one edit, made or left as a whole.
 */
import type { RepairCode } from '../codes.ts'
import type { Doubt } from '../decode/index.ts'
import type { Run } from '../run.ts'
import type { Edit } from './edits.ts'
import { type Joined, joinForRepair, type PlacedPatch, patchRuns, placePatches } from './joined.ts'
import { composeChanges, originalSpan, type Patch } from './patches.ts'
import { STAGES } from './repairs.ts'
import { applyChanges, type DoubtfulChange, type Rule, startSession } from './rule.ts'

export interface Repaired {
  /** As many as before, in the same order. */
  readonly runs: readonly Run[]
  /** In the order of the runs, each place once. */
  readonly repairs: readonly Edit[]
  /** What would be in `repairs`, and somebody has undone. */
  readonly refused: readonly Edit[]
  readonly suggestions: readonly Doubt[]
}

/** `source` is the decoded source that the runs point into. */
export function repairRuns(runs: readonly Run[], source: string): Repaired {
  return repairWithout(runs, source, () => false)
}

/** The same without the repairs that somebody has undone. */
export function repairWithout(runs: readonly Run[], source: string, skip: (edit: Edit) => boolean): Repaired {
  return repair(runs, source, skip, false)
}

/** The same without hard spaces on lines of nothing else (`<p>&nbsp;</p>`): nothing is shown there, so nothing is mended. */
export function repairShownText(runs: readonly Run[], source: string): Repaired {
  return repair(runs, source, () => false, true)
}

function repair(
  runs: readonly Run[],
  source: string,
  skip: (edit: Edit) => boolean,
  leavesBlankLines: boolean,
): Repaired {
  const joined = joinForRepair(runs, source)
  if (!SUSPICIOUS.test(joined.text) && !hasCodes(joined.text))
    return { runs, repairs: [], refused: [], suggestions: [] }
  const { patches: all, doubts } = repairText(joined.text)
  const patches = leavesBlankLines ? all.filter((patch) => !isOnBlankLine(joined.text, patch)) : all
  const kept: PlacedPatch[] = []
  const repairs: Edit[] = []
  const refused: Edit[] = []
  for (const stretches of wholePatches(placePatches(runs, joined, patches))) {
    const edits = editsOf(stretches, source)
    if (edits.some(skip)) {
      refused.push(...edits)
      continue
    }
    kept.push(...stretches)
    repairs.push(...edits)
  }
  // Markup may be read in another order than it stands in.
  const inOrder = (edits: Edit[]): Edit[] => (runs.length === 1 ? edits : edits.toSorted((a, b) => a.at[0] - b.at[0]))
  return {
    runs: patchRuns(runs, kept),
    repairs: inOrder(repairs),
    refused: inOrder(refused),
    suggestions: doubts.flatMap((doubt) => placeDoubt(runs, joined, source, doubt) ?? []),
  }
}

/** With half of a patch left out, letters would be in the text twice or not at all. */
function* wholePatches(placed: readonly PlacedPatch[]): Generator<readonly PlacedPatch[]> {
  for (let i = 0; i < placed.length; ) {
    let end = i + 1
    while (placed[end]?.goesOn === true) end++
    yield placed.slice(i, end)
    i = end
  }
}

function editsOf(stretches: readonly PlacedPatch[], source: string): readonly Edit[] {
  const begins = stretches.length > 1 ? { begins: stretches[0]?.at[0] ?? 0 } : {}
  return stretches.map(({ at, after, codes }) => ({ at, before: source.slice(...at), after, codes, ...begins }))
}

function isOnBlankLine(text: string, { from, to, codes }: Patch): boolean {
  if (!codes.every((code) => code === 'nbsp-space' || code === 'nbsp-indent')) return false
  let start = from
  while (start > 0 && isBlank(text.charAt(start - 1))) start--
  let end = from
  while (end < text.length && isBlank(text.charAt(end))) end++
  const startsLine = start === 0 || text.charAt(start - 1) === '\n'
  return startsLine && end >= to && (end === text.length || text.charAt(end) === '\n')
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\u00a0' || character === '\t' || character === '\r'
}

/** What most repairs need at least one of: a character beyond ASCII, a control, an `&` or a backslash. */
const SUSPICIOUS = /[^\t\n\r -%'-[\]-~]/

/** What the others look for: signs that are rare in stories, and a question mark within a word. */
function hasCodes(text: string): boolean {
  return text.includes('=') || text.includes('+') || text.includes('%u') || text.includes('u2019') || INNER.test(text)
}

const INNER = /\?[A-Za-z]/

/** After so many times the list has gone wrong somewhere; what there is then is kept. */
const MOST_TIMES = 8
/** More doubts than anybody would look through. */
const MOST_DOUBTS = 500

interface TextRepair {
  readonly patches: readonly Patch[]
  /** By offsets in the text before the repairs. */
  readonly doubts: readonly DoubtfulChange[]
}

export function repairText(original: string): TextRepair {
  let text = original
  let patches: readonly Patch[] = []
  const proven = new Set<RepairCode>()
  const session = startSession(proven)
  let doubts: DoubtfulChange[] = []
  const run = (rule: Rule): boolean => {
    const found = rule.find(text, session)
    doubts.push(...found.doubts)
    if (found.changes.length === 0) return false
    patches = composeChanges(original, patches, text, found.changes, rule.code)
    text = applyChanges(text, found.changes)
    proven.add(rule.code)
    return true
  }
  for (let times = 0; times < MOST_TIMES; times++) {
    doubts = []
    let hasChanged = false
    for (const { rules, rounds } of STAGES) {
      for (let round = 0; round < rounds; round++) {
        const changed = rules.map(run).includes(true)
        hasChanged ||= changed
        if (!changed) break
      }
    }
    if (!hasChanged) break
  }
  return { patches, doubts: doubts.slice(0, MOST_DOUBTS).map((doubt) => moveBack(patches, doubt)) }
}

function moveBack(patches: readonly Patch[], doubt: DoubtfulChange): DoubtfulChange {
  const [from, to] = originalSpan(patches, doubt.from, doubt.to)
  return { ...doubt, from, to }
}

/** A doubt whose place is in no run is about text of our own; there is none. */
function placeDoubt(runs: readonly Run[], joined: Joined, source: string, doubt: DoubtfulChange): Doubt | undefined {
  const [placed] = placePatches(runs, joined, [{ ...doubt, codes: [] }])
  if (placed === undefined) return undefined
  return {
    code: 'doubtful-repair',
    at: placed.at,
    before: source.slice(...placed.at),
    after: placed.after,
    confidence: doubt.confidence,
    why: doubt.why,
  }
}
