/** The small form of `npm run bench -- torture`: an import is killed as by a power cut, and run again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateFolder } from '../bench/generate.ts'
import { exportCanonical } from '../src/archive/exports/index.ts'
import { countBroken } from '../src/archive/health/index.ts'
import { verifySources } from '../src/archive/sources/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'
import { ficarium, type Ran, type RunOptions } from './program.ts'

const FILES = 100

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-killed-'))
  generateFolder(join(folder, 'stories'), FILES, 200)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeOnBothEngines('an import that was killed', (open) => {
  test('ends, run again, with the catalogue of one that was left in peace', { timeout: 240_000 }, async () => {
    const calm = await open()
    expect((await importInto(calm)).exitCode).toBe(0)
    const expected = await printed(calm.db)
    expect(expected.length).toBeGreaterThan(FILES * 2)
    let killed = 0
    for (const after of killPoints()) {
      const place = await open()
      let events = 0
      const cutOff = await importInto(place, {
        onOutput: (text, child) => {
          events += text.split('\n').length - 1
          if (events >= after) child.kill('SIGKILL')
        },
      })
      if (cutOff.exitCode === null) killed++
      expect((await importInto(place)).exitCode).toBe(0)
      expect(await printed(place.db), `killed after event ${after}`).toEqual(expected)
      expect((await verifySources(place.db)).problems).toEqual([])
      expect(Object.values(await countBroken(place.db)).some((count) => count > 0)).toBe(false)
    }
    expect(killed).toBeGreaterThan(0)
  })

  async function importInto(place: Awaited<ReturnType<typeof open>>, options: RunOptions = {}): Promise<Ran> {
    const { dataDirectory, databaseUrl } = place.config
    const env: Record<string, string> = { FICARIUM_DATA: dataDirectory }
    if (databaseUrl !== null) env['FICARIUM_DATABASE_URL'] = databaseUrl
    return ficarium(['import', '--json', join(folder, 'stories')], { ...options, env })
  }
})

async function printed(db: Db): Promise<readonly string[]> {
  return Array.fromAsync(exportCanonical(db))
}

/** One in each third of the events: while files are read, around the change, and while works are written. */
function killPoints(): number[] {
  return [0, 1, 2].map((third) => Math.ceil(((third + Math.random()) / 3) * (FILES * 1.6)) + 1)
}
