/**
 * Imports an eFiction site and compares the whole catalogue with the answers that lie beside it.
 *
 *     node scripts/check-efiction.ts DIR                 DIR holds the site and truth.json; a fresh archive is made
 *     node scripts/check-efiction.ts DIR --data ARCHIVE  compares an archive into which it was imported before
 *
 * Every count, title, author, chapter (its bytes, and its text before cleaning by its hash), rating, word, series,
 * challenge, favourite, review, reply, piece of news and comment, and every trap. Each difference is a line; it ends
 * with 1 when there is any.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCanons } from '../src/archive/canons/index.ts'
import { runImport } from '../src/archive/imports/index.ts'
import { openDatabase } from '../src/platform/db/database.ts'
import { checkSite, type SiteCheck } from './efiction-check/check-site.ts'
import { readTruth } from './efiction-check/truth.ts'

process.exitCode = await main()

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' } } })
  const [folder] = positionals
  if (folder === undefined || !existsSync(join(folder, 'truth.json'))) {
    console.error('usage: check-efiction.ts DIR [--data ARCHIVE], where DIR holds a site and truth.json')
    return 2
  }
  const check = await (values.data === undefined ? checkFresh(resolve(folder)) : checkArchive(folder, values.data))
  for (const difference of check.differences) console.log(difference)
  if (check.unknownTraps.length > 0)
    console.log(`traps that this script does not know: ${check.unknownTraps.join(', ')}`)
  console.log(`${check.compared} values compared, ${check.differences.length} differ`)
  return check.differences.length > 0 ? 1 : 0
}

async function checkFresh(folder: string): Promise<SiteCheck> {
  const data = mkdtempSync(join(tmpdir(), 'ficarium-check-'))
  try {
    {
      await using database = await openDatabase({ dataDirectory: data, databaseUrl: null })
      await runImport(database.db, {
        paths: [folder],
        canons: await loadCanons(data),
        isHeld: false,
        leaveOut: data,
        temporaryDirectory: join(data, 'staging'),
        now: () => new Date().toISOString(),
      })
    }
    return await checkArchive(folder, data)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function checkArchive(folder: string, data: string): Promise<SiteCheck> {
  await using database = await openDatabase({ dataDirectory: data, databaseUrl: null })
  return await checkSite(database.db, await readTruth(join(folder, 'truth.json')))
}
