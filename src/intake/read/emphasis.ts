/**
 * Reads typed emphasis: finds out which marks a text uses for it, takes them off and puts marks beside the text.
 *
 *     in     "It makes me *feel*, and"     out    "It makes me feel, and" with `em` over "feel"
 *
 * One pair of `*` or `_` in a whole story is emphasis, for hardly anything else looks like it. `/` and `~` have too
 * many other uses (alternatives, signatures, ornaments around names), so they count only when at least two pairs stand
 * inside sentences and hardly any mark is left without a partner. Whatever is not paired stays as text.
 */
import { joinRuns, type Run, sliceRun } from '../run.ts'
import { findPairs, MARKERS, type Marker, type Pair } from './emphasis-pairs.ts'
import type { Group } from './join-lines.ts'
import type { Line, Mark } from './manuscript.ts'
import type { MarkMeaning, TypedSigns } from './typed-signs.ts'
import { endsSentence, isOrnament } from './typing.ts'

export interface Emphasised {
  readonly lines: readonly Line[]
  /** Marks in use, in the order of `MARKERS`. */
  readonly markers: readonly Marker[]
  /** How many pairs there are of each mark that occurs, and how many marks without a partner. */
  readonly counts: readonly MarkCount[]
}

export interface MarkCount {
  readonly marker: Marker
  readonly pairs: number
  readonly unpaired: number
}

const ANY_MARKER = /[*_~/]/
const MIN_PAIRS_IN_SENTENCES = 2
/** More than anybody wrote into one paragraph: the marks are something else, and stay. */
const MAX_PAIRS = 10_000

interface Evidence {
  pairs: number
  inSentences: number
  unpaired: number
}

/** `meanings` are known of the place where the text is from; of other marks the text itself tells. */
export function readEmphasis(
  lines: readonly Line[],
  groups: readonly Group[],
  meanings: Meanings = NO_MEANINGS,
): Emphasised {
  const marked = groups.filter((group) => isMarked(lines, group))
  if (marked.length === 0) return { lines, markers: [], counts: [] }
  const evidence = findEvidence(lines, marked)
  const counts = countsOf(evidence)
  const markers = MARKERS.filter((marker) => isInUse(marker, evidence.get(marker) as Evidence, meanings.get(marker)))
  if (markers.length === 0) return { lines, markers, counts }
  const chosen = new Set(markers)
  const read = [...lines]
  let key = 0
  for (const group of marked) {
    const { pairs } = findPairs(textOf(lines, group), chosen)
    if (pairs.length === 0 || pairs.length > MAX_PAIRS) continue
    takeOff(read, group, pairs, { key, meanings })
    key -= pairs.length
  }
  return { lines: read, markers, counts }
}

type Meanings = TypedSigns['marks']
const NO_MEANINGS: Meanings = new Map()

function countsOf(evidence: ReadonlyMap<Marker, Evidence>): readonly MarkCount[] {
  return [...evidence].flatMap(([marker, { pairs, unpaired }]) =>
    pairs + unpaired === 0 ? [] : [{ marker, pairs, unpaired }],
  )
}

function isMarked(lines: readonly Line[], group: Group): boolean {
  for (let i = group.first; i <= group.last; i++) {
    const text = lines[i]?.run.text ?? ''
    if (ANY_MARKER.test(text) && !(group.first === group.last && isOrnament(text))) return true
  }
  return false
}

function textOf(lines: readonly Line[], group: Group): string {
  if (group.first === group.last) return lines[group.first]?.run.text ?? ''
  const texts: string[] = []
  for (let i = group.first; i <= group.last; i++) texts.push(lines[i]?.run.text ?? '')
  return texts.join('\n')
}

function findEvidence(lines: readonly Line[], groups: readonly Group[]): ReadonlyMap<Marker, Evidence> {
  const evidence = new Map<Marker, Evidence>(
    MARKERS.map((marker) => [marker, { pairs: 0, inSentences: 0, unpaired: 0 }]),
  )
  for (const group of groups) {
    const text = textOf(lines, group)
    const { pairs, unpaired } = findPairs(text)
    if (pairs.length > MAX_PAIRS) continue
    for (const pair of pairs) {
      const found = evidence.get(pair.marker) as Evidence
      found.pairs++
      if (isInSentence(text, pair)) found.inSentences++
    }
    for (const marker of unpaired) (evidence.get(marker) as Evidence).unpaired++
  }
  return evidence
}

function isInUse(
  marker: Marker,
  { pairs, inSentences, unpaired }: Evidence,
  meaning: MarkMeaning | undefined,
): boolean {
  if (meaning !== undefined) return meaning !== 'nothing' && pairs > 0
  if (marker === '*' || marker === '_') return pairs > 0
  return inSentences >= MIN_PAIRS_IN_SENTENCES && unpaired <= inSentences
}

/** The pair is part of a paragraph, or all of one that ends like a sentence: not an ornament around a name. */
function isInSentence(text: string, pair: Pair): boolean {
  const isWhole = pair.open === 0 && pair.close + pair.size === text.length
  return !isWhole || (text.includes(' ') && endsSentence(text.slice(0, pair.close)))
}

/** Takes the marks of the pairs off the lines of a group. Keys count down from `key`, apart from those of markup. */
function takeOff(
  lines: Line[],
  group: Group,
  pairs: readonly Pair[],
  { key, meanings }: { readonly key: number; readonly meanings: Meanings },
): void {
  const cuts = pairs.flatMap((pair) => [
    { from: pair.open, to: pair.open + pair.size },
    { from: pair.close, to: pair.close + pair.size },
  ])
  cuts.sort((a, b) => a.from - b.from)
  const spans = pairs.map((pair, i) => ({ pair, key: key - 1 - i }))
  spans.sort((a, b) => a.pair.open - b.pair.open)
  let start = 0
  let nextCut = 0
  let nextSpan = 0
  let active: typeof spans = []
  for (let i = group.first; i <= group.last; i++) {
    const line = lines[i] as Line
    const end = start + line.run.text.length
    const own: Cut[] = []
    for (let cut = cuts[nextCut]; cut !== undefined && cut.from < end; cut = cuts[++nextCut]) {
      own.push({ from: cut.from - start, to: cut.to - start })
    }
    for (let span = spans[nextSpan]; span !== undefined && span.pair.open < end; span = spans[++nextSpan])
      active.push(span)
    const added = active.flatMap((span) =>
      marksOf(span.pair, kindsOf(span.pair, meanings), { key: span.key, start, end }),
    )
    if (own.length > 0 || added.length > 0) lines[i] = cutLine(line, own, added)
    active = active.filter((span) => span.pair.close >= end)
    start = end + 1
  }
}

interface Cut {
  readonly from: number
  readonly to: number
}

interface Stretch {
  readonly key: number
  readonly start: number
  readonly end: number
}

/** The marks of a pair on the line at `[start, end)` of its group's text. */
function marksOf(pair: Pair, kinds: readonly Mark['kind'][], { key, start, end }: Stretch): Mark[] {
  const from = Math.max(pair.open + pair.size, start) - start
  const to = Math.min(pair.close, end) - start
  return from >= to ? [] : kinds.map((kind) => ({ from, to, kind, key }))
}

const KIND_OF_MEANING = { italics: 'em', bold: 'strong', underline: 'u' } as const

function kindsOf({ marker, size }: Pair, meanings: Meanings): readonly Mark['kind'][] {
  if (size > 1) return size === 3 ? ['strong', 'em'] : ['strong']
  const meaning = meanings.get(marker) ?? 'italics'
  return [meaning === 'nothing' ? 'em' : KIND_OF_MEANING[meaning]]
}

function cutLine(line: Line, cuts: readonly Cut[], added: readonly Mark[]): Line {
  const parts: Run[] = []
  let at = 0
  for (const cut of cuts) {
    parts.push(sliceRun(line.run, at, cut.from))
    at = cut.to
  }
  parts.push(sliceRun(line.run, at))
  const move = mover(cuts)
  const marks = [...line.marks, ...added].map((mark) => ({ ...mark, from: move(mark.from), to: move(mark.to) }))
  return { ...line, run: joinRuns(parts), marks: marks.filter((mark) => mark.from < mark.to) }
}

/** Where an offset comes to stand when the cuts are taken out. */
function mover(cuts: readonly Cut[]): (offset: number) => number {
  const gone = [0]
  for (const cut of cuts) gone.push((gone.at(-1) ?? 0) + cut.to - cut.from)
  return (offset) => {
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cuts[middle] as Cut).to <= offset) low = middle + 1
      else high = middle
    }
    const cut = cuts[low]
    const inside = cut === undefined ? 0 : Math.max(0, offset - cut.from)
    return offset - (gone[low] ?? 0) - inside
  }
}
