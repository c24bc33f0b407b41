/**
 * Canons made ready for looking things up: one lexicon of names, one of titles, and who is meant by which name, code
 * or pairing name.
 */
import { foldKey } from '../../../kernel/text.ts'
import type { Canon, CanonCharacter, CanonPoint, CanonRelationship } from '../../canon/canon.ts'
import { membersOf } from '../../canon/read-canon.ts'
import { compileLexicon, fold, type Hit, type Lexicon, type Term } from './lexicon.ts'
import { ORDINARY_NAMES, ORDINARY_WORDS } from './ordinary-names.ts'
import { titleVariants } from './title-variants.ts'

/** What a name in a text may stand for. */
export type CanonItem =
  | { readonly kind: 'fandom'; readonly canon: Canon; readonly text: string; readonly isName: boolean }
  | { readonly kind: 'creator' | 'word'; readonly canon: Canon; readonly text: string }
  | { readonly kind: 'character'; readonly canon: Canon; readonly text: string; readonly who: CanonCharacter }
  | { readonly kind: 'speech'; readonly canon: Canon; readonly text: string; readonly who: CanonCharacter }
  | { readonly kind: 'relationship'; readonly canon: Canon; readonly text: string; readonly name: string }
  | { readonly kind: 'sign'; readonly canon: Canon; readonly text: string; readonly point: CanonPoint }

/** What a title may stand for: one point, or the first and last of a title in parts. */
export interface PointItem {
  readonly canon: Canon
  readonly text: string
  readonly from: CanonPoint
  readonly to: CanonPoint
}

export interface CanonIndex {
  readonly canons: readonly Canon[]
  readonly names: Lexicon<CanonItem>
  readonly points: Lexicon<PointItem>
  readonly people: ReadonlyMap<Canon, PeopleIndex>
}

export interface PeopleIndex {
  /** By folded name or alias; two people may share one. */
  readonly named: ReadonlyMap<string, readonly CanonCharacter[]>
  readonly coded: ReadonlyMap<string, readonly CanonCharacter[]>
  /** By folded pairing name or code. */
  readonly pairs: ReadonlyMap<string, readonly CanonRelationship[]>
  /** By `pairKey`. */
  readonly byMembers: ReadonlyMap<string, CanonRelationship>
}

const INDEXES = new WeakMap<readonly Canon[], CanonIndex>()

/** The index of a list of canons, made once for the list. */
export function indexCanons(canons: readonly Canon[]): CanonIndex {
  const known = INDEXES.get(canons)
  if (known !== undefined) return known
  const index: CanonIndex = {
    canons,
    names: compileLexicon(canons.flatMap((canon) => nameTerms(canon))),
    points: compileLexicon(canons.flatMap((canon) => pointTerms(canon))),
    people: new Map(canons.map((canon) => [canon, indexPeople(canon)])),
  }
  INDEXES.set(canons, index)
  return index
}

/** Is it what a canon, or somebody in one or behind one, is called? */
export function isNameIn(canons: readonly Canon[], name: string): boolean {
  const { people } = indexCanons(canons)
  const key = foldKey(name)
  return canons.some(
    (canon) =>
      people.get(canon)?.named.has(key) === true ||
      [canon.name, ...canon.aliases, ...canon.creators].some((text) => foldKey(text) === key),
  )
}

/** A full name proves something, a rare one too; an ordinary one hardly; a word that is a name needs its capital. */
export function isOrdinary(text: string): boolean {
  return ORDINARY_NAMES.has(bareName(text))
}

export function isOrdinaryWord(text: string): boolean {
  return ORDINARY_WORDS.has(bareName(text))
}

export function isOneWord(text: string): boolean {
  return !/[^\s]\s+\S/.test(text.trim())
}

/** The folded name without an article: "the Master" is the word "master". */
function bareName(text: string): string {
  return fold(text).replace(/^the\s+/, '')
}

/** The members of a relationship in a fixed order, with what is between them. */
export function pairKey(members: readonly string[], sign: '/' | '&'): string {
  return members.toSorted().join(sign)
}

/** Hits that are not inside a longer hit of the same canon: "Buffy Summers" hides the "Buffy" in it. */
export function outermost<Item extends { readonly canon: Canon }>(hits: readonly Hit<Item>[]): readonly Hit<Item>[] {
  if (hits.length < 2) return hits
  const kept: Hit<Item>[] = []
  let reach = 0
  for (let start = 0, end = 0; start < hits.length; start = end) {
    const { from } = hits[start] as Hit<Item>
    const first = kept.length
    for (end = start; end < hits.length && hits[end]?.from === from; end++) {
      const hit = hits[end] as Hit<Item>
      // Most names are one word, and nothing reaches so far.
      if (from < reach && isInside(kept, first, hit)) continue
      if (!isShorter(hits, start, hit)) kept.push(hit)
    }
    for (let i = first; i < kept.length; i++) reach = Math.max(reach, (kept[i] as Hit<Item>).to)
  }
  return kept
}

/** Does a hit of the same canon that began earlier go on here? Names have a few words, so it is near. */
function isInside<Item extends { readonly canon: Canon }>(
  kept: readonly Hit<Item>[],
  end: number,
  hit: Hit<Item>,
): boolean {
  for (let i = end - 1; i >= 0 && i >= end - NEAR; i--) {
    const before = kept[i] as Hit<Item>
    if (before.item.canon === hit.item.canon) return before.to > hit.from
  }
  return false
}

/** So many hits of all canons together stand between two of one canon that overlap, at the most. */
const NEAR = 200

/** Is there a longer hit of the same canon at the same place? */
function isShorter<Item extends { readonly canon: Canon }>(
  hits: readonly Hit<Item>[],
  start: number,
  hit: Hit<Item>,
): boolean {
  for (let i = start; i < hits.length && hits[i]?.from === hit.from; i++) {
    const other = hits[i] as Hit<Item>
    if (other.to > hit.to && other.item.canon === hit.item.canon) return true
  }
  return false
}

function nameTerms(canon: Canon): Term<CanonItem>[] {
  const terms: Term<CanonItem>[] = []
  const people = new Set(canon.characters.flatMap((who) => [who.name, ...who.aliases].map(fold)))
  for (const text of [canon.name, ...canon.aliases]) {
    const isName = people.has(fold(text))
    terms.push({ text, loose: true, item: { kind: 'fandom', canon, text, isName } })
  }
  for (const text of canon.creators) terms.push({ text, loose: true, item: { kind: 'creator', canon, text } })
  for (const text of canon.words) {
    terms.push(
      ...withPlural(text).map((form) => ({ text: form, loose: false, item: { kind: 'word', canon, text } as const })),
    )
  }
  for (const who of canon.characters) {
    for (const text of [who.name, ...who.aliases]) {
      const item = { kind: 'character', canon, text, who } as const
      terms.push(...withGenitive(text).map((form) => ({ text: form, loose: false, item })))
    }
    for (const text of who.speech ?? []) terms.push({ text, loose: true, item: { kind: 'speech', canon, text, who } })
  }
  for (const { name, aliases } of canon.relationships) {
    for (const text of aliases.filter((alias) => !alias.includes('/') && alias.length > 3)) {
      terms.push({ text, loose: false, item: { kind: 'relationship', canon, text, name } })
    }
  }
  for (const point of canon.points) {
    for (const text of point.signs ?? []) terms.push({ text, loose: true, item: { kind: 'sign', canon, text, point } })
  }
  return terms
}

function withPlural(text: string): string[] {
  return /\p{L}{3}$/u.test(text) && !text.endsWith('s') ? [text, `${text}s`] : [text]
}

/** German writes "Buffys" for Buffy's. Names that would become another name or word stay as they are. */
function withGenitive(text: string): string[] {
  return /\p{L}{4}$/u.test(text) && !text.endsWith('s') && !isOrdinary(text) ? [text, `${text}s`] : [text]
}

function pointTerms(canon: Canon): Term<PointItem>[] {
  const terms: Term<PointItem>[] = []
  const bases = new Map<string, CanonPoint[]>()
  for (const point of canon.points) {
    if (point.kind === 'season' && point.aliases.length === 0 && /^Season \d+$/.test(point.name)) continue
    const texts = point.kind === 'event' ? [] : titleVariants(point.name)
    const titles = Array.isArray(texts) ? [...point.aliases] : [...texts.whole, ...point.aliases]
    for (const text of titles) terms.push({ text, loose: true, item: { canon, text, from: point, to: point } })
    const base = Array.isArray(texts) ? null : texts.base
    if (base !== null) bases.set(base, [...(bases.get(base) ?? []), point])
  }
  for (const [text, points] of bases) {
    const [from, to] = [points[0] as CanonPoint, points.at(-1) as CanonPoint]
    terms.push({ text, loose: true, item: { canon, text, from, to } })
  }
  return terms
}

function indexPeople(canon: Canon): PeopleIndex {
  const named = new Map<string, CanonCharacter[]>()
  const coded = new Map<string, CanonCharacter[]>()
  for (const who of canon.characters) {
    for (const text of [who.name, ...who.aliases]) add(named, foldKey(text), who)
    for (const code of who.codes) add(coded, foldKey(code), who)
  }
  const pairs = new Map<string, CanonRelationship[]>()
  const byMembers = new Map<string, CanonRelationship>()
  for (const relationship of canon.relationships) {
    for (const text of [relationship.name, ...relationship.aliases]) add(pairs, foldKey(text), relationship)
    byMembers.set(pairKey(membersOf(relationship.name), relationship.name.includes(' & ') ? '&' : '/'), relationship)
  }
  return { named, coded, pairs, byMembers }
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}
