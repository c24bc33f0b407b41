/** A work as an import hands it to the catalogue, before it has keys. */
import type { SuggestionCode } from '../../intake/codes.ts'
import type { DateField, Field, MissingFact, RepairFact, SectionFact, SettingField } from '../../intake/reading.ts'
import type { TagKind } from './labels.ts'

export interface WorkDraft {
  /** Changes whenever anything does that the work was made from: sources, their roles, intake, canons. */
  readonly madeFrom: string
  readonly title: string
  /** False when no title is stated and the name of the file stands in. */
  readonly isTitleKnown: boolean
  readonly summary: string | null
  readonly notesBefore: string | null
  readonly notesAfter: string | null
  readonly disclaimer: string | null
  readonly language: string | null
  readonly rating: string
  readonly ratingAsGiven: string | null
  readonly status: string | null
  readonly part: { readonly number: number; readonly to: number | null; readonly total: number | null } | null
  /** How many chapters the whole has, when something says so. */
  readonly expectedChapters: number | null
  readonly words: number
  /** EDTF, as known. */
  readonly postedAt: string | null
  readonly updatedAt: string | null
  readonly creators: readonly CreatorDraft[]
  readonly tags: readonly TagDraft[]
  readonly settings: readonly SettingField[]
  readonly chapters: readonly ChapterDraft[]
  readonly sources: readonly SourceDraft[]
  readonly fields: readonly FieldDraft[]
  readonly findings: readonly FindingDraft[]
}

export interface CreatorDraft {
  readonly name: string
  readonly asWritten: string | null
  /** False for "Unknown". */
  readonly isClaimable: boolean
}

export interface TagDraft {
  readonly kind: TagKind
  readonly name: string
  readonly asWritten: string
}

export interface ChapterDraft {
  readonly title: string | null
  readonly number: number | null
  readonly sourceSha256: string
  readonly words: number
  /** Story HTML. */
  readonly html: string
  /** The same before any repair; null when nothing was repaired. */
  readonly faithfulHtml: string | null
  readonly sections: readonly (SectionFact & { readonly blockId: string | null })[]
}

export interface SourceDraft {
  readonly sha256: string
  readonly role: 'text' | 'duplicate' | 'other-version'
}

export interface FieldDraft {
  readonly sha256: string
  readonly name: string
  /** The kind of a date; null for others. */
  readonly kind: DateField['kind'] | null
  readonly label: string | null
  readonly field: Field
  readonly isChosen: boolean
}

/** A repair, suggestion or gap; `chapter` counts from 0 in the work. */
export interface FindingDraft {
  readonly sha256: string | null
  readonly chapter: number | null
  readonly blockId: string | null
  readonly kind: 'repair' | 'suggestion' | 'gap'
  readonly code: RepairFact['code'] | SuggestionCode | MissingFact['code']
  readonly codes: readonly string[] | null
  readonly line: number | null
  readonly column: number | null
  readonly lines: readonly number[]
  readonly before: string | null
  readonly after: string | null
  readonly field: string | null
  readonly value: string | null
  readonly why: string | null
  readonly confidence: number
}
