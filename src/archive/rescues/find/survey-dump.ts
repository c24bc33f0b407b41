/**
 * Looks through a dump once, before anything is staged: which tables it has, how they are laid out, which ids stand in
 * those that sites are recognised by, and when the newest thing in it happened.
 *
 * What it keeps grows with the number of stories, chapters and authors (a number each) and not with their texts.
 */
import { createHash } from 'node:crypto'
import { type DumpDefinition, type DumpRow, readDump } from '../../../intake/dump/index.ts'
import { chooseColumns, type Sample, unknownColumns } from './choose-columns.ts'
import { type IdSet, idSet } from './id-set.ts'
import { KEY_COLUMNS, knownNameOf, TABLE_ORDERS } from './table-orders.ts'

export interface SurveyedTable {
  readonly database: string | null
  readonly name: string
  readonly definition: DumpDefinition | null
  /** Rows by what their columns are called; one for each number of values where they have no names. */
  readonly shapes: ReadonlyMap<string, RowShape>
  readonly rows: number
  /** Of stories, chapters and authors: what stands for each id, by which two dumps of one site know each other. */
  readonly ids: ReadonlyMap<string, string>
  /** Numbers of its rows, where its first column numbers them. */
  readonly numbers: IdSet | null
  /** Whole rows, of settings only. */
  readonly settings: readonly ReadonlyMap<string, string | null>[]
  /** Seconds since 1970; 0 when nothing in it has a date. */
  readonly newest: number
}

export interface RowShape {
  /** As the dump names them; null where it does not. */
  readonly named: readonly string[] | null
  readonly size: number
  readonly rows: number
  readonly samples: readonly Sample[]
}

export interface DumpSurvey {
  readonly tables: readonly SurveyedTable[]
  /** What its comments say of the program that made it; null when they say nothing. */
  readonly madeBy: string | null
  /** Of what is in it, unpacked: two copies of a dump have the same. */
  readonly sha256: string
  /** A dump of this program ends with a line that is not there. */
  readonly lacksEnd: boolean
}

const MOST_TABLES = 20_000
const MOST_SETTINGS = 1000
const MOST_SAMPLES = 40
const SAMPLE_BYTES = 200
const SETTING_BYTES = 2000

interface Growing {
  readonly database: string | null
  readonly name: string
  definition: DumpDefinition | null
  readonly shapes: Map<string, { named: readonly string[] | null; size: number; rows: number; samples: Sample[] }>
  rows: number
  readonly ids: Map<string, string>
  readonly numbers: IdSet | null
  readonly settings: Map<string, string | null>[]
  newest: number
}

export async function surveyDump(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<DumpSurvey> {
  const tables = new Map<string, Growing>()
  let madeBy: string | null = null
  let comment = ''

  function tableOf(database: string | null, name: string): Growing | undefined {
    const key = JSON.stringify([database, name])
    const known = tables.get(key)
    if (known !== undefined || tables.size >= MOST_TABLES) return known
    const made: Growing = {
      database,
      name,
      definition: null,
      shapes: new Map(),
      rows: 0,
      ids: new Map(),
      numbers: isNumbered(name) ? idSet() : null,
      settings: [],
      newest: 0,
    }
    tables.set(key, made)
    return made
  }

  const reader = readDump({
    onRow(row) {
      const table = tableOf(row.table.database, row.table.name)
      if (table !== undefined) surveyRow(table, row)
    },
    onTable(database, name, definition) {
      const table = tableOf(database, name)
      if (table !== undefined) table.definition = definition
    },
    onComment(text) {
      comment = text
      madeBy ??= MAKERS.find(([sign]) => sign.test(text))?.[1] ?? null
    },
    onProblem: () => undefined,
  })
  const hash = createHash('sha256')
  for await (const chunk of chunks) {
    hash.update(chunk)
    reader.push(chunk)
    onBytes(chunk.length)
  }
  reader.end()
  const lacksEnd = madeBy === 'mysqldump' && !/Dump completed/i.test(comment)
  return { tables: [...tables.values()], madeBy, sha256: hash.digest('hex'), lacksEnd }
}

/** Programs by what they write about themselves. Older mysqldump writes no last line. */
const MAKERS: readonly (readonly [RegExp, string])[] = [
  [/(?:MySQL|MariaDB) dump 10\.1\d/, 'mysqldump'],
  [/(?:MySQL|MariaDB) dump/, 'an older mysqldump'],
  [/phpMyAdmin/i, 'phpMyAdmin'],
  [/HeidiSQL/i, 'HeidiSQL'],
  [/Adminer/i, 'Adminer'],
  [/Navicat/i, 'Navicat'],
  [/Sequel (?:Pro|Ace)/, 'Sequel Pro'],
  [/SQLyog/i, 'SQLyog'],
  [/^# Dump of \S+/, 'the backup page of eFiction'],
]

function surveyRow(table: Growing, row: DumpRow): void {
  table.rows++
  const named = row.table.columns?.length === row.size ? row.table.columns : null
  const shapeKey = named === null ? String(row.size) : named.join(',')
  let shape = table.shapes.get(shapeKey)
  if (shape === undefined) {
    shape = { named, size: row.size, rows: 0, samples: [] }
    table.shapes.set(shapeKey, shape)
  }
  shape.rows++
  if (named === null && shape.samples.length < MOST_SAMPLES) {
    shape.samples.push(Array.from({ length: row.size }, (_, i) => textOf(row.value(i))))
  }
  if (table.numbers !== null && row.size > 0) table.numbers.add(Number(textOf(row.value(0)) ?? -1))
  const kind = kindOf(table.name)
  if (kind === undefined) return
  const columns = named ?? likelyColumns(kind, row.size)
  if (kind === 'settings') keepSettings(table, row, columns)
  else noteRow(table, row, columns, kind)
}

/** Tables of the site whose key is one number, the first of their columns. */
function isNumbered(name: string): boolean {
  const bare = knownNameOf(name)
  return (
    bare !== undefined &&
    KEY_COLUMNS[bare]?.length === 1 &&
    TABLE_ORDERS[bare]?.[0]?.columns[0] === KEY_COLUMNS[bare][0]
  )
}

const IDENTITY = {
  stories: ['sid', 'title'],
  chapters: ['chapid', 'uid'],
  authors: ['uid', 'penname'],
  reviews: ['reviewid', 'date'],
} as const

type Kind = keyof typeof IDENTITY | 'settings'

function kindOf(name: string): Kind | undefined {
  const lower = name.toLowerCase()
  if (lower.endsWith('coauthors')) return undefined
  return (['settings', 'stories', 'chapters', 'authors', 'reviews'] as const).find((kind) => lower.endsWith(kind))
}

function likelyColumns(table: string, size: number): readonly string[] {
  const orders = TABLE_ORDERS[table]?.filter(({ columns }) => columns.length <= size) ?? []
  return orders.find(({ columns }) => columns.length === size)?.columns ?? orders[0]?.columns ?? []
}

const MOST_IDS = 2_000_000
const DATES = ['updated', 'date']

function noteRow(table: Growing, row: DumpRow, columns: readonly string[], kind: keyof typeof IDENTITY): void {
  for (const column of DATES) {
    const at = columns.indexOf(column)
    if (at !== -1 && at < row.size) table.newest = Math.max(table.newest, timeOf(textOf(row.value(at)) ?? ''))
  }
  if (kind === 'reviews' || table.ids.size >= MOST_IDS) return
  const [id, identity] = IDENTITY[kind].map((column) => columns.indexOf(column)) as [number, number]
  if (id === -1 || identity === -1 || id >= row.size || identity >= row.size) return
  // Enough to know it again: whole titles of a large site would take much room.
  table.ids.set(textOf(row.value(id)) ?? '', (textOf(row.value(identity)) ?? '').slice(0, 24))
}

function timeOf(text: string): number {
  if (/^\d{9,10}$/.test(text)) return Number(text)
  const time = /^\d{4}-\d\d-\d\d/.test(text)
    ? Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19) || '00:00:00'}Z`)
    : 0
  return Number.isFinite(time) ? Math.floor(time / 1000) : 0
}

function keepSettings(table: Growing, row: DumpRow, columns: readonly string[]): void {
  if (table.settings.length >= MOST_SETTINGS) return
  const values = columns.slice(0, row.size).map((column, i) => [column, textOf(row.value(i), SETTING_BYTES)] as const)
  table.settings.push(new Map(values))
}

/** The beginning of a value, one character a byte. */
function textOf(bytes: Uint8Array | null, most = SAMPLE_BYTES): string | null {
  if (bytes === null) return null
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, most)).toString('latin1')
}

/** What the columns of a row are called, and whether the dump or we say so. */
export function columnsOf(bare: string, table: SurveyedTable, shape: RowShape): ReturnType<typeof chooseColumns> {
  const defined = table.definition?.columns.map((column) => column.name)
  if (shape.named !== null) return { columns: shape.named, why: '', isKnown: true }
  if (defined?.length === shape.size) return { columns: defined, why: '', isKnown: true }
  return Object.hasOwn(TABLE_ORDERS, bare)
    ? chooseColumns(bare, shape.size, shape.samples)
    : unknownColumns(bare, shape.size)
}
