/**
 * Rules: what a file says that tags mean, by their names, so that it can go from archive to archive.
 *
 *     - character: Willow Rosenberg
 *       synonyms: [Willow, Wilow Rosenberg]
 *       meta: [Witches]
 *       parents:
 *         - fandom: Buffy the Vampire Slayer
 */
import type { TagKind } from '../works/index.ts'
import { parentKindsOf, type Saying } from './saying.ts'
import { keyOfTag, type TagName } from './tag-store.ts'

export interface RuleSet {
  /** By which it is applied again and taken back. */
  readonly name: string
  readonly entries: readonly RuleEntry[]
}

export interface RuleEntry extends TagName {
  /** An entry that is `unsaid` says nothing of the tag itself, only what it belongs to. */
  readonly is: 'canonical' | 'ambiguous' | 'unwrangled' | 'unsaid'
  /** Of its kind. */
  readonly synonyms: readonly Reasoned[]
  readonly metas: readonly Reasoned[]
  readonly parents: readonly (Reasoned & TagName)[]
  /** One sentence for a person. */
  readonly why: string | null
}

export interface Reasoned {
  readonly name: string
  readonly why: string | null
}

/** A saying with the names of its tags. */
export interface NamedSaying {
  readonly relation: Saying['relation']
  readonly tag: TagName
  readonly other: TagName | null
  readonly why: string | null
}

/** What an entry says, with what it says along with it: that what stands above is canonical. */
export function sayingsOfEntry(entry: RuleEntry): readonly NamedSaying[] {
  const { kind, name, is, why } = entry
  const tag = { kind, name }
  const own = keyOfTag(tag)
  const sayings: NamedSaying[] = is === 'unsaid' ? [] : [{ relation: is, tag, other: null, why }]
  if (is === 'canonical') {
    for (const synonym of entry.synonyms) {
      const other = { kind, name: synonym.name }
      if (keyOfTag(other) !== own) sayings.push({ relation: 'synonym', tag: other, other: tag, why: synonym.why })
    }
    for (const meta of entry.metas) {
      const other = { kind, name: meta.name }
      if (keyOfTag(other) === own) continue
      sayings.push({ relation: 'canonical', tag: other, other: null, why: null })
      sayings.push({ relation: 'meta', tag, other, why: meta.why })
    }
  }
  for (const parent of entry.parents) {
    const kinds: readonly TagKind[] = parentKindsOf(kind)
    if (!kinds.includes(parent.kind)) continue
    const other = { kind: parent.kind, name: parent.name }
    sayings.push({ relation: 'canonical', tag: other, other: null, why: null })
    sayings.push({ relation: 'parent', tag, other, why: parent.why })
  }
  return sayings
}

export function keyOfSaying({ relation, tag, other }: Omit<NamedSaying, 'why'>): string {
  return `${relation} ${keyOfTag(tag)}${other === null ? '' : ` < ${keyOfTag(other)}`}`
}
