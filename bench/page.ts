/**
 * How many pages of a 5,000-word chapter the site sends in a second, with facts and tags from SQLite, beside a bare
 * `node:http` page of the same size measured in the same run.
 *
 * The server is a process of its own; sixteen connections are kept busy from this one, each asking again as soon as it
 * was answered, so never more than sixteen requests are under way. Both share the machine's cores, as they would with a
 * proxy in front. Where the time goes: `node --cpu-prof --cpu-prof-dir=DIR bench/run.ts page`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startWeb } from '../src/app/web.ts'
import { openDatabase } from '../src/platform/db/database.ts'
import { plantBatch, plantWork } from '../test/seed.ts'
import { plantCanon } from '../test/seed-tags.ts'

const CONNECTIONS = 16
const WARM_UP = 3000
const REQUESTS = 30_000
const ROUNDS = 3
const WANTED = { pages: 5000, p99: 15 }

export async function run(): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'ficarium-bench-'))
  try {
    const path = await plantArchive(dataDirectory)
    const site = await startChild('site', dataDirectory)
    const size = (await drive(site, path, WARM_UP)).bytes
    const bare = await startChild('bare', String(size))
    await drive(bare, '/', WARM_UP)
    const rounds: { site: Round; bare: Round }[] = []
    // Turn and turn about, so that whatever else the machine does falls on both.
    for (let i = 0; i < ROUNDS; i++) {
      rounds.push({ site: await drive(site, path, REQUESTS), bare: await drive(bare, '/', REQUESTS) })
    }
    report(rounds, size)
    for (const { child } of [site, bare]) await stopChild(child)
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

interface Round {
  readonly perSecond: number
  /** Processor time of the server for one page, in microseconds: what is left when others use the machine too. */
  readonly processor: number
  readonly p50: number
  readonly p99: number
  readonly bytes: number
}

function report(rounds: readonly { site: Round; bare: Round }[], size: number): void {
  const best = rounds.toSorted((a, b) => b.site.perSecond - a.site.perSecond)
  const middle = best[Math.floor(best.length / 2)] as { site: Round; bare: Round }
  for (const [name, { perSecond, processor, p50, p99 }] of Object.entries(middle)) {
    console.log(
      `page  ${name.padEnd(5)} ${Math.round(perSecond).toLocaleString('en')} pages/s  p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  ${Math.round(processor)} µs of processor a page`,
    )
  }
  const isEnough = middle.site.perSecond >= WANTED.pages && middle.site.p99 < WANTED.p99
  console.log(
    `page  ${(size / 1000).toFixed(1)} kB, ${CONNECTIONS} connections, ratio to a bare page ${(middle.site.perSecond / middle.bare.perSecond).toFixed(2)}: ${isEnough ? 'enough' : `not the ${WANTED.pages} pages/s under ${WANTED.p99} ms wanted`}`,
  )
}

/** Answers `count` requests over all connections. */
async function drive({ child, port }: Server, path: string, count: number): Promise<Round> {
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n`)
  const times: number[] = []
  let left = count
  let bytes = 0
  const before = await processorOf(child)
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () =>
      keepAsking(
        port,
        request,
        () => left-- > 0,
        (time, size) => {
          times.push(time)
          bytes = size
        },
      ),
    ),
  )
  const seconds = (performance.now() - started) / 1000
  const processor = ((await processorOf(child)) - before) / times.length
  times.sort((a, b) => a - b)
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return { perSecond: times.length / seconds, processor, p50: at(0.5), p99: at(0.99), bytes }
}

/** One connection: asks, reads the whole answer, asks again, as long as there is something to ask. */
function keepAsking(
  port: number,
  request: Buffer,
  mayAsk: () => boolean,
  answered: (time: number, size: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    let asked = 0
    let missing = 0
    let size = 0
    const ask = (): void => {
      if (!mayAsk()) {
        socket.end()
        resolve()
        return
      }
      asked = performance.now()
      socket.write(request)
    }
    socket.setNoDelay(true)
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('data', (data) => {
      if (missing > 0) missing -= data.length
      else {
        const end = data.indexOf('\r\n\r\n')
        const head = data.toString('latin1', 0, end)
        if (!head.startsWith('HTTP/1.1 200')) {
          reject(new Error(`the server answered: ${head.split('\r\n', 1)[0]}`))
          return
        }
        size = Number(/content-length: (\d+)/i.exec(head)?.[1])
        missing = size - (data.length - end - 4)
      }
      if (missing > 0) return
      answered(performance.now() - asked, size)
      ask()
    })
  })
}

interface Server {
  readonly child: ChildProcess
  readonly port: number
}

/** Microseconds of processor that a server has used so far, in all its threads. */
function processorOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (used) => resolve(Number(used)))
    child.send('processor')
  })
}

async function startChild(kind: 'site' | 'bare', argument: string): Promise<Server> {
  const child = fork(fileURLToPath(import.meta.url), [kind, argument])
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)))
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)))
  })
  child.removeAllListeners('exit')
  return { child, port }
}

/** Ends by itself, and so leaves a profile where one was asked for. */
async function stopChild(child: ChildProcess): Promise<void> {
  child.disconnect()
  await once(child, 'exit')
}

async function plantArchive(dataDirectory: string): Promise<string> {
  await using database = await openDatabase({ dataDirectory, databaseUrl: null })
  const { db } = database
  const batch = await plantBatch(db)
  await plantCanon(db, 'The Glass Harbour')
  const work = await plantWork(db, batch, {
    title: 'The Long Watch',
    by: ['Marsh Lantern', 'Tidewright'],
    tags: [
      ['fandom', 'The Glass Harbour'],
      ['relationship', 'Ines Marrow/Jonah Vane'],
      ['relationship', 'Ines Marrow & Tobit'],
      ...['Ines Marrow', 'Jonah Vane', 'Tobit'].map((name) => ['character', name] as const),
      ['warning', 'Character death'],
      ...['Lighthouses', 'Letters', 'Slow burn', 'Storms'].map((name) => ['additional', name] as const),
    ],
    settings: [['s1e02', 'after “The Keeper’s Ledger”', 'after']],
    summary: 'One keeper, one winter, and a light that will not stay lit.',
    rating: 'teen',
    status: 'complete',
    posted: '2002-03',
    language: 'en',
    chapters: [1, 2, 3].map((number) => ({ title: `Night ${number}`, html: longChapter(5000) })),
  })
  return `/works/${work.publicId}/the-long-watch/chapters/2`
}

const SENTENCES = [
  'The lamp had been out for an hour before Ines noticed, and by then the fog was on the stairs.',
  '“You said you’d count the ships,” said Jonah, “and you’ve counted the bells instead.”',
  'Nobody in the harbour could remember a winter that had come in so quietly — or stayed so long.',
]

/** Paragraphs of about fifty words with the quotes and dashes of prose. */
function longChapter(words: number): string {
  const blocks: string[] = []
  for (let count = 0, i = 1; count < words; i++) {
    const text = SENTENCES.map((_, k) => SENTENCES[(i + k) % SENTENCES.length]).join(' ')
    blocks.push(i % 25 === 0 ? `<hr id="b${i}"/>` : `<p id="b${i}">${text}</p>`)
    if (i % 25 !== 0) count += text.split(' ').length
  }
  return blocks.join('\n')
}

async function serveSite(dataDirectory: string): Promise<number> {
  const { db } = await openDatabase({ dataDirectory, databaseUrl: null, isServing: true })
  const running = await startWeb({
    db,
    host: '127.0.0.1',
    port: 0,
    config: { url: 'http://127.0.0.1', archivistKey: null },
  })
  return running.port
}

function serveBare(size: number): Promise<number> {
  const page = 'x'.repeat(size)
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': size })
    response.end(page)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}

if (process.send !== undefined) {
  const [kind, argument = ''] = process.argv.slice(2)
  const port = kind === 'site' ? await serveSite(argument) : await serveBare(Number(argument))
  process.send(port)
  process.once('disconnect', () => process.exit())
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
  })
}
