/**
 * Finds all pairs of kin among many texts, by their marks and not by comparing all with all: every mark is sorted once
 * together with the texts that have it or ask for it, and those of one mark are compared.
 *
 * What thousands share (a disclaimer that stands in every story) is no reason to compare all of them: a mark that more
 * than MANY texts ask for leads each of them to the first that has it and to the NEIGHBOURS nearest on both sides in the
 * given order. So two texts miss each other when all marks by which they could meet are in more than MANY texts and they
 * do not stand near each other. Copies of one text are joined all the same, each to its neighbour.
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

/** Those of which one asks for a mark of the other. */
function findCandidates(outlines: readonly Outline[]): PairList {
  const { asks, texts } = listAsks(outlines)
  const found = pairList()
  for (let start = 0, end = 0; start < asks.length(); start = end) {
    const [upper, lower] = [asks.first(start), Math.floor(asks.second(start) / texts)]
    for (end = start + 1; end < asks.length(); end++)
      if (asks.first(end) !== upper || Math.floor(asks.second(end) / texts) !== lower) break
    if (end > start + 1)
      meet(
        Array.from({ length: end - start }, (_, i) => asks.second(start + i) % texts),
        found,
      )
  }
  found.sort()
  return found
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

/** `askers` of one mark, ascending; odd ones have it. */
function meet(askers: readonly number[], found: PairList): void {
  const holders = askers.filter((asker) => asker % 2 === 1).map(placeOf)
  const isMany = askers.length > MANY
  let before = 0
  for (const asker of askers) {
    const place = placeOf(asker)
    while (before < holders.length && (holders[before] as number) < place) before++
    for (let i = isMany ? Math.max(0, before - NEIGHBOURS) : 0; i < holders.length; i++) {
      if (isMany && i > before + NEIGHBOURS) break
      add(found, place, holders[i] as number)
    }
    if (isMany && holders.length > 0) add(found, place, holders[0] as number)
  }
}

function placeOf(asker: number): number {
  return Math.floor(asker / 2)
}

function add(found: PairList, a: number, b: number): void {
  if (a !== b) found.add(Math.min(a, b), Math.max(a, b))
}
