/** One site in every form that a dump may have gives one catalogue, which holds what the site held. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { checkSite } from '../scripts/efiction-check/check-site.ts'
import { exportCanonical } from '../src/archive/exports/index.ts'
import { openShelf, type Shelf } from '../src/archive/imports/testing/shelf.ts'
import { inventSite } from '../src/archive/rescues/testing/invented-site.ts'
import { inventedTruth } from '../src/archive/rescues/testing/invented-truth.ts'
import { writeDumpFile, writeSite, writeStoryFiles, zipSite } from '../src/archive/rescues/testing/write-site.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'

const SIZE = { stories: 6, wordsPerChapter: 60, reviews: 20 }
const SITE = inventSite(SIZE)

interface Variant {
  readonly name: string
  readonly write: (folder: string) => Promise<void>
}

const VARIANTS: readonly Variant[] = [
  { name: 'raw bytes of latin1', write: (folder) => writeSite(folder, SITE, { form: 'latin1' }) },
  { name: 'a row a statement, without quotes and tables', write: (folder) => writeSite(folder, SITE, { form: 'old' }) },
  { name: 'phpMyAdmin', write: (folder) => writeSite(folder, SITE, { form: 'phpmyadmin' }) },
  { name: 'rows without tables and columns', write: (folder) => writeSite(folder, SITE, { form: 'bare' }) },
  { name: 'binary strings and hexadecimal', write: (folder) => writeSite(folder, SITE, { form: 'binary' }) },
  { name: 'another prefix', write: (folder) => writeSite(folder, SITE, { form: 'mysqldump', prefix: 'ar2_' }) },
  { name: 'lines of Windows', write: (folder) => writeSite(folder, SITE, { form: 'mysqldump', lineEnd: '\r\n' }) },
]

describeOnBothEngines('one site in many forms', (open) => {
  let usual: readonly string[] = []

  beforeAll(async () => {
    usual = await catalogueOf((folder) => writeSite(folder, SITE))
  })

  test.for(VARIANTS)('gives the same catalogue from $name', async ({ write }) => {
    expect(await catalogueOf(write)).toEqual(usual)
  })

  test('gives the same catalogue from the backup page of eFiction itself, which writes nothing for NULL', async () => {
    expect(usual.length).toBeGreaterThan(300)
    const lines = await catalogueOf((folder) => writeSite(folder, SITE, { form: 'backup' }))
    expect(lines.map(withoutNull)).toEqual(usual.map(withoutNull))
  })

  test('gives the same catalogue packed, and from a zip file, but for its places', async () => {
    const plain = withoutPlaces(usual)
    const packed = await catalogueOf(async (folder) => {
      await writeDumpFile(join(folder, 'backup.sql.gz'), [SITE], { form: 'mysqldump' })
      writeStoryFiles(join(folder, 'storiesef'), SITE)
    })
    const zipped = await catalogueOf(async (folder) => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'site.zip'), zipSite(SITE))
    })
    expect(withoutPlaces(packed)).toEqual(plain)
    expect(withoutPlaces(zipped)).toEqual(plain)
  })

  test('gives the same catalogue from a dump that holds the site twice, and accounts for each row', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    await writeSite(shelf.folder, SITE)
    const dump = join(shelf.folder, 'dump.sql')
    appendFileSync(dump, readFileSync(dump))
    const { sites } = await shelf.run()
    expect(sites).toHaveLength(1)
    expect((await linesOf(db)).filter((line) => !isRepeated(line))).toEqual(usual)
    const [site] = sites
    expect(site?.members).toBe(SITE.counts()['authors'])
    for (const { table, rows, difference, reasons } of site?.report.tables ?? []) {
      expect([table, difference]).toEqual([table, 0])
      expect([table, reasons.find(({ reason }) => reason === 'repeated')?.rows]).toEqual([table, rows / 2])
    }
  })

  test('holds what the site held, also as one of two in a dump', { timeout: 180_000 }, async () => {
    const other = inventSite({
      ...SIZE,
      stories: 9,
      seed: 7,
      sitekey: 'OtherKey',
      name: 'Another Shelf',
      tablePrefix: 'b_',
    })
    const { db } = await open()
    using shelf = await openShelf(db)
    await writeDumpFile(join(shelf.folder, 'dump.sql'), [SITE, other], { form: 'mysqldump' })
    writeStoryFiles(join(shelf.folder, 'stories'), SITE)
    writeStoryFiles(join(shelf.folder, 'b/stories'), other)
    const report = await shelf.run()
    expect(report.sites.map(({ name }) => name)).toEqual(['The Paper Lighthouse', 'Another Shelf'])
    for (const site of [SITE, other]) {
      const check = await checkSite(db, inventedTruth(site))
      expect(check.differences).toEqual([])
      expect(check.unknownTraps).toEqual([])
      expect(check.compared).toBeGreaterThan(1000)
    }
  })

  async function catalogueOf(write: (folder: string) => Promise<void>): Promise<readonly string[]> {
    const { db } = await open()
    using shelf: Shelf = await openShelf(db)
    await write(shelf.folder)
    await shelf.run()
    return linesOf(db)
  }
})

/** Every line but those about the dump itself. */
async function linesOf(db: Db): Promise<readonly string[]> {
  const lines = await Array.fromAsync(exportCanonical(db))
  return lines
    .filter((line) => !line.startsWith('{"record":"source"') || !line.includes('"role":"dump"'))
    .filter((line) => !line.startsWith('{"record":"source"') || !line.includes('"role":"container"'))
    .map((line) => (line.startsWith('{"record":"site"') ? siteWithoutDump(line) : line))
    .map((line) => line.replaceAll(/("dump":)"[0-9a-f]{64}"/g, '$1null'))
}

/** A row set aside since another one says the same. */
function isRepeated(line: string): boolean {
  return line.startsWith('{"record":"opaque-record"') && line.includes('"reason":"repeated"')
}

/** What was set aside as NULL, and as nothing. */
function withoutNull(line: string): string {
  return line.startsWith('{"record":"opaque-record"') ? line.replaceAll(':null', ':""') : line
}

/** What is said of a site, without how its dump was written. */
function siteWithoutDump(line: string): string {
  const { record, key, name, version } = JSON.parse(line) as Record<string, unknown>
  return JSON.stringify({ record, key, name, version })
}

/** Files lie elsewhere, and some of them in another one. */
function withoutPlaces(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => !line.startsWith('{"record":"source"'))
    .map((line) =>
      line.replaceAll(/(?:shelf|site)\/[^\s",]*/g, 'somewhere').replaceAll(/"within":"[^\]]*\]"/g, '"within":[]'),
    )
}
