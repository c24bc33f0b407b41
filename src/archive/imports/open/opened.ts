/**
 * What opening a path gives: files with their bytes, containers that hold files, and things that cannot be opened.
 *
 * Nothing is ever unpacked to disk and no name from a container is used as a path, so a hostile name can do no more
 * than look odd in a report.
 */
import type { RefusalCode } from '../../../intake/codes.ts'

/** Where an entry lies in its container: enough to read it again from the container's bytes. */
export interface EntryPlace {
  readonly name: string
  /** Offset of the (compressed) data in the container. */
  readonly offset: number
  readonly compressedSize: number
  readonly size: number
  readonly isDeflated: boolean
}

/** A file, or an entry of a container. */
export interface OpenedFile {
  readonly kind: 'file'
  /** Name of the root and the way from there, with `/`; inside a container the way from its top. */
  readonly path: string
  /** Paths of the containers it is in, outermost first. */
  readonly within: readonly string[]
  readonly size: number
  readonly place: EntryPlace | null
  /** The bytes in chunks. A file that vanishes or cannot be read throws a node error. */
  readonly chunks: () => AsyncIterable<Uint8Array>
  /** The same for a file on disk, to be kept for later: `chunks` holds what was read of it already. */
  readonly again?: () => AsyncIterable<Uint8Array>
  /** Its container is cut off or damaged inside it: there was more of it. */
  readonly isCut?: boolean
}

export type ContainerFormat =
  | 'zip'
  | 'tar'
  | 'gz'
  | 'mbox'
  | 'digest'
  | 'list-archive'
  | 'journal'
  | 'messages'
  | 'warc'
  | 'rnews'
  | 'open-doors'

/** A container, given before its entries. */
export interface OpenedContainer {
  readonly kind: 'container'
  readonly format: ContainerFormat
  readonly path: string
  readonly within: readonly string[]
  readonly size: number
  readonly place: EntryPlace | null
  readonly chunks: () => AsyncIterable<Uint8Array>
}

/** Something that is not read, and why. */
export interface OpenedRefusal {
  readonly kind: 'refused'
  readonly path: string
  readonly within: readonly string[]
  readonly code: RefusalCode
  readonly why: string
  /** How many files a folder that is set aside holds. */
  readonly files: number
}

export type Opened = OpenedFile | OpenedContainer | OpenedRefusal
