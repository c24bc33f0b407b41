/**
 * Plans what a mapping changes at one work: its tags by rule, and its rating where nobody else gave it one.
 *
 * What an author, a source or the archivist said are other rows, and are not looked at. A rating is one value, so the
 * work remembers which one the mapping gave (`ratingByRule`); when another one stands there, somebody said so.
 */

import type { Rating } from '../../../intake/reading.ts'
import { foldKey } from '../../../kernel/text.ts'
import type { TagKind } from '../../works/index.ts'
import { cut, type Meaning } from './term.ts'

export interface WorkTerms {
  readonly id: number
  readonly rating: string
  readonly ratingByRule: string | null
  /** In the order in which their tags shall stand. */
  readonly terms: readonly { readonly id: number; readonly name: string }[]
  /** Tags by rule, in their order. */
  readonly tags: readonly RuleTag[]
}

export interface RuleTag {
  readonly kind: string
  readonly folded: string
  readonly asWritten: string
}

export interface WantedTag {
  readonly kind: TagKind
  readonly name: string
  readonly asWritten: string
}

export interface WorkChange {
  readonly workId: number
  /** All tags by rule that it has from now on; null when they are as before. */
  readonly tags: readonly WantedTag[] | null
  /** Null when it stays as it is. */
  readonly rating: { readonly value: Rating; readonly byRule: Rating | null } | null
  readonly added: number
  readonly removed: number
  /** The mapping says another rating than somebody gave it. */
  readonly keepsRating: boolean
}

export function planWork(work: WorkTerms, meansOf: (termId: number) => readonly Meaning[]): WorkChange {
  const tags: WantedTag[] = []
  const wanted = new Map<string, string>()
  let rated: Rating = 'unrated'
  for (const { id, name: termName } of work.terms) {
    const asWritten = cut(termName, LONGEST_AS_WRITTEN)
    for (const { kind, name } of meansOf(id)) {
      if (kind === 'rating') {
        if (SCALE.indexOf(name) > SCALE.indexOf(rated)) rated = name
        continue
      }
      const key = `${kind} ${foldKey(name)}`
      if (wanted.has(key)) continue
      wanted.set(key, asWritten)
      tags.push({ kind, name, asWritten })
    }
  }
  const before = new Set(work.tags.map((tag) => `${tag.kind} ${tag.folded}`))
  const isSame =
    tags.length === work.tags.length &&
    tags.every((tag, i) => {
      const there = work.tags[i]
      return there?.kind === tag.kind && there.folded === foldKey(tag.name) && there.asWritten === tag.asWritten
    })
  return {
    workId: work.id,
    tags: isSame ? null : tags,
    added: [...wanted.keys()].filter((key) => !before.has(key)).length,
    removed: [...before].filter((key) => !wanted.has(key)).length,
    ...planRating(work, rated),
  }
}

/** The whole name stays with the term. */
const LONGEST_AS_WRITTEN = 300

/** Where a work has two ratings, readers are to be warned of the higher one. */
const SCALE: readonly Rating[] = ['unrated', 'general', 'teen', 'mature', 'explicit']

function planRating({ rating, ratingByRule }: WorkTerms, value: Rating): Pick<WorkChange, 'rating' | 'keepsRating'> {
  const isOurs = rating === (ratingByRule ?? 'unrated')
  if (!isOurs) return { rating: null, keepsRating: rating !== value }
  const byRule = value === 'unrated' ? null : value
  return { rating: byRule === ratingByRule ? null : { value, byRule }, keepsRating: false }
}
