/**
 * What the names in a site's list of characters mean: one person, two people together, or somebody of no canon.
 *
 *     "Summers, Buffy"        character: Buffy Summers       by the canon of its category
 *     "Joss/Nerissa"          relationship: Joss/Nerissa     both are in the list, one of them as Nerissa Vale
 *     "Jekyll/Hyde"           additional: Jekyll/Hyde        neither is in the list: it may be one person with two names
 *     "OFC"                   character: Original Female Character
 */
import type { Canon } from '../../../intake/canon/index.ts'
import {
  type CanonIndex,
  isOneWord,
  isOrdinary,
  type PairItem,
  resolvePair,
  resolvePartly,
  splitPairings,
} from '../../../intake/recognise/canon/index.ts'
import { foldKey } from '../../../kernel/text.ts'
import { EVERYBODY, MADE_UP_SHORT, NONE, OTHER_PEOPLE } from './name-words.ts'
import { type Meaning, type Proposal, quote, type SiteTerm } from './term.ts'

export type Meant = Pick<Proposal, 'means' | 'why'>

/** Whose names may be meant: the canon of a category, or those of the whole site where a name is in no category. */
export interface People {
  readonly index: CanonIndex
  readonly canons: readonly Canon[]
  /** False where stories of other fandoms may be meant too; then only full names say who it is. */
  readonly isOnly: boolean
  readonly cast: Cast
}

/** The people in a site's own list. */
export interface Cast {
  /** Folded. */
  readonly names: ReadonlySet<string>
  /** First and last words of these, and what they begin with where only one does: "sam" for Samantha. */
  readonly parts: ReadonlySet<string>
}

export function castOf(terms: readonly SiteTerm[]): Cast {
  const names = new Set<string>()
  const parts = new Set<string>()
  const beginnings = new Map<string, string | null>()
  for (const { kind, name } of terms) {
    if (kind !== 'character' || JOINED.test(name)) continue
    const key = foldKey(name)
    names.add(key)
    const words = key.split(' ').filter((word) => word.length > 1)
    for (const word of [words[0], words.at(-1)]) {
      if (word === undefined) continue
      parts.add(word)
      for (let length = SHORTEST_BEGINNING; length < Math.min(word.length, LONGEST_BEGINNING); length++) {
        const beginning = word.slice(0, length)
        const other = beginnings.get(beginning)
        beginnings.set(beginning, other === undefined || other === word ? word : null)
      }
    }
  }
  for (const [beginning, word] of beginnings) if (word !== null) parts.add(beginning)
  return { names, parts }
}

const SHORTEST_BEGINNING = 3
const LONGEST_BEGINNING = 8

export function proposeCharacter(name: string, people: People): Meant {
  const key = foldKey(name)
  if (!/[\p{L}\p{N}]/u.test(key) || NONE.has(key)) return { means: [], why: 'It names nobody.' }
  const madeUp = MADE_UP_SHORT.get(key)
  if (madeUp !== undefined) return one('character', madeUp, `${quote(name)} is short for this.`)
  if (OTHER_PEOPLE.has(key)) return one('additional', 'Other characters', 'It says that there are others, not who.')
  if (EVERYBODY.has(key)) return one('additional', name, 'It names no single person.')
  if (JOINED.test(name)) return proposeJoined(name, people)
  const person = findCanonical(name, people)
  return person === undefined
    ? one('character', name, 'It is in the list of characters.')
    : one('character', person.name, `A character of ${person.canon.name}, by its canon file.`)
}

/** What a name with a sign between people means as a relationship; undefined where it may be something else. */
export function findRelationship(name: string, people: People): Meant | undefined {
  const item = onlyPair(name)
  if (item === undefined || samePerson(item, people) !== undefined) return undefined
  for (const canon of people.canons) {
    const pair = resolvePair(people.index, canon, item)
    if (pair === undefined || (!people.isOnly && pair.by === 'code')) continue
    return one('relationship', pair.value, `A relationship in ${canon.name}, by its canon file.`)
  }
  if (!item.members.every((member) => isKnown(member, people))) return undefined
  const partly = people.canons
    .map((canon) => resolvePartly(people.index, canon, item))
    .find((each) => each !== undefined)
  return one('relationship', partly ?? joined(item), 'All of them are in the list of characters.')
}

/** As a relationship also where nobody knows the names, since what it stands under says that it is one. */
export function takeRelationship(name: string, people: People, why: string): Meant | undefined {
  const known = findRelationship(name, people) ?? findNickname(name, people)
  if (known !== undefined) return known
  const item = onlyPair(name)
  return item === undefined ? undefined : one('relationship', joined(item), why)
}

/** A pairing name that a canon file lists: "Spuffy". */
export function findNickname(name: string, people: People): Meant | undefined {
  const key = foldKey(name)
  for (const canon of people.canons) {
    const pairs = people.index.people.get(canon)?.pairs.get(key)
    if (pairs?.length !== 1 || name.trim().length < 4) continue
    return one('relationship', pairs[0]?.name ?? name, `A relationship in ${canon.name}, by its canon file.`)
  }
  return undefined
}

/** The canonical name of the one person who is meant. */
export function findCanonical(
  name: string,
  { index, canons, isOnly }: People,
): { readonly name: string; readonly canon: Canon } | undefined {
  const found = canons.flatMap((canon) => {
    const bare = withoutFandom(name, canon)
    for (const spelling of spellingsOf(bare)) {
      // With the fandom in brackets behind it, a first name is enough.
      if (!isOnly && bare === name && isOneWord(spelling)) continue
      // Of names only: "B" is a code in pairings, and nobody's name.
      const [who, ...others] = index.people.get(canon)?.named.get(foldKey(spelling)) ?? []
      if (who !== undefined && others.length === 0) return [{ name: who.name, canon }]
    }
    return []
  })
  return found.length === 1 ? found[0] : undefined
}

/** Is somebody in the list who can only be of this canon? */
export function isPeopledBy(canon: Canon, { index, cast }: People): boolean {
  const named = index.people.get(canon)?.named
  return named !== undefined && [...cast.names].some((key) => named.has(key) && !isOrdinary(key))
}

/** "Joss/Nerissa", "Buffy & Spike", "Naruto x Sasuke", "1x2"; "Fred and George Weasley" may be one entry for two people. */
const JOINED = /[/&+♥❤×]|\s[xX]\s|^\d+[xX]\d+/u

function proposeJoined(name: string, people: People): Meant {
  const relationship = findRelationship(name, people)
  if (relationship !== undefined) return relationship
  const item = onlyPair(name)
  const person = item === undefined ? undefined : samePerson(item, people)
  if (person !== undefined) {
    return one('character', person.name, `Two names of one character of ${person.canon.name}, by its canon file.`)
  }
  if (/^\d+[xX+]\d+/.test(name)) return one('relationship', name, 'A code for people by their numbers.')
  // "Mr. & Mrs. Smith" is an entry for people; a slash is more often between lovers, and here nobody knows them.
  if (!name.includes('/')) return one('character', name, 'It is in the list of characters.')
  return one('additional', name, 'It may be a relationship or two names of one person: they are not both in the list.')
}

function samePerson(item: PairItem, people: People): { readonly name: string; readonly canon: Canon } | undefined {
  const found = item.members.map((member) => findCanonical(member, people))
  const [first] = found
  return first !== undefined && found.every((each) => each?.name === first.name && each.canon === first.canon)
    ? first
    : undefined
}

/** The one pairing that a name is; undefined for names that list several or none. */
function onlyPair(name: string): PairItem | undefined {
  if (!JOINED.test(name)) return undefined
  const items = splitPairings(name.slice(0, LONGEST_NAME))
  const [item] = items
  return items.length === 1 && item !== undefined && item.members.length > 1 ? item : undefined
}

/** Longer names are sentences. */
const LONGEST_NAME = 300

function joined(item: PairItem): string {
  return item.members.join(item.sign === '&' ? ' & ' : '/')
}

function isKnown(member: string, people: People): boolean {
  const key = foldKey(member)
  if (people.cast.names.has(key) || people.cast.parts.has(key)) return true
  if (MADE_UP_SHORT.has(key) || OTHER_PEOPLE.has(key)) return true
  return findCanonical(member, people) !== undefined
}

/** As written, and with the family name last. */
function spellingsOf(bare: string): readonly string[] {
  const comma = bare.indexOf(', ')
  if (comma < 0 || comma !== bare.lastIndexOf(', ')) return [bare]
  return [bare, `${bare.slice(comma + 2).trim()} ${bare.slice(0, comma).trim()}`]
}

function withoutFandom(name: string, canon: Canon): string {
  const open = name.lastIndexOf('(')
  if (open <= 0 || !name.endsWith(')')) return name
  const inside = foldKey(name.slice(open + 1, -1))
  const isFandom = [canon.name, ...canon.aliases].some((each) => foldKey(each) === inside)
  return isFandom ? name.slice(0, open).trim() : name
}

export function one(kind: Exclude<Meaning['kind'], 'rating'>, name: string, why: string): Meant {
  return { means: [{ kind, name }], why }
}
