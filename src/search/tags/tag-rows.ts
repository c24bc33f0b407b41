/**
 * The counted tags of each work, laid out so that those of a hundred thousand works are counted in milliseconds.
 *
 *     starts    17 …            where the row of work 0 begins
 *     cells     … 3 0 5 912     at 17: three tags, by their numbers here
 *     terms     4211 87 …       number 0 here is term 4211, which most works have
 *
 * What counting costs is memory that is far away. Therefore numbers here take two bytes as long as there are no more than
 * 65,536 tags, frequent tags have numbers close to each other, and works of one fandom lie together: most questions are
 * about one. For the same reason the beginnings of many rows are looked up ahead of the counting, one load not waiting for
 * the other.
 */

import { TAG_KINDS_COUNTED } from '../question.ts'
import { type Bits, lowestBit } from './bits.ts'
import { borrow } from './spare.ts'
import type { Terms } from './terms.ts'

export interface TagRows {
  readonly starts: Uint32Array
  readonly cells: Uint16Array | Uint32Array
  /** By number here, most frequent first. */
  readonly terms: Uint32Array
  /** How many works have each, by number here. */
  readonly totals: Uint32Array
}

/** Those of work `n` are `terms[starts[n]]` up to `terms[starts[n + 1] - 1]`. */
export interface TermLists {
  readonly starts: Uint32Array
  readonly terms: Uint32Array
}

/** Parts lists of all terms into rows of counted tags and lists of everything else. */
export function partTerms(lists: TermLists, terms: Terms): { readonly rows: TagRows; readonly others: TermLists } {
  const isCounted = Uint8Array.from({ length: terms.size() }, (_, term) => Number(COUNTED.has(terms.kindOf(term))))
  const numbered = numberByFrequency(lists, isCounted)
  const works = lists.starts.length - 1
  const otherStarts = new Uint32Array(works + 1)
  const sizes = new Uint32Array(works)
  let longest = 0
  for (let work = 0; work < works; work++) {
    const [from, end] = [lists.starts[work] as number, lists.starts[work + 1] as number]
    let size = 0
    for (let at = from; at < end; at++) size += isCounted[lists.terms[at] as number] as number
    sizes[work] = size
    longest = Math.max(longest, size)
    otherStarts[work + 1] = (otherStarts[work] as number) + (end - from - size)
  }
  const starts = placeRows(sizes, clustersOf(lists, numbered, terms))
  const isNarrow = Math.max(numbered.terms.length, longest) <= 0xffff
  const length = lists.terms.length - (otherStarts[works] as number) + works
  const cells = isNarrow ? new Uint16Array(length) : new Uint32Array(length)
  const others = new Uint32Array(otherStarts[works] as number)
  for (let work = 0, other = 0; work < works; work++) {
    let cell = starts[work] as number
    cells[cell++] = sizes[work] as number
    for (let at = lists.starts[work] as number; at < (lists.starts[work + 1] as number); at++) {
      const term = lists.terms[at] as number
      if (isCounted[term] === 1) cells[cell++] = numbered.numbers[term] as number
      else others[other++] = term
    }
  }
  return {
    rows: { starts, cells, terms: numbered.terms, totals: numbered.totals },
    others: { starts: otherStarts, terms: others },
  }
}

/** The terms of the counted tags of a work. */
export function countedTagsOf({ starts, cells, terms }: TagRows, work: number): readonly number[] {
  const start = starts[work] as number
  return Array.from(cells.subarray(start + 1, start + 1 + (cells[start] as number)), (cell) => terms[cell] as number)
}

const WORKS_AHEAD = 512

/** How many of the works have each tag, by its number here. Borrowed. */
export function countTags(rows: TagRows, matches: Bits): Uint32Array {
  const counts = borrow(rows.terms.length)
  const ahead = new Uint32Array(WORKS_AHEAD)
  let works = 0
  for (let i = 0; i < matches.length; i++) {
    for (let word = matches[i] as number; word !== 0; word &= word - 1) {
      ahead[works++] = (i << 5) + lowestBit(word)
      if (works === WORKS_AHEAD) {
        countRows(rows, ahead, counts)
        works = 0
      }
    }
  }
  countRows(rows, ahead.subarray(0, works), counts)
  return counts
}

function countRows({ starts, cells }: TagRows, works: Uint32Array, counts: Uint32Array): void {
  const sizes = new Uint32Array(works.length)
  for (let i = 0; i < works.length; i++) {
    const start = starts[works[i] as number] as number
    works[i] = start
    sizes[i] = cells[start] as number
  }
  for (let i = 0; i < works.length; i++) {
    const start = works[i] as number
    const end = start + (sizes[i] as number)
    for (let at = start + 1; at <= end; at++) {
      const cell = cells[at] as number
      counts[cell] = (counts[cell] as number) + 1
    }
  }
}

const COUNTED: ReadonlySet<string> = new Set(TAG_KINDS_COUNTED)
const NO_NUMBER = 2 ** 32 - 1

interface Numbered {
  /** By term. */
  readonly numbers: Uint32Array
  /** By number. */
  readonly terms: Uint32Array
  readonly totals: Uint32Array
}

function numberByFrequency(lists: TermLists, isCounted: Uint8Array): Numbered {
  const counts = new Uint32Array(isCounted.length)
  for (let at = 0; at < lists.terms.length; at++) {
    const term = lists.terms[at] as number
    counts[term] = (counts[term] as number) + 1
  }
  const used = Uint32Array.from(isCounted.keys()).filter((term) => isCounted[term] === 1 && counts[term] !== 0)
  const terms = used.toSorted((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
  const numbers = new Uint32Array(isCounted.length).fill(NO_NUMBER)
  for (let number = 0; number < terms.length; number++) numbers[terms[number] as number] = number
  return { numbers, terms, totals: Uint32Array.from(terms, (term) => counts[term] as number) }
}

/** For each work the number of the most frequent of its fandoms; one behind all for a work without. */
function clustersOf(lists: TermLists, { numbers, terms: numbered }: Numbered, terms: Terms): Uint32Array {
  const isFandom = Uint8Array.from({ length: terms.size() }, (_, term) => Number(terms.kindOf(term) === 'fandom'))
  const clusters = new Uint32Array(lists.starts.length - 1).fill(numbered.length)
  for (let work = 0; work < clusters.length; work++) {
    for (let at = lists.starts[work] as number; at < (lists.starts[work + 1] as number); at++) {
      const term = lists.terms[at] as number
      if (isFandom[term] === 1) clusters[work] = Math.min(clusters[work] as number, numbers[term] as number)
    }
  }
  return clusters
}

/** Where each row begins: those of a cluster one behind the other, in the order of their works. */
function placeRows(sizes: Uint32Array, clusters: Uint32Array): Uint32Array {
  const ends: number[] = []
  for (let work = 0; work < sizes.length; work++) {
    const cluster = clusters[work] as number
    ends[cluster] = (ends[cluster] ?? 0) + (sizes[work] as number) + 1
  }
  const next = new Float64Array(ends.length)
  for (let cluster = 0, at = 0; cluster < ends.length; cluster++) {
    next[cluster] = at
    at += ends[cluster] ?? 0
  }
  const starts = new Uint32Array(sizes.length)
  for (let work = 0; work < sizes.length; work++) {
    const cluster = clusters[work] as number
    starts[work] = next[cluster] as number
    next[cluster] = (next[cluster] as number) + (sizes[work] as number) + 1
  }
  return starts
}
