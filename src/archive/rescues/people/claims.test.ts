import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Db } from '../../../platform/db/database.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import { moveIn } from '../testing/move-in.ts'
import { SMALL_SITE, SMALL_TABLES } from '../testing/small-site.ts'
import { emailCheckFor } from './claims.ts'
import { checkOldPassword } from './old-password.ts'

describeOnBothEngines('sealClaims', (open) => {
  test('lets a member be known by address and password', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const claims = await claimsByName(db)
    expect(claims.keys().toArray()).toEqual(['Ana Moor', 'Bertil'])
    const ana = claims.get('Ana Moor')
    expect(ana?.email_check).toBe(await emailCheckFor(db, 'ANA@mail.example '))
    expect(ana?.email_check).not.toBe(await emailCheckFor(db, 'bertil@mail.example'))
    expect(await checkOldPassword('secret', ana?.password_check ?? '')).toBe(true)
    expect(await checkOldPassword('Secret', ana?.password_check ?? '')).toBe(false)
  })

  test('has another key in every archive, and none for what is no address', async () => {
    const checks = []
    for (let archive = 0; archive < 2; archive++)
      checks.push(await emailCheckFor((await open()).db, 'ana@mail.example'))
    expect(checks[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(checks[0]).not.toBe(checks[1])
    const { db } = await open()
    for (const typed of ['', 'ana', '@', 'a@b c', 'two@a.example, two@b.example'])
      expect(await emailCheckFor(db, typed)).toBeUndefined()
  })

  test('follows a newer dump, but not where somebody has used a claim', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const before = await claimsByName(db)
    await db
      .updateTable('pen_name_claim')
      .set({ state: 'used', password_check: null })
      .where('id', '=', before.get('Bertil')?.id ?? 0)
      .execute()
    const authors = SMALL_TABLES.authors.map((row) => ({ ...row, password: '5f4dcc3b5aa765d61d8327deb882cf99' }))
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, authors } })
    const after = await claimsByName(db)
    expect(await checkOldPassword('password', after.get('Ana Moor')?.password_check ?? '')).toBe(true)
    expect(after.get('Ana Moor')?.email_check).toBe(before.get('Ana Moor')?.email_check)
    expect(after.get('Bertil')).toMatchObject({ state: 'used', password_check: null })
    expect(after.get('reader one')).toMatchObject({ email_check: null, state: 'open' })
  })

  test('seals nothing anew for the same dump', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const before = await claimsByName(db)
    await moveIn(db, SMALL_SITE)
    expect(await claimsByName(db)).toEqual(before)
  })
})

test('no file but those that seal, check and count claims names their table', () => {
  const root = join(import.meta.dirname, '../../../..')
  const files = globSync('src/**/*.ts', { cwd: root }).filter(
    (path) => !path.endsWith('.test.ts') && readFileSync(join(root, path), 'utf8').includes('pen_name_claim'),
  )
  expect(files.toSorted()).toEqual([
    'src/archive/exports/rescued-store.ts',
    'src/archive/rescues/people/claims-store.ts',
    'src/platform/db/migrations/0007_rescued_sites.ts',
    'src/platform/db/tables.ts',
  ])
})

async function claimsByName(db: Db) {
  const rows = await db
    .selectFrom('pen_name_claim')
    .innerJoin('pen_name', 'pen_name.id', 'pen_name_id')
    .selectAll('pen_name_claim')
    .select('name')
    .orderBy('name')
    .execute()
  return new Map(rows.map((row) => [row.name, row]))
}
