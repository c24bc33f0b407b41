/**
 * A site that is being moved in, as its rows stand ready to be asked for: what the dump said, table by table.
 *
 * Tables and columns have the names of eFiction without the site's prefix (`stories`, `sid`), whatever the dump called
 * them. Values are the bytes that the old column held, before anything is decoded or mended.
 */

export interface SiteRow {
  /** Without the prefix: `stories`. */
  readonly table: string
  /** The row's own name in its table: its key column, its key columns joined by `/`, or where it stood (`#17`). */
  readonly key: string
  /** Of the row as it came: its columns and values. */
  readonly sha256: string
  /** Where it began in the dump, in bytes. */
  readonly offset: number
  /** Column to value; null is SQL's NULL. A column that this site's version does not have is not there. */
  readonly values: ReadonlyMap<string, Uint8Array | null>
}

/** Something that could not be read, with its place. */
export interface DumpProblem {
  readonly code:
    | 'cut-off'
    | 'unreadable-statement'
    | 'unknown-columns'
    | 'repeated-key'
    | 'kept-as-text'
    | 'other-charset'
  readonly table: string | null
  readonly offset: number
  readonly why: string
}

/** What a chapter's text is, when it is in a file of its own. */
export interface StoryFile {
  /** As found, for people. */
  readonly path: string
  /** Containers it was in, outermost first. */
  readonly within: readonly string[]
  readonly author: string
  readonly chapter: string
  readonly size: number
}

export interface SiteDump {
  readonly path: string
  readonly within: readonly string[]
  readonly sha256: string
}

export interface StagedSite {
  readonly software: 'efiction'
  /** The same for every dump of this site, whatever its prefix or form: from its sitekey, address or name. */
  readonly key: string
  /** As its settings have it, as bytes; null without settings. */
  readonly name: Uint8Array | null
  readonly slogan: Uint8Array | null
  readonly version: string | null
  /** What stood before `stories` in the names of its tables: `fanfiction_`, `x1_fanfiction_`. */
  readonly prefix: string
  readonly url: string | null
  /** Why we take it for this, sentence by sentence. */
  readonly evidence: readonly string[]
  /** The dump as a file of the import; kept as an original, the archivist's alone. */
  readonly dump: SiteDump
  /** All of them, where its tables are spread over several files; `dump` is the first. */
  readonly dumps: readonly SiteDump[]
  readonly problems: readonly DumpProblem[]
  /** Rows of each table, also of tables we have never heard of. */
  readonly counts: ReadonlyMap<string, number>
  /** How many of them are repeated rows, by table. */
  readonly repeatedCounts: ReadonlyMap<string, number>

  /**
   * The rows of a table but for repeated ones, in the order of the dump. None when the table is not there. Bounded
   * memory.
   */
  rows(table: string): AsyncIterable<SiteRow>
  /** Rows that stand in the dump before, word for word with the same key: nothing is made of them. */
  repeatedRows(table: string): AsyncIterable<SiteRow>
  /** Those of `rows` whose column has this value, in the order of the dump; fast for the columns in `STAGED_BY`. */
  rowsBy(table: string, column: string, value: string): Promise<readonly SiteRow[]>
  /** Whether it is repeated or not. */
  row(table: string, key: string): Promise<SiteRow | null>

  /** The files that may hold a chapter's text, best first: the chapter's author's folder, then others. */
  storyFiles(author: string, chapter: string): Promise<readonly StoryFile[]>
  /** Story files that no chapter row names, and what else stands in the story folders (images). */
  strayFiles(): AsyncIterable<StoryFile & { readonly name: string }>
  readFile(file: StoryFile): Promise<Uint8Array>
}

/** How many rows of a table say something of their own. */
export function countDistinct(
  { counts, repeatedCounts }: Pick<StagedSite, 'counts' | 'repeatedCounts'>,
  table: string,
): number {
  return (counts.get(table) ?? 0) - (repeatedCounts.get(table) ?? 0)
}

/** Columns by which rows are asked for. */
export const STAGED_BY = {
  chapters: ['sid'],
  coauthors: ['sid'],
  reviews: ['item', 'chapid'],
  inseries: ['seriesid', 'sid'],
  comments: ['nid'],
  authorinfo: ['uid'],
  authorprefs: ['uid'],
  favorites: ['uid'],
  stories: ['uid'],
} as const satisfies Record<string, readonly string[]>
