/**
 * The site: every request becomes a visit, finds its line in `routes.ts`, and is answered; what breaks is logged once,
 * here, and told in plain words.
 */
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import {
  type Answer,
  ARCHIVIST_COOKIE,
  type Archive,
  answerError,
  answerNotFound,
  findArchive,
  type Gate,
  isFromHere,
  openGate,
  type RequestOrigin,
  type Visit,
  viewerOf,
} from '../archive/access/index.ts'
import type { Db } from '../platform/db/database.ts'
import { isBusy, isFull } from '../platform/db/faults.ts'
import { GUEST } from '../platform/db/visibility.ts'
import { type Indexes, NO_INDEXES } from '../search/indexes.ts'
import { PREFERENCES_COOKIE, parsePreferences, USUAL_PREFERENCES } from '../ui/index.ts'
import { type Route, routesOf } from './routes.ts'
import { sendPieces } from './send-pieces.ts'

export interface WebConfig {
  /** Where the archive is found, for links that leave the page. */
  readonly url: string
  /** A key that works as often as it is used, from the file a service was given. */
  readonly archivistKey: string | null
}

export interface WebParts {
  readonly db: Db
  readonly config: WebConfig
  /** Without them the store answers lists. */
  readonly indexes?: Indexes
  /** Told of everything that breaks; the request's method and path, without its query. */
  readonly onFault?: (fault: unknown, request: string) => void
}

export async function createWeb({ db, config, indexes = NO_INDEXES, onFault = () => {} }: WebParts): Promise<Hono> {
  const archive = await findArchive(db, config.url)
  const gate = await openGate(db, config.archivistKey)
  const visitOf = (ask: Context): Visit => makeVisit(ask, { db, indexes, archive, gate })
  const web = new Hono()
  for (const route of routesOf(gate)) {
    web.on(route.method, route.path, async (ask) => {
      const made = await answer(route, visitOf(ask), ask)
      return 'pieces' in made ? sendPieces(made, ask) : made
    })
  }
  web.notFound((ask) => answerNotFound(visitOf(ask)))
  web.onError((fault, ask) => {
    onFault(fault, `${ask.req.method} ${ask.req.path}`)
    return answerError(visitOf(ask), isBusy(fault) || isFull(fault) ? 503 : 500)
  })
  return web
}

interface Standing {
  readonly db: Db
  readonly indexes: Indexes
  readonly archive: Archive
  readonly gate: Gate
}

function makeVisit(ask: Context, { db, indexes, archive, gate }: Standing): Visit {
  const { req } = ask
  const cookies = req.header('cookie')
  return {
    db,
    indexes,
    archive,
    viewer: cookies === undefined ? GUEST : viewerOf(gate, getCookie(ask, ARCHIVIST_COOKIE), new Date()),
    preferences: cookies === undefined ? USUAL_PREFERENCES : parsePreferences(getCookie(ask, PREFERENCES_COOKIE)),
    address: req.url.slice(req.url.indexOf('/', req.url.indexOf('//') + 2)),
    path: req.path,
    host: () => req.header('host') ?? hostIn(req.url),
    param: (name) => req.param(name) ?? '',
    query: (name) => req.query(name),
    queries: (name) => req.queries(name) ?? [],
    cookie: (name) => (cookies === undefined ? undefined : getCookie(ask, name)),
    form: () => readForm(ask),
  }
}

function hostIn(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

/** Forms here are short; whatever is larger is not one of them. */
const FORM_MAX = 64 * 1024

async function readForm(ask: Context): Promise<ReadonlyMap<string, string>> {
  const text = await ask.req.text()
  return new Map(new URLSearchParams(text.slice(0, FORM_MAX)))
}

function answer({ audience, method, handler }: Route, visit: Visit, ask: Context): Answer | Promise<Answer> {
  if (audience === 'archivist' && visit.viewer.kind !== 'archivist') return answerNotFound(visit)
  if (method !== 'GET' && !isFromHere(originOf(ask))) return answerError(visit, 403)
  return handler(visit)
}

function originOf({ req }: Context): RequestOrigin {
  return { site: req.header('sec-fetch-site'), origin: req.header('origin'), host: req.header('host') }
}

/** The port is somebody else's already (exit 5). */
export class AddressInUse extends Error {
  override name = 'AddressInUse'
}

export interface WebOptions extends WebParts {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

export interface RunningWeb {
  readonly port: number
  /** Takes no new requests, waits for those under way, at most ten seconds. */
  readonly stop: () => Promise<void>
}

const STOP_AFTER = 10_000

export async function startWeb(options: WebOptions): Promise<RunningWeb> {
  const web = await createWeb(options)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: web.fetch, hostname: options.host, port: options.port }, ({ port }) =>
      resolve({ port, stop: () => stop(server) }),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new AddressInUse(`port ${options.port} of ${options.host} is in use`, { cause: error })
          : error,
      ),
    )
  })
}

function stop(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), STOP_AFTER)
    giveUp.unref()
    server.close(() => {
      clearTimeout(giveUp)
      resolve()
    })
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
