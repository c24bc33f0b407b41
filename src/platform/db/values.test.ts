import { CompiledQuery } from 'kysely'
import { describe, expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { cleanText, UnusableValue } from './values.ts'

describe('cleanText', () => {
  test.for([
    ['NUL', 'a\0b', 'a\ufffdb'],
    ['a control', 'bell\u0007', 'bell\ufffd'],
    ['a form feed', 'page\fpage', 'page\ufffdpage'],
    ['a high surrogate alone', 'x\ud83d', 'x\ufffd'],
    ['a low surrogate alone', '\ude00x', '\ufffdx'],
    ['surrogates the wrong way round', '\ude00\ud83d', '\ufffd\ufffd'],
    ['a noncharacter', 'a\uffffb\ufffe', 'a\ufffdb\ufffd'],
  ])('replaces %s', ([, text, clean]) => {
    expect(cleanText(text as string)).toBe(clean)
  })

  test.for([
    ['tabs and line ends', 'a\tb\nc\r\nd'],
    ['C1 controls, which XML allows', 'a\u0085b\u0092'],
    ['pairs of surrogates', '😀 𝔘'],
    ['marks of order and joiners', 'a\u200db\u202ec\ufeff'],
    ['private use', '\ue000\u{10fffd}'],
    ['the replacement itself', 'a\ufffdb'],
    ['nothing', ''],
  ])('leaves %s', ([, text]) => {
    expect(cleanText(text as string)).toBe(text)
  })
})

describeOnBothEngines('a value bound to a query', (open, engine) => {
  test('comes back as it was', async () => {
    const { db } = await open()
    const name = 'ÄÖ ‘’ 漢字 😀 \t\n'
    await db
      .insertInto('archive_setting')
      .values({ name, value: 'x'.repeat(3_000_000) })
      .execute()
    const row = await db.selectFrom('archive_setting').selectAll().where('name', '=', name).executeTakeFirstOrThrow()
    expect([row.name, row.value.length]).toEqual([name, 3_000_000])
  })

  test('loses what XML forbids, in writing and in looking up', async () => {
    const { db } = await open()
    await db.insertInto('archive_setting').values({ name: 'a\0\ud800', value: '\u0001' }).execute()
    const rows = await db.selectFrom('archive_setting').selectAll().where('name', '=', 'a\0\ud800').execute()
    expect(rows).toEqual([{ name: 'a\ufffd\ufffd', value: '\ufffd' }])
  })

  test.for([
    ['a Date', new Date(0)],
    ['an object', { value: 1 }],
    ['a list', ['x']],
    ['undefined', undefined],
    ['a symbol', Symbol('x')],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('is refused when it is %s', async ([, value]) => {
    const { db } = await open()
    const place = engine === 'sqlite' ? '?' : '$1'
    const query = CompiledQuery.raw(`insert into archive_setting (name, value) values ('x', ${place})`, [value])
    await expect(db.executeQuery(query)).rejects.toThrow(UnusableValue)
    expect(await db.selectFrom('archive_setting').selectAll().execute()).toEqual([])
  })

  test('may be a boolean and comes back as one', async () => {
    const { db } = await open()
    const name = { public_id: 'a', name: 'A', sort_name: 'a', folded: 'a' }
    await db
      .insertInto('pen_name')
      .values({ ...name, is_claimable: false })
      .execute()
    await db
      .insertInto('pen_name')
      .values({ ...name, public_id: 'b' })
      .execute()
    const rows = await db.selectFrom('pen_name').select(['public_id', 'is_claimable']).orderBy('public_id').execute()
    expect(rows).toEqual([
      { public_id: 'a', is_claimable: false },
      { public_id: 'b', is_claimable: true },
    ])
    expect(await db.selectFrom('pen_name').select('id').where('is_claimable', '=', true).execute()).toHaveLength(1)
  })

  test('may be a whole number as large as a number can be, and comes back as one', async () => {
    const { db } = await open()
    const pid = Number.MAX_SAFE_INTEGER
    await db.insertInto('running').values({ name: 'x', host: 'h', pid, heartbeat_at: '', token: '' }).execute()
    const row = await db.selectFrom('running').select('pid').executeTakeFirstOrThrow()
    expect(row.pid).toBe(pid)
    const sum = await db
      .selectFrom('running')
      .select((eb) => eb.fn.sum<number>('pid').as('sum'))
      .executeTakeFirstOrThrow()
    expect(sum.sum).toBe(pid)
  })

  test('is a fault, not a wrong number, when a whole number in the database is larger', async () => {
    const { db } = await open()
    const pid = 2n ** 53n + 1n
    await db
      .insertInto('running')
      .values({ name: 'x', host: 'h', pid: pid as unknown as number, heartbeat_at: '', token: '' })
      .execute()
    await expect(db.selectFrom('running').select('pid').execute()).rejects.toThrow(RangeError)
  })

  test('may be bytes', async () => {
    const { db } = await open()
    const data = new Uint8Array([0, 1, 127, 128, 255])
    await db.insertInto('source_chunk').values({ sha256: 'x', position: 0, size: 5, data, data_sha256: '' }).execute()
    const row = await db.selectFrom('source_chunk').select('data').executeTakeFirstOrThrow()
    expect(Buffer.from(row.data).equals(data)).toBe(true)
  })
})

describeOnBothEngines('text in the database', (open) => {
  test('sorts by code point, whatever the language of the machine', async () => {
    const { db } = await open()
    const names = ['b', 'B', 'a', 'é', 'z', 'ß', '_', '10', '9', '😀', '\uff5e']
    for (const name of names) await db.insertInto('archive_setting').values({ name, value: '' }).execute()
    const rows = await db.selectFrom('archive_setting').select('name').orderBy('name').execute()
    expect(rows.map((row) => row.name)).toEqual(['10', '9', 'B', '_', 'a', 'b', 'z', 'ß', 'é', '\uff5e', '😀'])
  })
})
