/**
 * The site: every request becomes a visit, finds its line in `routes.ts`, and is answered; what breaks is logged once,
 * here, and told in plain words.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import {
  ARCHIVIST_COOKIE,
  type Archive,
  type Ask,
  answerError,
  answerNotFound,
  findArchive,
  type Gate,
  isFromHere,
  openGate,
  type Visit,
  viewerOf,
} from '../archive/access/index.ts'
import type { Db } from '../platform/db/database.ts'
import { isBusy, isFull } from '../platform/db/faults.ts'
import { GUEST } from '../platform/db/visibility.ts'
import { PREFERENCES_COOKIE, parsePreferences, USUAL_PREFERENCES } from '../ui/index.ts'
import { type Route, routesOf } from './routes.ts'

export interface WebConfig {
  /** Where the archive is found, for links that leave the page. */
  readonly url: string
  /** A key that works as often as it is used, from the file a service was given. */
  readonly archivistKey: string | null
}

export interface WebParts {
  readonly db: Db
  readonly config: WebConfig
  /** Told of everything that breaks; the request's method and path, without its query. */
  readonly onFault?: (fault: unknown, request: string) => void
}

export type Web = Hono<{ Variables: Visit }>

export async function createWeb({ db, config, onFault = () => {} }: WebParts): Promise<Web> {
  const archive = await findArchive(db, config.url)
  const gate = await openGate(db, config.archivistKey)
  const web: Web = new Hono<{ Variables: Visit }>()
  web.use(visits(db, archive, gate))
  for (const route of routesOf(gate)) addRoute(web, route)
  web.notFound((ask) => answerNotFound(ask))
  web.onError((fault, ask) => {
    const isTemporary = isBusy(fault) || isFull(fault)
    onFault(fault, `${ask.req.method} ${ask.req.path}`)
    return answerError(ask, isTemporary ? 503 : 500)
  })
  return web
}

/** Who asks, and how they like their pages. */
function visits(db: Db, archive: Archive, gate: Gate) {
  return async (ask: Ask, next: () => Promise<void>): Promise<Response | undefined> => {
    const cookies = ask.req.header('cookie')
    ask.set('db', db)
    ask.set('archive', archive)
    ask.set('viewer', cookies === undefined ? GUEST : viewerOf(gate, getCookie(ask, ARCHIVIST_COOKIE), new Date()))
    ask.set(
      'preferences',
      cookies === undefined ? USUAL_PREFERENCES : parsePreferences(getCookie(ask, PREFERENCES_COOKIE)),
    )
    if (ask.req.method !== 'GET' && ask.req.method !== 'HEAD' && !isFromHere(originOf(ask)))
      return answerError(ask, 403)
    await next()
    return undefined
  }
}

function originOf(ask: Ask) {
  return { site: ask.req.header('sec-fetch-site'), origin: ask.req.header('origin'), host: ask.req.header('host') }
}

function addRoute(web: Web, { method, path, audience, handler }: Route): void {
  web.on(method.toUpperCase(), path, (ask) =>
    audience === 'archivist' && ask.var.viewer.kind !== 'archivist' ? answerNotFound(ask) : handler(ask),
  )
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
