/**
 * Finds the sources that hold the same text, whatever they are: letter for letter, or damaged, re-wrapped, in another
 * format. One of them is read, the one that says most; the others are further sources of it.
 *
 * Exactly the same letters are the same text whoever says to have written them. Nearly the same ones are not when the
 * sources say to be different parts, or have other titles and other names: then a person is asked.
 */
import { compareText } from './compare.ts'
import { findKin, type KinPair } from './find-kin.ts'
import { areOtherParts, contradicts, kinOf, MIN_WORDS_TO_COMPARE } from './kinship.ts'
import type { ReadSource } from './read-source.ts'

/** A text with the sources that hold it. */
export interface Text {
  /** The one that is read. */
  readonly source: ReadSource
  readonly copies: readonly Copy[]
}

export interface Copy {
  readonly source: ReadSource
  readonly role: 'duplicate' | 'other-version'
}

export interface SameTexts {
  readonly texts: readonly Text[]
  /** What texts are to each other; places are those in `texts`. */
  readonly kin: readonly KinPair[]
}

/** `sources` in an order that does not depend on how they were given. */
export function groupSameTexts(sources: readonly ReadSource[]): SameTexts {
  const exact = [...Map.groupBy(sources, exactKey).values()]
  const first = exact.map((group) => group[0] as ReadSource)
  const kin = findKin(first.map(({ outline }) => outline))
  const groups = joinSets(first.length)
  for (const { a, b, kinship } of kin) {
    const [x, y] = [(first[a] as ReadSource).outline, (first[b] as ReadSource).outline]
    if (kinship === 'same' && !areOtherParts(x, y) && !contradicts(x, y)) groups.join(a, b)
  }
  const members = Map.groupBy(exact.keys(), (place) => groups.of(place))
  const places = new Map([...members.keys()].map((group, place) => [group, place]))
  const placeOf = (place: number): number => places.get(groups.of(place)) ?? 0
  return {
    texts: [...members.values()].map((each) => chooseText(each.flatMap((place) => exact[place] ?? []))),
    kin: kin.flatMap((pair) => {
      const [a, b] = [placeOf(pair.a), placeOf(pair.b)]
      return a === b ? [] : [{ ...pair, a: Math.min(a, b), b: Math.max(a, b) }]
    }),
  }
}

/** A short text counts as the same only when everything else is the same too. */
function exactKey({ outline, sha256 }: ReadSource): string {
  return outline.words >= MIN_WORDS_TO_COMPARE ? outline.textHash : sha256
}

/** The source that says most is read; of equals the first by place. A revision comes before what it revises. */
function chooseText(sources: readonly ReadSource[]): Text {
  const best = sources.reduce((a, b) => (saysMore(b.outline, a.outline) > 0 ? b : a))
  const copies = sources
    .filter((source) => source !== best)
    .map((source): Copy => ({ source, role: roleBeside(source, best) }))
  return { source: best, copies }
}

function roleBeside({ outline }: ReadSource, { outline: read }: ReadSource): Copy['role'] {
  if (outline.textHash === read.textHash) return 'duplicate'
  return read.revisedAt === null && kinOf(outline, read)?.kinship === 'same' ? 'duplicate' : 'other-version'
}

type Outline = ReadSource['outline']

/** Above 0 when `a` says more than `b`: who wrote it, its chapters, its emphasis, its facts. */
function saysMore(a: Outline, b: Outline): number {
  return (
    compareText(a.revisedAt ?? '', b.revisedAt ?? '') ||
    richness(a) - richness(b) ||
    a.chapterNumbers.length - b.chapterNumbers.length ||
    Number(a.emphasis > 0) - Number(b.emphasis > 0) ||
    a.facts - b.facts
  )
}

function richness({ title, authors, part }: Outline): number {
  return (title === null ? 0 : 2) + (authors.length > 0 ? 2 : 0) + (part === null ? 0 : 1)
}

interface Sets {
  readonly join: (a: number, b: number) => void
  /** The smallest of the set. */
  readonly of: (member: number) => number
}

/** Sets of the numbers below `size`, each alone at first. */
export function joinSets(size: number): Sets {
  const parents = Int32Array.from({ length: size }, (_, i) => i)
  const of = (member: number): number => {
    let root = member
    while (parents[root] !== root) root = parents[root] as number
    for (let each = member; each !== root; ) {
      const next = parents[each] as number
      parents[each] = root
      each = next
    }
    return root
  }
  return {
    of,
    join(a, b) {
      const [x, y] = [of(a), of(b)]
      parents[Math.max(x, y)] = Math.min(x, y)
    },
  }
}
