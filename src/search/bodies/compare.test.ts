import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { compareWithCatalogue } from './compare.ts'
import { indexKeeper } from './keep.ts'
import { plantText } from './testing/plant.ts'

const SAME = { works: 0, chapters: 0, gone: 0, isUseless: false }

describeOnBothEngines('compareWithCatalogue', (open) => {
  let db: Db
  let path: string

  beforeEach(async () => {
    const opened = await open()
    db = opened.db
    path = join(opened.config.dataDirectory, 'search.db')
    for (const title of ['One', 'Two', 'Three']) {
      await plantText(db, { title, chapters: ['<p id="b1">a ring</p>\n', '<p id="b1">a door</p>\n'] })
    }
    await keep()
  })

  async function keep(): Promise<void> {
    using keeper = indexKeeper(db, path)
    while ((await keeper.step()).hasMore);
  }

  function change(statement: string): void {
    const index = new DatabaseSync(path)
    index.exec(statement)
    index.close()
  }

  test('finds nothing where nothing is wrong', async () => {
    expect(await compareWithCatalogue(db, path, false)).toEqual(SAME)
  })

  test.for([
    ['a work that is missing', 'delete from work where id = (select min(id) from work)', { works: 1 }],
    ['a work whose words are missing', 'delete from about where rowid = (select min(id) from work)', { works: 1 }],
    ['a work that everyone may see', `update work set visibility = 'dark'`, { works: 3 }],
    ['a chapter that is missing', 'delete from chapter where id = (select min(id) from chapter)', { chapters: 1 }],
    ['a chapter with other words', `update chapter set checksum = 'x'`, { chapters: 6 }],
    [
      'a chapter whose words are missing',
      'delete from words where rowid = (select min(id) from chapter)',
      { chapters: 1 },
    ],
    ['a chapter that is not hidden', 'update chapter set is_hidden = 1', { chapters: 6 }],
    ['a work that is gone', `insert into work values (999, 'public', 'x', 1)`, { gone: 1 }],
    ['a chapter that is gone', `insert into chapter values (999, 1, 9, 0, 'x', 1)`, { gone: 1 }],
  ] as const)('finds %s, and has it mended', async ([, damage, drift]) => {
    change(damage)
    expect(await compareWithCatalogue(db, path, false)).toEqual({ ...SAME, ...drift })
    expect(await compareWithCatalogue(db, path, true)).toEqual({ ...SAME, ...drift })
    await keep()
    expect(await compareWithCatalogue(db, path, false)).toEqual(SAME)
  })

  test.for([
    ['of another archive', () => change(`update fact set value = 'elsewhere' where name = 'archive'`)],
    ['of another version', () => change('pragma user_version = 99')],
    ['no database', () => writeFileSync(path, 'no database '.repeat(1000))],
    ['damaged inside', () => writeFileSync(path, readFileSync(path).fill(0x5a, 8192))],
  ] as const)('says that an index is of no use when it is %s', async ([, damage]) => {
    damage()
    expect(await compareWithCatalogue(db, path, true)).toEqual({ ...SAME, isUseless: true })
  })
})
