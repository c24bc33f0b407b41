/**
 * Decides which sources of one work are read, and in what order; the others are further sources of it.
 *
 *     an e-book of chapters 1 to 10, files of chapters 1 to 12   →  the e-book, then chapters 11 and 12
 *     ten chapter files, one long text without a chapter         →  the ten files
 *
 * What holds more is read before what stands in it, unless the parts hold all of it and know more of its chapters. Of two
 * texts of one part a revision is read, else the longer one.
 */
import { compareText } from './compare.ts'
import { type Group, numberSaid } from './group-parts.ts'
import { kinOf, OTHER_VERSION } from './kinship.ts'
import type { Outline } from './outline.ts'
import { likeness } from './overlap.ts'
import type { Text } from './same-texts.ts'

export interface Chosen {
  readonly text: Text
  readonly role: 'text' | 'duplicate' | 'other-version'
  readonly number: number | null
}

/** Those that are read first, in reading order. */
export function chooseTexts({ rule, texts }: Group): readonly Chosen[] {
  return rule === 'whole-and-parts' ? chooseOfWhole(texts) : chooseOfParts(texts)
}

function chooseOfParts(texts: readonly Text[]): readonly Chosen[] {
  const read: Chosen[] = []
  const others: Chosen[] = []
  const byNumber = new Map<number | null, Outline[]>()
  for (const text of texts.toSorted(inOrder)) {
    const { outline } = text.source
    const number = numberSaid(text.source)
    const before = byNumber.get(number) ?? []
    if (before.some((each) => isVersionOf(each, outline, number))) others.push({ text, role: 'other-version', number })
    else {
      read.push({ text, role: 'text', number })
      byNumber.set(number, [...before, outline])
    }
  }
  return [...read, ...others]
}

/** `before` comes first in order, so it is the revision if one of them is. */
function isVersionOf(before: Outline, outline: Outline, number: number | null): boolean {
  if (before.revisedAt !== null) return true
  return number !== null && likeness(before.sketch, outline.sketch) >= OTHER_VERSION
}

function inOrder(a: Text, b: Text): number {
  return (
    (numberSaid(a.source) ?? Infinity) - (numberSaid(b.source) ?? Infinity) ||
    compareText(b.source.outline.revisedAt ?? '', a.source.outline.revisedAt ?? '') ||
    byLength(a, b)
  )
}

function byLength(a: Text, b: Text): number {
  return b.source.outline.words - a.source.outline.words || compareText(a.source.sha256, b.source.sha256)
}

function chooseOfWhole(texts: readonly Text[]): readonly Chosen[] {
  const sorted = texts.toSorted(byLength)
  const known = new Set(sorted.filter((text) => isSaidByParts(text, sorted)))
  const read: Chosen[] = []
  const others: Chosen[] = []
  for (const text of [...sorted.filter((each) => !known.has(each)), ...known]) {
    const number = numberSaid(text.source)
    const kin = read.map((each) => kinOf(each.text.source.outline, text.source.outline)?.kinship)
    if (known.has(text) || kin.includes('part') || kin.includes('same'))
      others.push({ text, role: 'duplicate', number })
    else if (kin.includes('version')) others.push({ text, role: 'other-version', number })
    else read.push({ text, role: 'text', number })
  }
  // A whole that numbers nothing begins at the beginning.
  return [...read.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0) || byLength(a.text, b.text)), ...others]
}

/** From here on parts hold all of a text but what an editor adds between them. */
const ALL_OF_IT = 0.9

/** Whether shorter texts hold all of this one together, and tell more chapters apart. */
function isSaidByParts({ source: { outline } }: Text, texts: readonly Text[]): boolean {
  const parts = texts
    .map(({ source }) => source.outline)
    .filter((each) => each.words < outline.words && kinOf(each, outline)?.kinship === 'part')
  if (parts.length < 2) return false
  const chapters = parts.reduce((sum, part) => sum + Math.max(1, part.chapterNumbers.length), 0)
  if (chapters <= outline.chapterNumbers.length) return false
  const held = new Set(parts.flatMap(({ sketch }) => Array.from(sketch)))
  return Array.from(outline.sketch).filter((hash) => held.has(hash)).length >= ALL_OF_IT * outline.sketch.length
}
