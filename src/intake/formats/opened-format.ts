/**
 * A source of another format than text or HTML, opened: its story as HTML, what the format itself states, and what
 * could not be carried over.
 *
 * The HTML goes the same way as a saved page, and lines and spans of evidence count in it. What the format states
 * stands in front of what is found in the text where it is certain, and fills gaps where it is not: the properties of a
 * word processor hold what its last template said. A name in them is only suggested as the author's: it is often the
 * real name of whoever owned the computer, which nobody meant to publish.
 */
import type { DateField, Field, Reading, RefusalFact, Suggestion, WorkFacts } from '../reading.ts'

export interface OpenedFormat {
  readonly html: string
  readonly stated: readonly StatedFact[]
  readonly losses: readonly LossFact[]
}

export interface StatedFact {
  readonly field: 'title' | 'author' | 'maybe-author' | 'date'
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

export type Opener = (bytes: Uint8Array) => OpenedFormat | RefusalFact | Promise<OpenedFormat | RefusalFact>

/** From here on a stated fact stands before what is found in the text. */
const CERTAIN = 0.9

/** The reading of an opened source's HTML with what its format says besides. */
export function withFormatFacts(reading: Reading, { stated, losses }: OpenedFormat): Reading {
  const { inspection } = reading
  if (inspection.work === null) return reading
  const suggestions = [
    ...inspection.suggestions,
    ...losses.map(lossSuggestion),
    ...stated.filter(({ field }) => field === 'maybe-author').map(authorSuggestion),
  ]
  const work = stated.reduce(withFact, inspection.work)
  return { ...reading, inspection: { ...inspection, work, suggestions } }
}

function withFact(work: WorkFacts, fact: StatedFact): WorkFacts {
  const field: Field = { value: fact.value, asWritten: fact.asWritten, lines: [], spans: [], ...ruleOf(fact) }
  switch (fact.field) {
    case 'title':
      return work.title === null || fact.confidence >= CERTAIN ? { ...work, title: field } : work
    case 'author':
      return work.authors.length === 0 || fact.confidence >= CERTAIN ? { ...work, authors: [field] } : work
    case 'date': {
      const date: DateField = { ...field, kind: 'unknown' }
      return work.dates.length === 0 || fact.confidence >= CERTAIN ? { ...work, dates: [...work.dates, date] } : work
    }
    case 'maybe-author':
      return work
  }
}

function ruleOf({ rule, confidence }: StatedFact): Pick<Field, 'rule' | 'confidence'> {
  return { rule, confidence }
}

const NOWHERE = { line: null, column: null, before: null, after: null, lines: [] } as const

function lossSuggestion({ code, why }: LossFact): Suggestion {
  return { ...NOWHERE, code, field: null, value: null, confidence: 1, why }
}

function authorSuggestion({ value, confidence }: StatedFact): Suggestion {
  const why = 'The properties of the file name this person. It may be the author, or who owned the computer.'
  return { ...NOWHERE, code: 'maybe-field', field: 'authors', value, confidence, why }
}
