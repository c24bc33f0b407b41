/**
 * Read the value of a pairing label: which people, in which relationship, by the names of a canon where one is known.
 *
 *     "B/S, W/T UST; Willow & Xander (friendship)"   Buffy Summers/Spike · Willow Rosenberg/Tara Maclay ·
 *                                                     Willow Rosenberg & Xander Harris
 *
 * `/`, `x` and hearts are romance, `&` is friendship, `+` is friendship in lists that have `x` or numbers for people
 * (as anime lists do) and romance elsewhere. Codes like B/S mean something only where the fandom is known. "Gen",
 * "het" and "f/f" are categories and no relationships.
 */
import { foldKey } from '../../../kernel/text.ts'
import type { Canon, CanonCharacter } from '../../canon/canon.ts'
import { type CanonIndex, isOrdinary, type PeopleIndex, pairKey } from './canon-index.ts'

/** One item of a pairing label, with its place in the label's value. */
export interface PairItem {
  readonly asWritten: string
  readonly from: number
  readonly to: number
  /** Without what says how the pairing is meant. */
  readonly plain: string
  /** The names as written, without "UST", "(implied)" and the like. */
  readonly members: readonly string[]
  readonly sign: '/' | '&'
}

/** How an item was understood by a canon. */
export interface ResolvedPair {
  readonly value: string
  readonly canon: Canon
  readonly people: readonly CanonCharacter[]
  /** `code` where nothing but codes said so, `name` where a name did. */
  readonly by: 'code' | 'name'
}

/** The items of a pairing label; categories and "none" are left out. */
export function splitPairings(text: string): readonly PairItem[] {
  const isCoded = /(?:^|[\s,;])\d+\s?[x+/]\s?\d+/i.test(text) || /[^\s,;]\sx\s[^\s,;]/i.test(text)
  const items: PairItem[] = []
  for (const [from, to] of pieces(text)) {
    const asWritten = text.slice(from, to)
    const plain = withoutQualifiers(asWritten)
    const { members, sign } = splitMembers(plain, isCoded)
    const isFriendship = FRIENDSHIP.test(asWritten) && !/\bto\s+(?:lovers|more|romance)\b/i.test(asWritten)
    if (plain !== '' && !isCategory(plain))
      items.push({ asWritten, from, to, plain, members, sign: isFriendship ? '&' : sign })
  }
  return items
}

/** What an item means in a canon; undefined when a member is unknown there or could be two people. */
export function resolvePair(index: CanonIndex, canon: Canon, item: PairItem): ResolvedPair | undefined {
  const people = index.people.get(canon)
  if (people === undefined) return undefined
  const whole = people.pairs.get(foldKey(item.members.join(item.sign)))
  if (whole?.length === 1) {
    const name = whole[0]?.name ?? ''
    const by = item.members.every((member) => isCode(member)) ? 'code' : 'name'
    return { value: name, canon, people: peopleOf(canon, name), by }
  }
  if (item.members.length < 2) return undefined
  const found = item.members.map((member) => findPeople(people, member))
  const single = found.map((each) => (each.length === 1 ? each[0] : undefined))
  if (single.every((who) => who !== undefined)) {
    const names = single.map((who) => who.name)
    const listed = people.byMembers.get(pairKey(names, item.sign))?.name
    const by = item.members.every((member) => isCode(member)) ? 'code' : 'name'
    return { value: listed ?? names.join(item.sign === '&' ? ' & ' : '/'), canon, people: single, by }
  }
  return onlyListed(people, canon, item, found)
}

/** Somebody of a canon and somebody it does not know ("Buffy/OC"): known names canonical, the others as written. */
export function resolvePartly(index: CanonIndex, canon: Canon, item: PairItem): string | undefined {
  const people = index.people.get(canon)
  if (people === undefined || item.members.length < 2) return undefined
  const names = item.members.map((member) => (isCode(member) ? undefined : only(findPeople(people, member))?.name))
  if (names.every((name) => name === undefined)) return undefined
  return item.members.map((member, i) => names[i] ?? member).join(item.sign === '&' ? ' & ' : '/')
}

/** The one person of a canon whom a name or code means. */
export function findPerson(index: CanonIndex, canon: Canon, name: string): CanonCharacter | undefined {
  const people = index.people.get(canon)
  return people === undefined ? undefined : only(findPeople(people, name))
}

/** Is this one of the relationships that the canon file lists? */
export function isListed(pair: ResolvedPair): boolean {
  return pair.canon.relationships.some((relationship) => relationship.name === pair.value)
}

/** Do the names of this item speak for the canon without anything else ("Willow/Tara", not "W/T" or "Will/Dawn")? */
export function isTelling(pair: ResolvedPair, item: PairItem): boolean {
  if (pair.by === 'code') return false
  return isListed(pair) || item.members.some((member) => !isOrdinary(member))
}

function onlyListed(
  people: PeopleIndex,
  canon: Canon,
  item: PairItem,
  found: readonly (readonly CanonCharacter[])[],
): ResolvedPair | undefined {
  const [first, second] = found
  if (found.length !== 2 || first === undefined || second === undefined) return undefined
  const listed = first.flatMap((a) => second.map((b) => people.byMembers.get(pairKey([a.name, b.name], item.sign))))
  const known = [...new Set(listed.filter((each) => each !== undefined))]
  const name = known.length === 1 ? known[0]?.name : undefined
  return name === undefined ? undefined : { value: name, canon, people: peopleOf(canon, name), by: 'code' }
}

function peopleOf(canon: Canon, relationship: string): readonly CanonCharacter[] {
  const names = relationship.split(/\s&\s|\//)
  return canon.characters.filter((who) => names.includes(who.name))
}

function findPeople(people: PeopleIndex, name: string): readonly CanonCharacter[] {
  const key = foldKey(name)
  return people.named.get(key) ?? people.coded.get(key) ?? []
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined
}

/** "B", "Dru" and "1" are codes, "Spuffy" and "Willow" names. */
function isCode(member: string): boolean {
  return member.length <= 2
}

/** Where the items stand: between commas, semicolons and line ends outside brackets, and at an "and" between pairs. */
function pieces(text: string): (readonly [number, number])[] {
  const cuts: [number, number][] = []
  let depth = 0
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    const char = text[i]
    if (char === '(' || char === '[') depth++
    else if (char === ')' || char === ']') depth = Math.max(0, depth - 1)
    const isEnd = char === undefined || char === '\n' || char === ';' || char === '|' || (char === ',' && depth === 0)
    if (!isEnd) continue
    cuts.push(...splitAtAnd(text, start, i))
    start = i + 1
  }
  return cuts.map(([from, to]) => trimmed(text, from, to)).filter(([from, to]) => from < to)
}

/** "B/S and W/T" are two items, "Buffy and Spike" is one; so are "Jack/Sam Daniel/Vala", written without a comma. */
function splitAtAnd(text: string, from: number, to: number): [number, number][] {
  const part = text.slice(from, to)
  const cuts: [number, number][] = []
  let start = 0
  for (const match of part.matchAll(/\s(?:and|und|et|y)\s|[^\S\n](?=[\p{L}\d]{1,12}[/x][\p{L}\d]{1,12}(?:\s|$))/gu)) {
    const before = part.slice(start, match.index)
    const after = part.slice(match.index + match[0].length)
    if (!JOINED.test(before) || !JOINED.test(after)) continue
    cuts.push([from + start, from + match.index])
    start = match.index + match[0].length
  }
  cuts.push([from + start, to])
  return cuts
}

/** Holds a sign between two names: "B/S", "Willow & Oz", "1x2". */
const JOINED = /[^\s/]\s?[/&+♥❤]|\d[x+]\d|[\p{L}\d]\sx\s[\p{L}\d]/u

function trimmed(text: string, from: number, to: number): readonly [number, number] {
  const part = text.slice(from, to)
  const start = from + part.length - part.trimStart().length
  return [start, Math.max(start, from + part.trimEnd().replace(/(?<!\b\p{Lu})[.\s]+$/u, '').length)]
}

const FRIENDSHIP = /\b(?:friend(?:s|ship)?|gen|platonic|freundschaft|amitié|amistad)\b/i

/** Words around a pairing that say how it is meant. */
const QUALIFIER =
  /\b(?:ust|rst|friend(?:s|ship)?|romance|slash|femslash|pre-?slash|implied|past|mentioned?|mentions of|eventual|eventually|established|unrequited|one-?sided|hints? of|a (?:little|tiny) bit of|a bit of|a little|a touch of|a dash of|lots of|plus|some|slight|mild|mostly|mainly|minor|major|main|background|possible|later|canon|kinda|sort of|ship|pairing|platonic|gen)\b/gi

function withoutQualifiers(text: string): string {
  return text
    .replaceAll(/[([][^)\]]{0,200}[)\]]?/g, ' ')
    .replaceAll(QUALIFIER, ' ')
    .replaceAll(/^[\s:;.!?*_~"“”-]+|[\s:;.!?*_~"“”-]+$/g, '')
    .replaceAll(/\s+/g, ' ')
}

/** Values of a pairing label that name no pairing. */
const CATEGORY =
  /^(?:none|no|n\/?a|nil|no pairings?|no ships?|gen|het|slash|femslash|f?slashy?|yaoi|yuri|shounen-?ai|shoujo-?ai|multi|various|several|other|others|canon|all|any|unknown|tba|tbd|you'll see|surprise|lots|keine?s?|aucune?s?|ninguna|[mf](?:\/[mf])+|[-–—]+|\?+)$/i

function isCategory(text: string): boolean {
  return CATEGORY.test(text) || !/[\p{L}\d]/u.test(text)
}

function splitMembers(text: string, isCoded: boolean): { members: readonly string[]; sign: '/' | '&' } {
  for (const [sign, separator] of SEPARATORS) {
    const members = text.split(separator).map((member) => member.trim())
    if (members.length < 2 || members.some((member) => member === '')) continue
    return { members, sign: sign === '+' ? (isCoded ? '&' : '/') : sign }
  }
  return { members: [text], sign: '/' }
}

const SEPARATORS: readonly (readonly ['/' | '&' | '+', RegExp])[] = [
  ['/', /\s?[/♥❤]\u{fe0f}?\s?|\s?<3\s?/u],
  ['&', /\s?&\s?/],
  ['+', /\s?\+\s?/],
  ['/', /\s[xX×]\s|(?<=^[\p{Lu}\d]{1,3})x(?=[\p{Lu}\d]{1,3}$)/u],
  ['/', /\s(?:and|und|et|y|with|avec|mit|con)\s/],
]
