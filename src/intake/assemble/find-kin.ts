/**
 * Finds all pairs of kin among many texts, by their marks and not by comparing all with all: every mark is sorted once
 * together with the texts that have it or ask for it, and those of one mark are compared.
 *
 * What thousands share (a disclaimer that stands in every story) is no reason to compare all of them. A mark that more
 * than RARE texts ask for brings two together only with a second one; one that more than MANY ask for leads each to the
 * first of them and to the NEIGHBOURS nearest on both sides in the given order. So two texts miss each other when they
 * have one such mark in common and no other, or only marks of very many and do not stand near each other. Copies of one
 * text are joined all the same, each to its neighbour.
 */
import { type Kin, kinOf } from './kinship.ts'
import { countTextAsks, countTextMarks } from './marks.ts'
import type { Outline } from './outline.ts'
import { type PairList, pairList } from './pair-list.ts'
import { HASHES } from './sketch.ts'

export interface KinPair extends Kin {
  /** Places in the list; `a` before `b`. */
  readonly a: number
  readonly b: number
}

const MANY = 64
const NEIGHBOURS = 4
/** A mark that more texts ask for may be a phrase that everybody writes: two texts need two of these to be compared. */
const RARE = 8
const ENOUGH = 2

/** Ascending by `a`, then `b`. The order of `outlines` decides nothing but who of very many is compared with whom. */
export function findKin(outlines: readonly Outline[]): readonly KinPair[] {
  const candidates = findCandidates(outlines)
  const pairs: KinPair[] = []
  for (let at = 0; at < candidates.length(); at++) {
    const [a, b] = [candidates.first(at), candidates.second(at)]
    const kin = kinOf(outlines[a] as Outline, outlines[b] as Outline)
    if (kin !== null) pairs.push({ a, b, ...kin })
  }
  return pairs
}

/** Those of which one asks for a mark of the other: for one that is rare, or for two. */
function findCandidates(outlines: readonly Outline[]): PairList {
  const runs = listRuns(outlines)
  const found = pairList()
  const counts = new Uint8Array(outlines.length)
  const met: number[] = []
  for (let at = 0; at < runs.byText.length(); at++) {
    const place = runs.byText.first(at)
    meet(runs, runs.byText.second(at), (other, weight) => {
      const before = counts[other] as number
      if (before >= ENOUGH || other === place) return
      if (before === 0) met.push(other)
      if (before + weight >= ENOUGH) found.add(Math.min(place, other), Math.max(place, other))
      counts[other] = before + weight
    })
    if (at + 1 < runs.byText.length() && runs.byText.first(at + 1) === place) continue
    for (const other of met) counts[other] = 0
    met.length = 0
  }
  found.sort()
  return found
}

/** Names the texts which one meets by one mark, and what that is worth. */
function meet({ askers, starts, ends }: Runs, own: number, tell: (other: number, weight: number) => void): void {
  const [start, end, self] = [starts[own] as number, ends[own] as number, askers[own] as number]
  const isMany = end - start > MANY
  const weight = end - start > RARE ? 1 : ENOUGH
  const from = isMany ? Math.max(start, own - NEIGHBOURS) : start
  const to = isMany ? Math.min(end, own + NEIGHBOURS + 1) : end
  if (from > start) tell(placeOf(askers[start] as number), weight)
  for (let at = from; at < to; at++) {
    const asker = askers[at] as number
    // One of the two has the mark.
    if (((asker | self) & 1) === 1) tell(placeOf(asker), weight)
  }
}

/** Marks that several texts ask for. */
interface Runs {
  /** Those who ask for one mark, then those who ask for the next: twice their places, plus 1 where they have it. */
  readonly askers: Int32Array
  /** For each asker where those of the same mark start and end. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Places of texts, each with where it is among the askers. */
  readonly byText: PairList
}

function listRuns(outlines: readonly Outline[]): Runs {
  const { asks, texts } = listAsks(outlines)
  const length = asks.length()
  const [askers, starts, ends] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)]
  const byText = pairList()
  for (let start = 0, end = 0; start < length; start = end) {
    const [upper, lower] = [asks.first(start), Math.floor(asks.second(start) / texts)]
    for (end = start + 1; end < length; end++)
      if (asks.first(end) !== upper || Math.floor(asks.second(end) / texts) !== lower) break
    if (end === start + 1) continue
    for (let at = start; at < end; at++) {
      const asker = asks.second(at) % texts
      askers[at] = asker
      byText.add(placeOf(asker), at)
    }
    starts.fill(start, start, end)
    ends.fill(end, start, end)
  }
  byText.sort()
  return { askers, starts, ends, byText }
}

interface Asks {
  /** The upper 32 bits of a hash, then the next ones with the text that asks for it: twice its place, plus 1 if it has the mark. */
  readonly asks: PairList
  /** What the part for the text is below. */
  readonly texts: number
}

const UPPER = HASHES / 2 ** 32

/** Of 100,000 texts there is room for 46 bits of a hash, of a million for 43; who meets by chance is only compared. */
function listAsks(outlines: readonly Outline[]): Asks {
  const texts = 2 ** Math.ceil(Math.log2(2 * outlines.length + 1))
  const dropped = Math.max(1, (UPPER * texts) / 2 ** 32)
  const asks = pairList(outlines.reduce((sum, outline) => sum + countTextAsks(outline), 0))
  outlines.forEach((outline, place) => {
    const [asked, marked] = [countTextAsks(outline), countTextMarks(outline)]
    for (let i = 0; i < asked; i++) {
      const hash = outline.sketch[i] as number
      const rest = Math.floor((hash % UPPER) / dropped)
      asks.add(Math.floor(hash / UPPER), rest * texts + 2 * place + (i < marked ? 1 : 0))
    }
  })
  asks.sort()
  return { asks, texts }
}

function placeOf(asker: number): number {
  return Math.floor(asker / 2)
}
