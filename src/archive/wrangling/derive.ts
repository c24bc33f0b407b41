/**
 * What follows from what was said of tags: what each one is, and what stands above it.
 *
 *     synonym Wilow → Willow, synonym Willow → Willow Rosenberg      both are synonyms of Willow Rosenberg, one step
 *     meta Willow → Witches                                         Willow Rosenberg stands under Witches
 *     meta Witches → Willow Rosenberg, said later                    would close a circle: it rests
 *
 * A function of what was said and of nothing else: whatever is added or taken back, in whatever order, the rest gives
 * the same. Links are kept on the tags they were said of and are moved here, so that they move back when a synonym is
 * one no longer.
 */
import { isStronger, type Said } from './saying.ts'

/** `canonical` is the tag that this one is a synonym of. */
export interface Place {
  readonly standing: 'canonical' | 'ambiguous' | null
  readonly canonical: number | null
}

const NOWHERE: Place = { standing: null, canonical: null }

/** What each tag is of which something was said. Links among the sayings are passed over. */
export function derivePlaces(sayings: readonly Said[]): ReadonlyMap<number, Place> {
  const chosen = new Map<number, Said>()
  for (const said of sayings) {
    if (said.relation === 'meta' || said.relation === 'parent') continue
    const before = chosen.get(said.tag)
    if (before === undefined || isStronger(said, before)) chosen.set(said.tag, said)
  }
  return new Map([...chosen.keys()].map((tag) => [tag, placeOf(chosen, tag)]))
}

function placeOf(chosen: ReadonlyMap<number, Said>, tag: number): Place {
  const first = chosen.get(tag)
  if (first?.relation === 'canonical') return { standing: 'canonical', canonical: null }
  if (first?.relation === 'ambiguous') return { standing: 'ambiguous', canonical: null }
  const met = new Set([tag])
  for (let at = first; at?.relation === 'synonym'; ) {
    const next = at.other
    // Sayings do not go round in circles; rows that somebody wrote by hand may.
    if (next === null || met.has(next)) return NOWHERE
    met.add(next)
    at = chosen.get(next)
    if (at?.relation === 'canonical') return { standing: null, canonical: next }
  }
  return NOWHERE
}

/** A link as it was said, with the canonical tags at its ends. */
export interface LinkSaid extends Said {
  readonly lower: End
  readonly upper: End
}

interface End {
  readonly id: number
  readonly isCanonical: boolean
}

export interface Link {
  readonly lower: number
  readonly upper: number
}

/** Parents that hold: of any tag that is not a synonym, to canonical ones. */
export function deriveParents(sayings: readonly LinkSaid[]): readonly Link[] {
  return strongestOf(sayings)
    .filter((said) => said.holds && said.upper.isCanonical)
    .map(linkOf)
}

export interface MetaLinks {
  readonly links: readonly Link[]
  /** They would close a circle; with the saying that is behind each. */
  readonly resting: readonly RestingLink[]
}

export interface RestingLink extends Link {
  readonly saying: number
}

/** Meta tags that hold. Where they would close a circle, what the archivist said goes in first, then what is older. */
export function deriveMetas(sayings: readonly LinkSaid[]): MetaLinks {
  const inOrder = strongestOf(sayings)
    .filter(({ holds, lower, upper }) => holds && lower.isCanonical && upper.isCanonical)
    .toSorted((a, b) => Number(b.saidBy === 'archivist') - Number(a.saidBy === 'archivist') || a.id - b.id)
  const links: Link[] = []
  const resting: RestingLink[] = []
  const above = new Map<number, number[]>()
  for (const said of inOrder) {
    const link = linkOf(said)
    if (isAbove(above, link.upper, link.lower)) resting.push({ ...link, saying: said.id })
    else {
      links.push(link)
      above.set(link.lower, [...(above.get(link.lower) ?? []), link.upper])
    }
  }
  return { links, resting }
}

/** All that stands above each tag, at any distance. The links go round in no circle. */
export function closureOf(links: readonly Link[]): ReadonlyMap<number, ReadonlySet<number>> {
  const above = new Map<number, number[]>()
  for (const { lower, upper } of links) above.set(lower, [...(above.get(lower) ?? []), upper])
  return new Map([...above.keys()].map((tag) => [tag, reachedFrom(above, tag)]))
}

function isAbove(above: ReadonlyMap<number, readonly number[]>, from: number, wanted: number): boolean {
  return from === wanted || reachedFrom(above, from).has(wanted)
}

function reachedFrom(above: ReadonlyMap<number, readonly number[]>, from: number): ReadonlySet<number> {
  const reached = new Set<number>()
  const open = [from]
  for (let tag = open.pop(); tag !== undefined; tag = open.pop()) {
    for (const upper of above.get(tag) ?? []) {
      if (reached.has(upper)) continue
      reached.add(upper)
      open.push(upper)
    }
  }
  return reached
}

/** One saying for each two tags: several may have been said of their synonyms. */
function strongestOf(sayings: readonly LinkSaid[]): readonly LinkSaid[] {
  const strongest = new Map<string, LinkSaid>()
  for (const said of sayings) {
    if (said.lower.id === said.upper.id) continue
    const key = `${said.lower.id} ${said.upper.id}`
    const before = strongest.get(key)
    if (before === undefined || isStronger(said, before)) strongest.set(key, said)
  }
  return [...strongest.values()]
}

function linkOf({ lower, upper }: LinkSaid): Link {
  return { lower: lower.id, upper: upper.id }
}
