/**
 * Joins what holds a whole story with what holds parts of it: an e-book and the chapter files of the same story.
 *
 * A text that stands in another is a part of it unless it says otherwise: other people, or a title of its own, as a story
 * in a collection has. One that stands in several goes with the one that says most of the same, of equals the longest.
 */
import { compareText } from './compare.ts'
import type { KinPair } from './find-kin.ts'
import type { Group } from './group-parts.ts'
import { mayBePart } from './kinship.ts'
import { joinSets, type Text } from './same-texts.ts'

export function joinWholes(groups: readonly Group[], texts: readonly Text[], kin: readonly KinPair[]): Group[] {
  const groupOf = new Map(groups.flatMap((group, place) => group.texts.map((text) => [text, place] as const)))
  const sets = joinSets(groups.length)
  for (const [part, whole] of chooseWholes(texts, kin)) {
    const [a, b] = [groupOf.get(part), groupOf.get(whole)]
    if (a !== undefined && b !== undefined) sets.join(a, b)
  }
  return [...Map.groupBy(groups.keys(), (place) => sets.of(place)).values()].map((places) => {
    const joined = places.map((place) => groups[place] as Group)
    const [only, second] = joined
    if (only !== undefined && second === undefined) return only
    const contents = joined.find((group) => group.contents !== undefined)?.contents
    return {
      rule: 'whole-and-parts',
      texts: joined.flatMap((group) => group.texts),
      ...(contents !== undefined && { contents }),
    }
  })
}

function chooseWholes(texts: readonly Text[], kin: readonly KinPair[]): ReadonlyMap<Text, Text> {
  const chosen = new Map<Text, Text>()
  for (const { a, b, kinship } of kin) {
    if (kinship !== 'part') continue
    const [part, whole] = [texts[a] as Text, texts[b] as Text].toSorted((x, y) => wordsOf(x) - wordsOf(y)) as [
      Text,
      Text,
    ]
    if (!mayBePart(part.source.outline, whole.source.outline)) continue
    const before = chosen.get(part)
    if (before === undefined || isNearer(part, whole, before)) chosen.set(part, whole)
  }
  return chosen
}

function isNearer(part: Text, whole: Text, before: Text): boolean {
  const order =
    agreement(part, whole) - agreement(part, before) ||
    wordsOf(whole) - wordsOf(before) ||
    compareText(before.source.sha256, whole.source.sha256)
  return order > 0
}

function agreement({ source: { outline: part } }: Text, { source: { outline: whole } }: Text): number {
  const isOneTitle = part.title !== null && whole.title !== null
  return (isOneTitle ? 2 : 0) + (part.authors.some((author) => whole.authors.includes(author)) ? 1 : 0)
}

function wordsOf({ source }: Text): number {
  return source.outline.words
}
