import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { replaceIllegal } from '../../../kernel/xml.ts'
import type { Db } from '../../../platform/db/database.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import { countBroken } from '../../health/index.ts'
import { readReport } from '../report/report.ts'
import type { Cell } from '../testing/memory-site.ts'
import { moveIn } from '../testing/move-in.ts'
import { review, SMALL_SITE, SMALL_TABLES } from '../testing/small-site.ts'

type Cells = Readonly<Record<string, Cell>>

/** Values that no column was made for. */
const ABSURD: readonly Cell[] = [
  '',
  null,
  '-1',
  '99999999999999999999999999',
  '1e309',
  'NaN',
  '../../etc/passwd',
  "1' OR '1'='1",
  '\0\0',
  '<script>alert(1)</script>',
  Uint8Array.of(0xff, 0xfe, 0x00, 0xd8),
  Uint8Array.of(0xc3),
  '💖'.repeat(50),
]

/** Each row of a table with each of its columns spoiled in turn, its key kept apart. */
function spoiled(rows: readonly Cells[], key: string): Cells[] {
  let next = 1000
  return rows.flatMap((row) =>
    Object.keys(row).flatMap((column) =>
      ABSURD.map((value) => ({ ...row, [key]: next++, ...(column === key ? {} : { [column]: value }) })),
    ),
  )
}

describeOnBothEngines('rescueCommunity of hostile rows', (open) => {
  test.for([
    ['series', 'seriesid'],
    ['challenges', 'chalid'],
    ['reviews', 'reviewid'],
    ['news', 'nid'],
    ['comments', 'cid'],
    ['messages', 'message_id'],
    ['log', 'log_id'],
  ] as const)('accounts for each row of %s, whatever is in it', async ([table, key]) => {
    const { db } = await open()
    const rows = [...SMALL_TABLES[table], ...spoiled(SMALL_TABLES[table], key)]
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, [table]: rows } })
    expect(await unsound(db)).toEqual([])
  })

  test.for(['inseries', 'favorites'] as const)('accounts for each row of %s, whatever is in it', async (table) => {
    const { db } = await open()
    const rows = SMALL_TABLES[table].flatMap((row) =>
      Object.keys(row).flatMap((column) => ABSURD.map((value): Cells => ({ ...row, [column]: value }))),
    )
    // Rows of one key are told apart by whoever reads the dump.
    const distinct = new Map(rows.map((row) => [JSON.stringify(row), row]))
    const keyed = new Map(Array.from(distinct.values(), (row) => [keyOf(table, row), row]))
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, [table]: [...keyed.values()] } })
    expect(await unsound(db)).toEqual([])
  })

  test('sets aside a review that the dump has twice, and keeps two that share an id', async () => {
    const { db } = await open()
    const reviews = [
      review(1, { review: 'Once.' }),
      review(1, { review: 'Once.' }),
      review(1, { review: 'Another with its id.' }),
    ]
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, reviews } })
    const texts = await db.selectFrom('review').select('html').where('news_id', 'is', null).orderBy('html').execute()
    expect(texts.map(({ html }) => html)).toEqual(['<p>Another with its id.</p>', '<p>Once.</p>'])
    const aside = await db
      .selectFrom('opaque_record')
      .select(['old_key', 'reason'])
      .where('table_name', '=', 'reviews')
      .execute()
    expect(aside).toEqual([{ old_key: '1~2', reason: 'repeated' }])
    expect(await unsound(db)).toEqual([])
  })

  test('states that a review was cut where the column ended', async () => {
    const { db } = await open()
    const text = `${'é'.repeat(32_767)}x`
    expect(Buffer.byteLength(text)).toBe(65_535)
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, reviews: [review(1, { review: text })] } })
    const notes = await db.selectFrom('finding').select(['code', 'field']).where('code', '=', 'lost-end').execute()
    expect(notes).toEqual([{ code: 'lost-end', field: 'reviews/1' }])
  })

  test('moves in a review of ten megabytes', async () => {
    const { db } = await open()
    const long = `${'The lamp went out. '.repeat(560_000)}<br><br><i>Author's Response: And on again.</i>`
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, reviews: [review(1, { review: long, respond: 1 })] } })
    const rows = await db.selectFrom('review').select(['html', 'parent_id']).where('news_id', 'is', null).execute()
    expect(rows.map(({ html }) => (html ?? '').length > 10_000_000)).toEqual([true, false])
    expect(await unsound(db)).toEqual([])
  })

  test('walks a chain of series as long as a dump', async () => {
    const { db } = await open()
    const ids = Array.from({ length: 400 }, (_, i) => i + 1)
    const series = ids.map((seriesid) => ({ seriesid, title: `Series ${seriesid}`, summary: '', uid: 2, isopen: 0 }))
    const inseries = ids.map((seriesid) => ({
      seriesid,
      sid: 0,
      subseriesid: (seriesid % 400) + 1,
      confirmed: 1,
      inorder: 1,
    }))
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, series, inseries } })
    const entries = await db.selectFrom('series_entry').select('child_id').execute()
    expect(entries).toHaveLength(399)
    expect(await unsound(db)).toEqual([])
  })

  test('keeps pictures and other files of the story folders, for the archivist', async () => {
    const { db } = await open()
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    await moveIn(db, {
      ...SMALL_SITE,
      files: {
        'stories/2/images/lamp.png': png,
        'stories/2/notes.doc.txt': 'Not a chapter of anything.',
        'stories/2/11.txt': '<p>Oil.</p>',
      },
    })
    const uses = await db
      .selectFrom('source_use')
      .innerJoin('source', 'source.sha256', 'source_use.sha256')
      .select(['path', 'role', 'media_type', 'work_id'])
      .where('role', 'in', ['image', 'stray'])
      .orderBy('path')
      .execute()
    expect(uses).toEqual([
      { path: 'stories/2/images/lamp.png', role: 'image', media_type: 'image/png', work_id: null },
      { path: 'stories/2/notes.doc.txt', role: 'stray', media_type: 'application/octet-stream', work_id: null },
    ])
    const sha256 = createHash('sha256').update(png).digest('hex')
    expect(await db.selectFrom('source').select('size').where('sha256', '=', sha256).execute()).toEqual([
      { size: png.length },
    ])
    expect((await reportOf(db))?.files).toEqual({ images: 1, others: 1 })
  })

  test('moves in a site that has nothing but stories', async () => {
    const { db } = await open()
    const { authors, stories, chapters } = SMALL_TABLES
    await moveIn(db, { ...SMALL_SITE, tables: { authors, stories, chapters } })
    expect(await unsound(db)).toEqual([])
  })

  test('moves in a site without stories', async () => {
    const { db } = await open()
    const { stories: _, chapters: __, ...tables } = SMALL_TABLES
    await moveIn(db, { ...SMALL_SITE, tables })
    expect(await unsound(db)).toEqual([])
    expect(await db.selectFrom('review').select('id').where('work_id', 'is not', null).execute()).toEqual([])
  })

  test('keeps two sites apart that have the same ids', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    await moveIn(db, { ...SMALL_SITE, key: 'other' })
    const reviews = await db
      .selectFrom('review')
      .innerJoin('work', 'work.id', 'review.work_id')
      .select(['review.site_id', 'work.site_id as workSite'])
      .execute()
    expect(new Set(reviews.map((row) => row.site_id)).size).toBe(2)
    expect(reviews.every((row) => row.site_id === row.workSite)).toBe(true)
    expect(await unsound(db)).toEqual([])
  })
})

/** What is out of balance, what no part took, and what doctor would find. */
async function unsound(db: Db): Promise<unknown[]> {
  const report = await reportOf(db)
  if (report === undefined || report === null) return ['there is no report']
  return [
    ...report.tables.filter(({ difference }) => difference !== 0),
    ...report.tables.flatMap(({ reasons }) => reasons.filter(({ reason }) => reason === 'unread')),
    ...Object.entries(await countBroken(db)).filter(([, count]) => count > 0),
  ]
}

async function reportOf(db: Db) {
  const [site] = await db.selectFrom('rescued_site').select('public_id').execute()
  return (await readReport(db, site?.public_id ?? ''))?.report
}

function keyOf(table: 'inseries' | 'favorites', row: Cells): string {
  const columns = table === 'inseries' ? ['sid', 'seriesid', 'subseriesid'] : ['uid', 'type', 'item']
  return replaceIllegal(columns.map((column) => Buffer.from(bytesIn(row[column])).toString('latin1')).join('/'))
}

function bytesIn(cell: Cell | undefined): Uint8Array {
  return cell instanceof Uint8Array ? cell : Buffer.from(cell === null || cell === undefined ? '' : String(cell))
}
