/**
 * What the archive proposes to say of its tags, with the reason, and how many works it is about.
 *
 * A proposal changes nothing. `ficarium tags propose` writes a file of rules, the most used tags first; the archivist
 * deletes what is wrong and applies the rest.
 */
import type { RuleEntry } from './rule.ts'
import type { TagName } from './tag-store.ts'

/** How far a proposal can be trusted without looking: doubtful ones are proposed only when they are asked for. */
export type Certainty = 'sure' | 'likely' | 'doubtful'

export interface Proposal extends TagName {
  readonly says: 'canonical' | 'synonym' | 'parent' | 'meta'
  /** What it would be a synonym of, or stand under. */
  readonly of: TagName | null
  /** Works that have the tag. */
  readonly works: number
  readonly certainty: Certainty
  readonly by: 'spelling' | 'canon' | 'company'
  /** One sentence for a person. */
  readonly why: string
}

/** A tag as proposals are made from it. */
export interface CountedTag extends TagName {
  readonly id: number
  readonly folded: string
  readonly standing: string | null
  readonly canonical: number | null
  readonly works: number
  /** The archivist has said what it is. */
  readonly isDecided: boolean
}

/** Proposals as the entries of a file: one for each canonical tag, those about the most works first. */
export function asEntries(proposals: readonly Proposal[]): readonly RuleEntry[] {
  const groups = new Map<string, Proposal[]>()
  for (const proposal of proposals) {
    const head = proposal.says === 'synonym' && proposal.of !== null ? proposal.of : proposal
    const key = `${head.kind} ${head.name}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [proposal])
    else group.push(proposal)
  }
  // What it is about: its synonyms together, or the tag itself; each thing said of one tag is about the same works.
  const weigh = (group: readonly Proposal[]): number =>
    [...new Map(group.map(({ name, works }) => [name, works])).values()].reduce((sum, works) => sum + works, 0)
  return [...groups.values()].toSorted((a, b) => weigh(b) - weigh(a)).map(asEntry)
}

function asEntry(group: readonly Proposal[]): RuleEntry {
  const [first] = group as [Proposal, ...Proposal[]]
  const head = first.says === 'synonym' && first.of !== null ? first.of : first
  const said = (says: Proposal['says']): readonly Proposal[] =>
    group.filter((each) => each.says === says).toSorted((a, b) => b.works - a.works)
  const isCanonical = group.some(({ says }) => says !== 'parent')
  return {
    kind: head.kind,
    name: head.name,
    is: isCanonical ? 'canonical' : 'unsaid',
    why: said('canonical')[0]?.why ?? null,
    synonyms: said('synonym').map(({ name, why }) => ({ name, why })),
    metas: said('meta').map(({ of, why }) => ({ name: (of as TagName).name, why })),
    parents: said('parent').map(({ of, why }) => ({ ...(of as TagName), why })),
  }
}
