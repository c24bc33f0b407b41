import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeChange } from '../../platform/db/change-log.ts'
import { type Database, type DatabaseConfig, type Db, inTransaction } from '../../platform/db/database.ts'
import { ARCHIVIST, GUEST } from '../../platform/db/visibility.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { indexAsker } from './asking.ts'
import { BUDGET, type Budget } from './find.ts'
import { openWordIndex } from './index.ts'
import { indexKeeper } from './keep.ts'
import { plantText, replaceText } from './testing/plant.ts'
import type { TextPart } from './word-index.ts'

function phrase(text: string): TextPart {
  return { kind: 'phrase', text, where: 'anywhere', place: { start: 0, end: 0 } }
}

function wildcard(text: string): TextPart {
  return { kind: 'word', isPrefix: true, text, where: 'anywhere', place: { start: 0, end: 0 } }
}

function paragraph(text: string): string {
  return `<p id="b1">${text}</p>\n`
}

async function keep(db: Db, path: string): Promise<void> {
  using keeper = indexKeeper(db, path)
  while ((await keeper.step()).hasMore);
}

async function find(db: Db, path: string, text: string): Promise<number[] | null> {
  using asker = indexAsker(db, path)
  const found = await asker.gather(ARCHIVIST, phrase(text), { index: 0, of: 1 })
  return found === null ? null : [...found.works.keys]
}

const WORDS = 'willow ring garnet door rain window night letter morning river'.split(' ')

async function plantMany(db: Db, works: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (let i = 0; i < works; i++) {
      const text = Array.from({ length: 60 }, (_, k) => WORDS[(i + k * 3) % WORDS.length]).join(' ')
      await plantText(tx, { title: `Work ${i}`, chapters: [paragraph(`number${i} ${text}`), paragraph(text)] })
    }
  })
}

describeOnBothEngines('an index that is of no use', (open) => {
  let database: Database
  let config: DatabaseConfig
  let path: string
  let work: number

  beforeAll(async () => {
    const opened = await open()
    database = opened
    config = opened.config
    path = join(config.dataDirectory, 'search.db')
    work = await plantText(database.db, { chapters: [paragraph('a ring')] })
    await keep(database.db, path)
  })

  test.for([
    ['missing', () => rmSync(path)],
    ['no database', () => writeFileSync(path, 'not a database, but long enough to be taken for one'.repeat(50))],
    ['empty', () => writeFileSync(path, '')],
    ['cut off', () => writeFileSync(path, readFileSync(path).subarray(0, 20_000))],
    ['overwritten in the middle', () => writeFileSync(path, readFileSync(path).fill(0x5a, 8192))],
    ['of another version', () => change('pragma user_version = 99')],
    ['of another archive', () => change(`update fact set value = 'elsewhere' where name = 'archive'`)],
    ['ahead of the log of changes', () => change(`update fact set value = '0 99999 ' where name = 'place'`)],
    ['of a log that went another way', () => change(`update fact set value = value || 'x' where name = 'place'`)],
  ] as const)('is built anew when it is %s', async ([, damage]) => {
    for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
    // The place is only looked at when there is one.
    await writeChange(database.db, { table: 'work', rowId: work, change: 'changed' })
    await keep(database.db, path)
    for (const ending of ['-wal', '-shm']) expect(existsSync(`${path}${ending}`)).toBe(false)
    damage()
    await keep(database.db, path)
    expect(await find(database.db, path, 'ring')).toEqual([work])
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  test('is not asked, whatever it is', async () => {
    for (const content of ['', 'no database '.repeat(1000)]) {
      const other = join(config.dataDirectory, 'other.db')
      writeFileSync(other, content)
      expect(await find(database.db, other, 'ring')).toBeNull()
    }
    expect(await find(database.db, join(config.dataDirectory, 'missing.db'), 'ring')).toBeNull()
  })

  function change(statement: string): void {
    const index = new DatabaseSync(path)
    index.exec(statement)
    index.close()
  }
})

describeOnBothEngines('an index that was built when the archive was small', (open) => {
  test('is built anew with the words that are common now', async () => {
    const { db, config } = await open()
    const path = join(config.dataDirectory, 'search.db')
    await keep(db, path)
    expect(commonIn(path)).toEqual(['', '0'])
    const work = await plantText(db, { chapters: [paragraph('ring ring door')] })
    await keep(db, path)
    expect(commonIn(path)).toEqual(['', '0'])
    const index = new DatabaseSync(path)
    index.exec(`insert into chapter values (4000, ${work}, 2, 0, 'x', 1)`)
    index.close()
    await plantText(db, { chapters: [paragraph('ring')] })
    await keep(db, path)
    expect(commonIn(path)).toEqual(['ring door', expect.stringMatching(/^[1-9]/)])
    expect(await find(db, path, 'ring ring door')).toEqual([work])
  })
})

function commonIn(path: string): unknown {
  const index = new DatabaseSync(path)
  try {
    const of = index.prepare('select value from fact where name = ?')
    return ['common', 'sampled'].map((name) => of.get(name)?.['value'])
  } finally {
    index.close()
  }
}

describeOnBothEngines('a keeper that is killed', (open) => {
  test('loses nothing and repeats nothing, whether it builds or follows', async () => {
    const { db, config } = await open()
    const path = join(config.dataDirectory, 'search.db')
    await plantMany(db, 150)
    for (const steps of [1, 2, 3]) await keepUntilKilled(config, path, steps)
    await plantMany(db, 150)
    const some = await db.selectFrom('work').select('id').orderBy('id').limit(40).execute()
    for (const { id } of some) await replaceText(db, id, 1, paragraph('changed meanwhile'))
    for (const steps of [2, 3, 4]) await keepUntilKilled(config, path, steps)
    await keep(db, path)

    const anew = join(config.dataDirectory, 'anew.db')
    await keep(db, anew)
    expect(contentOf(path)).toEqual(contentOf(anew))
    expect(await find(db, path, 'changed meanwhile')).toEqual(some.map((row) => row.id))
    expect(await find(db, path, 'number0')).toHaveLength(1)
  })
})

/** Kills the process while it takes its step with this number. */
async function keepUntilKilled(config: DatabaseConfig, path: string, steps: number): Promise<void> {
  const { dataDirectory, databaseUrl } = config
  const script = new URL('./testing/keep-until-killed.ts', import.meta.url)
  const child = fork(script, [JSON.stringify({ dataDirectory, databaseUrl }), path], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  for (let i = 0; i < steps; i++) await once(child, 'message')
  child.kill('SIGKILL')
  await ended
}

/** Every word with every place it stands at, and what is known of each row, but for when it was written. */
function contentOf(path: string): unknown {
  const index = new DatabaseSync(path)
  try {
    index.exec(`create virtual table temp.at_words using fts5vocab(main, words, instance);
      create virtual table temp.at_about using fts5vocab(main, about, instance)`)
    const all = (query: string) => index.prepare(query).all()
    return {
      words: all('select term, doc, col, "offset" as at from temp.at_words order by 1, 2, 3, 4'),
      about: all('select term, doc, col, "offset" as at from temp.at_about order by 1, 2, 3, 4'),
      works: all('select id, visibility, checksum from work order by id'),
      chapters: all('select id, work_id, position, is_hidden, checksum from chapter order by id'),
      waiting: all('select * from waiting'),
    }
  } finally {
    index.close()
  }
}

describeOnBothEngines('questions of every kind', (open) => {
  let db: Db
  let path: string

  beforeAll(async () => {
    const opened = await open()
    db = opened.db
    path = join(opened.config.dataDirectory, 'search.db')
    await plantMany(db, 60)
    await keep(db, path)
  })

  function ask(part: TextPart, budget: Budget = BUDGET) {
    using asker = indexAsker(db, path, budget)
    return asker.gather(GUEST, part, { index: 0, of: 1 })
  }

  test('any text of up to 4 kB is a question', async () => {
    using asker = indexAsker(db, path)
    const signs = fc.constantFrom(
      '"',
      "'",
      '*',
      '^',
      ':',
      '(',
      ')',
      '{',
      '}',
      '+',
      '-',
      'NEAR',
      'AND',
      'OR',
      'NOT',
      '\0',
      '\ud800',
      '🙂',
      '彼',
      'א',
      '\u202e',
      ' ',
      'ring',
      'willow',
      'a',
    )
    const text = fc.oneof(
      fc.array(signs, { maxLength: 800 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 1000 }),
    )
    const where = fc.constantFrom('anywhere', 'about', 'text', 'title', 'summary', 'notes', 'first', 'last')
    const place = fc.constant({ start: 0, end: 0 })
    const part = fc.oneof(
      fc.record({ kind: fc.constant('word'), text, isPrefix: fc.boolean(), where, place }),
      fc.record({ kind: fc.constant('phrase'), text, where, place }),
      fc.record({
        kind: fc.constant('near'),
        of: fc.array(fc.record({ kind: fc.constant('phrase'), text, where, place }), { maxLength: 5 }),
        distance: fc.nat(999),
        where,
        place,
      }),
    )
    await fc.assert(
      fc.asyncProperty(part, async (asked) => {
        const one = asked as TextPart
        const found = await asker.gather(GUEST, one, { index: 0, of: 1 })
        expect(found?.isCut).toBe(false)
        expect((await asker.score(GUEST, one))?.works.keys).toEqual(found?.works.keys)
        expect(await asker.passages(GUEST, { works: [1, 2], parts: [one] })).not.toBeNull()
        expect(await asker.like(GUEST, asked.kind === 'near' ? '' : asked.text, 5)).not.toBeNull()
      }),
      { numRuns: 200 },
    )
  })

  test('a phrase of a thousand words is one', async () => {
    const found = await ask(phrase(Array.from({ length: 1000 }, (_, i) => WORDS[i % WORDS.length]).join(' ')))
    expect(found?.works.keys).toHaveLength(0)
    expect(found?.isCut).toBe(false)
  })

  test('a wildcard over more words than there is time for is cut to the most frequent, and says so', async () => {
    const whole = await ask(wildcard('number'))
    expect([whole?.works.keys.length, whole?.isCut]).toEqual([60, false])
    const cut = await ask(wildcard('w'), { ...BUDGET, times: 10 })
    expect([cut?.works.keys.length, cut?.isCut]).toEqual([60, true])
    const inPhrase = await ask({ ...wildcard('willow w'), isPrefix: true } as TextPart, { ...BUDGET, times: 10 })
    expect(inPhrase?.isCut).toBe(true)
  })

  test('a wildcard is taken to cost more where there are more chapters than its words were counted in', async () => {
    const index = new DatabaseSync(path)
    try {
      index.exec(`update fact set value = '12' where name = 'vocabulary'`)
      expect((await ask(wildcard('number'), { ...BUDGET, times: 1000 }))?.isCut).toBe(false)
      expect((await ask(wildcard('number'), { ...BUDGET, times: 500 }))?.isCut).toBe(true)
    } finally {
      index.exec(`update fact set value = '120' where name = 'vocabulary'`)
      index.close()
    }
  })

  test('a question whose time is over has looked at the newest works, and says that it is cut', async () => {
    let time = 0
    const budget: Budget = { ...BUDGET, time: 3, range: 20, now: () => time++ }
    const found = await ask(phrase('willow'), budget)
    expect(found?.isCut).toBe(true)
    const newest = await db.selectFrom('work').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
    expect(found?.works.keys.at(-1)).toBe(newest.id)
    expect(found?.works.keys.length).toBeLessThan(60)
  })

  test('shares of the archive together have all of it, each work once', async () => {
    using asker = indexAsker(db, path)
    const whole = await asker.gather(GUEST, phrase('willow'), { index: 0, of: 1 })
    const shares = await Promise.all([0, 1, 2].map((index) => asker.gather(GUEST, phrase('willow'), { index, of: 3 })))
    const keys = new Set(shares.flatMap((share) => [...(share?.works.keys ?? [])]))
    expect([...keys].toSorted((a, b) => a - b)).toEqual([...(whole?.works.keys ?? [])])
  })

  test('words like a misspelt one are of the archive, the likest first', async () => {
    using asker = indexAsker(db, path)
    const words = async (word: string) => (await asker.like(GUEST, word, 3))?.map((each) => each.word)
    expect(await words('wilow')).toEqual(['willow', 'window'])
    expect(await words('Garnett')).toEqual(['garnet'])
    expect(await words('willow')).toEqual(['window'])
    expect(await words('xyzzy')).toEqual([])
    // The word that a chapter has to itself is nobody's.
    expect(await words('¦12')).toEqual([])
    expect(await words('')).toEqual([])
  })
})

describe('openWordIndex', () => {
  test('is warming at first, and fails in words', async () => {
    // A file stands where the folder should be.
    const dataDirectory = import.meta.filename
    await using index = openWordIndex({ database: { dataDirectory, databaseUrl: null }, directory: dataDirectory })
    expect(index.state().kind).toBe('warming')
    await index.refresh()
    expect(index.state()).toMatchObject({ kind: 'failed', why: expect.any(String) as string })
    expect(await index.find(GUEST, phrase('ring'))).toBeNull()
    expect(await index.like(GUEST, 'ring', 3)).toBeNull()
  })
})

describeOnBothEngines('openWordIndex', (open) => {
  test('finds, shows, follows and builds anew from threads of its own', async () => {
    const { db, config } = await open()
    const { dataDirectory } = config
    const work = await plantText(db, { chapters: [paragraph('a green garnet ring')] })
    await using index = openWordIndex({ database: config, directory: dataDirectory })
    expect(await index.find(GUEST, phrase('ring'))).toBeNull()
    await Promise.all([index.refresh(), index.refresh()])
    expect(index.state()).toEqual({ kind: 'ready', chapters: 1, waiting: 0 })
    const found = await index.find(GUEST, phrase('green garnet'))
    expect([...(found?.works.keys ?? [])]).toEqual([work])
    expect((await index.passages(GUEST, [work], [phrase('green garnet')]))?.get(work)?.[0]?.blockId).toBe('b1')
    expect(await index.like(GUEST, 'garnt', 3)).toEqual([{ word: 'garnet', count: 1 }])
    const late = await plantText(db, { chapters: [paragraph('another ring')] })
    await index.rebuild()
    const both = await index.find(GUEST, phrase('ring'))
    expect([...(both?.works.keys ?? [])]).toEqual([work, late])
  })
})
