import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../../platform/db/database.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import { moveIn } from '../testing/move-in.ts'
import { SMALL_SITE, SMALL_TABLES } from '../testing/small-site.ts'
import { type RescueReport, readReport } from './report.ts'
import { eachStoryNote, listStoryNotes, type StoryNote } from './report-store.ts'
import { reportInWords, storyInWords } from './report-words.ts'

describeOnBothEngines('reportRescue', (open) => {
  describe('of a small site', () => {
    let db: Db
    let siteId: number
    let report: RescueReport

    beforeAll(async () => {
      db = (await open()).db
      const problem = { code: 'cut-off', table: 'reviews', offset: 4711, why: 'The dump ends within a row.' } as const
      siteId = await moveIn(db, { ...SMALL_SITE, problems: [problem] })
      report = await reportOf(db)
    })

    test('accounts for every row of every table', () => {
      const rows = Object.entries(SMALL_TABLES)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([table, all]) => [table, all.length])
      expect(report.tables.map(({ table, rows: count }) => [table, count])).toEqual(rows)
      for (const each of report.tables) {
        expect(each.difference).toBe(0)
        expect(each.represented + each.setAside).toBe(each.rows)
      }
      const total = rows.reduce((sum, [, count]) => sum + Number(count), 0)
      expect(report.totals).toMatchObject({ rows: total, difference: 0 })
      expect(report.totals.represented + report.totals.setAside).toBe(total)
    })

    test('says what rows became, and why some became nothing', () => {
      const reviews = report.tables.find(({ table }) => table === 'reviews')
      expect(reviews).toMatchObject({
        rows: 8,
        represented: 6,
        setAside: 2,
        became: [{ kind: 'review', rows: 6 }],
        reasons: [
          { reason: 'points-nowhere', rows: 1, why: 'What it belongs to is not in the dump.' },
          { reason: 'unknown-kind', rows: 1 },
        ],
      })
    })

    test('counts works, reviews and claims', () => {
      expect(report.works).toEqual([
        { visibility: 'hidden', works: 1, words: expect.any(Number) as number },
        { visibility: 'public', works: 2, words: expect.any(Number) as number },
      ])
      expect(report.reviews).toEqual({ reviews: 6, ratingsOnly: 1, replies: 1, newsComments: 2 })
      expect(report.claims).toEqual({ claims: 2, withEmail: 2, withPassword: 2 })
    })

    test('names first what may be lost', () => {
      expect(report.checks.map(({ code, count }) => `${code} ${count}`)).toEqual([
        'dump-problem 1',
        'points-nowhere 4',
        'dangling-id 2',
        'unknown-table 1',
        'waiting 1',
      ])
      expect(report.checks[0]?.notes).toEqual(['reviews, byte 4711: The dump ends within a row.'])
    })

    test('chooses works to look at, each for one reason', () => {
      const chosen = report.samples.map(({ why, kind, oldKey }) => `${why} ${kind} ${oldKey}`)
      expect(chosen).toContain('series-inside series 1')
      expect(chosen.filter((each) => each.includes(' work ')).length).toBe(3)
      expect(new Set(report.samples.map(({ kind, oldKey }) => `${kind} ${oldKey}`)).size).toBe(chosen.length)
    })

    test('is the same whenever and wherever the site is moved in', async () => {
      const other = (await open()).db
      await moveIn(other, { ...SMALL_SITE, problems: report.problems })
      expect(withoutIds(await reportOf(other))).toEqual(withoutIds(report))
    })

    test('fits a terminal', () => {
      const words = reportInWords('The Lamp Room', report)
      expect(words[0]).toMatch(/^The Lamp Room: \d+ rows in \d+ tables$/)
      expect(words).toContain('3 works, 24 words; 1 hidden until approved')
      expect(words).toContain('6 reviews (1 without words), 1 reply')
      expect(words.join('\n')).toContain('Check first:')
      for (const line of words) expect(line.length).toBeLessThan(160)
    })

    test('leaves what is said of single stories to a list that can be paged', async () => {
      const { notes, next } = await listStoryNotes(db, siteId, '', 10)
      const [first] = notes
      expect([notes.length, next]).toEqual([1, undefined])
      expect(first).toMatchObject({ oldKey: '2', title: 'More lamps', chapters: 1, visibility: 'public' })
      expect(storyInWords(first as StoryNote)).toBe('story 2, More lamps: 1 repair')
      expect(await listStoryNotes(db, siteId, '', 1)).toEqual({ notes: [], next: '1' })
      expect(await listStoryNotes(db, siteId, '1', 1)).toEqual({ notes: [first], next: '2' })
      expect(await listStoryNotes(db, siteId, '3', 1)).toEqual({ notes: [], next: undefined })
      expect(await Array.fromAsync(eachStoryNote(db, siteId))).toEqual([first])
    })
  })

  test('tells a row that nothing accounts for', async () => {
    const { db } = await open()
    const siteId = await moveIn(db, SMALL_SITE)
    await db.deleteFrom('legacy_id').where('table_name', '=', 'news').execute()
    const { reconcile, totalsOf } = await import('./reconcile.ts')
    const { memorySite } = await import('../testing/memory-site.ts')
    const tables = await reconcile(db, siteId, memorySite(SMALL_SITE))
    expect(tables.filter(({ difference }) => difference !== 0)).toMatchObject([
      { table: 'news', rows: 1, difference: 1 },
    ])
    expect(totalsOf(tables).difference).toBe(1)
  })

  test('does not count rows that only an earlier dump had', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const reviews = SMALL_TABLES.reviews.slice(0, 1)
    const { recipes: _, ...tables } = SMALL_TABLES
    await moveIn(db, { ...SMALL_SITE, tables: { ...tables, reviews } })
    const report = await reportOf(db)
    expect(report.totals.difference).toBe(0)
    expect(report.tables.find(({ table }) => table === 'reviews')).toMatchObject({
      rows: 1,
      represented: 1,
      setAside: 0,
      gone: 7,
    })
    expect(report.tables.find(({ table }) => table === 'recipes')).toMatchObject({ rows: 0, setAside: 0, gone: 1 })
  })

  test('is nothing for a site that nobody knows', async () => {
    const { db } = await open()
    expect(await readReport(db, 'zzzzzzzzzz')).toBeUndefined()
  })
})

async function reportOf(db: Db): Promise<RescueReport> {
  const [site] = await db.selectFrom('rescued_site').select('public_id').execute()
  const stored = await readReport(db, site?.public_id ?? '')
  if (stored?.report === undefined || stored.report === null) throw new Error('there is no report')
  return stored.report
}

function withoutIds(report: RescueReport): unknown {
  return JSON.parse(JSON.stringify(report, (name, value: unknown) => (name === 'publicId' ? undefined : value)))
}
