/**
 * Two groups of tests: `pure` needs nothing, `db` runs every test on SQLite and, where a build exists, on a real
 * PostgreSQL that the global set-up starts once.
 */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 30_000,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['src/{kernel,document,intake,publish,ui}/**/*.test.ts', 'scripts/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'db',
          include: ['src/{platform,search,archive,app}/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: ['src/platform/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
