/**
 * Gives the blocks of a new version of a chapter the ids of the old version's blocks that it holds again.
 *
 *     old   b1 "He came." b2 "She left."      new   "He came." "It rained." "She  left!"      b1 b3 b2
 *
 * Blocks are compared by their letters and digits, so mended quotes and spaces change nothing; in texts of the Latin
 * alphabet by the plain ones only, since damage always hits the others. Blocks whose text stands once in either
 * version are anchors; what lies between two anchors is paired from both ends, then by likeness within a small window,
 * so the work grows with the number of blocks and not with its square.
 */
import { plainText } from '../../document/plain-text.ts'
import type { Block } from '../../document/tree.ts'
import { idGiver, numberedBlocks, renumber } from './number-blocks.ts'

export function alignIds(previous: readonly Block[], next: readonly Block[]): Block[] {
  const old = numberedBlocks(previous).map(entryOf)
  const fresh = numberedBlocks(next).map(entryOf)
  const pairs = pairEntries(old, fresh)
  const giveId = idGiver(old.map((entry) => entry.id ?? ''))
  return renumber(next, (index) => old[pairs[index] ?? -1]?.id ?? giveId())
}

interface Entry {
  readonly id: string | undefined
  readonly text: string
  readonly key: string
}

/** Blocks may be alike in this share of their words to count as the same one, changed. */
const MIN_LIKENESS = 0.5
/** How far a changed block is looked for. */
const WINDOW = 16
const MAX_WORDS = 2000

function entryOf(block: Block): Entry {
  if (block.kind === 'hr') return { id: block.id, text: '', key: 'hr' }
  const text = plainText([block])
  const letters = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  const plain = letters.replace(/[^a-z0-9]+/g, '')
  const key = plain.length * 2 >= letters.length ? plain : letters
  return { id: block.id, text, key: `text ${key === '' ? text : key}` }
}

/** Index of the old entry for each new one, -1 for none. Ascending where it is not -1. */
function pairEntries(old: readonly Entry[], fresh: readonly Entry[]): Int32Array {
  const pairs = new Int32Array(fresh.length).fill(-1)
  let oldAt = 0
  let freshAt = 0
  for (const [a, b] of [...findAnchors(old, fresh), [old.length, fresh.length] as const]) {
    pairBetween(old, fresh, pairs, { oldFrom: oldAt, oldTo: a, freshFrom: freshAt, freshTo: b })
    if (b < fresh.length) pairs[b] = a
    oldAt = a + 1
    freshAt = b + 1
  }
  return pairs
}

/** Pairs of entries whose key stands once in both, the longest row of them that ascends in both. */
function findAnchors(old: readonly Entry[], fresh: readonly Entry[]): (readonly [number, number])[] {
  const oldPlaces = singlePlaces(old)
  const candidates: (readonly [number, number])[] = []
  for (const [key, b] of singlePlaces(fresh)) {
    const a = oldPlaces.get(key) ?? -1
    if (a >= 0 && b >= 0) candidates.push([a, b])
  }
  candidates.sort((one, other) => one[1] - other[1])
  return longestAscending(candidates)
}

/** Where each key stands, -1 when in more than one place. */
function singlePlaces(entries: readonly Entry[]): Map<string, number> {
  const places = new Map<string, number>()
  entries.forEach(({ key }, index) => places.set(key, places.has(key) ? -1 : index))
  return places
}

/** The longest row of candidates whose old places ascend, too (patience sorting). */
function longestAscending(candidates: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const tops: number[] = []
  const before = new Int32Array(candidates.length).fill(-1)
  candidates.forEach(([a], index) => {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((candidates[tops[middle] as number]?.[0] ?? 0) < a) low = middle + 1
      else high = middle
    }
    before[index] = tops[low - 1] ?? -1
    tops[low] = index
  })
  const row: (readonly [number, number])[] = []
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) row.push(candidates[at] as readonly [number, number])
  return row.toReversed()
}

interface Gap {
  readonly oldFrom: number
  readonly oldTo: number
  readonly freshFrom: number
  readonly freshTo: number
}

function pairBetween(old: readonly Entry[], fresh: readonly Entry[], pairs: Int32Array, gap: Gap): void {
  let { oldFrom, oldTo, freshFrom, freshTo } = gap
  while (oldFrom < oldTo && freshFrom < freshTo && old[oldFrom]?.key === fresh[freshFrom]?.key)
    pairs[freshFrom++] = oldFrom++
  while (oldFrom < oldTo && freshFrom < freshTo && old[oldTo - 1]?.key === fresh[freshTo - 1]?.key)
    pairs[--freshTo] = --oldTo
  const words = wordReader()
  for (let b = freshFrom; b < freshTo && oldFrom < oldTo; b++) {
    const a = mostAlike(old, fresh[b] as Entry, oldFrom, Math.min(oldTo, oldFrom + WINDOW), words)
    if (a === -1) continue
    pairs[b] = a
    oldFrom = a + 1
  }
}

type WordReader = (entry: Entry) => ReadonlySet<string>

function wordReader(): WordReader {
  const read = new Map<Entry, ReadonlySet<string>>()
  return (entry) => {
    const known = read.get(entry)
    if (known !== undefined) return known
    const words = wordsOf(entry.text)
    read.set(entry, words)
    return words
  }
}

/** Words; in scripts without spaces, which make long ones, characters. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>()
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words.size >= MAX_WORDS) break
    if (word.length <= 24) words.add(word)
    else for (const character of word.slice(0, MAX_WORDS)) words.add(character)
  }
  return words
}

function mostAlike(old: readonly Entry[], entry: Entry, from: number, to: number, words: WordReader): number {
  let best = -1
  let most = MIN_LIKENESS
  for (let a = from; a < to; a++) {
    const likeness = likenessOf(old[a] as Entry, entry, words)
    if (likeness < most || (likeness === most && best !== -1)) continue
    best = a
    most = likeness
  }
  return best
}

function likenessOf(a: Entry, b: Entry, words: WordReader): number {
  if (a.key === b.key) return 1
  const one = words(a)
  const other = words(b)
  const [small, large] = one.size < other.size ? [one, other] : [other, one]
  if (small.size === 0 || small.size * 3 < large.size) return 0
  let shared = 0
  for (const word of small) if (large.has(word)) shared++
  return (2 * shared) / (small.size + large.size)
}
