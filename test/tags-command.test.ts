import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { plantTaggedWork, worksUnder } from '../src/archive/wrangling/testing/planted-tags.ts'
import { type Database, openDatabase } from '../src/platform/db/database.ts'
import { takeRun } from '../src/platform/db/running.ts'
import { ficarium, type Ran } from './program.ts'

let folder = ''
let data = ''
let database: Database

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-tags-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  data = mkdtempSync(join(folder, 'data-'))
  database = await openDatabase({ dataDirectory: data, databaseUrl: null })
  await plantTaggedWork(database.db, 'One', ['character Joss', 'additional First Kiss'])
  await plantTaggedWork(database.db, 'Two', ['character Joss', 'character Jos', 'additional Kissing'])
  await plantTaggedWork(database.db, 'Three', ['character Joss Amery'])
})

afterEach(() => database[Symbol.asyncDispose]())

function tags(...words: readonly string[]): Promise<Ran> {
  return ficarium(['tags', ...words, '--data', data])
}

function put(name: string, text: string): string {
  const file = join(data, name)
  writeFileSync(file, text)
  return file
}

describe('ficarium tags', () => {
  test('lists tags with counts, those that most works have first', async () => {
    const { out, err, exitCode } = await tags('--kind', 'character')
    expect(exitCode).toBe(0)
    expect(out.split('\n')[0]).toBe('character:Joss  2 works, unwrangled')
    expect(err).toContain('character: 3 unwrangled')
    const json = (await tags('--json', '--find', 'amer')).out.trim()
    expect(JSON.parse(json)).toMatchObject({ kind: 'character', name: 'Joss Amery', standing: 'unwrangled', works: 1 })
  })

  test('makes a synonym, shows it, and takes it back', async () => {
    expect((await tags('synonym', 'character:Jos', 'Joss', '--of', 'Joss Amery')).exitCode).toBe(0)
    expect(await worksUnder(database.db, 'character Joss Amery')).toEqual(['One', 'Three', 'Two'])
    expect((await tags('--is', 'synonym')).out).toContain('character:Joss  2 works, synonym of "Joss Amery"')
    const history = (await tags('history')).out
    expect(history).toContain('synonym character:Jos character:Joss --of character:"Joss Amery"')
    expect((await tags('undo')).exitCode).toBe(0)
    expect(await worksUnder(database.db, 'character Joss Amery')).toEqual(['Three'])
    expect((await tags('undo', '1')).err).toContain('taken back already')
  })

  test('says why it refuses, changes nothing, and ends with 1', async () => {
    await tags('meta', 'additional:First Kiss', '--under', 'Kissing')
    const { exitCode, err } = await tags('meta', 'additional:Kissing', '--under', 'First Kiss')
    expect(exitCode).toBe(1)
    expect(err).toContain('would stand above itself')
    expect(err).toContain('nothing was changed')
  })

  test('applies a file of rules, says what a dry run would do, and exports what holds', async () => {
    const file = put(
      'rules.yaml',
      'rules: shelf\ntags:\n  - character: Joss Amery\n    synonyms: [Joss, Jos, Nobody]\n',
    )
    const dry = await tags('apply', '--dry-run', file)
    expect(dry.err).toContain('would say 3 things')
    expect(await worksUnder(database.db, 'character Joss Amery')).toEqual(['Three'])
    expect((await tags('apply', file)).err).toContain('3 new')
    expect((await tags('apply', file)).err).toContain('0 new, 0 taken back')
    const exported = (await tags('export', '--json')).out
    expect((JSON.parse(exported) as { tags: unknown }).tags).toEqual([
      { character: 'Joss Amery', synonyms: ['Jos', 'Joss'] },
    ])
    expect((await tags('undo', 'shelf')).exitCode).toBe(0)
    expect((await tags('apply', '--again', 'shelf')).err).toContain('3 new')
    expect((await tags('import', put('export.json', exported))).exitCode).toBe(0)
  })

  test('names the line of what is wrong in a file, and ends with 1', async () => {
    const { exitCode, err } = await tags('apply', put('rules.yaml', 'tags:\n  - charcter: Joss\n'))
    expect(exitCode).toBe(1)
    expect(err).toContain('rules.yaml, line 2: “charcter” means nothing')
  })

  test('proposes rules that can be applied as they are', async () => {
    await plantTaggedWork(database.db, 'Four', ['additional FirstKiss', 'additional First Kiss'])
    const proposed = await tags('propose')
    expect(proposed.out).toContain('- name: FirstKiss')
    expect((await tags('apply', put('rules.yaml', proposed.out))).exitCode).toBe(0)
    expect(await worksUnder(database.db, 'additional First Kiss')).toEqual(['Four', 'One'])
  })

  test('refuses a file that is too large, and one that is not there', async () => {
    expect(await tags('apply', put('large.yaml', 'x'.repeat(9 * 2 ** 20)))).toMatchObject({ exitCode: 2 })
    expect(await tags('apply', join(data, 'nothing.yaml'))).toMatchObject({ exitCode: 2 })
  })

  test.for([
    [['canonicle', 'character:Joss'], 'Did you mean "canonical"?'],
    [['synonym', 'character:Jos'], 'say --of TAG'],
    [['canonical'], 'name a tag'],
    [['--kind', 'charcter'], 'Did you mean "character"?'],
    [['ambiguous', 'Nobody'], 'there is no tag "Nobody"'],
    [['undo', '7'], 'nothing was said here'],
  ] as const)('says what is wrong with %j, and ends with 2', async ([words, what]) => {
    const { exitCode, err } = await tags(...words)
    expect(exitCode).toBe(2)
    expect(err).toContain(what)
  })

  test('waits for nobody who is changing tags, and ends with 7', async () => {
    const run = await takeRun(database.db, 'tags')
    if (!run.ok) throw new Error('somebody is running')
    await using held = run.value
    await held.assertHeld(database.db)
    expect(await tags('canonical', 'character:Joss')).toMatchObject({ exitCode: 7 })
  })
})
