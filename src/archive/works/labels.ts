/** The words for the codes of works, in the order in which a reader chooses among them. */
import type { SuggestionCode } from '../../intake/codes.ts'
import type { Rating, Status } from '../../intake/reading.ts'

export const RATING_WORDS = {
  general: 'General audiences',
  teen: 'Teen and up',
  mature: 'Mature',
  explicit: 'Explicit',
  unrated: 'Not rated',
} satisfies Record<Rating, string>

/** Quarters of a small circle; never the only sign. */
export const RATING_FILL = { general: 1, teen: 2, mature: 3, explicit: 4, unrated: 0 } as const satisfies Record<
  Rating,
  number
>

export const STATUS_WORDS = {
  complete: 'Complete',
  'in-progress': 'In progress',
  abandoned: 'Abandoned',
} satisfies Record<Status, string>

export const STATUS_FILL = { complete: 4, 'in-progress': 2, abandoned: 1 } as const satisfies Record<Status, number>

export const TAG_KINDS = ['fandom', 'relationship', 'character', 'warning', 'category', 'additional'] as const
export type TagKind = (typeof TAG_KINDS)[number]

/** For one tag and for several. */
export const KIND_WORDS = {
  fandom: ['Fandom', 'Fandoms'],
  relationship: ['Relationship', 'Relationships'],
  character: ['Character', 'Characters'],
  warning: ['Warning', 'Warnings'],
  category: ['Category', 'Categories'],
  additional: ['Additional tag', 'Additional tags'],
} satisfies Record<TagKind, readonly [string, string]>

export const SORTS = ['updated', 'posted', 'title', 'words'] as const
export type Sort = (typeof SORTS)[number]

/** Said in the story at the place, where a reader would stumble; the other suggestions are for "About this copy". */
export const DOUBT_WORDS: Partial<Record<SuggestionCode, string>> = {
  'lost-line': 'A line may be missing here.',
  'lost-break': 'A scene break may be missing here.',
  'lost-signature': 'A signature may be missing here.',
  'doubtful-encoding': 'Some letters here may not be the author’s.',
}

export function isRating(value: string | null | undefined): value is Rating {
  return value !== null && value !== undefined && Object.hasOwn(RATING_WORDS, value)
}

export function isStatus(value: string | null | undefined): value is Status {
  return value !== null && value !== undefined && Object.hasOwn(STATUS_WORDS, value)
}

export function isTagKind(value: string): value is TagKind {
  return (TAG_KINDS as readonly string[]).includes(value)
}
