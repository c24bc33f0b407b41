/**
 * Lists, totals and facets from the tag index: an archive of a million works, the questions of a reader who narrows down,
 * and the same put to SQL as the baseline, which must count the same.
 *
 * `FICARIUM_BENCH_WORKS` makes the archive smaller. Requests at once come from this thread; the index has its own.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { generateArchive } from '../scripts/generate-archive/fill.ts'
import type { Answer, Condition, Question } from '../src/search/question.ts'
import { openTagIndex, type TagIndex } from '../src/search/tags/index.ts'

const WORKS = Number(process.env['FICARIUM_BENCH_WORKS'] ?? 1_000_000)
const TAGS = 50_000
const ROUNDS = 15
const CLIENTS = 32
const REQUESTS = 1500
const FACETS = ['fandom', 'relationship', 'character', 'warning', 'additional'] as const

export async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'ficarium-bench-'))
  try {
    await timed(`an archive of ${WORKS.toLocaleString('en')} works generated`, () =>
      generateArchive(directory, { works: WORKS, tags: TAGS, seed: 1 }),
    )
    const settings = { database: { dataDirectory: directory, databaseUrl: null }, directory }
    await timed('the index made from the store', async () => {
      await using index = openTagIndex(settings)
      await index.refresh()
    })
    await restart(directory)
    const index = openTagIndex(settings)
    await index.refresh()
    const database = prepareBaseline(directory)
    try {
      for (const [name, asked] of Object.entries(questions(database))) await compare(index, database, name, asked)
      await askAtOnce(index, database)
      console.log(`tag-index  load ${loadavg()[0]?.toFixed(1)}`)
    } finally {
      database.close()
      await index[Symbol.asyncDispose]()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now()
  await work()
  const load = loadavg()[0]?.toFixed(1)
  console.log(`tag-index  ${what} in ${((performance.now() - started) / 1000).toFixed(2)} s, load ${load}`)
}

/** In a process of its own, as a server that starts: with nothing of the making in its memory. */
async function restart(directory: string): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ['restart', directory])
  const [{ seconds, megabytes, whole }] = (await once(child, 'message')) as [Restarted]
  console.log(
    `tag-index  ready ${seconds.toFixed(2)} s after a restart, ${Math.round(megabytes)} MB more than before it, ${Math.round(whole)} MB in all`,
  )
  if (child.connected) child.disconnect()
}

interface Restarted {
  readonly seconds: number
  readonly megabytes: number
  readonly whole: number
}

async function measureRestart(directory: string): Promise<Restarted> {
  const before = process.memoryUsage().rss
  const started = performance.now()
  await using index = openTagIndex({ database: { dataDirectory: directory, databaseUrl: null }, directory })
  await index.refresh()
  const seconds = (performance.now() - started) / 1000
  // What questions need beside the arrays.
  for (let i = 0; i < 100; i++) await index.ask(question([{ kind: 'words', from: i, to: null }]))
  const { rss } = process.memoryUsage()
  return { seconds, megabytes: (rss - before) / 1e6, whole: rss / 1e6 }
}

/** What SQL needs to be as quick as it can be over a normalised schema. */
function prepareBaseline(directory: string): DatabaseSync {
  const database = new DatabaseSync(join(directory, 'archive.db'))
  database.exec('pragma cache_size = -200000; pragma mmap_size = 4000000000; pragma temp_store = memory')
  for (const sql of [
    'create index if not exists work_tag_by_tag on work_tag (tag_id, work_id)',
    'create index if not exists work_seen_by_updated_key on work (visibility, updated_key, id)',
  ])
    database.exec(sql)
  database.exec('pragma analysis_limit = 1000; analyze')
  return database
}

function question(of: readonly Condition[]): Question {
  return {
    viewer: { kind: 'guest' },
    condition: { kind: 'all', of },
    sort: { by: 'updated', isDescending: true },
    size: 20,
    facets: FACETS,
    top: 10,
  }
}

function questions(database: DatabaseSync): Readonly<Record<string, readonly Condition[]>> {
  const tag = (kind: string, nth: number): Condition => ({ kind: 'tag', keys: [keyOf(database, kind, nth)] })
  const filters: readonly Condition[] = [
    { kind: 'not', of: tag('additional', 0) },
    { kind: 'rating', values: ['teen'] },
    { kind: 'status', values: ['complete'] },
  ]
  const longer: Condition = { kind: 'words', from: 2000, to: null }
  const narrow = tag('fandom', 120)
  return {
    'a fandom of an eighth': [tag('fandom', 0)],
    'with four filters': [tag('fandom', 0), ...filters, longer],
    'with a relationship too': [tag('fandom', 0), ...filters, tag('relationship', 0)],
    'a fandom of a thousandth': [narrow],
    'that with four filters': [narrow, ...filters, longer],
  }
}

/** Tags of a kind by how many works have them. */
function keyOf(database: DatabaseSync, kind: string, nth: number): number {
  const row = database.prepare('select id from tag where kind = ? order by id limit 1 offset ?').get(kind, nth)
  return Number(row?.['id'])
}

async function compare(index: TagIndex, database: DatabaseSync, name: string, of: readonly Condition[]): Promise<void> {
  const times: number[] = []
  let answer: Answer | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    // A limit that no other round has, so that nothing is answered from what was answered before.
    answer = await index.ask(question([...of, { kind: 'words', from: -1 - round, to: null }]))
    times.push(performance.now() - started)
  }
  const started = performance.now()
  const expected = askStore(database, of)
  const baseline = performance.now() - started
  const isSame = answer !== null && JSON.stringify(shapeOf(answer)) === JSON.stringify(expected)
  if (!isSame) process.exitCode = 1
  console.log(
    `tag-index  ${name.padEnd(25)} ${String(expected.total).padStart(7)} works  index ${middle(times).toFixed(2)} ms  SQL ${baseline.toFixed(0)} ms  ${isSame ? 'the same' : 'NOT THE SAME'}`,
  )
}

interface AnswerShape {
  readonly total: number
  readonly works: readonly number[]
  readonly facets: readonly (readonly (readonly [number | null, number])[])[]
}

function shapeOf({ total, works, facets }: Answer): AnswerShape {
  return {
    total,
    works,
    facets: FACETS.map((facet) => (facets.get(facet) ?? []).map(({ key, count }) => [key, count])),
  }
}

/** Total, page and each facet, as one would ask for them. */
function askStore(database: DatabaseSync, of: readonly Condition[]): AnswerShape {
  const where = ["work.visibility = 'public'", ...of.map(sqlOf)].join(' and ')
  const all = (sql: string): Record<string, unknown>[] => database.prepare(sql).all()
  const total = Number(all(`select count(*) as total from work where ${where}`)[0]?.['total'])
  const works = all(`select id from work where ${where} order by updated_key desc, id desc limit 20`)
  const facets = FACETS.map((facet) =>
    all(
      `select tag.id as id, count(*) as works from work join work_tag on work_tag.work_id = work.id
        join tag on tag.id = work_tag.tag_id where tag.kind = '${facet}' and ${where}
        group by tag.id order by works desc, tag.id limit 10`,
    ).map((row) => [Number(row['id']), Number(row['works'])] as const),
  )
  return { total, works: works.map((row) => Number(row['id'])), facets }
}

function sqlOf(condition: Condition): string {
  if (condition.kind === 'tag')
    return `work.id in (select work_id from work_tag where tag_id in (${condition.keys.join()}))`
  if (condition.kind === 'not') return `not (${sqlOf(condition.of)})`
  if (condition.kind === 'rating' || condition.kind === 'status')
    return `work.${condition.kind} in (${condition.values.map((value) => `'${value}'`).join()})`
  if (condition.kind === 'words') return `work.words >= ${condition.from ?? 0}`
  throw new Error(`no bench asks for ${condition.kind}`)
}

/** Many clients who narrow down a large fandom, each in another way. */
async function askAtOnce(index: TagIndex, database: DatabaseSync): Promise<void> {
  const asked = Array.from({ length: REQUESTS }, (_, i) =>
    question([
      { kind: 'tag', keys: [keyOf(database, 'fandom', 0)] },
      { kind: 'not', of: { kind: 'tag', keys: [keyOf(database, 'additional', i % 7)] } },
      { kind: 'rating', values: [i % 2 === 0 ? 'teen' : 'general'] },
      { kind: 'status', values: ['complete'] },
      { kind: 'words', from: 1000 + i, to: null },
    ]),
  )
  const times: number[] = []
  const started = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let each = asked[next++]; each !== undefined; each = asked[next++]) {
        const begun = performance.now()
        await index.ask(each)
        times.push(performance.now() - begun)
      }
    }),
  )
  const perSecond = REQUESTS / ((performance.now() - started) / 1000)
  times.sort((a, b) => a - b)
  console.log(
    `tag-index  ${Math.round(perSecond)} such requests a second at ${CLIENTS} clients, p50 ${middle(times).toFixed(0)} ms, p99 ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(0)} ms`,
  )
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

const [kind, argument] = process.argv.slice(2)
if (process.send !== undefined && kind === 'restart' && argument !== undefined)
  process.send(await measureRestart(argument))
