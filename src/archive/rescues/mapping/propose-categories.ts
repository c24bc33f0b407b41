/**
 * What the categories of a site mean: fandoms, and what sorts the stories within one.
 *
 *     Lantern Harbour             fandom: Lantern Harbour            seasons stand under it, and four characters
 *       Season One                additional: Season One             and the fandom above it
 *     TV Shows                    additional: TV Shows               a shelf; what stands on it is looked at like a top
 *       Buffy                     fandom: Buffy the Vampire Slayer   by the canon file
 *     Slash                       category: Slash
 *
 * Some sites are of one fandom and sort its stories, some have a category for each fandom, some both. A name alone
 * seldom tells, so a plain name at the top is a fandom only where the site treats it as one: parts of a fandom stand
 * under it, characters belong to it, or most of its neighbours are fandoms for these reasons. Everything else that is
 * not certain is an additional tag with the site's word.
 */
import type { Canon } from '../../../intake/canon/index.ts'
import { foldKey } from '../../../kernel/text.ts'
import type { Category } from './category-tree.ts'
import { canonNamed, fandomsMeeting, type NamedCanons, nameCanons } from './fandom-names.ts'
import { shapeOf } from './name-shape.ts'
import { CROSSOVER, PAIRING_SHELVES, PEOPLE_SHELVES } from './name-words.ts'
import {
  findCanonical,
  findNickname,
  findRelationship,
  isPeopledBy,
  type Meant,
  one,
  type People,
  takeRelationship,
} from './propose-people.ts'
import { type Meaning, quote } from './term.ts'

export interface CategoryMeant extends Meant {
  /** The canon of the fandom that it is, or stands in. */
  readonly canon: Canon | null
  /** Of itself, without what stands above it. */
  readonly own: readonly Meaning[]
}

/**
 * @param peopleOf whose names may be meant in a category of this canon.
 * @param siteCanon the canon of the whole site, where it is of one fandom; then no category is a fandom.
 */
export function proposeCategories(
  tree: ReadonlyMap<number, Category>,
  canons: readonly Canon[],
  peopleOf: (canon: Canon | null) => People,
  siteCanon: Canon | null = null,
): ReadonlyMap<number, CategoryMeant> {
  const named = nameCanons(canons)
  const known = findCanons(tree, named, peopleOf)
  const isFandomSite = siteCanon === null && areMostlyFandoms([...tree.values()].filter(isTop), known)
  const meant = new Map<number, CategoryMeant>()
  const byDepth = [...tree.values()].toSorted((a, b) => a.above.length - b.above.length)
  for (const category of byDepth) {
    const parent = category.above.at(-1)
    const above = parent === undefined || isShelf(parent) ? undefined : meant.get(parent.term.id)
    meant.set(category.term.id, proposeOne(category, { above, siteCanon, known, isFandomSite, peopleOf }))
  }
  for (const [id, crossover] of findCrossovers(tree, meant, named)) meant.set(id, crossover)
  return meant
}

interface Surroundings {
  /** What the category above it means; undefined at the top and on a shelf. */
  readonly above: CategoryMeant | undefined
  readonly siteCanon: Canon | null
  readonly known: KnownFandoms
  readonly isFandomSite: boolean
  readonly peopleOf: (canon: Canon | null) => People
}

function proposeOne(category: Category, given: Surroundings): CategoryMeant {
  const { above, siteCanon } = given
  const around = above?.canon ?? siteCanon
  const people = given.peopleOf(around)
  const canon = given.known.get(category.term.id)
  const isPerson = around !== null && findCanonical(category.term.name, people) !== undefined
  if (canon !== undefined && !isPerson) {
    const own = one('fandom', canon.name, `The name of a fandom with a canon file, ${canon.name}.`)
    return within(above, own, canon)
  }
  const byName = proposeByName(category, people)
  if (byName !== undefined) return within(above, byName, around)
  if (above !== undefined || siteCanon !== null) return within(above, proposePart(category, people), around)
  return within(undefined, proposeTop(category, given.isFandomSite), null)
}

/** Categories with the name of a canon. */
type KnownFandoms = ReadonlyMap<number, Canon>

function findCanons(
  tree: ReadonlyMap<number, Category>,
  named: NamedCanons,
  peopleOf: (canon: Canon | null) => People,
): KnownFandoms {
  const peopled = new Set(
    [...new Set(named.values())].filter((canon) => canon !== null && isPeopledBy(canon, peopleOf(canon))),
  )
  return new Map(
    [...tree.values()].flatMap(({ term }): [number, Canon][] => {
      const canon = canonNamed(term.name, named)
      if (canon === undefined) return []
      // "GL" is a fandom for some and a kind of love story for others: somebody of the canon has to be there, too.
      const isCertain = foldKey(term.name).length > SHORT || peopled.has(canon)
      return isCertain ? [[term.id, canon]] : []
    }),
  )
}

const SHORT = 3

/** Stories of "Gannet Light/Lantern Harbour" are of both, where "Crossovers" stands above it or both are fandoms here. */
function* findCrossovers(
  tree: ReadonlyMap<number, Category>,
  meant: ReadonlyMap<number, CategoryMeant>,
  named: NamedCanons,
): Generator<[number, CategoryMeant]> {
  const fandoms = new Map<string, string>()
  for (const { own } of meant.values()) {
    for (const { kind, name } of own) if (kind === 'fandom') fandoms.set(foldKey(name), name)
  }
  for (const { term, above } of tree.values()) {
    const known = meant.get(term.id)
    const isCrossover = CROSSOVER.has(foldKey(above.at(-1)?.term.name ?? ''))
    if (known === undefined || (!isCrossover && known.own.some(({ kind }) => kind !== 'additional'))) continue
    const meeting = fandomsMeeting(term.name, named, fandoms)
    if (meeting === undefined) continue
    const own = meeting.map((name): Meaning => ({ kind: 'fandom', name }))
    yield [term.id, { own, means: own, why: 'The fandoms that meet in it.', canon: null }]
  }
}

/** What its name says where the name leaves no doubt, wherever the category stands. */
function proposeByName({ term, above }: Category, people: People): Meant | undefined {
  const { name } = term
  const shelf = foldKey(above.at(-1)?.term.name ?? '')
  const pair = PAIRING_SHELVES.has(shelf)
    ? takeRelationship(name, people, `It stands under ${quote(above.at(-1)?.term.name ?? '')}.`)
    : findRelationship(name, people)
  if (pair !== undefined) return pair
  const key = foldKey(name)
  if (PAIRING_SHELVES.has(key) || PEOPLE_SHELVES.has(key)) {
    return { means: [], why: 'A shelf; what stands on it says who is in a story.' }
  }
  switch (shapeOf(name)) {
    case 'none':
    case 'vague':
      return { means: [], why: 'Its name says nothing about a story.' }
    case 'category':
      return one('category', name, 'The word for a kind of love story.')
    case 'crossover':
      return one('additional', name, 'Stories of more than one fandom.')
    case 'media':
      return above.length === 0 ? one('additional', name, 'A shelf for fandoms of one medium.') : undefined
    case 'genre':
      return one('additional', name, 'A genre or form of stories.')
    case 'period':
      return one('additional', name, 'A part of a canon’s own time.')
    case 'rating':
      return one('additional', name, 'A rating; what a work is rated is said by its own rating.')
    case 'plain':
      return undefined
  }
}

/** Something within a fandom, or within something else. */
function proposePart({ term, above }: Category, people: People): Meant {
  const parent = above.at(-1)?.term.name ?? ''
  const nickname = findNickname(term.name, people)
  if (nickname !== undefined) return nickname
  const person = findCanonical(term.name, people)
  if (person !== undefined)
    return one('character', person.name, `A character of ${person.canon.name}, by its canon file.`)
  const why = parent === '' ? 'A category of a site of one fandom.' : `It stands under ${quote(parent)}.`
  return one(PEOPLE_SHELVES.has(foldKey(parent)) ? 'character' : 'additional', term.name, why)
}

function proposeTop(category: Category, isFandomSite: boolean): Meant {
  const { term, isStray } = category
  if (isStray)
    return one('additional', term.name, 'What it stood under is gone, or lies in it, so it is not known what it is.')
  const reason = reasonForFandom(category)
  if (reason !== undefined) return one('fandom', term.name, reason)
  if (isFandomSite && (term.works > 0 || category.children.length > 0)) {
    return one('fandom', term.name, 'It stands at the top, and most of its neighbours there are fandoms.')
  }
  return one('additional', term.name, 'Nothing on the site says that it is a fandom.')
}

/** What the site itself says for a plain name at the top. */
function reasonForFandom({ above, children, characters }: Category): string | undefined {
  const shelf = above.at(-1)?.term.name
  if (shelf !== undefined && shapeOf(shelf) === 'media') return `It stands on the shelf ${quote(shelf)}.`
  const parts = children.filter((child) => PARTS.has(shapeOf(child.term.name))).length
  const reasons = [
    parts > 0 &&
      (parts === 1 ? 'one category under it is a part of one' : `${parts} categories under it are parts of one`),
    characters > 0 && `${characters === 1 ? 'one character belongs' : `${characters} characters belong`} to it`,
  ].filter((reason) => reason !== false)
  return reasons.length === 0 ? undefined : `It stands at the top like a fandom, and ${reasons.join(', and ')}.`
}

const PARTS: ReadonlySet<string> = new Set(['period', 'category', 'genre', 'rating'])

/** Are at least two categories at the top certainly fandoms, and at least half of those with a plain name? */
function areMostlyFandoms(tops: readonly Category[], known: KnownFandoms): boolean {
  const plain = tops.filter(({ term, isStray }) => !isStray && (known.has(term.id) || shapeOf(term.name) === 'plain'))
  const certain = plain.filter((top) => known.has(top.term.id) || reasonForFandom(top) !== undefined)
  return certain.length >= 2 && certain.length * 2 >= plain.length
}

function isTop(category: Category): boolean {
  const parent = category.above.at(-1)
  return parent === undefined ? !isShelf(category) : isShelf(parent)
}

/** A shelf for fandoms stands at the top; "Books" under a fandom are its books. */
function isShelf({ term, above }: Category): boolean {
  return above.length === 0 && (shapeOf(term.name) === 'media' || CROSSOVER.has(foldKey(term.name)))
}

/** With what the categories above it mean, each tag once. */
function within(above: CategoryMeant | undefined, own: Meant, canon: Canon | null): CategoryMeant {
  const means = [...own.means]
  for (const each of above?.means ?? []) {
    if (!means.some(({ kind, name }) => kind === each.kind && foldKey(name) === foldKey(each.name))) means.push(each)
  }
  return { means, own: own.means, why: own.why, canon }
}
