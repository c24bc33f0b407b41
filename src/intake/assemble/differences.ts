/**
 * Tells where two versions of a text differ, paragraph by paragraph.
 *
 *     here   A B C D        there   A X C D E        B against X (paragraph 2), nothing against E (after 4)
 *
 * Paragraphs that stand once in each and in the same order hold both texts together; what lies between two of them
 * differs. Damage that letters and digits do not show is no difference. Takes n log n steps for n paragraphs.
 */
import { lettersOf } from './sketch.ts'

export interface Difference {
  /** Place of its first paragraph here, from 0; where nothing stands here, of the one that follows. */
  readonly at: number
  readonly here: readonly string[]
  readonly there: readonly string[]
}

export function differencesOf(here: readonly string[], there: readonly string[]): readonly Difference[] {
  const [a, b] = [here.map(keyOf), there.map(keyOf)]
  const pairs = [...anchors(a, b), [a.length, b.length] as const]
  const differences: Difference[] = []
  let [i, j] = [0, 0]
  for (const [nextA, nextB] of pairs) {
    // Paragraphs that stand several times pair from the ends of the gap.
    let [endA, endB] = [nextA, nextB]
    while (i < endA && j < endB && a[i] === b[j]) [i, j] = [i + 1, j + 1]
    while (endA > i && endB > j && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1]
    if (i < endA || j < endB) differences.push({ at: i, here: here.slice(i, endA), there: there.slice(j, endB) })
    ;[i, j] = [nextA + 1, nextB + 1]
  }
  return differences
}

function keyOf(paragraph: string): string {
  return Buffer.from(lettersOf(paragraph)).toString('latin1')
}

/** Places of paragraphs that both have once, the longest row of them that is in order in both. */
function anchors(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const [inA, inB] = [placesOfUnique(a), placesOfUnique(b)]
  const common = [...inA].flatMap(([key, place]) => {
    const other = inB.get(key)
    return other === undefined ? [] : [[place, other] as const]
  })
  return longestRising(common)
}

function placesOfUnique(keys: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  keys.forEach((key, place) => places.set(key, places.has(key) ? -1 : place))
  return new Map([...places].filter(([key, place]) => place !== -1 && key !== ''))
}

/** Of pairs that rise in the first place, the longest row that rises in the second, too. */
function longestRising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const ends: number[] = []
  const before: number[] = []
  pairs.forEach(([, value], i) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] as number]?.[1] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before[i] = low === 0 ? -1 : (ends[low - 1] as number)
    ends[low] = i
  })
  const row: (readonly [number, number])[] = []
  for (let i = ends.at(-1) ?? -1; i !== -1; i = before[i] as number) row.push(pairs[i] as readonly [number, number])
  return row.toReversed()
}
