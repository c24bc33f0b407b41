/**
 * What the classes of a site mean, by their type and their name: genres, warnings, pairings, and types of its own.
 *
 *     Warnings: Violence          warning: Violence
 *     Warnings: None              no tag
 *     Genres: Slash               category: Slash         a name that means this in every type
 *     Pairings: Harry/Draco       relationship: Harry/Draco
 *     Story Type: Epic            additional: Epic
 */
import { canonNamed, type NamedCanons } from './fandom-names.ts'
import { classTypeOf, hasPairings, shapeOf } from './name-shape.ts'
import { findRelationship, type Meant, one, type People, proposeCharacter, takeRelationship } from './propose-people.ts'
import { quote, type SiteTerm } from './term.ts'

export function proposeClass(term: SiteTerm, people: People, named: NamedCanons): Meant {
  const { kind, name } = term
  const type = kind === 'warning' || kind === 'genre' ? kind : classTypeOf(term.typeName)
  const typeName = term.typeName ?? (kind === 'warning' ? 'Warnings' : kind === 'genre' ? 'Genres' : '')
  const shape = shapeOf(name)
  if (shape === 'none')
    return { means: [], why: `${quote(name)} among ${quote(typeName)} says that there is nothing to say.` }
  if (shape === 'category') return one('category', name, 'The word for a kind of love story.')
  if (shape === 'vague') return proposeVague(name, type)
  const of = `A class of the type ${quote(typeName)}.`
  switch (type) {
    case 'warning':
      return one('warning', name, of)
    case 'pairing':
      return takeRelationship(name, people, of) ?? one('additional', name, of)
    case 'character':
      // "Characters/Pairings"
      return (
        (hasPairings(term.typeName) ? takeRelationship(name, people, of) : undefined) ?? proposeCharacter(name, people)
      )
    case 'fandom':
      return one('fandom', canonNamed(name, named)?.name ?? name, of)
    case 'genre':
    case 'category':
    case 'rating':
    case null:
      // "Hurt/Comfort" is no couple: both would have to be in the list of characters.
      return findRelationship(name, people) ?? one('additional', name, typeName === '' ? 'A class of no type.' : of)
  }
}

/** "Other" says something only beside "Slash" and "Het". */
function proposeVague(name: string, type: ReturnType<typeof classTypeOf>): Meant {
  return type === 'category' || type === 'pairing'
    ? one('category', name, 'None of the other kinds of love story.')
    : { means: [], why: `${quote(name)} says nothing by itself.` }
}
