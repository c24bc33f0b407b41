/** Opens the archive that a command line names: its data directory, or its PostgreSQL database. */
import type { ParseArgsOptionsConfig } from 'node:util'
import { type Config, readConfig } from '../platform/config.ts'
import { type Database, openDatabase } from '../platform/db/database.ts'

export const DATA_OPTION = { data: { type: 'string' } } as const satisfies ParseArgsOptionsConfig
export const DATA_HELP = { data: 'the data directory (./ficarium-data, or FICARIUM_DATA)' } as const

export interface OpenArchive extends Database {
  readonly config: Config
}

type Options = Readonly<Record<string, string | boolean | undefined>>

/** Makes the data directory when there is none. Throws the faults of `platform/db`. */
export async function openArchive(
  options: Options,
  serving: { readonly isServing?: boolean } = {},
): Promise<OpenArchive> {
  const config = configOf(options)
  const database = await openDatabase({ ...config, ...serving })
  return { ...database, config, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

export function configOf(options: Options): Config {
  const { data, url } = options
  return readConfig({
    data: typeof data === 'string' ? data : undefined,
    url: typeof url === 'string' ? url : undefined,
  })
}
