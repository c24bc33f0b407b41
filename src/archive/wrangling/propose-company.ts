/**
 * Proposes by company: a character whose works are nearly all of one fandom belongs to it, and a relationship to the
 * people it names.
 */
import { foldKey } from '../../kernel/text.ts'
import type { Company } from './company.ts'
import { peopleIn } from './names.ts'
import type { CountedTag, Proposal } from './proposal.ts'
import type { TagName } from './tag-store.ts'

const FEWEST_WORKS = 3
const NEARLY_ALL = 0.8

export function proposeByCompany(tags: readonly CountedTag[], company: Company): readonly Proposal[] {
  const byId = new Map(tags.map((tag) => [tag.id, tag]))
  const people = new Map(tags.filter(({ kind }) => kind === 'character').map((tag) => [tag.folded, tag]))
  return tags.flatMap((tag): readonly Proposal[] => {
    if (tag.canonical !== null || tag.works === 0) return []
    if (tag.kind !== 'character' && tag.kind !== 'relationship') return []
    return [...fandomOf(tag, company), ...(tag.kind === 'relationship' ? peopleOf(tag, people, byId) : [])]
  })
}

function fandomOf(tag: CountedTag, company: Company): readonly Proposal[] {
  const closest = company.closestTo(tag)
  if (closest === undefined || closest.works < FEWEST_WORKS || closest.works < tag.works * NEARLY_ALL) return []
  const { fandom, works } = closest
  if (fandom.standing === 'ambiguous') return []
  const why = `${works.toLocaleString('en')} of ${tag.works.toLocaleString('en')} works with it are of this fandom.`
  return [propose(tag, { kind: 'fandom', name: fandom.name }, works === tag.works ? 'sure' : 'likely', why)]
}

function peopleOf(
  tag: CountedTag,
  people: ReadonlyMap<string, CountedTag>,
  byId: ReadonlyMap<number, CountedTag>,
): readonly Proposal[] {
  const named = peopleIn(tag.name)?.names.map((name) => people.get(foldKey(name)))
  if (named === undefined || named.includes(undefined)) return []
  const canonical = (named as CountedTag[]).map((each) => byId.get(each.canonical ?? each.id) ?? each)
  if (canonical.some(({ standing }) => standing === 'ambiguous')) return []
  return canonical.map(({ name }) => propose(tag, { kind: 'character', name }, 'sure', `“${tag.name}” names them.`))
}

function propose(tag: CountedTag, of: TagName, certainty: Proposal['certainty'], why: string): Proposal {
  const { kind, name, works } = tag
  return { kind, name, works, says: 'parent', of, certainty, by: 'company', why }
}
