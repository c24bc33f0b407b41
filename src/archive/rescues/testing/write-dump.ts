/**
 * Writes invented sites as SQL dumps, in the forms that programs have written them.
 *
 * The tables are latin1, as old hosts made them, and hold what the site stored. A dump in utf8mb4 is what mysqldump
 * makes of that today: each byte taken for a letter of latin1. The form `modern` is of a site whose text was mended:
 * utf8mb4 tables with what is meant.
 */
import { decodeSingleByte } from '../../../intake/decode/index.ts'
import { type InventedSite, TABLE_NAMES } from './invented-site.ts'
import type { Cell } from './making.ts'
import { SITE_SCHEMA, type SiteTableName, type TableSchema } from './site-schema.ts'

export const DUMP_FORMS = ['mysqldump', 'latin1', 'old', 'backup', 'phpmyadmin', 'bare', 'modern', 'binary'] as const
/**
 * `old`: single rows with column names, without backquotes, comments or character set. `backup`: eFiction's own page.
 * `bare`: rows only, without tables and column names. `binary`: texts as `_binary '…'` and hexadecimal.
 */
export type DumpForm = (typeof DUMP_FORMS)[number]

export interface DumpOptions {
  readonly form: DumpForm
  /** Before the names of all tables, in front of `fanfiction_`; else as the site says. */
  readonly prefix?: string
  /** `\r\n`, as dumps that went through Windows. */
  readonly lineEnd?: string
  readonly without?: readonly SiteTableName[]
}

interface Style {
  readonly charset: 'utf8mb4' | 'latin1' | null
  readonly tableCharset: 'latin1' | 'utf8mb4'
  readonly hasTables: boolean
  readonly hasColumns: boolean
  readonly hasComments: boolean
  readonly quote: string
  readonly valueQuote: string
  readonly rowsAStatement: number
  /** Between the rows of a statement. */
  readonly joint: string
  readonly isBinary: boolean
}

const MYSQLDUMP: Style = {
  charset: 'utf8mb4',
  tableCharset: 'latin1',
  hasTables: true,
  hasColumns: false,
  hasComments: true,
  quote: '`',
  valueQuote: "'",
  rowsAStatement: 500,
  joint: ',\n',
  isBinary: false,
}
const STYLES: Readonly<Record<DumpForm, Style>> = {
  mysqldump: MYSQLDUMP,
  latin1: { ...MYSQLDUMP, charset: 'latin1', joint: ',' },
  old: { ...MYSQLDUMP, charset: null, hasColumns: true, hasComments: false, quote: '', rowsAStatement: 1 },
  backup: { ...MYSQLDUMP, charset: null, hasTables: false, quote: '', valueQuote: '"', rowsAStatement: 1 },
  phpmyadmin: { ...MYSQLDUMP, hasColumns: true },
  bare: { ...MYSQLDUMP, charset: 'latin1', hasTables: false, hasComments: false },
  modern: { ...MYSQLDUMP, tableCharset: 'utf8mb4' },
  binary: { ...MYSQLDUMP, isBinary: true },
}

export function* writeDump(sites: readonly InventedSite[], options: DumpOptions): Generator<Buffer> {
  const style = STYLES[options.form]
  const end = options.lineEnd ?? '\n'
  const line = (text: string): Buffer => Buffer.from(text.replaceAll('\n', end))
  if (options.form === 'phpmyadmin') {
    yield line('-- phpMyAdmin SQL Dump\n-- version 4.9.5\n--\n-- Generation Time: Mar 05, 2012 at 10:00 AM\n\n')
  } else if (style.hasComments && options.form !== 'backup') {
    yield line('/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB\n--\n\n')
  }
  if (style.charset !== null) yield line(`/*!40101 SET NAMES ${style.charset} */;\n`)
  for (const site of sites) {
    for (const name of TABLE_NAMES) {
      if (options.without?.includes(name) !== true) yield* writeTable(site, name, { ...options, style, line })
    }
  }
  if (style.hasComments && options.form !== 'phpmyadmin' && options.form !== 'backup') {
    yield line('\n-- Dump completed on 2012-03-05 10:00:00\n')
  }
}

interface Writing extends DumpOptions {
  readonly style: Style
  readonly line: (text: string) => Buffer
}

/** About as many bytes are handed on at a time. */
const PIECE_BYTES = 1 << 16

function* writeTable(site: InventedSite, name: SiteTableName, writing: Writing): Generator<Buffer> {
  const { style, line } = writing
  const schema: TableSchema = SITE_SCHEMA[name]
  const table = `${style.quote}${writing.prefix ?? site.options.tablePrefix}fanfiction_${name}${style.quote}`
  if (writing.form === 'backup') yield line(`# Dump of ${table} \n# Dump DATE : 05-Mar-2012\n\n`)
  if (style.hasTables) yield line(createTable(table, schema, writing))
  const columns = style.hasColumns
    ? ` (${schema.columns.map(([column]) => `${style.quote}${column}${style.quote}`).join(', ')})`
    : ''
  const head = line(
    `INSERT INTO ${table}${columns} VALUES${writing.form === 'mysqldump' || writing.form === 'phpmyadmin' ? '\n' : ' '}`,
  )
  const joint = line(style.joint)
  const close = line(';\n')
  const isText = schema.columns.map(([, type]) => /char|text/.test(type))
  let parts: Buffer[] = []
  let bytes = 0
  let rows = 0
  for (const row of site.rows(name)) {
    if (rows % style.rowsAStatement === 0) parts.push(...(rows === 0 ? [head] : [close, head]))
    else parts.push(joint)
    rows++
    const written = writeRow(row, isText, style)
    parts.push(...written)
    for (const part of written) bytes += part.length
    if (bytes < PIECE_BYTES) continue
    yield Buffer.concat(parts)
    parts = []
    bytes = 0
  }
  if (rows > 0) parts.push(close)
  if (writing.form === 'backup') parts.push(line('\n\n\n'))
  yield Buffer.concat(parts)
}

function createTable(table: string, schema: TableSchema, { style, form }: Writing): string {
  const columns = schema.columns.map(([column, type]) => `  ${style.quote}${column}${style.quote} ${type}`)
  const key = schema.primaryKey.map((column) => `${style.quote}${column}${style.quote}`).join(',')
  // phpMyAdmin makes keys at the end of the dump.
  const keys = key === '' || form === 'phpmyadmin' ? [] : [`  PRIMARY KEY (${key})`]
  const drop = `DROP TABLE IF EXISTS ${table};\n`
  return `${drop}CREATE TABLE ${table} (\n${[...columns, ...keys].join(',\n')}\n) ENGINE=MyISAM DEFAULT CHARSET=${style.tableCharset};\n`
}

const [OPEN, CLOSE, COMMA] = ['(', ')', ','].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer]

function writeRow(row: readonly Cell[], isText: readonly boolean[], style: Style): Buffer[] {
  const parts: Buffer[] = []
  for (const [i, cell] of row.entries()) {
    parts.push(i === 0 ? OPEN : COMMA, writeCell(cell, isText[i] === true, style))
  }
  parts.push(CLOSE)
  return parts
}

const NULL = Buffer.from('NULL')

function writeCell(cell: Cell, isText: boolean, style: Style): Buffer {
  // eFiction's backup writes everything as a string, and NULL as an empty one.
  const isAllText = style.valueQuote === '"'
  if (cell === null) return isAllText ? Buffer.from('""') : NULL
  if (typeof cell === 'number') return Buffer.from(isAllText || isText ? quoted(String(cell), style) : String(cell))
  if (typeof cell === 'string') return Buffer.from(quoted(cell, style))
  const bytes = style.tableCharset === 'utf8mb4' ? Buffer.from(cell.text) : cell.stored
  if (style.isBinary && isText && bytes.length > 0) {
    if (bytes.length % 2 === 0) return Buffer.from(`0x${Buffer.from(bytes).toString('hex')}`)
    return Buffer.concat([Buffer.from('_binary '), escaped(bytes, style)])
  }
  const isRecoded = style.charset === 'utf8mb4' && style.tableCharset === 'latin1'
  return escaped(isRecoded && isText ? Buffer.from(decodeSingleByte(bytes, 'windows-1252')) : bytes, style)
}

function quoted(text: string, { valueQuote }: Style): string {
  return `${valueQuote}${text.replaceAll(/['"\\]/g, String.raw`\$&`)}${valueQuote}`
}

const ESCAPED = new Map([
  [0, 48],
  [10, 110],
  [13, 114],
  [26, 90],
  [34, 34],
  [39, 39],
  [92, 92],
])

function escaped(bytes: Uint8Array, { valueQuote }: Style): Buffer {
  const out = Buffer.allocUnsafe(bytes.length * 2 + 2)
  const quote = valueQuote.charCodeAt(0)
  let size = 0
  out[size++] = quote
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    const letter = byte > 92 ? undefined : ESCAPED.get(byte)
    if (letter !== undefined) out[size++] = 92
    out[size++] = letter ?? byte
  }
  out[size++] = quote
  return out.subarray(0, size)
}
