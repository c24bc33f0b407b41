import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mapSite } from '../src/archive/rescues/mapping/index.ts'
import { type PlantedSite, plantSite, plantSiteWork } from '../src/archive/rescues/mapping/testing/planted-site.ts'
import { type Database, openDatabase } from '../src/platform/db/database.ts'
import { takeRun } from '../src/platform/db/running.ts'
import { ficarium, type Ran } from './program.ts'

const NOW = '2026-11-20T12:00:00.000Z'
const WORDS = [
  { kind: 'category', name: 'Oil & Fog' },
  { kind: 'category', name: 'Season One', under: 'Oil & Fog' },
  { kind: 'class', name: 'Angst', type: 'Genres' },
  { kind: 'rating', name: 'Midnight' },
] as const

let folder = ''
let data = ''
let database: Database

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-rescue-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  data = mkdtempSync(join(folder, 'data-'))
  database = await openDatabase({ dataDirectory: data, databaseUrl: null })
})

afterEach(() => database[Symbol.asyncDispose]())

async function plant(name: string): Promise<PlantedSite> {
  const site = await plantSite(database.db, name, WORDS)
  await plantSiteWork(database.db, site, `${name} One`, ['category Season One', 'class Angst', 'rating Midnight'])
  await plantSiteWork(database.db, site, `${name} Two`, ['class Angst'])
  await mapSite(database.db, site.id, [], { now: NOW })
  for (const [table, key] of [
    ['poll', '1'],
    ['poll', '2'],
    ['online', '#1'],
  ] as const) {
    await database.db
      .insertInto('opaque_record')
      .values({
        site_id: site.id,
        table_name: table,
        old_key: key,
        reason: 'unknown',
        content: JSON.stringify({ question: 'Café?' }),
        row_sha256: 'x',
      })
      .execute()
  }
  return site
}

function rescue(...words: readonly string[]): Promise<Ran> {
  return ficarium(['rescue', ...words, '--data', data])
}

function put(name: string, text: string | Uint8Array): string {
  const file = join(data, name)
  writeFileSync(file, text)
  return file
}

describe('ficarium rescue', () => {
  test('says what to do where no site was rescued', async () => {
    const ran = await rescue()
    expect(ran).toMatchObject({ exitCode: 0, err: '' })
    expect(ran.out).toContain('No site has been rescued')
    expect(await rescue('report')).toMatchObject({ exitCode: 2, out: '' })
  })

  test('lists the sites, for people and for programs', async () => {
    await plant('The Shelf')
    const { exitCode, out } = await rescue()
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^theshelf {2}The Shelf: 2 works, efiction, rescued on 2026-11-20\n$/)
    const json = JSON.parse((await rescue('--json')).out) as Record<string, unknown>
    expect(json).toMatchObject({ publicId: 'theshelf', name: 'The Shelf', works: 2 })
    expect(json).not.toHaveProperty('id')
  })

  test('prints the report of a rescue, and ends with 1 while there is none', async () => {
    const site = await plant('The Shelf')
    expect(await rescue('report')).toMatchObject({ exitCode: 1, out: '' })
    const report = {
      version: 1,
      tables: [],
      totals: { rows: 5, represented: 4, setAside: 1, difference: 0 },
      works: [],
      reviews: { reviews: 0, ratingsOnly: 0, replies: 0 },
      claims: { claims: 0, withPassword: 0 },
      files: { images: 0, others: 0 },
      checks: [],
      samples: [],
    }
    const save = (difference: number) =>
      database.db
        .updateTable('rescued_site')
        .set({ report: JSON.stringify({ ...report, totals: { ...report.totals, difference } }) })
        .where('id', '=', site.id)
        .execute()
    await save(0)
    const ran = await rescue('report', 'shelf')
    expect(ran.exitCode).toBe(0)
    expect(ran.out).toContain('The Shelf: 5 rows')
    expect(JSON.parse((await rescue('report', '--json')).out)).toMatchObject({ totals: { rows: 5 } })
    await save(1)
    expect((await rescue('report')).exitCode).toBe(1)
  })

  test('prints the mapping, says what a changed one would do, does it, and takes it back', async () => {
    await plant('The Shelf')
    const { out: yaml, exitCode } = await rescue('mapping')
    expect(exitCode).toBe(0)
    expect(yaml).toContain('additional: Angst')
    const file = put('shelf.yaml', yaml.replace('additional: Angst', 'warning: Sad'))
    const asked = await rescue('map', '--dry-run', file)
    expect(asked).toMatchObject({ exitCode: 0, out: '' })
    expect(asked.err).toContain('class “Angst” (2 works): additional: Angst → warning: Sad')
    expect(asked.err).toContain('2 of 2 works would change: 2 tags added, 2 taken away')
    expect((await rescue('mapping')).out).toBe(yaml)
    expect((await rescue('map', file)).err).toContain('2 of 2 works changed: 2 tags added')
    expect((await rescue('map', file)).err).toContain('None of 2 works changed.')
    expect((await rescue('mapping')).out).toContain('warning: Sad')
    expect((await rescue('map', '--undo')).err).toContain('2 of 2 works changed: 0 tags added, 4 taken away')
    expect((await rescue('map', '--again')).err).toContain('2 of 2 works changed: 4 tags added')
  })

  test('names every mistake in a mapping file with its line, and changes nothing', async () => {
    await plant('The Shelf')
    const { out: yaml } = await rescue('mapping')
    const file = put(
      'shelf.yaml',
      yaml.replace('additional: Angst', 'genre: Angst').replace('name: Midnight', 'name: Noon'),
    )
    const ran = await rescue('map', file)
    expect(ran).toMatchObject({ exitCode: 1, out: '' })
    expect(ran.err).toMatch(/shelf\.yaml, line \d+: “genre” means nothing in a tag/)
    expect(ran.err).toContain('nothing was changed')
    expect((await rescue('mapping')).out).toBe(yaml)
  })

  test('writes records without a place as JSON lines, of all tables or of one', async () => {
    await plant('The Shelf')
    const { exitCode, out, err } = await rescue('records')
    expect(exitCode).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { table: string }).table)).toEqual(['online', 'poll', 'poll'])
    expect(JSON.parse(lines[1] ?? '')).toEqual({
      site: 'efiction The Shelf',
      table: 'poll',
      key: '1',
      reason: 'unknown',
      content: { question: 'Café?' },
    })
    expect(err).toBe('online: 1 record\npoll: 2 records\n')
    expect((await rescue('records', 'poll')).out.split('\n')).toHaveLength(3)
    expect((await rescue('records', 'the shelf', 'online')).err).toBe('online: 1 record\n')
    expect(await rescue('records', 'pol')).toMatchObject({ exitCode: 2, out: '' })
  })

  test('asks which site is meant where there are several', async () => {
    await plant('The Shelf')
    await plant('The Other Shelf')
    const unclear = await rescue('mapping')
    expect(unclear).toMatchObject({ exitCode: 2, out: '' })
    expect(unclear.err).toContain('say which site: The Shelf (theshelf), The Other Shelf (theothershelf).')
    expect((await rescue('mapping', 'The Shelf')).out).toContain('site: The Shelf\n')
    expect((await rescue('mapping', 'OTHER')).out).toContain('site: The Other Shelf\n')
    expect((await rescue('mapping', 'theshelf')).out).toContain('site: The Shelf\n')
    expect((await rescue('mapping', 'efiction The Shelf')).out).toContain('site: The Shelf\n')
    expect(await rescue('mapping', 'shelf')).toMatchObject({ exitCode: 2, out: '' })
    expect(await rescue('mapping', 'harbour')).toMatchObject({ exitCode: 2, out: '' })
  })

  test('waits for no import, and says so', async () => {
    await plant('The Shelf')
    const taken = await takeRun(database.db, 'import')
    if (!taken.ok) throw new Error('something runs')
    await using run = taken.value
    await run.assertHeld(database.db)
    for (const words of [
      ['map', '--undo'],
      ['map', put('shelf.yaml', 'key: x\n')],
    ]) {
      const ran = await rescue(...words)
      expect(ran).toMatchObject({ exitCode: 7, out: '' })
      expect(ran.err).toContain('an import is running')
    }
  })

  test.for([
    [['mapp'], 'there is no "rescue mapp". Did you mean "map"?'],
    [['map'], 'name one mapping file'],
    [['map', '/there/is/nothing'], 'there is nothing at /there/is/nothing'],
    [['map', '--undo', '--again'], 'not both'],
    [['mapping', 'a', 'b'], 'put quotation marks around a name'],
    [['records', 'a', 'b', 'c'], 'there is no site "a"'],
  ] as const)('says what is wrong with %j and ends with 2', async ([words, message]) => {
    await plant('The Shelf')
    const ran = await rescue(...words)
    expect(ran).toMatchObject({ exitCode: 2, out: '' })
    expect(ran.err).toContain(message)
    expect(ran.err.startsWith('ficarium rescue: ')).toBe(true)
  })

  test.for([
    ['in Latin-1', Buffer.from('key: caf\u00e9\n', 'latin1')],
    ['in UTF-16', Buffer.from('\ufeffkey: x\n', 'utf16le')],
    ['too large', Buffer.alloc(9 * 2 ** 20, '#')],
    ['that is a folder', null],
  ] as const)('refuses a mapping file %s', async ([, bytes]) => {
    await plant('The Shelf')
    const ran = await rescue('map', bytes === null ? data : put('shelf.yaml', bytes))
    expect(ran).toMatchObject({ exitCode: 2, out: '' })
    expect(ran.err).not.toContain('bug')
  })
})
