/**
 * Tells by spelling which names may be one: without marks, spaces and signs, in any order of the people in them.
 *
 *     "Hurt / Comfort", "hurt & comfort", "HurtComfort"      hurtcomfort
 *     "Willow/Tara", "Tara x Willow"                         / tara willow
 *     "Willow & Tara", "Tara and Willow"                     & tara willow
 *
 * In a relationship "/" and "&" stay apart: the first is love, the second friendship. Elsewhere they are punctuation.
 */
import { foldKey } from '../../kernel/text.ts'
import type { TagKind } from '../works/index.ts'

export interface People {
  readonly sign: '/' | '&'
  /** As written, in their order. */
  readonly names: readonly string[]
}

/** The people in a relationship; undefined where it names no two. */
export function peopleIn(name: string): People | undefined {
  for (const [sign, pattern] of SEPARATORS) {
    const names = name.split(pattern).map((each) => each.trim())
    if (names.length > 1 && names.length <= MOST_PEOPLE && names.every((each) => foldKey(each) !== ''))
      return { sign, names }
  }
  return undefined
}

const MOST_PEOPLE = 12
const SEPARATORS: readonly (readonly ['/' | '&', RegExp])[] = [
  ['/', /[/\u2044\u2215\uff0f]/u],
  ['/', /\s[xX×♥]\s|[×♥]/u],
  ['&', /[&+＆＋]/u],
  ['&', /\s(?:and|und|et|y|e|og|och|en|и)\s/iu],
]

/** The same for names that differ in marks, spaces, punctuation, or the order of people. */
export function looseKey(kind: TagKind, name: string): string {
  if (kind === 'relationship') {
    const people = peopleIn(name)
    if (people !== undefined) return `${people.sign} ${people.names.map(bare).toSorted().join(' ')}`
  }
  return bare(kind === 'fandom' ? name : name.replaceAll(AND, ''))
}

/** "Hurt and Comfort" */
const AND = /\s(?:and|und|et|&|\+)\s/giu

function bare(name: string): string {
  const key = foldKey(name)
  const letters = key.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '')
  // Names of nothing but signs and emoji are their own key.
  return letters === '' ? key : letters
}

/**
 * Is one of these probably a slip of the other? One letter more, less or other, or two that changed places, and never a
 * digit: "Season 1" is not "Season 2". Short names differ by a letter and are two people.
 */
export function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || Math.min(one.length, other.length) < SHORTEST_NEAR) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const left = one.slice(start, one.length - end)
  const right = other.slice(start, other.length - end)
  if (DIGIT.test(left) || DIGIT.test(right)) return false
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

export const SHORTEST_NEAR = 6
const DIGIT = /\p{N}/u

/** All that is left of a name when any one letter is missing: two near names share one of these. */
export function* withoutOneLetter(key: string): Generator<string> {
  yield key
  for (let i = 0; i < key.length; i++) if (key[i] !== key[i - 1]) yield key.slice(0, i) + key.slice(i + 1)
}
