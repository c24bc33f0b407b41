/**
 * Proposes by canon files: nicknames are synonyms of people, pairing names of relationships, and both belong to the
 * fandom.
 *
 *     character Wills, in works of Buffy the Vampire Slayer      synonym of Willow Rosenberg
 *     relationship Spuffy                                        synonym of Buffy Summers/Spike
 *     relationship Tara x Willow                                 synonym of Tara Maclay/Willow Rosenberg
 *     fandom Buffy the Vampire Slayer - Joss Whedon              synonym of Buffy the Vampire Slayer
 *
 * A nickname is a word that other fandoms use for others: it counts where its works are mostly of this fandom.
 */
import { type Canon, membersOf } from '../../intake/canon/index.ts'
import { foldKey } from '../../kernel/text.ts'
import type { Company } from './company.ts'
import { peopleIn } from './names.ts'
import type { Certainty, CountedTag, Proposal } from './proposal.ts'
import { isOpen } from './propose-spelling.ts'
import type { TagName } from './tag-store.ts'

/** What a canon file takes a name for. */
interface Known {
  readonly canon: Canon
  readonly name: string
  /** The name itself, not another one for it. */
  readonly isOwn: boolean
}

type Names = ReadonlyMap<string, readonly Known[]>

export interface CanonNames {
  readonly fandom: Names
  readonly character: Names
  readonly relationship: Names
}

export function namesOfCanons(canons: readonly Canon[]): CanonNames {
  const fandom = new Map<string, Known[]>()
  const character = new Map<string, Known[]>()
  const relationship = new Map<string, Known[]>()
  for (const canon of canons) {
    learn(fandom, canon, canon.name, canon.aliases)
    for (const { name, aliases } of canon.characters) learn(character, canon, name, aliases)
    for (const { name, aliases } of canon.relationships) learn(relationship, canon, name, aliases)
  }
  return { fandom, character, relationship }
}

function learn(names: Map<string, Known[]>, canon: Canon, name: string, aliases: readonly string[]): void {
  for (const each of [name, ...aliases]) {
    const key = foldKey(each)
    const known = names.get(key) ?? []
    if (!known.some((one) => one.canon === canon && one.name === name))
      known.push({ canon, name, isOwn: each === name })
    names.set(key, known)
  }
}

export function proposeByCanon(tags: readonly CountedTag[], names: CanonNames, company: Company): readonly Proposal[] {
  return tags.flatMap((tag): readonly Proposal[] => {
    const meant = meaningOf(tag, names, company)
    if (meant === undefined) return []
    const { canon, name, certainty } = meant
    const target = { kind: tag.kind, name }
    const proposals: Proposal[] = []
    const isTarget = foldKey(name) === tag.folded
    if (isOpen(tag)) {
      const why = isTarget
        ? `The canon file of ${canon.name} has this name.`
        : `The canon file of ${canon.name} has it for “${name}”.`
      const says = isTarget ? 'canonical' : 'synonym'
      proposals.push({ ...plain(tag), says, of: isTarget ? null : target, certainty, by: 'canon', why })
    }
    // Only what is the tag meant, or is about to be its synonym.
    if (isTarget || isOpen(tag)) proposals.push(...parentsOf(tag, target, canon))
    return proposals
  })
}

function plain({ kind, name, works }: CountedTag): Pick<Proposal, 'kind' | 'name' | 'works'> {
  return { kind, name, works }
}

interface Meant {
  readonly canon: Canon
  readonly name: string
  readonly certainty: Certainty
}

function meaningOf(tag: CountedTag, names: CanonNames, company: Company): Meant | undefined {
  if (tag.kind === 'fandom') return oneOf(tag, fandomNamed(tag.name, names.fandom), company)
  if (tag.kind === 'character') return oneOf(tag, names.character.get(tag.folded) ?? [], company)
  if (tag.kind !== 'relationship') return undefined
  const known = names.relationship.get(tag.folded)
  return oneOf(tag, known ?? pairingOf(tag.name, names), company)
}

/** The canons whose fandom this may be. */
export function canonsNamed(name: string, names: CanonNames): readonly Canon[] {
  return fandomNamed(name, names.fandom).map(({ canon }) => canon)
}

/** "Buffy the Vampire Slayer - Joss Whedon", "Buffy the Vampire Slayer (TV)" */
function fandomNamed(name: string, names: Names): readonly Known[] {
  const whole = names.get(foldKey(name))
  if (whole !== undefined) return whole
  const found: Known[] = []
  for (const { bare, creator } of withoutCreator(name)) {
    for (const known of names.get(foldKey(bare)) ?? []) {
      if (known.canon.creators.some((each) => foldKey(each) === foldKey(creator))) found.push({ ...known, isOwn: true })
    }
  }
  return found
}

function* withoutCreator(name: string): Generator<{ readonly bare: string; readonly creator: string }> {
  for (const sign of [' - ', ' – ', ' — ', ' by ', ' (']) {
    const at = name.lastIndexOf(sign)
    if (at > 0) yield { bare: name.slice(0, at), creator: name.slice(at + sign.length) }
  }
}

/** The people by the canon that knows all of them; in its own order where it has the two together. */
function pairingOf(name: string, { character }: CanonNames): readonly Known[] {
  const people = peopleIn(name)
  if (people === undefined) return []
  const known = people.names.map((each) => character.get(foldKey(each)) ?? [])
  const canons = new Set(known[0]?.map(({ canon }) => canon))
  return [...canons].flatMap((canon): Known[] => {
    const inCanon = known.map((each) => each.filter((one) => one.canon === canon))
    // Two people of one canon may share a nickname.
    if (inCanon.some((each) => each.length !== 1)) return []
    const members = inCanon.map((each) => (each[0] as Known).name)
    if (new Set(members).size < members.length) return []
    const isOwn = inCanon.every((each) => (each[0] as Known).isOwn)
    return [{ canon, name: relationshipName(canon, people.sign, members), isOwn }]
  })
}

function relationshipName(canon: Canon, sign: '/' | '&', members: readonly string[]): string {
  const wanted = members.toSorted().join('\n')
  const own = canon.relationships.find(
    ({ name }) => name.includes(' & ') === (sign === '&') && membersOf(name).toSorted().join('\n') === wanted,
  )
  return own?.name ?? members.toSorted().join(sign === '&' ? ' & ' : '/')
}

/** Works of a tag that are of one fandom, of all its works. */
const MOSTLY = 0.7

function oneOf(tag: CountedTag, known: readonly Known[], company: Company): Meant | undefined {
  const companions = known.map((each) => ({ ...each, share: company.shareOf(tag, each.canon) }))
  const certain = companions.filter(({ share }) => share !== undefined && share >= MOSTLY)
  const [one] = certain.length > 0 ? certain : companions
  if (one === undefined || (certain.length > 0 ? certain.length : companions.length) > 1) return undefined
  const { canon, name, isOwn, share } = one
  if (tag.kind === 'fandom') return { canon, name, certainty: known.length === 1 ? 'sure' : 'doubtful' }
  if (certain.length > 0) return { canon, name, certainty: 'sure' }
  // A whole name is hardly anybody else's; a nickname may be.
  if (isOwn && name.includes(' ')) return { canon, name, certainty: share === undefined ? 'sure' : 'likely' }
  return share === undefined || share > 0 ? { canon, name, certainty: 'doubtful' } : undefined
}

function parentsOf(tag: CountedTag, target: TagName, canon: Canon): readonly Proposal[] {
  if (tag.kind === 'fandom') return []
  const fandom: TagName = { kind: 'fandom', name: canon.name }
  const people: readonly TagName[] =
    tag.kind === 'relationship' ? membersOf(target.name).map((name) => ({ kind: 'character', name })) : []
  const why = `The canon file of ${canon.name} says so.`
  return [fandom, ...people].map((of) => ({
    ...target,
    works: tag.works,
    says: 'parent',
    of,
    certainty: 'sure',
    by: 'canon',
    why,
  }))
}
