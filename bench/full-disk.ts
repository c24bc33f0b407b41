/** Imports into a database that may not grow, as on a full disk, and then goes on with room. */
import { sql } from 'kysely'
import { loadCanons, saveCanons } from '../src/archive/canons/index.ts'
import { runImport } from '../src/archive/imports/index.ts'
import { inTransaction, openDatabase } from '../src/platform/db/database.ts'
import { isFull } from '../src/platform/db/faults.ts'
import { hashOutput, runProgram } from './program.ts'

/** What went wrong, or null. `expected` is the hash of the export of an undisturbed import of the same folder. */
export async function fillDisk(stories: string, data: string, expected: string): Promise<string | null> {
  const needed = await countPages(stories, `${data}-calm`)
  for (const share of [0.2, 0.4, 0.6, 0.8]) {
    const pages = Math.floor(needed * share)
    await using database = await openDatabase({ dataDirectory: data, databaseUrl: null })
    await sql.raw(`pragma max_page_count = ${pages}`).execute(database.db)
    const canons = await loadCanons(null)
    try {
      await inTransaction(database.db, (tx) => saveCanons(tx, canons.canons))
      await runImport(database.db, { paths: [stories], canons, isHeld: false, now: () => new Date().toISOString() })
      return `the database should have been full at ${pages} pages`
    } catch (error) {
      if (!isFull(error)) return `a full disk was not recognised: ${String(error)}`
    }
  }
  const rest = await runProgram(['import', stories, '--data', data])
  const hash = await hashOutput(['export', '--canonical', '--data', data])
  if (hash !== expected) return `after a full disk the catalogue differs (exit ${rest.exitCode}): ${rest.stderr}`
  const verified = await runProgram(['verify', '--data', data])
  return verified.exitCode === 0 ? null : `after a full disk verify ended with ${verified.exitCode}`
}

/** Pages of the database that an undisturbed import makes. */
async function countPages(stories: string, data: string): Promise<number> {
  await runProgram(['import', stories, '--data', data])
  await using database = await openDatabase({ dataDirectory: data, databaseUrl: null })
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.db)
  return rows[0]?.page_count ?? 0
}
