/** The small form of `npm run bench -- efiction`: moving in a site is killed as by a power cut, and run again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportCanonical } from '../src/archive/exports/index.ts'
import { countBroken } from '../src/archive/health/index.ts'
import { inventSite } from '../src/archive/rescues/testing/invented-site.ts'
import { writeSite } from '../src/archive/rescues/testing/write-site.ts'
import { verifySources } from '../src/archive/sources/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { ficarium, type Ran, type RunOptions } from './program.ts'

const STORIES = 30
const SITE = inventSite({ stories: STORIES, wordsPerChapter: 80, reviews: 60, hasTraps: false })

let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-killed-'))
  await writeSite(join(folder, 'site'), SITE)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeOnBothEngines('moving in a site, killed', (open) => {
  test('ends, run again, with the catalogue of one that was left in peace', { timeout: 240_000 }, async () => {
    const calm = await open()
    expect((await importInto(calm)).exitCode).toBe(0)
    const expected = await printed(calm.db)
    expect(expected.length).toBeGreaterThan(STORIES * 4)
    const place = await open()
    let killed = 0
    for (const after of KILL_POINTS) {
      let events = 0
      const cutOff = await importInto(place, {
        onOutput: (text, child) => {
          events += text.split('\n').length - 1
          if (events >= after) child.kill('SIGKILL')
        },
      })
      if (cutOff.exitCode === null) killed++
    }
    expect(killed).toBeGreaterThan(0)
    expect((await importInto(place)).exitCode).toBe(0)
    expect(await printed(place.db)).toEqual(expected)
    expect((await verifySources(place.db)).problems).toEqual([])
    expect(Object.values(await countBroken(place.db)).some((count) => count > 0)).toBe(false)
  })

  async function importInto(place: Awaited<ReturnType<typeof open>>, options: RunOptions = {}): Promise<Ran> {
    const { dataDirectory, databaseUrl } = place.config
    const env: Record<string, string> = { FICARIUM_DATA: dataDirectory }
    if (databaseUrl !== null) env['FICARIUM_DATABASE_URL'] = databaseUrl
    return ficarium(['import', '--json', join(folder, 'site')], { ...options, env })
  }
})

/** Lines that are printed: the dump, then a line a story in each run that writes it. */
const KILL_POINTS = [1, 3, 12, 6] as const

async function printed(db: Db): Promise<readonly string[]> {
  return Array.fromAsync(exportCanonical(db))
}
