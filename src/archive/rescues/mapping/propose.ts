/** Proposes what the words of a site mean here, each with its reason: a pure function of the words and the canon files. */
import type { Canon } from '../../../intake/canon/index.ts'
import { indexCanons } from '../../../intake/recognise/canon/index.ts'
import { foldKey } from '../../../kernel/text.ts'
import { growTree } from './category-tree.ts'
import { nameCanons } from './fandom-names.ts'
import { type CategoryMeant, proposeCategories } from './propose-categories.ts'
import { proposeClass } from './propose-classes.ts'
import { castOf, type Meant, type People, proposeCharacter } from './propose-people.ts'
import { proposeRating } from './propose-rating.ts'
import { proposeSite } from './propose-site.ts'
import { fitsTag, type Meaning, type Proposal, type SiteTerm } from './term.ts'

export function proposeTerms(terms: readonly SiteTerm[], canons: readonly Canon[]): readonly Proposal[] {
  const tree = growTree(terms)
  const index = indexCanons(canons)
  const cast = castOf(terms)
  const peopleOf = (canon: Canon | null): People => ({
    index,
    canons: canon === null ? [] : [canon],
    isOnly: true,
    cast,
  })
  const apart = proposeCategories(tree, canons, peopleOf)
  const site = proposeSite(terms, apart, index)
  // What a canon is of the whole site is known only when no category is a fandom.
  const categories = site.canon === null ? apart : proposeCategories(tree, canons, peopleOf, site.canon)
  const named = nameCanons(canons)
  const everybody: People = { index, cast, ...canonsOfSite(categories, site.canon) }
  return terms.map((term) => {
    const { means, why } = proposeTerm(term)
    const tidied = means.flatMap(tidy)
    return { termId: term.id, means: tidied, why: tidied.length < means.length ? `${why} ${TOO_LONG}` : why }
  })

  function proposeTerm(term: SiteTerm): Meant {
    if (isNameless(term)) return { means: [], why: 'The site had no name for it.' }
    switch (term.kind) {
      case 'site':
        return { means: site.means, why: site.why }
      case 'category': {
        const { means, why } = categories.get(term.id) ?? { means: [], why: '' }
        return { means, why }
      }
      case 'character':
        return proposeCharacter(term.name, peopleAt(term))
      case 'class':
      case 'genre':
      case 'warning':
        return proposeClass(term, everybody, named)
      case 'rating':
        return proposeRating(term)
    }
  }

  /** Who belongs to a category of a fandom is of that fandom. */
  function peopleAt({ parentId }: SiteTerm): People {
    const category = parentId === null ? undefined : categories.get(parentId)
    if (category === undefined || !isOfFandom(category)) return everybody
    return peopleOf(category.canon)
  }
}

/** As a person would type it into a mapping file. */
function tidy(meaning: Meaning): Meaning[] {
  if (meaning.kind === 'rating') return [meaning]
  const name = meaning.name.normalize('NFC').trim()
  return name === '' || !fitsTag(name) ? [] : [{ kind: meaning.kind, name }]
}

const TOO_LONG = 'Its name is too long for a tag and stays the site’s word.'

/** What has no name is kept by its number: "character 12". */
function isNameless({ kind, name, oldId }: SiteTerm): boolean {
  return kind !== 'site' && name === `${kind} ${oldId}`
}

function isOfFandom({ means }: CategoryMeant): boolean {
  return means.some(({ kind }) => kind === 'fandom')
}

/** The canons of all fandoms of a site, and whether there are no others. */
function canonsOfSite(
  categories: ReadonlyMap<number, CategoryMeant>,
  siteCanon: Canon | null,
): Pick<People, 'canons' | 'isOnly'> {
  const fandoms = new Set<string>()
  const canons = new Set<Canon>(siteCanon === null ? [] : [siteCanon])
  for (const { means, canon } of categories.values()) {
    for (const { kind, name } of means) if (kind === 'fandom') fandoms.add(foldKey(name))
    if (canon !== null) canons.add(canon)
  }
  if (siteCanon !== null) fandoms.add(foldKey(siteCanon.name))
  return { canons: [...canons], isOnly: fandoms.size === 1 && canons.size === 1 }
}
