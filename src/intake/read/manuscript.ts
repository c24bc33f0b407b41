/**
 * A manuscript: one source as `read` hands it to `recognise`, the same for plain text and for HTML.
 *
 * It is a list of lines, blank ones included, because that is what people typed and what headers, headings and dates
 * are made of; paragraphs say which lines run together. Marks for quoting, indents and emphasis are taken off the
 * text and kept beside it. Everything later names lines by their index in `lines`. Reading a source with and without
 * its repairs gives the same number of lines, so that what was recognised in one holds for the other.
 */
import type { Direction, DivClass, InlineName } from '../../document/tree.ts'
import type { Run } from '../run.ts'

/** Emphasis or another inline element over `text[from, to)` of a line. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly kind: InlineName
  readonly href?: string
  readonly lang?: string
  readonly dir?: Direction
  readonly className?: 'smallcaps'
  /** Marks with the same key are parts of one, cut at the ends of lines. */
  readonly key?: number
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
  /** The line of the source on which it ends, where that is another one (markup). */
  readonly endNumber?: number
  /** `heading` (h1–h6) and `rule` (hr) are told by markup only; in plain text they are `text` for recognise to judge. */
  readonly kind: LineKind
  /** Columns of white space that stood before the text (a tab is up to the next multiple of 8). */
  readonly indent: number
  /** Levels of mail quoting that were taken off. */
  readonly quote: number
  /** By markup, or by equal margins in plain text. */
  readonly align: 'centre' | 'right' | null
  readonly containers: readonly Container[]
  readonly dir?: Direction
  readonly lang?: string
  /** On a line of kind `rule` that is no rule but an image that we have. */
  readonly image?: LineImage
}

export interface LineImage {
  readonly sha256: string
  readonly alt: string
}

/**
 * Lines that run together, by index, both ends included. A rule and a heading are in none, nor is a blank line, but
 * in double-spaced typescripts, where blank lines stand between the lines of a paragraph.
 */
export interface Paragraph {
  readonly first: number
  readonly last: number
  /** The lines joined by one space, or as they join in scripts without spaces; kept apart by `lineBreaks`. */
  readonly run: Run
  readonly marks: readonly Mark[]
  /**
   * Offsets in `run.text` at which a line starts that the author began on purpose (verse, addresses, `<br>`). A space
   * of ours stands before each.
   */
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
  /** Typed marks that occur: how many pairs of each close inside a paragraph, and how many have no partner. */
  readonly marks?: readonly { readonly marker: string; readonly pairs: number; readonly unpaired: number }[]
}

/** What the markup says of the whole: the page's `<title>`, its `lang`. Runs point at where it says so. */
export interface Hints {
  readonly title: Run | null
  readonly language: Run | null
  /** Images that were left out. */
  readonly images?: number
}

export interface Manuscript {
  readonly lines: readonly Line[]
  readonly paragraphs: readonly Paragraph[]
  readonly layout: Layout
  readonly hints: Hints
}

/**
 * The lines of the source from one line of the manuscript to another. What stands in a table but in no cell is read in
 * front of the table (HTML standard, 13.2.6.1), so the first may have come from below the last.
 */
export function sourceLines(first: Line, last: Line): { readonly startLine: number; readonly endLine: number } {
  const end = last.endNumber ?? last.number
  return { startLine: Math.min(first.number, end), endLine: Math.max(first.number, end) }
}
