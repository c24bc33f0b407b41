/**
 * What was found in a batch, by kind and code, with what a person should look at first in front.
 *
 *     refusal/encrypted 1 · suggestion/cut-off 2 · gap/earlier-part 3 · suggestion/lost-line 41 · repair/entity 900
 */
import { BESIDE_STORIES } from '../../intake/codes.ts'

/** Kinds of findings that a batch may have. */
export const FINDING_KINDS = ['refusal', 'gap', 'suggestion', 'conflict', 'private', 'repair'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

export interface FindingGroup {
  readonly kind: FindingKind
  readonly code: string
  readonly count: number
}

/** `first` is for a person to look at, `later` for one with time; of `told` nothing needs to be done. */
export type Urgency = 'first' | 'later' | 'told'

/** What a list holds beside its stories, and pictures and programs beside others, was to be expected. */
const EXPECTED_REFUSALS: ReadonlySet<string> = new Set([
  ...BESIDE_STORIES,
  'image',
  'audio-or-video',
  'program',
  'empty',
])
/** Something is lost or may be wrong from end to end. */
const GRAVE_SUGGESTIONS: ReadonlySet<string> = new Set(['cut-off', 'doubtful-encoding', 'lost-end', 'not-public'])

export function urgencyOf({ kind, code }: Pick<FindingGroup, 'kind' | 'code'>): Urgency {
  switch (kind) {
    case 'refusal':
      return EXPECTED_REFUSALS.has(code) ? 'told' : 'first'
    case 'conflict':
      return 'first'
    case 'suggestion':
      return GRAVE_SUGGESTIONS.has(code) ? 'first' : 'later'
    case 'gap':
      return 'later'
    case 'private':
    case 'repair':
      return 'told'
  }
}

const URGENCIES: readonly Urgency[] = ['first', 'later', 'told']

/** The worst first; of what is equally bad the most. */
export function worstFirst(groups: readonly FindingGroup[]): FindingGroup[] {
  const rank = (group: FindingGroup): number =>
    URGENCIES.indexOf(urgencyOf(group)) * FINDING_KINDS.length + FINDING_KINDS.indexOf(group.kind)
  return groups.toSorted((a, b) => rank(a) - rank(b) || b.count - a.count || (a.code < b.code ? -1 : 1))
}

export function isFindingKind(text: string): text is FindingKind {
  return (FINDING_KINDS as readonly string[]).includes(text)
}

/** How many findings of a kind there are. */
export function countOfKind(groups: readonly FindingGroup[], kind: FindingKind): number {
  return groups.reduce((sum, group) => sum + (group.kind === kind ? group.count : 0), 0)
}
