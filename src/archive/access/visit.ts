/** One request to the site: who asks for what, of which archive, with which choices for reading. Every page begins with it. */
import type { Db } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Indexes } from '../../search/indexes.ts'
import {
  answerPage,
  type ErrorStatus,
  errorPage,
  type Frame,
  type Html,
  type PageInPieces,
  type Preferences,
} from '../../ui/index.ts'
import type { Archive } from './archive.ts'

export interface Visit {
  readonly db: Db
  readonly indexes: Indexes
  readonly archive: Archive
  readonly viewer: Viewer
  readonly preferences: Preferences
  /** Path and query, as they were sent. */
  readonly address: string
  readonly path: string
  /** The host that was asked for: to be compared with hosts we know, never to be sent back. */
  readonly host: () => string | undefined
  /** A named part of the path; empty when the route has none of that name. */
  readonly param: (name: string) => string
  readonly query: (name: string) => string | undefined
  /** All values of a name that the address gives several times. */
  readonly queries: (name: string) => readonly string[]
  readonly cookie: (name: string) => string | undefined
  /** The fields of a form that was sent; files are left out. */
  readonly form: () => Promise<ReadonlyMap<string, string>>
}

export type Answer = Response | PageInPieces

export type Handler = (visit: Visit) => Promise<Answer> | Answer

export function frameOf({ archive, preferences, viewer, address }: Visit): Frame {
  return { archiveName: archive.name, preferences, isArchivist: viewer.kind === 'archivist', address }
}

/** Whether this reader said to be old enough for works that ask. The archivist is. */
export function isOfAge({ viewer, preferences }: Visit): boolean {
  return viewer.kind === 'archivist' || preferences.marked === 'marked-show'
}

export function answerError(visit: Visit, status: ErrorStatus, details?: Html): Response {
  return answerPage(errorPage(status, frameOf(visit), details), status)
}

export function answerNotFound(visit: Visit): Response {
  return answerError(visit, 404)
}
