/**
 * A reading: what intake makes of one source. Its `inspection` is the contract of `inspect --json`, which other
 * programs read: fields may be added to it, never renamed.
 *
 * Stated or suggested: `work` holds what is stated (a label, a heading, a byline, a canon's name written outside the
 * story's own sentences, or what follows from a rule listed as certain). Everything else, however likely, is in
 * `suggestions` with `field` and `value`.
 */
import type { Chapter } from '../document/tree.ts'
import type { RefusalCode, RepairCode, SuggestionCode } from './codes.ts'
import type { LetterFact } from './formats/mail/letter-fact.ts'
import type { ContentsFact } from './formats/sites/contents.ts'
import type { Position, Span } from './position.ts'
import type { PrivateFact } from './private/private-fact.ts'

/** One recognised fact with its evidence. */
export interface Field<Value = string> {
  /** Normalised: rating on our scale, language BCP 47, dates EDTF, people by canonical name where a canon knows them. */
  readonly value: Value
  /** The author's words. */
  readonly asWritten: string
  /** 1-based lines of the decoded source. */
  readonly lines: readonly number[]
  readonly spans: readonly Span[]
  /** Name of the rule that read it, kebab-case. */
  readonly rule: string
  /** 0 to 1. */
  readonly confidence: number
}

export type Rating = 'general' | 'teen' | 'mature' | 'explicit' | 'unrated'
export type Status = 'complete' | 'in-progress' | 'abandoned'
export type Person = 'first' | 'second' | 'third'

export interface DateField extends Field {
  readonly kind: 'written' | 'posted' | 'updated' | 'unknown'
}

/** Where in a canon a work is set. */
export interface SettingPlace {
  /** Key of the canon; null while the fandom is unknown ("season 6" of what?). */
  readonly canon: string | null
  readonly relation: 'before' | 'during' | 'after' | 'between'
  /** Keys of points of that canon; `to` only for a stretch. */
  readonly from: string
  readonly to: string | null
  readonly part: 'early' | 'mid' | 'late' | null
  /** Key of the turning point that was named, where one was. */
  readonly event: string | null
}

export interface SettingField extends Field {
  readonly place: SettingPlace | null
}

/** A fact with no field of its own, by the canonical label of the dictionary. */
export interface OtherField extends Field {
  readonly key: string
  /** The label as written, null where the role was recognised without one. */
  readonly label: string | null
}

/** What a file says of itself as a part of something longer. */
export interface PartFact {
  readonly number: number
  /** The last part when the file holds several ("Parts 3-5"). */
  readonly to: number | null
  readonly total: number | null
  /** As written: "Part 2". */
  readonly label: string
  readonly lines: readonly number[]
  readonly rule: string
  readonly confidence: number
}

export interface MissingFact {
  readonly code: 'earlier-part' | 'later-part' | 'chapter' | 'text'
  readonly number: number | null
  readonly why: string
  readonly lines: readonly number[]
}

export interface WorkFacts {
  readonly title: Field | null
  readonly authors: readonly Field[]
  readonly summary: Field | null
  readonly disclaimers: readonly Field[]
  readonly notesBefore: readonly Field[]
  readonly notesAfter: readonly Field[]
  readonly fandoms: readonly Field[]
  readonly relationships: readonly Field[]
  readonly characters: readonly Field[]
  readonly rating: Field<Rating> | null
  readonly warnings: readonly Field[]
  readonly setting: readonly SettingField[]
  readonly language: Field | null
  readonly status: Field<Status> | null
  readonly endMarker: Field | null
  readonly dates: readonly DateField[]
  readonly part: PartFact | null
  readonly missing: readonly MissingFact[]
  readonly other: readonly OtherField[]
}

export type SectionKind = 'pov' | 'diary' | 'letter' | 'narration' | 'scene'

export interface SectionFact {
  readonly kind: SectionKind
  readonly label: string | null
  /** Whose point of view, by canonical name where a canon knows it. */
  readonly who: string | null
  /** EDTF. */
  readonly date: string | null
  readonly to: string | null
  readonly from: string | null
  readonly person: Person | null
  readonly startLine: number
  readonly endLine: number
  readonly rule: string
  readonly confidence: number
}

export interface ChapterFact {
  readonly heading: string | null
  readonly number: number | null
  readonly startLine: number
  readonly endLine: number
  readonly rule: string
  readonly confidence: number
  readonly sections: readonly SectionFact[]
}

export interface BreakFact {
  readonly line: number
  readonly marker: string
  readonly kind: 'rule' | 'symbol'
}

/** A certain repair: the smallest span of the source that changes, composed of all rules that touched it. */
export interface RepairFact {
  readonly line: number
  readonly column: number
  readonly before: string
  readonly after: string
  /** The last rule. */
  readonly code: RepairCode
  /** All rules, in order. */
  readonly codes: readonly RepairCode[]
  /** Where the first of several stretches is that were changed as one; they are undone as one. */
  readonly begins?: Position
}

export interface Suggestion {
  readonly code: SuggestionCode
  readonly line: number | null
  readonly column: number | null
  /** Name of the field in `work` that it would fill, for `maybe-field`. */
  readonly field: string | null
  readonly value: string | null
  readonly before: string | null
  readonly after: string | null
  readonly confidence: number
  /** One sentence for a person. */
  readonly why: string
  readonly lines: readonly number[]
}

export interface SourceFact {
  readonly path: string
  /** Names of the containers the source was in, outermost first. */
  readonly within: readonly string[]
  /** Part of the source that positions count in, where it is not the file itself. */
  readonly part: string | null
  readonly bytes: number
  readonly sha256: string
  /** `text`, `html`, or the format that was recognised and refused. */
  readonly format: string
  readonly encoding: { readonly name: string; readonly confidence: number } | null
}

export interface RefusalFact {
  readonly code: RefusalCode
  readonly why: string
}

/** By which convention of a site or list typed signs were read. */
export interface ConventionFact {
  /** Name of its file in `sites/`. */
  readonly key: string
  readonly name: string
  readonly by: 'chosen' | 'found'
  /** What in the source names the place. */
  readonly evidence: readonly string[]
  /** Marks that occur: “47 of 47 pairs close inside a paragraph” is 47 pairs and none unpaired. */
  readonly marks: readonly {
    readonly mark: string
    readonly meaning: string | null
    readonly pairs: number
    readonly unpaired: number
  }[]
}

export interface Inspection {
  readonly source: SourceFact
  readonly refusal: RefusalFact | null
  readonly work: WorkFacts | null
  readonly chapters: readonly ChapterFact[]
  readonly breaks: readonly BreakFact[]
  readonly repairs: readonly RepairFact[]
  /** Repairs that were found and not made, since somebody has undone them; absent where there are none. */
  readonly refused?: readonly RepairFact[]
  readonly suggestions: readonly Suggestion[]
  /** What is not shown to readers. Here everything stands as it was written: this is for whoever has the source. */
  readonly private: readonly PrivateFact[]
  /** Absent where the place that the source is from is not known. */
  readonly convention?: ConventionFact
  readonly counts: { readonly words: number; readonly emphasis: number; readonly breaks: number }
}

/** Which lines of the source a block of the story came from. */
export interface BlockPlace {
  readonly chapter: number
  readonly id: string
  readonly startLine: number
  readonly endLine: number
}

export interface Reading {
  readonly inspection: Inspection
  /** The story with its certain repairs; the blocks carry ids. */
  readonly chapters: readonly Chapter[]
  /** The story as it was before any repair, with the same ids; null when nothing was repaired. */
  readonly faithful: readonly Chapter[] | null
  readonly places: readonly BlockPlace[]
  /** Words of each chapter. */
  readonly chapterWords: readonly number[]
  /** What a mail says beside its text. */
  readonly letter?: LetterFact
  /** The files that an index page names. */
  readonly contents?: ContentsFact
}
