/**
 * What the statements of a dump have said so far that tells how the next are to be read: the database in use, the
 * character set of the text, whether a backslash escapes, and the tables.
 */
import { charsetOf, readCreateTable } from './create-table.ts'
import type { DumpDefinition } from './dump.ts'
import { isSign, isWord, readTableName, type Token } from './tokens.ts'

export interface Connection {
  readonly database: () => string | null
  /** MySQL's name; null when the dump does not say. */
  readonly charset: () => string | null
  readonly hasEscapes: () => boolean
  readonly definitionOf: (database: string | null, table: string) => DumpDefinition | null
  readonly use: (tokens: readonly Token[]) => void
  readonly set: (tokens: readonly Token[]) => void
  readonly create: (tokens: readonly Token[]) => void
}

type OnTable = (database: string | null, name: string, definition: DumpDefinition) => void

export function dumpConnection(onTable: OnTable): Connection {
  const definitions = new Map<string, DumpDefinition>()
  const charsets = new Map<string, string>()
  let database: string | null = null
  let charset: string | null = null
  let hasEscapes = true

  function set(tokens: readonly Token[]): void {
    const name = isWord(tokens[1], 'NAMES', 'CHARSET') ? tokens[2] : isCharacterSet(tokens) ? tokens[3] : undefined
    if (name !== undefined && name.kind !== 'sign') charset = isWord(name, 'DEFAULT') ? null : name.text.toLowerCase()
    // mysqldump takes its character set back at its end; another dump may follow in the same file.
    if (isWord(tokens[1], 'CHARACTER_SET_CLIENT') && isWord(tokens[4], 'OLD_CHARACTER_SET_CLIENT')) charset = null
    const mode = tokens.findIndex((token, i) => i > 0 && isWord(token, 'SQL_MODE') && isSign(tokens[i + 1], '='))
    if (mode === -1 || isSign(tokens[mode - 1], '@')) return
    const modes = tokens[mode + 2]
    hasEscapes = modes?.kind !== 'string' || !modes.text.includes('NO_BACKSLASH_ESCAPES')
  }

  function create(tokens: readonly Token[]): void {
    if (isWord(tokens[1], 'DATABASE', 'SCHEMA')) {
      const name = tokens.slice(2).find((token) => !isWord(token, 'IF', 'NOT', 'EXISTS'))
      const given = charsetOf(tokens)
      if (name !== undefined && given !== null) charsets.set(name.text, given)
      return
    }
    if (!isWord(tokens[1], 'TABLE', 'TEMPORARY')) return
    const created = readCreateTable(tokens, database === null ? null : (charsets.get(database) ?? null))
    if (created === undefined) return
    const where = created.database ?? database
    definitions.set(tableKey(where, created.name), created.definition)
    onTable(where, created.name, created.definition)
  }

  return {
    database: () => database,
    charset: () => charset,
    hasEscapes: () => hasEscapes,
    definitionOf: (where, table) =>
      definitions.get(tableKey(where, table)) ?? definitions.get(tableKey(null, table)) ?? null,
    use(tokens) {
      database = readTableName(tokens, 1)?.name ?? database
    },
    set,
    create,
  }
}

function isCharacterSet(tokens: readonly Token[]): boolean {
  return isWord(tokens[1], 'CHARACTER') && isWord(tokens[2], 'SET')
}

/** Names of tables do not tell case on the machines where such dumps were made. */
function tableKey(database: string | null, name: string): string {
  return JSON.stringify([database, name.toLowerCase()])
}
