/**
 * What looking for sites gives: the sites of an import with their rows, and which files belong to them.
 *
 * An import looks first and walks afterwards, so that a file of a site is not taken for a story of its own:
 *
 *     await using found = await findSites({ open: () => openPaths(paths, leaveOut), temporaryDirectory })
 *     for await (const opened of openPaths(paths, leaveOut)) {
 *       const part = found.partOf(opened)      // asked once for each item, in the order of the walk
 *       …
 *     }
 *
 * The sites can be asked until `found` is disposed of; then their staged rows are deleted.
 */
import type { RefusalCode } from '../../../intake/codes.ts'
import type { StagedSite } from '../staged-site.ts'

/** A file as an import opens it. What opens paths (`imports/open`) gives more, and fits. */
export interface WalkedFile {
  readonly kind: 'file'
  readonly path: string
  readonly within: readonly string[]
  readonly size: number
  /** Null for a file on disk, whose chunks may be read at any time; those of an entry only while it is met. */
  readonly place: object | null
  readonly chunks: () => AsyncIterable<Uint8Array>
  /** The same of a file on disk, holding nothing of it: for a file that is read later. */
  readonly again?: () => AsyncIterable<Uint8Array>
}

/** Something else that is met on the way: a container, or what cannot be opened. */
export interface WalkedOther {
  readonly kind: 'container' | 'refused'
  readonly path: string
  readonly within: readonly string[]
}

export type Walked = WalkedFile | WalkedOther

/**
 * What a file is to a site: a dump of it (kept as an original, the archivist's alone), a story file, or a file of its
 * program (PHP, skins, images), which is counted and left.
 */
export type SitePart = 'dump' | 'story-file' | 'program-file' | 'set-aside'

/** What looks like a site and cannot be moved in, or like a dump and is of another program. */
export interface SetAside {
  readonly path: string
  readonly within: readonly string[]
  readonly code: RefusalCode
  readonly why: string
  readonly files: number
}

export interface FoundSites extends AsyncDisposable {
  /** Where two dumps are of one site, the older comes first, so that the newer has the last word. */
  readonly sites: readonly StagedSite[]
  /** Null for what is no part of a site. Ask it once for each item of a walk, in the walk's order. */
  readonly partOf: (item: Walked) => SitePart | null
  readonly setAside: readonly SetAside[]
}

export interface FindRequest {
  /** Walks what is imported; called more than once, always with the same answer. */
  readonly open: () => AsyncIterable<Walked>
  /** Where rows are staged. Made when it is not there. */
  readonly temporaryDirectory: string
  /** How many bytes of dumps were gone through so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined
}
