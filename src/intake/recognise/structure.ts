/**
 * What recognise found out about a manuscript, in terms of its line indexes: the role of every line, the chapters and
 * their sections. `build` makes the document from it; `inspection` makes the report.
 */
import type { Person, SectionKind } from '../reading.ts'

/**
 * What a line is there for. Only `story` lines, and `salutation` and `signature` in letters, become the text of a
 * chapter; `break` becomes an `hr`, `pov-label` a heading, `date` the heading of a diary entry.
 */
export type LineRole =
  | 'blank'
  | 'field'
  | 'chapter-heading'
  | 'pov-label'
  | 'date'
  | 'break'
  | 'end-marker'
  | 'note'
  | 'salutation'
  | 'signature'
  | 'story'
  /** Site furniture: navigation, counters, copyright of the host. */
  | 'furniture'

export interface FoundSection {
  readonly kind: SectionKind
  /** The label as written, and the index of its line. */
  readonly label: string | null
  readonly labelLine: number | null
  readonly who: string | null
  /** EDTF. */
  readonly date: string | null
  readonly to: string | null
  readonly from: string | null
  readonly person: Person | null
  /** Line indexes of its text, both included; labels, date lines and blank lines at either end belong to none. */
  readonly first: number
  readonly last: number
  readonly rule: string
  readonly confidence: number
}

export interface FoundChapter {
  readonly heading: string | null
  readonly number: number | null
  /** Line indexes: from its heading, if it has one, to its last line. */
  readonly first: number
  readonly last: number
  readonly rule: string
  readonly confidence: number
  readonly sections: readonly FoundSection[]
}

export interface FoundBreak {
  readonly line: number
  readonly marker: string
  readonly kind: 'rule' | 'symbol'
}

export interface Structure {
  /** One role a line of the manuscript. */
  readonly roles: readonly LineRole[]
  readonly chapters: readonly FoundChapter[]
  readonly breaks: readonly FoundBreak[]
}
