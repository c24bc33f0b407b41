/** What a site, a mailing list or a newsgroup meant by the signs that people typed there, as its file in `sites/` says. */
import type { TypedSigns } from '../read/typed-signs.ts'

export interface Convention extends TypedSigns {
  /** The file's name without its ending. */
  readonly key: string
  /** "due South Fiction Archive" */
  readonly name: string
  /** Its web sites, without `www.`. */
  readonly hosts: readonly string[]
  /** Mailing lists and newsgroups: names and addresses. */
  readonly lists: readonly string[]
  /** Words and lines that its files have and hardly any others: "-=-=-=- ASCEM -=-=-=-". */
  readonly signs: readonly string[]
  /** Signs that the site took out of texts; what they marked is lost. */
  readonly tookOut: readonly string[]
}

/** A convention by which a source is read, and why. */
export interface AppliedConvention {
  readonly convention: Convention
  /** `chosen` by the archivist, or `found` by evidence in the source. */
  readonly by: 'chosen' | 'found'
  /** What in the source names the place. */
  readonly evidence: readonly string[]
}
