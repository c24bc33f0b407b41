import { expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { moveIn, tryToMoveIn } from '../rescues/testing/move-in.ts'
import { SMALL_SITE, SMALL_TABLES } from '../rescues/testing/small-site.ts'
import { exportCanonical } from './index.ts'

const OTHER_SITE = { ...SMALL_SITE, key: 'other', name: 'Another Lamp Room' }

describeOnBothEngines('exportCanonical of rescued sites', (open) => {
  test('is the same whatever keys and addresses things got', async () => {
    const exports = []
    for (const sites of [
      [SMALL_SITE, OTHER_SITE],
      [OTHER_SITE, SMALL_SITE],
    ]) {
      const { db } = await open()
      for (const site of sites) await moveIn(db, site)
      exports.push(await linesOf(db))
    }
    expect(exports[1]).toEqual(exports[0])
  })

  test('drops no row of any table', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const rows = (await linesOf(db)).map((line) => JSON.parse(line) as Record<string, string>)
    const kept = rows.filter(({ record }) => record === 'old-row' || record === 'opaque-record')
    const count = new Set(kept.map((row) => `${row['table']}/${row['key']}`)).size
    expect(count).toBe(Object.values(SMALL_TABLES).reduce((sum, table) => sum + table.length, 0))
  })

  test('holds no key, no public id, and nothing that somebody could sign in with', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const lines = await linesOf(db)
    const [claim] = await db.selectFrom('pen_name_claim').selectAll().execute()
    const ids = [
      ...(await db.selectFrom('review').select('public_id').execute()),
      ...(await db.selectFrom('series').select('public_id').execute()),
      ...(await db.selectFrom('rescued_site').select('public_id').execute()),
    ].map((row) => row.public_id)
    for (const secret of [...ids, claim?.email_check, claim?.password_check, 'hunter2', '5ebe2294', '@mail.example"'])
      expect(lines.filter((line) => line.includes(String(secret)))).toEqual([])
    expect(
      lines.filter((line) => line.startsWith('{"record":"claim"')).map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        record: 'claim',
        site: 'lamp',
        by: 'lamp/authors/2',
        way: 'old-account',
        state: 'open',
        hasEmail: true,
        hasPassword: true,
      },
      {
        record: 'claim',
        site: 'lamp',
        by: 'lamp/authors/3',
        way: 'old-account',
        state: 'open',
        hasEmail: true,
        hasPassword: true,
      },
    ])
  })

  test('shows a reply with its review, and both with what they are of', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const line = (await linesOf(db)).find((each) => each.startsWith('{"record":"review"')) ?? '{}'
    expect(JSON.parse(line)).toMatchObject({
      site: 'lamp',
      table: 'reviews',
      key: '1',
      of: 'lamp/chapters/11',
      by: null,
      guest_name: 'Passer By',
      rating: 9,
      replies: [{ of: 'lamp/chapters/11', by: 'lamp/authors/2', html: '<p>Thank you, it wrote itself.</p>' }],
    })
  })

  test('ends the same when a rescue is killed at any of its transactions and run again', async () => {
    const whole = (await open()).db
    await moveIn(whole, SMALL_SITE)
    const expected = await linesOf(whole)
    let killed = 0
    for (let after = 1; ; after += 3) {
      const { db } = await open()
      const hasEnded = await tryToMoveIn(db, SMALL_SITE, after)
      await moveIn(db, SMALL_SITE)
      expect(await linesOf(db)).toEqual(expected)
      if (hasEnded) break
      killed++
    }
    expect(killed).toBeGreaterThan(5)
  })
})

async function linesOf(db: Db): Promise<string[]> {
  return Array.fromAsync(exportCanonical(db))
}
