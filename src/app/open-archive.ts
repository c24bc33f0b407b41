/** Opens the archive that a command line names: its data directory, or its PostgreSQL database. */
import { resolve } from 'node:path'
import type { ParseArgsOptionsConfig } from 'node:util'
import { type Database, openDatabase } from '../platform/db/database.ts'

export const DATA_OPTION = { data: { type: 'string' } } as const satisfies ParseArgsOptionsConfig
export const DATA_HELP = { data: 'the data directory (./ficarium-data, or FICARIUM_DATA)' } as const

export interface OpenArchive extends Database {
  readonly dataDirectory: string
}

/** Makes the data directory when there is none. Throws the faults of `platform/db`. */
export async function openArchive(
  options: Readonly<Record<string, string | boolean | undefined>>,
  isServing = false,
): Promise<OpenArchive> {
  const dataDirectory = dataDirectoryOf(options)
  const databaseUrl = process.env['FICARIUM_DATABASE_URL'] ?? null
  const database = await openDatabase({
    dataDirectory,
    databaseUrl: databaseUrl === '' ? null : databaseUrl,
    isServing,
  })
  return { ...database, dataDirectory, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

export function dataDirectoryOf(options: Readonly<Record<string, string | boolean | undefined>>): string {
  const named = options['data']
  return resolve(typeof named === 'string' ? named : 'ficarium-data')
}
