/**
 * Single values of a database: a title, a name, a summary, a review, the text of a chapter. Each is decoded and mended
 * by itself, since one row may hold three encodings, with the stages that whole sources go through.
 */
import type { Block } from '../../document/tree.ts'
import type { RepairCode } from '../codes.ts'
import type { BlockPlace, RepairFact, Suggestion } from '../reading.ts'

/** What is known about a value beyond its bytes. */
export interface ValueEvidence {
  /** True when the value, its row or its site shows that quotes were stored with a backslash: strip one layer. */
  readonly hasAddedSlashes?: boolean
  /** Size in bytes at which its column cuts (65,535 for TEXT); a value of just that size was cut. */
  readonly columnLimit?: number
  /** What the site's other values are in, when this one alone does not tell: `utf-8` or `windows-1252`. */
  readonly siteEncoding?: string | null
  /**
   * Where a link leads here (`viewstory.php?sid=1`), as an http address; asked about every link. Null leaves it as it
   * is: a link when it is a whole address itself, else its text alone.
   */
  readonly resolveLink?: (href: string) => string | null
  /** SHA-256 of the source that is this image, by its `src` as written; null, or no such function: it is not shown. */
  readonly findImage?: (src: string) => string | null
}

/** A value in one line, without markup: a title, a pen name, the name of a tag. Entities are decoded, tags taken off. */
export interface PlainValue {
  readonly text: string
  /** Decoded, not mended: what the site's page would have shown at worst. */
  readonly asStored: string
  readonly repairs: readonly ValueRepair[]
  readonly suggestions: readonly Suggestion[]
}

export interface ValueRepair {
  readonly before: string
  readonly after: string
  readonly codes: readonly RepairCode[]
}

/** A value with markup, a paragraph to some pages long: a summary, a note, a review, a profile. */
export interface RichValue {
  /** Story HTML; empty when there is no word in it. */
  readonly html: string
  readonly text: string
  readonly words: number
  readonly repairs: readonly ValueRepair[]
  readonly suggestions: readonly Suggestion[]
  /** References to images, as written, in order: none of them is shown unless we have the file. */
  readonly images: readonly string[]
  /** Links that do not lead to another site as they stand, as written, in order: into the old site, mostly. */
  readonly links: readonly string[]
}

/** The text of a chapter. Nothing is taken out of it: what looks like a header in it is the author's text here. */
export interface ChapterValue {
  readonly encoding: { readonly name: string; readonly confidence: number } | null
  readonly blocks: readonly Block[]
  /** The same before any repair, with the same ids; null when nothing was repaired. */
  readonly faithful: readonly Block[] | null
  readonly words: number
  readonly places: readonly BlockPlace[]
  /** Positions count in the decoded value. */
  readonly repairs: readonly RepairFact[]
  readonly suggestions: readonly Suggestion[]
  /** True when the column cut it, perhaps within a character: the last block is then a gap that says so. */
  readonly isCutOff: boolean
  readonly images: readonly string[]
  readonly links: readonly string[]
}
