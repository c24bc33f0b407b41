/** What a header says: every fact with its evidence, and the lines that said it. */
import type { DateField, Rating, Status, Suggestion } from '../../reading.ts'
import type { Found } from '../evidence.ts'
import type { LineRole } from '../structure.ts'
import type { OtherKey } from './label-keys.ts'
import type { PartNumber } from './part-number.ts'

export interface FoundDate extends Found {
  readonly kind: DateField['kind']
}

export interface FoundOther extends Found {
  readonly key: OtherKey
  /** As written; null where the role was recognised without one. */
  readonly label: string | null
}

/** Names as in `WorkFacts`. What was said twice in different words stands in `other` under the name of its field. */
export interface Header {
  readonly title: Found | null
  readonly authors: readonly Found[]
  /** Who sent what is signed with another name, or with a part of theirs. */
  readonly senders: readonly Found[]
  readonly summary: Found | null
  readonly disclaimers: readonly Found[]
  readonly notesBefore: readonly Found[]
  readonly notesAfter: readonly Found[]
  readonly fandoms: readonly Found[]
  /** As written; canonical names come from the canon. */
  readonly relationships: readonly Found[]
  readonly characters: readonly Found[]
  readonly rating: Found<Rating> | null
  readonly warnings: readonly Found[]
  /** What labels, summary and notes say of when the story is set, for the canon to place. */
  readonly setting: readonly Found[]
  /** What a label says. */
  readonly language: Found | null
  /** The language that the labels are written in, where it is not English. */
  readonly labelLanguage: Found | null
  /** What a label says; see `statusFrom`. */
  readonly status: Found<Status> | null
  /** "Will eventually …", WIP. */
  readonly unfinishedRemark: Found<Status> | null
  readonly dates: readonly FoundDate[]
  /** The author's word that the dates in the story are those on which it was written. */
  readonly datesOfWriting: Found | null
  /** What the title, the subject or a label says of the part; the nearest first. */
  readonly partHints: readonly Found<PartNumber>[]
  readonly other: readonly FoundOther[]
  /** The lines that the header takes, by index: `field`, `note` (closing words) or `furniture`. */
  readonly roles: ReadonlyMap<number, LineRole>
  readonly suggestions: readonly Suggestion[]
}
