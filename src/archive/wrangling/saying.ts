/**
 * What is said of tags, and by whom; what follows from it is in `derive.ts`.
 *
 *     canonical   Willow Rosenberg
 *     synonym     Wilow → Willow Rosenberg            works keep “Wilow” and are found under Willow Rosenberg
 *     meta        Dark Willow → Willow Rosenberg      the second stands above the first, and finds its works too
 *     parent      Willow Rosenberg → Buffy the Vampire Slayer      she belongs to that fandom
 *     ambiguous   Will                                set aside: could be several people
 *     unwrangled  Red                                 leave it as it is, whatever rules say
 *
 * Nothing that was said is ever overwritten. What the archivist said goes before what rules say, what was said later
 * before what was said earlier, and what is taken back is deleted: then the rest decides. Whoever says that a tag is a
 * synonym, or stands under another, says with it that the other one is canonical; so sayings never go round in a circle.
 */
import { foldKey } from '../../kernel/text.ts'
import type { TagKind } from '../works/index.ts'

export type Speaker = 'archivist' | 'rule'

/** What a tag is by itself. */
export type StandingRelation = 'canonical' | 'synonym' | 'ambiguous' | 'unwrangled'
/** What stands above a tag: one of its kind, or what it belongs to. */
export type LinkRelation = 'meta' | 'parent'
export type Relation = StandingRelation | LinkRelation

export interface Saying {
  readonly relation: Relation
  readonly tag: number
  /** Of a synonym and of links. */
  readonly other: number | null
  /** False says that this link is not to be. */
  readonly holds: boolean
  readonly why: string | null
}

/** A saying with what decides whether it counts. */
export interface Said extends Saying {
  readonly id: number
  /** The decision or the set of rules it is part of; later ones are greater. */
  readonly wrangling: number
  readonly saidBy: Speaker
}

export function isLink(relation: Relation): relation is LinkRelation {
  return relation === 'meta' || relation === 'parent'
}

/** Does the first of these count rather than the second? */
export function isStronger(one: Said, other: Said): boolean {
  if (one.saidBy !== other.saidBy) return one.saidBy === 'archivist'
  return one.wrangling > other.wrangling || (one.wrangling === other.wrangling && one.id > other.id)
}

/** What may stand above a tag of another kind. It goes one way, so that parents cannot go round in a circle. */
const PARENT_KINDS: Readonly<Record<TagKind, readonly TagKind[]>> = {
  fandom: [],
  character: ['fandom'],
  relationship: ['fandom', 'character'],
  additional: ['fandom'],
  warning: [],
  category: [],
}

export function parentKindsOf(kind: TagKind): readonly TagKind[] {
  return PARENT_KINDS[kind]
}

export const LONGEST_NAME = 150
/** Works may bring longer ones; databases index tags by their folded names, and no index takes names of any length. */
const LONGEST_WORDS = 500
const MOST_BYTES_FOLDED = 1000

export type NameProblem = 'name-empty' | 'name-too-long' | 'name-has-sign'

/** As it is kept: composed, on one line, without space around it. */
export function tidyName(name: string): string {
  return name
    .slice(0, 4 * LONGEST_WORDS)
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** What stops a new canonical name. Signs that separate names or that addresses and queries use may not stand in it. */
export function checkCanonicalName(name: string): NameProblem | undefined {
  const problem = checkWords(name)
  if (problem !== undefined) return problem
  if (Array.from(name).length > LONGEST_NAME) return 'name-too-long'
  return SIGNS.test(name) ? 'name-has-sign' : undefined
}

/** What stops a name that no tag has yet: lists of tags are written with commas between them. */
export function checkNewName(name: string): NameProblem | undefined {
  return checkCanonicalName(name) ?? (/[,，、]/.test(name) ? 'name-has-sign' : undefined)
}

/** What stops the words of a synonym: they are what people wrote, so hardly anything does. */
export function checkWords(name: string): NameProblem | undefined {
  if (name.length > LONGEST_WORDS) return 'name-too-long'
  const folded = foldKey(name)
  if (folded === '') return 'name-empty'
  if (new TextEncoder().encode(folded).length > MOST_BYTES_FOLDED) return 'name-too-long'
  return UNSEEN.test(name) || !name.isWellFormed() ? 'name-has-sign' : undefined
}

const SIGNS = /[*<>^{}=`\\%]/
/** Controls, and signs that turn the direction of the text around them; joiners stay, since emoji are made of them. */
// oxlint-disable-next-line no-control-regex -- these controls are what it looks for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/
