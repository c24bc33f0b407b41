/** A work as an import hands it to the catalogue, before it has keys. */
import type { PrivateCode, RescueCode, SuggestionCode } from '../../intake/codes.ts'
import type { DateField, Field, MissingFact, RepairFact, SectionFact, SettingField } from '../../intake/reading.ts'
import type { Visibility } from '../../platform/db/visibility.ts'
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
  readonly creators: readonly (CreatorDraft | KnownCreator)[]
  readonly tags: readonly TagDraft[]
  readonly settings: readonly SettingField[]
  readonly chapters: readonly ChapterDraft[]
  readonly sources: readonly SourceDraft[]
  readonly fields: readonly FieldDraft[]
  readonly findings: readonly FindingDraft[]
  /** Set for a work of a site that was moved in. */
  readonly rescued?: RescuedFacts
}

/** What only a work of a rescued site has. */
export interface RescuedFacts {
  readonly siteId: number
  readonly isRoundRobin: boolean
  /** The old site asked the reader's age first. */
  readonly asksAge: boolean
  /** What the old site said before it showed the work. */
  readonly notice: string | null
  readonly hits: number | null
  /** Null leaves it as it is. */
  readonly visibility: Visibility | null
}

/** A pen name by its key: on a rescued site two people may have one name. */
export interface KnownCreator {
  readonly penNameId: number
  readonly asWritten: string | null
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
  /** Null for a chapter whose text is not there: a gap. */
  readonly sourceSha256: string | null
  readonly words: number
  /** Story HTML. */
  readonly html: string
  /** The same before any repair; null when nothing was repaired. */
  readonly faithfulHtml: string | null
  readonly sections: readonly (SectionFact & { readonly blockId: string | null })[]
  /** Story HTML, like the notes after it; not for a chapter of a rescued site, which says them itself. */
  readonly notesBefore?: string | null
  readonly notesAfter?: string | null
  readonly rescued?: RescuedChapterFacts
}

/** What only a chapter of a rescued site has. */
export interface RescuedChapterFacts {
  /** Key of the chapter that it was before; null for a new one. With keys no chapter is matched by its text. */
  readonly chapterId: number | null
  /** Where it is not the work's first author. */
  readonly byPenNameId: number | null
  /** Story HTML, like the notes after it. */
  readonly notesBefore: string | null
  readonly notesAfter: string | null
  readonly isHidden: boolean
  readonly postedAt: string | null
}

export interface SourceDraft {
  readonly sha256: string
  readonly role: 'text' | 'duplicate' | 'other-version' | 'index'
  /** Where it was found, when that is known here only; the use of it is then written, and no other touched. */
  readonly place?: {
    readonly path: string
    readonly within: readonly string[]
    /** Counts from 0 in the work. */
    readonly chapter: number | null
  }
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
  readonly kind: 'repair' | 'suggestion' | 'gap' | 'conflict' | 'private'
  readonly code: RepairFact['code'] | SuggestionCode | MissingFact['code'] | RescueCode | PrivateCode
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
