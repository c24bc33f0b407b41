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
}

export function emptyDraft(): Draft {
  return {
    title: null,
    authors: [],
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
    evidence: entry.runs,
    rule: entry.rule,
    confidence: entry.confidence,
  }
}

/** A fact with no field of its own; `run` is the part of the value that says it. */
export function addOther(draft: Draft, entry: Entry, key: OtherKey, run: Run, value: string = run.text): void {
  const evidence = run === entry.value ? entry.runs : [run]
  const label = entry.labelRun?.text ?? null
  draft.other.push({
    key,
    label,
    value,
    asWritten: run === entry.labelRun ? '' : run.text,
    evidence,
    rule: entry.rule,
    confidence: entry.confidence,
  })
}
