/**
 * A source of another format than text or HTML, opened: its story as HTML, what the format itself states, and what
 * could not be carried over.
 *
 * The HTML goes the same way as a saved page, and lines and spans of evidence count in it. What the format states
 * stands in front of what is found in the text where it is certain, and fills gaps where it is not: the properties of a
 * word processor hold what its last template said. A name in them is only suggested as the author's: it is often the
 * real name of whoever owned the computer, which nobody meant to publish. How stated facts join those of a header is in
 * `recognise/stated.ts`.
 */
import type { Reading, RefusalFact, Suggestion } from '../reading.ts'
import type { LetterFact } from './mail/letter-fact.ts'

export interface OpenedFormat {
  readonly html: string
  readonly stated: readonly StatedFact[]
  readonly losses: readonly LossFact[]
  /** Where the format itself says where chapters begin; then no others are looked for. */
  readonly chapters?: readonly StatedChapter[]
  /** What it says as a post among others: in answer to it there may be some. */
  readonly letter?: LetterFact
  /** Where the format itself says which part of the story it holds. */
  readonly part?: StatedPart
  /** Why it is held back until a person shows it: where it was posted, only some people could read it. */
  readonly notPublic?: string
}

/** A source that holds no story, and what it says as a post among others. */
export interface RefusedFormat extends RefusalFact {
  readonly letter?: LetterFact
}

/** Where a source lies: its way from the top, and the containers around it. */
export interface SourcePlace {
  readonly path: string
  readonly within: readonly string[]
}

export interface StatedChapter {
  /** Offset of its heading in `html`. */
  readonly at: number
  readonly number: number | null
}

export interface StatedPart {
  readonly number: number
  readonly total: number | null
  /** "Chapter 3" */
  readonly label: string
}

export const STATED_FIELDS = [
  'title',
  'author',
  'maybe-author',
  'date',
  'posted',
  'updated',
  'summary',
  'notes-before',
  'notes-after',
  'fandom',
  'relationship',
  'character',
  'warning',
  'rating',
  'category',
  'additional',
  'genre',
  'series',
  'series-number',
  'language',
  'status',
  'chapters',
  'words',
  'source',
  'captured',
] as const
export type StatedField = (typeof STATED_FIELDS)[number]

export interface StatedFact {
  readonly field: StatedField
  readonly value: string
  readonly asWritten: string
  /** `<format>-metadata`, or the name of the place in it. */
  readonly rule: string
  readonly confidence: number
}

export interface LossFact {
  /** `left-out` for what our text cannot hold, `cut-off` for what the file has lost itself. */
  readonly code: 'left-out' | 'cut-off'
  /** One sentence for a person. */
  readonly why: string
}

export type Opener = (
  bytes: Uint8Array,
  place: SourcePlace,
) => OpenedFormat | RefusedFormat | Promise<OpenedFormat | RefusedFormat>

/** The reading of an opened source's HTML with what was lost, and who may have written it. */
export function withFormatSuggestions(reading: Reading, { stated, losses, notPublic }: OpenedFormat): Reading {
  const { inspection } = reading
  if (inspection.work === null) return reading
  const suggestions = [
    ...inspection.suggestions,
    ...losses.map(lossSuggestion),
    ...(notPublic === undefined ? [] : [hiddenSuggestion(notPublic)]),
    ...stated.filter(({ field }) => field === 'maybe-author').map(authorSuggestion),
  ]
  return { ...reading, inspection: { ...inspection, suggestions } }
}

const NOWHERE = { line: null, column: null, before: null, after: null, lines: [] } as const

function lossSuggestion({ code, why }: LossFact): Suggestion {
  return { ...NOWHERE, code, field: null, value: null, confidence: 1, why }
}

function hiddenSuggestion(why: string): Suggestion {
  return { ...NOWHERE, code: 'not-public', field: null, value: null, confidence: 1, why }
}

function authorSuggestion({ value, confidence }: StatedFact): Suggestion {
  const why = 'The properties of the file name this person. It may be the author, or who owned the computer.'
  return { ...NOWHERE, code: 'maybe-field', field: 'authors', value, confidence, why }
}
