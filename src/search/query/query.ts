/**
 * One question to the archive, as a value: what the search box, the address, the form and a saved filter all say.
 *
 *     willow "green garnet" rating:teen -angst words:>5000 sort:updated
 *
 * Names stay names: which tags "buffy" means is for whoever asks the archive. Everything that was typed is here with
 * its place, so that a complaint about it can point at it.
 */

/** From the first code unit of what was typed to behind its last. */
export interface Place {
  readonly start: number
  readonly end: number
}

export type Clause =
  /** Every one of them; none at all is every work. */
  | { readonly kind: 'all'; readonly of: readonly Clause[] }
  | { readonly kind: 'any'; readonly of: readonly Clause[] }
  | { readonly kind: 'not'; readonly of: Clause }
  | WordClause
  | PhraseClause
  | NearClause
  | FieldClause

/**
 * Where words are looked for: `anywhere`, or in one of these alone. `about` is everything but the text: title, names,
 * tags, summary, notes. A word that is left out (`-angst`) is left out there: nobody means every story that has the
 * word in some sentence.
 */
export const TEXT_PLACES = ['anywhere', 'about', 'text', 'title', 'summary', 'notes', 'first', 'last'] as const
export type TextPlace = (typeof TEXT_PLACES)[number]

export interface WordClause {
  readonly kind: 'word'
  readonly text: string
  /** `gar*` */
  readonly isPrefix: boolean
  readonly where: TextPlace
  readonly place: Place
}

/** Words that stand one behind the other. */
export interface PhraseClause {
  readonly kind: 'phrase'
  readonly text: string
  readonly where: TextPlace
  readonly place: Place
}

/** Words or phrases with at most `distance` words between them, in any order. */
export interface NearClause {
  readonly kind: 'near'
  readonly of: readonly (WordClause | PhraseClause)[]
  readonly distance: number
  readonly where: TextPlace
  readonly place: Place
}

export interface FieldClause {
  readonly kind: 'field'
  readonly match: Match
  readonly place: Place
}

export const NAME_FIELDS = [
  'by',
  'fandom',
  'relationship',
  'character',
  'warning',
  'category',
  'additional',
  'tag',
  'series',
  'site',
  'pov',
] as const
export type NameField = (typeof NAME_FIELDS)[number]

export const COUNT_FIELDS = ['words', 'chapters', 'reviews', 'hits'] as const
export type CountField = (typeof COUNT_FIELDS)[number]

export const DATE_FIELDS = ['posted', 'updated'] as const
export type DateField = (typeof DATE_FIELDS)[number]

/** What is so or is not: `is:crossover`. */
export const FLAGS = ['crossover', 'single-pairing', 'one-chapter', 'round-robin', 'series-part'] as const
export type Flag = (typeof FLAGS)[number]

export const QUERY_RATINGS = ['general', 'teen', 'mature', 'explicit', 'unrated'] as const
export type QueryRating = (typeof QUERY_RATINGS)[number]

export const QUERY_STATUSES = ['complete', 'in-progress', 'abandoned'] as const
export type QueryStatus = (typeof QUERY_STATUSES)[number]

export const PERSONS = ['first', 'second', 'third'] as const
export type Person = (typeof PERSONS)[number]

/** One thing that a work must be. Several values in a list are "one of these". */
export type Match =
  /** `isWhole` when the name was in quotes: a name that begins so, or holds it, is then not meant. */
  | {
      readonly field: NameField
      readonly names: readonly { readonly text: string; readonly isWhole: boolean }[]
    }
  | { readonly field: 'rating'; readonly values: readonly QueryRating[] }
  | { readonly field: 'status'; readonly values: readonly QueryStatus[] }
  /** BCP 47, lower case; the language of a work begins with one of them. */
  | { readonly field: 'language'; readonly values: readonly string[] }
  | { readonly field: CountField; readonly from: number | null; readonly to: number | null }
  /** Days, ISO 8601, both included. */
  | { readonly field: DateField; readonly from: string | null; readonly to: string | null }
  | { readonly field: 'setting'; readonly setting: SettingRange }
  | { readonly field: 'person'; readonly values: readonly Person[] }
  | { readonly field: 'flag'; readonly flag: Flag }

/** A stretch of a canon's timeline: `after-season-5`, `s3-s5`, `before:"The Gift"`. */
export interface SettingRange {
  readonly relation: 'before' | 'until' | 'during' | 'from' | 'after'
  readonly from: SettingPoint
  /** The end of a stretch; null for one point. */
  readonly to: SettingPoint | null
}

export type SettingPoint =
  | { readonly season: number; readonly episode: number | null }
  /** A title or a name for a turning point, as typed, hyphens as spaces. */
  | { readonly name: string }

export const QUERY_SORTS = ['best', 'updated', 'posted', 'title', 'by', 'words', 'reviews', 'hits'] as const
export type QuerySort = (typeof QUERY_SORTS)[number]

export interface Sorting {
  readonly by: QuerySort
  readonly isDescending: boolean
}

export interface Query {
  readonly clause: Clause
  /** What was asked for; null leaves it to the page. */
  readonly sorting: Sorting | null
  /** What could not be understood. Everything else holds all the same. */
  readonly problems: readonly QueryProblem[]
}

export const QUERY_PROBLEMS = [
  'too-long',
  'too-many',
  'too-deep',
  'open-quote',
  'open-bracket',
  'stray-bracket',
  'nothing-after',
  'unknown-field',
  'unknown-value',
  'not-a-number',
  'not-a-date',
  'not-a-setting',
  'empty-range',
  'wildcard',
] as const
export type QueryProblemCode = (typeof QUERY_PROBLEMS)[number]

export interface QueryProblem {
  readonly code: QueryProblemCode
  readonly place: Place
  /** What stands there. */
  readonly typed: string
  /** What may be meant, to be put in its place; null when there is no good guess. */
  readonly correction: string | null
  /** What could stand there, where that is a short list. */
  readonly choices: readonly string[]
}
