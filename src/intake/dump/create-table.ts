/**
 * Reads what `CREATE TABLE` says of a table: its columns in order, the character set of each, its primary key.
 *
 * Only what tells how its rows are to be read; types and indexes beyond that are passed over. Tables that are made
 * `LIKE` another or by a query say nothing of their columns.
 */
import { charsetOfCollation } from './charset.ts'
import type { DumpColumn, DumpDefinition } from './dump.ts'
import { isSign, isWord, readTableName, type Token } from './tokens.ts'

export interface CreatedTable {
  readonly database: string | null
  readonly name: string
  readonly definition: DumpDefinition
}

/** `defaultCharset` is that of its database, for tables that name none. */
export function readCreateTable(tokens: readonly Token[], defaultCharset: string | null): CreatedTable | undefined {
  let at = tokens.findIndex((token) => isWord(token, 'TABLE')) + 1
  if (at === 0) return undefined
  while (isWord(tokens[at], 'IF', 'NOT', 'EXISTS')) at++
  const table = readTableName(tokens, at)
  if (table === undefined || !isSign(tokens[table.next], '(')) return undefined
  const { items, next } = splitItems(tokens, table.next)
  const options = tokens.slice(next)
  const tableCharset = charsetOf(options) ?? defaultCharset
  const columns: DumpColumn[] = []
  let primaryKey: readonly string[] = []
  for (const item of items) {
    const key = readKey(item)
    if (key === undefined) columns.push(readColumn(item, tableCharset))
    else if (key.length > 0) primaryKey = key
  }
  if (columns.length === 0) return undefined
  const inline = items.find((item) => readKey(item) === undefined && hasWords(item, 'PRIMARY', 'KEY'))?.[0]?.text
  if (primaryKey.length === 0 && inline !== undefined) primaryKey = [inline]
  return { database: table.database, name: table.name, definition: { columns, primaryKey } }
}

/** What stands between the commas of the outer brackets, and the token behind them. */
function splitItems(tokens: readonly Token[], open: number): { items: Token[][]; next: number } {
  const items: Token[][] = []
  let item: Token[] = []
  let depth = 1
  let at = open + 1
  for (; at < tokens.length && depth > 0; at++) {
    const token = tokens[at] as Token
    if (isSign(token, '(')) depth++
    else if (isSign(token, ')')) depth--
    if (depth === 0) break
    if (depth === 1 && isSign(token, ',')) {
      items.push(item)
      item = []
    } else item.push(token)
  }
  items.push(item)
  return { items: items.filter((each) => each.length > 1), next: at + 1 }
}

const KEYS = ['PRIMARY', 'KEY', 'INDEX', 'UNIQUE', 'FULLTEXT', 'SPATIAL', 'CONSTRAINT', 'FOREIGN', 'CHECK'] as const

/** Undefined for a column; the columns of a primary key; none for another key. */
function readKey(item: readonly Token[]): readonly string[] | undefined {
  if (!isWord(item[0], ...KEYS)) return undefined
  // A column may be called `key`, without quotes, by a program that quotes nothing.
  if (isWord(item[0], 'KEY', 'INDEX') && isWord(item[1], ...TYPES)) return undefined
  const open = item.findIndex((token) => isSign(token, '('))
  if (open === -1 || !hasWords(item.slice(0, open), 'PRIMARY', 'KEY')) return []
  const names: string[] = []
  for (let at = open + 1, depth = 1; at < item.length && depth > 0; at++) {
    const token = item[at] as Token
    if (isSign(token, '(')) depth++
    else if (isSign(token, ')')) depth--
    else if (depth === 1 && token.kind !== 'sign' && !isWord(token, 'ASC', 'DESC')) names.push(token.text)
  }
  return names
}

function hasWords(tokens: readonly Token[], first: string, second: string): boolean {
  return tokens.some((token, i) => isWord(token, first) && isWord(tokens[i + 1], second))
}

const TEXTS = ['CHAR', 'VARCHAR', 'TINYTEXT', 'TEXT', 'MEDIUMTEXT', 'LONGTEXT', 'ENUM', 'SET', 'CHARACTER', 'NVARCHAR']
const TYPES = [...TEXTS, 'INT', 'TINYINT', 'SMALLINT', 'MEDIUMINT', 'BIGINT', 'DATETIME', 'DATE', 'TIMESTAMP', 'BLOB']

function readColumn(item: readonly Token[], tableCharset: string | null): DumpColumn {
  const name = item[0]?.text ?? ''
  if (!isWord(item[1], ...TEXTS)) return { name, charset: null }
  if (isWord(item[1], 'NVARCHAR')) return { name, charset: 'utf8' }
  // `varchar(9) binary` compares by bytes and is text; `character set binary` is bytes.
  const charset = charsetOf(item.slice(2)) ?? tableCharset
  return { name, charset: charset === 'binary' ? null : charset }
}

/** `CHARACTER SET latin1`, `DEFAULT CHARSET=latin1`, else the set of `COLLATE latin1_swedish_ci`. */
export function charsetOf(tokens: readonly Token[]): string | null {
  const named = (after: (token: Token, i: number) => number): string | undefined => {
    for (const [i, token] of tokens.entries()) {
      const skip = after(token, i)
      if (skip === 0) continue
      const value = tokens[isSign(tokens[i + skip], '=') ? i + skip + 1 : i + skip]
      if (value !== undefined && value.kind !== 'sign') return value.text.toLowerCase()
    }
    return undefined
  }
  const charset = named((token, i) =>
    isWord(token, 'CHARSET') ? 1 : isWord(token, 'CHARACTER', 'CHAR') && isWord(tokens[i + 1], 'SET') ? 2 : 0,
  )
  if (charset !== undefined) return charset
  const collation = named((token) => (isWord(token, 'COLLATE') ? 1 : 0))
  return collation === undefined ? null : charsetOfCollation(collation)
}
