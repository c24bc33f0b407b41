/** A staged site in memory, for tests: rows as objects, files as texts. */
import { createHash } from 'node:crypto'
import { replaceIllegal } from '../../../kernel/xml.ts'
import type { DumpProblem, SiteRow, StagedSite, StoryFile } from '../staged-site.ts'

/** A text is the bytes of its UTF-8; what has other bytes is given as bytes. */
export type Cell = string | number | null | Uint8Array

export interface MemorySite {
  readonly key?: string
  readonly name?: string | null
  readonly url?: string | null
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, Cell>>[]>>
  /** By path: `stories/2/1.txt`. */
  readonly files?: Readonly<Record<string, Cell>>
  readonly problems?: readonly DumpProblem[]
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  authors: ['uid'],
  authorprefs: ['uid'],
  authorfields: ['field_id'],
  authorinfo: ['uid', 'field'],
  categories: ['catid'],
  characters: ['charid'],
  classtypes: ['classtype_id'],
  classes: ['class_id'],
  ratings: ['rid'],
  genres: ['gid'],
  warnings: ['wid'],
  stories: ['sid'],
  chapters: ['chapid'],
  coauthors: ['sid', 'uid'],
  series: ['seriesid'],
  inseries: ['sid', 'seriesid', 'subseriesid'],
  reviews: ['reviewid'],
  favorites: ['uid', 'type', 'item'],
  comments: ['cid'],
  news: ['nid'],
  messages: ['message_id'],
  challenges: ['chalid'],
  settings: ['sitekey'],
  log: ['log_id'],
  codeblocks: ['code_id'],
}

export function memorySite(site: MemorySite): StagedSite {
  const tables = new Map(
    Object.entries(site.tables).map(([table, rows]) => [
      table,
      withDistinctKeys(rows.map((row, i) => siteRow(table, row, i))),
    ]),
  )
  const files = Object.entries(site.files ?? {}).map(([path, cell]) => ({
    file: storyFile(path, bytesOf(cell)),
    bytes: bytesOf(cell),
  }))
  const named = new Set((tables.get('chapters')?.rows ?? []).map(({ key }) => key))
  const dump = {
    path: 'dump.sql',
    within: [],
    sha256: createHash('sha256').update(JSON.stringify(site.tables)).digest('hex'),
  }
  return {
    software: 'efiction',
    key: site.key ?? 'lantern',
    name: site.name === null ? null : Buffer.from(site.name ?? 'The Lantern Shelf'),
    slogan: null,
    version: '3.5.8',
    prefix: 'fanfiction_',
    url: site.url ?? null,
    evidence: ['It was made for a test.'],
    dump,
    dumps: [dump],
    problems: site.problems ?? [],
    counts: new Map([...tables].map(([table, { rows, repeated }]) => [table, rows.length + repeated.length])),
    repeatedCounts: new Map([...tables].map(([table, { repeated }]) => [table, repeated.length])),
    async *rows(table) {
      yield* tables.get(table)?.rows ?? []
    },
    async *repeatedRows(table) {
      yield* tables.get(table)?.repeated ?? []
    },
    rowsBy: async (table, column, value) =>
      (tables.get(table)?.rows ?? []).filter((row) => textOf(row.values.get(column)) === value),
    row: async (table, key) => {
      const { rows = [], repeated = [] } = tables.get(table) ?? {}
      return [...rows, ...repeated].find((row) => row.key === key) ?? null
    },
    storyFiles: async (author, chapter) => {
      const found = files.map(({ file }) => file).filter((file) => file.chapter === chapter)
      return found.toSorted((a, b) => Number(b.author === author) - Number(a.author === author))
    },
    async *strayFiles() {
      for (const { file } of files) if (!named.has(file.chapter)) yield { ...file, name: file.path }
    },
    readFile: async (file) => files.find((each) => each.file.path === file.path)?.bytes ?? new Uint8Array(),
  }
}

function siteRow(table: string, cells: Readonly<Record<string, Cell>>, index: number): SiteRow {
  const values = new Map(Object.entries(cells).map(([column, cell]) => [column, cell === null ? null : bytesOf(cell)]))
  const keys = KEYS[table]
  const key =
    keys?.every((column) => values.has(column)) === true
      ? replaceIllegal(keys.map((column) => textOf(values.get(column))).join('/'))
      : `#${index}`
  const hash = createHash('sha256')
  for (const [column, value] of values)
    hash.update(`${column}\0${value === null ? '-' : Buffer.from(value).toString('hex')}\0`)
  return { table, key, sha256: hash.digest('hex'), offset: index, values }
}

interface MemoryRows {
  readonly rows: readonly SiteRow[]
  readonly repeated: readonly SiteRow[]
}

/** As a dump's reader names them: the first row of a key keeps it, the others are `7~2`, `7~3`. */
function withDistinctKeys(all: readonly SiteRow[]): MemoryRows {
  const contents = new Map<string, string[]>()
  const rows: SiteRow[] = []
  const repeated: SiteRow[] = []
  for (const row of all) {
    const before = contents.get(row.key) ?? []
    const named = before.length === 0 ? row : { ...row, key: `${row.key}~${before.length + 1}` }
    if (before.includes(row.sha256)) repeated.push(named)
    else rows.push(named)
    contents.set(row.key, [...before, row.sha256])
  }
  return { rows, repeated }
}

function storyFile(path: string, bytes: Uint8Array): StoryFile {
  const [author = '', name = ''] = path.split('/').slice(-2)
  return { path, within: [], author, chapter: name.replace(/\.txt$/, ''), size: bytes.length }
}

function bytesOf(cell: Cell): Uint8Array {
  return cell instanceof Uint8Array ? cell : Buffer.from(cell === null ? '' : String(cell))
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes === null || bytes === undefined ? '' : Buffer.from(bytes).toString('latin1')
}
