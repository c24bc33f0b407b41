/**
 * A manuscript: one source as `read` hands it to `recognise`, the same for plain text and for HTML.
 *
 * It is a list of lines, blank ones included, because that is what people typed and what headers, headings and dates
 * are made of; paragraphs say which lines run together. Marks for quoting, indents and emphasis are taken off the
 * text and kept beside it. Everything later names lines by their index in `lines`. Reading a source with and without
 * its repairs gives the same number of lines, so that what was recognised in one holds for the other.
 */
import type { DivClass, InlineName } from '../../document/tree.ts'
import type { Run } from '../run.ts'

/** Emphasis or another inline element over `text[from, to)` of a line. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly kind: InlineName
  readonly href?: string
  readonly lang?: string
}

/** An element of the source that a line stands in, outermost first; the same `key` is the same element. */
export interface Container {
  readonly kind: 'blockquote' | 'pre' | 'ul' | 'ol' | 'li' | 'table' | 'tr' | 'td' | 'th' | DivClass
  readonly key: number
}

export type LineKind = 'text' | 'heading' | 'rule' | 'blank'

export interface Line {
  /** What the line says, without the marks of quoting, indent and emphasis; `EMPTY_RUN` when blank. */
  readonly run: Run
  readonly marks: readonly Mark[]
  /** 1-based line of the decoded source on which it starts. */
  readonly number: number
  /** `heading` (h1–h6) and `rule` (hr) are told by markup only; in plain text they are `text` for recognise to judge. */
  readonly kind: LineKind
  /** Columns of white space that stood before the text (a tab is up to the next multiple of 8). */
  readonly indent: number
  /** Levels of mail quoting that were taken off. */
  readonly quote: number
  /** By markup, or by equal margins in plain text. */
  readonly align: 'centre' | 'right' | null
  readonly containers: readonly Container[]
}

/** Lines that run together, by index, both ends included. A blank line, a rule and a heading are in none. */
export interface Paragraph {
  readonly first: number
  readonly last: number
  /** The lines joined by one space, or as they join in scripts without spaces; kept apart by `lineBreaks`. */
  readonly run: Run
  readonly marks: readonly Mark[]
  /** Offsets in `run.text` where the author broke the line on purpose (verse, addresses, `<br>`). */
  readonly lineBreaks: readonly number[]
  /** Blank lines before it. */
  readonly blankBefore: number
}

export interface Layout {
  /** Lines were broken at a margin and belong together until a blank line or an indent. */
  readonly wrapped: boolean
  /** The usual number of blank lines between paragraphs. */
  readonly gap: number
  /** What emphasis looks like here: `*` for `*so*`, null where none was found; markup counts as `markup`. */
  readonly emphasis: readonly ('*' | '_' | '/' | '~' | 'markup')[]
  /** Most lines carried mail quoting. */
  readonly quoted: boolean
}

/** What the markup says of the whole: the page's `<title>`, its `lang`. Runs point at where it says so. */
export interface Hints {
  readonly title: Run | null
  readonly language: Run | null
}

export interface Manuscript {
  readonly lines: readonly Line[]
  readonly paragraphs: readonly Paragraph[]
  readonly layout: Layout
  readonly hints: Hints
}
