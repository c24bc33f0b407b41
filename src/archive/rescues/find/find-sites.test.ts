import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPaths } from '../../imports/open/open.ts'
import type { SiteRow, StagedSite } from '../staged-site.ts'
import { type InventedSite, inventSite, TABLE_NAMES } from '../testing/invented-site.ts'
import { DUMP_FORMS, type DumpOptions, writeDump } from '../testing/write-dump.ts'
import { writeDumpFile, writeSite, writeStoryFiles, zip, zipSite } from '../testing/write-site.ts'
import { findSites } from './find-sites.ts'
import type { FoundSites } from './found-sites.ts'

let folder = ''
let staging = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-find-'))
  staging = join(folder, '.staging')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function at(path: string): string {
  return join(folder, 'shelf', path)
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), content)
}

function dumpOf(sites: readonly InventedSite[], options: Partial<DumpOptions> = {}): Buffer {
  return Buffer.concat([...writeDump(sites, { form: 'mysqldump', ...options })])
}

function find(): Promise<FoundSites> {
  return findSites({ open: () => openPaths([join(folder, 'shelf')]), temporaryDirectory: staging })
}

async function rowsOf(site: StagedSite, table: string): Promise<SiteRow[]> {
  const rows: SiteRow[] = []
  for await (const row of site.rows(table)) rows.push(row)
  return rows
}

/** Path and part of everything that the walk meets. */
async function parts(found: FoundSites): Promise<string[]> {
  const lines: string[] = []
  for await (const item of openPaths([join(folder, 'shelf')])) {
    lines.push(`${[...item.within, item.path].join(' > ').replace('shelf/', '')}: ${found.partOf(item) ?? 'left'}`)
  }
  return lines
}

/** Every value of every row, by table and key; NULL as an empty value where the dump cannot tell them apart. */
async function contentOf(site: StagedSite, isNullEmpty = false): Promise<Record<string, string>> {
  const content: Record<string, string> = {}
  for (const table of TABLE_NAMES) {
    for (const { key, values } of await rowsOf(site, table)) {
      content[`${table} ${key}`] = [...values]
        .map(
          ([column, bytes]) =>
            `${column}=${bytes === null ? (isNullEmpty ? '' : 'NULL') : Buffer.from(bytes).toString('latin1')}`,
        )
        .join('|')
    }
  }
  return content
}

const SITE = inventSite({ stories: 6, reviews: 15, wordsPerChapter: 40 })
const OTHER = inventSite({
  seed: 7,
  stories: 5,
  authors: 6,
  reviews: 4,
  wordsPerChapter: 30,
  hasTraps: false,
  store: 'files',
  sitekey: 'OtherKey99',
  name: 'The Glass Reef',
  url: 'http://reef.example',
})

describe('findSites of one site', () => {
  test.for(DUMP_FORMS)('has every row of a dump of the form %s, with the bytes of the old columns', async (form) => {
    await writeSite(at('site'), SITE, { form })
    await using found = await find()
    const [site] = found.sites
    expect(found.sites).toHaveLength(1)
    expect(site?.key).toBe('InventedKey7')
    expect(Buffer.from(site?.name ?? [])).toEqual(Buffer.from('The Paper Lighthouse'))
    expect(site?.url).toBe('http://www.paper-lighthouse.example/ef')
    expect(site?.version).toBe('3.5.3')
    expect(site?.problems).toEqual([])
    expect(Object.fromEntries(site?.counts ?? [])).toEqual(SITE.counts())

    put('plain/dump.sql', dumpOf([SITE]))
    rmSync(at('site'), { recursive: true })
    await using usual = await find()
    const isNullEmpty = form === 'backup'
    const content = form === 'modern' ? {} : await contentOf(site as StagedSite, isNullEmpty)
    expect(form === 'modern' ? {} : await contentOf(usual.sites[0] as StagedSite, isNullEmpty)).toEqual(content)
  })

  test('gives what is meant where the tables were mended', async () => {
    put('dump.sql', dumpOf([SITE], { form: 'modern' }))
    await using found = await find()
    const rows = await rowsOf(found.sites[0] as StagedSite, 'stories')
    const titles = rows.map(({ values }) => Buffer.from(values.get('title') ?? []).toString())
    expect(titles).toEqual([...SITE.stories()].map(({ title }) => title.text))
  })

  test.for([
    ['another prefix', { prefix: 'x1_' }],
    ['Windows line ends', { lineEnd: '\r\n' }],
    ['no settings', { without: ['settings'] }],
  ] as const)('reads a dump with %s', async ([, options]) => {
    put('dump.sql', dumpOf([SITE], options))
    await using found = await find()
    expect(found.sites).toHaveLength(1)
    expect(found.sites[0]?.counts.get('stories')).toBe(SITE.counts()['stories'])
    expect(found.sites[0]?.prefix).toBe('prefix' in options ? 'x1_fanfiction_' : 'fanfiction_')
    expect(found.sites[0]?.version).toBe('without' in options ? '3.5' : '3.5.3')
  })

  test('knows tables with any name before them by their columns', async () => {
    put('dump.sql', String(dumpOf([SITE])).replaceAll('fanfiction_', 'lighthouse-'))
    await using found = await find()
    expect(found.sites[0]?.prefix).toBe('lighthouse-')
    expect(found.sites[0]?.counts.get('chapters')).toBe(SITE.counts()['chapters'])
  })

  test('gives the same key to a site without settings, whatever form its dump has', async () => {
    const keys: unknown[] = []
    for (const form of ['mysqldump', 'latin1', 'backup'] as const) {
      put('dump.sql', dumpOf([SITE], { form, without: ['settings'] }))
      await using found = await find()
      keys.push(found.sites[0]?.key)
    }
    expect(new Set(keys).size).toBe(1)
  })

  test('reads packed dumps, zips, and zips in zips, with their stories', async () => {
    put('a/dump.sql.gz', gzipSync(dumpOf([SITE])))
    put('b/site.zip', zipSite(OTHER))
    put('c/outer.zip', zip([['inner.zip', zipSite(inventSite({ sitekey: 'Inmost', stories: 3, hasTraps: false }))]]))
    await using found = await find()
    expect(found.sites.map(({ key }) => key)).toEqual(['Inmost', 'InventedKey7', 'OtherKey99'])
    const site = found.sites[2] as StagedSite
    const [file] = [...OTHER.files()]
    const [staged] = await site.storyFiles(String(file?.author), String(file?.chapter))
    expect(staged?.within).toEqual(['shelf/b/site.zip'])
    expect(Buffer.from(await site.readFile(staged as never))).toEqual(Buffer.from(file?.said.stored ?? []))
    expect(await parts(found)).toContain('b/site.zip > site/stories/2/1.txt: story-file')
  })

  test('asks for rows by what they belong to', async () => {
    put('dump.sql', dumpOf([SITE]))
    await using found = await find()
    const site = found.sites[0] as StagedSite
    const chapters = await site.rowsBy('chapters', 'sid', '2')
    expect(chapters.map(({ key }) => key)).toEqual(['3', '4'])
    expect((await site.rowsBy('chapters', 'uid', '3')).length).toBeGreaterThan(0)
    expect(await site.rowsBy('chapters', 'sid', 'x')).toEqual([])
    expect(await site.rowsBy('nothing', 'sid', '1')).toEqual([])
    expect((await site.row('stories', '2'))?.key).toBe('2')
    expect(await site.row('stories', '../2')).toBeNull()
    expect((await site.row('inseries', '1/99999/0'))?.key).toBe('1/99999/0')
    expect((await site.row('favorites', '4/ST/88888'))?.key).toBe('4/ST/88888')
  })
})

describe('findSites of story folders', () => {
  test('finds the folder by its files, whatever it is called', async () => {
    await writeDumpFile(at('backup/db.sql'), [SITE], { form: 'mysqldump' })
    const files = writeStoryFiles(at('www/old-texts'), SITE)
    await using found = await find()
    const said = await parts(found)
    expect(said.filter((line) => line.endsWith('story-file'))).toHaveLength(files)
    expect(found.sites[0]?.evidence.join(' ')).toContain('www/old-texts')
  })

  test("gives the file of the chapter's author first, then one in another's folder", async () => {
    await writeSite(at('site'), SITE)
    put('site/stories/88/1.txt', 'elsewhere')
    await using found = await find()
    const site = found.sites[0] as StagedSite
    expect((await site.storyFiles('2', '1')).map(({ author }) => author)).toEqual(['2', '88'])
    expect((await site.storyFiles('88', '1')).map(({ author }) => author)).toEqual(['88', '2'])
    const moved = [...SITE.chapters()].find(({ storedIn }) => storedIn === 'wrongdir')
    expect((await site.storyFiles('2', String(moved?.chapid))).map(({ author }) => author)).toEqual(['1'])
    expect(await site.storyFiles('2', '../../etc/passwd')).toEqual([])
  })

  test('lists what is no chapter and what is no text', async () => {
    await writeSite(at('site'), SITE)
    put('site/stories/2/images/cat.jpg', 'JPEG')
    put('site/stories/2/4444.txt', 'nobody knows')
    await using found = await find()
    const site = found.sites[0] as StagedSite
    const strays = []
    for await (const stray of site.strayFiles()) strays.push([stray.author, stray.name])
    expect(strays).toEqual([
      ['2', '4444.txt'],
      ['2', 'cat.jpg'],
    ])
    const [image] = await Array.fromAsync(site.strayFiles()).then((all) => all.filter(({ name }) => name === 'cat.jpg'))
    expect(String(Buffer.from(await site.readFile(image as never)))).toBe('JPEG')
  })

  test('pairs two sites with their folders by who wrote what', async () => {
    put('all.sql', Buffer.concat([dumpOf([SITE]), dumpOf([OTHER], { prefix: 'reef_' })]))
    writeStoryFiles(at('one'), SITE)
    writeStoryFiles(at('two'), OTHER)
    await using found = await find()
    expect(found.sites.map(({ key, prefix }) => [key, prefix])).toEqual([
      ['InventedKey7', 'fanfiction_'],
      ['OtherKey99', 'reef_fanfiction_'],
    ])
    for (const [site, invented] of [
      [found.sites[0], SITE],
      [found.sites[1], OTHER],
    ] as const) {
      const { author, chapter, said } = [...invented.files()][2] ?? {}
      const [file] = (await site?.storyFiles(String(author), String(chapter))) ?? []
      expect(Buffer.from((await site?.readFile(file as never)) ?? [])).toEqual(Buffer.from(said?.stored ?? []))
    }
  })

  test('pairs sites that number alike with the folder beside their dump', async () => {
    const twin = inventSite({ ...SITE.options, seed: 99, sitekey: 'TwinKey', name: 'Twin' })
    await writeSite(at('first'), SITE)
    await writeSite(at('second'), twin)
    await using found = await find()
    for (const [key, place] of [
      ['InventedKey7', 'first'],
      ['TwinKey', 'second'],
    ]) {
      const site = found.sites.find((each) => each.key === key)
      const files = await site?.storyFiles('2', '1')
      expect(files?.map(({ path }) => path)).toEqual([`shelf/${place}/stories/2/1.txt`])
    }
  })

  test('sets aside story files without a dump, and says what is missing', async () => {
    writeStoryFiles(at('stories'), SITE)
    put('a.txt', 'A story.')
    await using found = await find()
    expect(found.sites).toEqual([])
    expect(found.setAside).toMatchObject([
      { path: 'shelf/stories', code: 'efiction-site', files: [...SITE.files()].length },
    ])
    expect(found.setAside[0]?.why).toContain('dump')
    const said = await parts(found)
    expect(said.filter((line) => line.endsWith(': left'))).toEqual(['a.txt: left'])
  })

  test.for([
    ['a folder for each year', ['1998/1.txt', '1999/2.txt', 'index.txt']],
    ['one numbered folder', ['1/2.txt', '1/3.txt']],
    ['folders with names among the numbers', ['1/2.txt', '3/4.txt', 'maren/5.txt']],
    ['numbered pages', ['1/2.html', '3/4.html']],
  ] as const)('leaves %s, which is no site', async ([, files]) => {
    for (const file of files) put(file, 'A')
    await using found = await find()
    expect(found.setAside).toEqual([])
    expect((await parts(found)).every((line) => line.endsWith(': left'))).toBe(true)
  })

  test('leaves a shelf of years that lies beside a site', async () => {
    await writeSite(at('site'), SITE)
    for (const file of ['years/1998/1.txt', 'years/1999/2.txt', 'years/2000/3.txt', 'years/read me.txt']) put(file, 'A')
    await using found = await find()
    expect(
      (await parts(found)).filter((line) => line.startsWith('years')).every((line) => line.endsWith(': left')),
    ).toBe(true)
  })
})

describe('findSites of a whole web folder', () => {
  const PROGRAM = [
    'viewstory.php',
    'viewuser.php',
    'config.php',
    'skins/default/style.css',
    'docs/readme.html',
    'images/a.gif',
  ]

  test('counts the files of the program and leaves pages that somebody kept there', async () => {
    await writeSite(at('www'), SITE)
    for (const file of PROGRAM) put(`www/${file}`, '<?php ?>')
    put('www/essays/lamps.html', '<p>About lamps.</p>')
    put('www/poem.txt', 'A poem.')
    await using found = await find()
    const said = await parts(found)
    for (const file of PROGRAM) expect(said).toContain(`www/${file}: program-file`)
    expect(said).toContain('www/essays/lamps.html: left')
    expect(said).toContain('www/poem.txt: left')
    expect(said).toContain('www/dump.sql: dump')
    expect(found.sites[0]?.evidence.join(' ')).toContain(`${PROGRAM.length} files of its program`)
  })

  test('takes the tables and messages that come with the program for no site', async () => {
    await writeSite(at('www'), SITE)
    for (const file of PROGRAM) put(`www/${file}`, '<?php ?>')
    put('www/docs/tables.sql', String(dumpOf([SITE])).replaceAll(/^INSERT INTO [^]*?;\n/gm, ''))
    put('www/docs/messages.sql', "INSERT INTO `fanfiction_messages` VALUES (1,'welcome','Welcome','Hello');\n")
    await using found = await find()
    expect(found.sites.map(({ dumps }) => dumps.map(({ path }) => path))).toEqual([['shelf/www/dump.sql']])
    expect(found.setAside).toEqual([])
    expect(await parts(found)).toContain('www/docs/messages.sql: program-file')
  })

  test('sets the program aside whole where there is no dump', async () => {
    for (const file of PROGRAM) put(`www/${file}`, '<?php ?>')
    put('www/stories/1/2.txt', 'A')
    put('z.txt', 'Z')
    await using found = await find()
    expect(found.setAside).toMatchObject([{ path: 'shelf/www', code: 'efiction-site', files: PROGRAM.length + 1 }])
    expect((await parts(found)).filter((line) => line.endsWith(': left'))).toEqual(['z.txt: left'])
  })
})

describe('findSites of what needs another program', () => {
  test('says what to do with the files of MySQL itself', async () => {
    put('mysql/site/fanfiction_stories.MYD', 'bytes')
    put('mysql/site/fanfiction_stories.frm', 'bytes')
    put('a.txt', 'A')
    await using found = await find()
    expect(found.setAside).toMatchObject([{ path: 'shelf/mysql/site', files: 2 }])
    expect(found.setAside[0]?.why).toContain('mysqldump')
    expect((await parts(found)).filter((line) => line.endsWith(': left'))).toEqual(['a.txt: left'])
  })

  test('names a dump beside story files that is packed in another way', async () => {
    writeStoryFiles(at('site/stories'), SITE)
    put('site/dump.sql.bz2', 'BZh9')
    await using found = await find()
    expect(found.setAside[0]?.why).toContain('dump.sql.bz2')
  })
})

describe('findSites of several dumps', () => {
  test('puts a site together whose tables are files of their own, made in one and filled in others', async () => {
    for (const table of TABLE_NAMES) {
      const without = TABLE_NAMES.filter((name) => name !== table)
      put(`dumps/${table}.sql`, dumpOf([SITE], { form: 'bare', without }))
    }
    put('dumps/zz-schema.sql', String(dumpOf([SITE])).replaceAll(/^INSERT INTO [^]*?;\n/gm, ''))
    await using found = await find()
    expect(found.sites).toHaveLength(1)
    expect(Object.fromEntries(found.sites[0]?.counts ?? [])).toEqual(SITE.counts())
    expect(found.sites[0]?.dumps.length).toBeGreaterThan(20)
    expect(found.sites[0]?.problems).toEqual([])
  })

  test('joins a dump that was split in the middle of a table', async () => {
    const whole = String(dumpOf([SITE], { form: 'old' }))
    const middle = whole.indexOf(
      'INSERT INTO fanfiction_reviews',
      whole.indexOf('INSERT INTO fanfiction_reviews') + 900,
    )
    put('dump.part1.sql', whole.slice(0, middle))
    put('dump.part2.sql', whole.slice(middle))
    await using found = await find()
    expect(found.sites.map(({ dumps }) => dumps.length)).toEqual([2])
    expect(Object.fromEntries(found.sites[0]?.counts ?? [])).toEqual(SITE.counts())
  })

  test('gives the older of two dumps of one site first, and the folder to both', async () => {
    const older = inventSite({ ...SITE.options, hasTraps: false, stories: 4 })
    put('b-older.sql', dumpOf([older]))
    put('a-newer.sql', dumpOf([SITE]))
    writeStoryFiles(at('stories'), SITE)
    await using found = await find()
    expect(found.sites.map(({ key, dump }) => [key, dump.path])).toEqual([
      ['InventedKey7', 'shelf/b-older.sql'],
      ['InventedKey7', 'shelf/a-newer.sql'],
    ])
    for (const site of found.sites) expect(await site.storyFiles('2', '1')).toHaveLength(1)
  })

  test('stages a dump once that is there twice, packed and not', async () => {
    put('dump.sql', dumpOf([SITE]))
    put('old/backup.sql.gz', gzipSync(dumpOf([SITE])))
    await using found = await find()
    expect(found.sites).toHaveLength(1)
    expect(Object.fromEntries(found.sites[0]?.counts ?? [])).toEqual(SITE.counts())
    expect((await parts(found)).every((line) => line.endsWith(': dump'))).toBe(true)
  })

  test('takes tables that were put aside for the same site at another time', async () => {
    const aside = inventSite({ ...SITE.options, hasTraps: false, stories: 4, reviews: 2 })
    put('dump.sql', Buffer.concat([dumpOf([SITE]), dumpOf([aside], { prefix: 'old_', without: ['settings'] })]))
    await using found = await find()
    expect(found.sites.map(({ key, prefix }) => [key, prefix])).toEqual([
      ['InventedKey7', 'old_fanfiction_'],
      ['InventedKey7', 'fanfiction_'],
    ])
  })

  test('keeps two sites apart that have one key and other stories', async () => {
    const copy = inventSite({ ...OTHER.options, sitekey: 'InventedKey7' })
    put('dump.sql', Buffer.concat([dumpOf([SITE]), dumpOf([copy], { prefix: 'b_' })]))
    await using found = await find()
    expect(new Set(found.sites.map(({ key }) => key)).size).toBe(2)
    expect(found.sites.some(({ evidence }) => evidence.join(' ').includes('Another site has the key'))).toBe(true)
  })

  test('takes the settings of several sites from one table', async () => {
    const reef = inventSite({ ...OTHER.options, tablePrefix: 'reef_' })
    const tables = String(dumpOf([SITE], { without: ['settings'] })) + String(dumpOf([reef], { without: ['settings'] }))
    const without = TABLE_NAMES.filter((name) => name !== 'settings')
    const settings = [SITE, reef].map((site) => String(dumpOf([site], { form: 'phpmyadmin', prefix: 'set_', without })))
    put('dump.sql', tables + settings.join('\n'))
    await using found = await find()
    expect(found.sites.map(({ key, prefix }) => [key, prefix])).toEqual([
      ['InventedKey7', 'fanfiction_'],
      ['OtherKey99', 'reef_fanfiction_'],
    ])
    for (const site of found.sites) {
      const rows = await rowsOf(site, 'settings')
      expect(rows.map(({ key }) => key)).toEqual([site.key])
    }
  })

  test('tells sites apart that are in databases of their own', async () => {
    const dumps = [SITE, OTHER].map(
      (site, i) => `CREATE DATABASE \`d${i}\`;\nUSE \`d${i}\`;\n${String(dumpOf([site]))}`,
    )
    put('all-databases.sql', dumps.join('\n'))
    await using found = await find()
    expect(found.sites.map(({ key, prefix }) => [key, prefix])).toEqual([
      ['InventedKey7', 'fanfiction_'],
      ['OtherKey99', 'fanfiction_'],
    ])
    expect(found.sites.map(({ counts }) => Object.fromEntries(counts))).toEqual([SITE.counts(), OTHER.counts()])
  })

  test('leaves the tables of other programs in the same database', async () => {
    const blog = "CREATE TABLE `wp_posts` (`ID` int, `post_title` text);\nINSERT INTO `wp_posts` VALUES (1,'Hello');\n"
    put('dump.sql', blog + String(dumpOf([SITE])))
    await using found = await find()
    expect([...(found.sites[0]?.counts.keys() ?? [])].some((name) => name.includes('wp_'))).toBe(false)
    expect(Object.fromEntries(found.sites[0]?.counts ?? [])).toEqual(SITE.counts())
  })

  test.for([
    ['a blog', 'CREATE TABLE `wp_posts` (`ID` int);\nINSERT INTO `wp_posts` VALUES (1);\n'],
    [
      'another archive with tables of the same names',
      "CREATE TABLE `n_stories` (`sid` int, `catid` int, `aid` int, `title` text);\nINSERT INTO n_stories VALUES (1,1,1,'x');\nCREATE TABLE n_authors (aid int, name text);\nINSERT INTO n_authors VALUES (1,'y');\n",
    ],
    ['a story about dumps', 'INSERT INTO the slot, it said.\nCREATE TABLE manners.\n'],
  ] as const)('takes %s for no site', async ([, dump]) => {
    put('dump.sql', dump)
    await using found = await find()
    expect(found.sites).toEqual([])
    expect(await parts(found)).toEqual(['dump.sql: left'])
  })
})

describe('findSites of damaged dumps', () => {
  test('gives the whole rows of a dump that is cut, wherever it is, and says where', async () => {
    const whole = dumpOf([SITE])
    const complete = new Map(TABLE_NAMES.map((table) => [table, SITE.counts()[table] ?? 0]))
    for (const share of [0.35, 0.6, 0.8, 0.97]) {
      put('dump.sql', whole.subarray(0, Math.floor(whole.length * share)))
      await using found = await find()
      const [site] = found.sites
      expect(
        site?.problems.some(({ code }) => code === 'cut-off'),
        `at ${share}`,
      ).toBe(true)
      for (const [table, count] of site?.counts ?? []) {
        expect(count, `${table} at ${share}`).toBeLessThanOrEqual(complete.get(table as never) ?? 0)
      }
      expect(site?.counts.get('authors')).toBe(complete.get('authors'))
    }
  })

  test('notices that the last line of mysqldump is not there', async () => {
    put('dump.sql', String(dumpOf([SITE])).replace(/\n-- Dump completed.*\n$/, ''))
    await using found = await find()
    expect(found.sites[0]?.problems).toMatchObject([{ code: 'cut-off', table: null }])
  })

  test('keeps both rows of a repeated key', async () => {
    put('dump.sql', `${String(dumpOf([SITE]))}INSERT INTO \`fanfiction_news\` VALUES (1,'x','again','',5,0);\n`)
    await using found = await find()
    const site = found.sites[0] as StagedSite
    expect((await rowsOf(site, 'news')).map(({ key }) => key)).toEqual(['1', '2', '1~2'])
    expect(site.problems.filter(({ code }) => code === 'repeated-key')).toMatchObject([{ table: 'news' }])
  })

  test('gives columns of unknown tables and sizes names by their place, and no row is lost', async () => {
    const extra =
      "INSERT INTO fanfiction_mystery VALUES (1,'a'),(2,'b');\nINSERT INTO fanfiction_ratings VALUES (9,'X','0','',1,2,3);\n"
    put('dump.sql', String(dumpOf([SITE], { form: 'bare' })) + extra)
    await using found = await find()
    const site = found.sites[0] as StagedSite
    const [row] = await rowsOf(site, 'mystery')
    expect([...(row?.values.keys() ?? [])]).toEqual(['column1', 'column2'])
    expect(row?.key).toBe('#1')
    expect((await rowsOf(site, 'ratings')).length).toBe((SITE.counts()['ratings'] ?? 0) + 1)
    expect(site.problems.map(({ code, table }) => `${code} ${table}`).toSorted()).toEqual([
      'unknown-columns mystery',
      'unknown-columns ratings',
    ])
  })

  test('names no columns by number alone when the values do not look like them', async () => {
    const odd = "INSERT INTO fanfiction_inseries VALUES ('Lamp','Rain','Door','Bread','Boat');\n"
    put('dump.sql', String(dumpOf([SITE], { form: 'bare', without: ['inseries'] })) + odd)
    await using found = await find()
    const [row] = await rowsOf(found.sites[0] as StagedSite, 'inseries')
    expect([...(row?.values.keys() ?? [])]).toEqual(['column1', 'column2', 'column3', 'column4', 'column5'])
  })

  test('sets aside a packed file that grows without end', async () => {
    put(
      'dump.sql.gz',
      gzipSync(Buffer.concat([Buffer.from('INSERT INTO t VALUES (1);\n'), Buffer.alloc(80 * 2 ** 20)])),
    )
    await using found = await find()
    expect(found.setAside).toMatchObject([{ code: 'container-bomb' }])
  })

  test('gives what a packed dump has that ends too early', async () => {
    const packed = gzipSync(dumpOf([SITE]))
    put('dump.sql.gz', packed.subarray(0, packed.length / 2))
    await using found = await find()
    expect(found.sites[0]?.problems.some(({ code }) => code === 'cut-off')).toBe(true)
  })

  test('deletes its staged rows at the end, and those of a run that was killed', async () => {
    put('dump.sql', dumpOf([SITE]))
    mkdirSync(staging, { recursive: true })
    writeFileSync(join(staging, 'rescue-999999999-1-1.db'), 'left over')
    writeFileSync(join(staging, 'mine.db'), 'kept')
    {
      await using found = await find()
      expect(readdirSync(staging)).toHaveLength(2)
      expect(found.sites).toHaveLength(1)
    }
    expect(readdirSync(staging)).toEqual(['mine.db'])
  })

  test('gives the hash of a dump as the file is', async () => {
    const packed = gzipSync(dumpOf([SITE]))
    put('dump.sql.gz', packed)
    await using found = await find()
    expect(found.sites[0]?.dump.sha256).toBe(createHash('sha256').update(packed).digest('hex'))
  })
})
