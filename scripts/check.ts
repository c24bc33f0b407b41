/**
 * Everything a change must pass, in the order in which a mistake is found soonest; `npm run check` is what CI runs.
 *
 * `--without-tests` leaves the tests out, for a caller that ran them already.
 */
import { spawnSync } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')

const STEPS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc'],
  ['format', 'biome', 'check', '.'],
  ['lint', 'oxlint', 'src', 'test', 'scripts', 'bench'],
  ['imports', 'depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src'],
  ['dead code', 'knip'],
  ['map', 'node', 'scripts/map.ts', '--check'],
]

function main(): number {
  if (!process.version.startsWith('v24.')) {
    console.error(`check: this is Node ${process.version}; run it with npm, which brings the Node 24 of package.json.`)
    return 2
  }
  const withTests: typeof STEPS = [...STEPS, ['tests', 'vitest', 'run']]
  for (const [name, command, ...args] of process.argv.includes('--without-tests') ? STEPS : withTests) {
    const started = performance.now()
    const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: withOwnBinaries() })
    if (status !== 0) {
      console.error(`check: ${name} failed${error === undefined ? '' : ` (${error.message})`}`)
      return 1
    }
    console.log(`check: ${name} passed in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
  return 0
}

function withOwnBinaries(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}` }
}

process.exitCode = main()
