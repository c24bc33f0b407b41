/** Opens the archive that a command line names: its data directory, or its PostgreSQL database. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ParseArgsOptionsConfig } from 'node:util'
import { type Config, readConfig } from '../platform/config.ts'
import { type Database, openDatabase } from '../platform/db/database.ts'
import { CommandError, EXIT } from './exit-code.ts'

export const DATA_OPTION = { data: { type: 'string' } } as const satisfies ParseArgsOptionsConfig
export const DATA_HELP = { data: 'the data directory (./ficarium-data, or FICARIUM_DATA)' } as const

export interface OpenArchive extends Database {
  readonly config: Config
}

type Options = Readonly<Record<string, string | boolean | undefined>>

interface Manner {
  readonly isServing?: boolean
  /** See `DatabaseConfig`. */
  readonly isRepeatable?: boolean
  /** For a command that only looks: a slip in the name of the data directory must not be called sound. */
  readonly mustExist?: boolean
}

/** Makes the data directory when there is none. Throws the faults of `platform/db`. */
export async function openArchive(
  options: Options,
  { isServing = false, isRepeatable = false, mustExist = false }: Manner = {},
): Promise<OpenArchive> {
  const config = configOf(options)
  if (mustExist && config.databaseUrl === null && !existsSync(join(config.dataDirectory, 'archive.db'))) {
    const message = `there is no archive in ${config.dataDirectory}. Name its data directory with --data, or make one with "ficarium import".`
    throw new CommandError(message, EXIT.dataDirectory)
  }
  const database = await openDatabase({ ...config, isServing, isRepeatable })
  return { ...database, config, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

export function configOf(options: Options): Config {
  const { data, url } = options
  return readConfig({
    data: typeof data === 'string' ? data : undefined,
    url: typeof url === 'string' ? url : undefined,
  })
}
