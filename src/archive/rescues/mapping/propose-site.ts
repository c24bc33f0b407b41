/**
 * What a site as a whole means for each of its works: a fandom, where the site is of one and its categories only sort
 * the stories of it.
 *
 *     "The Slayer's Library", categories "Season One", "Slash"; characters Buffy, Willow, Xander, Giles …
 *     fandom: Buffy the Vampire Slayer
 */
import type { Canon } from '../../../intake/canon/index.ts'
import { type CanonIndex, findPerson, isOneWord, isOrdinary } from '../../../intake/recognise/canon/index.ts'
import { foldKey } from '../../../kernel/text.ts'
import type { CategoryMeant } from './propose-categories.ts'
import type { Meant } from './propose-people.ts'
import type { SiteTerm } from './term.ts'

export interface SiteMeant extends Meant {
  readonly canon: Canon | null
}

const NOTHING = 'Nothing certain says that all works here are of one fandom. If they are, name it here.'

export function proposeSite(
  terms: readonly SiteTerm[],
  categories: ReadonlyMap<number, CategoryMeant>,
  index: CanonIndex,
): SiteMeant {
  const hasFandoms = [...categories.values()].some(({ own }) => own.some(({ kind }) => kind === 'fandom'))
  if (hasFandoms) return { means: [], why: 'The fandoms are among the categories.', canon: null }
  const people = terms.filter(({ kind }) => kind === 'character').map(({ name }) => name)
  const [best, ...others] = index.canons
    .map((canon) => ({ canon, known: knownBy(canon, people, index) }))
    .filter(({ canon, known }) => isEnough(known, people.length) || isNamed(canon, terms, known))
  if (best === undefined || others.length > 0) return { means: [], why: NOTHING, canon: null }
  const { canon, known } = best
  const why = `${known} of the ${people.length} characters are of ${canon.name}, by its canon file, and no category is a fandom.`
  return { means: [{ kind: 'fandom', name: canon.name }], why, canon }
}

/** Names that prove something: full ones, and single ones that few people have. */
function knownBy(canon: Canon, people: readonly string[], index: CanonIndex): number {
  return people.filter(
    (name) => name.length > 2 && findPerson(index, canon, name) !== undefined && !(isOneWord(name) && isOrdinary(name)),
  ).length
}

const ENOUGH_PEOPLE = 4

function isEnough(known: number, people: number): boolean {
  return known >= ENOUGH_PEOPLE && known * 2 >= people
}

/** The site's name has the fandom's in it, and its characters do not speak against it. */
function isNamed(canon: Canon, terms: readonly SiteTerm[], known: number): boolean {
  const site = ` ${foldKey(terms.find(({ kind }) => kind === 'site')?.name ?? '')} `
  const names = [canon.name, ...canon.aliases].filter(
    (name) => !isOneWord(name) || (name.length > 4 && !isOrdinary(name)),
  )
  return known > 0 && names.some((name) => site.includes(` ${foldKey(name)} `))
}
