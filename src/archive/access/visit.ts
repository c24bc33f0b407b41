/** One request to the site: who asks, for which archive, with which choices for reading. Every page begins with it. */
import type { Context } from 'hono'
import type { Db } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import { answerPage, type ErrorStatus, errorPage, type Frame, type Html, type Preferences } from '../../ui/index.ts'
import type { Archive } from './archive.ts'

export interface Visit {
  readonly db: Db
  readonly archive: Archive
  readonly viewer: Viewer
  readonly preferences: Preferences
}

/** What a handler is given: Hono's context, with the visit as its variables. */
export type Ask = Context<{ Variables: Visit }>

export type Handler = (ask: Ask) => Promise<Response> | Response

export function frameOf(ask: Ask): Frame {
  return {
    archiveName: ask.var.archive.name,
    preferences: ask.var.preferences,
    isArchivist: ask.var.viewer.kind === 'archivist',
    address: addressOf(ask),
  }
}

/** Path and query of the request, as it was sent. */
export function addressOf(ask: Ask): string {
  const { url } = ask.req
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}

export function answerError(ask: Ask, status: ErrorStatus, details?: Html): Response {
  return answerPage(errorPage(status, frameOf(ask), details), status)
}

export function answerNotFound(ask: Ask): Response {
  return answerError(ask, 404)
}
