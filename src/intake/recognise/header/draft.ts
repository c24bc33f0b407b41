/** A header while it is read: the same facts, still open, and how facts are made of entries. */
import type { Rating, Status } from '../../reading.ts'
import type { Run } from '../../run.ts'
import type { Found } from '../evidence.ts'
import type { Entry } from './entry.ts'
import type { FoundDate, FoundOther } from './header.ts'
import type { OtherKey } from './label-keys.ts'
import type { PartNumber } from './part-number.ts'

export interface Draft {
  title: Found | null
  authors: Found[]
  senders: Found[]
  summary: Found | null
  disclaimers: Found[]
  notesBefore: Found[]
  notesAfter: Found[]
  fandoms: Found[]
  relationships: Found[]
  characters: Found[]
  rating: Found<Rating> | null
  warnings: Found[]
  setting: Found[]
  language: Found | null
  labelLanguage: Found | null
  status: Found<Status> | null
  unfinishedRemark: Found<Status> | null
  dates: FoundDate[]
  datesOfWriting: Found | null
  partHints: Found<PartNumber>[]
  other: FoundOther[]
  /** What may be meant: two people by a joint pen name, a fandom among categories. */
  readonly maybe: Maybe[]
  /** What was said before, by field and words. */
  readonly said: Map<string, Found<unknown>>
}

export interface Maybe {
  readonly field: 'authors' | 'fandoms'
  readonly value: string
  /** Index of its line. */
  readonly line: number
  readonly confidence: number
  readonly why: string
}

export function emptyDraft(): Draft {
  return {
    title: null,
    authors: [],
    senders: [],
    summary: null,
    disclaimers: [],
    notesBefore: [],
    notesAfter: [],
    fandoms: [],
    relationships: [],
    characters: [],
    rating: null,
    warnings: [],
    setting: [],
    language: null,
    labelLanguage: null,
    status: null,
    unfinishedRemark: null,
    dates: [],
    datesOfWriting: null,
    partHints: [],
    other: [],
    maybe: [],
    said: new Map(),
  }
}

/** A fact that is what one stretch of the source says, as it says it. */
export function foundAsWritten(run: Run, rule: string, confidence: number, value = run.text): Found {
  return { value, asWritten: run.text, evidence: [run], rule, confidence }
}

/** What an entry says, as it says it. */
export function found(entry: Entry): Found {
  return {
    value: entry.value.text,
    asWritten: entry.value.text,
    evidence: [...entry.runs],
    rule: entry.rule,
    confidence: entry.confidence,
  }
}

/** Adds a fact to its list; one that was said before in the same words becomes more evidence of the first. */
export function addFact<Fact extends Found<unknown>>(
  draft: Draft,
  field: string,
  list: Fact[],
  fact: Fact,
  words: string = fact.asWritten,
): void {
  const key = `${field}\n${words.toLowerCase().trim()}`
  const before = draft.said.get(key)
  if (before !== undefined && words !== '') {
    addEvidence(before, fact.evidence)
    return
  }
  draft.said.set(key, fact)
  list.push(fact)
}

/** The facts of a draft own their lists of evidence, so that a header said ten thousand times costs no more than its length. */
export function addEvidence(fact: Found<unknown>, evidence: readonly Run[]): void {
  ;(fact.evidence as Run[]).push(...evidence)
}

/** A fact with no field of its own; `run` is the part of the value that says it. */
export function addOther(draft: Draft, entry: Entry, key: OtherKey, run: Run, value: string = run.text): void {
  const evidence = run === entry.value ? [...entry.runs] : [run]
  const label = entry.labelRun?.text ?? null
  const asWritten = run === entry.labelRun ? '' : run.text
  const fact = { key, label, value, asWritten, evidence, rule: entry.rule, confidence: entry.confidence }
  addFact(draft, `other ${key} ${label ?? ''}`, draft.other, fact)
}
