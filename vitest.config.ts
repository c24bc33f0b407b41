/**
 * Two groups of tests: `pure` needs nothing, `db` runs every test on SQLite and, where a build exists, on a real
 * PostgreSQL that the global set-up starts once.
 *
 * Property tests make the same examples in every run, so that a change passes or fails by what it changes and not by
 * luck. `FICARIUM_SEED=random npm test` makes others and prints their seed; `FICARIUM_SEED=<number>` makes those again.
 */
import { randomInt } from 'node:crypto'
import { defineConfig } from 'vitest/config'

const FIXED_SEED = 20_010_306

const seed = chooseSeed(process.env['FICARIUM_SEED'])
const shared = { env: { FICARIUM_SEED: String(seed) }, setupFiles: ['test/property-seed.ts'] }

export default defineConfig({
  test: {
    testTimeout: 120_000,
    projects: [
      {
        test: {
          ...shared,
          name: 'pure',
          include: ['src/{kernel,document,intake,publish,ui}/**/*.test.ts', 'scripts/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'db',
          include: ['src/{platform,search,archive,app}/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: ['src/platform/testing/global-setup.ts'],
          // A busy machine with two cores, PostgreSQL beside the tests.
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})

function chooseSeed(given: string | undefined): number {
  if (given === undefined || given === '') return FIXED_SEED
  if (given === 'random') {
    const chosen = randomInt(2 ** 31)
    process.stdout.write(`Property tests run with FICARIUM_SEED=${chosen}\n`)
    return chosen
  }
  const wanted = Number(given)
  if (!Number.isInteger(wanted)) throw new Error(`FICARIUM_SEED is a whole number or "random", not "${given}".`)
  return wanted
}
