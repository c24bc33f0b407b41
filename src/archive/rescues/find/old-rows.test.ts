import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPaths } from '../../imports/open/open.ts'
import type { StagedSite } from '../staged-site.ts'
import { findSites } from './find-sites.ts'

/** A site of eFiction 1.1 as mysqldump of the time wrote it, and as a backup without columns. */
const TABLES = `CREATE TABLE fanfiction_authors (
  uid int(11) NOT NULL auto_increment, penname varchar(200) NOT NULL default '', realname varchar(200), email varchar(200),
  website varchar(200), bio text NOT NULL, image varchar(200), date datetime, newreviews int(11), admincreated int(11),
  password varchar(40), validated int(11), userskin varchar(60), level tinyint(4), contact tinyint(4), carry tinyint(4),
  categories varchar(200), PRIMARY KEY (uid)) TYPE=MyISAM;
CREATE TABLE fanfiction_stories (
  sid int(11) NOT NULL auto_increment, psid int(11), title varchar(200), chapter varchar(200), summary text, catid int(11),
  gid varchar(250), charid varchar(250), wid varchar(250), rid varchar(25), date datetime, updated datetime, uid int(11),
  featured int(11), counter int(11), validated int(11), inorder tinyint(4), storytext text, completed tinyint(4),
  rr tinyint(4), wordcount int(11), numreviews int(4), PRIMARY KEY (sid)) TYPE=MyISAM;
CREATE TABLE fanfiction_reviews (
  reviewid int(11) NOT NULL auto_increment, sid int(11), psid int(11), reviewer varchar(60), member int(11), review text,
  date datetime, rating int(11), PRIMARY KEY (reviewid)) TYPE=MyISAM;
`
const ROWS = `INSERT INTO fanfiction_authors VALUES (5,'Wren Harlow','','w@mail.example','','Hi','','2003-01-02 10:00:00',0,0,'e52d98c459819a11775936d8dfbb7929',1,'eFiction',0,0,0,'0');
INSERT INTO fanfiction_stories VALUES (7,7,'The Lamp','One','It burns.',3,'Drama','Orla','','PG','2003-01-02 10:00:00','2003-02-02 10:00:00',5,0,99,1,0,'',0,0,1200,1);
INSERT INTO fanfiction_stories VALUES (9,7,'The Lamp','Two','It burns.',3,'Drama','Orla','','PG','2003-02-02 10:00:00','2003-02-02 10:00:00',5,0,12,1,1,'In the column.',0,0,800,0);
INSERT INTO fanfiction_reviews VALUES (1,9,7,'Guest',0,'Nice','2003-02-03 10:00:00',8);
`

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-old-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, 'site', path)), { recursive: true })
  writeFileSync(join(folder, 'site', path), content)
}

async function rowsOf(site: StagedSite, table: string): Promise<Record<string, string | null>[]> {
  const rows = []
  for await (const { values } of site.rows(table)) {
    rows.push(
      Object.fromEntries(
        [...values].map(([name, bytes]) => [name, bytes === null ? null : String(Buffer.from(bytes))]),
      ),
    )
  }
  return rows
}

describe('a site of eFiction 1.1', () => {
  test.for([
    ['with its tables', TABLES + ROWS],
    ['as rows alone', ROWS],
    ['as its own backup', ROWS.replaceAll("'", '"').replaceAll(/([(,])(\d+)(?=[,)])/g, '$1"$2"')],
  ] as const)('has stories and chapters of their own, %s', async ([, dump]) => {
    put('dump.sql', dump)
    put('stories/Wren Harlow/7.txt', 'From the file.')
    await using found = await findSites({
      open: () => openPaths([join(folder, 'site')]),
      temporaryDirectory: join(folder, 'staging'),
    })
    const [site] = found.sites as [StagedSite]
    expect(found.sites).toHaveLength(1)
    expect(site.version).toBe('1.1')
    expect(site.problems).toEqual([])
    expect(await rowsOf(site, 'stories')).toMatchObject([
      { sid: '7', title: 'The Lamp', summary: 'It burns.', gid: 'Drama', count: '99', reviews: '1' },
    ])
    const chapters = await rowsOf(site, 'chapters')
    expect(chapters).toMatchObject([
      { chapid: '7', sid: '7', title: 'One', inorder: '1', uid: '5', storytext: '' },
      {
        chapid: '9',
        sid: '7',
        title: 'Two',
        inorder: '2',
        uid: '5',
        storytext: 'In the column.',
        storytitle: 'The Lamp',
        gid: 'Drama',
      },
    ])
    expect((await site.rowsBy('chapters', 'sid', '7')).map(({ key }) => key)).toEqual(['7', '9'])
    expect(await rowsOf(site, 'reviews')).toMatchObject([{ item: '7', chapid: '9', uid: '0', reviewer: 'Guest' }])
    expect((await site.rowsBy('reviews', 'chapid', '9')).map(({ key }) => key)).toEqual(['1'])
    const [file] = await site.storyFiles('5', '7')
    expect(file?.author).toBe('Wren Harlow')
    expect(String(Buffer.from(await site.readFile(file as never)))).toBe('From the file.')
  })

  test('keeps a chapter whose story is gone', async () => {
    put('dump.sql', TABLES + ROWS.replace(/^INSERT INTO fanfiction_stories VALUES \(7,7,.*\n/m, ''))
    await using found = await findSites({
      open: () => openPaths([join(folder, 'site')]),
      temporaryDirectory: join(folder, 'staging'),
    })
    const [site] = found.sites as [StagedSite]
    expect(await rowsOf(site, 'stories')).toEqual([])
    expect(await rowsOf(site, 'chapters')).toMatchObject([{ chapid: '9', sid: '7' }])
  })
})
